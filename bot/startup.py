"""Being ready: Telegram. What is wrong is said in one sentence."""

from __future__ import annotations

import asyncio
from typing import Final

import structlog
from telegram.error import InvalidToken, TelegramError

from bot.handling import Identity
from bot.intake import ALLOWED_UPDATES
from bot.presentation import present
from bot.telegram_client import Telegram
from paqte.errors import ConfigurationError
from paqte.settings import Settings

_FIRST_PAUSE_S: Final = 0.5
_LONGEST_PAUSE_S: Final = 15.0

log = structlog.get_logger(__name__)


async def meet_telegram(telegram: Telegram) -> Identity:
    """Who we are there. Waits as long as Telegram cannot be reached.

    Raises:
        ConfigurationError: the token is not one of Telegram's.
    """
    pause = _FIRST_PAUSE_S
    while True:
        try:
            await telegram.initialize()
            return Identity(telegram.id, telegram.username)
        except InvalidToken:
            raise ConfigurationError(
                "Telegram refuses this token: copy the one @BotFather gave you into "
                "TELEGRAM_TOKEN, or leave it empty to use the sandbox."
            ) from None
        except TelegramError as error:
            log.warning("Telegram cannot be reached yet", error=type(error).__name__)
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE_S)


async def introduce(telegram: Telegram, settings: Settings) -> None:
    """Say who we are, and how updates are to come.

    Raises:
        ConfigurationError: Telegram refuses the webhook's address.
    """
    await present(telegram, settings)
    try:
        if settings.uses_webhook:
            await telegram.call(
                "setWebhook",
                {
                    "url": settings.webhook_url,
                    "secret_token": settings.webhook_secret.get_secret_value(),
                    "allowed_updates": list(ALLOWED_UPDATES),
                },
            )
        else:
            await telegram.call("deleteWebhook", {})
    except TelegramError as error:
        raise ConfigurationError(
            f"Telegram refuses how updates should come ({error.message}): check WEBHOOK_URL and "
            "WEBHOOK_SECRET."
        ) from None
