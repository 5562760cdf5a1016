"""What several runs come to: medians, spreads, and ratios of runs that were made in turn."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Several:
    """The figures of several runs of the same thing."""

    values: tuple[float, ...]

    @classmethod
    def of(cls, values: Sequence[float]) -> Several:
        """The runs' figures.

        Raises:
            ValueError: there is none.
        """
        if not values:
            raise ValueError("no run was made")
        return cls(tuple(values))

    @property
    def median(self) -> float:
        """The one in the middle."""
        return statistics.median(self.values)

    @property
    def spread(self) -> float:
        """From the least to the most."""
        return max(self.values) - min(self.values)

    def over(self, other: Several) -> Several:
        """Run by run, this over ``other``: runs that follow each other share the machine's mood.

        Raises:
            ValueError: there are not as many.
        """
        pairs = zip(self.values, other.values, strict=True)
        return Several(tuple(mine / its for mine, its in pairs))

    def __str__(self) -> str:
        return f"{self.median:.2f} ({min(self.values):.2f} to {max(self.values):.2f})"


def percentile(values: Sequence[float], share: float) -> float:
    """The value that ``share`` of ``values`` do not exceed (nearest rank).

    Raises:
        ValueError: there is no value, or ``share`` is not between 0 and 1.
    """
    if not values or not 0 < share <= 1:
        raise ValueError("a percentile of nothing, or no percentile")
    ranked = sorted(values)
    return ranked[max(0, -(-int(share * 1000) * len(ranked) // 1000) - 1)]
