"""What a sender has to know."""

from paqte.database import Database
from paqte.services import outbox, people, privacy, sending
from tests.paqte.factories import arrival


async def test_a_conversation_knows_its_chat(database: Database) -> None:
    async with database.unit_of_work() as uow:
        conversation = await arrival(uow, telegram_id=42, chat_id=-1001234567890)
        assert await sending.chat_id(uow, conversation.id) == -1001234567890
        assert await people.migrate_chat(uow, -1001234567890, 7)
        assert await sending.chat_id(uow, conversation.id) == 7


async def test_an_unknown_conversation_has_none(database: Database) -> None:
    async with database.reading() as uow:
        assert await sending.chat_id(uow, "nobody") is None


async def test_who_was_erased_can_still_be_told_so(database: Database) -> None:
    async with database.unit_of_work() as uow:
        conversation = await arrival(uow, telegram_id=42)
        await privacy.erase(uow, conversation.contact_id)
        assert await sending.chat_id(uow, conversation.id) == 42


async def test_a_key_is_known_from_the_moment_it_is_queued_and_after_it_was_sent(
    database: Database,
) -> None:
    async with database.unit_of_work() as uow:
        conversation = await arrival(uow)
        assert not await sending.already_queued(uow, "album:1")
        item = await outbox.queue(
            uow, conversation.id, "sendMessage", {"text": "jolie"}, key="album:1"
        )
        assert await sending.already_queued(uow, "album:1")
        assert not await sending.already_queued(uow, "album:2")
        assert await outbox.claim(uow, "w")
        await outbox.sent(uow, item.id, 5)
        assert await sending.already_queued(uow, "album:1")
