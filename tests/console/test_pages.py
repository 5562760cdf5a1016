"""Every page in a real browser: for everybody, in both languages, small and large, and live."""

import asyncio

import pytest
from playwright.async_api import Browser, expect

from paqte.database import Database
from paqte.models import Conversation
from paqte.services import holding
from tests.conftest import StillClock
from tests.console.browsing import every_page, lost, shortcut, sign_in, some_time_ago
from tests.console.places import Place, heard, place
from tests.paqte.factories import arrival
from tests.support.chromium import MARKS, assert_accessible
from tests.support.process import Running

pytestmark = MARKS


@pytest.fixture
async def cergy(kept: Database, still_clock: StillClock) -> Place:
    """A baker and a teacher in the Val-d’Oise; the same for the whole module."""
    return await some_time_ago(kept, still_clock)


@pytest.mark.parametrize(
    ("width", "scheme", "locale"), [(1280, "light", "fr"), (320, "dark", "en")]
)
async def test_every_page_is_for_everybody(
    browser: Browser,
    console: Running,
    kept: Database,
    cergy: Place,
    width: int,
    scheme: str,
    locale: str,
) -> None:
    context = await browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=True,  # axe is a script that is put into the page
        reduced_motion="reduce",
    )
    page = await sign_in(context, kept, locale=locale)
    await page.goto(f"{console.url}/conversations/{cergy.conversation}")
    await page.locator('[data-key="t"]').click()
    for path in every_page(cergy):
        await page.goto(f"{console.url}{path}")
        await assert_accessible(page)
        # Nothing is cut off: what is wide scrolls inside of itself.
        assert await page.evaluate("document.documentElement.scrollWidth") <= width, path
    await page.goto(f"{console.url}/conversations/{cergy.conversation}")
    await page.locator('[data-key="g"]').click()
    await page.locator("[data-keys]").click()
    await expect(page.locator("dialog")).to_be_visible()
    await assert_accessible(page)
    await context.close()


@pytest.mark.parametrize("locale", ["fr", "en"])
@pytest.mark.parametrize(
    ("width", "density", "size"),
    [(640, 2, "100%"), (1280, 1, "200%"), (390, 1, "200%")],
    ids=["page", "text", "text on a phone"],
)
async def test_nothing_is_lost_at_twice_the_size(
    browser: Browser,
    console: Running,
    kept: Database,
    cergy: Place,
    width: int,
    density: int,
    size: str,
    locale: str,
) -> None:
    context = await browser.new_context(
        viewport={"width": width, "height": 500}, device_scale_factor=density
    )
    page = await sign_in(context, kept, name="Marie-Antoinette Durand-Lefebvre", locale=locale)
    for path in every_page(cergy):
        await page.goto(f"{console.url}{path}")
        await page.evaluate("size => document.documentElement.style.fontSize = size", size)
        assert await lost(page) == [], path
    await page.goto(console.url)
    await page.evaluate("size => document.documentElement.style.fontSize = size", size)
    await shortcut(page, "?")
    await expect(page.locator("dialog")).to_be_visible()
    assert await lost(page, "dialog") == []
    await context.close()


@pytest.mark.parametrize("path", ["/connexion", "/connexion/code"])
async def test_the_way_in_is_for_everybody(browser: Browser, console: Running, path: str) -> None:
    context = await browser.new_context(bypass_csp=True, locale="en-GB")
    page = await context.new_page()
    await page.goto(f"{console.url}{path}")
    await assert_accessible(page)
    assert await page.evaluate("document.documentElement.lang") == "en"
    await context.close()


async def test_what_happens_is_on_an_open_page_within_a_second(
    browser: Browser, console: Running, kept: Database
) -> None:
    context = await browser.new_context(locale="fr-FR")
    page = await sign_in(context, kept)
    listening = asyncio.Event()
    page.on("response", lambda response: "/flux" in response.url and listening.set())
    await page.goto(console.url)
    await listening.wait()
    async with kept.unit_of_work() as uow:
        person = await arrival(uow, telegram_id=31337, first_name="Léa")
        await heard(uow, person, 31337, "bonjour")
        await uow.commit()
    row = page.locator(f"#row-{person.id}")
    await expect(row).to_contain_text("Avec le robot", timeout=2000)
    async with kept.unit_of_work() as uow:
        await holding.request_human(uow, person.id)
        await uow.commit()
    await expect(row).to_contain_text("Demande une personne", timeout=2000)
    await expect(page.locator("#said")).to_have_text("Une personne de l’équipe est demandée.")
    await expect(page.locator("#waiting")).to_have_text("1")
    # What is being written is not lost when the page changes around it.
    await page.locator("#mots").fill("boul")
    async with kept.unit_of_work() as uow:
        await heard(uow, person, 31338, "encore un message")
        await uow.commit()
    await expect(row).to_contain_text("encore un message", timeout=2000)
    await expect(page.locator("#mots")).to_have_value("boul")
    await context.close()


