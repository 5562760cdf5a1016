"""What one message tells of actions: which, how much, when; each by the words that tell it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from reading.action_types import HELD, read_action_type
from reading.dates.reader import Period, Prefer, read_period
from reading.promises import is_promise
from reading.quantities.reader import read_quantities
from reading.words import fold

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
_ONE = re.compile(r"\W*(?:une?|one|an?(?! (?:l'|la |le |une? |des |nos |notre )))\b")
_MAX_PIECES = 12


@dataclass(frozen=True, slots=True)
class Deed:
    """One action that a message tells of; what it does not tell is None or empty.

    Attributes:
        text: the words that tell of it; its quantities are read from them.
        types: codes of action types, likeliest first.
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
    if not read_action_type(text):
        return ()
    promised = is_promise(text, today)
    prefer: Prefer = "future" if promised else "past"
    title, body = _titled(text, today, locale, prefer)
    deeds = [
        Deed(piece, read_action_type(piece), read_period(piece, today, locale, prefer), promised)
        for piece in _pieces(body)
    ]
    deeds = [deed for deed in deeds if deed.types]
    if len(deeds) <= 1:
        whole = read_period(text, today, locale, prefer)
        return (Deed(text, read_action_type(text), whole, promised),)
    shared = title or _said_last(deeds)
    return tuple(deed if deed.period else replace(deed, period=shared) for deed in deeds)


def _titled(text: str, today: date, locale: str, prefer: Prefer) -> tuple[Period | None, str]:
    """« En mars : deux stagiaires… »: the period before the colon, and what follows it."""
    title = _TITLE.match(text)
    if title is None or read_action_type(title[1]):
        return None, text
    return read_period(title[1], today, locale, prefer), text[title.end() :]


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
        if pieces and not _begins(piece, text[start:end]):
            pieces[-1] = text[start:stop]
        elif piece.strip():
            pieces.append(piece.strip())
            start = end
        end = following
    return [piece.strip() for piece in pieces if piece.strip()]


def _begins(piece: str, before: str) -> bool:
    """Whether `piece` tells of an action of its own, beside the one that `before` tells of."""
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
    if types[0] != told:
        return True
    # « Trois mentors, dix filleuls » are one action counted in two ways.
    units = {quantity.unit for quantity in read_quantities(before)}
    return bool(units) and (not counted or counted[0].unit in units)
