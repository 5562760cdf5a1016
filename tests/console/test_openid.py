"""Getting in by an OpenID Connect provider, as by ProConnect."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from joserfc.jwk import RSAKey

from console.application import make_application
from paqte.database import Database
from paqte.services.staff import accounts
from paqte.settings import Settings
from tests.support.engine_server import listening
from tests.support.openid_server import CLIENT, SECRET, OpenIdPeer

CONSOLE = "https://console.test"
FAILED = "n’a pas abouti"


@pytest.fixture
async def peer() -> AsyncIterator[OpenIdPeer]:
    """The provider."""
    known = OpenIdPeer()
    async with listening(known.app()) as url:
        known.issuer = url
        yield known


def opened(peer: OpenIdPeer, database: Database, **more: str) -> httpx.AsyncClient:
    """The browser of somebody whose team enters by the provider; ``more``: other settings."""
    settings = Settings(
        openid_issuer=peer.issuer,
        openid_client_id=CLIENT,
        openid_client_secret=SECRET,  # type: ignore[arg-type]  # pydantic makes it a secret
        console_url=CONSOLE,
        **more,  # type: ignore[arg-type]  # pydantic reads each from a string
    )
    app = make_application(database, settings, asyncio.Event())
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=CONSOLE)


@pytest.fixture
async def browser(peer: OpenIdPeer, database: Database) -> AsyncIterator[httpx.AsyncClient]:
    """One that asks the provider for no level of proof."""
    async with opened(peer, database) as one:
        yield one


async def invite(database: Database, email: str = "claire@anct.example") -> str:
    """An account; its id."""
    async with database.unit_of_work() as uow:
        staff, _ = await accounts.invite(
            uow, None, email=email, name="Claire Martin", role="administrator"
        )
        await uow.commit()
    return staff.id


async def enter(browser: httpx.AsyncClient, onward: str = "/") -> httpx.Response:
    """To the provider and back."""
    leaving = await browser.get("/connexion/openid", params={"suite": onward})
    async with httpx.AsyncClient() as outside:
        sent_back = await outside.get(leaving.headers["location"])
    return await browser.get(sent_back.headers["location"])


@pytest.mark.parametrize("signed", [True, False])
async def test_who_was_invited_is_in_without_a_password(
    database: Database, browser: httpx.AsyncClient, peer: OpenIdPeer, signed: bool
) -> None:
    await invite(database)
    peer.signed = signed
    assert "S’identifier avec ProConnect" in (await browser.get("/connexion")).text
    back = await enter(browser, "/entreprises")
    assert back.headers["location"] == "/entreprises"
    assert "Claire Martin" in (await browser.get("/entreprises")).text


async def test_who_was_not_invited_is_told_so(
    database: Database, browser: httpx.AsyncClient
) -> None:
    back = await enter(browser)
    assert "aucun compte n’est ouvert" in back.text
    assert (await browser.get("/")).status_code == 303


async def test_the_account_follows_the_person_not_the_address(
    database: Database, browser: httpx.AsyncClient, peer: OpenIdPeer
) -> None:
    staff_id = await invite(database)
    await enter(browser)
    # They change their address: the same person.
    peer.person = {"sub": "s1", "email": "claire@autre.example"}
    assert (await enter(browser)).headers["location"] == "/"
    # Somebody else has the address now: another person.
    peer.person = {"sub": "s2", "email": "claire@anct.example"}
    assert "aucun compte n’est ouvert" in (await enter(browser)).text
    async with database.unit_of_work() as uow:
        other, _ = await accounts.invite(
            uow, None, email="ali@anct.example", name="Ali", role="administrator"
        )
        del other
        await accounts.disable(uow, None, staff_id)
        await uow.commit()
    peer.person = {"sub": "s1", "email": "claire@anct.example"}
    assert "aucun compte n’est ouvert" in (await enter(browser)).text


@pytest.mark.parametrize(
    "lies",
    [
        {"aud": "another console"},
        {"iss": "https://evil.example"},
        {"exp": 1_000_000_000},
        {"nonce": "of another departure"},
        {"sub": ""},
        {"email_verified": False},
    ],
)
async def test_what_a_provider_says_has_to_hold(
    database: Database, browser: httpx.AsyncClient, peer: OpenIdPeer, lies: dict[str, object]
) -> None:
    await invite(database)
    peer.lies = lies
    assert FAILED in (await enter(browser)).text
    assert (await browser.get("/")).status_code == 303


@pytest.mark.parametrize(("proven", "enters"), [("eidas2", True), ("eidas1", False), (None, False)])
async def test_a_weaker_proof_than_asked_for_lets_nobody_in(
    database: Database, peer: OpenIdPeer, proven: str | None, enters: bool
) -> None:
    await invite(database)
    peer.lies = {"acr": proven} if proven else {}
    async with opened(peer, database, openid_acr_values="eidas2 eidas3") as browser:
        back = await enter(browser)
        assert (FAILED in back.text) is not enters
        assert (await browser.get("/")).status_code == (200 if enters else 303)


async def test_a_token_that_another_key_signed_is_none(
    database: Database, browser: httpx.AsyncClient, peer: OpenIdPeer
) -> None:
    await invite(database)
    peer.published = RSAKey.generate_key(2048, {"kid": "1"})
    assert FAILED in (await enter(browser)).text


async def test_who_did_not_leave_from_this_browser_does_not_come_back(
    database: Database, browser: httpx.AsyncClient, peer: OpenIdPeer
) -> None:
    await invite(database)
    leaving = await browser.get("/connexion/openid")
    async with httpx.AsyncClient() as outside:
        sent_back = (await outside.get(leaving.headers["location"])).headers["location"]
    for changed in (
        sent_back.replace("state=", "state=x"),
        sent_back.replace("code=", "code=x"),
        f"{CONSOLE}/connexion/openid/retour",
        f"{CONSOLE}/connexion/openid/retour?error=access_denied",
    ):
        assert FAILED in (await browser.get(changed)).text
    browser.cookies.clear()
    assert FAILED in (await browser.get(sent_back)).text


async def test_a_provider_that_is_away_leaves_the_password(
    database: Database, browser: httpx.AsyncClient, peer: OpenIdPeer
) -> None:
    peer.issuer = "http://127.0.0.1:9"  # says it is another: not to be trusted either
    assert FAILED in (await browser.get("/connexion/openid")).text
    assert (await browser.get("/connexion")).status_code == 200
