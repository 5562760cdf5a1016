"""What people write to the questions of joining beside an answer, and answers inside sentences."""

import pytest
from sqlalchemy import select

from actions.joining.names import told_name
from actions.joining.trade import trade_of
from paqte.database import Database
from paqte.models import Company, Draft
from tests.actions.caller import Caller
from tests.paqte.factories import bakery
from tests.support import directory_server as directory

WITHOUT = '/inform{"join_identity": "without"}'
NOT_CREATED = '/inform{"join_identity": "not_created"}'


async def answers(database: Database) -> dict[str, object]:
    async with database.reading() as uow:
        kept: dict[str, object] = (await uow.session.scalars(select(Draft.answers))).one()
        return kept


async def up_to(caller: Caller, step: str) -> None:
    await caller.open("join_form")
    steps = {
        "join_name": WITHOUT,
        "join_town": "L’Atelier",
        "join_size": "Cergy",
        "join_trade": '/inform{"join_size": "0-9"}',
        "join_contact_name": "couture",
        "join_contact_role": "Samira Martin",
        "join_contact_channel": "gérante",
        "join_recap": "06 12 34 56 78",
    }
    for asked, said in steps.items():
        await caller.answer(said)
        assert caller.requested == asked
        if asked == step:
            return


@pytest.mark.parametrize(
    "said",
    [
        "ben c la mienne pourtant jai jamais fait ca",
        "mais c'est faux, on est ouvert !",
        "moi la gérante, je suis seule, personne n'a pu m'inscrire",
        "oui mais c'est mon entreprise !!",
        "ok mais faut être grand pour adhérer ?",
        "donc je peux pas ??",
        "j'ai deux boulangeries, je dois faire deux inscriptions ?",
        "non pas ca",
        "c'est faux",
        "je suis seule",
        "je comprends rien",
        "I don't understand",
        "vous êtes sérieux",
        "attendez je cherche",
        "je suis boulanger",
        "pourquoi vous demandez ça",
        "dites, c koi la capital de laustrali",
        "ça sert à quoi",
        "c'est quoi le nom qu'il faut mettre",
        "what is a QPV exactly",
        "C'est qui le patron",
    ],
)
def test_a_question_a_protest_and_a_refusal_are_no_names(said: str) -> None:
    assert told_name(said) is None


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Les Deux Frères", "Les Deux Frères"),
        ("On Air Studio", "On Air Studio"),
        ("Bon Appétit Cergy", "Bon Appétit Cergy"),
        ("Oui Chef", "Oui Chef"),
        ("On se détend", "On se détend"),
        ("Garage Martin (le siret je l'ai pas)", "Garage Martin"),
        ("non, c’est le Fournil de Cergy", "le Fournil de Cergy"),
        ("idk the siret, its called Halal Food Express", "Halal Food Express"),
        ("mon entreprise c'est fournil des halles à créteil", "fournil des halles à créteil"),
        ("huit cents zéro … je crois que c'est garage martin à cergy", "garage martin à cergy"),
        ("ma boite s'appelle Bati Plus mais j'ai pas le siret", "Bati Plus"),
        ("j'ai pas de siret mais c'est Bati Plus", "Bati Plus"),
        ("le nom de l'entreprise est Négoce Rhône", "Négoce Rhône"),
        ("« Vous êtes ici Productions »", "Vous êtes ici Productions"),
    ],
)
def test_a_name_is_found_in_the_sentence_around_it(said: str, name: str) -> None:
    assert told_name(said) == name


async def test_a_protest_is_no_name_and_what_is_said_twice_is_one(
    caller: Caller, database: Database
) -> None:
    await caller.open("join_form")
    first = await caller.answer("on est ouvert toute la nuit")
    assert first.text.startswith("Je n’y lis pas de nom d’entreprise.")
    again = await caller.answer("on est ouvert toute la nuit")
    assert "Je ne trouve pas «\u00a0on est ouvert toute la nuit\u00a0»" in again.text
    await caller.answer(WITHOUT)
    await caller.answer("oui", "affirm")
    assert (await answers(database))["join_name"] == "on est ouvert toute la nuit"


