"""The year that a report is of: “our 2025 report by Thursday” asks for that of 2025."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from nlu.entities.readers import Found
from reading.quantities.numbers import with_digits
from reading.words import fold

_REPORT: Final = r"(?:report|statement|summary|figures|bilan|rapport)"
_OF: Final = re.compile(
    rf"\b(?P<before>20\d\d) (?:[a-z]+ )?{_REPORT}\b"
    rf"|\b{_REPORT}(?: annuel)?(?: (?:of|for|de|pour|d'))? ?(?:the year |l'annee )?"
    r"(?P<behind>20\d\d)\b"
)


def with_year_of_report(text: str, kept: Sequence[Found]) -> list[Found]:
    """``kept`` with the year of the report that ``text`` asks for beside « jeudi »."""
    match = _OF.search(with_digits(fold(text)))
    told = (one for one in kept if one["entity"] in {"date", "period"})
    if match is None or not all(one.get("relative") for one in told):
        return list(kept)
    year = match["before"] or match["behind"]
    return [*kept, {"entity": "period", "value": f"{year}-01-01/{year}-12-31"}]
