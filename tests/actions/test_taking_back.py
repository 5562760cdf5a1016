"""« Finalement on ne peut plus les prendre »: places given are taken back, in words and by taps."""

from dataclasses import dataclass

import pytest
from sqlalchemy import select

from paqte.database import Database
from paqte.models import Notice, Offer, SeatRequest
from paqte.services.internships import asking, settling, telling
from tests.actions.conftest import NewCaller
from tests.actions.hosting import Asked
from tests.conftest import StillClock
from tests.paqte.internship_factories import JANUARY, association, offer

pytestmark = pytest.mark.usefixtures("still_clock")

NO_MORE = "finalement on ne peut plus prendre les élèves de l’association 0"


@dataclass
class Host(Asked):
    """A company that gave two places to Association 0."""

    offer_id: str

    async def request(self) -> SeatRequest:
        async with self.database.reading() as uow:
            return await uow.session.get_one(SeatRequest, self.request_id)

    async def offer_status(self) -> str:
        async with self.database.reading() as uow:
            return (await uow.session.get_one(Offer, self.offer_id)).status

    async def told(self) -> list[str | None]:
        """The words that go to who asked."""
        async with self.database.reading() as uow:
            found = await uow.session.scalars(
                select(Notice).where(Notice.kind == telling.TAKEN_BACK)
            )
            return [one.payload.get("text") for one in found]

    async def another(self, number: int, *, accepted: bool) -> str:
        """Another association asks for a place, and may get it; the reference."""
        async with self.database.unit_of_work() as uow:
            its = await uow.session.get_one(SeatRequest, self.request_id)
            _, organisation, member = await association(uow, number)
            asked = await asking.ask(
                uow, member, organisation, self.offer_id, JANUARY[:1], 1, "troisieme", f"m{number}"
            )
            if accepted:
                await settling.accept(uow, its.company_id, its.answered_by or "", asked.id)
            await uow.commit()
            return asked.reference


@pytest.fixture
async def host(new_caller: NewCaller, database: Database) -> Host:
    async with database.unit_of_work() as uow:
        person, company, made = await offer(uow, seats=5, weeks=JANUARY[:1])
        _, organisation, member = await association(uow)
        asked = await asking.ask(
            uow, member, organisation, made.id, JANUARY[:1], 2, "troisieme", "ask"
        )
        await settling.accept(uow, company.id, person.contact_id, asked.id)
        await uow.commit()
    return Host(await new_caller(1000), asked.id, database, made.id)


async def test_in_words_why_is_asked_then_once_whether(host: Host, new_caller: NewCaller) -> None:
    why = await host.says(NO_MORE)
    assert "Vous aviez accordé <b>2\u00a0places</b> à <b>Association 0</b>" in why.text
    sure = await host.says(why.buttons["Pas le temps d’encadrer"])
    assert "Raison\u00a0: pas le temps d’encadrer." in sure.text
    assert "prévenue aussitôt" in sure.text
    assert list(sure.buttons) == [
        "Oui, ouvertes à d’autres",
        "Oui, offre en pause",
        "Non, je les accueille",
    ]
    assert (await host.request()).status == "accepted"

    done = await host.says(sure.buttons["Oui, ouvertes à d’autres"])
    assert "Je préviens <b>Association 0</b>" in done.text
    assert "ouvertes à d’autres" in done.text
    request = await host.request()
    assert (request.standing, request.decline_reason) == ("taken_back", "no_time")
    assert await host.told() == [None]
    asker = await new_caller(2000)
    asker.hear("où en est ma demande ?", "request_status")
    status = await asker.call("action_request_status")
    assert "accord retiré par l’entreprise" in status.text
    again = await host.says(sure.buttons["Oui, ouvertes à d’autres"])
    assert "déjà fait" in again.text
    assert len(await host.told()) == 1


async def test_the_reason_told_with_it_is_shown_and_goes_without_what_is_of_a_pupil(
    host: Host,
) -> None:
    sure = await host.says(f"{NO_MORE}, notre tutrice est en congé, appelez le 06 11 22 33 44")
    assert "Notre tutrice est en congé" in sure.text
    assert "22 33" not in sure.text
    paused = await host.says(sure.buttons["Oui, offre en pause"])
    assert "en pause" in paused.text
    assert "Remettre en ligne" in paused.buttons
    assert await host.offer_status() == "paused"
    (told,) = await host.told()
    assert told is not None
    assert told.startswith("Notre tutrice")
    assert "22 33" not in told


async def test_a_reason_may_be_written_where_it_is_asked(host: Host) -> None:
    await host.says(NO_MORE)
    host.caller.hear("notre tutrice part en congé", "pause_offer")
    followed = await host.caller.call("action_pause_offer")
    assert followed.events == [("action_answer_request", None)]
    host.caller.hear("l’atelier est fermé", "inform")
    assert (await host.caller.call("action_inform")).events == [("action_answer_request", None)]
    sure = await host.says("l’atelier est fermé", "inform")
    assert "«\u00a0L’atelier est fermé\u00a0»" in sure.text
    # « oui » is neither of the two ways to say so: it is asked again.
    host.caller.hear("oui", "affirm")
    assert (await host.caller.call("action_confirm")).events == [("action_answer_request", None)]
    assert (await host.says("oui", "affirm")).text == sure.text


