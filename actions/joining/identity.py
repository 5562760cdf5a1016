"""The first question of joining: a SIRET, a SIREN, a name, or « pas encore créée »."""

import re
from typing import Any

from markupsafe import Markup

from actions.joining import identity_facts as facts
from actions.joining import identity_name
from actions.joining import identity_search as search
from actions.joining.identity_choice import among, several
from actions.naming import folded
from actions.reading_answers import NOTICE
from actions.speaking import Button, Question, payload
from actions.steps import (
    Accepted,
    Again,
    Ended,
    Outcome,
    Refused,
    Sheet,
    Step,
    Tools,
    button_for,
)
from actions.turn import Answer, Turn
from paqte.i18n import N_, Speech
from reading.identifiers import read_company_identifier

SLOT, NAME = facts.SLOT, "join_name"
YES, NO, NONE_YET, OTHER, WITHOUT = "yes", "no", "not_created", "other", "without"
QUESTION = N_("Quel est le SIRET de votre entreprise ? Son SIREN ou son nom conviennent aussi.")
SIRET_OF = N_("Quel est le SIRET de {name} ? Si vous ne l’avez pas sous la main, on continue sans.")
HOW = N_("À tout moment, vous pouvez poser une question, écrire « retour » ou « annuler ».")
NOT_CREATED = N_("Pas encore créée")
IS_IT_YOU = N_("<b>{name}</b>, {town} : c’est bien vous ?")
IS_IT_YOU_TRADE = N_("<b>{name}</b>, {town} ({trade}) : c’est bien vous ?")
IT_IS_US = N_("Oui, c’est nous")
IT_IS_NOT = N_("Non")
WHICH = N_("Laquelle est la vôtre ?")
NONE_OF_THEM = N_("Aucune de celles-ci")
WITHOUT_SIRET = N_("Continuer sans SIRET")
UNFOUND_SIRET = N_(
    "Je ne trouve pas le <code>{siret}</code> dans l’annuaire des entreprises. Peut-être est-il "
    "tout récent. C’est bien le bon numéro ?"
)
KEEP_IT = N_("Oui, c’est le bon")
RETYPE = N_("Non, je corrige")
UNFOUND_NAME = N_(
    "Je ne trouve pas « {name} » dans l’annuaire des entreprises. Avez-vous le SIRET ? "
    "Il est sur vos factures : 14 chiffres."
)
UNFOUND_SIREN = N_(
    "Il me faut aussi les 5 chiffres qui suivent le SIREN : donnez-moi le SIRET, 14 chiffres en "
    "tout."
)
TOO_SHORT = N_("C’est un peu court : écrivez le SIRET, ou le nom en entier.")
ONE_FIRST = N_(
    "Une à la fois : choisissez la première. Vous pourrez ajouter l’autre ensuite, avec l’équipe."
)
TRY_AGAIN = N_("D’accord. Donnez-moi le SIRET, ou un autre nom.")
EXAMPLE = "123 456 782 00010"
HINT = N_(
    "Le SIRET a 14 chiffres : il est sur vos factures, vos devis ou votre avis de situation. "
    "Sans lui, écrivez simplement le nom et la ville."
)
SCHOOL_OR_COMPANY = N_(
    "Vous écrivez pour un établissement scolaire ou une association, qui cherche des stages ? Ou "
    "pour une entreprise, qui en propose ?"
)
SCHOOL, COMPANY = N_("Inscrire ma structure"), N_("Inscrire mon entreprise")
_SCHOOL = re.compile(
    r"\W*(?:(?:le|la|au|du|mon|notre|un|the|my) |l['’])?"
    r"(?:coll[eè]ge|lyc[eé]e|mission locale|association)\b",
    re.IGNORECASE,
)
STILL_UNFOUND = N_("Si vous n’avez pas le numéro sous la main, continuez sans SIRET.")
_NOT_CREATED = re.compile(
    r"\bpas? encore?\b|en (cours de )?cr[ée]ation|not (yet )?(created|registered)|not yet|"
    r"no company yet",
    re.IGNORECASE,
)
_HAS_NONE = re.compile(
    r"\W*(?:(?:non|no|euh)\W+)*(?:"
    r"(?:(?:(?:je|j|on|nous)\W*)?(?:ne\W+|n\W*)?(?:l\W*|en\W+)?(?:ai|a|avons)|g|jai|jlai)\W+"
    r"(?:pas?|plus)\b"
    r"|(?:(?:i|we)\W+)?(?:don\W?t|do not) have\b)(?:(?!\b(?:mais|but|appel\w*|called|c\W?est)\b).)*"
)
"""« Je ne l'ai pas sous la main », “I don't have one”."""
_SAYS_NONE = re.compile(
    r"\b(?:ai|a|avons|g|jai) (?:pas|plus) (?:encore )?(?:le |de |mon |notre |son )?"
    r"(?:siret|siren|numero)|\b(?:don\W?t|do not) have (?:the |a |our |my )?(?:siret|siren|number)"
)
"""« On s'appelle Carlier et je n'ai pas le SIRET sous les yeux »."""
_WITHOUT = re.compile(
    r"\b(?:continu\w*|avanc\w*|fai\w+|inscri\w*|go on|carry on|proceed)\W+(?:\w+\W+){0,3}?"
    r"(?:sans|without)\b(?!\W+(?:question|moi|nous))"
    r"|^\W*(?:sans|without)(?:\W+(?:le |mon |un |my |a |the )?(?:siret|numero|number))?\W*$"
    r"|\b(?:laiss\w+|oubli\w+|pass\w+|forget|drop|skip|leave)\W+(?:tomber\W+)?"
    r"(?:pour |about )?(?:le |ce |mon |the |my )?(?:siret|numero|number)\b"
)
"""« Je continue sans », « laissez tomber le SIRET »."""
_MIN_NAME, _MAX_NAME = 2, 200


