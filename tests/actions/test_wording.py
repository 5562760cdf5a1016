"""Numbers agree, names are not contracted, and nothing that was told is asked for again."""

from datetime import date

import pytest

from actions import scope
from actions.naming import of_town
from paqte.database import Database
from paqte.i18n import speech
from paqte.services import organisations
from paqte.services.internships import asking, offers
from paqte.services.organisations import Registration
from reading.personal.redaction import MASK
from tests.actions.caller import Caller
from tests.actions.conftest import NewCaller
from tests.paqte.factories import arrival, bakery
from tests.paqte.internship_factories import JANUARY, PLAIN_SCHOOL, association, offer

pytestmark = pytest.mark.usefixtures("still_clock")
WEEK = JANUARY[0].isoformat()


def plain(text: str) -> str:
    """With ordinary spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


async def a_request_of(
    database: Database, kind: str, seats: int, taken: int = 0, weeks: tuple[date, ...] = JANUARY[:1]
) -> tuple[str, str]:
    """A request of an association or of a school: its id and the offer's."""
    async with database.unit_of_work() as uow:
        _, _, made = await offer(uow, seats=4, weeks=weeks)
        if kind == "association":
            _, organisation, member = await association(uow)
        else:
            person = await arrival(uow, telegram_id=2000, first_name="Asso 0")
            told = Registration("college", uai=PLAIN_SCHOOL, contact_name="Karim Haddad")
            organisation, member = await organisations.register(
                uow, person.contact_id, told, "school"
            )
        asked = await asking.ask(
            uow, member, organisation, made.id, weeks, seats, "troisieme", "ask"
        )
        for week in await offers.weeks_of(uow, made.id):
            week.taken = taken
        await uow.commit()
        return asked.id, made.id


@pytest.mark.parametrize(
    ("locale", "seats", "waits", "given"),
    [
        ("fr", 1, "une place pour un élève de 3e", "1 place accordée."),
        ("fr", 2, "2 places pour des élèves de 3e", "2 places accordées."),
        ("en", 1, "one place for a pupil in Year 10 (3e)", "1 place granted."),
        ("en", 2, "2 places for pupils in Year 10 (3e)", "2 places granted."),
    ],
)
async def test_one_place_is_no_plural_in_what_a_company_is_told(
    new_caller: NewCaller, database: Database, locale: str, seats: int, waits: str, given: str
) -> None:
    request_id, _ = await a_request_of(database, "association", seats)
    host = await new_caller(1000, locale=locale)
    host.hear("les demandes", "answer_request")
    assert waits in plain((await host.call("action_answer_request")).text)
    for _ in range(2):
        host.hear(f'/answer_request{{"request": "{request_id}", "decision": "all"}}')
        said = await host.call("action_answer_request")
    assert given in plain(said.text)


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("association", "Association 0 fait le lien"),
        ("college", "L’établissement vous enverra la convention"),
    ],
)
async def test_an_association_is_not_called_a_school(
    new_caller: NewCaller, database: Database, kind: str, sentence: str
) -> None:
    request_id, _ = await a_request_of(database, kind, 1)
    host = await new_caller(1000)
    host.hear(f'/answer_request{{"request": "{request_id}", "decision": "all"}}')
    assert sentence in (await host.call("action_answer_request")).text


@pytest.mark.parametrize(
    ("town", "of"),
    [
        ("Cergy", "de Cergy"),
        ("Le Havre", "du Havre"),
        ("Les Ulis", "des Ulis"),
        ("La Rochelle", "de La Rochelle"),
        ("Évry-Courcouronnes", "d’Évry-Courcouronnes"),
    ],
)
def test_a_town_is_said_with_its_article(town: str, of: str) -> None:
    assert of_town(town, speech("fr")) == of
    assert of_town(town, speech("en")) == f"of {town}"


@pytest.mark.parametrize(
    ("words", "msgid"),
    [
        ("dans ma classe tout le monde a un stage sauf moi", scope.PUPIL),
        ("everyone in my class has a placement except me", scope.PUPIL),
        ("toute ma classe a trouvé, pas moi", scope.PUPIL),
        ("dans ma classe, 3 élèves sont sans stage", scope.TEACHER),
        ("ma classe cherche des stages", scope.TEACHER),
        ("my class needs placements", scope.TEACHER),
    ],
)
def test_a_pupil_who_speaks_of_their_class_is_no_teacher(words: str, msgid: str) -> None:
    assert scope.sentence_for(words) == msgid