@pytest.mark.parametrize(
    "words",
    [
        "ben c la mienne pourtant jai jamais fait ca",
        "oui mais c'est mon entreprise !!",
        "donc je peux pas ??",
    ],
)
async def test_who_protests_that_a_company_is_theirs_is_offered_a_person(
    caller: Caller, database: Database, words: str
) -> None:
    async with database.unit_of_work() as uow:
        await bakery(uow, telegram_id=99)
        await uow.commit()
    await caller.open("join_form")
    await caller.answer(directory.OPEN)
    for _ in range(2):
        played = await caller.answer(words)
        assert played.text.startswith("Si c’est bien la vôtre, l’équipe le vérifie avec vous")
        assert "Parler à quelqu’un" in played.buttons


async def test_who_protests_that_a_company_is_open_is_offered_a_person(caller: Caller) -> None:
    await caller.open("join_form")
    await caller.answer(directory.CLOSED)
    played = await caller.answer("mais c'est faux, on est ouvert !")
    assert played.text.startswith("L’annuaire peut se tromper")
    assert "Parler à quelqu’un" in played.buttons
    found = await caller.answer(directory.OPEN)
    assert "Le Fournil de Cergy" in found.text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("ok mais faut être grand pour adhérer ?", "Toutes les entreprises peuvent adhérer"),
        ("donc je peux pas ??", "Si, vous pouvez"),
        ("j'ai deux boulangeries, je dois faire deux inscriptions ?", "Inscrivez d’abord l’une"),
        ("c'est quoi cette histoire de 8 étapes ??", "Ce sont de courtes questions"),
        ("C'est obligatoire le SIRET ?", "Non, le nom suffit"),
        ("vous ouvrez le dimanche chez vous ?", "Je n’ai pas la réponse à cette question."),
    ],
)
async def test_a_question_at_the_first_question_is_answered(
    caller: Caller, words: str, said: str
) -> None:
    await caller.open("join_form")
    intent = "ask_about_program" if "SIRET" in words else "inform"
    played = await caller.answer(words, "out_of_scope" if "étapes" in words else intent)
    assert played.text.startswith(said)
    assert "Quel est le SIRET" in played.text
    assert "Parler à quelqu’un" in played.buttons


async def test_a_question_of_the_programme_is_the_knowledges(caller: Caller) -> None:
    await caller.open("join_form")
    played = await caller.answer("ça coûte combien ?", "ask_about_program")
    assert played.events == []


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("join_identity", "je reprends"),
        ("join_trade", "je reprends"),
        ("join_contact_name", "on continue"),
    ],
)
async def test_who_resumes_is_asked_again(caller: Caller, step: str, words: str) -> None:
    if step == "join_identity":
        await caller.open("join_form")
    else:
        await up_to(caller, step)
    await caller.answer(words)
    assert caller.requested == step


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        (WITHOUT, "inform"),
        ("Continuer sans SIRET", "inform"),
        ("je continue sans", "affirm"),
        ("laissez tomber le siret", "inform"),
        ("sans SIRET", "inform"),
    ],
)
async def test_without_a_siret_the_name_is_asked(caller: Caller, words: str, intent: str) -> None:
    await caller.open("join_form")
    played = await caller.answer(words, intent)
    assert caller.requested == "join_name"
    assert "Quel est le nom de l’entreprise" in played.text


async def test_sans_souci_is_a_name(caller: Caller) -> None:
    await caller.open("join_form")
    played = await caller.answer("Sans Souci")
    assert "Je ne trouve pas «\u00a0Sans Souci\u00a0»" in played.text


