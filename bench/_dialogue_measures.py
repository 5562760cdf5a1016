"""What is measured of a system: how fast it goes, whether it slows down, how it bears a load."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from bench import _dialogue_scripts as scripts
from bench._dialogue_people import (
    Person,
    Step,
    StrayedError,
    UnansweredError,
    WithdrawnError,
    people,
)
from bench._dialogue_systems import System
from bench._figures import percentile

#: People who talk at the same time when speed is measured: enough to keep two cores busy.
SIDE_BY_SIDE: Final = 8
TURNS_EACH: Final = 8
#: Seconds after which a message counts as one that gets no answer, and as no turn.
_SILENT_AFTER_S: Final = 10.0
#: Telegram lets a bot send thirty messages a second.
PER_S: Final = 30.0
CROWD: Final = 200
#: Turns that are compared, around the tenth and the three-hundredth.
_TENTH: Final = range(2, 18)
_LAST: Final = range(285, 301)

_ids = itertools.count(1_000)
_sirets = scripts.sirets()


def new_ids(count: int) -> list[int]:
    """Ids of people who never wrote before."""
    return [next(_ids) for _ in range(count)]


@dataclass(frozen=True, slots=True)
class Speed:
    """Turns a second, what a turn took to its first word, and each process's share of a core."""

    turns_per_s: float
    p50_ms: float
    cpu_ms: dict[str, float]


class Voices:
    """Sentences for a system, none of them twice: what was understood before is remembered."""

    def __init__(self) -> None:
        self.questions = scripts.questions()

    def deal(self, count: int, each: int) -> list[list[str]]:
        """``each`` sentences for each of ``count`` people."""
        return scripts.dealt(self.questions, count, each)


async def taps(system: System, voices: Voices) -> Speed:
    """Buttons pressed, one question after another."""
    del voices

    async def talk(person: Person, _number: int) -> None:
        for _ in range(TURNS_EACH):
            step = scripts.next_tap(person.last)
            if step is None:
                raise UnansweredError("no button is left to press")
            await person.do(step)

    return await _side_by_side(system, talk, Step("Qu’est-ce que PaQte ?", tap=True))


async def typed(system: System, voices: Voices) -> Speed:
    """Questions in words that were never heard before."""
    texts = voices.deal(SIDE_BY_SIDE, TURNS_EACH)

    async def talk(person: Person, number: int) -> None:
        for text in texts[number]:
            # Stock Rasa has no word for some: its own actions « back » and « restart » are silent.
            with contextlib.suppress(UnansweredError):
                await person.do(Step(text, patience_s=_SILENT_AFTER_S))

    return await _side_by_side(system, talk)


async def form(system: System, voices: Voices) -> Speed:
    """The whole joining form."""
    del voices
    numbers = [next(_sirets) for _ in range(SIDE_BY_SIDE)]

    async def talk(person: Person, number: int) -> None:
        for step in scripts.joining(numbers[number]):
            try:
                await person.do(replace(step, patience_s=_SILENT_AFTER_S))
            except UnansweredError as error:
                # Understood as something else, in the middle of the form: this person gives up.
                print(f"  {system.name}: {error}", flush=True)
                return

    return await _side_by_side(system, talk)


async def _side_by_side(
    system: System, talk: Callable[[Person, int], Awaitable[None]], *before: Step
) -> Speed:
    """Everybody greets; then all talk at once, each as fast as they are answered."""
    ids = new_ids(SIDE_BY_SIDE)
    await asyncio.to_thread(system.expect, ids)
    async with people(system.sandbox_url, ids) as crowd:
        await asyncio.gather(*(_greet(person, system, *before) for person in crowd))
        spent, began = system.cpu_s(), time.perf_counter()
        await asyncio.gather(*(talk(person, n) for n, person in enumerate(crowd)))
        took = max(person.heard_at for person in crowd) - began
        waits = [wait for person in crowd for wait in person.took]
        shares = {
            name: (now - spent[name]) * 1000 / len(waits) for name, now in system.cpu_s().items()
        }
        return Speed(len(waits) / took, statistics.median(waits) * 1000, shares)


async def _greet(person: Person, system: System, *more: Step) -> None:
    for step in (*scripts.greeting(system.first_words), *more):
        await person.do(step)
    person.took.clear()


async def alone(system: System) -> float:
    """The median turn of the joining form, in ms, when nobody else talks."""
    ids = new_ids(1)
    await asyncio.to_thread(system.expect, ids)
    async with people(system.sandbox_url, ids) as (person,):
        await _greet(person, system)
        for step in scripts.joining(next(_sirets)):
            await person.do(step)
        return statistics.median(person.took) * 1000


