"""Logging in one's own words: several at once, of which, with whom, and never twice."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from paqte.database import Database
from paqte.models import Action, ActionSide
from tests.actions.caller import Caller, Played
from tests.actions.conftest import NewCaller
from tests.paqte.factories import bakery

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
pytestmark = pytest.mark.usefixtures("still_clock")


@pytest.fixture
async def baker(new_caller: NewCaller, database: Database) -> Caller:
    """Samira, whose bakery in Cergy joined."""
    async with database.unit_of_work() as uow:
        await bakery(uow, telegram_id=7)
        await uow.commit()
    return await new_caller(7)


async def send(caller: Caller) -> Played:
    """« Enregistrer », and what becomes of it."""
    await caller.answer("enregistrer", "inform")
    assert caller.requested is None, caller.requested
    return await caller.call("action_submit_action", latest="action_form")


async def kept(database: Database) -> list[Action]:
    async with database.reading() as uow:
        return list(await uow.session.scalars(select(Action).order_by(Action.key)))


@BOTH
async def test_two_actions_of_one_sentence_are_two_rows(baker: Caller, database: Database) -> None:
    recap = await baker.open(
        "action_form",
        "deux élèves de 3e du collège Henri Wallon à Garges-lès-Gonesse en mars, plus un apprenti "
        "du quartier depuis lundi",
    )
    assert baker.requested == "action_recap", recap.text
    assert "1. Accueillir des élèves de 3e" in recap.text
    assert "2. Contrat d’apprentissage" in recap.text
    assert "Enregistrer les 2" in recap.buttons
    first = await send(baker)
    again = await baker.call("action_submit_action", latest="action_form")
    assert first == again
    pupils, apprentice = await kept(database)
    assert (pupils.action_type, pupils.quantity) == ("internship_3e", 2)
    assert pupils.school_uai is not None
    assert pupils.quantity_rep == 2  # the directory says that the school is in REP+
    assert pupils.partner == "Collège Henri Wallon"
    assert (apprentice.action_type, apprentice.quantity_qpv) == ("apprenticeship", Decimal(1))


async def test_what_one_of_several_lacks_is_asked_under_its_name(baker: Caller) -> None:
    asked = await baker.open("action_form", "un apprenti depuis lundi et deux stagiaires de 3e")
    assert baker.requested == "action_date"
    assert asked.text.endswith(
        "<i>Accueillir des élèves de 3e (REP/REP+)</i>\nC’était quand\u202f?"
    )
    part = await baker.answer("en mars")
    assert "combien viennent d’un collège REP" in part.text
    recap = await baker.answer("aucun")
    assert "2. Accueillir des élèves de 3e (REP/REP+)\u00a0: <b>2\u00a0élèves" in recap.text


async def test_one_of_several_is_corrected_or_taken_out(baker: Caller, database: Database) -> None:
    await baker.open(
        "action_form", "un apprenti depuis lundi et deux stagiaires de 3e de REP en mars"
    )
    which = await baker.answer("corriger", "edit_field")
    assert list(which.buttons) == [
        "1. Contrat d’apprentissage (jeune de QPV)",
        "2. Accueillir des élèves de 3e (REP/REP+)",
        "Rien, tout est juste",
    ]
    fields = await baker.answer(which.buttons["1. Contrat d’apprentissage (jeune de QPV)"])
    asked = await baker.answer(fields.buttons["Nombre"])
    assert "Combien de contrats" in asked.text
    recap = await baker.answer("trois")
    assert "1. Contrat d’apprentissage (jeune de QPV)\u00a0: <b>3" in recap.text
    await baker.answer("/edit_field")
    fields = await baker.answer("la 2")
    recap = await baker.answer(fields.buttons["La retirer"])
    assert "3\u00a0contrats" in recap.text
    assert "élèves" not in recap.text
    await send(baker)
    assert [(one.action_type, one.quantity) for one in await kept(database)] == [
        ("apprenticeship", 3)
    ]


async def test_the_one_that_a_sentence_corrects_is_known_by_its_type(baker: Caller) -> None:
    await baker.open(
        "action_form", "deux stagiaires de 3e de REP en mars et un apprenti depuis lundi"
    )
    recap = await baker.answer("non, c’était 3 stagiaires de 3e")
    first, second = recap.text.split("\n")[1:3]
    assert first.startswith("1. Accueillir des élèves de 3e (REP/REP+)\u00a0: <b>3\u00a0élèves")
    assert second.startswith("2. Contrat d’apprentissage (jeune de QPV)\u00a0: <b>1\u00a0contrat")


async def test_one_more_said_at_the_recap_is_added(baker: Caller) -> None:
    await baker.open("action_form", "deux stagiaires de 3e de REP en mars")
    recap = await baker.answer("et aussi un apprenti depuis lundi", "log_action")
    assert "1. Accueillir" in recap.text
    assert "2. Contrat d’apprentissage" in recap.text


@pytest.mark.parametrize(
    "said",
    [
        "on a aussi embauché un habitant en CDI hier",
        "on a embauché un habitant en CDI hier",
        "we also hired one resident on a permanent contract yesterday",
    ],
)
async def test_another_thing_done_said_at_the_recap_takes_no_ones_place(
    baker: Caller, database: Database, said: str
) -> None:
    await baker.open(
        "action_form", "deux élèves de 3e du collège Henri Wallon à Garges-lès-Gonesse en mars"
    )
    recap = await baker.answer(said, "log_action")
    assert baker.requested == "action_recap", recap.text
    assert "Enregistrer les 2" in recap.buttons
    await send(baker)
    pupils, hired = await kept(database)
    assert (pupils.action_type, pupils.quantity, pupils.partner) == (
        "internship_3e",
        2,
        "Collège Henri Wallon",
    )
    assert (hired.action_type, hired.quantity, hired.partner) == ("hire_qpv_cdi", 1, None)


async def test_another_thing_done_said_at_a_question_waits_for_its_turn(
    baker: Caller, database: Database
) -> None:
    await baker.open("action_form", "des stagiaires de 3e de REP en mars")
    assert baker.requested == "action_quantity"
    heard = await baker.answer("on a aussi embauché un habitant en CDI hier", "log_action")
    assert baker.requested == "action_quantity"
    assert heard.text.startswith("C’est noté, on y vient juste après.")
    recap = await baker.answer("2")
    if baker.requested == "action_part":
        recap = await baker.answer("tous")
    assert "Enregistrer les 2" in recap.buttons, recap.text
    await send(baker)
    assert [(one.action_type, one.quantity) for one in await kept(database)] == [
        ("internship_3e", 2),
        ("hire_qpv_cdi", 1),
    ]


@pytest.mark.parametrize(
    "said", ["non, c’était une embauche en CDI", "plutôt une embauche en CDI", "embauche en CDI"]
)
async def test_what_is_said_in_the_place_of_the_recap_corrects_it(baker: Caller, said: str) -> None:
    await baker.open("action_form", "un apprenti du quartier depuis lundi")
    recap = await baker.answer(said, "correct_action")
    assert "Embauche en CDI" in recap.text
    assert "apprenti" not in recap.text.casefold()


@pytest.mark.parametrize(
    ("said", "kept_part"),
    [("les deux", "2"), ("aucun", "0"), ("1", "1"), ("un seul", "1"), ("dont 1 de REP", "1")],
)
async def test_of_which_is_answered_in_words(
    baker: Caller, database: Database, said: str, kept_part: str
) -> None:
    await baker.open("action_form", "deux stagiaires de 3e en mars")
    assert baker.requested == "action_part"
    await baker.answer(said)
    await send(baker)
    (action,) = await kept(database)
    assert action.quantity_rep == Decimal(kept_part)


async def test_a_part_is_no_more_than_the_whole(baker: Caller) -> None:
    await baker.open("action_form", "deux stagiaires de 3e en mars")
    refused = await baker.answer("3")
    assert refused.text.startswith(
        "Il ne peut pas y en avoir plus que le total, 2\u00a0élèves. Combien en font partie\u202f?"
    )


async def test_of_one_person_the_question_is_yes_or_no(baker: Caller, database: Database) -> None:
    asked = await baker.open("action_form", "un stagiaire de 3e en mars")
    assert list(asked.buttons) == ["Oui", "Non", "Passer"]
    await baker.answer("oui", "affirm")
    await send(baker)
    (action,) = await kept(database)
    assert action.quantity_rep == 1


async def test_a_smaller_whole_asks_the_part_again(baker: Caller) -> None:
    await baker.open("action_form", "5 stagiaires de 3e dont 3 de REP en mars")
    await baker.answer("en fait deux élèves", "correct_action")
    assert baker.requested == "action_part"


async def test_a_school_that_several_are_called_by_is_asked(
    baker: Caller, database: Database
) -> None:
    asked = await baker.open("action_form", "deux stagiaires du collège Jean Moulin en mars")
    assert baker.requested == "action_part"
    asked = await baker.answer("tous")
    assert baker.requested == "action_partner"
    assert asked.text == "Plusieurs établissements portent ce nom. Lequel est-ce\u202f?"
    chosen = next(title for title in asked.buttons if "Sannois" in title)
    recap = await baker.answer(asked.buttons[chosen])
    assert f"Avec\u00a0: <b>{chosen}</b>" in recap.text
    await send(baker)
    (action,) = await kept(database)
    assert action.partner == "Collège Jean Moulin"
    assert action.insee_code == "95582"


async def test_what_else_was_counted_is_kept_beside(baker: Caller, database: Database) -> None:
    await baker.open("action_form", "un job dating avec 20 jeunes en mars")
    assert baker.requested == "action_recap"
    await send(baker)
    (action,) = await kept(database)
    assert (action.quantity, action.unit) == (1, "sessions")
    async with database.reading() as uow:
        (side,) = await uow.session.scalars(select(ActionSide))
    assert (side.unit, side.quantity) == ("young_people", 20)


async def test_the_recap_adds_a_partner_and_a_place(baker: Caller, database: Database) -> None:
    await baker.open("action_form", "un apprenti du quartier en mars")
    fields = await baker.answer("corriger", "edit_field")
    await baker.answer(fields.buttons["Avec"])
    await baker.answer("la mission locale")
    fields = await baker.answer("corriger", "edit_field")
    await baker.answer(fields.buttons["Lieu"])
    recap = await baker.answer("Pontoise")
    assert "Avec\u00a0: <b>Mission locale</b>" in recap.text
    assert "Lieu\u00a0: <b>Pontoise (95)</b>" in recap.text
    await send(baker)
    (action,) = await kept(database)
    assert (action.partner, action.insee_code) == ("Mission locale", "95500")


async def test_a_probable_duplicate_is_asked_about_with_both_shown(
    baker: Caller, database: Database
) -> None:
    said = "deux stagiaires de 3e de REP en mars"
    await baker.open("action_form", said)
    await send(baker)
    await baker.open("action_form", said)
    twin = await baker.answer("enregistrer", "inform")
    assert "Déjà là\u00a0: <b>2\u00a0élèves, " in twin.text
    assert "par vous" in twin.text
    assert "Maintenant\u00a0: <b>2\u00a0élèves, " in twin.text
    assert list(twin.buttons) == ["Oui, une autre", "Non, c’est la même", "Corriger"]
    await baker.answer(twin.buttons["Non, c’est la même"])
    ended = await baker.call("action_submit_action", latest="action_form")
    assert ended.text == "D’accord, je ne la compte pas deux fois."
    assert len(await kept(database)) == 1
    await baker.open("action_form", said)
    twin = await baker.answer("enregistrer", "inform")
    await baker.answer("oui", "affirm")
    await baker.call("action_submit_action", latest="action_form")
    assert len(await kept(database)) == 2


async def test_with_tax_said_in_the_sentence_the_amount_without_is_asked(baker: Caller) -> None:
    asked = await baker.open(
        "action_form", "on a acheté pour 1200 € TTC de plateaux repas à un traiteur du quartier"
    )
    if baker.requested == "action_type":
        asked = await baker.answer(asked.buttons["Achats à des fournisseurs de QPV"])
    assert "Il me faut le montant hors taxes." in asked.text


async def test_the_same_again_is_the_last_action_at_another_time(
    baker: Caller, database: Database
) -> None:
    await baker.open("action_form", "deux stagiaires de 3e de REP en mars")
    await send(baker)
    recap = await baker.open("action_form", "pareil pour juin")
    assert recap.text.startswith("Je reprends votre dernière action.")
    assert "juin 2026" in recap.text
    await send(baker)
    first, second = sorted(await kept(database), key=lambda action: action.started_on)
    assert (first.quantity, first.quantity_rep) == (second.quantity, second.quantity_rep) == (2, 2)
    assert second.started_on.month == 6


async def test_as_last_year_brings_last_year_back_and_asks_when(
    baker: Caller, database: Database
) -> None:
    await baker.open(
        "action_form", "deux stagiaires de 3e de REP en mars 2025 et un apprenti en mai 2025"
    )
    await send(baker)
    asked = await baker.open("action_form", "comme l’an dernier")
    assert asked.text.startswith("Voici ce que vous aviez déclaré l’an dernier.")
    assert baker.requested == "action_date"
    await baker.answer("en mars")
    recap = await baker.answer("en juin")
    assert "Enregistrer les 2" in recap.buttons


async def test_with_nothing_declared_there_is_nothing_to_repeat(baker: Caller) -> None:
    asked = await baker.open("action_form", "comme l’an dernier")
    assert asked.text.startswith("Je n’ai rien trouvé à répéter.")
    assert baker.requested == "action_type"


async def test_another_part_told_leaves_the_one_that_is_asked_for(
    baker: Caller, database: Database
) -> None:
    asked = await baker.open("action_form", "3 stagiaires de 3e dont 1 de QPV la semaine dernière")
    assert baker.requested == "action_part"
    assert "combien viennent d’un collège REP" in asked.text
    recap = await baker.answer("2")
    assert "2 en REP ou REP+, 1 de QPV" in recap.text.replace("\u00a0", " ").replace(" et ", ", ")
    await send(baker)
    (pupils,) = await kept(database)
    assert (pupils.quantity_rep, pupils.quantity_qpv) == (2, 1)


async def test_the_directory_tells_of_the_school_whatever_else_is_told(
    baker: Caller, database: Database
) -> None:
    await baker.open(
        "action_form",
        "en mars, 3 stagiaires de 3e du collège Henri Wallon à Garges-lès-Gonesse dont 1 de QPV",
    )
    assert baker.requested == "action_recap"
    await send(baker)
    (pupils,) = await kept(database)
    assert (pupils.quantity_rep, pupils.quantity_qpv) == (3, 1)


async def test_two_alike_told_in_one_message_are_both_kept(
    baker: Caller, database: Database
) -> None:
    recap = await baker.open(
        "action_form", "une visite d’entreprise en mars et une visite d’entreprise le 12 mars"
    )
    assert "Enregistrer les 2" in recap.buttons, recap.text
    said = await send(baker)
    assert said.text.startswith("C’est enregistré"), said.text
    assert [one.action_type for one in await kept(database)] == ["company_visit"] * 2


async def test_what_is_told_without_its_name_between_two_others_is_not_dropped(
    baker: Caller,
) -> None:
    asked = await baker.open(
        "action_form", "2 stagiaires de 3e de REP en mars, 3 jeunes en avril et un apprenti en mai"
    )
    assert baker.requested == "action_part", asked.text
    recap = (await baker.answer("tous")).text.replace("\u00a0", " ")
    assert "1. Accueillir des élèves de 3e (REP/REP+) : <b>2 élèves, du 1er au 31 mars" in recap
    assert "2. Accueillir des élèves de 3e (REP/REP+) : <b>3 élèves, du 1er au 30 avril" in recap
    assert "3. Contrat d’apprentissage (jeune de QPV) : <b>1 contrat, du 1er au 31 mai" in recap


async def test_where_its_name_is_not_told_before_either_it_is_asked(baker: Caller) -> None:
    asked = await baker.open(
        "action_form", "une visite d’entreprise en mars, 3 jeunes en avril et un apprenti en mai"
    )
    assert "« 3 jeunes en avril »" in asked.text.replace("\u00a0", " "), asked.text
    title = next(title for title in asked.buttons if title.startswith("Mentorat"))
    await baker.answer(asked.buttons[title])
    assert baker.requested == "action_part"
    recap = (await baker.answer("aucun")).text.replace("\u00a0", " ")
    assert "2. Mentorat, parrainage d’un jeune : <b>3 jeunes, du 1er au 30 avril" in recap, recap
