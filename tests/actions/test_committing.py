"""Committing: targets in words or by buttons, several at once, for three years."""

import pytest

from paqte.database import Database
from paqte.services import commitments, conventions, joining, people
from tests.actions.caller import Caller, Played
from tests.actions.conftest import NewCaller
from tests.conftest import StillClock
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
    assert played.buttons == {
        "Inscrire mon entreprise": "/join_program",
        "Inscrire ma structure": "/register_organisation",
    }


@BOTH
async def test_one_sentence_is_a_whole_commitment(baker: Caller, database: Database) -> None:
    recap = await baker.open("commit_form", "on s’engage à prendre un apprenti par an")
    assert baker.requested == "commit_recap"
    assert "<b>1\u00a0contrat</b> par an, en 2027, 2028 et 2029" in recap.text
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


@pytest.mark.parametrize(
    ("said", "rows"),
    [
        (
            "je m’engage à 2 stagiaires de 3e par an pendant 2 ans",
            [("internship_3e", 2027, 2), ("internship_3e", 2028, 2)],
        ),
        (
            "on prendra 1 stagiaire de 3e par an en 2027 et 2028",
            [("internship_3e", 2027, 1), ("internship_3e", 2028, 1)],
        ),
        (
            "un apprenti par an à partir de 2028",
            [("apprenticeship", 2028, 1), ("apprenticeship", 2029, 1)],
        ),
        (
            "un apprenti par an sauf en 2028",
            [("apprenticeship", 2027, 1), ("apprenticeship", 2029, 1)],
        ),
        ("un apprenti à la rentrée prochaine", [("apprenticeship", 2027, 1)]),
    ],
)
async def test_the_years_are_those_that_are_told(
    baker: Caller, database: Database, said: str, rows: list[Row]
) -> None:
    await baker.open("commit_form", said)
    assert baker.requested == "commit_recap"
    await commit(baker)
    assert await standing(database, baker) == rows


async def test_years_told_of_the_first_are_not_those_of_the_others(baker: Caller) -> None:
    asked = await baker.open(
        "commit_form", "on prendra 3 stagiaires de 3e par an pendant 2 ans et un apprenti"
    )
    assert baker.requested == "commit_year"
    assert "Contrat d’apprentissage" in asked.text
    recap = await baker.answer("2028")
    assert "<b>3\u00a0élèves</b> par an, en 2027 et 2028" in recap.text
    assert "<b>1\u00a0contrat</b> en 2028" in recap.text


async def test_at_the_recap_a_year_is_left_out_or_gets_a_number_of_its_own(
    baker: Caller, database: Database
) -> None:
    await baker.open("commit_form", "on prendra 3 apprentis par an")
    recap = await baker.answer("mais 2 la première année", "log_action")
    assert "<b>2\u00a0contrats</b> en 2027" in recap.text
    assert "<b>3\u00a0contrats</b> par an, en 2028 et 2029" in recap.text
    await commit(baker)
    assert await standing(database, baker) == [
        ("apprenticeship", 2027, 2),
        ("apprenticeship", 2028, 3),
        ("apprenticeship", 2029, 3),
    ]


async def test_a_year_is_left_out_at_the_recap(baker: Caller, database: Database) -> None:
    await baker.open("commit_form", "on prendra 1 apprenti par an")
    await baker.answer("pas 2029", "deny")
    await commit(baker)
    assert [year for _, year, _ in await standing(database, baker)] == [2027, 2028]


