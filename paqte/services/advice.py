"""Three to five actions that fit a company's means, out of the reviewed table: no invented text."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from paqte.reference.action_types import action_type, place
from paqte.reference.advice import Fit, table
from paqte.reference.sizes import at_most
from reading.means import Means

FEWEST, MOST = 3, 5
PER_AXIS = 2
ASSUMED_SIZE = "0-9"
"""Of a company whose size is not known: what is advised must not be too much."""


@dataclass(frozen=True, slots=True)
class Advice:
    """One action worth a try, and a realistic first target in its unit."""

    fit: Fit
    target: Decimal


def advise(means: Means, size_band: str | None, axes: Collection[str]) -> list[Advice]:
    """The actions that fit, best first.

    What was said is a limit: no action asks for more hours or money than that. Of what was not
    said, nothing is assumed but that a post to fill would have been mentioned. The chosen axes come
    first; no axis has more than two, unless too few are left.
    """
    headcount = at_most(size_band or ASSUMED_SIZE)
    fitting = sorted(
        (fit for fit in table().values() if _fits(fit, means, headcount)),
        key=lambda fit: (
            action_type(fit.code).axis not in axes if axes else False,
            not (means.job and fit.job),
            -fit.easy,
            place(fit.code),
        ),
    )
    chosen, others = _spread(fitting)
    if len(chosen) < FEWEST:
        chosen += others[: FEWEST - len(chosen)]
    return [Advice(fit, fit.target(headcount)) for fit in chosen[:MOST]]


def _fits(fit: Fit, means: Means, headcount: int | None) -> bool:
    if not fit.easy or (headcount is not None and fit.from_size > headcount):
        return False
    if means.hours is not None and fit.hours > means.hours:
        return False
    if means.euros is not None and fit.euros > means.euros:
        return False
    if fit.job and not means.job:
        return False
    return not (fit.room and means.room is False)


def _spread(fitting: list[Fit]) -> tuple[list[Fit], list[Fit]]:
    """At most two of an axis, and the rest."""
    seen: Counter[str] = Counter()
    chosen: list[Fit] = []
    others: list[Fit] = []
    for fit in fitting:
        axis = action_type(fit.code).axis
        seen[axis] += 1
        (chosen if seen[axis] <= PER_AXIS else others).append(fit)
    return chosen, others
