"""What the engine's own pipeline makes of a sentence, outside of any form."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from nlu.evaluation.scores import Found, Understood
from nlu.evaluation.sentences import Sentence
from nlu.evaluation.spellings import spellings
from reading.axes import AXES

FALLBACK = "nlu_fallback"
#: What the message also wants; no entity of docs/intents.md.
SECOND_WISH = "second_wish"
#: Intents of buttons and exact phrases, by the one of docs/intents.md that covers them.
COVERED_BY: Mapping[str, str] = {"declare_nothing": "log_action", "commit": "log_action"}


def learned(root: Path) -> Iterator[tuple[str, str]]:
    """The training sentences of the project at ``root``: what is written, what it means."""
    for path in sorted((root / "nlu/data/nlu").glob("*/*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in block["examples"].splitlines() if "intent" in block else ():
                yield line.removeprefix("- ").strip(), str(block["intent"])


def learned_intents(root: Path) -> frozenset[str]:
    """The intents that the training sentences of the project at ``root`` teach."""
    return frozenset(intent for _, intent in learned(root))


def understand(
    model: Path, sentences: Sequence[Sentence], intents: frozenset[str]
) -> Iterator[Understood]:
    """What each sentence is taken for.

    Args:
        model: the trained archive.
        intents: those that a sentence may have; of what else is understood, the next likely counts.
    """
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # as the engine serves
    from nlu.engine.absent import leave_out
    from nlu.engine.quiet import configure_logging, quiet

    quiet()
    leave_out()
    configure_logging("warning")
    from rasa.core.channels.channel import UserMessage
    from rasa.shared.core.trackers import DialogueStateTracker

    from nlu.engine.payloads import typed_text
    from nlu.engine.processor import EngineAgent

    agent = EngineAgent()
    agent.load_model(model)
    processor = agent.processor
    if processor is None:
        raise RuntimeError(f"{model} was not loaded.")
    nobody = DialogueStateTracker.from_events("evaluation", [])
    try:
        for sentence in sentences:
            metadata = {"kind": "text", "locale": sentence.locale}
            message = UserMessage(typed_text(sentence.text), metadata=metadata)
            parsed = processor._parse_message_with_graph(message, nobody, True)
            beside = []
            for wish in (one for one in parsed["entities"] if one["entity"] == SECOND_WISH):
                # What its button says is understood once it is tapped.
                tapped = UserMessage(typed_text(str(wish["value"])), metadata=metadata)
                beside = processor._parse_message_with_graph(tapped, nobody, True)["entities"]
            yield read(parsed, intents, beside)
    finally:
        processor.close()


def read(
    parsed: Mapping[str, Any],
    intents: frozenset[str],
    beside: Iterable[Mapping[str, Any]] = (),
) -> Understood:
    """What Rasa says of a sentence, as it is scored.

    Args:
        beside: what the second wish of the sentence carries, which a label may list or not.
    """
    first = parsed.get("intent") or {}
    ranking = [
        (COVERED_BY.get(str(row["name"]), str(row["name"])), float(row["confidence"]))
        for row in [first, *(parsed.get("intent_ranking") or [])]
        if row.get("name")
    ]
    taken = next((row for row in ranking if row[0] in intents), (FALLBACK, 0.0))
    entities = labels(parsed.get("entities") or [])
    entities += tuple(replace(one, by_the_way=True) for one in labels(beside))
    return Understood(*taken, first.get("name") == FALLBACK, entities)


def labels(entities: Iterable[Mapping[str, Any]]) -> tuple[Found, ...]:
    """Entities as they are scored."""
    listed = [entity for entity in entities if entity["entity"] != SECOND_WISH]
    sized = any(entity["entity"] == "size_band" for entity in listed)
    axes = [entity for entity in listed if entity["entity"] == "axis"]
    # « Tout sauf Former »: those that are left say nothing more than the one that is left out.
    all_but = len(axes) == len(AXES) and any(entity.get("role") for entity in axes)
    return tuple(
        Found(
            str(entity["entity"]),
            tuple(spellings(entity)),
            bool(entity.get("relative"))
            or (sized and entity.get("unit") == "employees")
            or (all_but and entity["entity"] == "axis" and not entity.get("role")),
        )
        for entity in listed
    )
