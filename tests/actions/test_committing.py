"""Committing: targets in words or by buttons, several at once, for three years."""

import pytest

from paqte.database import Database
from paqte.services import commitments, conventions, joining, people
from tests.actions.caller import Caller, Played
from tests.actions.conftest import NewCaller
from tests.paqte.factories import bakery

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
pytestmark = pytest.mark.usefixtures("still_clock")

Row = tuple[str, int, int]


@pytest.fixture
async def baker(new_caller: NewCaller, database: Database) -> Caller:
    """Samira, whose bakery joined."""
    async with database.unit_of_work() as uow:
        await bakery(uow, telegram_id=7)
        await uow.commit()
    return await new_caller(7)


async def standing(database: Database, caller: Caller) -> list[Row]:
    async with database.reading() as uow:
        person = await people.by_conversation(uow, caller.conversation_id)
        company = await joining.company_of(uow, person.contact_id)
        assert company is not None
        rows = await commitments.standing(uow, company.id)
        return [(row.action_type, row.year, int(row.target)) for row in rows]


async def commit(caller: Caller) -> Played:
    """« Je m’engage », and what becomes of it."""
    await caller.answer("je m’engage", "inform")
    assert caller.requested is None, caller.requested
    return await caller.call("action_submit_commitment", latest="commit_form")


async def test_only_a_company_commits(caller: Caller) -> None:
    played = await caller.open("commit_form")
    assert played.buttons == {"Inscrire mon entreprise": "/join_program"}


@BOTH
async def test_one_sentence_is_a_whole_commitment(baker: Caller, database: Database) -> None:
    recap = await baker.open("commit_form", "on s’engage à prendre un apprenti par an")
    assert baker.requested == "commit_recap"
    assert "<b>1\u00a0contrat</b> en 2027, 2028 et 2029" in recap.text
    assert "Cela ajoute à vos axes\u00a0: Former." in recap.text
    assert "jusqu’au 22 novembre 2029" in recap.text
    first = await commit(baker)
    again = await baker.call("action_submit_commitment", latest="commit_form")
    assert first == again
    assert first.said[1].custom == {"command": "convention"}
    assert await standing(database, baker) == [
        ("apprenticeship", 2027, 1),
        ("apprenticeship", 2028, 1),
        ("apprenticeship", 2029, 1),
    ]
    async with database.reading() as uow:
        person = await people.by_conversation(uow, baker.conversation_id)
        company = await joining.company_of(uow, person.contact_id)
        assert company is not None
        assert await conventions.current(uow, company.id) is not None


@pytest.mark.parametrize(
    ("said", "rows"),
    [
        (
            "2 apprentis en 2027 et 3 en 2028",
            [("apprenticeship", 2027, 2), ("apprenticeship", 2028, 3)],
        ),
        (
            "nous accueillerons 3 stagiaires de 3e et nous prendrons un apprenti l’an prochain",
            [("internship_3e", 2027, 3), ("apprenticeship", 2027, 1)],
        ),
        (
            "we commit to 2 apprentices in 2027",
            [("apprenticeship", 2027, 2)],
        ),
    ],
)
async def test_several_targets_are_told_at_once(
    baker: Caller, database: Database, said: str, rows: list[Row]
) -> None:
    await baker.open("commit_form", said)
    assert baker.requested == "commit_recap"
    await commit(baker)
    assert await standing(database, baker) == rows


async def test_by_buttons_it_is_three_questions(baker: Caller, database: Database) -> None:
    asked = await baker.open("commit_form")
    assert asked.text.startswith("<b>1/3</b> · À quoi voulez-vous vous engager\u202f?")
    asked = await baker.answer(asked.buttons["Contrat d’apprentissage (jeune de QPV)"])
    assert "Combien de contrats" in asked.text
    asked = await baker.answer("deux")
    assert list(asked.buttons) == ["2026", "2027", "2028", "2029", "Chaque année"]
    await baker.answer(asked.buttons["2028"])
    await commit(baker)
    assert await standing(database, baker) == [("apprenticeship", 2028, 2)]


async def test_a_number_for_each_year_answers_the_number(baker: Caller, database: Database) -> None:
    asked = await baker.open("commit_form")
    await baker.answer(asked.buttons["Contrat d’apprentissage (jeune de QPV)"])
    recap = await baker.answer("2 en 2027 et 3 en 2028")
    assert "<b>2\u00a0contrats</b> en 2027" in recap.text
    assert "<b>3\u00a0contrats</b> en 2028" in recap.text


async def test_a_year_out_of_the_convention_is_refused(baker: Caller) -> None:
    asked = await baker.open("commit_form")
    await baker.answer(asked.buttons["Contrat d’apprentissage (jeune de QPV)"])
    await baker.answer("deux")
    refused = await baker.answer("2035")
    assert refused.text.startswith("L’engagement court sur trois ans")


async def test_the_recap_is_corrected_in_words(baker: Caller, database: Database) -> None:
    await baker.open("commit_form", "un apprenti en 2027")
    recap = await baker.answer("non, deux apprentis en 2028", "correct_action")
    assert "<b>2\u00a0contrats</b> en 2028" in recap.text
    recap = await baker.answer("et aussi 3 stagiaires de 3e par an", "log_action")
    assert "• Accueillir des élèves de 3e" in recap.text
    assert "• Contrat d’apprentissage" in recap.text


@pytest.mark.parametrize(
    ("said", "form"),
    [
        ("on a pris un apprenti du quartier lundi", "action_form"),
        ("on prendra un apprenti l’an prochain", "commit_form"),
        ("we will host two pupils next year", "commit_form"),
        ("/log_action", "action_form"),
    ],
)
async def test_what_is_done_is_declared_and_what_is_to_come_committed_to(
    baker: Caller, said: str, form: str
) -> None:
    baker.hear(said, "log_action")
    assert (await baker.call("action_log")).events == [(form, None)]
