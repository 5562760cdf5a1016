"""What leaves: once, in order, replies first, at the pace that Telegram asks for."""

import asyncio
from datetime import datetime, timedelta

from sqlalchemy import func, select

from paqte import clock
from paqte.database import Database
from paqte.models import Contact, Message, OutboxItem
from paqte.models.queues import OutboxKind
from paqte.services import conversations, outbox
from tests.conftest import StillClock
from tests.paqte.factories import arrival


async def person(database: Database, telegram_id: int = 42) -> str:
    async with database.unit_of_work() as uow:
        conversation = await arrival(uow, telegram_id=telegram_id)
        await uow.commit()
        return conversation.id


async def queue(
    database: Database,
    conversation_id: str,
    *,
    kind: OutboxKind = "reply",
    key: str | None = None,
    due_at: datetime | None = None,
) -> int:
    async with database.unit_of_work() as uow:
        item = await outbox.queue(
            uow, conversation_id, "sendMessage", {"text": "x"}, kind=kind, key=key, due_at=due_at
        )
        await uow.commit()
        return item.id


async def claim(database: Database, *, unasked: bool = True, lease_s: float = 60) -> int | None:
    async with database.unit_of_work() as uow:
        item = await outbox.claim(uow, "w", lease_s, unasked=unasked)
        await uow.commit()
        return None if item is None else item.id


async def sent(database: Database, item_id: int, telegram_message_id: int | None = None) -> None:
    async with database.unit_of_work() as uow:
        await outbox.sent(uow, item_id, telegram_message_id)
        await uow.commit()


async def test_a_key_queues_once_even_twice_at_the_same_time(database: Database) -> None:
    me = await person(database)
    ids = await asyncio.gather(*(queue(database, me, key="turn:1") for _ in range(4)))
    assert len(set(ids)) == 1
    async with database.reading() as uow:
        assert await uow.session.scalar(select(func.count()).select_from(OutboxItem)) == 1


async def test_a_conversation_gets_its_items_in_order_one_at_a_time(database: Database) -> None:
    me, other = await person(database, 1), await person(database, 2)
    first, second = await queue(database, me), await queue(database, me)
    theirs = await queue(database, other)
    assert await claim(database) == first
    assert await claim(database) == theirs
    assert await claim(database) is None
    await sent(database, first)
    assert await claim(database) == second


async def test_a_reply_never_waits_for_what_was_not_asked(
    database: Database, still_clock: StillClock
) -> None:
    me, other = await person(database, 1), await person(database, 2)
    reminder = await queue(database, me, kind="unasked")
    reply = await queue(database, me)
    theirs = await queue(database, other)
    assert [await claim(database), await claim(database)] == [reply, theirs]
    await sent(database, reply)
    await sent(database, theirs)
    assert await claim(database) is None
    still_clock.advance(seconds=1)
    assert await claim(database, unasked=False) is None
    assert await claim(database) == reminder


async def test_what_is_not_asked_keeps_a_second_between_messages_of_one_chat(
    database: Database, still_clock: StillClock
) -> None:
    me, other = await person(database, 1), await person(database, 2)
    first = await queue(database, me, kind="unasked")
    second = await queue(database, me, kind="unasked")
    theirs = await queue(database, other, kind="unasked")
    assert await claim(database) == first
    await sent(database, first)
    assert await claim(database) == theirs
    assert await claim(database) is None
    still_clock.advance(seconds=1)
    assert await claim(database) == second


async def test_too_many_requests_hold_this_conversation_alone_and_keep_its_order(
    database: Database, still_clock: StillClock
) -> None:
    me, other = await person(database, 1), await person(database, 2)
    first = await queue(database, me)
    assert await claim(database) == first
    async with database.unit_of_work() as uow:
        await outbox.retry(uow, first, 7, "429")
        await uow.commit()
    second = await queue(database, me)
    theirs = await queue(database, other)
    assert await claim(database) == theirs
    assert await claim(database) is None
    await sent(database, theirs)
    still_clock.advance(seconds=6)
    assert await claim(database) is None
    still_clock.advance(seconds=1)
    assert await claim(database) == first
    await sent(database, first)
    assert await claim(database) == second


async def test_who_queued_replies_takes_them_one_after_the_other(database: Database) -> None:
    me = await person(database)
    async with database.unit_of_work() as uow:
        first, second = [
            await outbox.queue(uow, me, "sendMessage", {"text": text}) for text in ("un", "deux")
        ]
        # The second would leave before the first, then beside it.
        assert not await outbox.claim_queued(uow, second, "w")
        assert await outbox.claim_queued(uow, first, "w")
        assert not await outbox.claim_queued(uow, second, "w")
        await outbox.sent(uow, first.id, more_follows=True)
        assert await outbox.claim_queued(uow, second, "w")
        assert not await outbox.claim_queued(uow, second, "w")
        await uow.commit()
    assert (first.attempts, second.attempts) == (1, 1)
    assert await claim(database) is None


