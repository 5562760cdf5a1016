"""Numbers with their unit: « une quinzaine d'élèves », « 12k€ HT », « trois, enfin non, quatre »."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as said, sign and size unchecked.

    `unit`: « pupils », « young_people », « contracts », « employees », « sessions », « hours »,
    « days », « suppliers », « euros », or None when none is said. `tax`: « ht » or « ttc » when
    said. `approximate`: « une quinzaine », « environ 10 », « un ou deux » (then the lower one).
    """

    value: Decimal
    unit: str | None = None
    tax: Literal["ht", "ttc"] | None = None
    approximate: bool = False


def read_quantities(text: str) -> tuple[Quantity, ...]:
    """Every quantity of `text` in order, numbers taken back by the person left out."""
    return ()


def read_quantity(text: str) -> Quantity | None:
    """The quantity of `text`; None when it has no number."""
    return None


def read_money(text: str) -> Quantity | None:
    """The amount in euros of `text`: a number with a euro sign or word, else a bare number."""
    return None
