"""Two of the team in two browsers at once: who looks, who writes, who is named."""

import re
import time
from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Browser, BrowserContext, Page, expect

from paqte.database import Database
from tests.conftest import StillClock
from tests.console.browsing import sign_in, some_time_ago
from tests.console.places import Place
from tests.support.chromium import MARKS, assert_accessible
from tests.support.process import Running, running

pytestmark = MARKS
#: Somebody who left is gone some seconds later; who stops writing a little after.
SOON_MS = 5_000
WRITES_MS = 12_000


@pytest.fixture
async def cergy(kept: Database, still_clock: StillClock) -> Place:
    """A baker and a teacher in the Val-d’Oise; the same for the whole module."""
    return await some_time_ago(kept, still_clock)


async def colleague(
    browser: Browser, kept: Database, name: str, **values: str
) -> tuple[BrowserContext, Page]:
    """Somebody of the team with a browser of their own."""
    context = await browser.new_context(locale="fr-FR", bypass_csp=True, reduced_motion="reduce")
    return context, await sign_in(context, kept, name=name, **values)


async def test_who_else_looks_and_writes_is_seen_at_once_and_gone_soon_after(
    browser: Browser, console: Running, kept: Database, cergy: Place
) -> None:
    _, marie = await colleague(browser, kept, "Marie Durand")
    left, ali = await colleague(browser, kept, "Ali Benali")
    address = f"{console.url}/conversations/{cergy.conversation}"
    await marie.goto(address)
    present, said = marie.locator("#present"), marie.locator("#said")
    await expect(present).to_be_hidden()
    await ali.goto(address)
    await expect(ali.locator("#present")).to_have_text("Marie Durand regarde")
    await expect(present).to_have_text("Ali Benali regarde", timeout=SOON_MS)
    await expect(said).to_have_text("Ali Benali regarde")
    await assert_accessible(marie)
    await ali.locator("#note").press_sequentially("Je rappelle")
    await expect(present).to_have_text("Ali Benali écrit une note…", timeout=SOON_MS)
    await expect(said).to_have_text("Ali Benali écrit une note…")
    # He leaves the field: he looks again, which nobody has to hear.
    await ali.locator("#note").blur()
    await expect(present).to_have_text("Ali Benali regarde", timeout=SOON_MS)
    await expect(said).to_have_text("Ali Benali écrit une note…")
    # He stops in the middle of a word, which no browser tells.
    await ali.locator("#note").press_sequentially("…")
    await expect(present).to_have_text("Ali Benali écrit une note…", timeout=SOON_MS)
    await expect(present).to_have_text("Ali Benali regarde", timeout=WRITES_MS)
    await left.close()
    await expect(present).to_be_hidden(timeout=SOON_MS)


