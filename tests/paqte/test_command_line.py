"""``python -m paqte``: migrate, show, and one sentence when it cannot."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from paqte import crypto
from paqte.__main__ import main
from paqte.database import Database
from paqte.i18n import speech
from paqte.migrating import ROOT
from paqte.services import actions, axes
from paqte.services.declarations import Declaration
from paqte.settings import settings
from paqte.showing import lines
from tests.conftest import SECRET_KEY, StillClock
from tests.paqte.factories import bakery


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """An empty folder and an environment without settings, as on a new machine."""
    monkeypatch.chdir(tmp_path)
    for name in ("PAQTE_SECRET_KEY", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    settings.cache_clear()
    yield monkeypatch
    settings.cache_clear()
    crypto.configure(SECRET_KEY)


def test_a_new_database_is_migrated_then_shown(
    elsewhere: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere.setenv("PAQTE_SECRET_KEY", SECRET_KEY)
    assert main(["show"]) == 1
    assert capsys.readouterr().err.strip() == (
        "The database has no tables yet: run `python -m paqte migrate` first."
    )
    migrated = subprocess.run(
        [sys.executable, "-m", "paqte", "migrate"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (migrated.returncode, migrated.stderr) == (0, "")
    assert (tmp_path / "var" / "paqte.sqlite3").exists()
    assert main(["show"]) == 0
    assert "0 entreprises" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({}, "PAQTE_SECRET_KEY is missing"),
        ({"PAQTE_SECRET_KEY": "short"}, "too short"),
        ({"PAQTE_SECRET_KEY": SECRET_KEY, "DATABASE_URL": "mysql://x/y"}, "SQLite or PostgreSQL"),
        (
            {
                "PAQTE_SECRET_KEY": SECRET_KEY,
                "DATABASE_URL": "postgresql+psycopg://me:hush@127.0.0.1:1/x",
            },
            "does not answer",
        ),
        (
            {"PAQTE_SECRET_KEY": SECRET_KEY, "DATABASE_URL": "sqlite:////dev/null/x.sqlite3"},
            "cannot be made",
        ),
        ({"PAQTE_SECRET_KEY": SECRET_KEY, "DATABASE_URL": "sqlite:////proc"}, "cannot be opened"),
    ],
)
def test_what_is_missing_is_one_sentence(
    elsewhere: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    environment: dict[str, str],
    says: str,
) -> None:
    for name, value in environment.items():
        elsewhere.setenv(name, value)
    assert main(["show"]) == 1
    shown = capsys.readouterr().err
    assert says in shown
    assert len(shown.strip().splitlines()) == 1
    assert "hush" not in shown


def test_a_partner_is_given_a_token_once_and_shut_out(
    elsewhere: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere.setenv("PAQTE_SECRET_KEY", SECRET_KEY)
    elsewhere.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'p.sqlite3'}")
    assert main(["migrate"]) == 0
    capsys.readouterr()
    tokens = []
    for command in ("add-partner", "renew-partner"):
        assert main([command, "monstage"]) == 0
        tokens.append(capsys.readouterr().out.strip())
    assert len(set(tokens)) == 2
    assert all(token.startswith("paqte_") for token in tokens)
    assert main(["disable-partner", "monstage"]) == 0
    for command, name, said in (
        ("add-partner", "monstage", "already"),
        ("add-partner", "Mon stage", "no short name"),
        ("disable-partner", "nobody", "add-partner makes one"),
    ):
        capsys.readouterr()
        assert main([command, name]) == 1
        assert said in capsys.readouterr().err


async def test_show_names_companies_with_axes_and_actions_and_no_person(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        me, company = await bakery(uow)
        await axes.choose(uow, company.id, ["buy", "raise_awareness"], me.contact_id, "a")
        await actions.declare(
            uow,
            company.id,
            me.contact_id,
            Declaration("internship_3e", Decimal(2), date(2026, 11, 16)),
            "d",
        )
        shown = "\n".join(await lines(uow, speech("fr")))
    assert company.reference in shown
    assert "SIRET 80000001000010" in shown
    assert "Sensibiliser, Acheter" in shown
    assert "2\u00a0élèves, 16 novembre 2026" in shown
    assert "1 entreprises" in shown
    assert not any(word in shown for word in ("Nadia", "Benali", "6123", "fournil.example"))