async def test_the_name_that_was_looked_for_is_confirmed_or_written_anew(
    caller: Caller, database: Database
) -> None:
    await caller.open("join_form")
    await caller.answer("garage martin à cergy")
    asked = await caller.answer(WITHOUT)
    assert "Le nom, c’est bien «\u00a0garage martin\u00a0»" in asked.text
    plain = await caller.answer("non", "deny")
    assert "Quel est le nom de l’entreprise" in plain.text
    await caller.answer("Garage Martin et Fils")
    assert (await answers(database))["join_name"] == "Garage Martin et Fils"


@pytest.mark.parametrize(
    "words", ["mon entreprise c'est fournil des halles à créteil", "Fournil des Halles Créteil"]
)
async def test_a_name_with_its_town_is_found(caller: Caller, words: str) -> None:
    await caller.open("join_form")
    played = await caller.answer(words)
    assert "<b>Fournil des Halles</b>, Créteil" in played.text


async def test_of_several_shown_both_cannot_be_taken_at_once(caller: Caller) -> None:
    await caller.open("join_form")
    await caller.answer("fournil")
    played = await caller.answer("les deux")
    assert played.text.startswith("Une à la fois")
    assert "Fournil des Halles, Créteil (94000)" in played.buttons
    await caller.answer("la 2")
    assert caller.requested == "join_contact_name"


@pytest.mark.parametrize("words", ["la 2", "la deuxieme", "le 93"])
async def test_one_of_several_towns_is_chosen_in_words(
    caller: Caller, database: Database, words: str
) -> None:
    await up_to(caller, "join_town")
    played = await caller.answer("Saint-Denis")
    assert "Saint-Denis (93)" in played.buttons
    lost = await caller.answer("celle de ma sœur")
    assert "Saint-Denis (93)" in lost.buttons
    await caller.answer(words)
    assert (await answers(database))["join_town"] == {
        "insee": "93066",
        "name": "Saint-Denis",
        "postcode": None,
    }


@pytest.mark.parametrize(
    ("said", "trade", "asked"),
    [
        ("bah un garage automobile on fait les vidanges", "garage automobile", False),
        ("boulanger quoi", "boulanger", False),
        ("a bakery, why?", "bakery", True),
        ("conseil en informatique", "conseil en informatique", False),
        ("un restaurant", "un restaurant", False),
    ],
)
def test_of_a_sentence_the_trade_is_kept(said: str, trade: str, asked: bool) -> None:
    assert trade_of(said) == (trade, asked)


@pytest.mark.parametrize("intent", ["inform", "ask_about_program"])
async def test_why_the_trade_is_asked_is_said_and_the_trade_is_kept(
    caller: Caller, database: Database, intent: str
) -> None:
    await up_to(caller, "join_trade")
    played = await caller.answer("a bakery, why?", intent)
    assert played.text.startswith("C’est pour mieux vous connaître.")
    assert (await answers(database))["join_trade"] == "bakery"


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("c'est moi le patron", "Dirigeant"),
        ("je suis la patronne", "Dirigeante"),
        ("gérante", "gérante"),
        ("je suis le responsable des achats", "responsable des achats"),
    ],
)
async def test_of_a_sentence_the_role_is_kept(
    caller: Caller, database: Database, said: str, role: str
) -> None:
    await up_to(caller, "join_contact_role")
    await caller.answer(said)
    assert (await answers(database))["join_contact_role"] == role


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("appelle moi kev", "kev"),
        ("bro Karim Haddad", "Karim Haddad"),
        ("Bernard Lefèvre mais tout le monde m'appelle Nanard", "Bernard Lefèvre"),
        ("mon nom c'est Bernard Lefèvre pas Nanard", "Bernard Lefèvre"),
    ],
)
async def test_of_a_sentence_the_persons_name_is_kept(
    caller: Caller, database: Database, said: str, name: str
) -> None:
    await up_to(caller, "join_contact_name")
    await caller.answer(said)
    kept = await answers(database)
    assert (kept["join_contact_name"], kept["join_name"]) == (name, "L’Atelier")


