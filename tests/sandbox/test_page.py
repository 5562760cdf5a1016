"""The chat page, in a real browser."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.support.chromium import MARKS, assert_accessible

from .conftest import Sandbox

pytestmark = MARKS


@pytest.fixture
async def page(sandbox: Sandbox, browser: Browser) -> AsyncIterator[Page]:
    """The page in a window of a desktop; any error in its console fails the test.

    Motion is reduced, as a person may ask: what fades in has its full contrast at once, however
    slow the machine that looks at it.
    """
    page = await browser.new_page(
        viewport={"width": 1280, "height": 860}, locale="fr-FR", reduced_motion="reduce"
    )
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda line: line.type == "error" and problems.append(line.text))
    await page.goto(sandbox.url)
    yield page
    await page.close()
    assert problems == []


async def chatting(page: Page, sandbox: Sandbox) -> int:
    """Press « Démarrer » and return the id of the person."""
    await page.get_by_role("button", name="Démarrer").click()
    await expect(page.locator(".message.mine")).to_contain_text("/start")
    (update,) = await sandbox.bot.updates(timeout=20)
    await sandbox.bot("getUpdates", offset=update["update_id"] + 1)
    person: int = update["message"]["from"]["id"]
    return person


async def test_a_first_visit_offers_to_start_and_is_accessible(page: Page) -> None:
    await expect(page.get_by_role("button", name="Démarrer")).to_be_visible()
    await expect(page.get_by_role("heading", name="Bac à sable")).to_be_visible()
    await assert_accessible(page)


async def test_buttons_are_tapped_and_the_message_changes_in_place(
    page: Page, sandbox: Sandbox
) -> None:
    chat_id = await chatting(page, sandbox)
    keyboard = {"inline_keyboard": [[{"text": "Oui", "callback_data": "oui"}]]}
    asked = await sandbox.bot(
        "sendMessage", chat_id=chat_id, text="<b>Sûr</b> ?", parse_mode="HTML",
        reply_markup=keyboard,
    )  # fmt: skip
    await expect(page.locator(".theirs strong")).to_have_text("Sûr")
    await page.get_by_role("button", name="Oui").click()
    (update,) = await sandbox.bot.updates(timeout=20)
    query = update["callback_query"]
    assert query["data"] == "oui"
    await sandbox.bot("answerCallbackQuery", callback_query_id=query["id"], text="C’est noté")
    await expect(page.locator(".toast")).to_have_text("C’est noté")
    await sandbox.bot(
        "editMessageText", chat_id=chat_id, message_id=asked["message_id"], text="Merci"
    )
    await expect(page.locator(".theirs .text")).to_have_text("Merci")
    await expect(page.locator(".theirs .meta")).to_contain_text("modifié")
    await expect(page.get_by_role("button", name="Oui")).to_have_count(0)
    await assert_accessible(page)


async def test_a_number_is_shared_only_after_a_yes(page: Page, sandbox: Sandbox) -> None:
    chat_id = await chatting(page, sandbox)
    button = {"text": "Partager mon numéro", "request_contact": True}
    await sandbox.bot(
        "sendMessage", chat_id=chat_id, text="Votre numéro ?",
        reply_markup={"keyboard": [[button, {"text": "Passer"}]]},
    )  # fmt: skip
    await page.get_by_role("button", name="Partager mon numéro").click()
    await expect(page.get_by_role("dialog")).to_contain_text("Partager votre numéro")
    await assert_accessible(page)
    await page.get_by_role("button", name="Pas maintenant").click()
    assert await sandbox.bot.updates() == []
    await page.get_by_role("button", name="Partager mon numéro").click()
    await page.get_by_role("button", name="Partager", exact=True).click()
    (update,) = await sandbox.bot.updates(timeout=20)
    assert update["message"]["contact"]["user_id"] == chat_id
    await sandbox.bot(
        "sendMessage", chat_id=chat_id, text="Merci", reply_markup={"remove_keyboard": True}
    )
    await expect(page.get_by_role("button", name="Passer")).to_have_count(0)


async def test_files_are_sent_shown_and_downloaded(
    page: Page, sandbox: Sandbox, tmp_path: Path
) -> None:
    chat_id = await chatting(page, sandbox)
    paper = tmp_path / "liste.csv"
    paper.write_text("a;b\n")
    await page.locator("input[type=file]").set_input_files(paper)
    (update,) = await sandbox.bot.updates(timeout=20)
    assert update["message"]["document"]["file_name"] == "liste.csv"
    files = {"document": ("mes-données.json", b'{"tout": 1}')}
    await sandbox.bot("sendDocument", chat_id=str(chat_id), caption="Voilà", files=files)
    async with page.expect_download() as downloading:
        await page.get_by_role("link", name="Télécharger mes-données.json").click()
    download = await downloading.value
    kept = tmp_path / "kept.json"
    await download.save_as(kept)
    assert kept.read_bytes() == b'{"tout": 1}'


async def test_a_message_is_edited_and_a_link_opens_the_bot(page: Page, sandbox: Sandbox) -> None:
    await chatting(page, sandbox)
    field = page.get_by_role("textbox", name="Écrivez un message")
    await field.fill("Boulangerie Durant <b>")
    await field.press("Enter")
    mine = page.locator(".message.mine").last
    await expect(mine.locator(".text")).to_have_text("Boulangerie Durant <b>")
    await mine.hover()
    await mine.get_by_role("button", name="Modifier ce message").click()
    await field.fill("Boulangerie Durand")
    await field.press("Enter")
    await expect(mine.locator(".text")).to_have_text("Boulangerie Durand")
    await page.get_by_role("button", name="Options").click()
    await page.get_by_role("menuitem", name="Ouvrir avec un lien").click()
    await page.get_by_label("Lien ou code").fill("https://t.me/paqte_bot?start=entreprise")
    await page.get_by_role("button", name="Ouvrir", exact=True).click()
    await expect(page.locator(".message.mine").last).to_contain_text("/start entreprise")
    kinds = [sorted(update)[0] for update in await sandbox.bot.updates()]
    assert kinds == ["message", "edited_message", "message"]


async def test_two_people_stand_side_by_side_in_two_languages(page: Page, sandbox: Sandbox) -> None:
    await page.get_by_role("button", name="Ajouter une personne").click()
    await page.get_by_label("Prénom").fill("Lucy")
    await page.get_by_label("Langue", exact=True).select_option("en")
    await page.get_by_role("button", name="Ajouter", exact=True).click()
    await expect(page.locator(".phone")).to_have_count(2)
    await page.get_by_role("button", name="English").click()
    phone = page.get_by_role("region", name="Phone of Lucy")
    await phone.get_by_role("button", name="Start").click()
    (update,) = await sandbox.bot.updates(timeout=20)
    assert update["message"]["from"]["language_code"] == "en"
    await assert_accessible(page)
    await page.reload()
    await expect(page.locator(".phone")).to_have_count(2)
    await expect(phone.locator(".message.mine")).to_contain_text("/start")


async def test_the_bot_is_blocked_and_unblocked(page: Page, sandbox: Sandbox) -> None:
    chat_id = await chatting(page, sandbox)
    await page.get_by_role("button", name="Options").click()
    await page.get_by_role("menuitem", name="Bloquer le robot").click()
    await expect(page.get_by_text("Vous avez bloqué ce robot.")).to_be_visible()
    refused = await sandbox.bot.refusal("sendMessage", chat_id=chat_id, text="?")
    assert refused["error_code"] == 403
    await page.get_by_role("button", name="Débloquer le robot").click()
    await expect(page.get_by_role("textbox", name="Écrivez un message")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_small_screen_is_one_phone_without_sideways_scroll(
    sandbox: Sandbox, browser: Browser, scheme: str
) -> None:
    page = await browser.new_page(
        viewport={"width": 360, "height": 700}, color_scheme="dark" if scheme == "dark" else "light"
    )
    await page.goto(sandbox.url)
    chat_id = await chatting(page, sandbox)
    keyboard = {"inline_keyboard": [[{"text": "Un long bouton " * 4, "callback_data": "x"}]]}
    await sandbox.bot(
        "sendMessage", chat_id=chat_id, text="Un texte long " * 30, reply_markup=keyboard
    )
    await expect(page.locator(".inline button")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360
    await assert_accessible(page)
    await page.close()
