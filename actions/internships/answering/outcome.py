"""« Sont-ils venus ? »: what the company says becomes an action, proposed for confirmation."""

from markupsafe import Markup
from rasa_sdk.executor import CollectingDispatcher

from actions import menus
from actions.base import Events
from actions.company_action import CompanyAction
from actions.internships.answering import counting
from actions.internships.answering.taking_back import HearsTakingBack
from actions.speaking import Button, payload, tell
from actions.turn import Turn
from paqte.i18n import N_
from paqte.models import Action, Company
from paqte.reference import internships as words_of
from paqte.reference.action_types import action_type, amount
from paqte.reference.internships import PART
from paqte.services.internships import looking, outcomes, refusals
from paqte.services.internships.looking import View
from reading.dates.weeks import read_weeks

HOW_MANY = N_("Combien sont venus, sur {seats} ?")
PROPOSED = N_("Merci ! Je peux le compter dans vos actions :\n{label} : <b>{amount}</b>, {days}.")
OF_REP = N_("dont {count} de REP ou REP+")
SAVE_IT, LEAVE_IT = N_("Enregistrer"), N_("Déjà compté ailleurs")
SAVED = N_("C’est enregistré, merci !")
LEFT = N_("Entendu : je ne l’ajoute pas.")
NOBODY = N_("C’est noté, personne n’est venu. Rien n’est compté.")
TWIN = N_("Une action semblable est déjà déclarée : <b>{amount}</b>, {days}. Est-ce la même ?")
SAME, ANOTHER = N_("Oui, la même"), N_("Non, une autre")
WHICH = N_("Quand un stage se termine, je vous demande si les élèves sont venus.")
WHICH_ONE = N_("De quel stage parlez-vous ?")
STAGE = N_("{organisation}, {weeks}")
REALLY_NOBODY = N_("Personne n’est venu de <b>{organisation}</b>, {weeks} : c’est bien cela ?")
YES, SOME_DID = N_("Oui"), N_("Non")
MOST_STAGES = 6


class ConfirmDone(HearsTakingBack, CompanyAction):
    """Says how many, proposes, records."""

    action_name = "action_confirm_done"

    async def act_for(
        self, company: Company, turn: Turn, dispatcher: CollectingDispatcher
    ) -> Events:
        """One step after the other, each by a button."""
        request_id = turn.answer.pressed("request")
        if request_id is None:
            await self._told(company, turn, dispatcher)
            return []
        # Of several companies, the request's own.
        async with self.runtime.database.reading() as uow:
            view = await looking.at(uow, request_id)
        if view.company.id not in {one.id for one in turn.companies}:
            raise refusals.NotYourRequest("another company's")
        came, save = turn.answer.pressed("came") or "", turn.answer.pressed("save") or ""
        if not came.isdecimal():
            _ask_how_many(view, turn, dispatcher)
        elif int(came) and not save:
            _propose(view, int(came), turn, dispatcher)
        else:
            await self._record(view, int(came), save, turn, dispatcher)
        return []

    async def _told(self, company: Company, turn: Turn, dispatcher: CollectingDispatcher) -> None:
        """« 9 sont venus »: of the stage asked about, or of the one that is over."""
        words = turn.speech
        views = await self._in_question(company, turn)
        if not views:
            declare = Button(words.gettext(menus.DECLARE), payload("log_action"))
            tell(dispatcher, words.say(WHICH), [declare])
            return
        if len(views) > 1:
            buttons = [_of(view, turn) for view in views[:MOST_STAGES]]
            tell(dispatcher, words.say(WHICH_ONE), buttons, columns=1)
            return
        (view,) = views
        came = counting.came(turn.answer.typed, view.request.accepted_seats)
        if came is None:
            _ask_how_many(view, turn, dispatcher)
        elif came:
            _propose(view, came, turn, dispatcher)
        else:
            _ask_nobody(view, turn, dispatcher)

    async def _in_question(self, company: Company, turn: Turn) -> list[View]:
        asked = await counting.asked_last(self.runtime, turn)
        async with self.runtime.database.reading() as uow:
            if asked is None or asked.intent != counting.CAME:
                return _of_weeks(await outcomes.untold(uow, company.id), turn)
            view = await looking.at(uow, asked.request_id)
        return [view] if view.company.id in {one.id for one in turn.companies} else []

    async def _record(
        self, view: View, came: int, save: str, turn: Turn, dispatcher: CollectingDispatcher
    ) -> None:
        words = turn.speech
        async with self.runtime.database.unit_of_work() as uow:
            told = await outcomes.tell(
                uow,
                view.company.id,
                turn.contact.id,
                view,
                came,
                beside=save == "other",
                same=save == "same",
            )
            await uow.commit()
        if told.twins:
            _ask_twin(view, came, told.twins[0], turn, dispatcher)
            return
        if told.action is not None:
            progress = Button(words.gettext(menus.PROGRESS), payload("ask_progress"))
            tell(dispatcher, words.say(SAVED), [progress])
            return
        tell(dispatcher, words.say(LEFT if came else NOBODY))


