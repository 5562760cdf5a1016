"""Hello, what the bot can do, and its menu."""

import re
from dataclasses import replace

from markupsafe import Markup
from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import menus, notice
from actions.base import Events, PaqteAction
from actions.contact_details import HearsContactDetails
from actions.declaring.logging_action import offers_places
from actions.form_table import FORMS
from actions.guessing import guesses
from actions.internships.answering import counting, refusing
from actions.internships.answering.taking_back import HearsTakingBack
from actions.internships.offering import week_shift, week_swap
from actions.internships.requesting import changing
from actions.internships.searching import following, shown
from actions.presenting import presents_company, presents_organisation
from actions.runtime import Runtime
from actions.speaking import Button, payload, person_button, tell
from actions.turn import Turn
from paqte.i18n import N_
from paqte.models import Draft
from paqte.services import drafts, holding, people
from reading.action_types import read_action_type
from reading.axes import read_axes
from reading.dates.reader import read_period
from reading.dates.weeks import read_weeks
from reading.fields import read_fields
from reading.identifiers import read_company_identifier
from reading.nothing import is_nothing
from reading.personal.redaction import MASK
from reading.places.reader import find_places
from reading.promises import is_promise
from reading.quantities.differences import takes_off
from reading.quantities.reader import read_quantities, read_quantity
from reading.words import fold

GO_ON = N_("Bonjour ! On continue.")
WELCOME_BACK = N_("Bonjour {name}, content de vous retrouver.")
WHAT_NEXT = N_("Que voulez-vous faire ?")
HELP = N_(
    "Je peux inscrire votre entreprise, noter vos axes et vos actions, publier ou trouver des "
    "places de stage, et répondre à vos questions sur {programme}. Écrivez comme vous parlez, "
    "ou choisissez :"
)
HELP_IN_FORM = N_(
    "Vous pouvez répondre avec vos mots, écrire « retour » pour revenir à la question d’avant, "
    "« passer » quand c’est possible, « recommencer », ou « annuler » : vos réponses restent "
    "gardées. Pour parler à quelqu’un : /humain."
)
MENU = N_("Que voulez-vous faire ?")
DO_YOU_WANT = N_("Je ne suis pas certain d’avoir compris. Vous voulez :")
SOMETHING_ELSE = N_("Autre chose")
FOR_THE_TEAM = N_("Je le garde avec votre demande : l’équipe le lira.")
NOT_UNDERSTOOD = N_("Je n’ai pas compris. Dites-le autrement, ou choisissez :")

WELCOME = N_("Bienvenue ! Que voulez-vous faire ?")

_SETS_RIGHT = re.compile(
    r"\b(?:en fait|c'etait|c'est plutot|il y avait|plutot|au lieu|corrig\w+|erreur|it was|actually|"
    r"there were|instead)\b"
)
_PLACEMENT = re.compile(r"\b(?:stages?|stagiaires?|internships?)\b", re.IGNORECASE)


async def open_draft(runtime: Runtime, turn: Turn) -> Draft | None:
    """A form left half-way, if any of its questions was answered."""
    async with runtime.database.reading() as uow:
        draft = await drafts.current(uow, turn.contact.id)
    if draft is None or draft.form not in FORMS:
        return None
    answered = any(step.slot in draft.answers for step in FORMS[draft.form].steps if step.counted)
    return draft if answered else None


class Greet(PaqteAction):
    """The first words: who speaks and what is kept, then what can be done."""

    action_name = "action_greet"
    loads_company = True

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Greet: a newcomer is told who reads along, and asked; a known person is not."""
        del tracker
        words = turn.speech
        if turn.form:
            tell(dispatcher, words.say(GO_ON))
            return []
        name = turn.contact.first_name
        async with self.runtime.database.reading() as uow:
            decided = await people.consent(uow, turn.contact.id)
        if decided is None or decided.version != people.CONSENT_VERSION:
            tell(dispatcher, notice.introduction(turn), notice.buttons(turn, "consent", "decision"))
            return []
        hello = words.say(WELCOME_BACK, name=name) if name else notice.hello(turn)
        draft = await open_draft(self.runtime, turn)
        text = menus.acting(turn, Markup("{} {}").format(hello, words.say(WHAT_NEXT)))
        tell(dispatcher, text, menus.buttons(turn, draft), columns=1)
        return []


class Offer(PaqteAction):
    """A sentence, and the menu."""

    loads_company = True
    sentence = MENU

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Say it, with the buttons that fit."""
        del tracker
        programme = self.runtime.settings.programme_name
        draft = await open_draft(self.runtime, turn)
        text = menus.acting(turn, turn.speech.say(self.sentence, programme=programme))
        tell(dispatcher, text, menus.buttons(turn, draft), columns=1)
        return []


class Menu(Offer):
    """The menu."""

    action_name = "action_menu"


