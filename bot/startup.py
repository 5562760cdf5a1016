"""Being ready: Telegram. What is wrong is said in one sentence."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Final

import structlog
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError

from bot.handling import Identity
from bot.intake import ALLOWED_UPDATES
from bot.presentation import present
from bot.telegram_client import Telegram, seconds
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
    try:
        await _patiently(telegram.initialize, InvalidToken)
    except InvalidToken:
        raise ConfigurationError(
            "Telegram refuses this token: copy the one @BotFather gave you into "
            "TELEGRAM_TOKEN, or leave it empty to use the sandbox."
        ) from None
    return Identity(telegram.id, telegram.username)


async def introduce(telegram: Telegram, settings: Settings) -> None:
    """Say who we are, and how updates are to come. Waits as ``meet_telegram``.

    Raises:
        ConfigurationError: Telegram refuses the webhook's address.
    """
    await present(telegram, settings)
    method = "deleteWebhook"
    how: dict[str, Any] = {}
    if settings.uses_webhook:
        method = "setWebhook"
        how = {
            "url": settings.webhook_url,
            "secret_token": settings.webhook_secret.get_secret_value(),
            "allowed_updates": list(ALLOWED_UPDATES),
        }
    try:
        await _patiently(partial(telegram.call, method, how), BadRequest)
    except BadRequest as error:
        raise ConfigurationError(
            f"Telegram refuses how updates should come ({error.message}): check WEBHOOK_URL and "
            "WEBHOOK_SECRET."
        ) from None


async def _patiently(call: Callable[[], Awaitable[object]], refusal: type[TelegramError]) -> None:
    """Make ``call`` until it succeeds: Telegram may be away, or ask to wait.

    Raises:
        TelegramError: of the kind ``refusal`` alone, which waiting does not change.
    """
    pause = _FIRST_PAUSE_S
    while True:
        try:
            await call()
            return
        except refusal:
            # First: for the library what is badly asked is a kind of fault of the network.
            raise
        except RetryAfter as error:
            log.warning("Telegram asks to wait", seconds=seconds(error))
            await asyncio.sleep(seconds(error))
        except TelegramError as error:
            log.warning("Telegram cannot be reached yet", error=type(error).__name__)
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE_S)
