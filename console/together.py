"""Who else has a conversation open, in words: on the page, and for who listens to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from paqte.i18n import N_, Speech
from paqte.models.together import Writing
from paqte.services.staff.presence import Present

_DOES: Final[dict[Writing | None, str]] = {
    None: N_("{name} regarde"),
    "answer": N_("{name} écrit une réponse…"),
    "note": N_("{name} écrit une note…"),
}


def others(there: Iterable[Present], staff_id: str) -> tuple[Present, ...]:
    """Who is there besides them."""
    return tuple(one for one in there if one.staff_id != staff_id)


def shown(words: Speech, there: Iterable[Present]) -> str:
    """« Ali Benali écrit une réponse… · Marie Durand regarde »; nothing where nobody else is."""
    return " · ".join(_sentence(words, one) for one in there)


def news(before: Iterable[Present], now: Iterable[Present]) -> list[Present]:
    """Who came, or began to write: what is worth hearing. That somebody left or stopped is not."""
    known = {one.staff_id for one in before}
    same = set(before)
    return [
        one
        for one in now
        if one.staff_id not in known or (one.writing is not None and one not in same)
    ]


def _sentence(words: Speech, one: Present) -> str:
    return words.gettext(_DOES[one.writing]).format(name=one.name)
