"""The axes of the programme, named or told in the person's own words."""

from __future__ import annotations

from dataclasses import dataclass

AXES = ("raise_awareness", "train", "recruit", "buy")


@dataclass(frozen=True, slots=True)
class AxesReading:
    """Axes wanted, and axes said not to be wanted. They never overlap."""

    chosen: frozenset[str]
    excluded: frozenset[str]


def read_axes(text: str) -> AxesReading:
    """The axes that `text` picks and drops."""
    return AxesReading(frozenset(), frozenset())
