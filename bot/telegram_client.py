"""The Bot API by python-telegram-bot, with the one call its public face lacks: any method, raw."""

from __future__ import annotations

import base64
import os
from typing import Any, Final

from telegram import InputFile
from telegram.error import RetryAfter
from telegram.ext import ExtBot

from bot.limits import POLL_TIMEOUT_S
from bot.telegram_request import AiohttpRequest, as_data
from paqte.services.proofs import FileTooBig

#: In an outbox payload: a file to send along, {"field", "name", "content" in base64}.
FILE: Final = "paqte_file"
#: In an outbox payload: the row of the message to edit; its Telegram id is put in when sending.
ROW: Final = "paqte_message"

#: Goes by connections of its own, which the library chooses.
_POLL: Final = "getUpdates"
_SENDING_CONNECTIONS: Final = 32
_TIMEOUT_S: Final = 10.0


# The library's way to ask for the type that its next major version will give: without it, every
# 429 warns.
os.environ.setdefault("PTB_TIMEDELTA", "true")


class Telegram(ExtBot[None]):
    """The bot as Telegram's server sees it."""

    def __init__(self, token: str, api_url: str) -> None:
        super().__init__(
            token,
            base_url=f"{api_url}/bot",
            base_file_url=f"{api_url}/file/bot",
            request=AiohttpRequest(_SENDING_CONNECTIONS, _TIMEOUT_S, _TIMEOUT_S),
            get_updates_request=AiohttpRequest(2, POLL_TIMEOUT_S + _TIMEOUT_S, _TIMEOUT_S),
        )

    async def call(self, method: str, payload: dict[str, Any]) -> Any:
        """Call ``method`` with ``payload`` and return the raw result.

        Stored updates and queued calls are plain JSON: python-telegram-bot's typed methods would
        take them apart only to put them together again. Its connection pool, its errors and its
        file uploads are what is used here.

        Raises:
            telegram.error.TelegramError: as for every method.
        """
        file = payload.get(FILE)
        if file is None and method != _POLL:
            # Without its look into each parameter for files, times and objects of its own.
            return await self.request.post(f"{self.base_url}/{method}", as_data(payload))
        parameters = dict(payload)
        if file is not None:
            del parameters[FILE]
            parameters[file["field"]] = InputFile(
                base64.b64decode(file["content"]), filename=file["name"], attach=True
            )
        return await self._post(method, api_kwargs=parameters)

    async def download(self, file_id: str, most: int) -> bytes:
        """The content of a file that a person sent, if it has at most ``most`` bytes.

        Raises:
            FileTooBig: it has more.
            telegram.error.TelegramError: as for every method.
        """
        file = await self.get_file(file_id)
        if (file.file_size or 0) > most:
            raise FileTooBig("file too big")
        return bytes(await file.download_as_bytearray())


def seconds(error: RetryAfter) -> float:
    """How long Telegram asks to wait (a number or, by a setting of the library, a timedelta)."""
    wait = error.retry_after
    return float(wait) if isinstance(wait, int | float) else wait.total_seconds()
