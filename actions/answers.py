"""Short answers: events, and no reminder any more."""

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, PaqteAction
from actions.speaking import tell
from actions.turn import Turn
from paqte.i18n import N_
from paqte.services import reminders
from paqte.services.internships import alerts

EVENT = N_(
    "Je n’ai pas l’agenda des rencontres. Il est sur {site}, et l’équipe répond à {contact}."
)
NO_MORE = N_("C’est fait : je ne vous enverrai plus de rappel. Si vous changez d’avis : /rappels.")


class Event(PaqteAction):
    """Events: the programme's own addresses."""

    action_name = "action_ask_event"

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Say where they are announced."""
        del tracker
        its = self.runtime.settings
        tell(
            dispatcher,
            turn.speech.say(EVENT, site=its.programme_site, contact=its.programme_contact),
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
            await alerts.stop(uow, turn.contact.id)
            await uow.commit()
        tell(dispatcher, turn.speech.say(NO_MORE))
        return []
