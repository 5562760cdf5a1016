"""A company that hosts, asked for places, as it writes and reads in the chat."""

from dataclasses import dataclass

from paqte.database import Database
from paqte.services import conversations
from tests.actions.caller import Caller, Played


@dataclass
class Asked:
    """A company that was asked for places, and which request is spoken of."""

    caller: Caller
    request_id: str
    database: Database

    async def sees(self, played: Played) -> Played:
        """What the bot says is kept, as it is in life."""
        async with self.database.unit_of_work() as uow:
            for one in played.said:
                buttons = [{"title": t, "payload": p} for t, p in one.buttons.items()]
                await conversations.record_outgoing(
                    uow, self.caller.conversation_id, text=one.text or "", buttons=buttons
                )
            await uow.commit()
        return played

    async def says(self, text: str, intent: str = "answer_request") -> Played:
        """What the bot answers to these words."""
        self.caller.hear(text, intent)
        return await self.sees(await self.caller.call("action_answer_request"))
