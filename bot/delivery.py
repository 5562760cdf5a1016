"""The outbox sent: in order for each chat, chats side by side, errors dealt with one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

import structlog
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.pacing import Pace
from bot.pauses import Pauses
from bot.rendering.html import visible
from bot.signals import Bell
from bot.telegram_client import ROW, Telegram, seconds
from paqte import clock
from paqte.database import Database, UnitOfWork
from paqte.models import OutboxItem
from paqte.services import keyboards, outbox, people, sending

LEASE_S: Final = 60.0
#: After a network error: 1, 2, 4… times the first pause, a minute at most, for a day at most.
_LONGEST_PAUSE_S: Final = 60.0
_GIVE_UP_AFTER: Final = timedelta(days=1)
#: Methods that name no chat of their own.
_WITHOUT_CHAT: Final = frozenset({"setMyCommands"})

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Letter:
    """A claimed item, ready to leave; without chat or payload it has nowhere to go.

    ``behind``: the replies that were queued with it and follow it at once.
    """

    item: OutboxItem
    chat_id: int | None
    payload: dict[str, Any] | None
    behind: Sequence[OutboxItem] = ()


class Delivery:
    """Sends what is queued, one item of a conversation at a time."""

    def __init__(
        self,
        database: Database,
        telegram: Telegram,
        worker: str,
        bell: Bell,
        pace: Pace | None = None,
        pauses: Pauses | None = None,
    ) -> None:
        self._database = database
        self._telegram = telegram
        self._worker = worker
        self._bell = bell
        self._pace = pace or Pace()
        self._pauses = pauses or Pauses()

    async def claim(self) -> Letter | None:
        """The next item to send; None when nothing may leave now."""
        async with self._database.unit_of_work() as uow:
            item = await outbox.claim(uow, self._worker, LEASE_S, unasked=self._pace.has_room())
            letter = await _addressed(uow, item) if item else None
            await uow.commit()
        if letter is not None:
            self._pace.count()
        return letter

    async def claim_first(
        self, uow: UnitOfWork, chat_id: int, queued: Sequence[OutboxItem]
    ) -> Letter | None:
        """The first of a chat's replies, claimed in the transaction that queued them, say.

        None: something else of that chat is on its way, or has to leave before.
        """
        if not queued or not await outbox.claim_queued(uow, queued[0], self._worker, LEASE_S):
            return None
        self._pace.count()
        return await _ready(uow, queued[0], chat_id, behind=queued[1:])

    async def send(self, letter: Letter) -> None:
        """Send a claimed item and what follows it; write down what became of each."""
        following: Letter | None = letter
        while following is not None:
            sending, following = following, None
            try:
                following = await self._send(sending)
            finally:
                if following is None and sending.behind:
                    # They do not follow after all: whoever comes next takes them.
                    self._bell.ring(len(sending.behind))

    async def _send(self, letter: Letter) -> Letter | None:
        """Send one; the next one that follows it."""
        item, chat_id, payload = letter.item, letter.chat_id, letter.payload
        if chat_id is None or payload is None:
            await self._failed(item, "its chat or its message is gone")
            return None
        try:
            result = await self._call(item.method, payload)
        except RetryAfter as error:
            log.warning("asked to wait", wait_s=seconds(error))
            await self._again(item, seconds(error), "429")
        except ChatMigrated as error:
            await self._migrated(item, chat_id, error.new_chat_id)
        except Forbidden:
            await self._blocked(item)
        except BadRequest as error:
            await self._failed(item, error.message)
        except NetworkError as error:
            await self._again(item, self._pause_s(item.attempts), type(error).__name__)
        except TelegramError as error:
            # The token was refused, say: not this message's fault, and not this chat's.
            log.error("sending refused", error=type(error).__name__)
            await self._again(item, _LONGEST_PAUSE_S, type(error).__name__)
        else:
            return await self._sent(letter, chat_id, result)
        return None

    async def _call(self, method: str, payload: dict[str, Any]) -> Any:
        try:
            return await self._telegram.call(method, payload)
        except BadRequest as error:
            reason = error.message.lower()
            if "message is not modified" in reason:
                return True
            if "can't parse entities" in reason and "text" in payload:
                # Said plainly rather than not at all.
                plain = {**payload, "text": visible(payload["text"])}
                plain.pop("parse_mode", None)
                log.error("text refused as HTML", error=error.message)
                return await self._telegram.call(method, plain)
            raise

    def _pause_s(self, attempts: int) -> float:
        return min(self._pauses.send_s * 2.0 ** max(attempts - 1, 0), _LONGEST_PAUSE_S)

    async def _sent(self, letter: Letter, chat_id: int, result: Any) -> Letter | None:
        item = letter.item
        message_id = result.get("message_id") if isinstance(result, dict) else None
        async with self._database.unit_of_work() as uow:
            await outbox.sent(uow, item.id, message_id, more_follows=bool(letter.behind))
            following = await self.claim_first(uow, chat_id, letter.behind)
            if letter.behind and following is None:
                await outbox.told(uow, item.conversation_id)
            await uow.commit()
        return following

    async def _again(self, item: OutboxItem, after_s: float, error: str) -> None:
        if clock.now() - item.created_at > _GIVE_UP_AFTER:
            await self._failed(item, error)
            return
        async with self._database.unit_of_work() as uow:
            await outbox.retry(uow, item.id, after_s, error)
            await uow.commit()

    async def _failed(self, item: OutboxItem, error: str) -> None:
        log.error("not sent", method=item.method, conversation=item.conversation_id, error=error)
        async with self._database.unit_of_work() as uow:
            await outbox.failed(uow, item.id, error)
            await uow.commit()

    async def _blocked(self, item: OutboxItem) -> None:
        log.info("person unreachable", conversation=item.conversation_id)
        async with self._database.unit_of_work() as uow:
            await outbox.blocked(uow, item.conversation_id)
            await uow.commit()

    async def _migrated(self, item: OutboxItem, old_chat_id: int, new_chat_id: int) -> None:
        log.info("chat migrated", conversation=item.conversation_id)
        async with self._database.unit_of_work() as uow:
            moved = await people.migrate_chat(uow, old_chat_id, new_chat_id)
            if moved:
                await outbox.retry(uow, item.id, 0, "chat migrated")
            else:
                await outbox.failed(uow, item.id, "chat migrated to one that is taken")
            await uow.commit()


async def _addressed(uow: UnitOfWork, item: OutboxItem) -> Letter:
    """The item with its chat, looked up."""
    return await _ready(uow, item, await sending.chat_id(uow, item.conversation_id))


async def _ready(
    uow: UnitOfWork, item: OutboxItem, chat_id: int | None, behind: Sequence[OutboxItem] = ()
) -> Letter:
    """The item with the Telegram id of the message it edits."""
    payload = dict(item.payload or {})
    if item.method not in _WITHOUT_CHAT:
        payload["chat_id"] = chat_id
    row = payload.pop(ROW, None)
    if row is not None:
        message_id = await keyboards.telegram_id(uow, item.conversation_id, row)
        if message_id is None:
            return Letter(item, chat_id, None, behind)
        payload["message_id"] = message_id
    return Letter(item, chat_id, payload, behind)
