"""Who speaks, read with one statement: the same as services say that answer one question each."""

import pytest

from paqte.database import Database
from paqte.services import axes, colleagues, drafts, organisations, people, privacy, speakers
from paqte.services.organisations import Registration
from tests.conftest import StillClock
from tests.paqte.factories import arrival, bakery

ASSOCIATION = Registration(
    kind="association", name="Les Passerelles", rna="W751234567", insee_code="95127", town="Cergy"
)


async def test_a_newcomer_speaks_for_nobody(database: Database) -> None:
    async with database.unit_of_work() as uow:
        me = await arrival(uow, source="affiche")
        known = await speakers.of_conversation(uow, me.id, form="join_form")
    assert known.person == speakers.Person(
        id=me.contact_id,
        locale="fr",
        first_name="Nadia",
        name=None,
        email=None,
        source="affiche",
    )
    assert known == speakers.Speaker(known.person, agreed=False)


async def test_whom_they_speak_for_comes_with_them(database: Database) -> None:
    async with database.unit_of_work() as uow:
        me, company = await bakery(uow)
        await axes.choose(uow, company.id, ["train", "buy"], me.contact_id, "axes")
        known = await speakers.of_conversation(uow, me.id)
        organisation, member = await organisations.register(uow, me.contact_id, ASSOCIATION, "org")
        both = await speakers.of_conversation(uow, me.id)
        neither = await speakers.of_conversation(uow, me.id, company=False, organisation=False)
        assert list(known.companies) == await colleagues.companies_of(uow, me.contact_id)
    assert (known.person.name, known.person.email) == ("Nadia Benali", "nadia@fournil.example")
    assert known.axes == ("train", "buy")
    assert known.organisation is None
    assert (both.organisation, both.member) == (organisation, member)
    assert (neither.companies, neither.axes, neither.organisation) == ((), (), None)


async def test_their_last_word_on_what_is_kept_counts(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        me = await arrival(uow)
        for number, (granted, version, kind, agreed) in enumerate(
            (
                (True, people.CONSENT_VERSION, "training", False),
                (True, people.CONSENT_VERSION, "conversation", True),
                (False, people.CONSENT_VERSION, "training", True),
                (False, people.CONSENT_VERSION, "conversation", False),
                (True, people.CONSENT_VERSION, "conversation", True),
                (True, "of old", "conversation", False),
            )
        ):
            still_clock.advance(minutes=1)
            await people.record_consent(
                uow, me.contact_id, granted=granted, version=version, kind=kind, key=str(number)
            )
            known = await speakers.of_conversation(uow, me.id)
            assert known.agreed is agreed, number
            assert known.agreed == await people.has_agreed(uow, me.contact_id)


async def test_the_draft_is_the_open_one_of_the_form(database: Database) -> None:
    async with database.unit_of_work() as uow:
        me = await arrival(uow)
        for form, step in (("join_form", "join_name"), ("axes_form", "axes_choice")):
            await drafts.keep(
                uow,
                me.contact_id,
                me.id,
                form,
                answers={"in": form},
                step=step,
                failures=1,
                turn_id="9",
            )
        known = await speakers.of_conversation(uow, me.id, form="join_form")
        assert known.draft == speakers.OpenDraft({"in": "join_form"}, "join_name", 1, "9")
        assert (await speakers.of_conversation(uow, me.id)).draft is None
        await drafts.close(uow, await drafts.open_draft(uow, me.contact_id, "join_form"))
        assert (await speakers.of_conversation(uow, me.id, form="join_form")).draft is None


async def test_who_was_erased_or_never_came_speaks_no_more(database: Database) -> None:
    async with database.unit_of_work() as uow:
        me = await arrival(uow)
        with pytest.raises(LookupError):
            await speakers.of_conversation(uow, "no-such-conversation")
        await privacy.erase(uow, me.contact_id)
        with pytest.raises(LookupError):
            await speakers.of_conversation(uow, me.id)
