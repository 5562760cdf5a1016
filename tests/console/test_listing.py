"""Lists of several pages: one stays where one was, after a decision, an error, and a look."""

import re
from typing import Any

import pytest
from playwright.async_api import Browser, expect

from console.listing import address
from paqte.database import Database
from paqte.services.staff import companies as confirming
from paqte.services.staff import declared, moderation, people
from tests.conftest import StillClock
from tests.console.browsing import shortcut, sign_in, some_time_ago
from tests.console.conftest import Enter
from tests.console.places import Place, place
from tests.support.chromium import MARKS
from tests.support.process import Running

pytestmark = pytest.mark.usefixtures("still_clock")


@pytest.fixture
async def both(database: Database) -> tuple[Place, Place]:
    """Two of everything; lists show one a page."""
    async with database.unit_of_work() as uow:
        made = await place(uow, "95"), await place(uow, "44")
        await uow.commit()
    return made


@pytest.fixture(autouse=True)
def one_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (confirming, declared, moderation, people):
        monkeypatch.setattr(module, "PAGE", 1)


async def test_after_an_error_the_page_is_the_one_with_what_was_ticked_and_typed(
    enter: Enter, both: tuple[Place, Place]
) -> None:
    claire = await enter()
    second = (await claire.get("/actions?page=2")).text
    (ticked,) = re.findall(r'name="action" value="([^"]+)"', second)
    assert '<input type="hidden" name="page" value="2">' in second
    refused = await claire.post(
        "/actions", action=[ticked], geste="contester", reason="", statut="declared", page="2"
    )
    assert refused.status_code == 422
    assert "checked" in refused.text.partition(ticked)[2].partition(">")[0]

    hidden = (await claire.get("/offres?page=2")).text
    (offer,) = re.findall(r'action="/offres/([^"]+)"', hidden)
    assert '<input type="hidden" name="page" value="2">' in hidden
    refused = await claire.post(f"/offres/{offer}", reason="", page="2")
    assert f'id="reason-{offer}-error"' in refused.text


async def test_after_a_decision_one_is_on_the_same_page_or_the_last_there_is(
    enter: Enter, both: tuple[Place, Place]
) -> None:
    claire = await enter()
    done = await claire.post(
        "/actions", action=[f"{both[1].action}:0"], geste="confirmer", statut="declared", page="2"
    )
    assert done.headers["location"] == "/actions?statut=declared&page=2&validees=1"
    after = (await claire.get(done.headers["location"])).text
    assert "1 action validée." in after
    assert "Boulangerie 95" in after
    done = await claire.post(f"/structures/{both[1].member}", page="2")
    assert done.headers["location"] == "/structures?page=2&faites=1"
    assert "Professeure 95" in (await claire.get(done.headers["location"])).text
    for odd in ("0", "-1", "deux", "999999", "²"):
        done = await claire.post(f"/structures/{both[1].member}", page=odd)
        assert (await claire.get(done.headers["location"])).status_code == 200


@pytest.mark.parametrize(
    ("came_from", "goes_to"),
    [
        ("", "/actions?statut=declared&validees=1"),
        ("/actions?statut=disputed&page=2", "/actions?statut=disputed&page=2&validees=1"),
        ("https://elsewhere.example/?page=x", "/actions?statut=declared&validees=1"),
    ],
)
async def test_a_decision_on_the_page_of_an_action_goes_back_to_the_list_it_was_opened_from(
    enter: Enter, both: tuple[Place, Place], came_from: str, goes_to: str
) -> None:
    claire = await enter()
    done = await claire.post(
        f"/actions/{both[0].action}/decider", geste="confirmer", vu="0", liste=came_from
    )
    assert done.headers["location"] == goes_to


def test_an_address_says_what_is_asked_and_no_more() -> None:
    asked: dict[str, Any] = {"statut": "", "mots": None, "verifiees": False, "page": 1}
    assert address("/x", **asked) == "/x?statut="
    assert address("/x", mots="a & b", verifiees=True, page=3) == (
        "/x?mots=a+%26+b&verifiees=true&page=3"
    )


@pytest.mark.browser
@MARKS[1]
async def test_the_way_back_to_a_list_keeps_its_filters(
    browser: Browser, console: Running, kept: Database, still_clock: StillClock
) -> None:
    cergy = await some_time_ago(kept, still_clock)
    context = await browser.new_context(locale="fr-FR")
    page = await sign_in(context, kept)
    # Of somebody who came by an address, the whole list.
    await page.goto(f"{console.url}/conversations/{cergy.conversation}")
    await shortcut(page, "u")
    await page.wait_for_url(f"{console.url}/")
    for asked, link in (
        ("/?departement=95&qui=organisation", "Professeure 95"),
        ("/entreprises?statut=&mots=Boulangerie+95", "Boulangerie 95"),
    ):
        await page.goto(console.url + asked)
        await page.locator("main").get_by_role("link", name=link).first.click()
        await expect(page.get_by_role("heading", level=1)).to_contain_text(link)
        back = page.locator(".back a")
        await expect(back).to_have_attribute("href", asked)
    # What one does on the page in between changes nothing of it.
    await page.goto(f"{console.url}/?departement=95")
    await page.goto(f"{console.url}/conversations/{cergy.conversation}")
    await page.get_by_role("button", name="Résolue").click()
    await page.get_by_role("button", name="Rouvrir").wait_for()
    await shortcut(page, "u")
    await page.wait_for_url(f"{console.url}/?departement=95")
    # A decision on an action's own page leads to the list it was opened from.
    await page.goto(f"{console.url}/actions?statut=declared")
    await page.goto(f"{console.url}/actions?statut=disputed")
    await page.goto(f"{console.url}/actions/{cergy.action}")
    await page.get_by_role("button", name="Valider").click()
    await page.wait_for_url(f"{console.url}/actions?statut=disputed&validees=1")
    await context.close()
