"""The learning pages in a real browser: for everybody, by keyboard, without scripts."""

import pytest
from playwright.async_api import Browser, expect

from paqte import clock
from paqte.database import Database
from tests.conftest import StillClock
from tests.console.browsing import shortcut, sign_in
from tests.paqte.learning_factories import Talk, passer_by
from tests.support.chromium import MARKS, assert_accessible
from tests.support.process import Running

pytestmark = MARKS


async def told(kept: Database, still_clock: StillClock, number: int) -> tuple[Talk, int]:
    """Someone whom the bot did not understand; the message’s id. Each test has its own."""
    async with kept.unit_of_work() as uow:
        karim = await passer_by(uow, still_clock, number)
        await karim.hears("/start", None, kind="command", confidence=None)
        await karim.says("Bonjour Karim !", buttons=[{"title": "J’accepte", "payload": "/x"}])
        message = await karim.hears(
            "ici Karim Haddad, on peut prendre deux élèves en janvier au 06 12 34 56 78 ?",
            "nlu_fallback",
            entities=[{"entity": "quantity", "value": "2", "unit": "pupils"}],
        )
        await karim.says("Je n’ai pas compris.")
        await karim.hears("accueillir deux élèves", "offer_internship")
        await uow.commit()
    clock.use(None)
    return karim, message.id


@pytest.mark.parametrize(
    ("width", "scheme", "locale"), [(1280, "light", "fr"), (320, "dark", "en")]
)
async def test_every_page_of_learning_is_for_everybody(
    browser: Browser,
    console: Running,
    kept: Database,
    still_clock: StillClock,
    width: int,
    scheme: str,
    locale: str,
) -> None:
    karim, message_id = await told(kept, still_clock, width)
    context = await browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=True,  # axe is a script that is put into the page
        reduced_motion="reduce",
    )
    page = await sign_in(context, kept, locale=locale)
    message = f"/apprentissage/messages/{message_id}"
    for path in (
        *("/apprentissage", "/apprentissage?raison=denied", "/apprentissage?etat=skipped"),
        *(message, "/apprentissage/conversations"),
        f"/apprentissage/conversations/{karim.conversation.id}",
    ):
        await page.goto(f"{console.url}{path}")
        await assert_accessible(page)
        assert await page.evaluate("document.documentElement.scrollWidth") <= width, path
    # With everything wrong at once, and with all lines there can be.
    await page.goto(f"{console.url}{message}")
    await page.locator("#passage-0").fill("ailleurs")
    await page.locator("#entity-0").select_option("place")
    async with page.expect_navigation():
        await page.locator("button[value=garder]").click()
    await expect(page.locator("#entity-0-error")).to_be_visible()
    await assert_accessible(page)
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
    await page.locator("summary").click()
    await assert_accessible(page)
    await context.close()


async def test_a_message_is_reviewed_by_the_keyboard_alone(
    browser: Browser, console: Running, kept: Database, still_clock: StillClock
) -> None:
    _, message_id = await told(kept, still_clock, 51)
    context = await browser.new_context(locale="fr-FR")
    page = await sign_in(context, kept)
    await page.goto(f"{console.url}/apprentissage")
    await shortcut(page, "j")
    await shortcut(page, "o")
    await page.wait_for_url(f"**/apprentissage/messages/{message_id}")
    await page.locator("#intent").focus()
    await page.keyboard.type("propose")
    await page.keyboard.press("Tab")
    for label in ("#text", "#locale", "#passage-0"):
        await expect(page.locator(label)).to_be_focused()
        await page.keyboard.press("Tab")
    await page.keyboard.press("Shift+Tab")
    await page.keyboard.type("deux élèves")
    await page.keyboard.press("Tab")
    await page.keyboard.type("nombre")
    await page.keyboard.press("Tab")
    await page.keyboard.type("2 pupils")
    await page.locator("#read").focus()
    await page.keyboard.press("Space")
    await page.locator("#text").focus()
    async with page.expect_navigation():
        await page.keyboard.press("Control+Enter")
    await page.goto(f"{console.url}/apprentissage?etat=kept")
    await expect(page.locator(".rows")).to_contain_text("propose des places de stage")
    await page.goto(f"{console.url}/apprentissage/messages/{message_id}")
    await expect(page.locator("#value-0")).to_have_value("2 pupils")
    await shortcut(page, "u")
    # Back where one came from: those that are kept.
    await page.wait_for_url(f"{console.url}/apprentissage?etat=kept")
    await context.close()


async def test_without_scripts_one_reviews_and_takes_files(
    browser: Browser, console: Running, kept: Database, still_clock: StillClock
) -> None:
    karim, message_id = await told(kept, still_clock, 52)
    context = await browser.new_context(locale="fr-FR", java_script_enabled=False)
    page = await sign_in(context, kept)
    await page.goto(f"{console.url}/apprentissage/messages/{message_id}")
    await page.get_by_label("La personne…").select_option("offer_internship")
    async with page.expect_navigation():
        await page.get_by_role("button", name="Ajouter une ligne").click()
    await expect(page.get_by_label("La personne…")).to_have_value("offer_internship")
    await page.get_by_text("J’ai relu").click()
    async with page.expect_navigation():
        await page.get_by_role("button", name="Garder l’exemple").click()
    await page.goto(f"{console.url}/apprentissage")
    async with page.expect_download() as examples:
        await page.get_by_role("button", name="Télécharger").click()
    assert (await examples.value).suggested_filename.startswith("paqte-exemples-fr-")
    await page.goto(f"{console.url}/apprentissage/conversations/{karim.conversation.id}")
    await expect(page.locator("pre")).to_contain_text('user: "/start"')
    async with page.expect_download() as test:
        await page.get_by_role("link", name="Télécharger le test").click()
    assert (await test.value).suggested_filename.endswith(".yml")
    await context.close()
