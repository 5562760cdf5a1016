"""A conversation to learn from, or not: who agreed, what they wrote, what was understood."""

from typing import Any

from paqte import clock
from paqte.database import UnitOfWork
from paqte.models import Conversation, Message
from paqte.services import conversations
from paqte.services.learning import agreement
from paqte.services.staff import accounts
from paqte.services.staff.audit import Actor
from tests.conftest import StillClock
from tests.paqte.factories import arrival, bakery


class Talk:
    """One person's conversation, written line by line; a line takes twenty seconds.

    Args:
        number: begins the numbers of the updates: of each talk its own.
    """

    def __init__(self, uow: UnitOfWork, found: Conversation, time: StillClock, number: int) -> None:
        self.uow = uow
        self.conversation = found
        self._time = time
        self._update = number * 1000

    async def hears(self, text: str, intent: str | None = "greet", **told: Any) -> Message:
        """The person writes (or does ``kind``), and it is understood as ``intent``."""
        self._time.advance(seconds=20)
        self._update += 1
        return await conversations.record_incoming(
            self.uow,
            self.conversation.id,
            update_id=self._update,
            text=text,
            intent=intent,
            **({"confidence": 0.9, "kind": "text"} | told),
        )

    async def says(self, text: str, author: str = "bot", **values: Any) -> Message:
        """The bot answers, or somebody of the team."""
        return await conversations.record_outgoing(
            self.uow, self.conversation.id, text=text, author=author, **values
        )

    async def agrees(self, granted: bool = True) -> None:
        """Yes or no to what they write being learned from."""
        self._time.advance(seconds=1)
        await agreement.record(
            self.uow,
            self.conversation.contact_id,
            granted=granted,
            key=f"training:{self.conversation.id}:{clock.now().isoformat()}",
        )


async def baker(
    uow: UnitOfWork, time: StillClock, number: int = 42, *, agreed: bool = True
) -> Talk:
    """Nadia Benali, of « Le Fournil de Cergy »; she agreed unless told otherwise."""
    found, _ = await bakery(uow, telegram_id=number)
    return await _talk(uow, found, time, number, agreed)


async def passer_by(
    uow: UnitOfWork, time: StillClock, number: int = 7, *, agreed: bool = True, locale: str = "fr"
) -> Talk:
    """Karim, of no company yet."""
    found = await arrival(uow, telegram_id=number, first_name="Karim", language_code=locale)
    return await _talk(uow, found, time, number, agreed)


async def _talk(
    uow: UnitOfWork, found: Conversation, time: StillClock, number: int, agreed: bool
) -> Talk:
    talk = Talk(uow, found, time, number)
    if agreed:
        await talk.agrees()
    return talk


async def member(uow: UnitOfWork, role: str = "administrator", departments: str = "95") -> Actor:
    """Someone of the team."""
    count = len(await accounts.everybody(uow))
    staff, _ = await accounts.invite(
        uow,
        None,
        email=f"{role}{count}@gouv.example",
        name=f"Claire {count}",
        role=role,
        departments=departments,
    )
    return Actor(staff, "192.0.2.1")
