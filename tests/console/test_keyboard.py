"""Keys do what the help says, once, and not for who wants none of one key."""

import asyncio

import pytest
from playwright.async_api import Browser, Route, expect

from paqte.database import Database
from tests.conftest import StillClock
from tests.console.browsing import shortcut, sign_in, some_time_ago
from tests.console.places import Place
from tests.support.chromium import MARKS, assert_accessible
from tests.support.process import Running

pytestmark = MARKS


@pytest.fixture
async def cergy(kept: Database, still_clock: StillClock) -> Place:
    """A baker and a teacher in the Val-d’Oise, who came some time ago."""
    return await some_time_ago(kept, still_clock)


async def test_shortcuts_of_one_key_are_switched_off_in_ones_account(
    browser: Browser, console: Running, kept: Database, cergy: Place
) -> None:
    context = await browser.new_context(locale="fr-FR", bypass_csp=True)
    page = await sign_in(context, kept)
    address = f"{console.url}/conversations/{cergy.conversation}"
    await page.goto(address)
    await shortcut(page, "?")
    # The help says where.
    keys = page.get_by_role("dialog")
    await expect(keys).to_contain_text("Les raccourcis à une touche se désactivent ici")
    await expect(keys.get_by_role("button", name="Fermer")).to_be_focused()
    await keys.get_by_role("link", name="Mon compte").click()
    await page.get_by_label("Raccourcis à une touche").select_option("Désactivés")
    await assert_accessible(page)
    await page.get_by_role("button", name="Enregistrer").click()
    await expect(page.get_by_label("Raccourcis à une touche")).to_have_value("non")
    await page.goto(address)
    for key in ("u", "t", "n", "/", "?"):
        await shortcut(page, key)
    assert page.url == address
    await expect(page.get_by_role("dialog")).to_be_hidden()
    assert await page.evaluate("document.activeElement === document.body")
    # What takes two keys stays, and the help is a button.
    await page.get_by_role("button", name="Raccourcis du clavier").click()
    await expect(keys).to_contain_text("Vous avez désactivé les raccourcis à une touche.")
    await keys.get_by_role("button", name="Fermer").click()
    await page.locator("#note").fill("Deux touches.")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator(".said--note").last).to_contain_text("Deux touches.")
    # And on again.
    await page.goto(f"{console.url}/mon-compte")
    await page.get_by_label("Raccourcis à une touche").select_option("Activés")
    await page.get_by_role("button", name="Enregistrer").click()
    await page.goto(address)
    await shortcut(page, "n")
    await expect(page.locator("#note")).to_be_focused()
    await context.close()


async def test_a_key_that_is_held_asks_once(
    browser: Browser, console: Running, kept: Database, cergy: Place
) -> None:
    context = await browser.new_context(locale="fr-FR")
    page = await sign_in(context, kept)
    await page.goto(f"{console.url}/conversations/{cergy.conversation}")
    await page.locator("[data-keys]:not([hidden])").wait_for(state="attached")
    await page.evaluate(
        """() => {
          window.sent = 0;
          document.addEventListener("submit", (event) => {
            event.preventDefault();
            window.sent++;
          });
        }"""
    )
    for _ in range(4):  # the second time and after it is held
        await page.keyboard.down("t")
    await page.keyboard.up("t")
    assert await page.evaluate("window.sent") == 1
    await page.locator("#note").fill("Une fois.")
    await page.keyboard.down("Control")
    for _ in range(4):
        await page.keyboard.down("Enter")
    await page.keyboard.up("Enter")
    assert await page.evaluate("window.sent") == 2
    await context.close()


async def test_who_clicks_twice_has_asked_once(
    browser: Browser, console: Running, kept: Database, still_clock: StillClock
) -> None:
    await some_time_ago(kept, still_clock)
    context = await browser.new_context(locale="fr-FR")
    page = await sign_in(context, kept)
    await page.goto(f"{console.url}/comptes")
    await page.locator("[data-keys]:not([hidden])").wait_for(state="attached")
    invite = page.get_by_role("region", name="Inviter quelqu’un")
    await invite.get_by_label("Prénom et nom").fill("Inès Roux")
    await invite.get_by_label("Adresse électronique").fill("ines.roux@gouv.example")
    await invite.get_by_label("Départements suivis").fill("95")

    async def slowly(route: Route) -> None:
        if route.request.method != "POST":
            return await route.continue_()
        answer = await route.fetch()
        await asyncio.sleep(1.5)
        return await route.fulfill(response=answer)

    await page.route("**/comptes", slowly)
    # The link is shown once: the answer to a second click would take its place.
    await page.evaluate(
        """() => {
          const button = document.querySelector('form[action="/comptes"] button');
          button.click();
          setTimeout(() => button.click(), 700);
        }"""
    )
    await expect(page.get_by_role("heading", name="Le lien est prêt")).to_be_visible()
    await context.close()


async def test_a_file_is_given_again_where_the_form_is_filled_in_otherwise(
    browser: Browser, console: Running, kept: Database, still_clock: StillClock
) -> None:
    await some_time_ago(kept, still_clock)
    context = await browser.new_context(locale="fr-FR")
    page = await sign_in(context, kept)
    await page.goto(f"{console.url}/apprentissage")
    await page.locator("[data-keys]:not([hidden])").wait_for(state="attached")
    for language in ("Français", "English"):
        await page.get_by_label("Langue des exemples").select_option(language)
        async with page.expect_download():
            await page.get_by_role("button", name="Télécharger").click()
    await context.close()


async def test_what_is_being_written_outlives_the_other_forms_until_it_is_sent(
    browser: Browser, console: Running, kept: Database, cergy: Place
) -> None:
    context = await browser.new_context(locale="fr-FR")
    page = await sign_in(context, kept)
    address = f"{console.url}/conversations/{cergy.conversation}"
    await page.goto(address)
    await page.get_by_role("button", name="Prendre la conversation").click()
    ready = page.locator("[data-keys]:not([hidden])")
    await ready.wait_for(state="attached")
    await page.locator("#reply").fill("Bonjour, pour la semaine du 11 janvier")
    await page.get_by_label("Nouvelle étiquette").fill("à rappeler")
    await page.get_by_role("button", name="Ajouter").click()
    await page.get_by_role("button", name="Retirer à rappeler").wait_for()
    await expect(page.locator("#reply")).to_have_value("Bonjour, pour la semaine du 11 janvier")
    await page.locator("#note").fill("Une note.")
    await page.goto(f"{console.url}/entreprises")
    # Another conversation has its own.
    await page.goto(f"{console.url}/conversations/{cergy.teacher}")
    await ready.wait_for(state="attached")
    await expect(page.locator("#note")).to_have_value("")
    await page.goto(address)
    await expect(page.locator("#note")).to_have_value("Une note.")
    await page.get_by_role("button", name="Envoyer").click()
    await expect(page.locator(".said--us").last).to_contain_text("la semaine du 11 janvier")
    await expect(page.locator("#note")).to_have_value("Une note.")
    await expect(page.locator("#reply")).to_have_value("")
    # On a computer that is lent nothing stays.
    await page.get_by_role("button", name="Se déconnecter").click()
    await page.wait_for_url("**/connexion*")
    assert await page.evaluate("sessionStorage.length") == 0
    await context.close()
