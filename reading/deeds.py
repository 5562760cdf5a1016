"""What one message tells of actions: which, how much, when; each by the words that tell it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise

from reading.action_types import HELD, read_action_type
from reading.dates.reader import Period, Prefer, read_period
from reading.promises import is_promise
from reading.quantities.numbers import with_digits
from reading.quantities.reader import read_quantities
from reading.words import corrections, fold

__all__ = ["Deed", "read_deeds"]

_BORDER = re.compile(
    r"\s*(?:\n[\s•*–-]*|;|\s\+\s|\s(?:plus|puis|ainsi que|et aussi|et puis|et|and also|as well as|"
    r"and|also|then)\s(?!demie?\b)|,\s*(?:et|puis|plus|and|aussi|also)\s|,\s)\s*",
    re.IGNORECASE,
)
_TITLE = re.compile(r"^([^:\n]{2,60}?)\s*:\s*(?=\S)")
# Who came to what was held: no action of its own.
_ONLY_PEOPLE = re.compile(
    r"\W*(?:avec |pour |soit |with |for )?(?:environ |about |around |some )?\w+ (?:\w+ ){0,2}"
    r"(?:eleves?|collegien(?:ne)?s?|lyceen(?:ne)?s?|jeunes?|gamins?|pupils?|students?|kids?|"
    r"young people|people|participants?)"
    r"(?: (?:en tout|au total|presents?|in all|in total|altogether|showed up|came|sont venus))?\W*"
)
# « À l'école » begins as an English article does.
_ONE = re.compile(
    r"\W*(?:(?:we|i|also|hired|took|recruited|hosted|welcomed|had|gave|held|ran) )*"
    r"(?:une?|one|an?(?! (?:l'|la |le |une? |des |nos |notre )))\b"
)
_MAX_PIECES = 12
_PEOPLE = frozenset({"pupils", "young_people"})
# « 3 en avril », « encore 2 jeunes le 12 mai »: some more, at another time.
_AGAIN = re.compile(
    r"\W*(?:encore |puis |another )?(?:(?P<n>\d{1,3}(?:[ .]?\d{3})*(?:[.,]\d+)?k?)|une?|one) ?"
    r"(?P<rest>"
    r"(?:(?:autres?|other|more|de plus) )?"
    r"(?:(?:jeunes?|eleves?|gamine?s?|collegien(?:ne)?s?|lyceen(?:ne)?s?|personnes?|pupils?|kids?|"
    r"students?|people|young people)(?: de plus)? |(?:k?€|euros?|eur) (?:ht )?)?"
    r"(?:en|au|le|la|l'|depuis|in|on|last|debut|mi|fin|courant)\b.*)"
)
When = Callable[[str], Period | None]
"""The period that some words tell."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One action that a message tells of; what it does not tell is None or empty.

    Attributes:
        text: the words that tell of it; its quantities are read from them.
        types: codes of action types, likeliest first; of « 3 en avril » those of what was told
            before it, () where that counts something else.
        period: when; said once for several, it is each one's.
        promised: it is to be done, not done: « on s'engage à », « l'an prochain ».
    """

    text: str
    types: tuple[str, ...]
    period: Period | None = None
    promised: bool = False


def read_deeds(text: str, today: date, locale: str = "fr") -> tuple[Deed, ...]:
    """The actions that `text` tells of, in its order; () when it tells of none.

    A new one begins where the words name another type of action with a number of its own:
    « deux stagiaires de 3e et un apprenti » are two, « une visite avec deux classes » is one.
    """
    return _read(text, today, locale)


@lru_cache(maxsize=64)
def _read(text: str, today: date, locale: str) -> tuple[Deed, ...]:
    # Whether a message tells of anything is asked before what it tells, in one turn.
    if not read_action_type(text):
        return ()
    promised = is_promise(text, today)
    prefer: Prefer = "future" if promised else "past"

    def when(piece: str) -> Period | None:
        return read_period(piece, today, locale, prefer)

    title, body = _titled(text, when)
    told = [Deed(piece, read_action_type(piece), when(piece), promised) for piece in _pieces(body)]
    deeds = [one for deed in told if deed.types for one in _with_more_like_it(deed, when)]
    if len(deeds) <= 1:
        return (Deed(text, read_action_type(text), when(text), promised),)
    return tuple(_dated(deeds, title or _said_last(deeds), when))


def _titled(text: str, when: When) -> tuple[Period | None, str]:
    """« En mars : deux stagiaires… »: the period before the colon, and what follows it."""
    title = _TITLE.match(text)
    if title is None or read_action_type(title[1]):
        return None, text
    return when(title[1]), text[title.end() :]


def _dated(deeds: list[Deed], shared: Period | None, when: When) -> Iterator[Deed]:
    """Each with its period: its own, the one that leads those before it, the one of all."""
    leading: Period | None = None
    for deed in deeds:
        if deed.period is not None:
            leading = deed.period if when(_lead(deed.text)) == deed.period else None
        yield deed if deed.period else replace(deed, period=leading or shared)


def _lead(piece: str) -> str:
    """What stands before anything counted: the « en mars » of « en mars, 2 stagiaires »."""
    lead = ""
    for word in re.finditer(r"\S+", piece):
        before = piece[: word.end()]
        if read_action_type(before):
            break
        if not read_quantities(before):
            lead = before
    return lead


def _with_more_like_it(deed: Deed, when: When) -> Iterator[Deed]:
    """« 2 stagiaires en mars, 3 en avril »: the second is told without its name."""
    cuts = [(match.start(), match.end()) for match in _BORDER.finditer(deed.text)]
    text = deed.text
    more: list[tuple[str, Period]] = []
    for (stop, start), (following, _) in pairwise([*cuts, (len(text), len(text))]):
        again = _AGAIN.fullmatch(with_digits(fold(text[start:following])))
        its = when(text[start:following]) if again else None
        before = when(text[:stop]) if its else None
        if again and its and before and not _lies_in(its, before):
            more.append((f"{again['n'] or 1} {again['rest']}", its))
            deed = deed if len(more) > 1 else replace(deed, text=text[:stop], period=before)
        elif more:  # words behind it are its own
            piece, period = more[-1]
            more[-1] = (f"{piece}, {text[start:following]}", period)
    yield deed
    for piece, period in more:
        yield replace(deed, text=piece, period=period, types=_types_of_more(piece, deed))


def _types_of_more(piece: str, deed: Deed) -> tuple[str, ...]:
    counted, *_ = read_quantities(piece)
    units = {quantity.unit for quantity in read_quantities(deed.text)}
    same = counted.unit is None or counted.unit in units
    people = counted.unit in _PEOPLE and bool(units & _PEOPLE) and deed.types[0] not in HELD
    return deed.types if same or people else ()


def _lies_in(period: Period, other: Period) -> bool:
    return other.start <= period.start and period.end <= other.end


def _said_last(deeds: list[Deed]) -> Period | None:
    """« Deux stagiaires et un apprenti en mars »: said at the end, for all of them."""
    return deeds[-1].period if not any(deed.period for deed in deeds[:-1]) else None


def _pieces(text: str) -> list[str]:
    """`text` cut between actions; what names none stays with the words before it."""
    pieces: list[str] = []
    start = end = 0
    borders = [*_BORDER.finditer(text)][: _MAX_PIECES - 1]
    cuts = [(match.start(), match.end()) for match in borders] + [(len(text), len(text))]
    for stop, following in cuts:
        piece = text[end:stop]
        if pieces and not _begins(piece, text[start:end], text[start:stop]):
            pieces[-1] = text[start:stop]
        elif piece.strip():
            pieces.append(piece.strip())
            start = end
        end = following
    return [piece.strip() for piece in pieces if piece.strip()]


def _begins(piece: str, before: str, both: str) -> bool:
    """Whether `piece` tells of an action of its own, beside the one that `before` tells of.

    `both` is the two with what stands between them.
    """
    types = read_action_type(piece)
    if not types:
        # Words before the first action belong to it: « Bonjour, on a pris deux stagiaires ».
        return False
    if not read_action_type(before):
        return False
    counted = read_quantities(piece)
    if not counted and not _ONE.match(fold(piece)):
        return False
    told = read_action_type(before)[0]
    if told in HELD and _ONLY_PEOPLE.fullmatch(fold(piece)):
        return False
    if _takes_back(piece, both):
        return False
    if types[0] != told:
        return True
    # « Trois mentors, dix filleuls » are one action counted in two ways.
    units = {quantity.unit for quantity in read_quantities(before)}
    return bool(units) and (not counted or counted[0].unit in units)


def _takes_back(piece: str, both: str) -> bool:
    """« Trois CDI, enfin non, deux CDI »: what was meant by the first, also of another type."""
    *earlier, last = corrections(both)
    return bool(earlier) and len(last.strip()) <= len(piece.strip())