async def opened(asker: Caller, offer_id: str, seats: int | None = None) -> str:
    """The request form, opened for the offer: what it asks."""
    wanted = f', "seats": "{seats}"' if seats else ""
    opens = f'/request_slots{{"offer": "{offer_id}", "weeks": "{WEEK}"{wanted}}}'
    return plain((await asker.open("request_form", opens)).text)


async def test_how_many_places_are_left_is_said_with_the_question(
    new_caller: NewCaller, database: Database
) -> None:
    async with database.unit_of_work() as uow:
        _, _, made = await offer(uow, seats=4, weeks=JANUARY[:2])
        await association(uow)
        first, second = await offers.weeks_of(uow, made.id)
        first.taken, second.taken = 2, 3
        await uow.commit()
    asker = await new_caller(2000)
    assert "Combien de places ? Il en reste 2." in await opened(asker, made.id, seats=3)
    refused = await asker.answer("3 places")
    assert "Vous pouvez demander jusqu’à 2 places." in plain(refused.text)
    assert list(refused.buttons) == ["1", "2"]
    recap = await asker.answer("2")
    assert "du 11 au 15 janvier 2027" in recap.text
    await asker.answer('/edit_field{"field": "request_weeks"}')
    again = await asker.answer("semaine du 18 janvier")
    assert "Il en reste une." in plain(again.text)
    recap = await asker.answer("1")
    assert "<b>1 place</b>" in plain(recap.text)


async def test_who_asks_for_a_full_week_is_told_of_the_waiting_list_first(
    new_caller: NewCaller, database: Database
) -> None:
    async with database.unit_of_work() as uow:
        _, _, made = await offer(uow, seats=4, weeks=JANUARY[:1])
        await association(uow)
        (week,) = await offers.weeks_of(uow, made.id)
        week.taken = 4
        await uow.commit()
    asker = await new_caller(2000)
    assert "ira sur la liste d’attente. Combien de places ?" in await opened(asker, made.id)
    assert "Votre demande" in (await asker.answer("4")).text


async def test_what_was_masked_is_not_also_not_understood(new_caller: NewCaller) -> None:
    asker = await new_caller(9)
    asker.hear(f"l’élève s’appelle {MASK}, né le {MASK}", "nlu_fallback")
    said = await asker.call("action_default_fallback")
    assert plain(said.text) == "Que voulez-vous faire ?"
    assert said.buttons
    asker.hear(f"{MASK} a besoin de vous", "nlu_fallback", ranking={"human_handoff": 0.4})
    guessed = await asker.call("action_default_fallback")
    assert plain(guessed.text) == "Que voulez-vous faire ?"
    assert "Autre chose" not in guessed.buttons


async def test_after_something_was_masked_the_open_question_is_asked_again(
    new_caller: NewCaller, database: Database
) -> None:
    async with database.unit_of_work() as uow:
        _, _, made = await offer(uow, seats=4, weeks=JANUARY[:1])
        await association(uow)
        await uow.commit()
    asker = await new_caller(2000)
    asked = await opened(asker, made.id)
    again = await asker.answer(f"pour {MASK}, né le {MASK}")
    assert plain(again.text) == asked


async def test_nobody_is_thought_to_wish_what_they_cannot_do(new_caller: NewCaller) -> None:
    newcomer = await new_caller(9)
    likely = {"confirm_done": 0.5, "cancel_request": 0.3, "search_slots": 0.2}
    newcomer.hear("et pour la semaine de stage ?", "nlu_fallback", ranking=likely)
    guessed = await newcomer.call("action_default_fallback")
    assert next(iter(guessed.buttons)) == "Chercher des places de stage"


@pytest.mark.parametrize(
    ("locale", "said", "register"),
    [
        ("fr", "je veux inscrire mon collège", "Inscrire ma structure"),
        ("en", "I want to register my school", "Register my organisation"),
    ],
)
async def test_a_school_is_not_asked_for_the_number_of_a_company(
    new_caller: NewCaller, locale: str, said: str, register: str
) -> None:
    newcomer = await new_caller(9, locale=locale)
    asked = await newcomer.open("join_form", said)
    assert register in asked.buttons
    assert newcomer.form is None
    company = await newcomer.open("join_form")
    assert "SIRET" in company.text
    asked = await newcomer.answer("collège Gérard Philipe de Cergy")
    assert register in asked.buttons or locale == "en"


async def test_who_presents_their_company_is_offered_to_join(new_caller: NewCaller) -> None:
    newcomer = await new_caller(9)
    said = "je tiens une petite boulangerie à Pontoise, on est 4"
    newcomer.hear(said, "nlu_fallback", ranking={"request_slots": 0.5})
    offered = await newcomer.call("action_default_fallback")
    assert offered.text.startswith("Bienvenue")
    opened = await newcomer.open("join_form", offered.buttons["Inscrire mon entreprise"])
    assert "C’est noté : boulangerie, Pontoise (95) et moins de 10 salariés." in plain(opened.text)


