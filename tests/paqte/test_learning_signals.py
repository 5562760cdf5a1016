"""Which messages are worth a look, and which are not: each rule, and its edge."""

from typing import Any

import pytest

from paqte.database import Database, UnitOfWork
from paqte.services.learning import listing
from paqte.services.staff.audit import Actor
from tests.conftest import StillClock
from tests.paqte.learning_factories import baker, member, passer_by

WISH = "je voudrais parler des stages"


async def reasons(uow: UnitOfWork, actor: Actor) -> dict[str, tuple[str, ...]]:
    """Why each message is worth a look, by its covered text."""
    lines, count = await listing.page(uow, actor.staff, "open")
    assert count == len(lines)
    return {line.text: line.reasons for line in lines}


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"intent": "nlu_fallback", "confidence": 0.7}, ("fallback",)),
        ({"intent": "search_slots", "confidence": 0.59}, ("unsure",)),
        ({"intent": "search_slots", "confidence": 0.6}, None),
        # An answer to a question is read, not learned; so is what is pressed.
        ({"intent": "nlu_fallback", "form": "join_form", "requested_slot": "join_town"}, None),
        ({"intent": "search_slots", "confidence": 0.2, "kind": "button"}, None),
        # The engine was not asked.
        ({"intent": None, "confidence": None}, None),
    ],
)
async def test_what_was_not_understood_or_hardly(
    database: Database, still_clock: StillClock, told: dict[str, Any], why: tuple[str, ...] | None
) -> None:
    async with database.unit_of_work() as uow:
        claire, nadia = await member(uow), await baker(uow, still_clock)
        await nadia.hears(WISH, **told)
        assert await reasons(uow, claire) == ({WISH: why} if why else {})


@pytest.mark.parametrize(
    ("then", "after_s", "counts"),
    [
        ({"text": "non", "intent": "deny"}, 0, True),
        ({"text": "Retour", "intent": "back", "kind": "button"}, 0, True),
        ({"text": "c'est pas ça", "intent": "correct_action"}, 0, True),
        ({"text": "non", "intent": "deny", "requested_slot": "action_recap"}, 0, True),
        ({"text": "non", "intent": "deny"}, 600, False),
        ({"text": "oui", "intent": "affirm"}, 0, False),
        # To say no to data being kept corrects nothing.
        ({"text": "non", "intent": "deny", "requested_slot": "join_consent"}, 0, False),
    ],
)
async def test_a_no_right_after_says_that_it_was_taken_wrongly(
    database: Database, still_clock: StillClock, then: dict[str, Any], after_s: int, counts: bool
) -> None:
    async with database.unit_of_work() as uow:
        claire, nadia = await member(uow), await baker(uow, still_clock)
        await nadia.hears(WISH, "offer_internship")
        await nadia.says("Vous voulez proposer des places ?")
        still_clock.advance(seconds=after_s)
        await nadia.hears(**then)
        assert await reasons(uow, claire) == ({WISH: ("denied",)} if counts else {})


async def test_a_no_to_small_talk_corrects_nothing(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        claire, nadia = await member(uow), await baker(uow, still_clock)
        await nadia.hears("bonjour", "greet")
        await nadia.hears("non", "deny")
        assert await reasons(uow, claire) == {}


@pytest.mark.parametrize(
    ("then", "after_s", "counts"),
    [
        ({"text": "chercher des stages pour nos élèves", "intent": "search_slots"}, 0, True),
        ({"text": "chercher des stages pour nos élèves", "intent": "search_slots"}, 101, False),
        # Understood as the same: it goes on, or insists.
        ({"text": "des stages en mars", "intent": "offer_internship"}, 0, False),
        # Nothing in common: another wish.
        ({"text": "où en sont mes actions", "intent": "ask_progress"}, 0, False),
        ({"text": "merci pour les stages", "intent": "thanks"}, 0, False),
        (
            {"text": "stages de 3e", "intent": "inform", "requested_slot": "offer_levels"},
            0,
            False,
        ),
    ],
)
async def test_the_same_thing_said_again_in_other_words(
    database: Database, still_clock: StillClock, then: dict[str, Any], after_s: int, counts: bool
) -> None:
    async with database.unit_of_work() as uow:
        claire, nadia = await member(uow), await baker(uow, still_clock)
        await nadia.hears(WISH, "offer_internship")
        still_clock.advance(seconds=after_s)
        await nadia.hears(**then)
        assert await reasons(uow, claire) == ({WISH: ("rephrased",)} if counts else {})


async def test_someone_of_the_team_had_to_take_over(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        claire, nadia = await member(uow), await baker(uow, still_clock)
        await nadia.hears("où en sont mes actions", "ask_progress")
        await nadia.says("Voici où vous en êtes.")
        await nadia.hears(WISH, "offer_internship")
        await nadia.hears("je veux parler à quelqu'un", "human_handoff")
        await nadia.hears("/humain", None, kind="command", confidence=None)
        await nadia.says("Bonjour, je vous aide.", author=claire.staff.id)
        await nadia.hears("merci", None, confidence=None)
        assert await reasons(uow, claire) == {WISH: ("taken_over",)}


async def test_who_comes_a_day_later_took_nothing_over(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        claire, nadia = await member(uow), await baker(uow, still_clock)
        await nadia.hears(WISH, "offer_internship")
        still_clock.advance(days=1, seconds=1)
        await nadia.says("Bonjour, une nouvelle du programme.", author=claire.staff.id)
        assert await reasons(uow, claire) == {}


async def test_several_reasons_stand_beside_each_other_and_one_can_be_asked_for(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        claire, nadia = await member(uow), await baker(uow, still_clock)
        await nadia.hears(WISH, "offer_internship", confidence=0.45)
        await nadia.hears("non", "deny")
        await nadia.hears("blabla", "nlu_fallback")
        assert await reasons(uow, claire) == {WISH: ("unsure", "denied"), "blabla": ("fallback",)}
        lines, count = await listing.page(uow, claire.staff, "open", "denied")
        assert (count, [line.text for line in lines]) == (1, [WISH])


async def test_one_conversation_is_never_read_into_another(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        claire, nadia = await member(uow), await baker(uow, still_clock)
        karim = await passer_by(uow, still_clock)
        await nadia.hears(WISH, "offer_internship")
        await karim.hears("non", "deny")
        await karim.says("Bonjour.", author=claire.staff.id)
        assert await reasons(uow, claire) == {}


async def test_a_coordinator_sees_those_of_their_départements(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        here = await member(uow, "coordinator", "95")
        there = await member(uow, "coordinator", "44")
        nadia, karim = await baker(uow, still_clock), await passer_by(uow, still_clock)
        await nadia.hears("une phrase obscure", "nlu_fallback")
        await karim.hears("une autre phrase", "nlu_fallback")
        assert set(await reasons(uow, here)) == {"une phrase obscure"}
        assert await reasons(uow, there) == {}
        # Who has not joined is nobody's département: administrators and observers see them.
        assert len(await reasons(uow, await member(uow, "observer"))) == 2


async def test_the_list_covers_what_could_tell_who_it_was(
    database: Database, still_clock: StillClock
) -> None:
    said = "ici Nadia du Fournil de Cergy, 06 12 34 56 78, on peut venir au 3 rue Haute à Cergy ?"
    async with database.unit_of_work() as uow:
        claire, nadia = await member(uow), await baker(uow, still_clock)
        await nadia.hears(said, "nlu_fallback")
        (shown,) = await reasons(uow, claire)
    assert shown == ("ici ‹nom› du ‹structure›, ‹téléphone›, on peut venir au ‹adresse› à Cergy ?")
