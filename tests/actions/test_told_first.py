"""What the first message tells of the company and of who writes is not asked again."""

import pytest

from actions.joining.company_told import name_told, trade_told
from actions.joining.person_told import channel_told, person_told, role_told
from actions.speaking import payload
from paqte.database import Database
from paqte.services import conversations
from tests.actions.caller import Caller
from tests.actions.conftest import NewCaller

KARIM = "Bonjour, je suis Karim, boulangerie à Creil, 12 salariés, on voudrait s'inscrire"
ACCEPT = '/inform{"join_consent": "yes"}'
WITHOUT = '/inform{"join_identity": "without"}'


async def said(database: Database, caller: Caller, update_id: int, text: str) -> None:
    async with database.unit_of_work() as uow:
        await conversations.record_incoming(
            uow, caller.conversation_id, update_id=update_id, text=text
        )
        await uow.commit()


async def test_the_first_sentence_answers_what_it_can_and_the_rest_is_asked(
    caller: Caller,
) -> None:
    played = await caller.open("join_form", KARIM)
    assert played.text.startswith(
        "C’est noté\u00a0: boulangerie, Karim, Creil (60) et 10 à 49 salariés.\n\n<b>1/4</b>"
    )
    await caller.answer(WITHOUT)
    assert caller.requested == "join_name"
    await caller.answer("Le Pain de Creil")
    assert caller.requested == "join_contact_role"
    await caller.answer("/skip")
    assert caller.requested == "join_contact_channel"
    recap = await caller.answer("06 39 98 20 15")
    for line in ("Le Pain de Creil", "Creil (60)", "10 à 49", "boulangerie", "Karim"):
        assert line in recap.text


async def test_what_was_told_first_can_be_corrected_at_the_recap(caller: Caller) -> None:
    await caller.open("join_form", f"{KARIM}, karim@exemple.fr")
    await caller.answer(WITHOUT)
    await caller.answer("Le Pain de Creil")
    recap = await caller.answer("/skip")
    assert "karim@exemple.fr" in recap.text
    await caller.answer("/edit_field")
    await caller.answer("Activité")
    corrected = await caller.answer("pâtisserie")
    assert "pâtisserie" in corrected.text


async def test_what_was_told_before_the_button_is_there_once_they_agree(
    new_caller: NewCaller, database: Database
) -> None:
    caller = await new_caller(agreed=False)
    await said(database, caller, 5001, "Bonjour, je suis Karim, boulangerie à Creil")
    await caller.open("join_form", turn_id="5002")
    played = await caller.answer(ACCEPT)
    assert played.text.startswith("C’est noté\u00a0: boulangerie, Karim et Creil (60).")


@pytest.mark.parametrize(
    ("locale", "text", "noted"),
    [
        ("fr", KARIM, "boulangerie, Karim, Creil (60) et 10 à 49 salariés"),
        (
            "en",
            "Hi, I'm Karim, a bakery in Creil, 12 staff, what about it?",
            "bakery, Karim, Creil (60) and 10 to 49 employees",
        ),
    ],
)
async def test_what_was_told_is_kept_when_it_is_asked_back_what_was_meant(
    new_caller: NewCaller, database: Database, locale: str, text: str, noted: str
) -> None:
    caller = await new_caller(agreed=False, locale=locale)
    await said(database, caller, 5001, text)
    # « Vous voulez : Inscrire une entreprise » says the words again, by a button.
    await caller.open("join_form", payload("join_program", said=text), turn_id="5002")
    played = await caller.answer(ACCEPT)
    assert noted in played.text


async def test_a_town_where_something_was_done_is_not_the_company_s(
    caller: Caller, database: Database
) -> None:
    await said(database, caller, 5001, "on a accueilli 12 élèves à Creil en mars")
    played = await caller.open("join_form")
    assert played.text.startswith("<b>1/8</b>")


