import pytest
from sqlalchemy import select

from actions.joining import contact as joining_contact
from paqte.database import Database
from paqte.models import Company, Contact, Draft
from paqte.services import people
from tests.actions.caller import Caller
from tests.actions.conftest import NewCaller
from tests.paqte.factories import bakery
from tests.support import directory_server as directory

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)


async def to_the_town(caller: Caller) -> None:
    await caller.open("join_form")
    await caller.answer('/inform{"join_identity": "not_created"}')
    await caller.answer("L’Atelier")
    assert caller.requested == "join_town"


async def to_the_channel(caller: Caller) -> None:
    await caller.open("join_form")
    await caller.answer(directory.OPEN)
    await caller.answer('/inform{"join_identity": "yes"}')
    await caller.answer("Samira Benali")
    await caller.answer("gérante")
    assert caller.requested == "join_contact_channel"


async def test_who_has_not_agreed_is_asked_first(new_caller: NewCaller) -> None:
    caller = await new_caller(agreed=False)
    played = await caller.open("join_form")
    assert caller.requested == "join_consent"
    assert played.buttons == {
        "J’accepte": '/inform{"join_consent": "yes"}',
        "Je refuse": '/inform{"join_consent": "no"}',
    }


@pytest.mark.parametrize("words", ["j’accepte", "ok pour moi", "I agree"])
async def test_agreement_in_words_is_recorded_with_its_version(
    new_caller: NewCaller, database: Database, words: str
) -> None:
    caller = await new_caller(agreed=False)
    await caller.open("join_form")
    await caller.answer(words)
    assert caller.requested == "join_identity"
    async with database.reading() as uow:
        contact_id = (await people.by_conversation(uow, caller.conversation_id)).contact_id
        consent = await people.consent(uow, contact_id)
    assert consent is not None
    assert (consent.granted, consent.version) == (True, people.CONSENT_VERSION)


@pytest.mark.parametrize("words", ["je refuse", "je n’accepte pas", "pas d’accord", "I disagree"])
async def test_a_refusal_ends_the_form_and_keeps_nothing(
    new_caller: NewCaller, database: Database, words: str
) -> None:
    caller = await new_caller(agreed=False)
    await caller.open("join_form")
    played = await caller.answer(words)
    assert played.events == [("join_consent", None), ("requested_slot", None)]
    assert played.text.startswith("C’est noté. Je réponds à vos questions")
    assert (await caller.call("action_submit_join")).said == []
    async with database.reading() as uow:
        assert (await uow.session.scalars(select(Draft.answers))).all() == [{}]


async def test_a_siret_shows_the_company_to_be_confirmed(caller: Caller) -> None:
    await caller.open("join_form")
    played = await caller.answer("800 000 010 00010")
    assert played.events == [("join_identity", None), ("requested_slot", "join_identity")]
    assert played.text == (
        "<b>1/8</b> · <b>Le Fournil de Cergy</b>, Cergy (Boulangerie et boulangerie-pâtisserie)"
        "\u00a0: c’est bien vous\u202f?"
    )
    confirmed = await caller.answer("oui", "affirm")
    assert caller.requested == "join_contact_name"
    assert confirmed.text.startswith("<b>2/4</b>")


@pytest.mark.parametrize(
    ("siret", "said"),
    [
        (directory.CLOSED, "D’après l’annuaire public, <b>Garage du Pont</b>"),
        ("732 829 320 0007", "Il y a 13\u00a0chiffres"),
        ("732 829 320 00075", "Ce numéro n’est pas valable"),
    ],
)
async def test_a_number_that_cannot_be_theirs_is_refused(
    caller: Caller, siret: str, said: str
) -> None:
    await caller.open("join_form")
    played = await caller.answer(siret)
    assert caller.requested == "join_identity"
    assert played.text.startswith(said) or played.text.replace("\u00a0", " ").startswith(
        said.replace("\u00a0", " ")
    )