@pytest.mark.parametrize("step", ["join_trade", "join_contact_role"])
async def test_a_question_is_neither_a_trade_nor_a_role(caller: Caller, step: str) -> None:
    await up_to(caller, step)
    played = await caller.answer("vous êtes ouverts le dimanche ?")
    assert played.text.startswith("Je n’ai pas la réponse à cette question.")
    assert caller.requested == step


async def test_a_doubt_about_the_size_is_no_size(caller: Caller) -> None:
    await up_to(caller, "join_size")
    played = await caller.answer("je sais pas si ma boite compte dans les 10 salariés")
    assert played.text.startswith("Un ordre de grandeur suffit, vous compris.")
    assert caller.requested == "join_size"
    assert "Moins de 10 personnes" in played.buttons


@pytest.mark.parametrize(
    ("words", "band"), [("2 ou 3 ça dépend", "0-9"), ("entre 12 et 15", "10-49")]
)
async def test_two_numbers_of_one_band_are_its_size(
    caller: Caller, database: Database, words: str, band: str
) -> None:
    await up_to(caller, "join_size")
    await caller.answer(words)
    assert (await answers(database))["join_size"] == band


async def test_a_number_to_reach_somebody_is_kept_before_it_is_asked_for(
    caller: Caller, database: Database
) -> None:
    await up_to(caller, "join_contact_role")
    played = await caller.answer("06 12 34 56 78")
    assert played.text.startswith("C’est noté, l’équipe pourra vous joindre.")
    assert caller.requested == "join_contact_role"
    await caller.answer("gérante")
    assert caller.requested == "join_recap"
    kept = await answers(database)
    assert kept["join_contact_channel"] == {"phone": "+33612345678", "email": None}


@pytest.mark.parametrize(
    ("words", "intent"),
    [("c'est obligatoire ?", "ask_about_program"), ("do you really need my phone?", "inform")],
)
async def test_why_a_contact_is_needed_is_said(caller: Caller, words: str, intent: str) -> None:
    await up_to(caller, "join_contact_channel")
    played = await caller.answer(words, intent)
    assert "une adresse e-mail suffit" in played.text
    assert caller.requested == "join_contact_channel"


@pytest.mark.parametrize("intent", ["ask_about_program", "data_access"])
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("à quoi ça vous sert, mon numéro ?", "une adresse e-mail suffit"),
        ("why do you want my email?", "une adresse e-mail suffit"),
        ("c'est obligatoire de donner mon nom ?", "savoir à qui elle s’adresse"),
    ],
)
async def test_why_a_contact_is_needed_is_said_wherever_it_is_asked(
    caller: Caller, words: str, said: str, intent: str
) -> None:
    await up_to(caller, "join_trade")
    played = await caller.answer(words, intent)
    assert said in played.text
    assert caller.requested == "join_trade"


@pytest.mark.parametrize(
    "words",
    [
        "une entreprise sociale loi 1901",
        "on est une association en fait",
        "je suis une asso",
        "we are a charity",
    ],
)
async def test_an_association_is_shown_its_own_way_and_its_answers_are_kept(
    caller: Caller, database: Database, words: str
) -> None:
    await up_to(caller, "join_trade")
    played = await caller.answer(words)
    assert played.text.startswith("Vous êtes une association")
    assert played.buttons == {
        "Inscrire mon association": '/register_organisation{"said": "association"}',
        "Continuer l’inscription d’entreprise": "/join_program",
        "Parler à quelqu’un": "/human_handoff",
    }
    assert caller.form is None
    assert (await answers(database))["join_name"] == "L’Atelier"
    again = await caller.open("join_form")
    assert caller.requested == "join_trade"
    assert again.text.startswith("On reprend où nous en étions.")


async def test_an_associations_number_is_no_wrong_siret(caller: Caller) -> None:
    await caller.open("join_form")
    played = await caller.answer("W751234567")
    assert played.text.startswith("Ce numéro est celui d’une association.")
    assert played.buttons["Inscrire mon association"] == (
        '/register_organisation{"said": "W751234567"}'
    )


