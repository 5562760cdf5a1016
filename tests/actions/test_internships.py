"""Internship places in the dialogue: what is said to both sides, and what their buttons do."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from paqte.database import Database
from paqte.models import (
    Action,
    Contact,
    Offer,
    OfferAlert,
    OfferWeek,
    OffPlatformSeats,
    SeatRequest,
)
from paqte.services import colleagues, conversations, people
from paqte.services.internships import asking, offers, settling, upkeep
from tests.actions.caller import Caller, Played
from tests.actions.conftest import NewCaller
from tests.conftest import StillClock
from tests.paqte.factories import bakery
from tests.paqte.internship_factories import JANUARY, association, offer

pytestmark = pytest.mark.usefixtures("still_clock")


@dataclass
class Both:
    """A company's person, and one of an association that asked the company for two places."""

    host: Caller
    asker: Caller
    request_id: str
    offer_id: str

    async def press(self, who: Caller, label: str, shown: Played, action: str) -> Played:
        """Press one of the buttons shown."""
        who.hear(shown.buttons[label])
        return await who.call(action)


@pytest.fixture
async def baker(new_caller: NewCaller, database: Database) -> Caller:
    """Samira, whose bakery joined."""
    async with database.unit_of_work() as uow:
        await bakery(uow, telegram_id=7)
        await uow.commit()
    return await new_caller(7)


@pytest.fixture
async def both(new_caller: NewCaller, database: Database) -> AsyncIterator[Both]:
    """Two places asked for, in the week of 11 January."""
    async with database.unit_of_work() as uow:
        _, _, made = await offer(uow, seats=2, weeks=JANUARY[:1])
        _, organisation, member = await association(uow)
        asked = await asking.ask(
            uow, member, organisation, made.id, JANUARY[:1], 2, "troisieme", "ask"
        )
        await uow.commit()
    host = await new_caller(1000, first_name="Hôte 0")
    asker = await new_caller(2000, first_name="Asso 0")
    yield Both(host, asker, asked.id, made.id)


async def one(database: Database, model: type) -> object:
    """The only row."""
    async with database.reading() as uow:
        (row,) = await uow.session.scalars(select(model))
    return row


async def test_an_offer_takes_what_one_sentence_says_and_asks_for_the_rest(
    baker: Caller, database: Database
) -> None:
    opened = await baker.open("offer_form", "on prend 3 élèves de 3e les semaines 2 et 3")
    assert "À quels horaires" in opened.text
    too_long = await baker.answer("de 8h à 18h, une heure de pause")
    assert "7\u00a0heures par jour au plus" in too_long.text
    await baker.answer("9h-12h et 13h-16h")
    await baker.answer("Découvrir la boulangerie")
    await baker.answer("Le fournil le matin, la boutique ensuite.")
    recap = await baker.answer("/inform" + '{"offer_rep": "no"}')
    assert "du 11 au 15 janvier 2027 et du 18 au 22 janvier 2027" in recap.text
    assert "Cergy (95)" in recap.text
    assert "9\u00a0h – 16\u00a0h (pause 60 min)" in recap.text
    await baker.answer(recap.buttons["Publier"])
    said = await baker.call("action_submit_offer", latest="offer_form")
    assert said.text.startswith("C’est publié")
    made = await one(database, Offer)
    assert isinstance(made, Offer)
    assert (made.field, made.department, made.levels) == ("food", "95", "troisieme")
    async with database.reading() as uow:
        weeks = await offers.weeks_of(uow, made.id)
    assert [(week.monday, week.seats) for week in weeks] == [(JANUARY[0], 3), (JANUARY[1], 3)]