async def test_all_of_it_by_the_keyboard(
    browser: Browser, console: Running, kept: Database, cergy: Place
) -> None:
    context = await browser.new_context(locale="fr-FR")
    page = await sign_in(context, kept)
    await page.goto(f"{console.url}/?mots=Association")
    await shortcut(page, "j")
    await shortcut(page, "o")
    await page.wait_for_url(f"**/conversations/{cergy.teacher}*")
    await shortcut(page, "t")
    await expect(page.locator("#reply")).to_be_visible()
    await shortcut(page, "r")
    await page.keyboard.type("Bonjour ! j k t e g")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator(".said--us")).to_contain_text("Bonjour ! j k t e g")
    await shortcut(page, "n")
    await page.keyboard.type("Une note.")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator(".said--note")).to_contain_text("Une note.")
    await shortcut(page, "g")
    await expect(page.locator('[data-key="t"]')).to_be_visible()
    await shortcut(page, "e")
    await expect(page.locator("aside")).to_contain_text("Résolue")
    await shortcut(page, "u")
    await page.wait_for_url(f"{console.url}/?mots=Association")
    await shortcut(page, "/")
    await expect(page.locator("#mots")).to_be_focused()
    await context.close()


async def test_on_a_phone_the_menu_is_behind_a_button_that_needs_no_script(
    browser: Browser, console: Running, kept: Database
) -> None:
    context = await browser.new_context(
        viewport={"width": 320, "height": 700}, locale="fr-FR", java_script_enabled=False
    )
    page = await sign_in(context, kept)
    await page.goto(console.url)
    menu, opens = (
        page.get_by_role("navigation", name="Menu principal"),
        page.locator(".fr-btn--menu"),
    )
    await expect(menu).to_be_hidden()
    await opens.focus()
    await page.keyboard.press("Enter")
    await expect(menu.get_by_role("link", name="Journal")).to_be_in_viewport()
    await page.keyboard.press("Escape")
    await expect(menu).to_be_hidden()
    await expect(opens).to_be_focused()
    await opens.click()
    # What is opened comes next for the keyboard: « Fermer », then the first entry.
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    await expect(menu.get_by_role("link", name="Conversations")).to_be_focused()
    await menu.get_by_role("button", name="Fermer").click()
    await expect(menu).to_be_hidden()
    await opens.click()
    await menu.get_by_role("link", name="Bilan").click()
    await page.wait_for_url("**/bilan")
    # On a wide page it is a line, as ever, without a button.
    await page.set_viewport_size({"width": 1280, "height": 700})
    await expect(menu.get_by_role("link", name="Journal")).to_be_visible()
    await expect(opens).to_be_hidden()
    await expect(menu.get_by_role("button", name="Fermer")).to_be_hidden()
    await context.close()


async def test_who_waits_is_counted_beside_the_menu_that_is_shut(
    browser: Browser, console: Running, kept: Database
) -> None:
    context = await browser.new_context(
        viewport={"width": 390, "height": 800}, bypass_csp=True, reduced_motion="reduce"
    )
    page = await sign_in(context, kept)
    async with kept.unit_of_work() as uow:
        person = await arrival(uow, telegram_id=31339, first_name="Inès")
        await heard(uow, person, 31339, "bonjour")
        await holding.request_human(uow, person.id)
        await uow.commit()
    await page.goto(console.url)
    await expect(page.locator(".fr-btn--menu .waiting")).to_be_visible()
    assert (await page.locator(".fr-btn--menu").inner_text()).split()[-1] == await page.locator(
        '[data-count="requested"]'
    ).inner_text()
    await page.locator(".fr-btn--menu").click()
    await assert_accessible(page)
    await context.close()


async def test_the_button_of_a_field_stands_beside_it_with_an_error_or_without(
    browser: Browser, console: Running, kept: Database, cergy: Place
) -> None:
    context = await browser.new_context(viewport={"width": 1280, "height": 800})
    page = await sign_in(context, kept)
    await page.goto(f"{console.url}/conversations/{cergy.conversation}")
    button = page.locator('[value="reporter_au"]')
    for _ in range(2):
        field, beside = await page.locator("#jour").bounding_box(), await button.bounding_box()
        assert field and beside
        assert abs(field["y"] - beside["y"]) < 2
        assert abs(field["height"] - beside["height"]) < 2
        await button.click()
        await expect(page.locator("#jour-error")).to_be_visible()
    await context.close()


