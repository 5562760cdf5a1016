"""Two people of one company: one sends a link, the other accepts it, each sees what both did."""

import re

import httpx
import pytest
from sqlalchemy import text

from paqte.database import Database
from tests.dialogue.people import JOINING, new_person
from tests.dialogue.script import plain
from tests.support.chat import PATIENCE_S
from tests.support.stack import Stack

WORDS = {
    "fr": {
        "invite": "/inviter",
        "invited": "On vous invite à agir pour Le Fournil de Cergy",
        "accept": "J’accepte",
        "welcome": "Vous agissez maintenant pour Le Fournil de Cergy.",
        "told": "Karim a accepté votre invitation",
        "did": "on a fait une visite d’entreprise avec une classe hier",
        "counted": "1 intervention",
        "progress": "où j’en suis ?",
    },
    "en": {
        "invite": "/invite",
        "invited": "You are invited to act for Le Fournil de Cergy",
        "accept": "I agree",
        "welcome": "You now act for Le Fournil de Cergy.",
        "told": "Karim has accepted your invitation",
        "did": "we did one company visit with a class yesterday",
        "counted": "1 session",
        "progress": "where do I stand?",
    },
}


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_a_colleague_is_invited_by_a_link_and_both_declare(
    stack: Stack, kept: Database, language: str
) -> None:
    words = WORDS[language]
    async with httpx.AsyncClient(timeout=PATIENCE_S) as http:
        samira = new_person(stack, http, kept)
        await samira.arrive("Samira", language)
        for line in JOINING[language]:
            await samira.say(line)
        (said, *_) = await samira.say(words["invite"])
        link = re.search(r"https://t\.me/\S+\?start=(i_[\w-]+)", said.text)
        assert link, said.text

        karim = new_person(stack, http, kept)
        await karim.arrive("Karim", language)
        (asked, *_) = await karim.say(f"/start {link[1]}")
        assert words["invited"] in plain(asked.text)
        await karim.tap(words["accept"])
        await karim.wait_for_reply(words["welcome"])
        await samira.wait_for_reply(words["told"])

        (recap, *_) = await karim.say(words["did"])
        assert words["counted"] in plain(recap.text)
        await karim.say("oui" if language == "fr" else "yes")
        stands = await samira.say(words["progress"])
        assert any(words["counted"] in plain(entry.text) for entry in stands)

        zoe = new_person(stack, http, kept)
        await zoe.arrive("Zoé", language)
        (gone, *_) = await zoe.say(f"/start {link[1]}")
        assert words["invited"] not in plain(gone.text)
    async with kept.reading() as uow:
        count = await uow.session.scalar(text("SELECT count(DISTINCT contact_id) FROM memberships"))
    assert count == 2
