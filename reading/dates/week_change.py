"""« Remplacez la semaine du 25 janvier par celle du 1er février »: one week for another."""

import re
from dataclasses import dataclass
from datetime import date

from reading.dates.weeks import read_weeks
from reading.dates.words import MONTHS
from reading.words import fold

_FORWARD = re.compile(
    r"\b(?:par|pour|contre|vers|devient|deviendra|sera|plutot|mais|(?:et )?(?:mettez|mets)|"
    r"with|by|for|to|becomes|rather|but|make it|(?:a|au)(?= (?:celle|la semaine)\b))\b"
)
_BACKWARD = re.compile(
    r"\b(?:au lieu d[eu']|a la place d[eu']|en remplacement d[eu']|plutot que|et non|et pas|"
    r"instead of|in place of|rather than|and not)"
)
_CHANGES = re.compile(
    r"\b(?:remplac\w*|chang\w*|echang\w*|decal\w*|deplac\w*|repouss\w*|report\w*|bascul\w*|"
    r"troqu\w*|pass\w*|avanc\w*|devient|deviendra|modifi\w*|"
    r"replac\w*|mov\w*|swap\w*|switch\w*|shift\w*|becomes|postpon\w*)\b"
)
_NOT = re.compile(r"\W*(?:(?:non|no)\b\W*)?(?:ce n'est |c'est |it's )?(?:pas|plus|not)\b")
_DAY_ALONE = re.compile(r"\b(?:du|le|of|the) (\d{1,2})(?:er|st|nd|rd|th)?\W*$")
_MONTH = re.compile(rf"\b(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b(?: 20\d\d)?")


@dataclass(frozen=True)
class WeekChange:
    """The Monday of the week that goes, and of the one that comes in its place."""

    gone: date
    comes: date


def read_week_change(text: str, today: date, locale: str = "fr") -> WeekChange | None:
    """Which week goes for which; ``None`` where not exactly one of each is named."""
    said = fold(text)
    backward = [(said[: cut.start()], said[cut.end() :]) for cut in _BACKWARD.finditer(said)]
    for comes, gone in backward:
        if (found := _pair(gone, comes, today, locale)) is not None:
            return found
    if backward or not (_CHANGES.search(said) or _NOT.match(said)):
        return None
    for cut in _FORWARD.finditer(said):
        found = _pair(said[: cut.start()], said[cut.end() :], today, locale)
        if found is not None:
            return found
    return None


def _pair(gone: str, comes: str, today: date, locale: str) -> WeekChange | None:
    first, second = _week(gone, comes, today, locale), _week(comes, gone, today, locale)
    return WeekChange(first, second) if first and second and first != second else None


def _week(part: str, other: str, today: date, locale: str) -> date | None:
    """The only week of ``part``; « celle du 18 » takes its month from the ``other``."""
    weeks = read_weeks(part, today, locale)
    if not weeks and _DAY_ALONE.search(part) and (month := _MONTH.search(other)):
        weeks = read_weeks(f"{part.rstrip(' .!')} {month.group()}", today, locale)
    return weeks[0] if len(weeks) == 1 else None
