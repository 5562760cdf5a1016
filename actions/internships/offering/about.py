"""What an offer says of itself: title, what will be seen, field, for whom, how."""

import re
from collections.abc import Callable
from typing import Any

from actions.internships.offering.places import corrected
from actions.speaking import Question
from actions.steps import (
    Accepted,
    Outcome,
    Refused,
    Sheet,
    Step,
    Tools,
    as_it_is,
    button_for,
    never,
)
from actions.turn import Answer, Turn
from paqte.i18n import N_
from paqte.reference import fields
from paqte.services.internships import rules
from reading.fields import read_fields

TITLE, DESCRIPTION, FIELD = "offer_title", "offer_description", "offer_field"
REP, KIND, ACCESS = "offer_rep", "offer_kind", "offer_access"
HOST, CAP = "offer_host", "offer_cap"
YES, NO, NO_CAP = "yes", "no", "none"
LONGEST = 500

ASK_TITLE = N_("Quel titre pour votre offre ? Court et parlant.")
TITLE_TRADE = N_("Découvrir le métier : {trade}")
TITLE_PLAIN = N_("Découvrir notre entreprise")
ASK_DESCRIPTION = N_("En une ou deux phrases, que verront les élèves ?")
ASK_FIELD = N_("Dans quel domaine ?")
NO_FIELD = N_("Choisissez le domaine qui s’en approche le plus.")
ASK_REP = N_("Réservez-vous ces places aux élèves des collèges REP et REP+ ?")
YES_LABEL, NO_LABEL = N_("Oui"), N_("Non, ouvertes à tous")
SAY_YES_NO = N_("Répondez « oui » ou « non ».")
ASK_KIND = N_("Stage individuel, ou collectif (plusieurs élèves ensemble, un programme commun) ?")
INDIVIDUAL, COLLECTIVE = N_("Individuel"), N_("Collectif")
_KINDS = {"individual": INDIVIDUAL, "collective": COLLECTIVE}
ASK_ACCESS = N_("Votre lieu est-il accessible ? Dites comment : « plain-pied », « ascenseur »…")
ASK_HOST = N_("Qui accueillera les élèves ? Un prénom et une fonction suffisent, sans téléphone.")
ASK_CAP = N_(
    "Combien de demandes au plus en quatre semaines ? Avec 3, la quatrième demande attendrait "
    "qu’une des trois ait quatre semaines. Écrivez un nombre, ou « sans limite »."
)
WITHOUT_CAP = N_("Sans limite")
TEXT_LENGTH = N_("Quelques mots suffisent, {most} caractères au plus.")


_FOR_ALL = re.compile(
    r"\b(?:ouvertes?|tous|tout le monde|pas réserv\w+|n.importe|open|everyone|all|anyone)\b",
    re.IGNORECASE,
)
_KEPT = re.compile(r"\b(?:réserv\w+|seulement|uniquement|kept|reserved|only)\b", re.IGNORECASE)


def field_in(text: str) -> dict[str, Any]:
    """The field that a sentence names, as the answer."""
    found = read_fields(text)
    return {FIELD: found[0]} if found else {}


def ask_title(_sheet: Sheet, turn: Turn) -> Question:
    """A title; one made from the trade is a tap away."""
    words = turn.speech
    trade = turn.company.trade if turn.company else None
    made = words.gettext(TITLE_PLAIN)
    if trade:
        made = words.gettext(TITLE_TRADE).format(trade=f"{trade[0].lower()}{trade[1:]}")
    return Question(str(words.say(ASK_TITLE)), (button_for(TITLE, made, made),), columns=1)


async def read_title(answer: Answer, _sheet: Sheet, _turn: Turn, _tools: Tools) -> Outcome:
    """A few words; not the number of places, set right meanwhile."""
    if places := corrected(answer.typed):
        return Accepted(places)
    title = " ".join((answer.pressed(TITLE) or answer.typed).split())
    rules.check_title(title)
    return Accepted({TITLE: title})


async def read_description(answer: Answer, _sheet: Sheet, _turn: Turn, _tools: Tools) -> Outcome:
    """A sentence or two; not the number of places, set right meanwhile."""
    if places := corrected(answer.typed):
        return Accepted(places)
    rules.check_description(answer.typed)
    return Accepted({DESCRIPTION: answer.typed.strip()})


def ask_field(_sheet: Sheet, turn: Turn) -> Question:
    """Which field."""
    words = turn.speech
    buttons = [button_for(FIELD, fields.label(one, words), one) for one in fields.FIELDS]
    return Question(str(words.say(ASK_FIELD)), tuple(buttons), columns=2)


