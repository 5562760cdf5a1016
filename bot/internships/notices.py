"""The notices about requests for places, each worded for the side that it is for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from markupsafe import Markup

from bot.engine_client import Reply
from bot.internships import asker, company, taken_back
from bot.internships.message import message, tapped
from paqte.i18n import N_, Speech
from paqte.services.internships import telling
from paqte.services.internships.looking import View

_MESSAGE: Final = N_("<b>{name}</b> ({where}) vous écrit, au sujet de la demande {reference} :")

REPLY: Final = N_("Répondre")


def reply_to(
    kind: str, payload: Mapping[str, Any], view: View, answered_by: str | None, words: Speech
) -> Reply:
    """The message for a notice of ``kind``.

    Args:
        payload: the notice's own.
        answered_by: how who answered signs, or who took back what was given.

    Raises:
        ValueError: there is no such kind.
    """
    host = payload.get("side") == telling.COMPANY
    match kind:
        case telling.NEW:
            return company.asked(view, words)
        case telling.REMINDER:
            return company.reminded(view, words)
        case telling.ANSWERED if host:
            return company.answered(view, answered_by, words)
        case telling.ANSWERED:
            return asker.answered(view, payload.get("text"), words)
        case telling.CANCELLED:
            return company.cancelled(view, words) if host else asker.cancelled(view, words)
        case telling.CHANGED:
            changed = company.changed if host else asker.changed
            return changed(view, int(payload["seats"]), payload["before"], words)
        case telling.TAKEN_BACK:
            return taken_back.reply_to(payload, view, answered_by, words)
        case telling.EXPIRED:
            return company.expired(view, words) if host else asker.expired(view, words)
        case telling.PROMOTED:
            return asker.promoted(view, words)
        case telling.MESSAGE:
            return _relayed(payload, view, words, host=host)
        case telling.OUTCOME:
            return company.over(view, words)
    raise ValueError(f"no such notice: {kind}")


def _relayed(payload: Mapping[str, Any], view: View, words: Speech, *, host: bool) -> Reply:
    where = view.organisation.name if host else view.company.display_name
    head = words.say(_MESSAGE, name=payload["by"], where=where, reference=view.request.reference)
    quoted = Markup("<i>{}</i>").format(payload["text"])
    buttons = [(words.gettext(REPLY), tapped("relay", view))]
    if host and view.request.status == "sent":
        buttons += company.answers(view, words)[:-1]
    return message([head, quoted], buttons)