async def test_who_queued_a_reply_does_not_take_it_while_the_chat_is_held_up(
    database: Database, still_clock: StillClock
) -> None:
    me, other = await person(database, 1), await person(database, 2)
    refused = await queue(database, other, kind="unasked")
    assert await claim(database) == refused
    reminder = await queue(database, me, kind="unasked")
    async with database.unit_of_work() as uow:
        await outbox.retry(uow, refused, 7, "429")
        theirs = await outbox.queue(uow, other, "sendMessage", {"text": "x"})
        assert not await outbox.claim_queued(uow, theirs, "w")
        # What is not asked waits for the reply, not the reply for it.
        mine = await outbox.queue(uow, me, "sendMessage", {"text": "x"})
        assert await outbox.claim_queued(uow, mine, "w")
        await uow.commit()
    still_clock.advance(seconds=7)
    assert await claim(database) == theirs.id
    await sent(database, mine.id)
    still_clock.advance(seconds=1)
    assert await claim(database) == reminder


async def test_what_is_not_asked_rests_from_the_last_of_several_replies(
    database: Database, still_clock: StillClock
) -> None:
    me = await person(database)
    first, second = await queue(database, me), await queue(database, me)
    reminder = await queue(database, me, kind="unasked")
    for reply in (first, second):
        assert await claim(database) == reply
        async with database.unit_of_work() as uow:
            await outbox.sent(uow, reply, more_follows=True)
            await uow.commit()
        still_clock.advance(seconds=1)
    async with database.unit_of_work() as uow:
        await outbox.told(uow, me)
        await uow.commit()
    assert await claim(database) is None
    still_clock.advance(seconds=1)
    assert await claim(database) == reminder


async def test_what_a_dead_sender_held_goes_out_again(
    database: Database, still_clock: StillClock
) -> None:
    me = await person(database)
    item = await queue(database, me)
    assert await claim(database, lease_s=20) == item
    still_clock.advance(seconds=19)
    assert await claim(database) is None
    still_clock.advance(seconds=2)
    assert await claim(database) == item


async def test_a_message_that_was_sent_knows_its_telegram_id(database: Database) -> None:
    me = await person(database)
    async with database.unit_of_work() as uow:
        message = await conversations.record_outgoing(uow, me, text="Bonjour")
        item = await outbox.queue(uow, me, "sendMessage", {}, message_id=message.id)
        await uow.commit()
    await claim(database)
    await sent(database, item.id, 99)
    async with database.reading() as uow:
        kept = await uow.session.get_one(Message, message.id)
        assert (kept.delivery, kept.telegram_message_id) == ("sent", 99)


async def test_a_failed_item_lets_the_next_one_go(database: Database) -> None:
    me = await person(database)
    first, second = await queue(database, me), await queue(database, me)
    await claim(database)
    async with database.unit_of_work() as uow:
        await outbox.failed(uow, first, "400 Bad Request")
        await uow.commit()
    assert await claim(database) == second


async def test_who_blocks_the_bot_is_sent_nothing_more(database: Database) -> None:
    me, other = await person(database, 1), await person(database, 2)
    await queue(database, me)
    await queue(database, me, kind="unasked")
    theirs = await queue(database, other)
    await claim(database)
    async with database.unit_of_work() as uow:
        await outbox.blocked(uow, me)
        await uow.commit()
    assert await claim(database) == theirs
    async with database.reading() as uow:
        states = list(
            await uow.session.scalars(
                select(OutboxItem.state).where(OutboxItem.conversation_id == me)
            )
        )
        assert states == ["blocked", "blocked"]
        unreachable = list(await uow.session.scalars(select(Contact.unreachable_at)))
        assert sum(moment is not None for moment in unreachable) == 1


async def test_what_is_due_later_leaves_later_and_lets_a_reply_go_first(
    database: Database, still_clock: StillClock
) -> None:
    me = await person(database)
    later = clock.now() + timedelta(hours=1)
    reminder = await queue(database, me, kind="unasked", due_at=later)
    assert await claim(database) is None
    reply = await queue(database, me)
    assert await claim(database) == reply
    await sent(database, reply)
    still_clock.advance(hours=1)
    assert await claim(database) == reminder


async def test_many_senders_send_everything_once_and_in_order(database: Database) -> None:
    people = [await person(database, n) for n in range(1, 4)]
    queued = {me: [await queue(database, me) for _ in range(6)] for me in people}
    left: list[int] = []

    async def send() -> None:
        while len(left) < 18:
            item_id = await claim(database)
            if item_id is None:
                await asyncio.sleep(0)
                continue
            await sent(database, item_id)
            left.append(item_id)

    await asyncio.gather(*(send() for _ in range(5)))
    for me in people:
        assert [item for item in left if item in queued[me]] == queued[me]
    assert len(left) == len(set(left)) == 18
