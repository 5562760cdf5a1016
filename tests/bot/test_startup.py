"""A start is patient with Telegram, and ends with a sentence when waiting changes nothing."""

from __future__ import annotations

from typing import Any

import pytest

from bot.startup import introduce, meet_telegram
from bot.telegram_client import Telegram
from paqte.errors import ConfigurationError
from paqte.settings import Settings
from tests.bot.conftest import Sandbox, make_settings, running
from tests.support.engine_server import EnginePeer


@pytest.fixture
def hooked(sandbox: Sandbox, engine: EnginePeer, sqlite_url: str) -> Settings:
    """Settings of a bot that takes webhooks."""
    return make_settings(
        sandbox,
        engine,
        sqlite_url,
        webhook_url="http://127.0.0.1:9/telegram",
        webhook_secret="secret_1",
    )


@pytest.mark.parametrize("fault", [{"code": 429, "retry_after": 1}, {"code": 502}], ids=str)
@pytest.mark.parametrize("method", ["setWebhook", "deleteWebhook"])
async def test_a_fault_that_passes_is_waited_out(
    sandbox: Sandbox, hooked: Settings, bot_settings: Settings, method: str, fault: dict[str, Any]
) -> None:
    await sandbox.post("/sandbox/faults", method=method, **fault)

    async with running(hooked if method == "setWebhook" else bot_settings):
        calls = await sandbox.calls(method.lower())

    assert len(calls) == 2


async def test_telegram_that_asks_to_wait_is_met_later(
    sandbox: Sandbox, bot_settings: Settings
) -> None:
    await sandbox.post("/sandbox/faults", method="getMe", code=429, retry_after=1)

    async with running(bot_settings):
        assert len(await sandbox.calls("getme")) == 2


async def test_an_address_that_telegram_refuses_ends_the_start_with_a_sentence(
    sandbox: Sandbox, hooked: Settings
) -> None:
    bad = "Bad Request: bad webhook"
    await sandbox.post("/sandbox/faults", method="setWebhook", code=400, description=bad)
    telegram = Telegram(hooked.bot_token, hooked.bot_api_url)

    await meet_telegram(telegram)
    with pytest.raises(ConfigurationError, match="WEBHOOK_URL"):
        await introduce(telegram, hooked)

    await telegram.shutdown()
    assert len(await sandbox.calls("setwebhook")) == 1
