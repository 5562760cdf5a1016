"""A missing or wrong setting is one sentence that says what to do."""

from __future__ import annotations

import socket
import subprocess
from pathlib import Path

import pytest

from nlu.engine.fingerprint import Inputs
from nlu.engine.settings import SettingError, load_dotenv, read_settings
from tests.nlu.harness import start_engine
from tests.support.ports import free_port

GOOD = {"PAQTE_SECRET_KEY": "a, b", "ENGINE_TOKEN": "t"}


def test_the_defaults_are_those_of_one_machine() -> None:
    settings = read_settings(GOOD)
    assert settings.secrets == ("a", "b")
    assert (settings.host, settings.port) == ("127.0.0.1", 5005)
    assert settings.actions_url == "http://127.0.0.1:5055/webhook"
    assert settings.database_url == "sqlite:///var/engine.sqlite3"


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"PAQTE_SECRET_KEY": " , "}, "PAQTE_SECRET_KEY"),
        ({"ENGINE_TOKEN": ""}, "ENGINE_TOKEN"),
        ({"ENGINE_PORT": "five"}, "ENGINE_PORT"),
        ({"ENGINE_RETENTION_DAYS": "-1"}, "ENGINE_RETENTION_DAYS"),
    ],
)
def test_a_wrong_setting_is_named(change: dict[str, str], named: str) -> None:
    with pytest.raises(SettingError, match=named):
        read_settings({**GOOD, **change})


def test_what_is_set_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("# note\nA=1\nexport B='2'\n\nbroken\n", encoding="utf-8")
    environment = {"A": "0"}
    load_dotenv(tmp_path / ".env", environment)
    load_dotenv(tmp_path / "missing", environment)
    assert environment == {"A": "0", "B": "2"}


def _refusal(inputs: Inputs, model: Path | None, environment: dict[str, str]) -> str:
    process: subprocess.Popen[str] = start_engine(inputs, model, environment)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert said.count("\n") == 1, said
    return said


def test_without_a_key_the_engine_says_so(inputs: Inputs) -> None:
    assert "PAQTE_SECRET_KEY" in _refusal(inputs, None, {"PAQTE_SECRET_KEY": ""})


def test_without_a_model_the_engine_says_how_to_make_one(tmp_path: Path) -> None:
    said = _refusal(Inputs(tmp_path), None, {})
    assert "nlu.engine.train" in said


def _gave_up(inputs: Inputs, model: Path, environment: dict[str, str]) -> str:
    """The last line of an engine that opened its port, and then could not go on."""
    process: subprocess.Popen[str] = start_engine(inputs, model, environment)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    return said.splitlines()[-1]


def test_a_model_that_is_none_is_named(inputs: Inputs, tmp_path: Path) -> None:
    (tmp_path / "broken.tar.gz").write_bytes(b"no archive")
    said = _gave_up(inputs, tmp_path / "broken.tar.gz", {})
    assert "broken.tar.gz" in said
    assert "nlu.engine.train" in said


def test_a_database_that_is_away_is_named(inputs: Inputs, tmp_path: Path) -> None:
    (tmp_path / "any.tar.gz").write_bytes(b"")
    away = {"ENGINE_DATABASE_URL": f"postgresql://paqte@127.0.0.1:{free_port()}/engine"}
    assert "ENGINE_DATABASE_URL" in _gave_up(inputs, tmp_path / "any.tar.gz", away)


@pytest.mark.model
def test_a_port_taken_is_named(inputs: Inputs, model: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert str(port) in _refusal(inputs, model, {"ENGINE_PORT": str(port)})
