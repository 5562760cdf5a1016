"""Registering a school or an association: what is not known yet, and what is asked of whom."""

import pytest
from sqlalchemy import select

from paqte.database import Database
from paqte.models import Organisation
from paqte.services import conversations
from tests.actions.caller import Caller
from tests.actions.conftest import NewCaller
from tests.paqte.internship_factories import association

pytestmark = pytest.mark.usefixtures("still_clock")


@pytest.fixture
async def claire(new_caller: NewCaller) -> Caller:
    """Claire, who never wrote before."""
    return await new_caller(3000, first_name="Claire")


async def at_the_number(claire: Caller) -> None:
    """Up to the question for the number of the association."""
    await claire.open("organisation_form")
    await claire.answer('/inform{"org_kind": "association"}')
    asked = await claire.answer("Les Amis du Vexin")
    assert "Quel est son numéro RNA" in asked.text
    assert list(asked.buttons) == ["Sans RNA"]


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ('/inform{"org_number": "none"}', "inform"),
        ("passer", "skip"),
        ("on n'en a pas", "deny"),
        ("on n'a pas de RNA, association toute récente", "inform"),
        ("on n'a pas de RNA, association toute récente", "register_organisation"),
        ("pas encore de numéro", "out_of_scope"),
        ("pas encore reçu", "nlu_fallback"),
    ],
)
async def test_an_association_without_a_number_registers_all_the_same(
    claire: Caller, database: Database, said: str, intent: str
) -> None:
    await at_the_number(claire)
    assert "Dans quelle commune" in (await claire.answer(said, intent)).text
    for line in ("Cergy", "oui", "Claire Morel", "présidente", "claire@vexin.example"):
        recap = await claire.answer(line, "affirm" if line == "oui" else "inform")
    await claire.answer(recap.buttons["Envoyer"])
    done = await claire.call("action_submit_organisation", latest="organisation_form")
    assert "L’équipe va vérifier" in done.text
    async with database.reading() as uow:
        (made,) = await uow.session.scalars(select(Organisation))
    assert (made.name, made.rna, made.siren) == ("Les Amis du Vexin", None, None)


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("c'est quoi le RNA ?", "ask_about_program"),
        ("le RNA c'est quoi ?", "ask_axes"),
        ("c'est quoi ?", "inform"),
        ("je ne sais pas", "unsure"),
    ],
)
async def test_who_asks_what_the_number_is_hears_where_it_stands(
    claire: Caller, said: str, intent: str
) -> None:
    await at_the_number(claire)
    told = await claire.answer(said, intent)
    assert "W et neuf chiffres, sur le récépissé de la préfecture" in told.text
    assert claire.requested == "org_number"


@pytest.fixture
async def asker(new_caller: NewCaller, database: Database) -> Caller:
    """Who speaks for an association of Cergy, and for no company."""
    async with database.unit_of_work() as uow:
        await association(uow)
        await uow.commit()
    return await new_caller(2000, first_name="Asso 0")


@pytest.mark.parametrize("form", ["offer_form", "axes_form", "commit_form", "action_form"])
async def test_who_speaks_for_an_organisation_is_led_to_its_searches(
    asker: Caller, form: str
) -> None:
    told = await asker.open(form, "je voudrais 2 places à Cergy")
    assert "Vous êtes ici pour <b>Association 0</b>" in told.text
    assert list(told.buttons) == ["Chercher des stages", "Mes demandes"]


async def test_who_speaks_for_nobody_yet_is_offered_both_ways_in(claire: Caller) -> None:
    told = await claire.open("offer_form", "je voudrais 2 places à Cergy")
    assert list(told.buttons) == ["Inscrire mon entreprise", "Inscrire ma structure"]


async def test_an_organisation_that_asks_about_the_programme_is_offered_a_search(
    asker: Caller,
) -> None:
    asker.hear("c'est quoi le PaQte ?", "ask_about_program")
    told = await asker.call("action_ask_about_program")
    assert "Chercher des stages" in told.buttons
    assert not any("join_program" in sent for sent in told.buttons.values())


