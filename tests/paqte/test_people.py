"""Arrival, language, consent, being reachable."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from paqte.database import Database
from paqte.models import Consent, Contact, Conversation
from paqte.services import people
from tests.conftest import StillClock
from tests.paqte.factories import arrival


async def test_two_arrivals_at_once_are_one_person(database: Database) -> None:
    async def come() -> str:
        async with database.unit_of_work() as uow:
            conversation = await people.arrive(
                uow, telegram_id=7, chat_id=7, first_name="Nadia", language_code="fr"
            )
            await uow.commit()
            return conversation.id

    first, second = await asyncio.gather(come(), come())
    async with database.reading() as uow:
        assert first == second
        assert await uow.session.scalar(select(func.count()).select_from(Contact)) == 1
        assert await uow.session.scalar(select(func.count()).select_from(Conversation)) == 1


async def test_a_person_speaks_the_language_of_their_telegram_until_they_choose(
    database: Database,
) -> None:
    async with database.unit_of_work() as uow:
        known = await arrival(uow, language_code="en-GB")
        assert known.contact.locale == "en"
        known = await arrival(uow, language_code="fr")
        assert known.contact.locale == "fr"
        await people.set_locale(uow, known.contact_id, "en")
        assert known.contact.locale == "en"
        known = await arrival(uow, language_code="fr")
        assert known.contact.locale == "en"


async def test_the_first_source_is_kept(database: Database) -> None:
    async with database.unit_of_work() as uow:
        await arrival(uow, source="flyer-95")
        conversation = await arrival(uow, source="entreprise")
        assert conversation.contact.source == "flyer-95"


async def test_what_says_who_they_are_is_unreadable_in_the_database(database: Database) -> None:
    async with database.unit_of_work() as uow:
        conversation = await arrival(uow, telegram_id=123456789, first_name="Nadia")
        await uow.commit()
    async with database.reading() as uow:
        row = (
            await uow.session.execute(
                select(
                    func.coalesce(Contact.__table__.c.telegram_hash, "")
                    .concat(Contact.__table__.c.id)
                    .label("seen")
                )
            )
        ).scalar_one()
        assert "123456789" not in row
        raw = await uow.session.connection()
        stored = (await raw.exec_driver_sql("SELECT telegram_id, first_name FROM contacts")).one()
        assert not any("Nadia" in value or "123456789" in value for value in stored)
    async with database.reading() as uow:
        found = await people.by_conversation(uow, conversation.id)
        assert (found.contact.telegram_id, found.contact.first_name) == ("123456789", "Nadia")


async def test_a_consent_is_recorded_once_for_a_key_and_the_latest_word_counts(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        contact_id = (await arrival(uow)).contact_id
        assert await people.consent(uow, contact_id) is None
        yes = await people.record_consent(uow, contact_id, granted=True, version="1", key="u1")
        again = await people.record_consent(uow, contact_id, granted=True, version="1", key="u1")
        assert yes.id == again.id
        still_clock.advance(minutes=1)
        await people.record_consent(uow, contact_id, granted=False, version="1", key="u2")
        latest = await people.consent(uow, contact_id)
        assert latest is not None
        assert not latest.granted
        assert await uow.session.scalar(select(func.count()).select_from(Consent)) == 2


async def test_an_agreement_to_earlier_words_has_to_be_asked_again(database: Database) -> None:
    async with database.unit_of_work() as uow:
        contact_id = (await arrival(uow)).contact_id
        await people.record_consent(uow, contact_id, granted=True, version="old", key="u1")
        assert not await people.has_agreed(uow, contact_id)


async def test_who_writes_is_reachable_again(database: Database) -> None:
    async with database.unit_of_work() as uow:
        conversation = await arrival(uow, telegram_id=5)
        assert await people.mark_reachable(uow, 5, reachable=False)
        conversation = await people.by_conversation(uow, conversation.id)
        assert conversation.contact.unreachable_at is not None
        await uow.commit()
    async with database.unit_of_work() as uow:
        assert (await arrival(uow, telegram_id=5)).contact.unreachable_at is None


@pytest.mark.parametrize("reachable", [False, True])
async def test_who_is_not_known_is_not_recorded_for_blocking_the_bot(
    database: Database, reachable: bool
) -> None:
    async with database.unit_of_work() as uow:
        assert not await people.mark_reachable(uow, 5, reachable=reachable)
        assert await uow.session.scalar(select(func.count()).select_from(Contact)) == 0


async def test_a_chat_moves_once_to_its_new_id(database: Database) -> None:
    async with database.unit_of_work() as uow:
        conversation = await arrival(uow, telegram_id=5, chat_id=-100)
        assert await people.migrate_chat(uow, -100, -200)
        assert not await people.migrate_chat(uow, -100, -200)
        conversation = await people.by_conversation(uow, conversation.id)
        assert conversation.chat_id == "-200"


async def test_last_seen_is_not_written_at_each_message(
    database: Database, still_clock: StillClock
) -> None:
    async with database.unit_of_work() as uow:
        seen = (await arrival(uow)).contact.last_seen_at
        still_clock.advance(minutes=1)
        assert (await arrival(uow)).contact.last_seen_at == seen
        still_clock.advance(hours=1)
        assert (await arrival(uow)).contact.last_seen_at - seen > timedelta(hours=1)


async def test_an_unknown_conversation_is_a_lookup_error(database: Database) -> None:
    async with database.reading() as uow:
        with pytest.raises(LookupError):
            await people.by_conversation(uow, "nobody")
