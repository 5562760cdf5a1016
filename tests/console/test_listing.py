"""Lists of several pages: one stays where one was, after a decision, an error, and a look."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from playwright.async_api import Browser, expect

from console.listing import address
from paqte.database import Database
from paqte.models import Conversation
from paqte.services import actions
from paqte.services.declarations import Declaration
from paqte.services.internships import asking, settling, taking_back
from paqte.services.staff import companies as confirming
from paqte.services.staff import declared, moderation, people
from tests.conftest import StillClock
from tests.console.browsing import shortcut, sign_in, some_time_ago
from tests.console.conftest import Enter
from tests.console.places import Place, place
from tests.paqte.internship_factories import JANUARY, association
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


async def test_lists_are_of_one_departement_where_that_is_asked_also_after_a_decision(
    enter: Enter, both: tuple[Place, Place]
) -> None:
    cergy, nantes = both
    claire = await enter()
    for path, shown, other in (
        ("/entreprises?statut=", nantes.company, cergy.company),
        ("/actions?statut=declared", nantes.action, cergy.action),
        ("/structures?", "Professeure 44", "Professeure 95"),
        ("/offres?", nantes.offer, cergy.offer),
    ):
        page = (await claire.get(f"{path}&departement=44")).text
        assert shown in page
        assert other not in page
        assert '<option value="44" selected>Loire-Atlantique (44)</option>' in page
        assert 'aria-label="Pages"' not in page
    chosen = {"departement": "44", "page": "1"}
    done = await claire.post("/actions", action=[f"{nantes.action}:0"], geste="confirmer", **chosen)
    assert done.headers["location"] == "/actions?statut=declared&departement=44&validees=1"
    done = await claire.post(f"/structures/{nantes.member}", **chosen)
    assert done.headers["location"] == "/structures?departement=44&faites=1"
    refused = await claire.post(f"/offres/{nantes.offer}", reason="", **chosen)
    assert cergy.offer not in refused.text
    done = await claire.post(f"/offres/{nantes.offer}", reason="Payé.", **chosen)
    assert done.headers["location"] == "/offres?departement=44&retirees=1"
    # Who sees one alone has nothing to choose, and sees no other by its code.
    ali = await enter("coordinator")
    for path in ("/entreprises?statut=", "/actions?", "/structures?", "/offres?"):
        assert 'id="departement"' not in (await ali.get(path)).text
        assert "Boulangerie 44" not in (await ali.get(f"{path}&departement=44")).text


async def test_of_a_company_the_actions_declared_last_are_shown_first(
    database: Database, enter: Enter, both: tuple[Place, Place], still_clock: StillClock
) -> None:
    cergy = both[0]
    async with database.unit_of_work() as uow:
        host = (await uow.session.get_one(Conversation, cergy.conversation)).contact_id
        for number in range(6):
            still_clock.advance(minutes=1)
            told = Declaration("class_talk", Decimal(number + 1), date(2026, 11, 3 + number))
            await actions.declare(uow, cergy.company, host, told, f"talk:{number}")
        await uow.commit()
    claire = await enter()
    newest, oldest = "6\u00a0interventions", "2\u00a0élèves"
    page = (await claire.get(f"/entreprises/{cergy.company}")).text.partition('id="acts"')[2]
    assert page.index(newest) < page.index(oldest)
    beside = (await claire.get(f"/conversations/{cergy.conversation}")).text
    assert newest in beside
    assert oldest not in beside.partition("Actions déclarées")[2]


async def test_an_offer_says_when_it_is_and_what_became_of_its_places(
    database: Database, enter: Enter, both: tuple[Place, Place]
) -> None:
    cergy = both[0]
    async with database.unit_of_work() as uow:
        host = (await uow.session.get_one(Conversation, cergy.conversation)).contact_id
        _, organisation, member = await association(uow, 7)
        asked = await asking.ask(
            uow, member, organisation, cergy.offer, JANUARY[:2], 2, "troisieme", "ask"
        )
        await settling.accept(uow, cergy.company, host, asked.id)
        await uow.commit()
    claire = await enter()
    assert "puis reprises" not in (await claire.get("/offres?departement=95")).text
    async with database.unit_of_work() as uow:
        await taking_back.take_back(uow, cergy.company, host, asked.id, "no_time", keeps=1)
        await uow.commit()
    page = (await claire.get("/offres?departement=95")).text.replace("\u00a0", " ")
    assert "du 11 au 29 janvier 2027 (3 semaines)" in page
    assert "6 places offertes · accordées ou gardées : 2" in page
    # One in each of two weeks.
    assert "accordées, puis reprises par l’entreprise : 2" in page


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