def _of_weeks(views: list[View], turn: Turn) -> list[View]:
    """Of these stages the ones of a week that is named: « venus la semaine du 16 novembre »."""
    words, text = turn.speech, turn.answer.typed
    named = set(read_weeks(text, turn.today, words.locale, prefer="past")) if text else set()
    return [view for view in views if named & set(view.weeks)] or views


def _ask_how_many(view: View, turn: Turn, dispatcher: CollectingDispatcher) -> None:
    given, words = view.request.accepted_seats, turn.speech
    numbers = counting.shown(0, given)
    buttons = [_button(view, str(count), str(count)) for count in numbers]
    asked = words.say(HOW_MANY, seats=given)
    if len(numbers) <= given:
        asked = Markup("{} {}").format(asked, words.say(counting.OR_WRITE))
    tell(dispatcher, asked, buttons, columns=3)


def _ask_nobody(view: View, turn: Turn, dispatcher: CollectingDispatcher) -> None:
    words = turn.speech
    text = words.say(
        REALLY_NOBODY,
        organisation=view.organisation.name,
        weeks=words_of.weeks(view.weeks, words),
    )
    yes = _button(view, words.gettext(YES), "0")
    tell(dispatcher, text, [yes, _button(view, words.gettext(SOME_DID), PART)])


def _of(view: View, turn: Turn) -> Button:
    """The stage, with how many were said to have come, if that can be of this one."""
    words = turn.speech
    title = words.gettext(STAGE).format(
        organisation=view.organisation.name, weeks=words_of.weeks(view.weeks, words)
    )
    came = counting.came(turn.answer.typed, view.request.accepted_seats)
    return _button(view, title, str(came) if came else PART)


def _propose(view: View, came: int, turn: Turn, dispatcher: CollectingDispatcher) -> None:
    words, told = turn.speech, outcomes.declaration(view, came)
    kind = action_type(told.action_type)
    counted = amount(told.quantity, kind.unit, words)
    if told.quantity_rep:
        rep = words.gettext(OF_REP).format(count=words.number(told.quantity_rep))
        counted = f"{counted}, {rep}"
    days = words.period(told.started_on, told.ended_on or told.started_on)
    text = words.say(PROPOSED, label=kind.label(words), amount=counted, days=days)
    buttons = [
        _button(view, words.gettext(SAVE_IT), str(came), save="yes"),
        _button(view, words.gettext(LEAVE_IT), str(came), save="same"),
    ]
    tell(dispatcher, text, buttons)


def _ask_twin(
    view: View, came: int, twin: Action, turn: Turn, dispatcher: CollectingDispatcher
) -> None:
    words = turn.speech
    text: Markup = words.say(
        TWIN,
        amount=amount(twin.quantity, twin.unit, words),
        days=words.period(twin.started_on, twin.ended_on),
    )
    buttons = [
        _button(view, words.gettext(SAME), str(came), save="same"),
        _button(view, words.gettext(ANOTHER), str(came), save="other"),
    ]
    tell(dispatcher, text, buttons)


def _button(view: View, title: str, came: str, **more: str) -> Button:
    return Button(title, payload("confirm_done", request=view.request.id, came=came, **more))