def question(sheet: Sheet, turn: Turn) -> Question:
    """What is asked depends on what was found so far."""
    words = turn.speech
    if (found := sheet.get(facts.FOUND)) is not None:
        return Question(
            _is_it_you(found, words),
            (
                button_for(SLOT, words.gettext(IT_IS_US), YES),
                button_for(SLOT, words.gettext(IT_IS_NOT), NO),
            ),
        )
    if (listed := sheet.get(facts.LISTED)) is not None:
        buttons = [button_for(SLOT, _title(one), one["siret"]) for one in listed]
        buttons.append(button_for(SLOT, words.gettext(NONE_OF_THEM), OTHER))
        return Question(str(words.say(WHICH)), tuple(buttons), columns=1)
    if (siret := sheet.get(facts.UNFOUND)) is not None:
        return Question(
            str(words.say(UNFOUND_SIRET, siret=siret)),
            (
                button_for(SLOT, words.gettext(KEEP_IT), YES),
                button_for(SLOT, words.gettext(RETYPE), NO),
            ),
        )
    return _plain(sheet, words)


def _plain(sheet: Sheet, words: Speech) -> Question:
    buttons: list[Button] = []
    if (searched := sheet.get(facts.SEARCHED)) is not None:
        siren = searched.isdigit()
        text = words.say(UNFOUND_SIREN) if siren else words.say(UNFOUND_NAME, name=searched)
        buttons.append(button_for(SLOT, words.gettext(WITHOUT_SIRET), WITHOUT))
    else:
        name = sheet.get(NAME)
        text = words.say(SIRET_OF, name=name) if name else words.say(QUESTION)
        buttons.append(button_for(SLOT, words.gettext(WITHOUT_SIRET), WITHOUT))
        if not sheet.answered(SLOT) and sheet.get(NOTICE) is None:
            text = Markup("{} {}").format(text, words.say(HOW))
    buttons.append(button_for(SLOT, words.gettext(NOT_CREATED), NONE_YET))
    return Question(str(text), tuple(buttons))


def _is_it_you(found: dict[str, Any], words: Speech) -> str:
    blanks = {"name": found["name"], "town": found["town"], "trade": found["trade"]}
    return str(words.say(IS_IT_YOU_TRADE if found["trade"] else IS_IT_YOU, **blanks))


def _title(one: dict[str, Any]) -> str:
    return f"{one['name']}, {one['town']} ({one['postcode']})"


async def read(answer: Answer, sheet: Sheet, turn: Turn, tools: Tools) -> Outcome:
    """A number, a name, a choice among what was shown, yes or no."""
    pressed = answer.pressed(SLOT)
    if pressed is not None:
        return await _pressed(pressed, sheet, turn, tools)
    text = answer.typed
    identifier = read_company_identifier(text)
    if identifier is not None:
        return await search.by_number(identifier, sheet, turn, tools)
    if _WITHOUT.search(folded(text)):
        return await _pressed(WITHOUT, sheet, turn, tools)
    if answer.intent in ("affirm", "deny") and (sheet.get(facts.FOUND) or sheet.get(facts.UNFOUND)):
        return await _pressed(YES if answer.intent == "affirm" else NO, sheet, turn, tools)
    listed = sheet.get(facts.LISTED) or ()
    if (meant := among(listed, text)) is not None:
        return await _pressed(meant, sheet, turn, tools)
    if listed and several(text):
        return Again(notice=str(turn.speech.say(ONE_FIRST)))
    if answer.intent == "deny" and listed:
        return await _pressed(OTHER, sheet, turn, tools)
    if _NOT_CREATED.search(text):
        return await _pressed(NONE_YET, sheet, turn, tools)
    if answer.intent == "deny" or _HAS_NONE.fullmatch(folded(text)):  # « avez-vous le SIRET ? »
        named = sheet.get(facts.SEARCHED) or sheet.get(NAME)
        return await _pressed(WITHOUT, sheet, turn, tools) if named else _hinted(turn)
    if answer.intent == "unsure":
        return _hinted(turn)
    if not text or len(text) > _MAX_NAME or answer.intent == "affirm":
        return Refused(str(turn.speech.say(TOO_SHORT)))
    name = identity_name.of(answer, sheet, turn)
    return await _searched(name, sheet, turn, tools) if isinstance(name, str) else name


