"""The whole program: a person on Telegram, two of the team at their browsers, the bot between."""

import asyncio
import itertools
import subprocess
import sys
from collections.abc import AsyncIterator

import httpx
import pyotp
import pytest
from playwright.async_api import Browser, Page, expect

from tests.support.chat import ChatClient
from tests.support.chromium import MARKS
from tests.support.stack import Stack

pytestmark = MARKS
PASSWORD = "une phrase assez longue"
_ids = itertools.count(881_000)


@pytest.fixture
async def karim(stack: Stack) -> AsyncIterator[ChatClient]:
    """Someone who writes to the bot."""
    async with httpx.AsyncClient() as http:
        person = ChatClient(stack.sandbox_url, next(_ids), http)
        await person.arrive("Karim")
        yield person


async def colleague(browser: Browser, stack: Stack, name: str) -> Page:
    """A page of someone who was invited on the command line, and opened their account."""
    email = f"{name.lower()}{next(_ids)}@gouv.example"
    inviting = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "paqte", "invite-account", email, "--name", name),
        cwd=stack.folder,
        env=stack.env | {"CONSOLE_URL": stack.console_url},
        stdout=subprocess.PIPE,
    )
    link, _ = await inviting.communicate()
    context = await browser.new_context(locale="fr-FR")
    page = await context.new_page()
    await page.goto(link.decode().strip())
    secret = await page.locator(".secret").inner_text()
    await page.get_by_label("Mot de passe").fill(PASSWORD)
    await page.get_by_label("Le même, encore une fois").fill(PASSWORD)
    await page.get_by_label("Le code que donne l’application").fill(pyotp.TOTP(secret).now())
    await page.get_by_role("button", name="Ouvrir mon compte").click()
    await expect(page.get_by_role("heading", name="Conversations")).to_be_visible()
    return page


async def open_talk(page: Page, stack: Stack) -> None:
    """The conversation of who waits for a person."""
    await page.goto(f"{stack.console_url}/?etat=requested")
    await page.locator(".row a", has_text="Karim").first.click()
    await expect(page.get_by_role("heading", name="Karim")).to_be_visible()


async def test_asked_for_taken_by_one_answered_and_given_back(
    stack: Stack, browser: Browser, karim: ChatClient
) -> None:
    claire, ali = [await colleague(browser, stack, name) for name in ("Claire", "Ali")]
    await karim.say("/start")
    await karim.say("je voudrais parler à quelqu’un")
    await expect(claire.locator("#list")).to_contain_text("Demande une personne", timeout=3000)
    for page in (claire, ali):
        await open_talk(page, stack)
    # Both click at once: one has it, the other is told who.
    take = [page.get_by_role("button", name="Prendre la conversation") for page in (claire, ali)]
    await asyncio.gather(*(button.click() for button in take))
    for page in (claire, ali):
        await expect(page.locator('#reply, [role="alert"]')).to_be_visible()
    composers = [await page.locator("#reply").count() for page in (claire, ali)]
    assert sorted(composers) == [0, 1]
    holder, other = (claire, ali) if composers[0] else (ali, claire)
    name = "Claire" if holder is claire else "Ali"
    await expect(other.get_by_role("alert")).to_contain_text(f"{name} a déjà pris")
    await karim.wait_for_reply("une personne de l’équipe")
    # What the person writes is on the page at once, and the bot says nothing.
    await karim.send("c’est quoi un QPV ?")
    await expect(holder.locator(".said--them").last).to_contain_text("QPV", timeout=3000)
    await holder.get_by_label("Votre réponse").fill("Un quartier que l’État aide. <Claire>")
    await holder.get_by_role("button", name="Envoyer").click()
    (answer,) = await karim.wait_for_reply()
    assert answer.text == "Un quartier que l’État aide. <Claire>"
    # The engine may come and go: whoever holds the conversation still does.
    stack.kill("engine")
    await karim.send("merci, et les aides ?")
    await expect(holder.locator(".said--them").last).to_contain_text("aides", timeout=3000)
    stack.restart("engine")
    stack.wait_ready("engine")
    await karim.send("vous êtes là ?")
    await expect(holder.locator(".said--them").last).to_contain_text("vous êtes là", timeout=3000)
    await holder.get_by_label("Votre réponse").fill("Oui, je regarde.")
    await holder.get_by_role("button", name="Envoyer").click()
    said = await karim.wait_for_reply("je regarde")
    assert [entry.text for entry in said] == ["Oui, je regarde."]
    # Given back: the bot answers the next message.
    await holder.get_by_role("button", name="Rendre la main au robot").click()
    await karim.wait_for_reply("rend la main au robot")
    heard = await karim.say("c’est quoi un QPV ?")
    assert "quartier prioritaire" in heard[0].text
    for page in (claire, ali):
        await page.context.close()
