"""Answers that depend on settings or on what the company did."""

from markupsafe import Markup
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import menus
from actions.axes import JOIN, JOIN_FIRST
from actions.base import Events, PaqteAction
from actions.speaking import Button, payload, person_button, tell
from actions.totals import since_the_start
from actions.turn import Turn
from paqte.i18n import N_
from paqte.reference.axes import label
from paqte.services import actions, reminders

REPORT = N_(
    "Le bilan d’une année se fait au début de l’année suivante, en général de janvier à avril : "
    "ce que vous avez fait sur chaque axe, du 1er janvier au 31 décembre. Les actions que vous "
    "déclarez ici y comptent. Je ne sais pas encore le préparer : l’équipe peut vous aider "
    "({contact})."
)
REFERENT = N_(
    "Le référent dépend du département : c’est souvent quelqu’un de la préfecture ou d’une "
    "association partenaire. Je n’ai pas encore la liste. Écrivez à {contact} avec votre "
    "département : l’équipe vous mettra en relation."
)
EVENT = N_(
    "Je n’ai pas l’agenda des rencontres. Il est sur {site}, et l’équipe répond à {contact}."
)
NOTHING_DONE = N_("Vous n’avez pas encore déclaré d’action. Vos axes : <b>{axes}</b>.")
NO_AXES_YET = N_("Vous n’avez pas encore choisi d’axe ni déclaré d’action.")
STATUS = {
    "submitted": N_("Votre adhésion {reference} est <b>transmise</b> : l’équipe va la vérifier."),
    "confirmed": N_("Votre adhésion {reference} est <b>confirmée</b>."),
    "declined": N_(
        "Votre adhésion {reference} n’a pas été retenue : l’équipe peut vous dire pourquoi."
    ),
}
CORRECT = N_(
    "Je ne peux pas encore corriger une action enregistrée. Quelqu’un de l’équipe le fera pour "
    "vous."
)
NO_MORE = N_("C’est fait : je ne vous enverrai plus de rappel. Vous pouvez toujours m’écrire.")


class _FromSettings(PaqteAction):
    """A text with the programme's name and addresses."""

    text = ""
    offers_person = False

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Say it."""
        del tracker
        its = self.runtime.settings
        said = turn.speech.say(
            self.text,
            programme=its.programme_name,
            site=its.programme_site,
            contact=its.programme_contact,
        )
        tell(dispatcher, said, [person_button(turn.speech)] if self.offers_person else [])
        return []


class Report(_FromSettings):
    """The yearly report."""

    action_name = "action_ask_report"
    text = REPORT


class Referent(_FromSettings):
    """The local contact."""

    action_name = "action_find_referent"
    text = REFERENT
    offers_person = True


class Event(_FromSettings):
    """Events."""

    action_name = "action_ask_event"
    text = EVENT


class CorrectAction(_FromSettings):
    """What was recorded is corrected by a person."""

    action_name = "action_correct_action"
    text = CORRECT
    offers_person = True


class Progress(PaqteAction):
    """How far the company is: its status, and simple totals."""

    action_name = "action_ask_progress"
    loads_company = True

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Say where the company stands."""
        del tracker
        words = turn.speech
        if turn.company is None:
            join = Button(words.gettext(JOIN), payload("join_program"))
            tell(dispatcher, words.say(JOIN_FIRST), [join])
            return []
        async with self.runtime.database.reading() as uow:
            totals = await actions.done(uow, turn.company.id)
        status = words.say(STATUS[turn.company.status], reference=turn.company.reference)
        if totals:
            counted = since_the_start(totals, words)
        elif turn.axes:
            axes = words.list(label(axis, words) for axis in turn.axes)
            counted = words.say(NOTHING_DONE, axes=axes)
        else:
            counted = words.say(NO_AXES_YET)
        declare = Button(words.gettext(menus.DECLARE), payload("log_action"))
        tell(
            dispatcher,
            Markup("{}\n\n{}").format(status, counted),
            [] if turn.form else [declare],
        )
        return []


class StopNotifications(PaqteAction):
    """No reminder any more."""

    action_name = "action_stop_notifications"

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Stop them, and say so."""
        del tracker
        async with self.runtime.database.unit_of_work() as uow:
            await reminders.stop(uow, turn.contact.id)
            await uow.commit()
        tell(dispatcher, turn.speech.say(NO_MORE))
        return []
