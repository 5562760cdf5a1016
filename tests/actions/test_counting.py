"""How many of a request, said in words: more than buttons can show."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from actions.internships.answering import counting
from paqte.database import Database
from paqte.models import SeatRequest
from paqte.services import conversations
from paqte.services.internships import asking, settling
from tests.actions.caller import Caller, Played
from tests.actions.conftest import NewCaller
from tests.conftest import StillClock
from tests.paqte.internship_factories import JANUARY, association, offer

pytestmark = pytest.mark.usefixtures("still_clock")

MANY = 12


@dataclass
class Host:
    """A company that associations asked for twelve places each, in the same week."""

    caller: Caller
    company_id: str
    contact_id: str
    request_ids: list[str]

    async def hear(self, text: str, intent: str, action: str) -> Played:
        self.caller.hear(text, intent)
        return await self.caller.call(action)

    async def accept(self, database: Database, *numbers: int) -> None:
        async with database.unit_of_work() as uow:
            for number in numbers:
                await settling.accept(
                    uow, self.company_id, self.contact_id, self.request_ids[number]
                )
            await uow.commit()

    async def shown(self, database: Database, *said: Played) -> None:
        """What the bot keeps of what it says, one turn's messages."""
        async with database.unit_of_work() as uow:
            for played in said:
                for one in played.said:
                    buttons = [{"title": t, "payload": p} for t, p in one.buttons.items()]
                    await conversations.record_outgoing(
                        uow, self.caller.conversation_id, text=one.text or "", buttons=buttons
                    )
            await uow.commit()


@pytest.fixture
async def host(new_caller: NewCaller, database: Database) -> Host:
    async with database.unit_of_work() as uow:
        me, company, made = await offer(uow, seats=2 * MANY, weeks=JANUARY[:1])
        asked = []
        for number in range(2):
            _, organisation, member = await association(uow, number)
            one = await asking.ask(
                uow, member, organisation, made.id, JANUARY[:1], MANY, "troisieme", f"ask:{number}"
            )
            asked.append(one.id)
        await uow.commit()
    return Host(await new_caller(1000), company.id, me.contact_id, asked)


@pytest.fixture
async def after(host: Host, database: Database, still_clock: StillClock) -> Host:
    """The stage of the first one is over."""
    await host.accept(database, 0)
    still_clock.at += timedelta(days=60)
    return host


async def test_nine_came_is_proposed_of_the_stage_that_is_over(after: Host) -> None:
    proposed = await after.hear("9 sont venus", "confirm_done", "action_confirm_done")
    assert "<b>9\u00a0élèves" in proposed.text
    assert f'"request": "{after.request_ids[0]}"' in proposed.buttons["Enregistrer"]
    recorded = await after.hear(proposed.buttons["Enregistrer"], "", "action_confirm_done")
    assert recorded.text.startswith("C’est enregistré")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("ils sont tous venus", "<b>12\u00a0élèves"),
        ("sur les 12, neuf étaient là", "<b>9\u00a0élèves"),
        ("un seul est venu", "<b>1\u00a0élève"),
        ("personne n’est venu", "Personne n’est venu de <b>Association 0</b>"),
        ("il en manquait un", "Combien sont venus, sur 12"),
        ("les 15 sont venus", "Combien sont venus, sur 12"),
        ("9 ne sont pas venus", "Combien sont venus, sur 12"),
    ],
)
async def test_who_came_in_words(after: Host, text: str, says: str) -> None:
    said = await after.hear(text, "confirm_done", "action_confirm_done")
    assert says in said.text


async def test_of_several_stages_it_is_asked_which(
    host: Host, database: Database, still_clock: StillClock
) -> None:
    await host.accept(database, 0, 1)
    still_clock.at += timedelta(days=60)
    which = await host.hear("9 sont venus", "confirm_done", "action_confirm_done")
    assert which.text == "De quel stage parlez-vous\u202f?"
    title = "Association 1, du 11 au 15 janvier 2027"
    assert title in which.buttons
    proposed = await host.hear(which.buttons[title], "", "action_confirm_done")
    assert "<b>9\u00a0élèves" in proposed.text


