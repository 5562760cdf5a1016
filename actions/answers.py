"""Answers that depend on settings or on what the company did."""

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, PaqteAction
from actions.speaking import tell
from actions.turn import Turn
from paqte.i18n import N_
from paqte.services import reminders
from paqte.services.internships import alerts

REPORT = N_(
    "Le bilan d’une année se fait au début de l’année suivante, en général de janvier à avril : "
    "ce que vous avez fait sur chaque axe, du 1er janvier au 31 décembre. Les actions que vous "
    "déclarez ici y comptent. Je ne sais pas encore le préparer : l’équipe peut vous aider "
    "({contact})."
)
EVENT = N_(
    "Je n’ai pas l’agenda des rencontres. Il est sur {site}, et l’équipe répond à {contact}."
)
NO_MORE = N_("C’est fait : je ne vous enverrai plus de rappel. Si vous changez d’avis : /rappels.")


class _FromSettings(PaqteAction):
    """A text with the programme's name and addresses."""

    text = ""

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
        tell(dispatcher, said)
        return []


class Report(_FromSettings):
    """The yearly report."""

    action_name = "action_ask_report"
    text = REPORT


class Event(_FromSettings):
    """Events."""

    action_name = "action_ask_event"
    text = EVENT


class StopNotifications(PaqteAction):
    """No reminder any more."""

    action_name = "action_stop_notifications"

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Stop them, and say so."""
        del tracker
        async with self.runtime.database.unit_of_work() as uow:
            await reminders.stop(uow, turn.contact.id)
            await alerts.stop(uow, turn.contact.id)
            await uow.commit()
        tell(dispatcher, turn.speech.say(NO_MORE))
        return []
