"""What who asked for places is told: the answer, and what becomes of the request."""

from __future__ import annotations

from typing import Final

import orjson
from markupsafe import Markup

from bot.engine_client import Reply
from bot.internships.message import changed_to, message, say, tapped
from paqte.i18n import N_, Speech
from paqte.reference import internships as words_of
from paqte.services.internships.looking import View
from paqte.services.organisations import SCHOOL_KINDS

_ACCEPTED: Final = N_("Bonne nouvelle ! <b>{company}</b> vous accorde <b>{seats}</b>, {weeks}.")
_PART: Final = N_(
    "<b>{company}</b> vous accorde <b>{seats}</b> sur les {asked} demandées, {weeks}."
)
_HOST: Final = N_("Sur place : {host}.")
_NEXT: Final = N_("La suite : votre établissement prépare la convention. Référence {reference}.")
_NEXT_OTHERS: Final = N_(
    "La suite : l’établissement scolaire prépare la convention. Référence {reference}."
)
_CANCELLED: Final = N_("La demande de votre structure chez <b>{company}</b> est annulée, {weeks}.")
_CHANGED: Final = N_(
    "La demande de votre structure chez <b>{company}</b>, {weeks}, porte maintenant sur "
    "<b>{seats}</b>, au lieu de {before}."
)

ASK: Final = N_("Poser une question")
OTHERS: Final = N_("Voir d’autres offres")


def answered(view: View, told: str | None, words: Speech) -> Reply:
    """What the company answered; ``told``: why not, in its own words."""
    request = view.request
    if request.status == "declined":
        return _declined(view, told, words)
    whole = request.accepted_seats == request.seats
    lines = [
        words.say(
            _ACCEPTED if whole else _PART,
            company=view.company.display_name,
            seats=words_of.seats(request.accepted_seats, words),
            asked=request.seats,
            weeks=words_of.weeks(view.weeks, words),
        )
    ]
    if view.offer.host:
        lines.append(words.say(_HOST, host=view.offer.host))
    following = _NEXT if view.organisation.kind in SCHOOL_KINDS else _NEXT_OTHERS
    lines.append(words.say(following, reference=request.reference))
    return message(lines, [question(view, words)])


def _declined(view: View, told: str | None, words: Speech) -> Reply:
    """With the reason that was tapped, or in the company's own words."""
    if told:
        text = words.say_n(
            "<b>{company}</b> ne peut pas accueillir votre élève, {weeks}, et vous écrit :",
            "<b>{company}</b> ne peut pas accueillir vos élèves, {weeks}, et vous écrit :",
            view.request.seats,
            company=view.company.display_name,
            weeks=words_of.weeks(view.weeks, words),
        )
        lines = [text, Markup("<i>{}</i>").format(told)]
    else:
        reason = words_of.reason_label(view.request.decline_reason or "other", words)
        text = words.say_n(
            "<b>{company}</b> ne peut pas accueillir votre élève, {weeks} ({reason}).",
            "<b>{company}</b> ne peut pas accueillir vos élèves, {weeks} ({reason}).",
            view.request.seats,
            company=view.company.display_name,
            weeks=words_of.weeks(view.weeks, words),
            reason=reason,
        )
        lines = [text]
    return message(lines, [others(view, words)])


def cancelled(view: View, words: Speech) -> Reply:
    """A colleague took the request back."""
    return message([say(_CANCELLED, view, words)])


def changed(view: View, seats: int, before: object, words: Speech) -> Reply:
    """A colleague asks for another number of places."""
    return message([changed_to(_CHANGED, view, seats, before, words)])


def expired(view: View, words: Speech) -> Reply:
    """It was not answered in time."""
    said = words.say_n(
        "<b>{company}</b> n’a pas répondu à temps à votre demande d’une place, {weeks}. "
        "Elle s’éteint.",
        "<b>{company}</b> n’a pas répondu à temps à votre demande de {n} places, {weeks}. "
        "Elle s’éteint.",
        view.request.seats,
        company=view.company.display_name,
        weeks=words_of.weeks(view.weeks, words),
    )
    return message([said], [others(view, words)])


def promoted(view: View, words: Speech) -> Reply:
    """Places came free for the first in line."""
    said = words.say_n(
        "Une place se libère chez <b>{company}</b>, {weeks}. Elle est gardée pour vous : "
        "l’entreprise va vous répondre.",
        "{n} places se libèrent chez <b>{company}</b>, {weeks}. Elles sont gardées pour vous : "
        "l’entreprise va vous répondre.",
        view.request.seats,
        company=view.company.display_name,
        weeks=words_of.weeks(view.weeks, words),
    )
    return message([said])


def question(view: View, words: Speech) -> tuple[str, str]:
    """The way to write to the company."""
    return words.gettext(ASK), tapped("relay", view)


def others(view: View, words: Speech) -> tuple[str, str]:
    """What else is open for the same weeks, near who asked."""
    weeks = ",".join(monday.isoformat() for monday in view.weeks)
    values = {"weeks": weeks, "level": view.request.level}
    return words.gettext(OTHERS), f"/search_slots{orjson.dumps(values).decode()}"