@BOTH
@pytest.mark.parametrize(
    ("said", "rows"),
    [
        ("en fait 2 apprentis par an c’est trop, mettez 1", {2027: 1, 2028: 1, 2029: 1}),
        ("pour l’objectif 2028 d’apprentis, mettez 3 au lieu de 2", {2027: 2, 2028: 3, 2029: 2}),
        ("je voudrais baisser à 1 en 2029", {2027: 2, 2028: 2, 2029: 1}),
        ("actually make it 1 in 2028 only", {2027: 2, 2028: 1, 2029: 2}),
    ],
)
async def test_what_was_promised_is_changed_in_words(
    baker: Caller, database: Database, said: str, rows: dict[int, int]
) -> None:
    await baker.open("commit_form", "on prendra 2 apprentis par an")
    await commit(baker)
    baker.hear(said, "correct_action")
    led = await baker.call("action_correct_action")
    assert led.events == [("commit_form", None)]
    await baker.open("commit_form", said, intent="correct_action")
    assert baker.requested == "commit_recap"
    await commit(baker)
    assert {year: target for _, year, target in await standing(database, baker)} == rows


async def test_a_promise_taken_for_an_offer_is_asked_about(baker: Caller) -> None:
    said = "on prendra 3 stagiaires de 3e par an pendant 2 ans et un apprenti en 2028"
    asked = await baker.open("offer_form", said)
    assert asked.text.startswith("Est-ce un engagement pour plusieurs années")
    baker.slots["requested_slot"], baker.form = None, None
    recap = await baker.open("commit_form", asked.buttons["M’engager sur des objectifs"])
    assert "<b>3\u00a0élèves</b> par an, en 2027 et 2028" in recap.text
    assert "<b>1\u00a0contrat</b> en 2028" in recap.text


async def test_places_told_by_the_year_are_offered_once_that_is_said(baker: Caller) -> None:
    asked = await baker.open("offer_form", "on prend 2 stagiaires de 3e chaque année")
    baker.form = None
    weeks = await baker.open("offer_form", asked.buttons["Proposer des stages"])
    assert "Quelles semaines" in weeks.text


async def test_who_joined_and_would_engage_is_led_to_targets(baker: Caller) -> None:
    asked = await baker.open("join_form", "je m’engage pour un apprenti en 2028")
    assert asked.text.endswith("Voulez-vous vous engager sur des objectifs\u202f?")
    baker.form = None
    (press,) = asked.buttons.values()
    recap = await baker.open("commit_form", press)
    assert "<b>1\u00a0contrat</b> en 2028" in recap.text


async def test_without_a_number_the_new_one_is_asked(baker: Caller) -> None:
    await baker.open("commit_form", "on prendra 2 apprentis par an")
    await commit(baker)
    asked = await baker.open("commit_form", "corriger mon engagement", intent="correct_action")
    assert "<i>Contrat d’apprentissage (jeune de QPV)</i>\nCombien de contrats" in asked.text
    recap = await baker.answer("1")
    assert "<b>1\u00a0contrat</b> par an, en 2027, 2028 et 2029" in recap.text


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        (
            "on s’engage sur 6 apprentis en tout sur trois ans",
            ["2\u00a0contrats</b> par an, en 2027, 2028 et 2029"],
        ),
        (
            "on prendra 7 apprentis au total sur trois ans",
            ["3\u00a0contrats</b> en 2027", "2\u00a0contrats</b> par an, en 2028 et 2029"],
        ),
        (
            "on prendra 2 apprentis en tout sur les trois ans",
            ["1\u00a0contrat</b> par an, en 2027 et 2028"],
        ),
        (
            "on prendra 6 apprentis par an, 18 en tout, pendant trois ans",
            ["6\u00a0contrats</b> par an, en 2027, 2028 et 2029"],
        ),
    ],
)
async def test_a_number_in_all_is_shared_among_the_years(
    baker: Caller, said: str, lines: list[str]
) -> None:
    recap = await baker.open("commit_form", said)
    assert baker.requested == "commit_recap", recap.text
    for line in lines:
        assert line in recap.text
    assert recap.text.count("•") == len(lines)


@BOTH
async def test_a_promise_is_taken_back_once_it_was_shown(baker: Caller, database: Database) -> None:
    await baker.open("commit_form", "on prendra 2 apprentis par an")
    await commit(baker)
    baker.hear("retirer mon engagement 2029", "correct_action")
    asked = await baker.call("action_correct_action")
    assert "<b>2029</b>" in asked.text
    assert "<b>2028</b>" not in asked.text
    (press,) = asked.buttons.values()
    assert len(await standing(database, baker)) == 3, "nothing goes before it is agreed"
    baker.hear(press)
    for _ in range(2):
        done = await baker.call("action_correct_action")
        assert done.text.startswith("C’est retiré.")
    assert [year for _, year, _ in await standing(database, baker)] == [2027, 2028]


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


