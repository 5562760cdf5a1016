"""A request refused in the company's own words, which reach who asked."""

import pytest
from sqlalchemy import select

from paqte.database import Database
from paqte.models import Notice, SeatRequest
from paqte.services.internships import asking, telling
from tests.actions.conftest import NewCaller
from tests.actions.hosting import Asked
from tests.paqte.internship_factories import JANUARY, association, offer

pytestmark = pytest.mark.usefixtures("still_clock")

NO_TUTOR = "non, on n’a personne pour l’encadrer en mars"


class Host(Asked):
    """A company that was asked for a place."""

    async def status(self) -> str:
        async with self.database.reading() as uow:
            return (await uow.session.get_one(SeatRequest, self.request_id)).status

    async def told(self) -> list[str | None]:
        """The words that go to who asked with the answer."""
        async with self.database.reading() as uow:
            found = await uow.session.scalars(select(Notice).where(Notice.kind == telling.ANSWERED))
            return [one.payload.get("text") for one in found]


@pytest.fixture
async def host(new_caller: NewCaller, database: Database) -> Host:
    async with database.unit_of_work() as uow:
        _, _, made = await offer(uow, seats=2, weeks=JANUARY[:1])
        _, organisation, member = await association(uow)
        asked = await asking.ask(
            uow, member, organisation, made.id, JANUARY[:1], 1, "troisieme", "ask"
        )
        await uow.commit()
    return Host(await new_caller(1000), asked.id, database)


async def test_the_reason_in_words_is_shown_then_goes_with_the_refusal(host: Host) -> None:
    shown = await host.says(NO_TUTOR)
    assert "«\u00a0On n’a personne pour l’encadrer en mars\u00a0»" in shown.text
    assert await host.status() == "sent"

    refused = await host.says(shown.buttons["Refuser avec ces mots"])
    assert refused.text.startswith("C’est noté.")
    assert await host.status() == "declined"
    assert await host.told() == ["On n’a personne pour l’encadrer en mars"]


async def test_a_pupil_and_a_number_are_left_out_of_it_and_that_is_said(host: Host) -> None:
    shown = await host.says("non, l’élève Lina Martin est diabétique, appelez le 06 11 22 33 44")
    assert "ni un numéro de téléphone" in shown.text
    await host.says(shown.buttons["Refuser avec ces mots"])
    (told,) = await host.told()
    assert told is not None
    assert not any(word in told for word in ("Lina", "diab", "22 33"))


@pytest.mark.parametrize(
    "action",
    ["action_inform", "action_default_fallback", "action_confirm", "action_out_of_scope"],
)
async def test_right_after_the_question_it_is_an_answer_whatever_it_was_taken_for(
    host: Host, action: str
) -> None:
    await host.says("la demande du collège")
    host.caller.hear(NO_TUTOR, "deny")
    assert (await host.caller.call(action)).events == [("action_answer_request", None)]


async def test_a_reason_may_be_written_where_it_is_asked(host: Host) -> None:
    shown = await host.says("la demande du collège")
    await host.says(shown.buttons["Refuser"])
    host.caller.hear("la tutrice est en congé", "inform")
    assert (await host.caller.call("action_inform")).events == [("action_answer_request", None)]
    assert (
        "«\u00a0La tutrice est en congé\u00a0»" in (await host.says("la tutrice est en congé")).text
    )


async def test_of_several_requests_each_may_be_refused_so(host: Host) -> None:
    async with host.database.unit_of_work() as uow:
        its = await uow.session.get_one(SeatRequest, host.request_id)
        _, organisation, member = await association(uow, 1)
        await asking.ask(
            uow, member, organisation, its.offer_id, JANUARY[:1], 1, "troisieme", "more"
        )
        await uow.commit()
    await host.says("les demandes")
    host.caller.hear(NO_TUTOR, "nlu_fallback")
    followed = await host.caller.call("action_default_fallback")
    assert followed.events == [("action_answer_request", None)]
    both = await host.says(NO_TUTOR, "nlu_fallback")
    assert ["Refuser avec ces mots" in one.buttons for one in both.said] == [True, True]


async def test_who_has_nothing_to_answer_is_not_taken_to_refuse(host: Host) -> None:
    host.caller.hear(NO_TUTOR, "deny")
    assert (await host.caller.call("action_confirm")).events == []
