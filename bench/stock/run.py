# mypy: ignore-errors
# It runs in stock Rasa's environment, which no check of this one knows.
"""``rasa …``, with the two things without which its Telegram channel cannot meet the sandbox.

Its address is a constant of aiogram's: STOCK_TELEGRAM_URL takes its place. And the channel sets its
webhook in an event loop that ends before the server begins: the session that it leaves behind
fails every later call with the aiogram that Rasa's requirements allow, and is closed here.
"""

import os
import sys
from typing import Any

from aiogram.bot import api
from rasa.__main__ import main
from rasa.core.channels.telegram import TelegramOutput

_set_webhook = TelegramOutput.set_webhook


async def _set_webhook_alone(self: Any, *arguments: Any, **named: Any) -> Any:
    try:
        return await _set_webhook(self, *arguments, **named)
    finally:
        await self.close()


TelegramOutput.set_webhook = _set_webhook_alone
if os.environ.get("STOCK_TELEGRAM_URL"):
    # The default argument of aiogram's Bot, which is frozen.
    base = os.environ["STOCK_TELEGRAM_URL"] + "/bot{token}/{method}"
    object.__setattr__(api.TELEGRAM_PRODUCTION, "base", base)

sys.exit(main())