async def test_what_is_added_for_the_same_year_is_added_up_and_shown_so(
    baker: Caller, database: Database
) -> None:
    await baker.open("commit_form", "on prendra 3 apprentis en 2027")
    recap = await baker.answer("et aussi 2 apprentis en 2027", "log_action")
    assert recap.text.count("Contrat d’apprentissage") == 1
    assert "<b>5\u00a0contrats</b> en 2027" in recap.text
    await commit(baker)
    assert await standing(database, baker) == [("apprenticeship", 2027, 5)]


async def test_what_is_added_for_one_year_of_several_leaves_the_others(
    baker: Caller, database: Database
) -> None:
    await baker.open("commit_form", "3 apprentis par an et 2 stagiaires de 3e en 2027")
    recap = await baker.answer("et aussi 2 apprentis en 2027", "log_action")
    assert [line.partition("<b>")[2] for line in recap.text.split("\n") if "•" in line] == [
        "5\u00a0contrats</b> en 2027",
        "3\u00a0contrats</b> par an, en 2028 et 2029",
        "2\u00a0élèves</b> en 2027",
    ]
    which = await baker.answer("corriger", "edit_field")
    assert len([title for title in which.buttons if title[0].isdigit()]) == 3
    await baker.answer('/edit_field{"field": "none"}')
    await commit(baker)
    assert await standing(database, baker) == [
        ("internship_3e", 2027, 2),
        ("apprenticeship", 2027, 5),
        ("apprenticeship", 2028, 3),
        ("apprenticeship", 2029, 3),
    ]


async def test_what_takes_the_place_of_a_target_is_shown_alone(
    baker: Caller, database: Database
) -> None:
    await baker.open("commit_form", "on prendra 3 apprentis en 2027")
    recap = await baker.answer("non, 2 apprentis en 2027", "correct_action")
    assert recap.text.count("Contrat d’apprentissage") == 1
    await commit(baker)
    assert await standing(database, baker) == [("apprenticeship", 2027, 2)]


@pytest.fixture
async def fourth_year(baker: Caller, database: Database, still_clock: StillClock) -> Caller:
    """The bakery committed in March 2026; it is January 2029, and the convention ends in March."""
    still_clock.at = still_clock.at.replace(year=2026, month=3, day=10)
    await baker.open("commit_form", "on prendra 3 apprentis en 2027")
    await commit(baker)
    still_clock.at = still_clock.at.replace(year=2029, month=1, day=10)
    return baker


async def test_each_year_is_offered_only_while_there_is_one(fourth_year: Caller) -> None:
    await fourth_year.open("commit_form", "deux apprentis")
    asked = await fourth_year.asked_again()
    assert list(asked.buttons) == ["2029"]
    refused = await fourth_year.answer("chaque année")
    assert refused.text.startswith("Il ne reste que 2029 dans votre convention.")
    recap = await fourth_year.answer("2029")
    assert "<b>2\u00a0contrats</b> en 2029" in recap.text


async def test_each_year_of_one_more_target_is_of_the_convention_that_stands(
    baker: Caller, database: Database, still_clock: StillClock
) -> None:
    await baker.open("commit_form", "un apprenti en 2027")
    await commit(baker)
    still_clock.at = still_clock.at.replace(year=2027, month=10)
    await baker.open("commit_form", "un apprenti en 2028")
    recap = await baker.answer("et aussi 3 stagiaires de 3e par an", "log_action")
    assert "<b>3\u00a0élèves</b> par an, en 2027, 2028 et 2029" in recap.text
    assert "C’est noté" in ((await commit(baker)).said[0].text or "")