@pytest.mark.parametrize(
    ("locale", "text"),
    [("fr", "9 sont venus la semaine du 18 janvier"), ("en", "9 of them came in week 3")],
)
async def test_of_several_stages_the_one_of_the_week_that_is_named(
    new_caller: NewCaller, database: Database, still_clock: StillClock, locale: str, text: str
) -> None:
    async with database.unit_of_work() as uow:
        me, company, made = await offer(uow, seats=MANY)
        for number in range(2):
            _, organisation, member = await association(uow, number)
            weeks = JANUARY[number : number + 1]
            asked = await asking.ask(
                uow, member, organisation, made.id, weeks, MANY, "troisieme", f"ask:{number}"
            )
            await settling.accept(uow, company.id, me.contact_id, asked.id)
        await uow.commit()
    caller = await new_caller(1000, locale=locale)
    still_clock.at += timedelta(days=60)
    caller.hear(text, "confirm_done")
    proposed = await caller.call("action_confirm_done")
    assert f'"request": "{asked.id}"' in next(iter(proposed.buttons.values()))


async def test_a_number_alone_is_of_the_stage_that_was_just_asked_about(
    host: Host, database: Database, still_clock: StillClock
) -> None:
    await host.accept(database, 0, 1)
    still_clock.at += timedelta(days=60)
    about = f'/confirm_done{{"request": "{host.request_ids[1]}", "came": "part"}}'
    asked = await host.hear(about, "", "action_confirm_done")
    assert list(asked.buttons) == ["0", "1", "2", "3", "9", "10", "11", "12"]
    assert asked.text.endswith("Touchez un nombre, ou écrivez-le.")
    await host.shown(database, asked)
    heard = await host.hear("7", "inform", "action_inform")
    assert heard.events == [("action_confirm_done", None)]
    proposed = await host.caller.call("action_confirm_done")
    assert "<b>7\u00a0élèves" in proposed.text
    assert f'"request": "{host.request_ids[1]}"' in proposed.buttons["Enregistrer"]


async def test_more_than_buttons_show_can_be_given(host: Host, database: Database) -> None:
    about = f'/answer_request{{"request": "{host.request_ids[1]}", "decision": "part"}}'
    asked = await host.hear(about, "", "action_answer_request")
    assert list(asked.buttons) == ["1", "2", "3", "4", "8", "9", "10", "11", "Retour"]
    await host.shown(database, asked)
    heard = await host.hear("on accorde 7 places", "nlu_fallback", "action_default_fallback")
    assert heard.events == [("action_answer_request", None)]
    sure = await host.caller.call("action_answer_request")
    assert list(sure.buttons)[:2] == ["Accorder les 12", "Accorder 7\u00a0places"]
    given = await host.hear(sure.buttons["Accorder 7\u00a0places"], "", "action_answer_request")
    assert "<b>7\u00a0places</b> pour Association 1" in given.text
    async with database.reading() as uow:
        request = await uow.session.get_one(SeatRequest, host.request_ids[1])
    assert request.accepted_seats == 7


async def test_where_several_wait_each_can_be_given_the_number(
    host: Host, database: Database
) -> None:
    waiting = await host.hear("mes demandes", "answer_request", "action_answer_request")
    await host.shown(database, waiting)
    shown = await host.hear("j’en accorde neuf", "answer_request", "action_answer_request")
    assert len(shown.said) == 2
    assert all("Accorder 9\u00a0places" in one.buttons for one in shown.said)


@pytest.mark.parametrize(
    "text", ["deux apprentis", "on en reparle le mois prochain avec nos 3 associés"]
)
async def test_what_may_be_about_anything_is_no_number_of_a_request(
    host: Host, database: Database, text: str
) -> None:
    about = f'/answer_request{{"request": "{host.request_ids[1]}", "decision": "part"}}'
    await host.shown(database, await host.hear(about, "", "action_answer_request"))
    heard = await host.hear(text, "nlu_fallback", "action_default_fallback")
    assert ("action_answer_request", None) not in heard.events


@pytest.mark.parametrize(
    ("last", "numbers"),
    [(2, [0, 1, 2]), (8, [*range(9)]), (9, [0, 1, 2, 3, 6, 7, 8, 9])],
)
def test_both_ends_of_a_long_range_are_shown(last: int, numbers: list[int]) -> None:
    assert counting.shown(0, last) == numbers


async def test_a_number_taken_for_axes_answers_what_was_just_asked(
    host: Host, database: Database
) -> None:
    about = f'/answer_request{{"request": "{host.request_ids[1]}", "decision": "part"}}'
    asked = await host.hear(about, "", "action_answer_request")
    await host.shown(database, asked)
    host.caller.form = "axes_form"
    heard = await host.hear("plutôt 8", "choose_axis", "validate_axes_form")
    assert heard.events == [("requested_slot", None), ("action_answer_request", None)]


async def test_without_anything_asked_the_axes_are(host: Host) -> None:
    host.caller.form = "axes_form"
    heard = await host.hear("plutôt 8", "choose_axis", "validate_axes_form")
    assert ("action_answer_request", None) not in heard.events
    assert host.caller.requested == "axes_choice"