async def test_a_company_that_works_for_associations_is_none(
    caller: Caller, database: Database
) -> None:
    await up_to(caller, "join_trade")
    await caller.answer("je travaille pour une association de quartier")
    assert caller.form == "join_form"
    await caller.answer("retour", "back")
    await caller.answer("conseil aux associations")
    assert (await answers(database))["join_trade"] == "conseil aux associations"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("c pas le nom ca, cest le fournil de cergy", "le fournil de cergy"),
        ("le nom c le fournil de cergy", "le fournil de cergy"),
        ("le nom c'est Nadia Création", "Nadia Création"),
        ("le nom de l'entreprise est Négoce Rhône", "Négoce Rhône"),
        ("non, le nom c’est Les Écureuils", "Les Écureuils"),
    ],
)
async def test_the_name_told_at_the_recap_is_changed_there(
    caller: Caller, words: str, name: str
) -> None:
    await up_to(caller, "join_recap")
    played = await caller.answer(words)
    assert caller.requested == "join_recap"
    assert f"Nom de l’entreprise\u00a0: <b>{name}</b>" in played.text
    assert "Votre nom\u00a0: <b>Samira Martin</b>" in played.text


async def test_what_the_company_is_is_not_its_name(caller: Caller) -> None:
    await up_to(caller, "join_recap")
    played = await caller.answer("l’entreprise est fermée le lundi")
    assert "Nom de l’entreprise\u00a0: <b>L’Atelier</b>" in played.text


async def test_mon_nom_at_the_recap_is_the_persons(caller: Caller) -> None:
    await up_to(caller, "join_recap")
    played = await caller.answer("mon nom c'est Nadia Benali")
    assert "Votre nom\u00a0: <b>Nadia Benali</b>" in played.text
    assert "Nom de l’entreprise\u00a0: <b>L’Atelier</b>" in played.text


async def test_a_name_set_right_behind_an_answer_changes_both(
    caller: Caller, database: Database
) -> None:
    await up_to(caller, "join_trade")
    await caller.answer("retouches, mais en fait le nom c'est Nadia Création")
    assert caller.requested == "join_contact_name"
    kept = await answers(database)
    assert (kept["join_name"], kept["join_trade"]) == ("Nadia Création", "retouches")


async def test_a_siret_found_at_the_recap_is_looked_up(caller: Caller) -> None:
    await up_to(caller, "join_recap")
    played = await caller.answer(f"j'ai trouvé le bon siret : {directory.OPEN}")
    assert "<b>Le Fournil de Cergy</b>" in played.text
    recap = await caller.answer("oui", "affirm")
    assert caller.requested == "join_recap"
    assert "800 000 010 00010" in recap.text


async def test_a_name_that_was_typed_stands_beside_the_directorys(caller: Caller) -> None:
    await up_to(caller, "join_recap")
    await caller.answer(directory.OPEN)
    recap = await caller.answer("oui", "affirm")
    assert "Nom de l’entreprise\u00a0: <b>L’Atelier</b>" in recap.text
    assert "Activité\u00a0: <b>Boulangerie et boulangerie-pâtisserie</b>" in recap.text


async def test_no_and_not_that_are_no_name_to_a_correction(caller: Caller) -> None:
    await up_to(caller, "join_recap")
    await caller.answer('/edit_field{"field": "join_name"}')
    await caller.answer("non pas ca")
    assert caller.requested == "join_name"
    recap = await caller.answer("Nadia Création")
    assert "Nom de l’entreprise\u00a0: <b>Nadia Création</b>" in recap.text


