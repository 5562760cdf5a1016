"""Many texts through the engine's understanding, with no question open and with every question.

Used by a test, and by ``bench/fuzz.py`` on a larger number of texts.
"""

from __future__ import annotations

import asyncio
import json
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActiveLoop, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from nlu.engine.processor import EngineAgent

#: After so many texts everything that is loaded once is loaded, and the caches of short texts full.
_WARM = 1000


@dataclass
class Passage:
    """What came of it.

    ``wrong``: the place of each text that raised or was understood as nothing, and how;
    ``slowest_s``: CPU time of the slowest; ``grown_mb``: resident memory gained after the first
    thousand texts (0 where there were fewer).
    """

    texts: int
    understood: int = 0
    wrong: list[tuple[int, str]] = field(default_factory=list)
    taken_s: float = 0.0
    slowest_s: float = 0.0
    slowest: int = 0
    resident_mb: float = 0.0
    grown_mb: float = 0.0


def understand_all(agent: EngineAgent, texts: Sequence[str]) -> Passage:
    """Each text with no question open, then as the answer to one of the forms' questions."""
    return asyncio.run(_understand_all(agent, texts))


async def _understand_all(agent: EngineAgent, texts: Sequence[str]) -> Passage:
    passage = Passage(len(texts))
    assert agent.processor is not None
    intents = frozenset(agent.domain.intents)
    questions = cycle(list(_questions(agent.domain)))
    start, warm_mb = time.monotonic(), 0.0
    for number, text in enumerate(texts):
        before = time.process_time()
        for tracker in (_nothing_open(agent.domain), next(questions)):
            message = UserMessage(text, sender_id="odd", metadata={"kind": "text"})
            try:
                understood = await agent.processor.parse_message(message, tracker)
                _check(understood, intents)
            except Exception as error:
                open_question = f"{tracker.active_loop_name}.{tracker.get_slot('requested_slot')}"
                passage.wrong.append((number, f"{open_question}: {type(error).__name__} {error}"))
            else:
                passage.understood += 1
        taken = time.process_time() - before
        if taken > passage.slowest_s and number > 0:  # the first loads what is loaded once
            passage.slowest_s, passage.slowest = taken, number
        if number == _WARM:
            warm_mb = resident_mb()
    passage.taken_s = time.monotonic() - start
    passage.resident_mb = resident_mb()
    passage.grown_mb = passage.resident_mb - warm_mb if warm_mb else 0.0
    return passage


def _check(understood: dict[str, Any], intents: frozenset[str]) -> None:
    """What the bot and the actions rely on."""
    intent = understood["intent"]
    assert intent["name"] in intents, f"intent {intent['name']!r}"
    assert 0.0 <= intent["confidence"] <= 1.0, f"confidence {intent['confidence']}"
    text = understood["text"]
    for entity in understood["entities"]:
        assert entity["value"] is not None, f"empty {entity['entity']}"
        if "start" in entity:
            assert 0 <= entity["start"] <= entity["end"] <= len(text), f"place of {entity}"
    json.dumps(understood["entities"]).encode()


def _questions(domain: Domain) -> Iterator[DialogueStateTracker]:
    for form in domain.form_names:
        for step in domain.required_slots_for_form(form):
            tracker = _nothing_open(domain)
            tracker.update_with_events([ActiveLoop(form), SlotSet("requested_slot", step)], domain)
            yield tracker


def _nothing_open(domain: Domain) -> DialogueStateTracker:
    return DialogueStateTracker("odd", domain.slots)


def resident_mb() -> float:
    """Memory of this process."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2
