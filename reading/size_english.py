"""How many people a company is in English forms: “a bunch of six plumbers”, “120 strong”."""

from __future__ import annotations

import re
from typing import Final

_FIRM: Final = (
    r"(?:firm|company|business|group|practice|shop|workshop|co|studio|factory|plant|agency|office|"
    r"restaurant|bakery|hotel|garage|subcontractor|supplier|surgery|outfit|dairy|warehouse)"
)
_ABOUT: Final = r"(?:about |around |some |roughly |nearly |something like |like )?"
_PEOPLE: Final = r"(?:people|ppl|peeps|staff|employees|souls|strong)"
#: Whom a company hosts, and does not employ.
_NO_STAFF: Final = (
    r"(?! (?:\w+ )?(?:pupils?|kids?|students?|young|interns?|teens?|teenagers?|youngsters?|lads?|"
    r"girls?|boys?|schools?|visitors?))"
)
#: Plain whatever the sentence wants.
_PLAIN: Final = (
    re.compile(rf"\b{_FIRM} (?:of|with) {_ABOUT}(\d{{1,6}}) {_PEOPLE}\b(?! (?:came|com|visit))"),
    re.compile(
        r"\b(?:we're|we are|we r|our|my|tiny|small|little) (?:an? )?(?:tiny |small |little )?"
        rf"(?:crew|bunch|outfit|gang|handful|team) of {_ABOUT}(\d{{1,6}})\b{_NO_STAFF}"
    ),
    re.compile(
        r"\b(?:we're|we are|we r) (\d{1,6}) (?:[a-z-]+ )?(?!others?\b|suppliers\b|members\b)"
        r"[a-z]{2,}(?:er|or|ist|ian)s\b(?! (?:to|from|who|short)\b)"
    ),
    re.compile(r"(?:,|\b(?:and|is|are|about|around)) (\d{1,6})[- ]strong(?=,|\W*$)"),
    re.compile(rf"\b(\d{{1,6}})[- ](?:people|ppl|person|man|woman) {_FIRM}\b"),
    re.compile(
        rf"\b{_FIRM}\b[^.;:?!\d]{{0,40}} {_ABOUT}(\d{{1,6}}) (?:staff|employees)\b"
        r"(?! (?:members )?(?:took|came|attended|followed|went|gave|trained|were))"
    ),
    re.compile(r"\b(?:with|and|have) (\d{1,6}) staff\b(?=[, ]? ?(?:,|which|what|in\b|at\b)|\W*$)"),
)
#: Where a company tells of itself: “wanna join, cleaning co, 9 ppl, Argenteuil”.
_BETWEEN_COMMAS: Final = re.compile(
    rf"(?:^\W*|[,:;] ?){_ABOUT}(\d{{1,6}}) (?:people|ppl|peeps|staff|employees)"
    r"(?= ?,| give or take|\W*$| around [a-z])"
)
_ON_ITS_OWN: Final = re.compile(rf", with {_ABOUT}(\d{{1,6}}) (?:people|ppl|peeps)(?=\W*$)")


def english_headcount(compact: str) -> int | None:
    """How many people a company plainly is, in a text folded with its numbers in digits."""
    for pattern in _PLAIN:
        if match := pattern.search(compact):
            return int(match[1])
    return None


def headcount_beside(compact: str) -> int | None:
    """How many people stand between commas, where a company tells of itself."""
    match = _BETWEEN_COMMAS.search(compact) or _ON_ITS_OWN.search(compact)
    return int(match[1]) if match else None