async def test_processes_that_share_a_database_show_each_others_people(
    browser: Browser,
    console: Running,
    kept: Database,
    cergy: Place,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("second")
    with running("console", folder, DATABASE_URL=console.database_url) as second:
        _, marie = await colleague(browser, kept, "Marie Diop")
        left, ali = await colleague(browser, kept, "Ali Saïdi")
        await marie.goto(f"{console.url}/conversations/{cergy.teacher}")
        await ali.goto(f"{second.url}/conversations/{cergy.teacher}")
        await expect(marie.locator("#present")).to_have_text("Ali Saïdi regarde", timeout=SOON_MS)
        await ali.locator("#note").press_sequentially("Oui")
        await expect(marie.locator("#present")).to_contain_text("écrit", timeout=SOON_MS)
        await left.close()
        await expect(marie.locator("#present")).to_be_hidden(timeout=SOON_MS)


async def test_without_scripts_one_sees_who_was_there_when_the_page_was_made(
    browser: Browser, console: Running, kept: Database, cergy: Place
) -> None:
    address = f"{console.url}/conversations/{cergy.conversation}"
    _, marie = await colleague(browser, kept, "Marie Petit")
    await marie.goto(address)
    plain = await browser.new_context(locale="fr-FR", java_script_enabled=False)
    ali = await sign_in(plain, kept, name="Ali Simple")
    await ali.goto(address)

    async def looks() -> None:
        await ali.reload()
        await expect(ali.locator("#present")).to_have_text("Marie Petit regarde", timeout=1)

    await expect_soon(looks)
    # A name is just typed.
    await ali.locator("#note").fill("@Marie Petit tu le connais ?")
    await ali.get_by_role("button", name="Garder la note").click()
    await expect(ali.locator(".said--note").last).to_contain_text("@Marie Petit tu le connais ?")


async def expect_soon(does: Callable[[], Awaitable[None]]) -> None:
    """Until it holds, for some seconds."""
    end = time.monotonic() + SOON_MS / 1000
    while True:
        try:
            await does()
        except AssertionError:
            if time.monotonic() > end:
                raise
        else:
            return


async def test_a_name_is_offered_by_keys_and_whoever_is_named_sees_it_at_once(
    browser: Browser, console: Running, kept: Database, cergy: Place
) -> None:
    _, marie = await colleague(browser, kept, "Marie Lefèvre")
    _, ali = await colleague(browser, kept, "Ali Benkacem")
    await colleague(browser, kept, "Élise d’Autre-Part", role="coordinator", departments="44")
    await marie.goto(console.url)
    tab = marie.get_by_role("link", name="Mentions")
    await expect(tab.locator(".count")).to_be_hidden()
    await ali.goto(f"{console.url}/conversations/{cergy.conversation}")
    note, names = ali.locator("#note"), ali.get_by_role("listbox", name="Collègues")
    # Only who may see the conversation.
    await note.press_sequentially("Voir avec @auTRE")
    await expect(names).to_be_hidden()
    await note.fill("")
    await note.press_sequentially("Voir avec @lefe")
    await expect(names).to_be_visible()
    await expect(names.get_by_role("option")).to_have_text(["Marie Lefèvre"])
    await assert_accessible(ali)
    active = await note.get_attribute("aria-activedescendant")
    assert await ali.locator(f"#{active}").get_attribute("aria-selected") == "true"
    await expect(ali.locator("#said")).to_contain_text("Noms proposés\u00a0: 1.")
    await note.press("Escape")
    await expect(names).to_be_hidden()
    await note.press("Backspace")
    await expect(names).to_be_visible()
    await note.press("ArrowDown")
    await note.press("ArrowUp")
    await note.press("Enter")
    await expect(note).to_have_value("Voir avec @Marie Lefèvre ")
    await expect(names).to_be_hidden()
    await note.press_sequentially("demain")
    await note.press("Control+Enter")
    await expect(ali.locator(".said--note").last).to_contain_text("@Marie Lefèvre demain")
    # Marie's list has it without being asked for again.
    row = marie.locator(f"#row-{cergy.conversation}")
    await expect(row).to_contain_text("Une note vous nomme", timeout=SOON_MS)
    await expect(tab.locator(".count")).to_have_text("1")
    await tab.click()
    await expect(marie.locator(".row")).to_have_count(1)
    other = await marie.context.new_page()
    await other.goto(f"{console.url}/?mentions=true")
    await row.locator("a").click()
    await marie.wait_for_url(re.compile("/conversations/"))
    # She has seen it: her other page knows.
    await expect(other.locator('[data-count="mentions"]')).to_be_hidden(timeout=SOON_MS)
    await other.reload()
    await expect(other.locator(".row")).to_have_count(1)
    await expect(other.locator(".row")).not_to_contain_text("Une note vous nomme")


async def test_a_name_that_nobody_has_is_said_beside_the_note_and_nothing_is_lost(
    browser: Browser, console: Running, kept: Database, cergy: Place
) -> None:
    _, ali = await colleague(browser, kept, "Ali Durand")
    await ali.goto(f"{console.url}/conversations/{cergy.conversation}")
    note = ali.locator("#note")
    await note.fill("À voir avec @Zoé, qui sait.")
    await ali.get_by_role("button", name="Garder la note").click()
    await expect(ali.locator("#note-error")).to_contain_text("Personne ne s’appelle «\u00a0Zoé")
    await expect(note).to_have_value("À voir avec @Zoé, qui sait.")
    await assert_accessible(ali)
