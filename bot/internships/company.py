"""What a company is told of the requests that it gets."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from bot.engine_client import Reply
from bot.internships.message import Buttons, changed_to, message, say, signed, tapped
from paqte.i18n import N_, Speech
from paqte.reference import internships as words_of
from paqte.services.internships.looking import View

_NEW: Final = N_(
    "<b>{organisation}</b> vous demande <b>{seats}</b> pour un stage d’observation, {weeks}."
)
_ABOUT: Final = N_("Votre offre : {title}. Demande {reference}.")
_VERIFIED: Final = N_("Structure vérifiée par l’équipe.")
_UNVERIFIED: Final = N_("Structure pas encore vérifiée par l’équipe.")
_REMINDER: Final = N_("<b>{organisation}</b> attend votre réponse : {seats}, {weeks}.")
_LAST_DAY: Final = N_("Sans réponse d’ici demain, la demande s’éteindra d’elle-même.")
_COLLEAGUE: Final = N_("<b>{name}</b> a répondu : {outcome} ({organisation}).")
_NO: Final = N_("demande refusée")
_CHANGED: Final = N_(
    "<b>{organisation}</b> change sa demande {reference}, {weeks} : <b>{seats}</b>, au lieu de "
    "{before}."
)
_EXPIRED: Final = N_(
    "Faute de réponse, une demande s’est éteinte : <b>{organisation}</b>, {seats}, {weeks}."
)
_OUTCOME: Final = N_("Le stage demandé par <b>{organisation}</b> est terminé, {weeks}.")

THEY_CAME: Final = N_("Oui, tous")
SOME_CAME: Final = N_("Pas tous")
NOBODY_CAME: Final = N_("Aucun")
CAME: Final = N_("Oui")
DID_NOT_COME: Final = N_("Non")


def asked(view: View, words: Speech) -> Reply:
    """Who asks for what, of which offer."""
    request = view.request
    whom = words.say_n(
        "Un élève de {level}.",
        "{n} élèves de {level}.",
        request.seats,
        level=words_of.level_label(request.level, words),
    )
    about = words.say(_ABOUT, title=view.offer.title, reference=request.reference)
    lines = [
        say(_NEW, view, words),
        Markup("{} {}").format(whom, about),
        words.say(_VERIFIED if view.verified else _UNVERIFIED),
    ]
    if request.reserved:
        lines.append(
            words.say_n(
                "Cette place vient de se libérer : elle est gardée pour cette demande.",
                "Ces places viennent de se libérer : elles sont gardées pour cette demande.",
                request.seats,
            )
        )
    return message(lines, answers(view, words))


def reminded(view: View, words: Speech) -> Reply:
    """An answer is waited for, and until when."""
    lines = [say(_REMINDER, view, words)]
    if view.request.reminders_sent > 1:
        lines.append(words.say(_LAST_DAY))
    return message(lines, answers(view, words))


def answered(view: View, by: str | None, words: Speech) -> Reply:
    """What a colleague answered, and how they sign."""
    outcome = words.gettext(_NO)
    if given := view.request.accepted_seats:
        outcome = words.say_n("{n} place accordée", "{n} places accordées", given)
    said = words.say(
        _COLLEAGUE,
        name=signed(by, words),
        organisation=view.organisation.name,
        outcome=outcome,
    )
    return message([said])


def cancelled(view: View, words: Speech) -> Reply:
    """Who asked takes the request back."""
    said = words.say_n(
        "<b>{organisation}</b> a annulé sa demande d’une place, {weeks}.",
        "<b>{organisation}</b> a annulé sa demande de {n} places, {weeks}.",
        view.request.seats,
        organisation=view.organisation.name,
        weeks=words_of.weeks(view.weeks, words),
    )
    return message([said])


def changed(view: View, seats: int, before: object, words: Speech) -> Reply:
    """Who asked wants another number of places."""
    # A number changed again since has its own message, with the buttons for it.
    current = seats == view.request.seats
    said = changed_to(_CHANGED, view, seats, before, words)
    return message([said], answers(view, words) if current else ())


def expired(view: View, words: Speech) -> Reply:
    """It was not answered in time."""
    return message([say(_EXPIRED, view, words)])


def over(view: View, words: Speech) -> Reply:
    """The stage is over: did they come?"""
    given = view.request.accepted_seats
    came = words.say_n(
        "L’élève est-il venu ?",
        "Les {n} élèves sont-ils venus ?",
        given,
    )
    return message([say(_OUTCOME, view, words), came], _outcomes(view, words))


def answers(view: View, words: Speech) -> Buttons:
    """What a company can do about a request."""
    return [
        (title, tapped("relay", view))
        if code == words_of.QUESTION
        else (
            title,
            tapped("answer_request", view, decision=code, seats=str(view.request.seats)),
        )
        for title, code in words_of.answers(view.request.seats, words)
    ]


def _outcomes(view: View, words: Speech) -> Buttons:
    given = view.request.accepted_seats
    one = given == 1
    some = [] if one else [(words.gettext(SOME_CAME), tapped("confirm_done", view, came="part"))]
    return [
        (
            words.gettext(CAME if one else THEY_CAME),
            tapped("confirm_done", view, came=str(given)),
        ),
        *some,
        (
            words.gettext(DID_NOT_COME if one else NOBODY_CAME),
            tapped("confirm_done", view, came="0"),
        ),
    ]
