"""The trial's .env, the secrets, the addresses that follow from the ports."""

import re
import stat
from pathlib import Path

import pytest

from launch import variables
from launch.problem import Problem

LONG = "x" * 48


def test_a_trial_file_is_made_once_with_fresh_secrets_for_its_owner_alone(tmp_path: Path) -> None:
    assert variables.make_trial_file(tmp_path, {})
    file = tmp_path / ".env"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    read = variables.read(tmp_path, {})
    variables.check_secrets(read)
    assert read["PAQTE_SECRET_KEY"] != read["ENGINE_TOKEN"]
    assert not variables.make_trial_file(tmp_path, {})
    assert variables.read(tmp_path, {}) == read


def test_two_trials_share_no_secret(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        variables.make_trial_file(tmp_path / name, {})
        made.append(variables.read(tmp_path / name, {}))
    assert not set(made[0].values()) & set(made[1].values())


def test_a_machine_with_its_own_key_gets_no_file(tmp_path: Path) -> None:
    assert not variables.make_trial_file(tmp_path, {"PAQTE_SECRET_KEY": LONG})
    assert not (tmp_path / ".env").exists()


def test_a_lost_key_is_not_replaced_under_the_data_it_encrypted(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "paqte.sqlite3").touch()
    with pytest.raises(Problem, match=r"put the \.env back, or remove the folder var"):
        variables.make_trial_file(tmp_path, {})


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text('BOT_PORT=1\nDATABASE_URL="postgresql+psycopg://a:b#c@d/e"\n')
    read = variables.read(tmp_path, {"BOT_PORT": "2"})
    assert read == {"BOT_PORT": "2", "DATABASE_URL": "postgresql+psycopg://a:b#c@d/e"}


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"ENGINE_TOKEN": LONG}, "PAQTE_SECRET_KEY is missing: add a line"),
        ({"PAQTE_SECRET_KEY": LONG}, "ENGINE_TOKEN is missing: add a line"),
        ({"PAQTE_SECRET_KEY": "short", "ENGINE_TOKEN": LONG}, "shorter than 32 characters"),
        ({"PAQTE_SECRET_KEY": f"{LONG},short", "ENGINE_TOKEN": LONG}, "shorter than 32 characters"),
        ({"PAQTE_SECRET_KEY": f"{LONG},", "ENGINE_TOKEN": LONG}, "PAQTE_SECRET_KEY is missing"),
    ],
)
def test_a_missing_or_short_secret_is_one_sentence(values: dict[str, str], sentence: str) -> None:
    with pytest.raises(Problem, match=re.escape(sentence)) as caught:
        variables.check_secrets(values)
    assert "\n" not in str(caught.value)


def test_addresses_follow_the_ports_unless_they_are_set() -> None:
    made = variables.for_processes({"ENGINE_PORT": "6005", "ACTIONS_URL": "http://elsewhere/w"})
    assert made["ENGINE_URL"] == "http://127.0.0.1:6005"
    assert made["ACTIONS_URL"] == "http://elsewhere/w"
    assert made["TELEGRAM_API_URL"] == "http://127.0.0.1:8081"


def test_with_a_token_the_bot_talks_to_telegram() -> None:
    made = variables.for_processes({"TELEGRAM_TOKEN": "1:a"})
    assert "TELEGRAM_API_URL" not in made
    assert not variables.needs_sandbox(made)


def test_no_process_reports_home_or_inherits_another_environment() -> None:
    made = variables.for_processes({"VIRTUAL_ENV": "/v", "PYTHONDONTWRITEBYTECODE": "1"})
    assert made["RASA_TELEMETRY_ENABLED"] == "false"
    assert not {"VIRTUAL_ENV", "PYTHONDONTWRITEBYTECODE"} & set(made)


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1"])
def test_a_port_that_is_none_is_said(port: str) -> None:
    with pytest.raises(Problem, match=r"BOT_PORT is .* which is no port"):
        variables.for_processes({"BOT_PORT": port})