async def test_a_company_told_by_its_name_is_looked_up(caller: Caller) -> None:
    played = await caller.open(
        "join_form", "Samira Martin, gérante du Fournil de Cergy, on veut adhérer"
    )
    assert "<b>Le Fournil de Cergy</b>" in played.text
    assert next(iter(played.buttons)) == "Oui, c’est nous"


async def test_a_town_of_which_there_are_several_is_asked_by_choice(caller: Caller) -> None:
    await caller.open("join_form", "j'ai un salon de coiffure à Saint-Denis, je veux adhérer")
    await caller.answer(WITHOUT)
    asked = await caller.answer("Chez Léa")
    assert asked.text.startswith("<b>3/7</b> · Il y a plusieurs communes «\u00a0Saint-Denis\u00a0»")


@pytest.mark.parametrize(
    ("text", "trade"),
    [
        ("salut, j'ai un salon de coiffure à Pau", "salon de coiffure"),
        ("We are a bakery in Creil and would like to sign up", "bakery"),
        ("je suis boulangère à Pau, je veux adhérer", "boulangerie"),
        ("moi c'est Léa, boulangère-pâtissière à Pau", "boulangerie-pâtisserie"),
        ("I'm a baker in Creil and would like to sign up", "bakery"),
        ("on cherche un boulanger et on voudrait adhérer", None),
        ("on a pris un apprenti boulanger", None),
        ("je suis comptable chez Duval et Fils", None),
        ("on veut s'inscrire, notre comptable s'en occupe", None),
    ],
)
def test_the_trade_told_is_the_company_s_own(text: str, trade: str | None) -> None:
    assert trade_told(text) == trade


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("je voudrais inscrire ma société Dupont BTP, 30 salariés", "Dupont BTP"),
        ("hello, this is Sarah from Blue Crane Plumbing", "Blue Crane Plumbing"),
        ("on travaille avec Carrefour et on veut s'inscrire", None),
        ("je suis à Évry, je veux adhérer", None),
        ("c'est le collège Zola qui m'a parlé de vous", None),
        ("c'est la boulangerie Martin qui m'a parlé de vous", None),
        ("je veux adhérer, l'entreprise c'est Fournilor à Lens, on est 6", "Fournilor"),
        ("I'm Helen Marsh, HR officer at Groupe Astralis, we'd like to join", "Groupe Astralis"),
        ("on s'appelle Fournilor, boulangerie à Lens", "Fournilor"),
        ("ma boite s'appelle fournilor a lens jvoudrais minscrire", "Fournilor"),
        ("je voudrais inscrire ma boîte, elle s'appelle Garage Sud, à Creil", "Garage Sud"),
        ("je veux adhérer, c'est la boulangerie Fournilor à Lens", "Boulangerie Fournilor"),
        ("our company is called Fournilor, we want to join", "Fournilor"),
        ("we want to join, our company is Fournilor in Lens, 6 people", "Fournilor"),
        ("ma collègue s'appelle Karine Blot, on veut adhérer", None),
        ("notre fournisseur s'appelle Metro", None),
        ("l'entreprise c'est moi tout seul", None),
        ("l'entreprise c'est une boulangerie à Lens", None),
    ],
)
def test_the_name_told_is_the_company_s_own(text: str, name: str | None) -> None:
    assert name_told(text) == name


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("je suis Mme Diallo, directrice RH, on veut adhérer", "Diallo", "directrice RH"),
        ("hi, I'm Tom, I run a garage", "Tom", None),
        ("I'm Helen Marsh, HR officer at Groupe Astralis", "Helen Marsh", "HR officer"),
        ("Karim m'a parlé du PaQte, on veut s'inscrire", None, None),
        ("c'est mon patron qui veut s'inscrire", None, None),
    ],
)
def test_who_writes_is_who_presents_themselves(
    text: str, name: str | None, role: str | None
) -> None:
    assert person_told(text) == name
    assert role_told(text) == role


def test_a_siret_is_no_telephone() -> None:
    assert channel_told("inscrire 800 000 010 00010") is None
    assert channel_told("mon tel 06 39 98 20 15") == {"phone": "+33639982015", "email": None}
