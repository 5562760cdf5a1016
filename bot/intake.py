"""Updates taken in: stored first, acknowledged after.

``getUpdates`` with an offset tells Telegram to drop everything before it, so a batch is in the
database, in one transaction, before the next offset is asked for.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any, Final

import orjson
import structlog
from telegram.error import Conflict, NetworkError, RetryAfter, TelegramError

from bot.limits import MAX_BATCH, POLL_TIMEOUT_S
from bot.objects import chat_id_of
from bot.redaction import redact
from bot.signals import Signals
from bot.telegram_client import Telegram, seconds
from paqte.database import Database
from paqte.services import inbox

#: The kinds of update that this bot does something with; Telegram sends no other.
ALLOWED_UPDATES: Final = ("message", "edited_message", "callback_query", "my_chat_member")

_FIRST_PAUSE_S: Final = 0.5
_LONGEST_PAUSE_S: Final = 30.0
#: Another process polls with the same token: it has to end first, there is no hurry.
_CONFLICT_PAUSE_S: Final = 5.0

log = structlog.get_logger(__name__)


class Intake:
    """Stores updates, from wherever they come, and tells Telegram's client that a tap was seen."""

    def __init__(self, database: Database, telegram: Telegram, signals: Signals) -> None:
        self._database = database
        self._telegram = telegram
        self._signals = signals
        self._answering: set[asyncio.Task[None]] = set()

    async def store(self, updates: list[dict[str, Any]]) -> int:
        """Keep ``updates`` in one transaction; how many were new.

        An update without a whole ``update_id`` cannot be told from its repetition: left out.
        """
        sound = [_storable(update) for update in updates if _has_id(update)]
        if not sound:
            return 0
        async with self._database.unit_of_work() as uow:
            new = await inbox.store(
                uow, [(update["update_id"], chat_id_of(update), redact(update)) for update in sound]
            )
            await uow.commit()
        if new:
            self._signals.inbox.ring(new)
            for update in sound:
                self._acknowledge_tap(update)
        return new

    def _acknowledge_tap(self, update: dict[str, Any]) -> None:
        # At once, before the tap's turn comes: the button stops turning. Nothing depends on it.
        query = update.get("callback_query")
        if isinstance(query, dict) and isinstance(query.get("id"), str):
            task = asyncio.create_task(self._answer(query["id"]))
            self._answering.add(task)
            task.add_done_callback(self._answering.discard)

    async def _answer(self, query_id: str) -> None:
        try:
            await self._telegram.call("answerCallbackQuery", {"callback_query_id": query_id})
        except TelegramError as error:
            log.info("tap not acknowledged", error=type(error).__name__)

    async def aclose(self) -> None:
        """Let the last acknowledgements end."""
        await asyncio.gather(*self._answering)


async def poll(intake: Intake, telegram: Telegram) -> None:
    """Fetch updates until cancelled.

    Network errors are waited out, longer each time; so is another process that polls with the
    same token (409).
    """
    offset: int | None = None
    pause = _FIRST_PAUSE_S
    while True:
        try:
            updates = await telegram.call(
                "getUpdates",
                {
                    "offset": offset,
                    "limit": MAX_BATCH,
                    "timeout": POLL_TIMEOUT_S,
                    "allowed_updates": list(ALLOWED_UPDATES),
                },
            )
        except Conflict:
            log.warning("another process polls with the same token; waiting for it to stop")
            await asyncio.sleep(_CONFLICT_PAUSE_S)
            continue
        except RetryAfter as error:
            await asyncio.sleep(seconds(error))
            continue
        except TelegramError as error:
            if not isinstance(error, NetworkError):
                log.error("updates refused", error=type(error).__name__)
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE_S)
            continue
        pause = _FIRST_PAUSE_S
        if updates:
            try:
                await intake.store(updates)
            except Exception:
                # Not stored, so not acknowledged: the same batch is asked for again.
                log.exception("updates not stored")
                await asyncio.sleep(pause)
                continue
            told = [update["update_id"] for update in updates if _has_id(update)]
            offset = max(told) + 1 if told else offset


def _has_id(update: dict[str, Any]) -> bool:
    found = update.get("update_id")
    return type(found) is int and 0 <= found < 2**63


def _storable(update: dict[str, Any]) -> dict[str, Any]:
    """``update`` itself, or without the half characters (lone surrogates) that no text may hold."""
    try:
        orjson.dumps(update)
    except TypeError:
        whole = json.dumps(update, ensure_ascii=False).encode("utf-8", "replace")
        repaired: dict[str, Any] = json.loads(whole)
        return repaired
    return update