async def test_a_canned_reply_is_at_hand_as_soon_as_it_is_chosen(
    browser: Browser, console: Running, kept: Database, cergy: Place
) -> None:
    context = await browser.new_context(locale="fr-FR")
    page = await sign_in(context, kept)
    await page.goto(f"{console.url}/reponses")
    await page.locator("#title-new").fill("Accueil")
    await page.locator("#fr-new").fill("Bonjour {prénom},")
    await page.locator("#en-new").fill("Hello {prénom},")
    await page.get_by_role("button", name="Garder la réponse").click()
    await page.goto(f"{console.url}/conversations/{cergy.conversation}")
    await shortcut(page, "t")
    await page.locator(".canned summary").click()
    await page.get_by_role("link", name="Accueil", exact=True).click()
    await expect(page.locator("#reply")).to_have_value("Bonjour Hôte 95,")
    await expect(page.locator("#reply")).to_be_focused()
    await context.close()


async def test_all_actions_of_a_page_are_ticked_at_once_and_confirmed(
    browser: Browser, console: Running, kept: Database, cergy: Place
) -> None:
    async with kept.unit_of_work() as uow:
        await place(uow, "44")
        await uow.commit()
    context = await browser.new_context(locale="fr-FR")
    page = await sign_in(context, kept)
    await page.goto(f"{console.url}/actions")
    confirm = page.get_by_role("button", name="Valider les actions cochées")
    await confirm.click()
    await expect(page.get_by_role("alert")).to_have_text("Cochez d’abord une action.")
    every = page.get_by_label("Tout cocher")
    boxes = page.locator('[name="action"]')
    await boxes.first.check()
    assert await every.evaluate("one => one.indeterminate")
    await every.check()
    for box in await boxes.all():
        await expect(box).to_be_checked()
    count = await boxes.count()
    assert count > 1
    await confirm.click()
    await expect(page.get_by_role("status").first).to_have_text(f"{count} actions validées.")
    await context.close()


async def test_fields_of_what_is_unfolded_stay_in_their_place(
    browser: Browser, console: Running, kept: Database, cergy: Place
) -> None:
    context = await browser.new_context(viewport={"width": 1280, "height": 800})
    page = await sign_in(context, kept)
    for path in ("/?departement=95", f"/entreprises/{cergy.company}"):
        await page.goto(f"{console.url}{path}")
        await page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        wide = await page.evaluate(
            """[...document.querySelectorAll("details .fr-input, details .fr-select")]
            .map(one => one.getBoundingClientRect().width
                - one.parentElement.getBoundingClientRect().width)"""
        )
        assert wide, path
        assert max(wide) <= 0.5, path
    await context.close()


async def test_messages_of_before_stay_while_the_person_writes(
    browser: Browser, console: Running, kept: Database
) -> None:
    async with kept.unit_of_work() as uow:
        person = (await arrival(uow, telegram_id=41_000, first_name="Inès")).id
        await uow.commit()

    async def write(first: int, count: int) -> None:
        async with kept.unit_of_work() as uow:
            talk = await uow.session.get_one(Conversation, person)
            for number in range(first, first + count):
                await heard(uow, talk, 90_000 + number, f"message {number}.")
            await uow.commit()

    await write(0, 130)
    context = await browser.new_context(locale="fr-FR")
    newest, before = await sign_in(context, kept), await context.new_page()
    address = f"{console.url}/conversations/{person}"
    await newest.goto(address)
    await before.goto(address)
    await before.get_by_role("link", name="Messages plus anciens").click()
    await before.wait_for_url("**avant=*")
    talk = before.locator(".talk")
    await expect(talk).to_contain_text("message 50.")
    listening = before.wait_for_event("response", lambda answer: "/flux" in answer.url)
    await before.reload()
    await listening
    shown = await talk.inner_text()
    # Once the other page has the second, this one would long have fetched the first.
    for number in (130, 131):
        await write(number, 1)
        await expect(newest.locator(".talk")).to_contain_text(f"message {number}.")
    assert await talk.inner_text() == shown
    await before.get_by_role("link", name="Messages récents").click()
    await expect(talk).to_contain_text("message 131.")
    await context.close()


async def test_without_scripts_one_reads_and_answers(
    browser: Browser, console: Running, kept: Database, cergy: Place
) -> None:
    context = await browser.new_context(locale="fr-FR", java_script_enabled=False)
    page = await sign_in(context, kept)
    await page.goto(f"{console.url}/conversations/{cergy.conversation}")
    take = page.get_by_role("button", name="Prendre la conversation")
    await take.click()
    await page.get_by_label("Votre réponse").fill("Sans script.")
    await page.get_by_role("button", name="Envoyer").click()
    await expect(page.locator(".said--us").last).to_contain_text("Sans script.")
    await page.get_by_role("button", name="Rendre la main au robot").click()
    await expect(page.locator(".talk")).to_contain_text("bonjour du 95")
    await context.close()
