"""A school is found by halves: a letter wrong, its town alone, its name and then its town."""

import pytest

from tests.actions.caller import Caller, Played
from tests.actions.conftest import NewCaller

pytestmark = pytest.mark.usefixtures("still_clock")


@pytest.fixture
async def karim(new_caller: NewCaller) -> Caller:
    """Karim, who is about to say which school he is of."""
    karim = await new_caller(9)
    await karim.open("organisation_form")
    await karim.answer('/inform{"org_kind": "school"}')
    assert karim.requested == "org_school"
    return karim


def named(played: Played) -> str:
    """What is said, with plain spaces."""
    return played.text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("said", "school"),
    [
        ("gerard philippe cergy", "Collège Gérard Philipe (Cergy, REP)"),
        ("collège Gérard Philipe de Cergy", "Collège Gérard Philipe (Cergy, REP)"),
        ("galilee cergy", "Lycée Galilée (Cergy)"),
        ("victor hugo à sarcelles", "Collège Victor Hugo (Sarcelles, REP)"),
    ],
)
async def test_the_school_that_was_found_is_named_with_the_next_question(
    karim: Caller, said: str, school: str
) -> None:
    then = named(await karim.answer(said))
    assert f"C’est noté : <b>{school}</b>. À qui ai-je le plaisir" in then


@pytest.mark.parametrize("said", ["mon collège à Sarcelles", "sarcelles"])
async def test_a_town_alone_lists_its_colleges(karim: Caller, said: str) -> None:
    shown = await karim.answer(said)
    assert "Lequel est-ce" in shown.text
    assert "Collège Chantereine (Sarcelles, REP+)" in shown.buttons
    assert "Collège Victor Hugo (Sarcelles, REP)" in shown.buttons
    assert not any("Lycée" in title for title in shown.buttons)
    then = await karim.answer(shown.buttons["Collège Chantereine (Sarcelles, REP+)"])
    assert "Collège Chantereine" in then.text


async def test_a_lycee_is_looked_for_among_the_lycees_of_its_town(karim: Caller) -> None:
    shown = await karim.answer("un lycée à Sarcelles")
    titles = [title for title in shown.buttons if title != "Aucun de ceux-là"]
    assert titles
    assert all(title.startswith("Lycée") for title in titles)


async def test_a_name_that_many_schools_bear_is_asked_its_town_and_the_two_are_put_together(
    karim: Caller,
) -> None:
    asked = named(await karim.answer("victor hugo"))
    assert "J’en connais 49 de ce nom. Dans quelle commune est le vôtre" in asked
    then = named(await karim.answer("à sarcelles"))
    assert "Collège Victor Hugo (Sarcelles, REP)" in then
    assert karim.requested == "org_contact_name"


async def test_towns_of_one_name_are_told_apart_by_the_school(karim: Caller) -> None:
    asked = named(await karim.answer("un collège à Saint-Denis"))
    assert "dans la commune de Saint-Denis. Comment s’appelle le vôtre" in asked
    assert "(Saint-Denis, REP" in named(await karim.answer("Elsa Triolet"))


async def test_a_town_with_more_schools_than_can_be_shown_is_asked_the_name(
    karim: Caller,
) -> None:
    asked = named(await karim.answer("un collège à Paris"))
    assert "J’en connais 217 dans la commune de Paris. Comment s’appelle le vôtre" in asked
    shown = await karim.answer("victor hugo")
    assert "(Paris" in (shown.text + " ".join(shown.buttons))
    assert "Sarcelles" not in " ".join(shown.buttons)


async def test_a_name_without_a_town_is_asked_about_though_one_school_alone_bears_it(
    karim: Caller,
) -> None:
    shown = await karim.answer("les touleuses")
    assert list(shown.buttons) == ["Collège Les Touleuses (Cergy)", "Aucun de ceux-là"]
    again = await karim.answer(shown.buttons["Aucun de ceux-là"])
    assert "Quel est votre établissement" in again.text


async def test_what_no_list_knows_is_said_not_to_be_found(karim: Caller) -> None:
    refused = await karim.answer("l’école buissonnière")
    assert "Je ne trouve pas cet établissement" in refused.text


async def test_the_school_of_the_first_sentence_is_named_too(new_caller: NewCaller) -> None:
    karim = await new_caller(10)
    then = named(
        await karim.open("organisation_form", "je suis prof au collège Gérard Philippe de Cergy")
    )
    assert "Collège Gérard Philipe (Cergy, REP)" in then


async def test_the_town_of_the_first_sentence_lists_its_colleges(new_caller: NewCaller) -> None:
    karim = await new_caller(10)
    shown = await karim.open("organisation_form", "je suis prof dans un collège à Sarcelles")
    assert "Collège Chantereine (Sarcelles, REP+)" in shown.buttons
