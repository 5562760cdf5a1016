"""What becomes of a request: it waits in line, it is declined, two colleagues answer it at once."""

import asyncio
import re
from dataclasses import dataclass, replace

import httpx
import pytest
from sqlalchemy import text

from paqte.database import Database
from tests.dialogue.people import new_person
from tests.dialogue.places import (
    EN,
    FR,
    Words,
    asks,
    cancels,
    hears,
    offers,
    press_containing,
    registers,
    said,
)
from tests.support.chat import PATIENCE_S, ChatClient, Entry
from tests.support.stack import Stack


@dataclass(frozen=True)
class Answers:
    """What is said of answers in one language."""

    kind: str
    yes: str
    project: str
    all: str
    granted: str
    in_line: str
    waits: str
    kept_for_you: str
    charity_asks: str
    kept_for_them: str
    none_left: str
    given: str
    decline: str
    why: str
    back: str
    choose: str
    no_time: str
    telling: str
    declined: str
    others: str
    was_declined: str
    invite: str
    welcome: str
    samira_answered: str
    nadia_answered: str
    samira_was_first: str
    nadia_was_first: str
    you_granted: str


ANSWERS = {
    "fr": Answers(
        kind="une association",
        yes="oui",
        project="chargée de projet",
        all="Accorder les 2",
        granted="Le Fournil de Cergy vous accorde 2 places",
        in_line="sur sa liste d’attente, à la place 1",
        waits="2 places, sur liste d’attente",
        kept_for_you="Elles sont gardées pour vous",
        charity_asks="Les Passeurs vous demande 2 places",
        kept_for_them="elles sont gardées pour cette demande",
        none_left="Aucune place ouverte",
        given="2 places pour Les Passeurs",
        decline="Refuser",
        why="Elle sera lue par Collège Gérard Philipe",
        back="Retour",
        choose="Répondez par un bouton",
        no_time="Pas le temps d’encadrer",
        telling="Je préviens Collège Gérard Philipe que ce n’est pas possible",
        declined="ne peut pas accueillir vos élèves, du 11 au 15 janvier 2027 "
        "(pas le temps d’encadrer)",
        others="Voir d’autres offres",
        was_declined="2 places, refus",
        invite="/inviter",
        welcome="Vous agissez maintenant pour Le Fournil de Cergy.",
        samira_answered="Samira Benali a répondu : 2 places accordées (Collège Gérard Philipe)",
        nadia_answered="Nadia a répondu : demande refusée (Collège Gérard Philipe)",
        samira_was_first="Samira Benali a déjà répondu : 2 places accordées",
        nadia_was_first="Nadia a déjà répondu : demande refusée",
        you_granted="2 places pour Collège Gérard Philipe",
    ),
    "en": Answers(
        kind="an association",
        yes="yes",
        project="project officer",
        all="Grant all 2",
        granted="Le Fournil de Cergy grants you 2 places",
        in_line="on its waiting list, in place 1",
        waits="2 places, on the waiting list",
        kept_for_you="They are kept for you",
        charity_asks="Les Passeurs asks you for 2 places",
        kept_for_them="they are kept for this request",
        none_left="No open place for now",
        given="2 places for Les Passeurs",
        decline="Decline",
        why="Collège Gérard Philipe will read it",
        back="Back",
        choose="Answer with a button",
        no_time="No time to look after them",
        telling="I am telling Collège Gérard Philipe that it is not possible",
        declined="cannot host your pupils, 11 to 15 January 2027 (no time to look after them)",
        others="See other offers",
        was_declined="2 places, declined",
        invite="/invite",
        welcome="You now act for Le Fournil de Cergy.",
        samira_answered="Samira Benali has answered: 2 places granted (Collège Gérard Philipe)",
        nadia_answered="Nadia has answered: request declined (Collège Gérard Philipe)",
        samira_was_first="Samira Benali has answered already: 2 places granted",
        nadia_was_first="Nadia has answered already: request declined",
        you_granted="2 places for Collège Gérard Philipe",
    ),
}
BOTH = pytest.mark.parametrize(("language", "words"), [("fr", FR), ("en", EN)], ids=["fr", "en"])


async def teacher_finds(karim: ChatClient, words: Words, language: str) -> None:
    """A teacher registers, and has the places before him."""
    await karim.arrive("Karim", language)
    await karim.say(words.search)
    await registers(karim, words)
    assert words.found in said(await karim.press(words.look))


async def charity_finds(leila: ChatClient, words: Words, language: str) -> None:
    """An association registers, and has the places before it."""
    answers = ANSWERS[language]
    await leila.arrive("Leïla", language)
    await leila.say(words.search)
    await leila.press(words.register)
    await leila.press(words.agree)
    for line in (answers.kind, "Les Passeurs", "W931234567", "Cergy", answers.yes):
        await leila.say(line)
    for line in ("Leïla Amrani", answers.project, "leila@les-passeurs.fr"):
        await leila.say(line)
    assert words.unverified in said(await leila.say(words.send))
    assert words.found in said(await leila.press(words.look))


async def colleague_joins(
    samira: ChatClient, nadia: ChatClient, words: Words, language: str
) -> None:
    """A second person of the company, by a link."""
    link = re.search(r"start=(i_[\w-]+)", said(await samira.say(ANSWERS[language].invite)))
    assert link
    await nadia.arrive("Nadia", language)
    await nadia.say(f"/start {link[1]}")
    await hears(nadia, ANSWERS[language].welcome, await nadia.press(words.agree))
    await samira.wait_for_reply("Nadia")


