"""What a company says that it has to give: time, money, a post to fill, room."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from reading.quantities.numbers import with_digits
from reading.quantities.reader import read_money
from reading.words import fold

_HALF_DAY, _DAY, _WEEK = 4, 7, 35
_HOURS = (
    (re.compile(r"\b(?:demi[- ]?journee|half[- ](?:a )?day|matinee|apres-midi)\b"), _HALF_DAY),
    (re.compile(r"\b(?:une|1|a|one) (?:journee|jour|day)\b"), _DAY),
    (re.compile(r"\b(?:une|1|a|one) (?:semaine|week)\b"), _WEEK),
)  # fmt: skip
_COUNTED = re.compile(r"\b(\d{1,3}) ?(heures?|h|hours?|jours?|days?)\b")
_LITTLE = re.compile(
    r"\b(?:peu de temps|pas (?:beaucoup|trop) de temps|pas le temps|sans y passer|rapide|vite fait|"
    r"little time|not much time|no time|quick)\b"
)
_NO_MONEY = re.compile(
    r"\b(?:sans (?:budget|argent|payer|frais)|gratuit\w*|pas (?:de|un) (?:budget|sou|argent)|"
    r"0 euro|zero euro|no (?:budget|money)|without (?:a )?(?:budget|money)|free\b|for nothing)"
)
_JOB = re.compile(
    r"\b(?:postes? a pourvoir|(?:on|je|nous) (?:recrut|embauch|cherch)\w*|besoin de (?:bras|monde)|"
    r"we(?:'re| are) hiring|jobs? to fill|vacanc)"
)
_ROOM = re.compile(
    r"\b(?:de la place|atelier|magasin|locaux|salle|cuisine|room|workshop|premises)\b"
)


@dataclass(frozen=True, slots=True)
class Means:
    """What is said; None where nothing is.

    Attributes:
        hours: at most, of the company's people, for one action.
        euros: at most, excluding tax.
        job: a post is to be filled.
        room: people can be received.
    """

    hours: int | None = None
    euros: Decimal | None = None
    job: bool | None = None
    room: bool | None = None

    def __bool__(self) -> bool:
        """Whether anything is said."""
        return self != Means()


def read_means(text: str) -> Means:
    """The means that `text` tells of: « une demi-journée », « 500 euros », « sans budget »."""
    said = fold(text)
    money = read_money(text) if re.search(r"€|eur|k€|\bbudget de", said) else None
    euros = Decimal(0) if _NO_MONEY.search(said) else (money.value if money else None)
    return Means(
        hours=_hours(with_digits(said)),
        euros=euros,
        job=True if _JOB.search(said) else None,
        room=True if _ROOM.search(said) else None,
    )


def _hours(said: str) -> int | None:
    if _LITTLE.search(said):
        return _HALF_DAY
    for pattern, hours in _HOURS:
        if pattern.search(said):
            return hours
    counted = _COUNTED.search(said)
    if counted is None:
        return None
    number, unit = int(counted[1]), counted[2]
    return number * _DAY if unit.startswith(("j", "d")) else number
