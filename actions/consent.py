"""Agreement given or refused outside of the form that asks for it."""

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import menus, notice
from actions.base import Events, PaqteAction
from actions.greeting import Offer, open_draft
from actions.joining import refused
from actions.runtime import Runtime
from actions.speaking import ask, tell
from actions.turn import LISTEN, Turn
from paqte.i18n import N_

AGREED = N_("Merci. Que voulez-vous faire ?")
NOTHING_ASKED = N_("C’est noté. Que voulez-vous faire ?")

ASKS_CONSENT = frozenset({"action_greet", "action_consent"})
"""The actions that end with « J’accepte » and « Je refuse »."""


async def answer(runtime: Runtime, turn: Turn, dispatcher: CollectingDispatcher) -> None:
    """Record the decision if it is clear; else say what is kept, and ask."""
    agreed = notice.decision(turn.answer, "decision")
    if agreed is None:
        tell(dispatcher, notice.kept(turn), notice.buttons(turn, "consent", "decision"))
        return
    async with runtime.database.unit_of_work() as uow:
        await notice.record(turn, granted=agreed)(uow)
        await uow.commit()
    if not agreed:
        ask(dispatcher, refused(turn))
    elif turn.form is None:
        draft = await open_draft(runtime, turn)
        tell(dispatcher, turn.speech.say(AGREED), menus.buttons(turn, draft), columns=1)


class Consent(PaqteAction):
    """« J’accepte », « je refuse »."""

    action_name = "action_consent"
    loads_company = True

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Record, or ask."""
        del tracker
        await answer(self.runtime, turn, dispatcher)
        return []


class Confirm(Offer):
    """Yes or no to nothing asked."""

    action_name = "action_confirm"
    sentence = NOTHING_ASKED

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Right after « d’accord ? » about data it is the answer; else the menu."""
        if action_before(tracker) in ASKS_CONSENT:
            await answer(self.runtime, turn, dispatcher)
            return []
        return await super().act(turn, dispatcher, tracker)


def action_before(tracker: Tracker) -> str | None:
    """What the bot did last before this message."""
    heard = False
    for event in reversed(tracker.events):
        if event["event"] == "user":
            heard = True
        elif heard and event["event"] == "action" and event["name"] != LISTEN:
            return str(event["name"])
    return None