async def test_an_offer_is_set_right_in_passing_and_in_its_recap(baker: Caller) -> None:
    await baker.open("offer_form", "on prend 2 élèves de 3e la semaine du 11 janvier")
    await baker.answer("9h-16h")
    again = await baker.answer("non c'est 3 élèves")
    assert "Quel titre" in again.text
    await baker.answer("Découvrir la boulangerie")
    await baker.answer("Le fournil le matin, la boutique ensuite.")
    recap = await baker.answer('/inform{"offer_rep": "no"}')
    assert "Titre : <b>Découvrir la boulangerie</b>" in recap.text.replace("\u00a0", " ")
    assert "<b>3 places</b>" in recap.text.replace("\u00a0", " ")
    recap = await baker.answer("c'est 4 places en fait")
    assert "<b>4 places</b>" in recap.text.replace("\u00a0", " ")
    recap = await baker.answer("aussi la semaine du 18 janvier")
    assert "du 11 au 15 janvier 2027 et du 18 au 22 janvier 2027" in recap.text
    recap = await baker.answer("non, la semaine du 25 janvier")
    assert "Semaines : <b>du 25 au 29 janvier 2027</b>" in recap.text.replace("\u00a0", " ")


async def test_an_edited_message_that_the_rules_refuse_leaves_the_answer(baker: Caller) -> None:
    await baker.open("offer_form", "on prend 2 élèves de 3e la semaine du 11 janvier")
    kept = await baker.answer('/replace_answer{"step": "offer_seats", "text": "500"}')
    assert kept.text.startswith("Je garde votre première réponse")
    assert "Donnez un nombre de places par semaine, de 1 à 200" in kept.text
    assert baker.requested == "offer_hours"


async def test_the_offer_that_words_mean_is_named(both: Both, database: Database) -> None:
    title = "Demander la 1"
    async with database.unit_of_work() as uow:
        await conversations.record_outgoing(
            uow,
            both.asker.conversation_id,
            text="Places ouvertes",
            buttons=[{"title": title, "payload": f'/request_slots{{"offer": "{both.offer_id}"}}'}],
        )
        await uow.commit()
    both.asker.hear("je veux 2 places à la boulangerie", "request_slots")
    played = await both.asker.call("action_request_slots")
    made = await one(database, Offer)
    assert isinstance(made, Offer)
    assert f"<b>{made.title}, " in played.text
    assert list(played.buttons) == [title]


async def test_a_company_that_asks_for_places_is_shown_what_waits_for_its_answer(
    both: Both,
) -> None:
    both.host.hear("ok pour le petit, 1 place", "request_slots")
    played = await both.host.call("action_request_slots")
    assert played.events == [("action_answer_request", None)]


async def test_a_company_that_looks_for_its_own_offers_is_shown_them(both: Both) -> None:
    both.host.hear("mes offres", "search_slots")
    played = await both.host.call("action_search_slots")
    assert played.events == [("action_edit_offer", None)]


async def test_an_association_that_gives_its_number_first_is_asked_its_name_again(
    new_caller: NewCaller,
) -> None:
    claire = await new_caller(3000, first_name="Claire")
    await claire.open("organisation_form")
    await claire.answer('/inform{"org_kind": "association"}')
    again = await claire.answer("W751234567")
    assert "le nom de votre structure" in again.text
    town = await claire.answer("Les Amis du Vexin")
    assert "Dans quelle commune" in town.text


async def test_weeks_of_holidays_are_left_out_and_said(baker: Caller) -> None:
    await baker.open("offer_form")
    said = await baker.answer("en février")
    assert "Sans celles des vacances scolaires" in said.text
    assert "8 au 12 février" in said.text  # Cergy is in zone C
    asked = await baker.answer("retour", "back")
    assert "Lesquelles de ces semaines" in asked.text
    refused = await baker.answer("la semaine du 21 décembre")
    assert "tombe pendant les vacances scolaires" in refused.text


@pytest.fixture
async def ajaccio(database: Database) -> None:
    """Telegram's 7 has a company in Corsica, whose holidays nobody knows."""
    async with database.unit_of_work() as uow:
        _, company = await bakery(uow, telegram_id=7)
        company.department, company.insee_code, company.town = "2A", "2A004", "Ajaccio"
        await uow.commit()


