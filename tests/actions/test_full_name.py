"""Who writes, in full: a first name alone is asked about once, and a name may be set right."""

import pytest
from sqlalchemy import select

from actions.joining.full_name import set_right
from paqte.database import Database
from paqte.models import Draft
from tests.actions.caller import Caller
from tests.actions.conftest import NewCaller


async def kept(database: Database) -> dict[str, object]:
    async with database.reading() as uow:
        answers: dict[str, object] = (await uow.session.scalars(select(Draft.answers))).one()
        return answers


async def asked_for_the_name(new_caller: NewCaller, locale: str = "fr") -> Caller:
    caller = await new_caller(locale=locale)
    await caller.open("join_form")
    for said in (
        '/inform{"join_identity": "without"}',
        *("L’Atelier", "Cergy", '/inform{"join_size": "0-9"}', "couture"),
    ):
        await caller.answer(said)
    assert caller.requested == "join_contact_name"
    return caller


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Benali", "Karim Benali"),
        ("El Amrani", "Karim El Amrani"),
        ("Karim Benali", "Karim Benali"),
        ("Sonia Benali", "Sonia Benali"),
        ("Karim", "Karim"),
        ("juste Karim", "Karim"),
        ("c'est tout", "Karim"),
    ],
)
async def test_a_first_name_alone_is_asked_about_once(
    new_caller: NewCaller, database: Database, said: str, name: str
) -> None:
    caller = await asked_for_the_name(new_caller)
    asked = await caller.answer("Karim")
    assert "Merci Karim. Et votre nom de famille" in asked.text
    assert list(asked.buttons) == ["Juste Karim"]
    await caller.answer(said)
    assert caller.requested == "join_contact_role"
    assert (await kept(database))["join_contact_name"] == name


@pytest.mark.parametrize("intent", ["deny", "skip"])
async def test_who_gives_no_more_is_called_by_the_first_name(
    new_caller: NewCaller, database: Database, intent: str
) -> None:
    caller = await asked_for_the_name(new_caller, "en")
    asked = await caller.answer("Karim")
    assert "Thank you, Karim. And your last name?" in asked.text
    await caller.answer("no" if intent == "deny" else "skip", intent)
    assert caller.requested == "join_contact_role"
    assert (await kept(database))["join_contact_name"] == "Karim"


async def test_the_last_name_given_first_comes_last(
    new_caller: NewCaller, database: Database
) -> None:
    caller = await asked_for_the_name(new_caller)
    await caller.answer("Benali")
    await caller.answer("Sonia")
    assert (await kept(database))["join_contact_name"] == "Sonia Benali"


async def test_the_name_is_not_passed_over(new_caller: NewCaller) -> None:
    caller = await asked_for_the_name(new_caller)
    asked = await caller.answer("passer", "skip")
    assert caller.requested == "join_contact_name"
    assert "Plus tard" in asked.buttons


async def test_a_button_that_says_the_first_name_is_enough(new_caller: NewCaller) -> None:
    caller = await asked_for_the_name(new_caller)
    await caller.answer('/inform{"join_contact_name": "Samira"}')
    assert caller.requested == "join_contact_role"


async def test_a_name_where_the_role_or_the_telephone_is_asked_sets_it_right(
    new_caller: NewCaller, database: Database
) -> None:
    caller = await asked_for_the_name(new_caller)
    await caller.answer("Karim Benali")
    again = await caller.answer("en fait c'est Sonia Benali")
    assert again.text.startswith("C’est noté\u00a0: Sonia Benali.")
    assert caller.requested == "join_contact_role"
    await caller.answer("gérante")
    again = await caller.answer("pardon, Lina Benali")
    assert again.text.startswith("C’est noté\u00a0: Lina Benali.")
    assert caller.requested == "join_contact_channel"
    assert (await kept(database))["join_contact_name"] == "Lina Benali"
    recap = await caller.answer("06 12 34 56 78")
    assert "Lina Benali" in recap.text


@pytest.mark.parametrize(
    ("text", "led", "name"),
    [
        ("en fait c'est Sonia Benali", True, "Sonia Benali"),
        ("actually it's Sonia Benali", True, "Sonia Benali"),
        ("je m'appelle Sonia Benali", True, "Sonia Benali"),
        ("Sonia Benali", False, "Sonia Benali"),
        ("Sonia Benali", True, None),
        ("en fait c'est la gérante", True, None),
        ("non, responsable des achats", True, None),
        ("je préfère ne pas le donner", False, None),
        ("Yann Le Goff", False, "Yann Le Goff"),
        ("en fait c'est Marie la patronne", True, None),
        ("martin dupont gmail.com", False, None),
    ],
)
def test_what_sets_a_name_right(text: str, led: bool, name: str | None) -> None:
    assert set_right(text, led=led) == name
