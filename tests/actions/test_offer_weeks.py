"""The weeks of an offer: those of a month are chosen from, and a total is not one a week."""

import pytest

from paqte.database import Database
from tests.actions.caller import Caller
from tests.actions.conftest import NewCaller
from tests.paqte.factories import bakery

pytestmark = pytest.mark.usefixtures("still_clock")


@pytest.fixture
async def baker(new_caller: NewCaller, database: Database) -> Caller:
    """Samira, whose bakery joined."""
    async with database.unit_of_work() as uow:
        await bakery(uow, telegram_id=7)
        await uow.commit()
    return await new_caller(7)


async def to_recap(baker: Caller) -> str:
    """What is left of the offer, once its weeks and places stand: its recap."""
    await baker.answer("9h-12h et 13h-16h")
    await baker.answer("Découvrir la boulangerie")
    await baker.answer("Le fournil le matin, la boutique ensuite.")
    recap = await baker.answer('/inform{"offer_rep": "no"}')
    return recap.text.replace("\u00a0", " ")


async def test_of_a_month_it_is_asked_which_weeks(baker: Caller) -> None:
    opened = await baker.open("offer_form", "je prends deux stagiaires de troisième en février")
    assert "Lesquelles de ces semaines" in opened.text
    assert list(opened.buttons)[:3] == [
        "du 1er au 5 février 2027",
        "du 22 au 26 février 2027",
        "Les deux",
    ]
    asked = await baker.answer(opened.buttons["du 1er au 5 février 2027"])
    assert "À quels horaires" in asked.text
    recap = await to_recap(baker)
    assert "Semaines : <b>du 1er au 5 février 2027</b>" in recap
    assert "<b>2 places</b>" in recap


async def test_two_pupils_in_a_month_are_not_two_each_week_of_it(baker: Caller) -> None:
    opened = await baker.open("offer_form", "je prends deux stagiaires de troisième en février")
    asked = await baker.answer(opened.buttons["Les deux"])
    assert "Combien d’élèves par semaine" in asked.text
    await baker.answer("1")
    recap = await to_recap(baker)
    assert "du 1er au 5 février 2027 et du 22 au 26 février 2027" in recap
    assert "<b>1 place</b>" in recap


async def test_a_number_a_week_is_kept_whatever_weeks_are_chosen(baker: Caller) -> None:
    await baker.open("offer_form", "on prend 2 élèves de 3e par semaine en février")
    asked = await baker.answer("les deux")
    assert "À quels horaires" in asked.text


@pytest.mark.parametrize(
    ("words", "week"),
    [
        ("la dernière", "du 22 au 26 février 2027"),
        ("celle du 22", "du 22 au 26 février 2027"),
        ("semaine du 1er février", "du 1er au 5 février 2027"),
        ("la semaine du 15 mars plutôt", "du 15 au 19 mars 2027"),
    ],
)
async def test_the_week_is_chosen_in_words(baker: Caller, words: str, week: str) -> None:
    await baker.open("offer_form", "je prends deux stagiaires de troisième en février")
    await baker.answer(words)
    assert f"Semaines : <b>{week}</b>" in await to_recap(baker)


async def test_a_longer_time_is_asked_about_at_the_question_for_weeks_too(baker: Caller) -> None:
    await baker.open("offer_form", "on propose 3 places en tout pour des 3e")
    asked = await baker.answer("entre le 11 janvier et le 5 février")
    assert "Lesquelles de ces semaines" in asked.text
    assert baker.requested == "offer_weeks"
    other = await baker.answer("ou plutôt en mars")
    assert "du 1er au 5 mars 2027" in other.buttons
    assert "Les 5 semaines" in other.buttons
    asked = await baker.answer("les semaines du 1er mars et du 8 mars")
    assert "Combien d’élèves par semaine" in asked.text


async def test_a_total_over_named_weeks_is_asked_by_week(baker: Caller) -> None:
    opened = await baker.open("offer_form", "4 élèves de 3e en tout, les semaines 2 et 3")
    assert "Combien d’élèves par semaine" in opened.text


async def test_at_the_recap_a_month_is_asked_about_and_added_to_what_stands(
    baker: Caller,
) -> None:
    await baker.open("offer_form", "on prend 2 élèves de 3e la semaine du 11 janvier")
    await to_recap(baker)
    asked = await baker.answer("aussi en février")
    assert "Lesquelles de ces semaines" in asked.text
    recap = await baker.answer(asked.buttons["du 1er au 5 février 2027"])
    assert "du 11 au 15 janvier 2027 et du 1er au 5 février 2027" in recap.text
