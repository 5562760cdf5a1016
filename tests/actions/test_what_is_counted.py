"""What a sentence counts of an action, where several of its numbers are right."""

import pytest

from tests.actions.caller import Caller
from tests.actions.test_recap_several import baker

__all__ = ["baker"]
pytestmark = pytest.mark.usefixtures("still_clock")


@pytest.mark.parametrize(
    ("words", "sessions", "met"),
    [
        ("j’ai parlé à une classe de 25 élèves hier", "1 intervention<", "25 jeunes"),
        ("I gave a talk to a class of 25 yesterday", "1 intervention<", "25 jeunes"),
        ("on a témoigné devant deux classes de 25 élèves hier", "2 interventions<", "50 jeunes"),
        ("visite de l’atelier par une classe de 24 hier", "1 intervention<", "24 jeunes"),
        ("trois interventions dans une classe de 28 en mars", "3 interventions<", "28 jeunes"),
    ],
)
async def test_a_class_that_was_met_is_one_session(
    baker: Caller, words: str, sessions: str, met: str
) -> None:
    recap = await baker.open("action_form", words)
    assert baker.requested == "action_recap", recap.text
    said = recap.text.replace("\u00a0", " ")
    assert sessions in said, said
    assert met in said, said


HIRES = "on a embauché 3 personnes en CDI en mars"
ONLY_ONE = "Ici, seuls les habitants de QPV comptent : 1 contrat sur 3."


@pytest.mark.parametrize(
    "words",
    [
        f"{HIRES}, un d’entre eux vient d’un QPV",
        f"{HIRES} dont un habite le quartier",
        f"{HIRES}, une seule habite un quartier prioritaire",
        "we hired 3 people in March, one of them lives in the neighbourhood",
    ],
)
async def test_of_three_hires_the_one_who_lives_in_the_quarter_counts(
    baker: Caller, words: str
) -> None:
    recap = (await baker.open("action_form", words)).text.replace("\u00a0", " ")
    assert recap.startswith(ONLY_ONE), recap
    assert "Nombre : <b>1 contrat</b>" in recap
    assert "Dont : <b>1 de QPV</b>" in recap


@pytest.mark.parametrize("words", ["un d’entre eux vient d’un QPV", "dont un habite le quartier"])
async def test_so_it_is_when_that_is_told_at_the_recap(baker: Caller, words: str) -> None:
    await baker.open("action_form", HIRES)
    recap = (await baker.answer(words, "correct_action")).text.replace("\u00a0", " ")
    assert recap.startswith(ONLY_ONE), recap
    assert "Nombre : <b>1 contrat</b>" in recap


@pytest.mark.parametrize(
    "words",
    ["on a embauché quelqu’un en CDI en mars", "we hired someone on a permanent contract in March"],
)
async def test_somebody_is_one(baker: Caller, words: str) -> None:
    baker.locale = "en" if words.startswith("we") else "fr"
    recap = (await baker.open("action_form", words)).text.replace("\u00a0", " ")
    assert baker.requested == "action_recap", recap
    assert "<b>1 contra" in recap


async def test_of_hires_of_whom_none_lives_there_none_is_counted(baker: Caller) -> None:
    await baker.open("action_form", HIRES)
    asked = await baker.answer("aucun n’habite le quartier", "correct_action")
    assert asked.text.startswith("Ici, seuls les habitants de QPV comptent."), asked.text
    assert baker.requested == "action_quantity"


async def test_of_apprentices_all_count_and_one_is_of_the_quarter(baker: Caller) -> None:
    recap = await baker.open(
        "action_form", "3 apprentis en septembre, un d’entre eux vient d’un QPV"
    )
    said = recap.text.replace("\u00a0", " ")
    assert "Nombre : <b>3 contrats</b>" in said, said
    assert "Dont : <b>1 de QPV</b>" in said


SO_MANY = "Combien d’interventions en tout ? Cela ferait 22 interventions."


async def test_what_comes_back_each_month_is_asked_in_all(baker: Caller) -> None:
    asked = await baker.open("action_form", "deux interventions chaque mois depuis janvier")
    assert SO_MANY in asked.text.replace("\u00a0", " ").replace("\u202f", " "), asked.text
    recap = await baker.answer(asked.buttons["22\u00a0interventions"])
    said = recap.text.replace("\u00a0", " ")
    assert "Nombre : <b>22 interventions</b>" in said, said
    assert "du 1er janvier au 23 novembre 2026" in said


async def test_it_came_back_more_or_less_often(baker: Caller) -> None:
    await baker.open("action_form", "we gave two talks a month since January")
    recap = await baker.answer("20")
    assert "20 interventions" in recap.text.replace("\u00a0", " "), recap.text


@pytest.mark.parametrize(
    "words", ["c’était tous les mois depuis janvier", "2 par mois depuis janvier"]
)
async def test_that_it_came_back_is_told_at_the_recap(baker: Caller, words: str) -> None:
    await baker.open("action_form", "2 interventions en collège le 12 mars")
    asked = await baker.answer(words, "correct_action")
    assert SO_MANY in asked.text.replace("\u00a0", " ").replace("\u202f", " "), asked.text
    recap = await baker.answer("oui", "affirm")
    assert "22 interventions" in recap.text.replace("\u00a0", " "), recap.text


async def test_where_its_days_are_not_known_only_the_total_is_asked(baker: Caller) -> None:
    asked = await baker.open("action_form", "une intervention au collège chaque semaine")
    assert "Combien d’interventions en tout" in asked.text, asked.text
    assert not asked.buttons


async def test_days_of_each_week_are_no_interns(baker: Caller) -> None:
    await baker.open("action_form", "un stagiaire de 3e de REP en mars, 3 jours par semaine")
    assert baker.requested == "action_recap"


async def test_contracts_that_came_back_are_of_all_these_months(baker: Caller) -> None:
    asked = await baker.open("action_form", "une embauche en CDI chaque mois depuis janvier")
    assert "Cela ferait 11 contrats." in asked.text.replace("\u00a0", " "), asked.text
    recap = await baker.answer("11")
    assert "du 1er janvier au 23 novembre 2026" in recap.text.replace("\u00a0", " "), recap.text
