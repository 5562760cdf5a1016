"""Joining, several answers in one message: each is kept, said, and not asked again."""

import pytest

from actions.joining.beside import own_part
from actions.joining.identity import STEP
from paqte.database import Database
from paqte.services import conversations
from tests.actions.caller import Caller

NAMED = "Bonjour, je veux adhérer, l'entreprise c'est Fournilor à Lens, on est 6"


async def opened(caller: Caller, sentence: str = "je veux inscrire mon entreprise") -> None:
    await caller.open("join_form", sentence)


async def test_the_siret_is_asked_of_the_company_that_was_named(caller: Caller) -> None:
    played = await caller.open("join_form", NAMED)
    assert "Quel est le SIRET de Fournilor\u202f?" in played.text


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("je l'ai pas sous la main", "unsure"),
        ("non g pas le siret", "inform"),
        ("je ne l'ai pas", "deny"),
    ],
)
async def test_without_its_siret_a_named_company_goes_on(
    caller: Caller, said: str, intent: str
) -> None:
    await opened(caller, NAMED)
    await caller.answer(said, intent)
    assert caller.requested == "join_trade"


async def test_who_does_not_know_what_a_siret_is_hears_where_it_stands(caller: Caller) -> None:
    await opened(caller)
    played = await caller.answer("je sais pas", "unsure")
    assert played.text.startswith("Le SIRET a 14 chiffres")


async def test_a_name_with_a_town_and_a_size_answers_three_questions(caller: Caller) -> None:
    await opened(caller)
    played = await caller.answer("Fournilor à Lens, on est 6")
    assert played.text.startswith("C’est noté\u00a0: Lens (62) et moins de 10 salariés.")
    assert "«\u00a0Fournilor\u00a0»" in played.text
    await caller.answer('/inform{"join_identity": "without"}')
    await caller.answer("oui", "affirm")
    assert caller.requested == "join_trade"


async def test_who_presents_themselves_where_the_company_is_asked_for_is_kept(
    caller: Caller,
) -> None:
    await opened(caller, NAMED)
    played = await caller.answer("Samira Haddad, gérante, mon num c'est le 06 39 98 11 22")
    assert played.text.startswith("C’est noté\u00a0: Samira Haddad, gérante et 06 39 98 11 22.")
    assert caller.requested == "join_identity"
    recap = await caller.answer("je ne l'ai pas", "deny")
    assert caller.requested == "join_trade", recap.text


async def test_a_role_told_with_a_telephone_is_the_role_alone(caller: Caller) -> None:
    await opened(caller, f"{NAMED}, boulangerie")
    await caller.answer("je ne l'ai pas", "deny")
    await caller.answer("Samira Haddad")
    assert caller.requested == "join_contact_role"
    recap = await caller.answer("gérante, 06 39 98 11 22")
    assert caller.requested == "join_recap"
    assert "<b>gérante</b>" in recap.text


async def test_a_trade_where_a_person_is_asked_for_is_nobodys_name(caller: Caller) -> None:
    await opened(caller, NAMED)
    await caller.answer("je ne l'ai pas", "deny")
    await caller.answer('/inform{"join_trade": "boulangerie"}')
    await caller.answer("boulangerie")
    assert caller.requested == "join_contact_name"
    played = await caller.answer("mecanique auto")
    assert caller.requested == "join_contact_name"
    assert "prénom" in played.text


async def test_a_name_where_a_role_is_asked_for_is_the_name(caller: Caller) -> None:
    await opened(caller, f"{NAMED}, boulangerie")
    await caller.answer("je ne l'ai pas", "deny")
    await caller.answer("Mario Auto")
    played = await caller.answer("mehdi benali")
    assert played.text.startswith("C’est noté\u00a0: mehdi benali.")
    assert caller.requested == "join_contact_role"


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Garage du Pont, on est 4", "Garage du Pont"),
        ("Garage du Pont, 4 salariés, tel 06 39 98 11 22", "Garage du Pont"),
        ("Dupont, Durand et Fils", "Dupont, Durand et Fils"),
        ("800 000 010 00010", "800 000 010 00010"),
        ("Fournilor, 62300 Lens", "Fournilor, 62300 Lens"),
    ],
)
def test_the_name_is_heard_without_the_rest(text: str, part: str) -> None:
    assert own_part(STEP, text) == part


