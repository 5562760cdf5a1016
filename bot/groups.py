"""Groups: the assistant speaks with one person at a time, says so, and leaves the rest alone."""

from __future__ import annotations

import structlog
from telegram.error import TelegramError

from bot.telegram_client import Telegram
from bot.updates import GroupCall
from paqte.i18n import speech, supported

log = structlog.get_logger(__name__)


class Groups:
    """Answers who calls the bot in a group."""

    def __init__(self, telegram: Telegram, username: str) -> None:
        self._telegram = telegram
        self._username = username

    async def answer(self, call: GroupCall) -> None:
        """Say that it works in private, with the link. A group that refuses is left alone.

        A group is nobody's conversation: nothing of it is kept, so this call does not go by the
        outbox. At worst, after a crash, it is said twice.
        """
        words = speech(supported(call.language_code))
        text = words.say(
            "Bonjour ! Je parle avec une personne à la fois, en privé : {link}",
            link=f"https://t.me/{self._username}",
        )
        payload: dict[str, object] = {
            "chat_id": call.chat_id,
            "text": str(text),
            "parse_mode": "HTML",
        }
        if call.message_id is not None:
            payload["reply_parameters"] = {
                "message_id": call.message_id,
                "allow_sending_without_reply": True,
            }
        try:
            await self._telegram.call("sendMessage", payload)
        except TelegramError as error:
            log.info("group not answered", error=type(error).__name__)