@pytest.mark.parametrize("words", ["non", "je l’ai pas sous la main", "I don’t have it here"])
async def test_who_has_no_siret_to_give_goes_on_with_the_name_that_was_not_found(
    caller: Caller, database: Database, words: str
) -> None:
    await caller.open("join_form")
    played = await caller.answer("Chez Samira")
    assert "Avez-vous le SIRET" in played.text
    asked = await caller.answer(words, "deny" if words == "non" else "inform")
    assert "Le nom, c’est bien «\u00a0Chez Samira\u00a0»" in asked.text
    await caller.answer("oui", "affirm")
    assert caller.requested == "join_town"
    async with database.reading() as uow:
        [kept] = await uow.session.scalars(select(Draft.answers))
    assert kept["join_name"] == "Chez Samira"


async def test_the_wish_said_once_more_is_no_companys_name(caller: Caller) -> None:
    await caller.open("join_form")
    played = await caller.answer("je veux m’inscrire", "join_program")
    assert caller.requested == "join_identity"
    assert "Quel est le SIRET" in played.text


@pytest.mark.parametrize("words", ["non", "j’ai pas de siret"])
async def test_who_has_no_siret_is_told_that_a_name_will_do(caller: Caller, words: str) -> None:
    await caller.open("join_form")
    played = await caller.answer(words, "deny" if words == "non" else "inform")
    assert caller.requested == "join_identity"
    assert "Sans lui, écrivez simplement le nom et la ville." in played.text


@pytest.mark.parametrize("siret", [directory.SLOW, directory.BROKEN, directory.BUSY])
async def test_without_the_directory_the_questions_are_asked(caller: Caller, siret: str) -> None:
    await caller.open("join_form")
    played = await caller.answer(siret)
    assert caller.requested == "join_name"
    assert played.text.startswith("L’annuaire des entreprises ne répond pas")


async def test_a_company_that_keeps_to_itself_is_asked_in_person(caller: Caller) -> None:
    await caller.open("join_form")
    played = await caller.answer(directory.MASKED)
    assert caller.requested == "join_name"
    assert "DUPONT" not in played.text.upper()


async def test_a_siret_that_the_directory_does_not_know_can_be_kept(caller: Caller) -> None:
    await caller.open("join_form")
    played = await caller.answer("732 829 320 00074")
    assert "Je ne trouve pas le <code>73282932000074</code>" in played.text
    await caller.answer("oui", "affirm")
    assert caller.requested == "join_name"


async def test_a_siren_finds_its_establishment(caller: Caller) -> None:
    await caller.open("join_form")
    played = await caller.answer("800 000 010")
    assert "Le Fournil de Cergy" in played.text


async def test_a_name_shows_candidates_and_none_of_them_is_an_answer(caller: Caller) -> None:
    await caller.open("join_form")
    played = await caller.answer("fournil")
    assert list(played.buttons) == [
        "Le Fournil de Cergy, Cergy (95000)",
        "Fournil des Halles, Créteil (94000)",
        "Aucune de celles-ci",
    ]
    await caller.answer("la deuxième")
    assert caller.requested == "join_contact_name"


async def test_a_registered_company_is_never_shown(caller: Caller, database: Database) -> None:
    async with database.unit_of_work() as uow:
        await bakery(uow, telegram_id=99)
        await uow.commit()
    await caller.open("join_form")
    played = await caller.answer(directory.OPEN)
    assert played.text.startswith("Cette entreprise est déjà inscrite.")
    assert "Fournil" not in played.text
    assert "Parler à quelqu’un" in played.buttons


async def test_a_town_of_many_is_asked_back(caller: Caller) -> None:
    await to_the_town(caller)
    played = await caller.answer("Saint-Denis")
    assert played.text == (
        "<b>3/8</b> · Il y a plusieurs communes «\u00a0Saint-Denis\u00a0». "
        "Laquelle est la vôtre\u202f?"
    )
    assert {"Saint-Denis (93)", "Saint-Denis (974)"} <= set(played.buttons)
    await caller.answer("celle du 93")
    assert caller.requested == "join_size"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Londres", "PaQte s’adresse aux entreprises installées en France."),
        ("Xyzzyville", "Je ne connais pas de commune de ce nom."),
    ],
)
async def test_a_town_that_is_none_of_ours_is_refused(
    caller: Caller, words: str, said: str
) -> None:
    await to_the_town(caller)
    assert (await caller.answer(words)).text.startswith(said)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("06 12", "Ce numéro de téléphone n’a pas l’air complet."),
        ("samira@@fournil", "Cette adresse e-mail a l’air incomplète."),
        ("au magasin", "Je n’y vois ni numéro de téléphone ni adresse e-mail."),
    ],
)
async def test_a_phone_or_an_email_that_cannot_be_is_refused(
    caller: Caller, words: str, said: str
) -> None:
    await to_the_channel(caller)
    assert (await caller.answer(words)).text.startswith(said)