@pytest.mark.parametrize("words", ["plus tard", "Skip"])
async def test_who_does_not_want_to_answer_now_may_pause(caller: Caller, words: str) -> None:
    await caller.open("join_form")
    played = await caller.answer(words, "skip")
    assert played.text.startswith("J’ai besoin de cette réponse pour continuer.")
    assert played.buttons["Plus tard"] == "/cancel"
    again = await caller.answer("fournil")
    assert "Plus tard" not in again.buttons


async def test_a_registered_company_named_in_the_first_sentence_is_told_at_once(
    caller: Caller, database: Database
) -> None:
    async with database.unit_of_work() as uow:
        await bakery(uow, telegram_id=99)
        await uow.commit()
    played = await caller.open("join_form", f"je veux inscrire ma boulangerie, {directory.OPEN}")
    assert played.text.startswith("Cette entreprise est déjà inscrite.")
    assert "Parler à quelqu’un" in played.buttons


async def test_a_company_registered_meanwhile_is_told_when_it_is_confirmed(
    caller: Caller, database: Database
) -> None:
    await caller.open("join_form")
    await caller.answer("fournil de cergy")
    async with database.unit_of_work() as uow:
        await bakery(uow, telegram_id=99)
        await uow.commit()
    played = await caller.answer("oui", "affirm")
    assert played.text.startswith("Cette entreprise est déjà inscrite.")
    assert caller.requested == "join_identity"


async def test_a_company_registered_by_the_end_has_its_siret_asked_again(
    caller: Caller, database: Database
) -> None:
    await up_to(caller, "join_recap")
    await caller.answer(directory.OPEN)
    await caller.answer("oui", "affirm")
    async with database.unit_of_work() as uow:
        await bakery(uow, telegram_id=99)
        await uow.commit()
    await caller.answer('/inform{"join_recap": "send"}')
    refused = await caller.call("action_submit_join", latest="join_form")
    assert list(refused.buttons) == ["Parler à quelqu’un", "Corriger le SIRET"]
    await caller.open("join_form")
    assert caller.requested == "join_identity"
    assert (await answers(database))["join_contact_name"] == "Samira Martin"


@pytest.mark.parametrize(
    ("words", "intent"),
    [("je ne sais pas encore", "unsure"), ("pas encore de nom", "inform"), ("/skip", "skip")],
)
async def test_a_company_to_come_needs_no_name_yet(
    caller: Caller, database: Database, words: str, intent: str
) -> None:
    await caller.open("join_form")
    played = await caller.answer(NOT_CREATED)
    assert played.buttons == {"Pas encore de nom": "/skip"}
    await caller.answer(words, intent)
    assert caller.requested == "join_town"
    for said in ("Cergy", "2 ou 3", "couture", "Samira Martin", "gérante"):
        await caller.answer(said)
    recap = await caller.answer("06 12 34 56 78")
    assert "Nom de l’entreprise\u00a0: <b>à venir</b>" in recap.text
    assert "SIRET\u00a0: <b>à venir, l’entreprise n’est pas encore créée</b>" in recap.text
    assert "Taille\u00a0: <b>Moins de 10 personnes</b>" in recap.text
    await caller.answer('/inform{"join_recap": "send"}')
    await caller.call("action_submit_join", latest="join_form")
    async with database.reading() as uow:
        company = (await uow.session.scalars(select(Company))).one()
    assert company.display_name == "Entreprise à venir"


async def test_the_button_of_who_leads_reads_well_in_the_recap(
    caller: Caller, database: Database
) -> None:
    await up_to(caller, "join_contact_role")
    await caller.answer('/inform{"join_contact_role": "Direction"}')
    assert (await answers(database))["join_contact_role"] == "Direction"


@pytest.mark.parametrize(("said", "intent"), [("oui", "affirm"), ("non", "deny"), ("ok", "affirm")])
async def test_yes_and_no_are_no_role(caller: Caller, said: str, intent: str) -> None:
    await up_to(caller, "join_contact_role")
    asked = await caller.answer(said, intent)
    assert caller.requested == "join_contact_role"
    assert "Dites votre fonction en quelques mots" in asked.text
