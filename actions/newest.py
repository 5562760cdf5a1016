"""The buttons under the newest message that still has some: what a few words may answer."""

from actions.runtime import Runtime
from actions.turn import Turn
from paqte.services import conversations


async def payloads(runtime: Runtime, turn: Turn) -> list[str]:
    """Their payloads, in order; none where nothing waits for a tap."""
    async with runtime.database.reading() as uow:
        live = await conversations.live_keyboards(uow, turn.conversation_id)
    newest = live[0].buttons or [] if live else []
    return [button["payload"] for button in newest]