async def long_conversation(system: System, voices: Voices) -> float:
    """How many times what the tenth turn costs the three-hundredth does, taps and words in turn."""
    ids = new_ids(1)
    await asyncio.to_thread(system.expect, ids)
    async with people(system.sandbox_url, ids) as (person,):
        await _greet(person, system)
        (texts,) = voices.deal(1, _LAST.stop)
        for number in range(_LAST.stop):
            tap = scripts.next_tap(person.last) if number % 2 else None
            await person.do(tap or Step(texts[number]))
        return compared(person.took)


def compared(took: Sequence[float]) -> float:
    """The median turn around the three-hundredth over the median around the tenth."""
    last = statistics.median(took[turn] for turn in _LAST)
    return last / statistics.median(took[turn] for turn in _TENTH)


@dataclass
class Load:
    """What came of a steady load."""

    took: list[float] = field(default_factory=list)
    unanswered: int = 0
    """Messages without a word of an answer one second after the last one was sent."""
    unsent: int = 0
    """Buttons that were no longer there when they should have been pressed."""
    late: int = 0
    """Messages that could not be sent in time: nobody was free, or this program too slow."""
    failed: int = 0

    def figures(self) -> dict[str, float]:
        """Milliseconds to the first word, by rank, and what was left at the end."""
        return {
            "at_30_per_s.p50_ms": percentile(self.took, 0.5) * 1000,
            "at_30_per_s.p99_ms": percentile(self.took, 0.99) * 1000,
            "at_30_per_s.backlog": float(self.unanswered + self.failed),
        }


async def steady(
    system: System,
    seconds: float,
    *,
    each_minute: Callable[[Load], None] | None = None,
    crowd: int = CROWD,
    per_s: float = PER_S,
) -> Load:
    """``per_s`` messages a second from a crowd, whatever the answers take.

    Everybody goes through the joining form once and asks and presses before and after it, each
    from a different point on.
    """
    load, ids = Load(), new_ids(crowd)
    await asyncio.to_thread(system.expect, ids)
    async with people(system.sandbox_url, ids) as persons:
        for start in range(0, crowd, SIDE_BY_SIDE):
            group = persons[start : start + SIDE_BY_SIDE]
            await asyncio.gather(*(_greet(person, system) for person in group))
        texts = itertools.cycle(scripts.questions())
        free: asyncio.Queue[tuple[Person, Iterator[Step]]] = asyncio.Queue()
        for number, person in enumerate(persons):
            free.put_nowait((person, _life(person, number, texts)))
        tasks: set[asyncio.Task[None]] = set()

        async def one(person: Person, life: Iterator[Step]) -> None:
            try:
                await person.do(next(life))
                load.took.append(person.took[-1])
            except StrayedError as error:
                # Answered, in time or not; this person asks and presses from here on.
                print(f"  {error}")
                load.took.append(person.took[-1])
                life = _questions(person, texts)
            except WithdrawnError:
                load.unsent += 1
            except UnansweredError as error:
                load.failed += 1
                print(f"  {error}")
                return  # who is lost says no more
            free.put_nowait((person, life))

        began = time.perf_counter()
        minute = 60.0
        for number in range(int(seconds * per_s)):
            due = began + number / per_s
            if (left := due - time.perf_counter()) > 0:
                await asyncio.sleep(left)
            if free.empty() or time.perf_counter() - due > 1 / per_s:
                load.late += 1
            task = asyncio.create_task(one(*await free.get()))
            tasks.add(task)
            task.add_done_callback(tasks.discard)
            if each_minute is not None and time.perf_counter() - began > minute:
                minute += 60.0
                each_minute(load)
        await asyncio.sleep(1.0)
        load.unanswered = sum(person.waits for person in persons)
        await asyncio.gather(*tasks)
    return load


def _life(person: Person, number: int, texts: Iterator[str]) -> Iterator[Step]:
    """What somebody does, for as long as they are asked: a form at some point, else questions."""
    questions = _questions(person, texts)
    yield from itertools.islice(questions, (number % 10) * 2)
    # The button of the form is under the first menu, or asked for in words.
    steps = scripts.joining(next(_sirets))
    steps[0] = Step("Je voudrais inscrire mon entreprise", until="Pas encore créée")
    yield from steps
    yield from questions


def _questions(person: Person, texts: Iterator[str]) -> Iterator[Step]:
    """Words and buttons in turn."""
    for turn in itertools.count():
        tap = scripts.next_tap(person.last) if turn % 2 else None
        yield tap or Step(next(texts))