@pytest.mark.usefixtures("ajaccio")
@pytest.mark.parametrize(
    ("locale", "typed", "notice"),
    [
        ("fr", "la semaine du 11 janvier", "Je ne connais pas les vacances scolaires"),
        ("en", "the week of 11 January", "I do not know the school holidays"),
    ],
)
async def test_where_nobody_knows_the_holidays_it_is_said(
    new_caller: NewCaller, locale: str, typed: str, notice: str
) -> None:
    baker = await new_caller(7, locale=locale)
    await baker.open("offer_form")
    assert notice in (await baker.answer(typed)).text


@pytest.mark.usefixtures("ajaccio")
async def test_weeks_of_the_first_sentence_are_to_be_checked_in_the_recap(
    new_caller: NewCaller,
) -> None:
    baker = await new_caller(7)
    await baker.open("offer_form", "on prend 3 élèves de 3e la semaine du 11 janvier")
    await baker.answer("9h-12h et 13h-16h")
    await baker.answer("Découvrir la boulangerie")
    await baker.answer("Le fournil le matin, la boutique ensuite.")
    recap = await baker.answer("/inform" + '{"offer_rep": "no"}')
    assert "du 11 au 15 janvier 2027 (vacances scolaires à vérifier)" in recap.text
    assert "Ajaccio (2A)" in recap.text


async def test_an_offer_is_changed_copied_paused_and_withdrawn(
    both: Both, database: Database
) -> None:
    host = both.host
    host.hear("/edit_offer")
    shown = await host.call("action_edit_offer")
    assert "publiée" in shown.text
    assert list(shown.buttons) == ["Modifier", "Mettre en pause", "Retirer", "Dupliquer"]

    paused = await both.press(host, "Mettre en pause", shown, "action_pause_offer")
    assert "en pause" in paused.text
    host.hear("/edit_offer")
    shown = await host.call("action_edit_offer")
    resumed = await both.press(host, "Remettre en ligne", shown, "action_pause_offer")
    assert "de nouveau en ligne" in resumed.text

    host.hear(shown.buttons["Modifier"])
    assert (await host.call("action_edit_offer")).events == [("offer_form", None)]
    recap = await host.open("offer_form", shown.buttons["Modifier"])
    assert "Votre offre de stage" in recap.text
    asked = await host.answer('/edit_field{"field": "offer_seats"}')
    assert "Combien d’élèves" in asked.text
    recap = await host.answer("4")
    await host.answer(recap.buttons["Enregistrer"])
    changed = await host.call("action_submit_offer", latest="offer_form")
    assert "C’est changé" in changed.text
    week = await one(database, OfferWeek)
    assert isinstance(week, OfferWeek)
    assert week.seats == 4

    sure = await both.press(host, "Retirer", shown, "action_pause_offer")
    gone = await both.press(host, "Oui, retirer", sure, "action_pause_offer")
    assert "est retirée" in gone.text
    assert "sont prévenus" in gone.text
    kept = await one(database, SeatRequest)
    assert isinstance(kept, SeatRequest)
    assert (kept.status, kept.decline_reason) == ("declined", settling.WITHDRAWN)


async def test_who_begins_a_change_again_still_changes_that_offer(
    both: Both, database: Database
) -> None:
    host = both.host
    host.hear("/edit_offer")
    shown = await host.call("action_edit_offer")
    await host.open("offer_form", shown.buttons["Modifier"])
    await host.answer('/edit_field{"field": "offer_seats"}')
    await host.answer("4")
    await host.answer("recommencer", "restart")
    recap = await host.answer("oui", "affirm")
    assert "Votre offre de stage" in recap.text
    await host.answer('/edit_field{"field": "offer_title"}')
    recap = await host.answer("Découvrir le fournil")
    await host.answer(recap.buttons["Enregistrer"])
    changed = await host.call("action_submit_offer", latest="offer_form")
    assert "C’est changé" in changed.text
    kept, week = await one(database, Offer), await one(database, OfferWeek)
    assert isinstance(kept, Offer)
    assert isinstance(week, OfferWeek)
    assert (kept.title, week.seats) == ("Découvrir le fournil", 2)