class Help(Offer):
    """What the bot can do; in a form, how to move in it."""

    action_name = "action_help"
    sentence = HELP

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Help where the person is."""
        if turn.form:
            tell(dispatcher, turn.speech.say(HELP_IN_FORM))
            return []
        return await super().act(turn, dispatcher, tracker)


class Fallback(HearsContactDetails, HearsTakingBack, Offer):
    """It was not understood: open the form that its content is for, else offer a way on."""

    action_name = "action_default_fallback"
    loads_agreement = True
    sentence = NOT_UNDERSTOOD

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Look for agreement, or for what a form could use: a company's number, axes."""
        if turn.form is None and not turn.agreed and notice.explicit(turn.answer) is not None:
            return [FollowupAction("action_consent")]
        if (meant := await self._meant_by_company(turn)) is not None:
            return [FollowupAction(meant)]
        if turn.company is None and await changing.meant(self.runtime, turn):
            return [FollowupAction(changing.ACTION)]
        if turn.form is None and await shown.chosen(self.runtime, turn):
            return [FollowupAction("action_request_slots")]
        form = form_for(turn)
        if form is not None and turn.form is None:
            return [FollowupAction(form)]
        if turn.form is None and await self._goes_on_searching(turn):
            return [FollowupAction("action_search_slots")]
        if MASK in turn.answer.typed:
            # They were just told what was taken out of the message, and why.
            return await Menu(self.runtime).act(turn, dispatcher, tracker)
        if turn.form is None and presents_company(turn):
            tell(dispatcher, turn.speech.say(WELCOME), _with_words(turn), columns=1)
            return []
        if guessed := self.guesses(turn, tracker):
            words = turn.speech
            others = [Button(words.gettext(SOMETHING_ELSE), payload("menu")), person_button(words)]
            tell(dispatcher, words.say(DO_YOU_WANT), [*guessed, *others], columns=1)
            return []
        if turn.form is None and await self._is_for_the_team(turn):
            tell(dispatcher, turn.speech.say(FOR_THE_TEAM))
            return []
        return await super().act(turn, dispatcher, tracker)

    async def _meant_by_company(self, turn: Turn) -> str | None:
        """The action that a company's words outside of forms are for, told by what they hold."""
        if turn.form is not None or turn.company is None:
            return None
        counted = await counting.answered_by(self.runtime, turn)
        answered = counted or await refusing.answered_by(self.runtime, turn)
        if answered is not None:
            return answered
        if week_shift.told(turn) is not None or week_swap.told(turn) is not None:
            return "action_edit_offer"
        if is_nothing(turn.answer.typed):
            return "action_declare_nothing"
        if takes_off(turn.answer.typed) or sets_right_beside(turn):
            return "action_correct_action"
        return None

    async def _is_for_the_team(self, turn: Turn) -> bool:
        """They were told that they may write their question while nobody is there yet."""
        async with self.runtime.database.reading() as uow:
            return await holding.waits(uow, turn.conversation_id)

    async def _goes_on_searching(self, turn: Turn) -> bool:
        """« Et la semaine du 18 ? », « plutôt mécanique » after a search."""
        text = turn.answer.typed
        if turn.company is not None and turn.organisation is None:
            return False
        if not following.says_something(text, turn) or not following.goes_on(text):
            return False
        return await following.before(self.runtime, turn) is not None

    def guesses(self, turn: Turn, tracker: Tracker) -> list[Button]:
        """What it may have meant."""
        return guesses(turn, tracker)


def _with_words(turn: Turn) -> list[Button]:
    """The menu; joining learns from what was just said."""
    joins = payload("join_program")
    return [
        replace(button, payload=payload("join_program", said=turn.answer.typed))
        if button.payload == joins
        else button
        for button in menus.buttons(turn)
    ]


def sets_right_beside(turn: Turn) -> bool:
    """« En fait c’était 5 salariés »: what was counted beside an action is set right."""
    said = turn.answer.typed
    if "?" in said or _SETS_RIGHT.search(fold(said).replace("’", "'")) is None:
        return False
    return any(one.unit in ("employees", "hours") for one in read_quantities(said))


def form_for(turn: Turn) -> str | None:
    """The form whose first answer these words hold, if the person may fill it; or a search."""
    words = turn.answer.typed
    if turn.organisation is not None and (read_fields(words) or find_places(words).exact):
        return "action_search_slots"
    if turn.company is None and _looks_for_places(words, turn):
        return "action_search_slots"
    if presents_organisation(turn):
        return "organisation_form"
    if turn.company is None:
        found = read_company_identifier(words)
        return "join_form" if found is not None and found.valid else None
    if offers_places(turn):
        return "offer_form"
    if read_action_type(words) and (read_quantity(words) or read_period(words, turn.today)):
        return "commit_form" if is_promise(words, turn.today) else "action_form"
    asks = "?" in words
    return "axes_form" if read_axes(words).chosen and not asks else None


class Inform(Fallback):
    """An answer where nothing was asked: there is nothing to guess."""

    action_name = "action_inform"

    def guesses(self, turn: Turn, tracker: Tracker) -> list[Button]:
        """None."""
        del turn, tracker
        return []


def _looks_for_places(words: str, turn: Turn) -> bool:
    """« Et à Pontoise le 11 janvier ? », « stage à Pontoise »: a town with a week or a stage."""
    if not find_places(words).exact:
        return False
    return bool(_PLACEMENT.search(words) or read_weeks(words, turn.today, turn.speech.locale))