async def test_no_or_back_leaves_all_as_it_is(host: Host) -> None:
    why = await host.says(NO_MORE)
    assert "rien ne change" in (await host.says(why.buttons["Retour"])).text
    sure = await host.says(why.buttons["Sécurité"])
    assert "rien ne change" in (await host.says(sure.buttons["Non, je les accueille"])).text
    assert (await host.request()).status == "accepted"
    assert await host.told() == []


async def test_fewer_than_were_given_in_words_or_by_a_button(host: Host) -> None:
    why = await host.says("finalement on ne pourra prendre qu’un seul élève au lieu de deux")
    assert "vous gardez <b>1\u00a0place</b>" in why.text
    whole = await host.says(NO_MORE)
    how_many = await host.says(whole.buttons["En garder une partie"])
    assert list(how_many.buttons) == ["0", "1", "Retour"]
    why = await host.says("un seul", "inform")
    sure = await host.says(why.buttons["Plus de place"])
    assert "Garder <b>1\u00a0place</b> au lieu de 2" in sure.text
    done = await host.says(sure.buttons["Oui, ouvertes à d’autres"])
    assert "<b>1\u00a0place</b> au lieu de 2" in done.text
    request = await host.request()
    assert (request.status, request.accepted_seats) == ("partially_accepted", 1)


@pytest.mark.parametrize(
    ("intent", "action"),
    [
        ("pause_offer", "action_pause_offer"),
        ("edit_offer", "action_edit_offer"),
        ("consent", "action_consent"),
        ("deny", "action_confirm"),
        ("inform", "action_inform"),
        ("nlu_fallback", "action_default_fallback"),
        ("out_of_scope", "action_out_of_scope"),
        ("ask_internship_rules", "action_ask_internship_rules"),
        ("confirm_done", "action_confirm_done"),
        ("cancel_request", "action_cancel_request"),
        ("request_slots", "action_request_slots"),
    ],
)
async def test_whatever_it_was_taken_for_it_is_understood(
    host: Host, intent: str, action: str
) -> None:
    host.caller.hear(NO_MORE, intent)
    assert ("action_answer_request", None) in (await host.caller.call(action)).events


async def test_of_several_the_one_that_is_named_else_it_is_asked(host: Host) -> None:
    other = await host.another(1, accepted=True)
    assert "Association 0" in (await host.says(NO_MORE)).text
    which = await host.says("on ne peut plus les accueillir")
    assert which.text.startswith("De quel accueil")
    why = await host.says(which.buttons[f"Ne plus accueillir {other}"])
    assert "Association 1" in why.text


async def test_what_waits_for_an_answer_is_refused_and_not_mixed_up(host: Host) -> None:
    await host.another(1, accepted=False)
    shown = await host.says("un seul au lieu de deux")
    assert "Refuser" in shown.said[0].buttons
    await host.says("la demande de places")
    refused = await host.says("finalement on ne peut pas, l’atelier est fermé")
    assert "Refuser" in "".join(refused.said[0].buttons)
    assert "Association 0" in (await host.says(NO_MORE)).text


async def test_what_was_given_is_shown_with_a_way_back(host: Host) -> None:
    shown = await host.says("mes demandes", "request_status")
    (given,) = shown.said
    assert "Association 0" in (given.text or "")
    why = await host.says(next(iter(given.buttons.values())))
    assert "Pour quelle raison" in why.text
    host.caller.hear("mes offres", "edit_offer")
    offers = await host.caller.call("action_edit_offer")
    again = await host.says(offers.buttons["Places accordées"])
    assert again.buttons == given.buttons


async def test_a_stage_that_has_begun_is_for_people_to_settle(
    host: Host, still_clock: StillClock
) -> None:
    why = await host.says(NO_MORE)
    still_clock.at = still_clock.at.replace(year=2027, month=1, day=11, hour=9)
    late = await host.says(why.buttons["Sécurité"])
    assert "a commencé" in late.text
    assert "Écrire à la structure" in late.buttons


async def test_another_company_cannot(
    host: Host, new_caller: NewCaller, database: Database
) -> None:
    async with database.unit_of_work() as uow:
        await offer(uow, 1)
        await uow.commit()
    other = await new_caller(1001)
    for decision in ("back", "back:other"):
        about = f'"request": "{host.request_id}", "decision": "{decision}", "places": "open"'
        other.hear(f"/answer_request{{{about}}}")
        assert "Je ne trouve pas" in (await other.call("action_answer_request")).text
    assert (await host.request()).accepted_seats == 2


async def test_who_gave_nothing_pauses_an_offer_as_before(host: Host, database: Database) -> None:
    host.caller.hear("on ne peut plus prendre de stagiaires", "pause_offer")
    assert (await host.caller.call("action_pause_offer")).events == []