async def requests_of(kept: Database) -> list[tuple[object, ...]]:
    """How each request stands, in the order in which they were made, and the places taken."""
    async with kept.reading() as uow:
        rows = await uow.session.execute(
            text(
                "SELECT status, seats, accepted_seats, decline_reason, "
                "(SELECT sum(taken) FROM offer_weeks) FROM seat_requests ORDER BY created_at"
            )
        )
        return [tuple(row) for row in rows]


@BOTH
async def test_a_place_given_back_is_kept_for_who_waits_and_the_company_is_asked(
    stack: Stack, kept: Database, language: str, words: Words
) -> None:
    answers = ANSWERS[language]
    async with httpx.AsyncClient(timeout=PATIENCE_S) as http:
        samira, karim, leila = (new_person(stack, http, kept) for _ in range(3))
        await offers(samira, words, language)
        await teacher_finds(karim, words, language)
        await charity_finds(leila, words, language)

        assert words.sent in said(await asks(karim, words))
        await hears(samira, words.told)
        await samira.press(answers.all)
        await hears(karim, answers.granted)

        assert answers.in_line in said(await asks(leila, words))
        assert answers.waits in said(await leila.say(words.status))

        await cancels(karim, words)
        await hears(leila, answers.kept_for_you)
        await hears(samira, answers.kept_for_them)
        told = _told_in_order(await samira.transcript(), words, answers)
        assert told == [words.told, words.company_told, answers.charity_asks]

        # Kept: nobody else finds it.
        assert answers.none_left in said(await karim.press(words.look))
        assert answers.given in said(await samira.press(answers.all))
        await hears(leila, answers.granted)
    assert await requests_of(kept) == [("cancelled", 2, 0, None, 2), ("accepted", 2, 2, None, 2)]


@BOTH
async def test_a_request_is_declined_with_a_reason_that_is_read(
    stack: Stack, kept: Database, language: str, words: Words
) -> None:
    answers = ANSWERS[language]
    async with httpx.AsyncClient(timeout=PATIENCE_S) as http:
        samira, karim = new_person(stack, http, kept), new_person(stack, http, kept)
        await offers(samira, words, language)
        await teacher_finds(karim, words, language)
        await asks(karim, words)
        await hears(samira, words.told)

        assert answers.why in said(await samira.press(answers.decline))
        assert answers.choose in said(await samira.press(answers.back))
        assert answers.why in said(await samira.press(answers.decline))
        assert answers.telling in said(await samira.press(answers.no_time))

        await hears(karim, answers.declined)
        assert words.found in said(await karim.press(answers.others))
        assert answers.was_declined in said(await karim.say(words.status))
    assert await requests_of(kept) == [("declined", 2, 0, "no_time", 0)]


@BOTH
async def test_two_colleagues_who_answer_at_once_are_one_answer_and_both_know_it(
    stack: Stack, kept: Database, language: str, words: Words
) -> None:
    answers = ANSWERS[language]
    async with httpx.AsyncClient(timeout=PATIENCE_S) as http:
        samira, nadia, karim = (new_person(stack, http, kept) for _ in range(3))
        await offers(samira, words, language)
        await colleague_joins(samira, nadia, words, language)
        await teacher_finds(karim, words, language)
        await asks(karim, words)
        await hears(samira, words.told)
        await hears(nadia, words.told)

        await nadia.press(answers.decline)
        grants, refuses = await asyncio.gather(
            samira.press(answers.all), nadia.press(answers.no_time)
        )
        (request,) = await requests_of(kept)
        if request[0] == "accepted":
            await hears(samira, answers.you_granted, grants)
            heard = await hears(nadia, answers.samira_was_first, refuses)
            await hears(nadia, answers.samira_answered, heard)
            await hears(karim, answers.granted)
        else:
            await hears(nadia, answers.telling, refuses)
            heard = await hears(samira, answers.nadia_was_first, grants)
            await hears(samira, answers.nadia_answered, heard)
            await hears(karim, answers.declined)
        wrong = {"accepted": answers.declined, "declined": answers.granted}[str(request[0])]
        assert wrong not in said(await karim.transcript())
    assert request in (("accepted", 2, 2, None, 2), ("declined", 2, 0, "no_time", 0))


async def test_a_number_that_no_button_shows_is_granted_in_words(
    stack: Stack, kept: Database
) -> None:
    many = replace(
        FR,
        offer="on peut accueillir 12 élèves de 3e la semaine du 11 janvier",
        seats_asked="12",
        told="Collège Gérard Philipe vous demande 12 places",
    )
    async with httpx.AsyncClient(timeout=PATIENCE_S) as http:
        samira, karim = new_person(stack, http, kept), new_person(stack, http, kept)
        await offers(samira, many, "fr")
        await teacher_finds(karim, many, "fr")
        assert many.sent in said(await asks(karim, many))
        await hears(samira, many.told)

        assert "ou écrivez-le" in said(await samira.press(many.some))
        await samira.say("7")
        given = said(await press_containing(samira, "Accorder 7"))
        assert "7 places pour Collège Gérard Philipe" in given, given
    assert await requests_of(kept) == [("partially_accepted", 12, 7, None, 7)]


def _told_in_order(entries: list[Entry], words: Words, answers: Answers) -> list[str]:
    """Which requests and cancellations the company heard of, as they came."""
    parts = (words.told, words.company_told, answers.charity_asks)
    ordered = sorted(entries, key=lambda entry: entry.message_id)
    return [part for entry in ordered for part in parts if part in said([entry])]
