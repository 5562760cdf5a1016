"""The engine's part of a turn, with « typing… » shown when it takes long enough to be noticed."""

from __future__ import annotations

import asyncio
from typing import Final

from telegram.error import TelegramError

from bot.engine_client import EngineClient, TurnResult
from bot.limits import TYPING_AFTER_S, TYPING_LASTS_S
from bot.plans import Ask
from bot.telegram_client import Telegram

#: Shown again a little before it fades.
_AGAIN_AFTER_S: Final = TYPING_LASTS_S - 0.5


class EngineTurns:
    """Asks the engine on behalf of a chat."""

    def __init__(self, engine: EngineClient, telegram: Telegram) -> None:
        self._engine = engine
        self._telegram = telegram

    async def play(
        self, conversation_id: str, chat_id: int, turn_id: str, ask: Ask, locale: str
    ) -> TurnResult:
        """The engine's answer.

        Raises:
            EngineUnavailable, EngineRefusal: as ``EngineClient.turn``.
        """
        typing = asyncio.create_task(self._type(chat_id))
        try:
            return await self._engine.turn(
                conversation_id, turn_id, ask.text, locale=locale, kind=ask.kind
            )
        finally:
            typing.cancel()

    async def forget(self, conversation_id: str) -> None:
        """Have the engine forget the conversation; raises as ``play``."""
        await self._engine.forget(conversation_id)

    async def _type(self, chat_id: int) -> None:
        await asyncio.sleep(TYPING_AFTER_S)
        while True:
            try:
                await self._telegram.call(
                    "sendChatAction", {"chat_id": chat_id, "action": "typing"}
                )
            except TelegramError:
                # A courtesy only: what matters comes by the outbox, which sees to errors.
                return
            await asyncio.sleep(_AGAIN_AFTER_S)