async def test_the_key_that_shares_a_number_is_taken_away_after_it(caller: Caller) -> None:
    await to_the_channel(caller)
    recap = await caller.answer('/inform{"join_contact_channel": "+33612345678"}')
    assert recap.said[0].custom == {"keyboard": "remove"}
    assert "06 12 34 56 78" in recap.text


@BOTH
async def test_what_is_sent_is_kept_once_and_leads_to_the_axes(
    caller: Caller, database: Database
) -> None:
    await to_the_channel(caller)
    await caller.answer("06 12 34 56 78")
    await caller.answer('/inform{"join_recap": "send"}')
    assert caller.form is None
    first = await caller.call("action_submit_join", latest="join_form")
    again = await caller.call("action_submit_join", latest="join_form")
    assert first.events == again.events == [("axes_form", None)]
    assert first.text == again.text
    async with database.reading() as uow:
        company = (await uow.session.scalars(select(Company))).one()
        contact = (await uow.session.scalars(select(Contact))).one()
    assert f"<b>{company.reference}</b>" in first.text
    assert (company.siret, company.display_name, company.town, company.status) == (
        directory.OPEN,
        "Le Fournil de Cergy",
        "Cergy",
        "submitted",
    )
    assert company.legal_name == "LE FOURNIL DE CERGY"
    assert (contact.name, contact.phone) == ("Samira Benali", "+33612345678")


async def test_a_sending_that_the_engine_lost_is_said_again_the_same(caller: Caller) -> None:
    await to_the_channel(caller)
    await caller.answer("06 12 34 56 78")
    before, form = dict(caller.slots), caller.form
    first = await caller.answer('/inform{"join_recap": "send"}', turn_id="sent")
    sent = await caller.call("action_submit_join", latest="join_form")
    caller.slots, caller.form = before, form
    again = await caller.answer('/inform{"join_recap": "send"}', turn_id="sent")
    assert caller.form is None
    assert again.said == first.said == []
    assert (await caller.call("action_submit_join", latest="join_form")).text == sent.text


async def test_an_opening_that_the_engine_lost_is_no_resumption(caller: Caller) -> None:
    first = await caller.open("join_form", f"Je veux inscrire {directory.OPEN}")
    caller.form, caller.slots = "join_form", {"requested_slot": None}
    again = await caller.call("validate_join_form")
    assert again.events == first.events[: len(again.events)]
    asked = await caller.call(f"action_ask_{caller.requested}", latest="validate_join_form")
    assert asked.said == first.said


async def test_a_member_is_not_asked_to_join_again(caller: Caller, database: Database) -> None:
    async with database.unit_of_work() as uow:
        await bakery(uow, telegram_id=7)
        await uow.commit()
    played = await caller.open("join_form")
    assert played.events == [("requested_slot", None)]
    assert played.text.startswith("Vous avez déjà inscrit <b>Le Fournil de Cergy</b>")


async def test_the_number_said_with_the_wish_to_join_is_taken_at_once(caller: Caller) -> None:
    played = await caller.open("join_form", f"je veux inscrire ma boulangerie, {directory.OPEN}")
    assert "Le Fournil de Cergy" in played.text


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Samira Martin et je suis la gérante", "Samira Martin"),
        ("je m'appelle Nadia Benali", "Nadia Benali"),
        ("Jean-Baptiste Le Goff, gérant", "Jean-Baptiste Le Goff"),
        ("I'm Paul Smith and I run the shop", "Paul Smith"),
        ("samira  martin.", "samira martin"),
        ("Camille van der Berg", "Camille van der Berg"),
        ("Oumou de la Tour", "Oumou de la Tour"),
    ],
)
def test_of_a_sentence_the_name_is_kept(said: str, name: str) -> None:
    assert joining_contact.named(said) == name
