"""What the messages about a request are made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import orjson
from markupsafe import Markup

from bot.engine_client import Reply
from bot.plans import sentence
from paqte.i18n import N_, Speech
from paqte.reference import internships as words_of
from paqte.services.internships.looking import View

Buttons = list[tuple[str, str]]

_SOMEONE: Final = N_("Une personne de votre entreprise")


def message(lines: Sequence[Markup], buttons: Sequence[tuple[str, str]] = ()) -> Reply:
    """Lines, and buttons two by two."""
    return sentence(Markup("\n").join(lines), *buttons, columns=2)


def say(msgid: str, view: View, words: Speech) -> Markup:
    """``msgid`` with who asks whom, for how many places, when."""
    return words.say(
        msgid,
        organisation=view.organisation.name,
        company=view.company.display_name,
        seats=words_of.seats(view.request.seats, words),
        weeks=words_of.weeks(view.weeks, words),
    )


def tapped(intent: str, view: View, **values: str) -> str:
    """What a button about the request says when it is tapped."""
    return f"/{intent}{orjson.dumps({'request': view.request.id, **values}).decode()}"


def signed(name: str | None, words: Speech) -> str:
    """How somebody of the company signs."""
    return name or words.gettext(_SOMEONE)


def changed_to(msgid: str, view: View, seats: int, before: object, words: Speech) -> Markup:
    """``msgid`` with the number of places asked for now, and the one before."""
    return words.say(
        msgid,
        organisation=view.organisation.name,
        company=view.company.display_name,
        reference=view.request.reference,
        weeks=words_of.weeks(view.weeks, words),
        seats=words_of.seats(seats, words),
        before=before,
    )
