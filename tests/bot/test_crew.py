"""Hands at work: what is found, what is given, and nobody with more than their hands hold."""

import asyncio

from bot.crew import Crew
from bot.signals import Bell


class Bench:
    """A crew whose pieces of work end when they are told to."""

    def __init__(self, hands: int, *found: str) -> None:
        self.found = list(found)
        self.begun: list[str] = []
        self.gates: dict[str, asyncio.Event] = {}
        self.news: asyncio.Queue[str] = asyncio.Queue()
        self.bell = Bell()
        self.crew: Crew[str] = Crew("bench", self.claim, self.do, self.bell, hands)

    async def claim(self) -> str | None:
        return self.found.pop(0) if self.found else None

    async def do(self, work: str) -> None:
        self.begun.append(work)
        self.gates[work] = asyncio.Event()
        self.news.put_nowait(work)
        await self.gates[work].wait()

    async def until(self, count: int) -> list[str]:
        async with asyncio.timeout(5):
            while len(self.begun) < count:
                await self.news.get()
        return self.begun


async def test_what_is_given_is_done_at_once_while_a_hand_is_free() -> None:
    bench = Bench(2)
    bench.crew.give("letter")
    assert await bench.until(1) == ["letter"]


async def test_what_is_given_while_all_hands_are_busy_goes_before_what_waits() -> None:
    bench = Bench(1, "first", "second")
    running = asyncio.create_task(bench.crew.run())
    assert await bench.until(1) == ["first"]
    bench.crew.give("letter")
    assert bench.begun == ["first"]
    bench.gates["first"].set()
    assert await bench.until(2) == ["first", "letter"]
    bench.gates["letter"].set()
    assert await bench.until(3) == ["first", "letter", "second"]
    bench.crew.stop()
    await running


async def test_told_to_stop_it_claims_nothing_more_and_ends_by_itself() -> None:
    bench = Bench(1, "first", "second")
    running = asyncio.create_task(bench.crew.run())
    await bench.until(1)
    bench.crew.stop()
    bench.gates["first"].set()
    await asyncio.wait_for(running, timeout=5)
    assert (bench.begun, bench.found) == (["first"], ["second"])


async def test_at_the_end_what_was_not_begun_is_left_to_its_claim() -> None:
    bench = Bench(1)
    bench.crew.give("first")
    bench.crew.give("letter")
    await bench.until(1)
    await bench.crew.finish(timeout_s=0)
    assert bench.begun == ["first"]
