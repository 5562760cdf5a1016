"""On which side of today a day lies that is told without its year, by what is meant.

« En février » of an offer is the next one, of an action the last. Where the intent tells neither,
the nearer one is meant; and what was sent, declared or put online was so before today.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from nlu.entities.carries import AHEAD, BEHIND, NEAR
from nlu.entities.readers import Context, Found, placed, read_week_names, read_when
from reading.dates.words import WEEKDAYS
from reading.words import fold

#: Where a month may be to come as well as over.
_NEAR_PERIODS: Final = frozenset({"inform", "greet", "thanks", "complaint", "declare_off_platform"})
_DAYS: Final = ("date", "period")
_WEEKDAY: Final = "|".join(WEEKDAYS)
#: « Ma demande du 20 novembre », “the offer I posted on the second”: it was so before today.
_SENT: Final = re.compile(
    r"\b(?:decided|agreed|voted|sent|made|posted|published|submitted|filed|declared|asked|"
    r"envoye\w*|faite?s?|depose\w*|"
    r"publie\w*|mise? en ligne|demandes? (?:de \w+ )?du|offres? du|annonces? du|"
    r"(?:request|offer|advert) (?:of|from))\b[^.,;]{0,25}?"
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th|er)?|first|second|third|\w+th|{_WEEKDAY})\b"
)


def on_their_side(
    intent: str, text: str, kept: Sequence[Found], context: Context, *, promised: bool
) -> list[Found]:
    """``kept`` with its days, periods and weeks on the side of today that ``intent`` tells.

    Args:
        promised: whether what is told is still to be done.
    """
    if intent in BEHIND and not promised:
        over = [placed(one, text) for one in read_week_names(text, context, "past")]
        return replaced(kept, "weeks", over)
    if not (promised or intent in AHEAD | NEAR) or not any(one["entity"] in _DAYS for one in kept):
        return list(kept)
    ahead = [placed(one, text) for one in read_when(text, context, "future")]
    settled = list(kept)
    for name in _DAYS:
        before = [one for one in kept if one["entity"] == name]
        after = [one for one in ahead if one["entity"] == name]
        if not promised and intent in NEAR and name == "period" and intent not in _NEAR_PERIODS:
            after = before  # « les chiffres du deuxième trimestre » are of the last one
        elif not promised and intent in NEAR:
            after = min(before, after, key=lambda found: _distance(found, context.today))
        elif not promised and name == "date" and before and _SENT.search(fold(text)):
            after = before
        settled = replaced(settled, name, after)
    return settled


def replaced(found: Sequence[Found], name: str, by: Sequence[Found]) -> list[Found]:
    """``found``, with ``by`` in the place of the entities of that name."""
    return [*(entity for entity in found if entity["entity"] != name), *by]


def _distance(found: Sequence[Found], today: date) -> int:
    """How many days from today; nothing found is farthest."""
    begin = (date.fromisoformat(str(one["value"]).split("/")[0]) for one in found)
    return min((abs((day - today).days) for day in begin), default=10**6)
