"""The words for places that a company gave and takes back: clear, kind, and what to do now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from markupsafe import Markup

from bot.engine_client import Reply
from bot.internships import asker
from bot.internships.message import message, signed
from paqte.i18n import N_, Speech
from paqte.reference import internships as words_of
from paqte.services.internships import telling
from paqte.services.internships.looking import View

_FEWER: Final = N_(
    "Un changement, et nous en sommes désolés : <b>{company}</b> ne peut finalement accueillir que "
    "<b>{seats}</b> au lieu de {before}, {weeks}."
)
_REASON: Final = N_("Raison donnée : {reason}.")
_IN_WORDS: Final = N_("L’entreprise vous écrit :")
_NOW: Final = N_(
    "D’autres entreprises accueillent peut-être ces semaines-là : regardez, ou parlez-en à "
    "l’équipe. Si la convention était commencée, ne la faites pas signer. Référence {reference}."
)
_STANDS: Final = N_(
    "Le reste vous est toujours accordé : mettez la convention à jour. Pour le reste des élèves, "
    "d’autres offres sont peut-être ouvertes. Référence {reference}."
)
_BY: Final = N_(
    "<b>{name}</b> a retiré l’accord donné à <b>{organisation}</b> : {before}, {weeks}. La "
    "structure est prévenue."
)
_BY_FEWER: Final = N_(
    "<b>{name}</b> garde <b>{seats}</b> au lieu de {before} pour <b>{organisation}</b>, {weeks}. "
    "La structure est prévenue."
)
_PERSON: Final = N_("Parler à quelqu’un")


def reply_to(payload: Mapping[str, Any], view: View, by: str | None, words: Speech) -> Reply:
    """The message to who had the places, or to a colleague of who took them back.

    Args:
        payload: the notice's own.
        by: how who took them back signs.
    """
    seats, before = int(payload["seats"]), int(payload["before"])
    about = {
        "company": view.company.display_name,
        "organisation": view.organisation.name,
        "weeks": words_of.weeks(view.weeks, words),
        "seats": words_of.seats(seats, words),
        "reference": view.request.reference,
    }
    if payload.get("side") == telling.COMPANY:
        name = signed(by, words)
        if seats:
            return message([words.say(_BY_FEWER, name=name, before=before, **about)])
        given = words_of.seats(before, words)
        return message([words.say(_BY, name=name, before=given, **about)])
    if seats:
        first = words.say(_FEWER, before=before, **about)
    else:
        first = words.say_n(
            "Une mauvaise nouvelle, et nous en sommes désolés : <b>{company}</b>, qui vous avait "
            "accordé <b>une place</b>, ne peut finalement plus accueillir votre élève, {weeks}.",
            "Une mauvaise nouvelle, et nous en sommes désolés : <b>{company}</b>, qui vous avait "
            "accordé <b>{n} places</b>, ne peut finalement plus accueillir vos élèves, {weeks}.",
            before,
            **about,
        )
    lines = [first, *_why(payload, view, words), words.say(_STANDS if seats else _NOW, **about)]
    person = (words.gettext(_PERSON), "/human_handoff")
    return message(lines, [asker.others(view, words), asker.question(view, words), person])


def _why(payload: Mapping[str, Any], view: View, words: Speech) -> list[Markup]:
    if told := payload.get("text"):
        return [words.say(_IN_WORDS), Markup("<i>{}</i>").format(told)]
    reason = words_of.reason_label(view.request.decline_reason or "other", words)
    return [words.say(_REASON, reason=reason)]
