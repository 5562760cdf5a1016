"""Another number of places than was asked for: « il m’en faut 2 », « un élève de moins »."""

import re
from dataclasses import dataclass

from reading.quantities.reader import read_quantities
from reading.words import fold

_UNITS = (None, "pupils", "young_people", "people", "seats")
_CHANGES = re.compile(
    r"\b(?:finalement|en fait|au final|plutot|plus (?:que|qu)|suffi\w*|au lieu d\w*|desist\w*|"
    r"chang\w*|modifi\w*|redui\w*|diminu\w*|baiss\w*|augment\w*|(?:re)?pass\w* (?:de \w+ )?a|"
    r"ramen\w*|descend\w*|rajout\w*|ajout\w*|(?:de|en) (?:moins|plus)|seulement|"
    r"actually|after all|only|instead of|instead|reduc\w*|lower\w*|rais\w*|increas\w*|"
    r"fewer|less|more|down to|up to|no longer|drop(?:ped)? out)\b"
    r"|\b(?:pas|et non|not) (?:\d+|une?|deux|trois|quatre|cinq|six|one|two|three|four|five)\b"
)
_NO_CHANGE = re.compile(
    r"\b(?:annul\w*|supprim\w*|retir\w*|cancel\w*|withdraw\w*|delete|cherch\w*|trouv\w*|"
    r"ailleurs|combien|search\w*|look(?:ing)? for|found|elsewhere|how many)\b"
)
_A_NUMBER = re.compile(
    r"\b(?:chang\w*|modifi\w*|redui\w*|diminu\w*|augment\w*|reduc\w*|increas\w*)\b.*"
    r"\b(?:nombre|number|places?)\b"
)
_ONE = re.compile(r"\b(?:une?|one)\b(?= (?:de |en )?(?:plus|moins|more|less)\b)")
_NOT_THAT = re.compile(
    r"\b(?:au lieu d[e']|a la place d[e']|et non|pas|instead of|rather than|not|"
    r"de(?= ?\w+ (?:places? |eleves? )?a\b)|from(?= \w+ (?:places? |pupils? )?to\b))"
    r" ?(?:les |des |the )?(?:\d+|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|one|two|"
    r"three|four|five|six|seven|eight|nine|ten)\b"
    r"(?: (?:places?|eleves?|pupils?|students?|stagiaires?))?"
)
"""What it was: « au lieu de 3 », « pas 3 », « de 3 à »."""
_LESS = re.compile(
    r"\b(?:de|en) moins\b|\b(?:fewer|less)\b|\bdesist\w*|\bdrop(?:ped)? out\b|\babandonn\w*"
)
_MORE = re.compile(r"\b(?:de|en) plus\b|\b(?:r?ajout\w*|more|add)\b")
_TARGET = re.compile(
    r"\b(?:plus (?:que|qu'|qu)|faut(?: plus)?(?: que)?|besoin (?:de|d')|only need|need only|"
    r"down to|up to|sera|serons|serait) ?(?P<rest>.*)"
)
_REFERENCE = re.compile(r"\bd-[0-9a-z]{6}\b")


@dataclass(frozen=True)
class SeatsChange:
    """``seats``: how many it is to be; ``by``: how many more or fewer; neither: not said."""

    seats: int | None = None
    by: int | None = None

    def of(self, before: int) -> int | None:
        """How many ``before`` becomes."""
        return self.seats if self.by is None else before + self.by


def read_seats_change(text: str) -> SeatsChange | None:
    """What ``text`` says of another number; ``None``: it is about something else."""
    said = _REFERENCE.sub(" ", fold(text).replace("’", "'"))
    unsaid = SeatsChange() if _A_NUMBER.search(said) else None
    if _NO_CHANGE.search(said) or not _CHANGES.search(said):
        return None
    said = _ONE.sub("1", _NOT_THAT.sub(" ", said))
    delta = -1 if _LESS.search(said) else 1 if _MORE.search(said) else 0
    target = _TARGET.search(said)
    if delta and (target is None or _count(target["rest"]) is None or _delta_in(target["rest"])):
        count = _count(said)
        return unsaid if count is None else SeatsChange(by=delta * count)
    count = _count(target["rest"]) if target else None
    count = _count(said) if count is None else count
    return unsaid if count is None else SeatsChange(seats=count)


def _delta_in(rest: str) -> bool:
    return bool(_LESS.search(rest) or _MORE.search(rest))


def _count(said: str) -> int | None:
    counted = [one for one in read_quantities(said) if one.unit in _UNITS]
    if len({one.value for one in counted}) == 1 and counted[0].value == int(counted[0].value):
        return int(counted[0].value)
    return None
