"""The figures that the project stands by, and what a change may cost of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from nlu.evaluation.scores import Scores

#: Written by ``--write``, read by the tests: a change that costs more than this fails there.
FILE = Path("nlu/data/evaluation/figures.json")
MAY_DROP = 0.02


def figures(scores: Mapping[str, Scores]) -> dict[str, float]:
    """Flat figures of each set, shares from 0 to 1."""
    flat: dict[str, float] = {}
    for name, one in scores.items():
        flat[f"{name}.intent_accuracy"] = one.accuracy.value
        flat[f"{name}.intent_macro_f1"] = one.macro_f1
        if one.entities is not None:
            flat[f"{name}.entity_f1"] = one.entities.f1
        flat[f"{name}.out_of_scope_recall"] = one.out_of_scope.value
        flat[f"{name}.false_alarms"] = one.false_alarms.value
    return {name: round(value, 4) for name, value in flat.items()}


def write(path: Path, found: Mapping[str, float]) -> None:
    """Keep the figures, those of other sets as they are."""
    kept = read(path) if path.is_file() else {}
    content = json.dumps({**kept, **found}, indent=2, sort_keys=True)
    path.write_text(content + "\n", encoding="utf-8")


def read(path: Path) -> dict[str, float]:
    """The figures kept."""
    kept: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
    return kept


def dropped(kept: Mapping[str, float], found: Mapping[str, float]) -> list[str]:
    """In words, each figure that is worse than the kept one by more than ``MAY_DROP``."""
    worse = []
    for name in sorted(kept.keys() & found.keys()):
        loss = kept[name] - found[name]
        if name.endswith("false_alarms"):
            loss = -loss
        if loss > MAY_DROP:
            worse.append(f"{name} was {kept[name]:.3f} and is {found[name]:.3f}.")
    return worse