async def _searched(name: str, sheet: Sheet, turn: Turn, tools: Tools) -> Outcome:
    if len(name) < _MIN_NAME:
        return Refused(str(turn.speech.say(TOO_SHORT)))
    before = sheet.get(facts.SEARCHED)
    outcome = await search.by_name(name, turn, tools)
    if not isinstance(outcome, Again) or found(outcome):
        return outcome
    if _SCHOOL.match(name) and turn.organisation is None:
        return Ended(school_or_company(turn))
    if _SAYS_NONE.search(folded(turn.answer.typed)):
        return Accepted({**facts.cleared(sheet), **facts.without(name)})
    if before is not None:
        return Refused(str(turn.speech.say(STILL_UNFOUND)), values=outcome.values)
    return outcome


def _hinted(turn: Turn) -> Again:
    """To who has no SIRET, before anything was looked for: how to go on without."""
    return Again(notice=str(turn.speech.say(HINT)))


def found(outcome: Again) -> bool:
    """Whether the directory has a company to be confirmed."""
    return bool(outcome.values.get(facts.FOUND) or outcome.values.get(facts.LISTED))


def school_or_company(turn: Turn) -> Question:
    """To who names a school where a company is asked for: which of the two they mean."""
    words = turn.speech
    said = turn.answer.typed
    return Question(
        str(words.say(SCHOOL_OR_COMPANY)),
        (
            Button(words.gettext(SCHOOL), payload("register_organisation", said=said)),
            Button(words.gettext(COMPANY), payload("join_program")),
        ),
        columns=1,
    )


async def _pressed(value: str, sheet: Sheet, turn: Turn, tools: Tools) -> Outcome:
    words = turn.speech
    found, siret = sheet.get(facts.FOUND), sheet.get(facts.UNFOUND)
    if value == NONE_YET:
        return Accepted({**facts.cleared(sheet), SLOT: {"kind": "not_created"}})
    if value == WITHOUT:
        return Accepted(
            {
                **facts.cleared(sheet),
                **facts.without(sheet.get(facts.SEARCHED)),
            }
        )
    if value == YES and found is not None:
        if await tools.registered(found["siret"]):  # it may have joined since it was shown
            return search.registered(words)
        return Accepted(facts.taken(found, sheet))
    if value == YES and siret is not None:
        if await tools.registered(siret):
            return search.registered(words)
        return Accepted({**facts.cleared(sheet), SLOT: {"kind": "siret", "siret": siret}})
    if value in (NO, OTHER):
        return Again(facts.forgotten(), notice=str(words.say(TRY_AGAIN)))
    chosen = next((one for one in sheet.get(facts.LISTED) or () if one["siret"] == value), None)
    if chosen is None:
        return Again(facts.forgotten())
    if await tools.registered(chosen["siret"]):
        return search.registered(words)
    return Accepted(facts.taken(chosen, sheet))


def shown(sheet: Sheet, turn: Turn) -> str | None:
    """The number in the recap, in groups."""
    identity = sheet.get(SLOT) or {}
    siret, siren = identity.get("siret"), identity.get("siren")
    if siret:
        return f"{siret[:3]} {siret[3:6]} {siret[6:9]} {siret[9:]}"
    if siren:
        return f"{siren[:3]} {siren[3:6]} {siren[6:]}"
    return turn.speech.gettext(NO_COMPANY if identity.get("kind") == "not_created" else NO_NUMBER)


NO_NUMBER = N_("à compléter")
NO_COMPANY = N_("à venir, l’entreprise n’est pas encore créée")
STEP = Step(
    slot=SLOT,
    label=N_("SIRET"),
    ask=question,
    read=read,
    show=shown,
    example=EXAMPLE,
    hint=HINT,
    also=frozenset({"unsure"}),
)
