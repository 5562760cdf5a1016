"""What Telegram shows of the bot before anyone writes."""

from __future__ import annotations

import pytest

from bot.presentation import DESCRIPTION, SHORT_DESCRIPTION
from paqte.i18n import LOCALES, speech
from paqte.settings import Settings
from tests.bot.conftest import RunningBot, Sandbox, running


@pytest.mark.parametrize("locale", LOCALES)
def test_descriptions_fit_what_telegram_takes(locale: str) -> None:
    words = speech(locale)

    assert len(words.gettext(DESCRIPTION).format(programme="PaQte")) <= 512
    assert len(words.gettext(SHORT_DESCRIPTION).format(programme="PaQte")) <= 120


@pytest.mark.usefixtures("bot")
async def test_the_bot_presents_itself_in_each_language(sandbox: Sandbox) -> None:
    described = await sandbox.called("setmydescription", 3)
    named = await sandbox.called("setmyname", 1)

    assert len(described) == 3
    assert len(named) == 1


async def test_what_telegram_shows_already_is_not_sent_again(
    sandbox: Sandbox, bot: RunningBot, bot_settings: Settings
) -> None:
    await sandbox.called("setmydescription", 3)
    await bot.stop()

    async with running(bot_settings):
        pass

    assert len(await sandbox.calls("setmydescription")) == 3
    assert len(await sandbox.calls("setmyname")) == 1