async def test_of_who_writes_for_it_a_first_name_alone_is_asked_about_once(
    claire: Caller, database: Database
) -> None:
    await claire.open("organisation_form")
    await claire.answer("le collège La Justice de Cergy")
    await claire.answer("oui", "affirm")
    asked = await claire.answer("Claire")
    assert "Et votre nom de famille" in asked.text
    await claire.answer("Morel")
    assert claire.requested == "org_contact_role"
    again = await claire.answer("pardon, Claire Morin")
    assert "C’est noté : Claire Morin." in again.text
    await claire.answer("CPE")
    again = await claire.answer("en fait c’est Lina Morin")
    assert claire.requested == "org_email"
    recap = await claire.answer("lina.morin@ac-versailles.fr")
    assert "Lina Morin" in recap.text


TEACHING = ["Professeur principal", "Direction", "Vie scolaire (CPE)"]
WORKING = ["Chargé ou chargée de projet", "Direction"]


@pytest.mark.parametrize(
    ("answers", "roles"),
    [
        (["le collège La Justice de Cergy"], TEACHING),
        (
            ['/inform{"org_kind": "association"}', "Élan", "W751234567", "Cergy", "oui"],
            [*WORKING, "Présidence", "Bénévole"],
        ),
        (
            ['/inform{"org_kind": "other"}', "Mission locale", "W751234567", "Cergy", "oui"],
            [*WORKING, "Conseiller ou conseillère"],
        ),
    ],
)
async def test_the_functions_offered_are_those_of_the_kind_of_organisation(
    claire: Caller, answers: list[str], roles: list[str]
) -> None:
    await claire.open("organisation_form")
    for line in answers:
        await claire.answer(line, "affirm" if line == "oui" else "inform")
    asked = await claire.answer("Claire Morel")
    assert "Quelle est votre fonction" in asked.text
    assert list(asked.buttons) == [*roles, "Passer"]


@pytest.mark.parametrize(
    ("wrote", "intent", "noted", "asks"),
    [
        (
            "association tremplin 59 à roubaix, on a trouvé 5 stages, on les déclare où",
            "declare_off_platform",
            "Tremplin 59 et Roubaix (59)",
            "RNA",
        ),
        (
            "je suis conseillère au collège Jean Moulin à Aubervilliers, je cherche des stages",
            "search_slots",
            "<b>Collège Jean Moulin (Aubervilliers, REP+)</b>",
            "Votre prénom",
        ),
    ],
)
async def test_what_was_told_before_registering_is_not_asked_again(
    claire: Caller, database: Database, wrote: str, intent: str, noted: str, asks: str
) -> None:
    async with database.unit_of_work() as uow:
        await conversations.record_incoming(
            uow, claire.conversation_id, update_id=7001, text=wrote, intent=intent
        )
        await uow.commit()
    played = await claire.open("organisation_form", turn_id="7002")
    assert f"C’est noté\u00a0: {noted}" in played.text
    assert asks in played.text


async def test_a_company_that_wrote_before_is_no_association(
    claire: Caller, database: Database
) -> None:
    async with database.unit_of_work() as uow:
        await conversations.record_incoming(
            uow,
            claire.conversation_id,
            update_id=7001,
            text="on a accueilli deux élèves du collège Jean Moulin à Aubervilliers",
            intent="log_action",
        )
        await uow.commit()
    played = await claire.open("organisation_form", turn_id="7002")
    assert "Pour qui cherchez-vous des stages" in played.text


async def test_a_name_with_its_role_and_address_answers_all_three(claire: Caller) -> None:
    await at_the_number(claire)
    for line in ("passer", "Cergy", "oui"):
        await claire.answer(line, {"passer": "skip", "oui": "affirm"}.get(line, "inform"))
    assert claire.requested == "org_contact_name"
    played = await claire.answer("Claire Morel, présidente, claire@vexin.example")
    assert played.text.startswith("C’est noté\u00a0: présidente et claire@vexin.example.")
    assert claire.requested == "org_recap"
    assert "<b>Claire Morel</b>" in played.text


async def test_an_address_where_the_role_is_asked_for_is_the_address(claire: Caller) -> None:
    await at_the_number(claire)
    for line in ("passer", "Cergy", "oui", "Claire Morel"):
        await claire.answer(line, {"passer": "skip", "oui": "affirm"}.get(line, "inform"))
    played = await claire.answer("claire@vexin.example")
    assert played.text.startswith("C’est noté\u00a0: claire@vexin.example.")
    assert claire.requested == "org_contact_role"
    recap = await claire.answer("présidente")
    assert claire.requested == "org_recap", recap.text
