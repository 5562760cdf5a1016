"""When something fails: a page in words, a reference that staff can search, nothing half done."""

import asyncio
import re

import httpx
import pytest
from sqlalchemy import select

from api.application import make_application as make_api
from console.application import make_application
from console.routes import about
from console.visits import COOKIE
from paqte.database import Database
from paqte.models import Incident
from paqte.settings import Settings
from tests.console.conftest import Enter

NOWHERE = "postgresql+psycopg://postgres@127.0.0.1:9/nowhere"


async def test_without_the_database_a_page_says_so() -> None:
    away = Database(NOWHERE)
    app = make_application(away, Settings(), asyncio.Event())
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="https://console.test") as browser:
        browser.cookies.set(COOKIE, "of before", domain="console.test")
        answer = await browser.get("/entreprises")
    await away.dispose()
    assert answer.status_code == 503
    assert "La base de données ne répond pas" in answer.text
    assert answer.headers["retry-after"]
    assert "nowhere" not in answer.text


async def test_without_the_database_partners_are_told_to_try_again() -> None:
    away = Database(NOWHERE)
    transport = httpx.ASGITransport(make_api(away, Settings(), asyncio.Event()))
    async with httpx.AsyncClient(transport=transport, base_url="https://api.test") as partner:
        answer = await partner.get("/v1/offers", headers={"Authorization": "Bearer x"})
    await away.dispose()
    assert (answer.status_code, answer.json()["errors"][0]["rule"]) == (503, "unavailable")


async def test_what_no_one_foresaw_has_a_reference_and_tells_nothing_else(
    database: Database, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("a secret of somebody's")

    claire = await enter()
    monkeypatch.setattr(about, "page", fail)
    answer = await claire.get("/accessibilite")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    found = re.search(r"E-[A-Z0-9]{5}", answer.text)
    assert found
    async with database.reading() as uow:
        (incident,) = await uow.session.scalars(select(Incident))
    assert (incident.reference, incident.error_type) == (found[0], "ZeroDivisionError")


async def test_a_form_too_long_is_not_read(enter: Enter) -> None:
    claire = await enter()
    answer = await claire.post("/comptes", name="x" * 70_000)
    assert answer.status_code == 413
    assert "C’est trop long" in answer.text
