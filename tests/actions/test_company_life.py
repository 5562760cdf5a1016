"""Axes, actions, and the conversation around the forms."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from paqte.database import Database
from paqte.models import Contact
from paqte.services import axes, conversations, joining, people
from tests.actions.caller import Caller
from tests.actions.conftest import NewCaller
from tests.conftest import StillClock
from tests.paqte.factories import bakery

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
async def baker(new_caller: NewCaller, database: Database) -> Caller:
    """Samira, whose bakery joined."""
    async with database.unit_of_work() as uow:
        await bakery(uow, telegram_id=7)
        await uow.commit()
    return await new_caller(7)


async def chosen(database: Database) -> tuple[str, ...]:
    async with database.reading() as uow:
        person = people.telegram_hash(7)
        found = await people._find(uow, person)
        assert found is not None
        company = await joining.company_of(uow, found.contact_id)
        assert company is not None
        return await axes.chosen(uow, company.id)


async def test_axes_are_for_companies_that_joined(caller: Caller) -> None:
    played = await caller.open("axes_form")
    assert played.events == [("requested_slot", None)]
    assert played.buttons == {
        "Inscrire mon entreprise": "/join_program",
        "Inscrire ma structure": "/register_organisation",
    }


async def test_a_tap_picks_and_another_drops_in_the_same_menu(baker: Caller) -> None:
    opened = await baker.open("axes_form")
    assert opened.said[0].custom == {"columns": 2, "menu": "axes"}
    picked = await baker.answer(opened.buttons["☐ Former"])
    assert picked.text.endswith("Choisis\u00a0: <b>Former</b>.")
    assert "☑ Former" in picked.buttons
    dropped = await baker.answer(picked.buttons["☑ Former"])
    assert dropped.text.endswith("Rien de choisi pour l’instant.")


@pytest.mark.parametrize(
    ("words", "picked"),
    [
        ("les quatre, moins le recrutement", "Sensibiliser, Former et Acheter"),
        ("former et acheter", "Former et Acheter"),
        ("montrer notre cuisine à une classe", "Sensibiliser"),
    ],
)
async def test_axes_are_picked_in_words(baker: Caller, words: str, picked: str) -> None:
    await baker.open("axes_form")
    played = await baker.answer(words)
    assert played.text.endswith(f"Choisis\u00a0: <b>{picked}</b>.")


@pytest.mark.parametrize("words", ["c’est tout", "non, c’est tout pour nous", "that's all"])
async def test_saying_that_it_is_all_ends_the_choice(baker: Caller, words: str) -> None:
    opened = await baker.open("axes_form")
    await baker.answer(opened.buttons["☐ Former"])
    await baker.answer(words)
    assert baker.requested is None


@pytest.mark.parametrize(
    ("before", "said", "picked"),
    [
        ("former et acheter", "enlève Former et mets Sensibiliser", "Sensibiliser et Acheter"),
        ("former et acheter", "remplacez acheter par recruter", "Former et Recruter"),
        ("acheter et sensibiliser", "plutôt former que sensibiliser", "Former et Acheter"),
        ("former et acheter", "non, plutôt recruter", "Recruter"),
        ("former et acheter", "je voudrais ne plus faire les achats", "Former"),
        ("former", "Acheter et Former. Non attends, pas Former, Recruter", "Recruter et Acheter"),
    ],
)
async def test_one_axis_takes_the_place_of_another(
    baker: Caller, before: str, said: str, picked: str
) -> None:
    await baker.open("axes_form", before)
    played = await baker.answer(said)
    assert played.text.endswith(f"Choisis\u00a0: <b>{picked}</b>.")


@pytest.mark.parametrize(
    "said", ["c koi sensibiliser jai pas compris", "what does raising awareness mean?"]
)
async def test_asking_what_an_axis_is_picks_none(baker: Caller, said: str) -> None:
    await baker.open("axes_form")
    played = await baker.answer(said, "choose_axis")
    assert played.text.startswith("<b>Sensibiliser</b>\u00a0: faire découvrir vos métiers")
    assert played.text.endswith("Rien de choisi pour l’instant.")


async def test_no_axis_is_no_choice(baker: Caller) -> None:
    await baker.open("axes_form")
    played = await baker.answer('/inform{"axes_choice": "done"}')
    assert played.text.startswith("Choisissez au moins un axe")


@BOTH
async def test_the_choice_is_kept_once(baker: Caller, database: Database) -> None:
    await baker.open("axes_form", "on prend les quatre sauf acheter")
    await baker.answer("c’est bon", "affirm")
    first = await baker.call("action_submit_axes", latest="axes_form")
    again = await baker.call("action_submit_axes", latest="axes_form")
    assert first == again
    assert first.text.startswith(
        "C’est noté. Vos axes\u00a0: <b>Sensibiliser, Former et Recruter</b>."
    )
    assert list(first.buttons.values()) == ["/log_action", "/commit", "/menu"]
    assert await chosen(database) == ("raise_awareness", "train", "recruit")


@BOTH
async def test_one_sentence_is_a_whole_action(baker: Caller) -> None:
    recap = await baker.open(
        "action_form", "j’ai accueilli deux stagiaires de 3e de REP la semaine dernière"
    )
    assert baker.requested == "action_recap"
    assert "Nombre\u00a0: <b>2\u00a0élèves</b>" in recap.text
    await baker.answer("oui", "affirm")
    first = await baker.call("action_submit_action", latest="action_form")
    again = await baker.call("action_submit_action", latest="action_form")
    assert first == again
    assert first.text.startswith("C’est enregistré, merci\u202f!\nDepuis le début\u00a0:\n")
    assert first.text.endswith("<b>2\u00a0élèves</b>")


async def test_only_what_a_sentence_lacks_is_asked(baker: Caller) -> None:
    await baker.open("action_form", "j’ai pris un apprenti")
    assert baker.requested == "action_date"


async def test_what_a_sentence_told_is_not_asked_once_its_type_is_chosen(baker: Caller) -> None:
    asked = await baker.open(
        "action_form", "on a acheté pour 12k€ HT à un traiteur du quartier en octobre"
    )
    assert "Achats à des fournisseurs de QPV" in asked.buttons
    assert (await baker.answer("oui", "affirm")).text.startswith("Touchez celle qui convient")
    recap = await baker.answer(asked.buttons["Achats à des fournisseurs de QPV"])
    assert baker.requested == "action_recap"
    assert "12\u202f000\u00a0€\u00a0HT" in recap.text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("beaucoup", "Je n’ai pas vu de nombre."),
        ("0", "Le nombre doit être plus grand que zéro"),
        ("2,5", "On compte ici des élèves"),
        ("3 heures", "Ici, on compte en élèves."),
    ],
)
async def test_a_quantity_that_cannot_be_is_refused(baker: Caller, words: str, said: str) -> None:
    await baker.open("action_form")
    await baker.answer('/inform{"action_type": "internship_3e"}')
    played = await baker.answer(words)
    assert baker.requested == "action_quantity"
    assert played.text.startswith(said)


async def test_a_surprising_quantity_is_asked_about(baker: Caller) -> None:
    await baker.open("action_form")
    await baker.answer('/inform{"action_type": "internship_3e"}')
    played = await baker.answer("300")
    assert "c’est beaucoup pour une entreprise de votre taille" in played.text
    await baker.answer("oui", "affirm")
    assert baker.requested == "action_date"


async def test_an_amount_with_tax_is_asked_without(baker: Caller) -> None:
    await baker.open("action_form")
    asked = await baker.answer('/inform{"action_type": "buy_qpv"}')
    assert asked.text.endswith("Pour quel montant, hors taxes\u202f?")
    played = await baker.answer("1200 € TTC")
    assert played.text.startswith("Il me faut le montant hors taxes.")


@pytest.mark.usefixtures("still_clock")
async def test_an_action_is_not_in_the_future(baker: Caller) -> None:
    await baker.open("action_form")
    await baker.answer('/inform{"action_type": "internship_3e"}')
    await baker.answer("2")
    played = await baker.answer("le 14 décembre 2026")
    assert played.text.startswith("Ce qui n’est pas encore fait ne se déclare pas.")


async def test_the_recap_takes_the_right_thing_said_at_once(baker: Caller) -> None:
    await baker.open("action_form", "j’ai accueilli deux stagiaires de 3e de REP hier")
    played = await baker.answer("en fait trois élèves", "correct_action")
    assert baker.requested == "action_recap"
    assert "Nombre\u00a0: <b>3\u00a0élèves</b>" in played.text


async def test_progress_says_the_status_and_the_totals(baker: Caller) -> None:
    baker.hear("où j’en suis", "ask_progress")
    played = await baker.call("action_ask_progress")
    assert "est <b>transmise</b>" in played.text


@pytest.mark.parametrize(
    ("month", "reminded", "offered"),
    [(11, False, False), (11, True, True), (12, False, True), (6, True, False)],
)
async def test_nothing_is_offered_to_be_declared_near_the_year_s_end_or_after_a_reminder(
    still_clock: StillClock,
    baker: Caller,
    database: Database,
    month: int,
    reminded: bool,
    offered: bool,
) -> None:
    still_clock.at = datetime(2026, month, 20, 9, 0, tzinfo=UTC)
    async with database.unit_of_work() as uow:
        me, company = await bakery(uow, telegram_id=7)
        await axes.choose(uow, company.id, ("train", "buy"), me.contact_id, "chosen")
        if reminded:
            sent = still_clock.at - timedelta(days=3)
            await uow.session.execute(update(Contact).values(reminded_at=sent))
        await uow.commit()
    baker.hear("où j’en suis", "ask_progress")
    played = await baker.call("action_ask_progress")
    assert any(title.startswith("Néant pour") for title in played.buttons) == offered


async def test_a_newcomer_is_told_who_reads_and_what_is_kept(new_caller: NewCaller) -> None:
    caller = await new_caller(agreed=False)
    caller.hear("/greet")
    played = await caller.call("action_greet")
    assert "L’équipe peut lire nos échanges" in played.text
    assert "/oublier" in played.text
    assert list(played.buttons) == ["J’accepte", "Je refuse"]


async def test_yes_is_agreement_only_right_after_it_was_asked(
    new_caller: NewCaller, database: Database
) -> None:
    caller = await new_caller(agreed=False)
    caller.hear("oui", "affirm")
    assert (await caller.call("action_confirm")).text.startswith("D’accord.")
    async with database.unit_of_work() as uow:
        await conversations.record_outgoing(
            uow,
            caller.conversation_id,
            text="…",
            buttons=[{"title": "J’accepte", "payload": '/consent{"decision": "yes"}'}],
        )
        await uow.commit()
    assert (await caller.call("action_confirm")).text.startswith("Merci.")


async def test_yes_takes_what_was_offered_first(baker: Caller, database: Database) -> None:
    async with database.unit_of_work() as uow:
        await conversations.record_outgoing(
            uow,
            baker.conversation_id,
            text="…",
            buttons=[
                {"title": "Déclarer une action", "payload": "/log_action"},
                {"title": "Plus tard", "payload": "/menu"},
            ],
        )
        await uow.commit()
    baker.hear("oui", "affirm")
    assert (await baker.call("action_confirm")).events == [("action_form", None)]
    baker.hear("non", "deny")
    assert (await baker.call("action_confirm")).events == []


async def test_what_was_not_understood_but_holds_an_action_opens_its_form(baker: Caller) -> None:
    baker.hear("deux stagiaires de 3e de REP hier", "nlu_fallback")
    assert (await baker.call("action_default_fallback")).events == [("action_form", None)]


async def test_what_was_not_understood_is_said_with_a_way_on(caller: Caller) -> None:
    caller.hear("blablabla", "nlu_fallback")
    played = await caller.call("action_default_fallback")
    assert played.text.startswith("Je n’ai pas compris.")
    assert "Parler à quelqu’un" in played.buttons


async def test_reminders_stop_when_they_are_not_wanted(caller: Caller, database: Database) -> None:
    caller.hear("stop", "stop_notifications")
    await caller.call("action_stop_notifications")
    async with database.reading() as uow:
        conversation = await people.by_conversation(uow, caller.conversation_id)
    assert conversation.contact.reminders_on is False


async def test_the_menu_fits_who_joined_and_who_did_not(
    new_caller: NewCaller, baker: Caller
) -> None:
    baker.hear("/menu")
    assert list((await baker.call("action_menu")).buttons) == [
        "Déclarer une action",
        "Voir où j’en suis",
        "M’engager sur des objectifs",
        "Trouver des idées",
        "Corriger une action",
        "Choisir mes axes",
        "Proposer des stages",
        "Mes offres de stage",
        "Inviter un ou une collègue",
        "Parler à quelqu’un",
    ]
    other = await new_caller(8)
    other.hear("/menu")
    assert "Inscrire mon entreprise" in (await other.call("action_menu")).buttons


@pytest.mark.parametrize(
    ("said", "chosen"),
    [
        ("on prend aussi former", "Sensibiliser et Former"),
        ("former et acheter", "Sensibiliser, Former et Acheter"),
        ("plutôt acheter", "Acheter"),
        ("les quatre, moins le recrutement", "Sensibiliser, Former et Acheter"),
        ("", "Sensibiliser"),
    ],
)
async def test_a_change_of_mind_starts_from_the_axes_chosen(
    baker: Caller, said: str, chosen: str
) -> None:
    await baker.open("axes_form", "sensibiliser")
    await baker.answer("valider")
    await baker.call("action_submit_axes", latest="axes_form")
    opened = await baker.open("axes_form", said) if said else await baker.open("axes_form")
    assert f"Choisis\u00a0: <b>{chosen}</b>" in opened.text


async def test_a_question_about_the_emploi_franc_is_no_search_for_a_job(baker: Caller) -> None:
    baker.hear("les emplois francs ça existe encore ?", "out_of_scope")
    events = (await baker.call("action_out_of_scope")).events
    assert events == [("action_ask_about_program", None)]