async def read_field(answer: Answer, _sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """A button, or a trade in words."""
    pressed = answer.pressed(FIELD)
    if pressed in fields.FIELDS:
        return Accepted({FIELD: pressed})
    told = field_in(answer.typed)
    return Accepted(told) if told else Refused(str(turn.speech.say(NO_FIELD)))


def _choice(slot: str, msgid: str, *choices: tuple[str, str]) -> Callable[[Sheet, Turn], Question]:
    def ask(_sheet: Sheet, turn: Turn) -> Question:
        words = turn.speech
        buttons = tuple(button_for(slot, words.gettext(title), value) for title, value in choices)
        return Question(str(words.say(msgid)), buttons, columns=1)

    return ask


async def read_rep(answer: Answer, _sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """Yes or no."""
    said = answer.pressed(REP) or {"affirm": YES, "deny": NO}.get(answer.intent)
    if said is None and _FOR_ALL.search(answer.typed):
        said = NO
    elif said is None and _KEPT.search(answer.typed):
        said = YES
    if said not in (YES, NO):
        return Refused(str(turn.speech.say(SAY_YES_NO)))
    return Accepted({REP: said})


async def read_kind(answer: Answer, _sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """Individual or collective."""
    said = answer.pressed(KIND) or ("collective" if "ollecti" in answer.typed else None)
    said = said or ("individual" if "ndivid" in answer.typed else None)
    if said not in rules.KINDS:
        return Refused(str(turn.speech.say(ASK_KIND)))
    return Accepted({KIND: said})


def _free_text(slot: str) -> Any:
    async def read(answer: Answer, _sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
        text = " ".join(answer.typed.split())
        if not 1 <= len(text) <= LONGEST:
            return Refused(str(turn.speech.say(TEXT_LENGTH, most=LONGEST)))
        return Accepted({slot: text})

    return read


async def read_cap(answer: Answer, _sheet: Sheet, _turn: Turn, _tools: Tools) -> Outcome:
    """A number, or none."""
    said = answer.pressed(CAP) or answer.typed.casefold()
    if said == NO_CAP or "sans limite" in said or "no limit" in said or answer.intent == "deny":
        return Accepted({CAP: None})
    digits = "".join(char for char in said if char.isdecimal())
    if not digits or not 1 <= int(digits) <= rules.MOST_SEATS:
        raise rules.CapOutOfRange("cap")
    return Accepted({CAP: int(digits)})


def _offered(slot: str) -> Callable[[Sheet, Turn], bool]:
    return lambda sheet, _turn: not sheet.answered(slot)


def _extra(slot: str, label: str, **parts: Any) -> Step:
    """A field that is never asked, and that the recap offers to add."""
    return Step(slot=slot, label=label, needed=never, offered=_offered(slot), **parts)


WORDS = (
    Step(
        slot=TITLE,
        label=N_("Titre"),
        hint=N_("Le métier ou le lieu suffit : c’est ce que les établissements liront en premier."),
        ask=ask_title,
        read=read_title,
        show=as_it_is(TITLE),
        example=N_("Découvrir la boulangerie"),
    ),
    Step(
        slot=DESCRIPTION,
        label=N_("Ce que verront les élèves"),
        ask=lambda _sheet, turn: Question(str(turn.speech.say(ASK_DESCRIPTION))),
        read=read_description,
        show=as_it_is(DESCRIPTION),
        example=N_(
            "le fournil le matin, la boutique l’après-midi, et comment on devient boulanger"
        ),
        hint=N_("Ce qu’ils verront, qui ils rencontreront : deux phrases suffisent."),
        also=frozenset({"offer_internship", "out_of_scope"}),
    ),
    Step(
        slot=FIELD,
        label=N_("Domaine"),
        example=N_("mécanique"),
        hint=N_("Le domaine aide à trouver votre offre."),
        ask=ask_field,
        read=read_field,
        show=lambda sheet, turn: (
            fields.label(sheet.get(FIELD), turn.speech) if sheet.get(FIELD) else None
        ),
    ),
)
"""What it is called, and what will be seen."""
EXTRAS = (
    Step(
        slot=REP,
        label=N_("Réservée REP et REP+"),
        example=N_("non"),
        ask=_choice(REP, ASK_REP, (YES_LABEL, YES), (NO_LABEL, NO)),
        read=read_rep,
        show=lambda sheet, turn: (
            turn.speech.gettext(YES_LABEL if sheet.get(REP) == YES else N_("Non"))
            if sheet.get(REP)
            else None
        ),
        hint=N_("Réservées, elles ne sont vues que des structures vérifiées de ces collèges."),
    ),
    _extra(
        KIND,
        N_("Individuel ou collectif"),
        example=N_("collectif"),
        hint=N_(
            "Individuel : un élève suit votre équipe. Collectif : un programme pour plusieurs."
        ),
        ask=_choice(KIND, ASK_KIND, (INDIVIDUAL, "individual"), (COLLECTIVE, "collective")),
        read=read_kind,
        show=lambda sheet, turn: (
            turn.speech.gettext(_KINDS[sheet.get(KIND)]) if sheet.get(KIND) else None
        ),
    ),
    _extra(
        ACCESS,
        N_("Accessibilité"),
        example=N_("plain-pied, ascenseur"),
        hint=N_("Dites seulement ce qui est vrai aujourd’hui."),
        ask=lambda _sheet, turn: Question(str(turn.speech.say(ASK_ACCESS))),
        read=_free_text(ACCESS),
        show=as_it_is(ACCESS),
    ),
    _extra(
        HOST,
        N_("Contact sur place"),
        example=N_("Samira, gérante"),
        hint=N_("Ce contact n’est donné qu’après votre accord."),
        ask=lambda _sheet, turn: Question(str(turn.speech.say(ASK_HOST))),
        read=_free_text(HOST),
        show=as_it_is(HOST),
    ),
    _extra(
        CAP,
        N_("Demandes au plus"),
        example=N_("3"),
        hint=N_(
            "Pour ne pas être submergé : au-delà, on invite à revenir quelques semaines plus tard."
        ),
        ask=_choice(CAP, ASK_CAP, (WITHOUT_CAP, NO_CAP)),
        read=read_cap,
        show=as_it_is(CAP),
    ),
)
"""For whom it is kept; and what the recap offers to add."""
