"""Whether the engine's memory stays flat: an hour of Telegram's limit, told to the engine itself.

Thirty messages a second for an hour are 108,000 turns. They are played straight to the engine, as
the bot does and as fast as they are answered, by as many people as the steady load of the dialogue
has: each goes through the joining form once, asks in words never heard before and presses buttons.
Memory is read every 1,800 turns, a minute of that load.

``ENDURANCE_TURNS`` for fewer.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Final

from bench import _dialogue_scripts as scripts
from bench._dialogue_measures import CROWD, PER_S, new_ids
from bench._dialogue_people import plain
from bench._dialogue_systems import Ours
from bot.engine_client import EngineClient, Kind, ReplyButton
from paqte.database import Database
from paqte.services import people

TURNS: Final = int(os.environ.get("ENDURANCE_TURNS") or 3600 * PER_S)
MINUTE: Final = int(60 * PER_S)
_sirets: Final = scripts.sirets()
#: Enough to keep two cores busy.
_AT_ONCE: Final = 4
#: What loading leaves to be done at first use is done by then.
_WARM_MINUTES: Final = 10


class Talker:
    """One conversation with the engine."""

    def __init__(self, engine: EngineClient, conversation_id: str, number: int) -> None:
        self._engine = engine
        self._conversation_id = conversation_id
        self._numbers = itertools.count(number * 1_000_000)
        self._offered: list[ReplyButton] = []

    async def say(self, text: str, kind: Kind = "text") -> None:
        """One turn; what it offers is there to be pressed."""
        turn_id = str(next(self._numbers))
        result = await self._engine.turn(
            self._conversation_id, turn_id, text, locale="fr", kind=kind
        )
        if not result.replies:
            raise RuntimeError(f"no answer to {text!r}")
        self._offered = [button for reply in result.replies for button in reply.buttons]

    async def press(self, label: str) -> None:
        """The button of that name; what it says, in words, where it is not offered."""
        for button in self._offered:
            if plain(button.title) == label:
                await self.say(button.payload, "button")
                return
        await self.say(label)

    async def press_any(self, turn: int) -> None:
        """One of the buttons, another each time."""
        if self._offered:
            await self.say(self._offered[turn % len(self._offered)].payload, "button")
        else:
            await self.say("/menu", "button")


def run() -> dict[str, float]:
    """Megabytes of the engine after the first minutes and at the end, and turns a second."""
    with tempfile.TemporaryDirectory(prefix="paqte-bench-") as folder, Ours(Path(folder)) as ours:
        return asyncio.run(_run(ours))


async def _run(ours: Ours) -> dict[str, float]:
    engine = EngineClient(
        f"http://127.0.0.1:{ours.ports['engine']}", ours.environment["ENGINE_TOKEN"]
    )
    crowd = await _crowd(ours, engine)
    loop = asyncio.get_running_loop()
    sizes: list[float] = []
    told, began = itertools.count(1), loop.time()
    texts = itertools.cycle(scripts.questions())

    async def hand(talkers: list[Talker]) -> None:
        lives = [_life(talker, number, texts) for number, talker in enumerate(talkers)]
        for life in itertools.cycle(lives):
            await anext(life)
            number = next(told)
            if number % MINUTE == 0:
                sizes.append(ours.resident_mb("engine"))
                print(f"  minute {len(sizes)}: {sizes[-1]:.0f} MB", flush=True)
            if number >= TURNS:
                return

    await asyncio.gather(*(hand(crowd[one::_AT_ONCE]) for one in range(_AT_ONCE)))
    await engine.aclose()
    warm = sizes[min(_WARM_MINUTES, len(sizes)) - 1]
    return {
        "endurance.turns": float(TURNS),
        "endurance.turns_per_s": TURNS / (loop.time() - began),
        "endurance.engine_mb": sizes[-1],
        "endurance.engine_grown_mb": sizes[-1] - warm,
    }


async def _crowd(ours: Ours, engine: EngineClient) -> list[Talker]:
    """People whom the bot has noted, and who have agreed."""
    database = Database(ours.database_url)
    talkers = []
    for number, one in enumerate(new_ids(CROWD), 1):
        async with database.unit_of_work() as uow:
            conversation = await people.arrive(
                uow, telegram_id=one, chat_id=one, first_name="Camille", language_code="fr"
            )
            await uow.commit()
        talkers.append(Talker(engine, conversation.id, number))
    await database.dispose()
    return talkers


async def _life(talker: Talker, number: int, texts: Iterator[str]) -> AsyncIterator[None]:
    """What somebody does, a turn at a time, for as long as they are asked."""
    await talker.say("/greet", "command")
    yield
    await talker.press(scripts.AGREE)
    yield
    # Not all at the same place at the same time.
    for turn in range(number % 10 * 2):
        await (talker.press_any(turn) if turn % 2 else talker.say(next(texts)))
        yield
    await talker.say("Je voudrais inscrire mon entreprise")
    yield
    for step in scripts.joining(next(_sirets))[1:]:
        await (talker.press(step.what) if step.tap else talker.say(step.what))
        yield
    for turn in itertools.count():
        await (talker.press_any(turn) if turn % 2 else talker.say(next(texts)))
        yield
