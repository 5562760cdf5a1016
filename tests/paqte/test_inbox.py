"""Updates: stored once, dealt with in order for each chat, side by side, never lost."""

import asyncio

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from paqte import clock
from paqte.database import Database
from paqte.models import InboxItem
from paqte.services import inbox
from tests.conftest import StillClock


async def store(database: Database, *updates: tuple[int, int | None]) -> int:
    async with database.unit_of_work() as uow:
        new = await inbox.store(uow, [(update, chat, {"n": update}) for update, chat in updates])
        await uow.commit()
        return new


async def claim(database: Database, worker: str = "w", lease_s: float = 60) -> int | None:
    async with database.unit_of_work() as uow:
        item = await inbox.claim(uow, worker, lease_s)
        await uow.commit()
        return None if item is None else item.update_id


async def finish(database: Database, update_id: int, worker: str | None = None) -> bool:
    async with database.unit_of_work() as uow:
        done = await inbox.finish(uow, update_id, worker)
        await uow.commit()
        return done


async def state(database: Database, update_id: int) -> str:
    async with database.reading() as uow:
        found = await uow.session.scalar(
            select(InboxItem.state).where(InboxItem.update_id == update_id)
        )
        assert found is not None
        return found


async def test_an_update_delivered_three_times_is_stored_once(database: Database) -> None:
    assert await store(database, (1, 7), (2, 7)) == 2
    assert await store(database, (2, 7), (3, 7)) == 1
    assert sum(await asyncio.gather(*(store(database, (4, 7)) for _ in range(4)))) == 1
    async with database.reading() as uow:
        assert len(list(await uow.session.scalars(select(InboxItem.update_id)))) == 4


async def test_a_chat_is_served_in_order_while_others_go_side_by_side(database: Database) -> None:
    await store(database, (1, 7), (2, 7), (3, 8))
    assert await claim(database) == 1
    assert await claim(database) == 3
    assert await claim(database) is None
    assert await finish(database, 1)
    assert await claim(database) == 2


async def test_updates_stored_out_of_order_are_served_in_order(database: Database) -> None:
    await store(database, (5, 7), (3, 7))
    await store(database, (4, 7))
    served = []
    while (update_id := await claim(database)) is not None:
        served.append(update_id)
        await finish(database, update_id)
    assert served == [3, 4, 5]


async def test_an_earlier_update_that_comes_late_waits_for_the_one_at_work(
    database: Database,
) -> None:
    await store(database, (5, 7))
    assert await claim(database) == 5
    await store(database, (4, 7))
    assert await claim(database) is None
    await finish(database, 5)
    assert await claim(database) == 4


async def test_updates_without_a_chat_wait_for_nobody(database: Database) -> None:
    await store(database, (1, None), (2, None))
    assert [await claim(database), await claim(database)] == [1, 2]


async def test_what_a_dead_worker_held_comes_back_when_its_lease_is_over(
    database: Database, still_clock: StillClock
) -> None:
    await store(database, (1, 7), (2, 7))
    assert await claim(database, "dead", lease_s=30) == 1
    still_clock.advance(seconds=29)
    assert await claim(database, "alive") is None
    still_clock.advance(seconds=2)
    assert await claim(database, "alive") == 1
    assert not await finish(database, 1, "dead")
    assert await finish(database, 1, "alive")
    assert not await finish(database, 1, "alive")


async def test_an_update_that_fails_five_times_is_set_aside_and_the_chat_goes_on(
    database: Database,
) -> None:
    await store(database, (1, 7), (2, 7))
    for attempt in range(1, 6):
        assert await claim(database) == 1
        async with database.unit_of_work() as uow:
            assert await inbox.release(uow, 1) is (attempt < 5)
            await uow.commit()
    assert await state(database, 1) == "failed"
    assert await claim(database) == 2


async def test_an_update_that_kills_its_workers_is_set_aside_too(
    database: Database, still_clock: StillClock
) -> None:
    await store(database, (1, 7), (2, 7))
    for _ in range(5):
        assert await claim(database, lease_s=10) == 1
        still_clock.advance(seconds=11)
    assert await claim(database) == 2
    assert await state(database, 1) == "failed"


async def test_waiting_for_the_engine_costs_an_update_no_attempt_and_keeps_the_order(
    database: Database, still_clock: StillClock
) -> None:
    await store(database, (1, 7), (2, 7))
    for _ in range(8):
        assert await claim(database) == 1
        async with database.unit_of_work() as uow:
            assert await inbox.release(uow, 1, after_s=5, counted=False)
            await uow.commit()
        assert await claim(database) is None
        still_clock.advance(seconds=5)
    assert await claim(database) == 1


@pytest.mark.parametrize("workers", [6])
async def test_many_workers_serve_every_update_once_and_never_two_of_a_chat(
    database: Database, workers: int
) -> None:
    chats = 5
    total = 40
    await store(database, *((n, n % chats) for n in range(1, total + 1)))
    at_work: set[int] = set()
    served: list[int] = []

    async def work(name: str) -> None:
        while len(served) < total:
            update_id = await claim(database, name)
            if update_id is None:
                await asyncio.sleep(0)
                continue
            chat = update_id % chats
            assert chat not in at_work
            at_work.add(chat)
            await asyncio.sleep(0)
            at_work.discard(chat)
            assert await finish(database, update_id, name)
            served.append(update_id)

    await asyncio.gather(*(work(f"w{n}") for n in range(workers)))
    assert sorted(served) == list(range(1, total + 1))
    for chat in range(chats):
        mine = [update_id for update_id in served if update_id % chats == chat]
        assert mine == sorted(mine)


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["store", "claim", "finish", "release", "die"]), st.integers(0, 9)
        ),
        max_size=30,
    )
)
def test_whatever_happens_a_chat_has_one_update_at_work(
    sqlite_url: str, steps: list[tuple[str, int]]
) -> None:
    async def play() -> None:
        held = StillClock(clock.now())
        clock.use(held)
        database = Database(sqlite_url)
        try:
            for step, n in steps:
                async with database.unit_of_work() as uow:
                    if step == "store":
                        await inbox.store(uow, [(n, n % 2, {})])
                    elif step == "claim":
                        await inbox.claim(uow, "w", 10)
                    elif step == "finish":
                        await inbox.finish(uow, n)
                    elif step == "release":
                        await inbox.release(uow, n)
                    else:
                        held.advance(seconds=11)
                    await uow.commit()
                async with database.reading() as uow:
                    rows = list(await uow.session.scalars(select(InboxItem)))
                    busy = [row.chat_hash for row in rows if row.state == "claimed"]
                    assert len(busy) == len(set(busy))
                    assert all(row.attempts <= inbox.MAX_ATTEMPTS for row in rows)
        finally:
            clock.use(None)
            async with database.unit_of_work() as uow:
                for row in await uow.session.scalars(select(InboxItem)):
                    await uow.session.delete(row)
                await uow.commit()
            await database.dispose()

    asyncio.run(play())
