"""What a process held when it died is free as soon as the same process is back."""

from paqte.database import Database
from paqte.services import inbox, leases, outbox
from tests.paqte.factories import arrival

ONE, OTHER = "host:8080", "host:8081"


async def held(database: Database) -> None:
    """Two updates and two calls, one of each held by each worker."""
    async with database.unit_of_work() as uow:
        await inbox.store(uow, [(1, 11, {"n": 1}), (2, 12, {"n": 2})])
        for telegram_id in (11, 12):
            conversation = await arrival(uow, telegram_id=telegram_id)
            await outbox.queue(uow, conversation.id, "sendMessage", {"text": str(telegram_id)})
        for worker in (ONE, OTHER):
            assert await inbox.claim(uow, worker)
            assert await outbox.claim(uow, worker)
        await uow.commit()


async def test_what_a_worker_held_is_free_again_and_what_others_hold_is_not(
    database: Database,
) -> None:
    await held(database)

    async with database.unit_of_work() as uow:
        assert await inbox.claim(uow, ONE) is None
        assert await leases.give_back(uow, ONE) == 2
        await uow.commit()

    async with database.unit_of_work() as uow:
        update, call = await inbox.claim(uow, ONE), await outbox.claim(uow, ONE)
        assert update is not None
        assert call is not None
        assert update.update_id == 1
        assert call.payload == {"text": "11"}
        # The first try was one: what kills its worker each time is set aside in the end.
        assert (update.attempts, call.attempts) == (2, 2)
        assert await inbox.claim(uow, ONE) is None
        assert await outbox.claim(uow, ONE) is None


async def test_giving_back_nothing_changes_nothing(database: Database) -> None:
    await held(database)
    async with database.unit_of_work() as uow:
        assert await leases.give_back(uow, "host:9") == 0
        assert await leases.give_back(uow, ONE) == 2
        assert await leases.give_back(uow, ONE) == 0


async def test_what_is_done_is_not_taken_up_again(database: Database) -> None:
    await held(database)
    async with database.unit_of_work() as uow:
        assert await inbox.finish(uow, 1, ONE)
        assert await leases.give_back(uow, ONE) == 1
        assert await inbox.claim(uow, ONE) is None
