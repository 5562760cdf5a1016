"""How the bot presents itself on Telegram before anyone writes: name, description, commands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import structlog
from telegram.error import TelegramError

from bot.commands.table import registrations
from bot.telegram_client import Telegram
from paqte.i18n import LOCALES, N_, speech
from paqte.settings import Settings

#: Above the start button of an empty chat; 512 characters at most (Bot API, setMyDescription).
DESCRIPTION: Final = N_(
    "J’aide votre entreprise à s’engager pour les quartiers prioritaires : rejoindre {programme}, "
    "choisir vos axes, noter vos actions et voir où vous en êtes. L’équipe peut lire nos échanges "
    "et vous répondre ici."
)
#: On the bot's profile and in shared links; 120 characters (Bot API, setMyShortDescription).
SHORT_DESCRIPTION: Final = N_(
    "L’assistant de {programme} : les entreprises s’engagent pour les quartiers."
)
#: For languages that the bot does not speak: the empty code is Telegram's default.
_DEFAULT: Final = ("", "en")

log = structlog.get_logger(__name__)


async def present(telegram: Telegram, settings: Settings) -> None:
    """Register commands, descriptions and name; what Telegram refuses is logged, and left as it is.

    Telegram allows few changes of these a day: what it shows already is not sent again.
    """
    for commands in registrations():
        await _try(telegram, "setMyCommands", commands)
    for kind, field, call in _texts(settings.programme_name):
        shown = await _try(telegram, f"getMy{kind}", {"language_code": call["language_code"]})
        if shown is not None and shown.get(field) != call[field]:
            await _try(telegram, f"setMy{kind}", call)


def _texts(programme: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """What is set: the method's ending, its field, and the call."""
    yield "Name", "name", {"name": programme, "language_code": ""}
    for code, locale in (*((locale, locale) for locale in LOCALES), _DEFAULT):
        words = speech(locale)
        for kind, field, msgid in (
            ("Description", "description", DESCRIPTION),
            ("ShortDescription", "short_description", SHORT_DESCRIPTION),
        ):
            text = words.gettext(msgid).format(programme=programme)
            yield kind, field, {field: text, "language_code": code}


async def _try(telegram: Telegram, method: str, call: Mapping[str, Any]) -> Any:
    try:
        return await telegram.call(method, dict(call))
    except TelegramError as error:
        log.warning("not presented", method=method, error=type(error).__name__)
        return None
