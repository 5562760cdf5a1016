"""Getting in: a link, a password, a code; and staying out."""

import re
from collections.abc import Callable

import httpx
import pyotp
import pytest

from paqte.database import Database
from paqte.services.staff import accounts, audit
from paqte.services.staff.audit import Wanted
from tests.conftest import StillClock
from tests.console.conftest import CSRF, Enter

pytestmark = pytest.mark.usefixtures("still_clock")
PASSWORD = "une phrase assez longue"
Visit = Callable[[], httpx.AsyncClient]


async def invited(database: Database, email: str = "claire@anct.example") -> str:
    """The code of a new account's link."""
    async with database.unit_of_work() as uow:
        _, code = await accounts.invite(
            uow, None, email=email, name="Claire Martin", role="administrator"
        )
        await uow.commit()
    return code


def field_of(page: httpx.Response, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page.text)
    assert found, page.text
    return found[1]


async def send(browser: httpx.AsyncClient, path: str, page: str, **fields: str) -> httpx.Response:
    """A form of ``page``, sent to ``path``."""
    found = CSRF.search((await browser.get(page)).text)
    assert found
    return await browser.post(path, data={"csrf": found[1], **fields})


async def open_account(browser: httpx.AsyncClient, code: str, clock: StillClock) -> str:
    """Open the account of a link; its secret."""
    page = await browser.get(f"/invitation/{code}")
    secret = field_of(page, "secret")
    opened = await browser.post(
        f"/invitation/{code}",
        data={
            "csrf": field_of(page, "csrf"),
            "secret": secret,
            "password": PASSWORD,
            "again": PASSWORD,
            "code": pyotp.TOTP(secret).at(clock.at),
        },
    )
    assert (opened.status_code, opened.headers["location"]) == (303, "/")
    return secret


async def test_a_link_opens_an_account_once_and_its_owner_is_in(
    database: Database, visit: Visit, still_clock: StillClock
) -> None:
    code = await invited(database)
    browser = visit()
    await open_account(browser, code, still_clock)
    assert "Claire Martin" in (await browser.get("/")).text
    assert (await visit().get(f"/invitation/{code}")).status_code == 409
    async with database.reading() as uow:
        acts = [entry.act for entry, _ in await audit.entries(uow, Wanted())]
    assert acts == ["signed_in", "account_opened", "account_invited"]


async def test_a_link_is_good_for_a_week(
    database: Database, visit: Visit, still_clock: StillClock
) -> None:
    code = await invited(database)
    still_clock.advance(days=7, seconds=1)
    assert (await visit().get(f"/invitation/{code}")).status_code == 409


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"password": "short", "again": "short"}, "password"),
        ({"password": "x" * 129, "again": "x" * 129}, "password"),
        ({"again": "une autre phrase longue"}, "again"),
        ({"code": "000000"}, "code"),
        ({"code": "<script>"}, "code"),
    ],
)
async def test_what_is_wrong_with_a_new_account_is_said_beside_the_field(
    database: Database,
    visit: Visit,
    still_clock: StillClock,
    changes: dict[str, str],
    field: str,
) -> None:
    code, browser = await invited(database), visit()
    page = await browser.get(f"/invitation/{code}")
    secret = field_of(page, "secret")
    good = {
        "csrf": field_of(page, "csrf"),
        "secret": secret,
        "password": PASSWORD,
        "again": PASSWORD,
        "code": pyotp.TOTP(secret).at(still_clock.at),
    }
    refused = await browser.post(f"/invitation/{code}", data=good | changes)
    assert refused.status_code == 422
    assert f'id="{field}-error"' in refused.text
    # The picture that was scanned stays the one.
    assert field_of(refused, "secret") == secret
    assert (await browser.post(f"/invitation/{code}", data=good)).status_code == 303


async def test_password_then_code_then_where_one_wanted_to_go(
    database: Database, visit: Visit, still_clock: StillClock
) -> None:
    secret = await open_account(visit(), await invited(database), still_clock)
    browser = visit()
    asked = await browser.get("/entreprises")
    assert asked.headers["location"] == "/connexion?suite=/entreprises"
    before = dict(browser.cookies)
    half = await send(
        browser,
        "/connexion",
        "/connexion?suite=/entreprises",
        email="Claire@ANCT.example",
        password=PASSWORD,
        suite="/entreprises",
    )
    assert half.headers["location"] == "/connexion/code?suite=/entreprises"
    # Half-way nothing is shown yet.
    assert (await browser.get("/entreprises")).status_code == 303
    still_clock.advance(seconds=30)
    now = pyotp.TOTP(secret).at(still_clock.at)
    done = await send(browser, "/connexion/code", "/connexion/code", code=now, suite="/entreprises")
    assert done.headers["location"] == "/entreprises"
    assert (await browser.get("/entreprises")).status_code == 200
    # A cookie that somebody planted before signing in opens nothing after.
    assert dict(browser.cookies) != before
    header = done.headers["set-cookie"]
    assert all(word in header for word in ("__Host-", "HttpOnly", "Secure", "SameSite=lax"))