async def test_who_changes_weeks_hears_that_those_who_asked_for_the_old_ones_are_told(
    both: Both, database: Database
) -> None:
    host = both.host
    host.hear("/edit_offer")
    shown = await host.call("action_edit_offer")
    await host.open("offer_form", shown.buttons["Modifier"])
    recap = await host.answer("non, la semaine du 25 janvier")
    assert "du 25 au 29 janvier 2027" in recap.text
    await host.answer(recap.buttons["Enregistrer"])
    changed = await host.call("action_submit_offer", latest="offer_form")
    assert "Ceux qui demandaient une semaine retirée sont prévenus." in changed.text
    declined = await one(database, SeatRequest)
    assert isinstance(declined, SeatRequest)
    assert (declined.status, declined.decline_reason) == ("declined", "dates")


async def test_a_town_said_by_halves_is_asked_about_and_not_forgotten(
    new_caller: NewCaller,
) -> None:
    teacher = await new_caller(9)
    played = await teacher.open("search_form", "on cherche des stages de 3e à Garges")
    assert "Garges-lès-Gonesse (95)" in played.text
    await teacher.answer("oui", "affirm")
    assert teacher.requested is None
    said = await teacher.call("action_submit_search", latest="search_form")
    assert "Garges" in said.text


async def test_a_search_without_a_place_asks_where(new_caller: NewCaller, both: Both) -> None:
    newcomer = await new_caller(9)
    newcomer.hear("des stages de 3e semaine du 11 janvier", "search_slots")
    played = await newcomer.call("action_search_slots")
    assert played.events == [("search_form", None)]
    await newcomer.open("search_form", "des stages de 3e semaine du 11 janvier")
    await newcomer.answer("à Pontoise")
    cards = await newcomer.call("action_submit_search", latest="search_form")
    assert "Places ouvertes à moins de 20 km de Pontoise" in cards.text
    assert "du 11 au 15 janvier 2027, 3e" in cards.text  # what was said before counts
    assert "1. Découvrir la boulangerie" in cards.text
    assert "Inscrire ma structure" in cards.buttons


async def test_nothing_found_says_what_is_near_and_sets_an_alert(
    both: Both, database: Database
) -> None:
    asker = both.asker
    asker.hear("des stages à Cergy la semaine du 8 mars", "search_slots")
    nothing = await asker.call("action_search_slots")
    assert nothing.text.startswith("Aucune place ouverte")
    assert list(nothing.buttons) == ["à d’autres dates", "Me prévenir s’il y en a"]
    found = await both.press(asker, "à d’autres dates", nothing, "action_search_slots")
    assert "1. Découvrir la boulangerie" in found.text
    set_ = await both.press(asker, "Me prévenir s’il y en a", nothing, "action_search_slots")
    assert "je vous préviens" in set_.text
    alert = await one(database, OfferAlert)
    assert isinstance(alert, OfferAlert)
    assert alert.insee_code == "95127"
    asker.hear("stop", "cancel")
    stopped = await asker.call("action_cancel")
    assert stopped.events == [("action_stop_notifications", None)]
    await asker.call("action_stop_notifications")
    asker.hear("stop", "cancel")
    assert (await asker.call("action_cancel")).text.startswith("Rien n’est en cours")


async def test_who_is_not_registered_is_led_there_and_back_to_the_offer(
    new_caller: NewCaller, both: Both
) -> None:
    newcomer = await new_caller(9)
    newcomer.hear(f'/request_slots{{"offer": "{both.offer_id}"}}')
    refused = await newcomer.call("action_request_slots")
    assert "dites-moi d’abord qui vous êtes" in refused.text
    await newcomer.open("organisation_form", refused.buttons["Inscrire ma structure"])
    school = await newcomer.answer("je suis prof au collège La Justice de Cergy")
    assert "À qui ai-je le plaisir" in school.text
    for line in ("Karim Haddad", "professeur", "karim@ac-versailles.fr"):
        recap = await newcomer.answer(line)
    assert "Collège La Justice (Cergy, REP)" in recap.text
    await newcomer.answer(recap.buttons["Envoyer"])
    done = await newcomer.call("action_submit_organisation", latest="organisation_form")
    assert "L’équipe va vérifier" in done.text
    assert both.offer_id in done.buttons["Demander les places voulues"]


