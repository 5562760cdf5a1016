"""The files that deploy: every process gets every setting, and a database that is up to date."""

import configparser
import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "deploy/compose.yml").read_text())
UNITS = sorted((ROOT / "deploy/systemd").glob("*.service"))
OURS = {
    name for name, service in COMPOSE["services"].items() if service["image"].startswith("paqte")
}


@pytest.mark.parametrize("name", sorted(OURS))
def test_a_container_gets_every_setting(name: str) -> None:
    service = COMPOSE["services"][name]
    assert service["env_file"] == ["../.env"]
    # Said again only where a container must have another value, or where an empty one must fail.
    for setting, value in service["environment"].items():
        assert setting.endswith("DATABASE_URL") or setting == "PAQTE_LOG_FORMAT" or ":?" in value


def test_a_container_a_process() -> None:
    started = {" ".join(COMPOSE["services"][name].get("command", [])) for name in OURS}
    units = {
        re.sub(r"^\S*python ", "python ", unit["Service"]["ExecStart"])
        for unit in map(read, UNITS)
        if not unit["Service"]["ExecStart"].endswith(("-m bot", "-m nlu.engine"))
    }
    assert started - {""} == units


@pytest.mark.parametrize(
    "unit", [u for u in UNITS if "migrate" not in u.name], ids=lambda u: u.stem
)
def test_nothing_starts_before_the_database_is_up_to_date(unit: Path) -> None:
    asked = read(unit)["Unit"]
    assert "paqte-migrate.service" in asked["Requires"].split()
    assert "paqte-migrate.service" in asked["After"].split()


@pytest.mark.parametrize("unit", UNITS, ids=lambda u: u.stem)
def test_a_unit_reads_the_settings_and_is_not_root(unit: Path) -> None:
    service = read(unit)["Service"]
    assert service["EnvironmentFile"] == "/etc/paqte/environment"
    assert service["User"] == "paqte"


def read(unit: Path) -> configparser.ConfigParser:
    """A unit's sections; what stands twice in one counts together, as systemd has it."""
    found = configparser.ConfigParser(interpolation=None, strict=False)
    found.optionxform = str  # type: ignore[assignment,method-assign]  # names keep their capitals
    lines: dict[str, dict[str, str]] = {}
    section = ""
    for line in unit.read_text().splitlines():
        if line.startswith("["):
            section = line.strip("[]")
            lines[section] = {}
        elif "=" in line:
            name, _, value = line.partition("=")
            lines[section][name] = f"{lines[section].get(name, '')} {value}".strip()
    found.read_dict(lines)
    return found
