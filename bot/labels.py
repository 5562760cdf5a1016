"""A typed text that is a button's label: every button can also be typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


def plain(text: str) -> str:
    """``text`` without case, accents, spaces, punctuation or emoji: what labels are compared by."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if char.isalnum())


def labelled(text: str, titles: Sequence[str]) -> int | None:
    """The place in ``titles`` of the only label that ``text`` is; None when none or several are."""
    wanted = plain(text)
    places = [index for index, title in enumerate(titles) if wanted and plain(title) == wanted]
    return places[0] if len(places) == 1 else None