@pytest.mark.parametrize("typed", ["non, c’est Le Fournil de Cergy", "on est Le Fournil de Cergy"])
async def test_a_name_is_found_though_a_sentence_gives_it(
    new_caller: NewCaller, typed: str
) -> None:
    newcomer = await new_caller(9)
    await newcomer.open("join_form")
    assert "c’est bien vous" in (await newcomer.answer(typed)).text


async def test_who_names_what_is_in_no_directory_is_shown_other_ways(new_caller: NewCaller) -> None:
    newcomer = await new_caller(9)
    await newcomer.open("join_form")
    first = await newcomer.answer("zzz inconnu")
    assert first.text.count("Je ne trouve") == 1
    second = await newcomer.answer("zzz encore inconnu")
    assert "continuez sans SIRET" in second.text
    await newcomer.answer("zzz toujours inconnu")
    fourth = await newcomer.answer("zzz vraiment inconnu")
    assert "Parler à quelqu’un" in fourth.buttons


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("ouvertes à tous", "Non"), ("à tout le monde", "Non"), ("réservées, oui", "Oui")],
)
async def test_the_words_of_a_button_answer_like_the_button(
    baker: Caller, typed: str, kept: str
) -> None:
    await baker.answer("Le fournil le matin, la boutique ensuite.")
    recap = await baker.answer(typed)
    assert f"REP et REP+ : <b>{kept}</b>" in plain(recap.text)


@pytest.fixture
async def baker(new_caller: NewCaller, database: Database) -> Caller:
    """Samira, whose bakery joined, half-way through an offer."""
    async with database.unit_of_work() as uow:
        await bakery(uow, telegram_id=7)
        await uow.commit()
    baker = await new_caller(7)
    await baker.open("offer_form", "on prend 2 élèves de 3e la semaine du 11 janvier")
    await baker.answer("9h-16h")
    await baker.answer("La boulangerie")
    return baker


async def test_a_field_set_right_in_a_sentence_is_taken(baker: Caller) -> None:
    asked = await baker.answer("non, le titre c’est Découvrir le fournil")
    assert "C’est changé." in asked.text
    assert "que verront les élèves" in asked.text
    await baker.answer("Le fournil le matin, la boutique ensuite.")
    recap = await baker.answer('/inform{"offer_rep": "no"}')
    assert "Titre : <b>Découvrir le fournil</b>" in plain(recap.text)
    recap = await baker.answer("non, le titre c'est « Une journée au fournil »", "correct_action")
    assert "Titre : <b>Une journée au fournil</b>" in plain(recap.text)
    recap = await baker.answer("les horaires sont 8h-15h")
    assert "8 h – 15 h" in plain(recap.text)
    kept = await baker.answer("les horaires, c’est 8h-18h")
    assert "7 heures par jour au plus" in plain(kept.text)
    assert "8 h – 15 h" in plain(kept.text)
    await baker.answer('/edit_field{"field": "offer_title"}')
    recap = await baker.answer("non, le titre c’est Le pain")
    assert "Titre : <b>Le pain</b>" in plain(recap.text)


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("fr", "on peut prendre 3 élèves de 3e la semaine du 18 janvier"),
        ("en", "we can take 3 Year 10 pupils the week of 18 January"),
    ],
)
async def test_places_to_come_are_an_offer_whatever_they_were_taken_for(
    new_caller: NewCaller, database: Database, locale: str, said: str
) -> None:
    async with database.unit_of_work() as uow:
        await bakery(uow, telegram_id=7)
        await uow.commit()
    host = await new_caller(7, locale=locale)
    host.hear(said, "log_action")
    assert (await host.call("action_log")).events == [("offer_form", None)]
    host.hear(said, "nlu_fallback")
    assert (await host.call("action_default_fallback")).events == [("offer_form", None)]
    asked = await host.open("offer_form", said)
    assert asked.buttons
    for line in ("9h-12h, 13h-16h", "Le pain", "Le fournil le matin, la boutique ensuite."):
        await host.answer(line)
    recap = await host.answer('/inform{"offer_rep": "no"}')
    assert "<b>3 places</b>" in plain(recap.text)
    host.hear("on a accueilli 3 élèves la semaine du 16 novembre", "log_action")
    assert (await host.call("action_log")).events == [("action_form", None)]