async def test_a_role_told_with_the_name_is_no_part_of_it(caller: Caller) -> None:
    await opened(caller, f"{NAMED}, boulangerie")
    await caller.answer("je ne l'ai pas", "deny")
    played = await caller.answer("mehdi benali, patron")
    assert played.text.startswith("C’est noté\u00a0: Dirigeant.")
    recap = await caller.answer("06 39 98 11 22")
    assert "<b>mehdi benali</b>" in recap.text


async def test_a_trade_where_the_siret_is_asked_for_is_not_looked_for(caller: Caller) -> None:
    await opened(caller)
    played = await caller.answer("serrurerie")
    assert played.text.startswith("C’est noté\u00a0: serrurerie.")
    assert "Je ne trouve pas" not in played.text
    assert caller.requested == "join_identity"


@pytest.mark.parametrize("said", ["no idea what it is, can I do without?", "on peut faire sans ?"])
async def test_whether_it_goes_without_a_siret_is_told(caller: Caller, said: str) -> None:
    await opened(caller)
    played = await caller.answer(said, "out_of_scope")
    assert played.text.startswith("Non, le nom suffit")


async def test_a_telephone_dictated_where_the_siret_is_asked_for_is_not_looked_for(
    caller: Caller,
) -> None:
    await opened(caller)
    played = await caller.answer("zéro six trente-neuf quatre-vingt-dix-huit onze vingt-deux")
    assert played.text.startswith("C’est noté\u00a0: 06 39 98 11 22.")
    assert "Je ne trouve pas" not in played.text


async def test_a_name_told_without_its_siret_goes_on_at_once(caller: Caller) -> None:
    await opened(caller)
    await caller.answer("on s'appelle les Ateliers Carlier et je n'ai pas le siret sous les yeux")
    assert caller.requested == "join_name"


async def test_what_was_told_before_a_yes_is_there(caller: Caller, database: Database) -> None:
    async with database.unit_of_work() as uow:
        await conversations.record_incoming(
            uow,
            caller.conversation_id,
            update_id=7001,
            text="je tiens une petite menuiserie à Maubeuge, on est quatre, ça coûte combien ?",
        )
        await uow.commit()
    played = await caller.open("join_form", "oui d'accord inscrivez nous", turn_id="7002")
    assert played.text.startswith("C’est noté\u00a0: menuiserie, Maubeuge (59)")


async def test_dictated_without_a_stop_the_company_is_told_all_the_same(
    caller: Caller, database: Database
) -> None:
    async with database.unit_of_work() as uow:
        await conversations.record_incoming(
            uow,
            caller.conversation_id,
            update_id=7001,
            text="on m'a dit que vous cherchiez des entreprises je tiens une petite menuiserie à "
            "Maubeuge avec mon mari et trois salariés on a toujours pris des jeunes en stage",
        )
        await uow.commit()
    played = await caller.open("join_form", "oui d'accord inscrivez nous", turn_id="7002")
    assert "menuiserie, Maubeuge (59) et moins de 10 salariés" in played.text


async def test_the_trade_in_a_name_is_asked_all_the_same(caller: Caller) -> None:
    await opened(caller)
    await caller.answer('/inform{"join_identity": "without"}')
    played = await caller.answer("Garage du Port")
    assert "C’est noté" not in played.text
    assert caller.requested == "join_town"


async def test_the_town_of_a_company_that_was_not_theirs_is_not_kept(caller: Caller) -> None:
    await opened(caller)
    shown = await caller.answer("fournil à Créteil")
    assert "c’est bien vous" in shown.text
    await caller.answer("non", "deny")
    await caller.answer("Les Deux Frères")
    await caller.answer('/inform{"join_identity": "without"}')
    await caller.answer("oui", "affirm")
    assert caller.requested == "join_town"


async def test_what_stands_before_a_question_is_kept(caller: Caller) -> None:
    await opened(caller)
    played = await caller.answer("on est à Lens. le siret je sais pas, on peut faire sans ?")
    assert played.text.startswith("C’est noté\u00a0: Lens (62).\nNon, le nom suffit")