async def test_all_a_part_or_no_and_then_it_is_settled(both: Both, database: Database) -> None:
    host = both.host
    host.hear("la demande du collège, c’est d’accord", "answer_request")
    shown = await host.call("action_answer_request")
    assert "Association 0" in shown.text
    assert list(shown.buttons) == [
        "Accorder les 2",
        "Une partie",
        "Refuser",
        "Poser une question",
    ]
    how_many = await both.press(host, "Une partie", shown, "action_answer_request")
    assert list(how_many.buttons) == ["1", "Retour"]
    again = await both.press(host, "Retour", how_many, "action_answer_request")
    assert list(again.buttons) == list(shown.buttons)
    why = await both.press(host, "Refuser", shown, "action_answer_request")
    assert "Pas le temps d’encadrer" in why.buttons
    given = await both.press(host, "1", how_many, "action_answer_request")
    assert "<b>1\u00a0place</b> pour Association 0" in given.text
    late = await both.press(host, "Accorder les 2", shown, "action_answer_request")
    assert "Vous avez déjà répondu" in late.text
    late = await both.press(host, "Pas le temps d’encadrer", why, "action_answer_request")
    assert "Vous avez déjà répondu" in late.text
    kept = await one(database, SeatRequest)
    assert isinstance(kept, SeatRequest)
    assert (kept.status, kept.accepted_seats) == ("partially_accepted", 1)


async def test_a_colleague_who_answers_second_learns_who_was_first(
    new_caller: NewCaller, both: Both, database: Database
) -> None:
    async with database.unit_of_work() as uow:
        made = await uow.session.get_one(Offer, both.offer_id)
        first = await people.by_conversation(uow, both.host.conversation_id)
        (await uow.session.get_one(Contact, first.contact_id)).name = "Nadia Benali"
        code = await colleagues.invite(uow, made.company_id, first.contact_id)
        second = await people.arrive(
            uow, telegram_id=8, chat_id=8, first_name="Karim", language_code="fr"
        )
        invitation, _ = await colleagues.read(uow, second.contact_id, code)
        await colleagues.accept(uow, second.contact_id, invitation.id)
        await uow.commit()
    karim = await new_caller(8)
    payload = f'/answer_request{{"request": "{both.request_id}", "decision": "all"}}'
    both.host.hear(payload)
    await both.host.call("action_answer_request")
    karim.hear(payload)
    late = await karim.call("action_answer_request")
    assert late.text == "<b>Nadia Benali</b> a déjà répondu\u00a0: 2\u00a0places accordées."


async def test_an_answer_after_the_time_is_told_so(
    both: Both, database: Database, still_clock: StillClock
) -> None:
    still_clock.at += timedelta(days=16)
    async with database.unit_of_work() as uow:
        await upkeep.run(uow, still_clock())
        await uow.commit()
    both.host.hear(f'/answer_request{{"request": "{both.request_id}", "decision": "all"}}')
    late = await both.host.call("action_answer_request")
    assert late.text.startswith("Trop tard")


async def test_nobody_answers_or_cancels_for_others(
    baker: Caller, new_caller: NewCaller, both: Both
) -> None:
    baker.hear(f'/answer_request{{"request": "{both.request_id}", "decision": "all"}}')
    assert "Je ne trouve pas cette demande" in (await baker.call("action_answer_request")).text
    baker.hear(f'/edit_offer{{"offer": "{both.offer_id}"}}')
    assert "pas d’offre" in (await baker.call("action_edit_offer")).text
    baker.hear(f'/pause_offer{{"offer": "{both.offer_id}", "decision": "withdrawn"}}')
    assert "Je ne trouve pas cette offre" in (await baker.call("action_pause_offer")).text
    baker.hear(f'/confirm_done{{"request": "{both.request_id}", "came": "2", "save": "yes"}}')
    assert "Je ne trouve pas cette demande" in (await baker.call("action_confirm_done")).text


