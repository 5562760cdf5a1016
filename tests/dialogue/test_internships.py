"""A company, a teacher and an association at once: places offered, found, asked for, answered."""

import httpx
import pytest
from sqlalchemy import text

from paqte.database import Database
from tests.dialogue.people import new_person
from tests.dialogue.places import EN, FR, Words, asks, cancels, offers, registers, said
from tests.support.chat import PATIENCE_S
from tests.support.stack import Stack


@pytest.mark.parametrize(("language", "words"), [("fr", FR), ("en", EN)], ids=["fr", "en"])
async def test_places_are_offered_found_asked_for_and_granted(
    stack: Stack, kept: Database, language: str, words: Words
) -> None:
    async with httpx.AsyncClient(timeout=PATIENCE_S) as http:
        samira, karim = new_person(stack, http, kept), new_person(stack, http, kept)
        await offers(samira, words, language)

        await karim.arrive("Karim", language)
        assert words.found in said(await karim.say(words.search))
        await registers(karim, words)

        assert words.found in said(await karim.press(words.look))
        assert words.sent in said(await asks(karim, words))

        asked = await samira.wait_for_reply(words.told.split(" 2 ")[0])
        assert words.told in said(asked)
        await samira.press(words.some)
        assert words.given in said(await samira.press("1"))
        granted = await karim.wait_for_reply()
        assert words.thanks_teacher in said(granted)

        await karim.press(words.ask_question)
        assert words.relayed in said(await karim.say(words.question))
        await karim.press(words.send_without)
        assert words.relayed in said(await samira.wait_for_reply(words.relayed[:12]))

        assert words.partly in said(await karim.say(words.status))
        await cancels(karim, words)
        assert words.company_told in said(await samira.wait_for_reply(words.company_told[:10]))
    async with kept.reading() as uow:
        rows = list(
            await uow.session.execute(
                text("SELECT status, seats, accepted_seats, decline_reason FROM seat_requests")
            )
        )
        taken = await uow.session.scalar(text("SELECT sum(taken) FROM offer_weeks"))
        schools = list(await uow.session.execute(text("SELECT uai, rep_kind FROM organisations")))
    assert rows == [("cancelled", 2, 0, None)]
    assert taken == 0
    assert schools == [("0951617S", "rep")]
