"""Settings from the environment, and the sentences when they cannot be right."""

from collections.abc import Iterator

import pytest

from paqte.errors import ConfigurationError
from paqte.settings import SANDBOX_TOKEN, Settings, settings


@pytest.fixture(autouse=True)
def _read_anew() -> Iterator[None]:
    settings.cache_clear()
    yield
    settings.cache_clear()


def test_without_a_token_the_bot_speaks_to_the_sandbox(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "")
    monkeypatch.setenv("SANDBOX_PORT", "9081")
    chosen = Settings(_env_file=None)
    assert (chosen.bot_token, chosen.bot_api_url) == (SANDBOX_TOKEN, "http://127.0.0.1:9081")
    assert chosen.in_sandbox


def test_with_a_token_the_bot_speaks_to_telegram(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "1:abc")
    chosen = Settings(_env_file=None)
    assert (chosen.bot_token, chosen.bot_api_url) == ("1:abc", "https://api.telegram.org")
    assert "abc" not in repr(chosen)


def test_webhooks_need_an_address_and_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBHOOK_URL", "https://paqte.example/telegram")
    assert not Settings(_env_file=None).uses_webhook
    monkeypatch.setenv("WEBHOOK_SECRET", "s")
    assert Settings(_env_file=None).uses_webhook


def test_a_missing_key_is_a_sentence_that_says_what_to_do() -> None:
    with pytest.raises(ConfigurationError, match=r"PAQTE_SECRET_KEY is missing: put one in \.env"):
        Settings(_env_file=None, paqte_secret_key="").secret_keys()
    keys = Settings(_env_file=None, paqte_secret_key=" new , old ").secret_keys()
    assert keys == ["new", "old"]


def test_a_wrong_value_is_a_sentence_that_names_the_variable(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SIRENE_TIMEOUT_S", "soon")
    with pytest.raises(ConfigurationError, match="SIRENE_TIMEOUT_S"):
        settings()