async def test_fewer_left_than_asked_for_offers_what_is_left(
    both: Both, database: Database
) -> None:
    async with database.unit_of_work() as uow:
        (week,) = await offers.weeks_of(uow, both.offer_id)
        week.taken = 1
        await uow.commit()
    both.host.hear(f'/answer_request{{"request": "{both.request_id}", "decision": "all"}}')
    said = await both.host.call("action_answer_request")
    assert "Il ne vous reste qu’une place" in said.text
    assert list(said.buttons) == ["1", "Refuser"]


async def test_requests_are_listed_and_taken_back_after_one_question(
    both: Both, database: Database
) -> None:
    asker = both.asker
    asker.hear("où en sont mes demandes ?", "request_status")
    listed = await asker.call("action_request_status")
    assert "en attente de réponse" in listed.text
    (cancel,) = [label for label in listed.buttons if label.startswith("Annuler")]
    sure = await both.press(asker, cancel, listed, "action_cancel_request")
    kept = await both.press(asker, "Non, la garder", sure, "action_cancel_request")
    assert "la demande reste" in kept.text
    gone = await both.press(asker, "Oui, annuler", sure, "action_cancel_request")
    assert "C’est annulé" in gone.text
    twice = await both.press(asker, "Oui, annuler", sure, "action_cancel_request")
    assert "ne peut plus être annulée" in twice.text


async def test_what_became_of_the_stage_is_proposed_then_recorded_once(
    both: Both, database: Database, still_clock: StillClock
) -> None:
    host = both.host
    host.hear(f'/answer_request{{"request": "{both.request_id}", "decision": "all"}}')
    await host.call("action_answer_request")
    still_clock.at += timedelta(days=60)
    host.hear(f'/confirm_done{{"request": "{both.request_id}", "came": "part"}}')
    how_many = await host.call("action_confirm_done")
    assert list(how_many.buttons) == ["0", "1", "2"]
    proposed = await both.press(host, "1", how_many, "action_confirm_done")
    assert "Je peux le compter" in proposed.text
    for said in ("C’est enregistré", "C’est déjà noté"):
        played = await both.press(host, "Enregistrer", proposed, "action_confirm_done")
        assert said in played.text
    action = await one(database, Action)
    assert isinstance(action, Action)
    assert (action.action_type, action.quantity) == ("internship_3e", 1)


@pytest.mark.parametrize(
    ("said", "kept", "left_out"),
    [
        ("en février je vous ai dit", "du 1er au 5 février 2027", True),
        ("la semaine du 1er février et celle du 8 février", "du 1er au 5 février 2027", True),
        ("du 25 janvier au 5 février", "du 25 au 29 janvier 2027 et du 1er au 5 février", False),
    ],
)
async def test_of_the_weeks_told_those_the_offer_is_open_in_are_kept(
    new_caller: NewCaller, database: Database, said: str, kept: str, left_out: bool
) -> None:
    async with database.unit_of_work() as uow:
        _, _, made = await offer(uow, weeks=(date(2027, 1, 25), date(2027, 2, 1)))
        await association(uow)
        await uow.commit()
    asker = await new_caller(2000, first_name="Asso 0")
    asked = await asker.open("request_form", f'/request_slots{{"offer": "{made.id}"}}')
    assert "Pour quelle semaine" in asked.text
    then = await asker.answer(said)
    assert "Combien de places" in then.text
    assert ("Je retiens ce que l’offre propose" in then.text) is left_out
    recap = await asker.answer("1")
    assert kept in recap.text
    refused = await asker.answer('/replace_answer{"step": "request_weeks", "text": "en mars"}')
    assert "L’offre n’est pas ouverte ces semaines-là" in refused.text


async def test_places_found_elsewhere_are_counted_after_one_tap(
    both: Both, database: Database
) -> None:
    asker = both.asker
    asker.hear("on a trouvé 5 stages par nos propres moyens", "declare_off_platform")
    sure = await asker.call("action_declare_off_platform")
    assert "5\u00a0places" in sure.text
    counted = await both.press(asker, "Oui, les compter", sure, "action_declare_off_platform")
    assert "C’est compté" in counted.text
    kept = await one(database, OffPlatformSeats)
    assert isinstance(kept, OffPlatformSeats)
    assert (kept.seats, kept.school_year) == (5, 2026)
