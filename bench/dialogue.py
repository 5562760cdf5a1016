"""How fast the dialogue goes, beside stock Rasa on the same machine, and how it bears a load.

Both systems run at the same time, each with a sandbox, actions and a database of its own, and are
measured in turn, five times over; a ratio is that of two runs which followed each other. Where
other work shares the cores, what has more processes gets more of them: the processor's time that a
turn takes, all processes together (``cpu_ms``), then tells more than turns a second. Then ours
alone: one long conversation, and 200 people at Telegram's own limit of 30 messages a second.

Settings, from the environment:

``BENCH_ROUNDS``        instead of five
``BENCH_LOAD_S``        seconds of the steady load (60; the five minutes that count are 300)
``BENCH_HOUR``          1: another hour of that load, with the engine's memory every minute
``BENCH_STOCK``         0: without stock Rasa, whose environment and model are not made then
``BENCH_STOCK_EPOCHS``  see ``bench/_stock.py``
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Final

from bench import _dialogue_measures as measures
from bench import _stock
from bench._dialogue_measures import Load, Speed, Voices
from bench._dialogue_systems import Ours, Stock, System
from bench._figures import Several

ROUNDS: Final = 5
LOAD_S: Final = 60.0
_HOUR_S: Final = 3600.0

Measure = Callable[[System, Voices], Awaitable[Speed]]
SPEEDS: Final[Mapping[str, Measure]] = {
    "tap": measures.taps,
    "typed": measures.typed,
    "form": measures.form,
}


def run() -> dict[str, float]:
    """Measure; see the module's docstring."""
    rounds = int(os.environ.get("BENCH_ROUNDS") or ROUNDS)
    with_stock = os.environ.get("BENCH_STOCK") != "0"
    if with_stock:
        _stock.prepare()
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="paqte-bench-") as folder:
        with Ours(Path(folder) / "ours") as ours:
            print(f"  the engine is ready in {ours.ready_s:.1f} s")
            stock = Stock(Path(folder) / "stock") if with_stock else None
            with stock or contextlib.nullcontext():
                if stock is not None:
                    print(f"  stock Rasa is ready in {stock.ready_s:.1f} s")
                figures |= _speeds(ours, stock, rounds)
        with Ours(Path(folder) / "alone") as ours:
            figures |= _alone(ours, rounds)
            figures |= _load(ours)
    return figures


def _speeds(ours: System, stock: System | None, rounds: int) -> dict[str, float]:
    """Turns a second of both, in turn; the first round only wakes them up."""
    systems = [system for system in (ours, stock) if system is not None]
    voices = {system.name: Voices() for system in systems}
    found: dict[tuple[str, str], list[Speed]] = {}
    for number in range(rounds + 1):
        for scenario, measure in SPEEDS.items():
            for system in systems:
                speed = asyncio.run(_measured(measure, system, voices[system.name]))
                which = f"round {number}, {system.name}, {scenario}"
                print(f"  {which}: {speed.turns_per_s:.1f} turns a second", flush=True)
                if number:
                    found.setdefault((system.name, scenario), []).append(speed)
    figures: dict[str, float] = {}
    for scenario in SPEEDS:
        mine, spent = _said(ours.name, scenario, found[ours.name, scenario])
        figures[f"turns_per_s.{scenario}"] = mine.median
        figures[f"turns_per_s_spread.{scenario}"] = mine.spread
        figures[f"cpu_ms.{scenario}"] = spent.median
        if stock is not None:
            its, its_spent = _said(stock.name, scenario, found[stock.name, scenario])
            ratio, cpu_ratio = mine.over(its), its_spent.over(spent)
            print(
                f"  {scenario}: ours over stock {ratio}; processor of stock over ours {cpu_ratio}"
            )
            figures[f"stock_turns_per_s.{scenario}"] = its.median
            figures[f"stock_cpu_ms.{scenario}"] = its_spent.median
            figures[f"ratio.{scenario}"] = ratio.median
            figures[f"ratio_spread.{scenario}"] = ratio.spread
            figures[f"cpu_ratio.{scenario}"] = cpu_ratio.median
    return figures


async def _measured(measure: Measure, system: System, voices: Voices) -> Speed:
    return await measure(system, voices)


def _said(name: str, scenario: str, speeds: list[Speed]) -> tuple[Several, Several]:
    """Turns a second, and what a turn takes of a core in all processes together; printed."""
    per_s = Several.of([speed.turns_per_s for speed in speeds])
    cpu = {
        process: Several.of([speed.cpu_ms[process] for speed in speeds]).median
        for process in speeds[0].cpu_ms
    }
    spent = ", ".join(f"{process} {ms:.1f}" for process, ms in cpu.items())
    print(f"  {name}, {scenario}: {per_s} turns a second; ms of a core each: {spent}", flush=True)
    return per_s, Several.of([sum(speed.cpu_ms.values()) for speed in speeds])


def _alone(ours: System, rounds: int) -> dict[str, float]:
    """One person at a time: the form, and a conversation of three hundred turns."""
    form = Several.of([asyncio.run(measures.alone(ours)) for _ in range(rounds)])
    voices = Voices()
    long = Several.of(
        [asyncio.run(measures.long_conversation(ours, voices)) for _ in range(rounds)]
    )
    print(f"  a turn of the form, nobody else there: {form} ms")
    print(f"  the 300th turn over the 10th: {long}")
    return {
        "form_p50_ms": form.median,
        "turn_300_over_10": long.median,
        "turn_300_over_10_spread": long.spread,
    }


def _load(ours: System) -> dict[str, float]:
    seconds = float(os.environ.get("BENCH_LOAD_S") or LOAD_S)
    load = asyncio.run(measures.steady(ours, seconds))
    figures = load.figures()
    figures["engine_mb"] = ours.resident_mb(ours.dialogue)
    print(
        f"  {len(load.took)} messages in {seconds:.0f} s, {load.late} of them sent late, "
        f"{load.failed} without their answer"
    )
    if os.environ.get("BENCH_HOUR"):
        figures |= _hour(ours)
    return figures


def _hour(ours: System) -> dict[str, float]:
    """The engine's memory over an hour of the load: from the tenth minute to the last."""
    sizes: list[float] = []

    def note(load: Load) -> None:
        sizes.append(ours.resident_mb(ours.dialogue))
        print(f"  minute {len(sizes)}: {sizes[-1]:.0f} MB, {len(load.took)} messages", flush=True)

    load = asyncio.run(measures.steady(ours, _HOUR_S, each_minute=note))
    print(f"  an hour: {load.figures()}")
    return {"engine_mb_after_hour": sizes[-1], "engine_mb_grown": sizes[-1] - sizes[9]}
