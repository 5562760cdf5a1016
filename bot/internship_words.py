"""The words of notices about requests for places, to the company and to who asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import orjson
from markupsafe import Markup

from bot import taken_back_words
from bot.engine_client import Reply
from bot.plans import sentence
from paqte.i18n import N_, Speech
from paqte.models import Company, Offer
from paqte.reference import internships as words_of
from paqte.services.internships import telling
from paqte.services.internships.looking import View
from paqte.services.organisations import SCHOOL_KINDS

Buttons = list[tuple[str, str]]

_NEW: Final = N_(
    "<b>{organisation}</b> vous demande <b>{seats}</b> pour un stage d’observation, {weeks}."
)
_ABOUT: Final = N_("Votre offre : {title}. Demande {reference}.")
_VERIFIED: Final = N_("Structure vérifiée par l’équipe.")
_UNVERIFIED: Final = N_("Structure pas encore vérifiée par l’équipe.")
_REMINDER: Final = N_("<b>{organisation}</b> attend votre réponse : {seats}, {weeks}.")
_LAST_DAY: Final = N_("Sans réponse d’ici demain, la demande s’éteindra d’elle-même.")
_ACCEPTED: Final = N_("Bonne nouvelle ! <b>{company}</b> vous accorde <b>{seats}</b>, {weeks}.")
_PART: Final = N_(
    "<b>{company}</b> vous accorde <b>{seats}</b> sur les {asked} demandées, {weeks}."
)
_HOST: Final = N_("Sur place : {host}.")
_NEXT: Final = N_("La suite : votre établissement prépare la convention. Référence {reference}.")
_NEXT_OTHERS: Final = N_(
    "La suite : l’établissement scolaire prépare la convention. Référence {reference}."
)
_COLLEAGUE: Final = N_("<b>{name}</b> a répondu : {outcome} ({organisation}).")
_SOMEONE: Final = N_("Une personne de votre entreprise")
_NO: Final = N_("demande refusée")
_CANCELLED_BY: Final = N_(
    "La demande de votre structure chez <b>{company}</b> est annulée, {weeks}."
)
_CHANGED: Final = N_(
    "<b>{organisation}</b> change sa demande {reference}, {weeks} : <b>{seats}</b>, au lieu de "
    "{before}."
)
_CHANGED_BY: Final = N_(
    "La demande de votre structure chez <b>{company}</b>, {weeks}, porte maintenant sur "
    "<b>{seats}</b>, au lieu de {before}."
)
_EXPIRED_HOST: Final = N_(
    "Faute de réponse, une demande s’est éteinte : <b>{organisation}</b>, {seats}, {weeks}."
)
_MESSAGE: Final = N_("<b>{name}</b> ({where}) vous écrit, au sujet de la demande {reference} :")
_OUTCOME: Final = N_("Le stage demandé par <b>{organisation}</b> est terminé, {weeks}.")

_MATCH: Final = N_(
    "Une offre correspond à votre alerte : <b>{title}</b>, {company}, {town} (élèves de {levels})."
)
_WEEK: Final = N_("{week} : {left}")
_REQUEST: Final = N_("Demander des places")
_NO_MORE: Final = N_("Ne plus me prévenir")
_MOST_WEEKS: Final = 6

ASK: Final = N_("Poser une question")
REPLY: Final = N_("Répondre")
OTHERS: Final = N_("Voir d’autres offres")
THEY_CAME: Final = N_("Oui, tous")
SOME_CAME: Final = N_("Pas tous")
NOBODY_CAME: Final = N_("Aucun")
CAME: Final = N_("Oui")
DID_NOT_COME: Final = N_("Non")


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
            return _asked(view, words)
        case telling.REMINDER:
            lines = [_say(_REMINDER, view, words)]
            if view.request.reminders_sent > 1:
                lines.append(words.say(_LAST_DAY))
            return _message(lines, answers(view, words))
        case telling.ANSWERED if host:
            return _message([_by_colleague(view, answered_by, words)])
        case telling.ANSWERED:
            return _answered(view, words, payload.get("text"))
        case telling.CANCELLED:
            said = _cancelled(view, words) if host else _say(_CANCELLED_BY, view, words)
            return _message([said])
        case telling.CHANGED:
            return _changed(payload, view, words, host=host)
        case telling.TAKEN_BACK:
            ask = (words.gettext(ASK), _payload("relay", view))
            buttons = (others(view, words), ask)
            return taken_back_words.reply_to(payload, view, answered_by, words, buttons)
        case telling.EXPIRED if host:
            return _message([_say(_EXPIRED_HOST, view, words)])
        case telling.EXPIRED:
            return _message([_expired(view, words)], [others(view, words)])
        case telling.PROMOTED:
            return _message([_promoted(view, words)])
        case telling.MESSAGE:
            return _relayed(payload, view, words, host=host)
        case telling.OUTCOME:
            lines = [_say(_OUTCOME, view, words), _did_they_come(view, words)]
            return _message(lines, _outcomes(view, words))
    raise ValueError(f"no such notice: {kind}")


def match_reply(
    offer: Offer, company: Company, weeks: Sequence[tuple[date, int]], words: Speech
) -> Reply:
    """« Une offre correspond à votre alerte », with the weeks and the places left in each."""
    lines = [
        words.say(
            _MATCH,
            title=offer.title,
            company=company.display_name,
            town=offer.town,
            levels=words_of.levels_label(offer.levels.split(","), words),
        )
    ]
    lines += [
        words.say(_WEEK, week=words_of.week(monday, words), left=words_of.seats(left, words))
        for monday, left in weeks[:_MOST_WEEKS]
    ]
    ask = (words.gettext(_REQUEST), f"/request_slots{orjson.dumps({'offer': offer.id}).decode()}")
    return _message(lines, [ask, (words.gettext(_NO_MORE), "/stop_notifications")])


def answers(view: View, words: Speech) -> Buttons:
    """What a company can do about a request."""
    return [
        (title, _payload("relay", view))
        if code == words_of.QUESTION
        else (
            title,
            _payload("answer_request", view, decision=code, seats=str(view.request.seats)),
        )
        for title, code in words_of.answers(view.request.seats, words)
    ]


def others(view: View, words: Speech) -> tuple[str, str]:
    """What else is open for the same weeks, near who asked."""
    weeks = ",".join(monday.isoformat() for monday in view.weeks)
    values = {"weeks": weeks, "level": view.request.level}
    return words.gettext(OTHERS), f"/search_slots{orjson.dumps(values).decode()}"


def _asked(view: View, words: Speech) -> Reply:
    request = view.request
    whom = words.say_n(
        "Un élève de {level}.",
        "{n} élèves de {level}.",
        request.seats,
        level=words_of.level_label(request.level, words),
    )
    about = words.say(_ABOUT, title=view.offer.title, reference=request.reference)
    lines = [
        _say(_NEW, view, words),
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
    return _message(lines, answers(view, words))


def _declined(view: View, words: Speech, told: str | None) -> Reply:
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
    return _message(lines, [others(view, words)])


def _answered(view: View, words: Speech, told: str | None = None) -> Reply:
    request = view.request
    if request.status == "declined":
        return _declined(view, words, told)
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
    return _message(lines, [(words.gettext(ASK), _payload("relay", view))])


def _by_colleague(view: View, name: str | None, words: Speech) -> Markup:
    outcome = words.gettext(_NO)
    if given := view.request.accepted_seats:
        outcome = words.say_n("{n} place accordée", "{n} places accordées", given)
    return words.say(
        _COLLEAGUE,
        name=name or words.gettext(_SOMEONE),
        organisation=view.organisation.name,
        outcome=outcome,
    )


def _relayed(payload: Mapping[str, Any], view: View, words: Speech, *, host: bool) -> Reply:
    where = view.organisation.name if host else view.company.display_name
    head = words.say(_MESSAGE, name=payload["by"], where=where, reference=view.request.reference)
    quoted = Markup("<i>{}</i>").format(payload["text"])
    buttons = [(words.gettext(REPLY), _payload("relay", view))]
    if host and view.request.status == "sent":
        buttons += answers(view, words)[:-1]
    return _message([head, quoted], buttons)


def _cancelled(view: View, words: Speech) -> Markup:
    return words.say_n(
        "<b>{organisation}</b> a annulé sa demande d’une place, {weeks}.",
        "<b>{organisation}</b> a annulé sa demande de {n} places, {weeks}.",
        view.request.seats,
        organisation=view.organisation.name,
        weeks=words_of.weeks(view.weeks, words),
    )


def _changed(payload: Mapping[str, Any], view: View, words: Speech, *, host: bool) -> Reply:
    text = words.say(
        _CHANGED if host else _CHANGED_BY,
        organisation=view.organisation.name,
        company=view.company.display_name,
        reference=view.request.reference,
        weeks=words_of.weeks(view.weeks, words),
        seats=words_of.seats(int(payload["seats"]), words),
        before=payload["before"],
    )
    # A number changed again since has its own message, with the buttons for it.
    current = host and int(payload["seats"]) == view.request.seats
    return _message([text], answers(view, words) if current else None)


def _expired(view: View, words: Speech) -> Markup:
    return words.say_n(
        "<b>{company}</b> n’a pas répondu à temps à votre demande d’une place, {weeks}. "
        "Elle s’éteint.",
        "<b>{company}</b> n’a pas répondu à temps à votre demande de {n} places, {weeks}. "
        "Elle s’éteint.",
        view.request.seats,
        company=view.company.display_name,
        weeks=words_of.weeks(view.weeks, words),
    )


def _promoted(view: View, words: Speech) -> Markup:
    return words.say_n(
        "Une place se libère chez <b>{company}</b>, {weeks}. Elle est gardée pour vous : "
        "l’entreprise va vous répondre.",
        "{n} places se libèrent chez <b>{company}</b>, {weeks}. Elles sont gardées pour vous : "
        "l’entreprise va vous répondre.",
        view.request.seats,
        company=view.company.display_name,
        weeks=words_of.weeks(view.weeks, words),
    )


def _did_they_come(view: View, words: Speech) -> Markup:
    given = view.request.accepted_seats
    return words.say_n("L’élève est-il venu ?", "Les {n} élèves sont-ils venus ?", given)


def _outcomes(view: View, words: Speech) -> Buttons:
    given = view.request.accepted_seats
    one = given == 1
    some = [] if one else [(words.gettext(SOME_CAME), _payload("confirm_done", view, came="part"))]
    return [
        (
            words.gettext(CAME if one else THEY_CAME),
            _payload("confirm_done", view, came=str(given)),
        ),
        *some,
        (
            words.gettext(DID_NOT_COME if one else NOBODY_CAME),
            _payload("confirm_done", view, came="0"),
        ),
    ]


def _say(msgid: str, view: View, words: Speech) -> Markup:
    return words.say(
        msgid,
        organisation=view.organisation.name,
        company=view.company.display_name,
        seats=words_of.seats(view.request.seats, words),
        weeks=words_of.weeks(view.weeks, words),
    )


def _payload(intent: str, view: View, **values: str) -> str:
    return f"/{intent}{orjson.dumps({'request': view.request.id, **values}).decode()}"


def _message(lines: list[Markup], buttons: Buttons | None = None) -> Reply:
    return sentence(Markup("\n").join(lines), *(buttons or ()), columns=2)
