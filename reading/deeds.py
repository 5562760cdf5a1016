"""What one message tells of actions: which, how much, of whom, when, with whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reading.action_types import read_action_type
from reading.dates import Period, read_period
from reading.quantities import Quantity, read_quantities

__all__ = ["Deed", "read_deeds"]


@dataclass(frozen=True, slots=True)
class Deed:
    """One action that a message tells of; what it does not tell is None or empty.

    Attributes:
        text: the words of the message that tell of it.
        types: codes of action types, likeliest first.
        quantity: how much, in the unit said.
        of_qpv: how many of them are people of a QPV.
        of_rep: how many of them are of REP or REP+ schools.
        sides: other quantities of the same action, their hours for example.
        period: when.
        partner: the association, company or school named, as written.
        place: where, as written (`reading.places` reads it).
        promised: it is to be done, not done: « on s'engage à », « l'an prochain ».
    """

    text: str
    types: tuple[str, ...] = ()
    quantity: Quantity | None = None
    of_qpv: int | None = None
    of_rep: int | None = None
    sides: tuple[Quantity, ...] = ()
    period: Period | None = None
    partner: str | None = None
    place: str | None = None
    promised: bool = False


def read_deeds(text: str, today: date, locale: str = "fr") -> tuple[Deed, ...]:
    """The actions that `text` tells of, in its order; () when it tells of none."""
    types = read_action_type(text)
    if not types:
        return ()
    quantities = read_quantities(text)
    return (
        Deed(
            text,
            types,
            quantities[0] if quantities else None,
            sides=quantities[1:],
            period=read_period(text, today, locale),
        ),
    )
