"""What a company that goes back on an agreement is asked: how many stay, why, and once whether."""

from markupsafe import Markup
from rasa_sdk.executor import CollectingDispatcher

from actions.internships.answering import counting, refusing
from actions.internships.answering.counting import BACK
from actions.speaking import Button, payload, tell
from paqte.i18n import N_, Speech
from paqte.reference import internships as words_of
from paqte.services.internships import offers, settling
from paqte.services.internships.looking import View

HOW_MANY = "?"
"""A button's number that is still to be told."""
NO = "no"
WHY = N_(
    "Vous aviez accordé <b>{seats}</b> à <b>{organisation}</b>, {weeks}. Pour quelle raison ne "
    "pouvez-vous plus les accueillir ? Elle sera lue par {organisation}."
)
WHY_FEWER = N_(
    "Vous aviez accordé {before} à <b>{organisation}</b>, {weeks} : vous gardez <b>{seats}</b>. "
    "Pour quelle raison ? Elle sera lue par {organisation}."
)
KEEP_SOME = N_("En garder une partie")
HOW_MANY_KEPT = N_("Combien de places gardez-vous, sur les {seats} accordées ?")
RETURN = N_("Retour")
SURE = N_("Retirer votre accord à <b>{organisation}</b> : <b>{seats}</b>, {weeks} ?")
SURE_FEWER = N_("Garder <b>{seats}</b> au lieu de {before} pour <b>{organisation}</b>, {weeks} ?")
REASON, IN_WORDS = N_("Raison : {reason}."), N_("Avec vos mots : « {reason} »")
FOLLOWS = N_(
    "La structure est prévenue aussitôt et doit chercher ailleurs. Pour revenir en arrière, il "
    "faudrait qu’elle vous fasse une nouvelle demande."
)
FOLLOWS_FEWER = N_(
    "La structure est prévenue aussitôt et doit chercher le reste ailleurs. Pour revenir en "
    "arrière, il faudrait qu’elle vous fasse une nouvelle demande."
)
THE_PLACES = N_("Et les places rendues : ouvertes à d’autres, ou offre en pause ?")
YES_OPEN, YES_PAUSED = N_("Oui, ouvertes à d’autres"), N_("Oui, offre en pause")
YES, NO_KEEP = N_("Oui, retirer"), N_("Non, je les accueille")


def ask_next(
    view: View,
    keeps: int,
    reason: str,
    told: str,
    words: Speech,
    dispatcher: CollectingDispatcher,
) -> None:
    """Why, where neither a reason is chosen nor one ``told``; else whether, once."""
    if reason or told:
        _ask_whether(view, keeps, reason or refusing.WORDS, told, words, dispatcher)
    else:
        _ask_why(view, keeps, words, dispatcher)


def _ask_why(view: View, keeps: int, words: Speech, dispatcher: CollectingDispatcher) -> None:
    given = view.request.accepted_seats
    text = words.say(
        WHY_FEWER if keeps else WHY,
        seats=words_of.seats(keeps or given, words),
        before=words_of.seats(given, words),
        organisation=view.organisation.name,
        weeks=words_of.weeks(view.weeks, words),
    )
    buttons = [
        _button(words_of.reason_label(one, words).capitalize(), view, one, keeps)
        for one in settling.DECLINE_REASONS
    ]
    if given > 1 and not keeps:
        some = payload("answer_request", request=view.request.id, decision=BACK, keeps=HOW_MANY)
        buttons.append(Button(words.gettext(KEEP_SOME), some))
    buttons.append(_button(words.gettext(RETURN), view, NO, keeps))
    tell(dispatcher, text, buttons, columns=2)


def ask_how_many(view: View, words: Speech, dispatcher: CollectingDispatcher) -> None:
    """How many of the places stand."""
    given = view.request.accepted_seats
    buttons = [
        Button(
            str(one),
            payload("answer_request", request=view.request.id, decision=BACK, keeps=str(one)),
        )
        for one in counting.shown(0, given - 1)
    ]
    buttons.append(_button(words.gettext(RETURN), view, NO, 0))
    tell(dispatcher, words.say(HOW_MANY_KEPT, seats=given), buttons, columns=3)


def _ask_whether(
    view: View,
    keeps: int,
    reason: str,
    told: str,
    words: Speech,
    dispatcher: CollectingDispatcher,
) -> None:
    given, goes = view.request.accepted_seats, refusing.passed_on(told)
    sure = words.say(
        SURE_FEWER if keeps else SURE,
        seats=words_of.seats(keeps or given, words),
        before=given,
        organisation=view.organisation.name,
        weeks=words_of.weeks(view.weeks, words),
    )
    why = (
        words.say(IN_WORDS, reason=goes)
        if goes
        else words.say(REASON, reason=words_of.reason_label(reason, words))
    )
    lines = [sure, why, words.say(FOLLOWS_FEWER if keeps else FOLLOWS)]
    if goes != told:
        lines.insert(2, words.say(refusing.LEFT_OUT))
    shown = view.offer.status in offers.SHOWN
    yes = [("open", YES_OPEN), ("paused", YES_PAUSED)] if shown else [("open", YES)]
    if shown:
        lines.append(words.say(THE_PLACES))
    buttons = [
        _button(words.gettext(title), view, reason, keeps, words=goes, places=places)
        for places, title in yes
    ]
    buttons.append(_button(words.gettext(NO_KEEP), view, NO, keeps))
    tell(dispatcher, Markup("\n").join(lines), buttons, columns=1)


def _button(title: str, view: View, reason: str, keeps: int, **more: str) -> Button:
    values = {"request": view.request.id, "decision": f"{BACK}:{reason}", "keeps": str(keeps)}
    return Button(
        title, payload("answer_request", **values, **{k: v for k, v in more.items() if v})
    )
