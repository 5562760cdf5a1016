"""A text too long for one message, cut into several on the borders of sentences."""

from __future__ import annotations

import re
from typing import Final

from bot.limits import MAX_TEXT
from bot.rendering.html import Piece, escape, pieces, units

#: Where a text may be cut, best first: paragraph, line, sentence, word.
_BORDERS: Final = (
    re.compile(r"\n{2,}"),
    re.compile(r"\n"),
    re.compile(r"[.!?…]['\"»”)\]]*\s+"),
    re.compile(r"\s+"),
)


def _prefix(text: str, limit: int) -> int:
    """How many characters of `text` fit in `limit` UTF-16 code units."""
    if units(text) <= limit:
        return len(text)
    used = 0
    for index, char in enumerate(text):
        used += 2 if ord(char) > 0xFFFF else 1
        if used > limit:
            return index
    return len(text)


def _cut(text: str, limit: int, *, whole: bool) -> int:
    """Where to cut `text` so that the head fits: after the last good border.

    `whole`: the message so far is empty, so a head must be taken even without a border; else 0
    means « nothing of this fits here ».
    """
    fits = _prefix(text, limit)
    if fits == len(text):
        return fits
    for border in _BORDERS:
        ends = [found.end() for found in border.finditer(text, 0, fits)]
        # A border in the first half of what fits would leave a needlessly short message,
        # unless something precedes it in the message.
        good = [end for end in ends if not whole or end > fits // 2]
        if good:
            return good[-1]
    return fits if whole else 0


def split(text: str, limit: int = MAX_TEXT) -> list[str]:
    """`text` (Telegram's HTML) in messages of at most `limit` visible UTF-16 code units.

    Tags open at a cut are closed there and opened again in the next message. What is seen, put
    end to end, is what `text` shows: nothing is lost, nothing added.
    """
    messages: list[str] = []
    current: list[str] = []
    used = 0
    open_tags: list[Piece] = []

    def close() -> None:
        nonlocal current, used
        messages.append("".join(current) + "".join(_closing(tag) for tag in reversed(open_tags)))
        current = [tag.opening for tag in open_tags]
        used = 0

    for piece in pieces(text):
        if piece.opening:
            open_tags.append(piece)
            current.append(piece.opening)
        elif piece.closing:
            open_tags.pop()
            current.append(piece.closing)
        rest = piece.text
        while rest:
            cut = _cut(rest, limit - used, whole=used == 0)
            head, rest = rest[:cut], rest[cut:]
            current.append(escape(head))
            used += units(head)
            if rest:
                close()
    if used or not messages:
        close()
    return messages


def _closing(tag: Piece) -> str:
    return f"</{tag.opening[1:-1].split(' ')[0]}>"