async def test_a_code_is_good_once(
    database: Database, visit: Visit, still_clock: StillClock
) -> None:
    secret = await open_account(visit(), await invited(database), still_clock)
    used = pyotp.TOTP(secret).at(still_clock.at)
    browser = visit()
    await send(browser, "/connexion", "/connexion", email="claire@anct.example", password=PASSWORD)
    again = await send(browser, "/connexion/code", "/connexion/code", code=used)
    assert again.status_code == 422


async def test_who_tries_too_often_waits_whoever_they_are(
    database: Database, visit: Visit, still_clock: StillClock
) -> None:
    await open_account(visit(), await invited(database), still_clock)
    for email in ("claire@anct.example", "nobody@anct.example"):
        statuses = []
        for _ in range(7):
            tried = await send(
                visit(), "/connexion", "/connexion", email=email, password="wrong wrong wrong"
            )
            statuses.append("Trop d’essais" in tried.text)
        assert statuses == [False] * 6 + [True]
    right = await send(
        visit(), "/connexion", "/connexion", email="claire@anct.example", password=PASSWORD
    )
    assert "Trop d’essais" in right.text
    still_clock.advance(minutes=15)
    right = await send(
        visit(), "/connexion", "/connexion", email="claire@anct.example", password=PASSWORD
    )
    assert right.status_code == 303


async def test_the_page_tells_not_whether_the_address_is_known(
    database: Database, visit: Visit
) -> None:
    await invited(database)
    texts = set()
    for email in ("claire@anct.example", "nobody@anct.example"):
        tried = await send(visit(), "/connexion", "/connexion", email=email, password=PASSWORD)
        alert = re.search(r'role="alert">(.*?)</div>', tried.text, re.DOTALL)
        assert alert
        texts.add(alert[1])
    assert len(texts) == 1


@pytest.mark.parametrize("onward", ["//evil.example", "https://evil.example", "/\\evil.example"])
async def test_nobody_is_sent_to_another_site(visit: Visit, enter: Enter, onward: str) -> None:
    member = await enter()
    gone = await member.browser.get("/connexion", params={"suite": onward})
    assert gone.headers["location"] == "/"


async def test_a_session_ends_idle_at_night_by_signing_out_or_by_an_administrator(
    database: Database, enter: Enter, still_clock: StillClock
) -> None:
    idle, worker, leaver, shut = [await enter() for _ in range(4)]
    still_clock.advance(hours=1, minutes=59)
    assert (await worker.get("/")).status_code == 200
    still_clock.advance(minutes=2)
    assert (await idle.get("/")).status_code == 303
    assert (await worker.get("/")).status_code == 200
    leaver, shut = await enter(), await enter()
    left = await leaver.post("/deconnexion")
    assert left.headers["location"] == "/connexion"
    assert (await leaver.get("/")).status_code == 303
    async with database.unit_of_work() as uow:
        await accounts.disable(uow, worker.actor, shut.staff.id)
        await uow.commit()
    assert (await shut.get("/")).status_code == 303
    for _ in range(11):
        still_clock.advance(hours=1)
        last = (await worker.get("/")).status_code
    assert last == 303  # twelve hours since it was opened


async def test_a_form_of_another_site_does_nothing(enter: Enter) -> None:
    member, other = await enter(), await enter()
    for token in ("", "forged", await other.csrf()):
        sent = await member.browser.post(
            "/comptes",
            data={
                "csrf": token,
                "email": "x@gouv.example",
                "name": "X",
                "role": "administrator",
            },
        )
        assert sent.status_code == 403
    assert "x@gouv.example" not in (await member.get("/comptes")).text


async def test_every_answer_forbids_what_a_page_does_not_need(visit: Visit, enter: Enter) -> None:
    member = await enter()
    for path in ("/", "/connexion", "/nowhere", "/static/console.css", "/journal.csv"):
        answer = await member.get(path)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
    assert (await member.get("/")).headers["cache-control"] == "no-store"
