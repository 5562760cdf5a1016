"""The first question of joining: a SIRET, a SIREN, a name, or « pas encore créée »."""

import re
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from actions.naming import folded
from actions.naming import shown as shown_name
from actions.reading_answers import NOTICE
from actions.speaking import Button, Question
from actions.steps import Accepted, Again, Outcome, Refused, Sheet, Step, Tools, button_for
from actions.turn import Answer, Turn
from paqte.directory import DirectoryUnavailable, Establishment
from paqte.i18n import N_, Speech
from paqte.services.joining import AlreadyRegistered, CompanyClosed
from reading.identifiers import Identifier, read_company_identifier
from reading.places import commune, find_places

SLOT = "join_identity"
FOUND, LISTED, UNFOUND, SEARCHED = "_found", "_listed", "_unfound", "_searched"
FROM_DIRECTORY = "_from_directory"
SHOWN = 3

YES, NO, NONE_YET, OTHER, WITHOUT = "yes", "no", "not_created", "other", "without"

QUESTION = N_("Quel est le SIRET de votre entreprise ? Son SIREN ou son nom conviennent aussi.")
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
WRONG_LENGTH = N_(
    "Il y a {n} chiffres : un SIRET en a 14, un SIREN 9. Vérifiez et écrivez-le de nouveau."
)
WRONG_KEY = N_(
    "Ce numéro n’est pas valable : un chiffre est sans doute faux. Vérifiez et écrivez-le de "
    "nouveau."
)
NOT_SHOWN = N_(
    "Votre entreprise a choisi de ne pas apparaître dans l’annuaire : je vous pose les questions."
)
NO_DIRECTORY = N_("L’annuaire des entreprises ne répond pas : je vous pose les questions.")
TOO_SHORT = N_("C’est un peu court : écrivez le SIRET, ou le nom en entier.")
TRY_AGAIN = N_("D’accord. Donnez-moi le SIRET, ou un autre nom.")

EXAMPLE = "123 456 782 00010"
HINT = N_(
    "Le SIRET a 14 chiffres : il est sur vos factures, vos devis ou votre avis de situation. "
    "Sans lui, écrivez simplement le nom et la ville."
)

_NOT_CREATED = re.compile(
    r"pas encore|en (cours de )?cr[ée]ation|not (yet )?(created|registered)|not yet|no company yet",
    re.IGNORECASE,
)
_ORDINALS = (r"1|1ere|premiere?|first|une", r"2|2e|deuxieme|seconde?", r"3|3e|troisieme|third")
_MIN_NAME, _MAX_NAME = 2, 120


def question(sheet: Sheet, turn: Turn) -> Question:
    """What is asked depends on what was found so far."""
    words = turn.speech
    if (found := sheet.get(FOUND)) is not None:
        return Question(
            _is_it_you(found, words),
            (
                button_for(SLOT, words.gettext(IT_IS_US), YES),
                button_for(SLOT, words.gettext(IT_IS_NOT), NO),
            ),
        )
    if (listed := sheet.get(LISTED)) is not None:
        buttons = [button_for(SLOT, _title(one), one["siret"]) for one in listed]
        buttons.append(button_for(SLOT, words.gettext(NONE_OF_THEM), OTHER))
        return Question(str(words.say(WHICH)), tuple(buttons), columns=1)
    if (siret := sheet.get(UNFOUND)) is not None:
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
    if (searched := sheet.get(SEARCHED)) is not None:
        siren = searched.isdigit()
        text = words.say(UNFOUND_SIREN) if siren else words.say(UNFOUND_NAME, name=searched)
        buttons.append(button_for(SLOT, words.gettext(WITHOUT_SIRET), WITHOUT))
    else:
        text = words.say(QUESTION)
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
        return await _number(identifier, sheet, turn, tools)
    if answer.intent in ("affirm", "deny") and (sheet.get(FOUND) or sheet.get(UNFOUND)):
        return await _pressed(YES if answer.intent == "affirm" else NO, sheet, turn, tools)
    if (meant := _among(sheet.get(LISTED) or (), text)) is not None:
        return await _pressed(meant, sheet, turn, tools)
    if answer.intent == "deny" and sheet.get(LISTED):
        return await _pressed(OTHER, sheet, turn, tools)
    if _NOT_CREATED.search(text):
        return await _pressed(NONE_YET, sheet, turn, tools)
    if not _MIN_NAME <= len(text) <= _MAX_NAME or answer.intent in ("affirm", "deny"):
        return Refused(str(turn.speech.say(TOO_SHORT)))
    return await _name(text, turn, tools)


def _among(listed: Sequence[dict[str, Any]], text: str) -> str | None:
    """The SIRET of the one shown that « la deuxième » or « celle de Créteil » means."""
    said = folded(text)
    for place, words in enumerate(_ORDINALS[: len(listed)]):
        if re.search(rf"^(la |le |the )?({words})\b", said):
            siret: str = listed[place]["siret"]
            return siret
    meant = {
        one["siret"]
        for one in listed
        if any(folded(one[part]) in said for part in ("town", "name", "postcode") if one[part])
    }
    return meant.pop() if len(meant) == 1 else None


async def _pressed(value: str, sheet: Sheet, turn: Turn, tools: Tools) -> Outcome:
    words = turn.speech
    found, siret = sheet.get(FOUND), sheet.get(UNFOUND)
    if value == NONE_YET:
        return Accepted({**_cleared(sheet), SLOT: {"kind": "not_created"}})
    if value == WITHOUT:
        return Accepted({**_cleared(sheet), **_without(sheet.get(SEARCHED))})
    if value == YES and found is not None:
        return Accepted(_taken(found, sheet))
    if value == YES and siret is not None:
        return Accepted({**_cleared(sheet), SLOT: {"kind": "siret", "siret": siret}})
    if value in (NO, OTHER):
        return Again(_forgotten(), notice=str(words.say(TRY_AGAIN)))
    chosen = next((one for one in sheet.get(LISTED) or () if one["siret"] == value), None)
    if chosen is None:
        return Again(_forgotten())
    if await tools.registered(chosen["siret"]):
        return _registered(words)
    return Accepted(_taken(chosen, sheet))


async def _number(identifier: Identifier, sheet: Sheet, turn: Turn, tools: Tools) -> Outcome:
    words = turn.speech
    if identifier.problem == "length":
        digits = sum(char.isdigit() for char in identifier.value)
        return Refused(str(words.say(WRONG_LENGTH, n=digits)), values=_forgotten())
    if identifier.problem is not None:
        return Refused(str(words.say(WRONG_KEY)), values=_forgotten())
    if identifier.kind == "siren":
        return await _siren(identifier.value, sheet, turn, tools)
    siret = identifier.value
    if await tools.registered(siret):
        return _registered(words)
    try:
        found = await tools.directory.by_siret(siret)
    except DirectoryUnavailable:
        return Accepted(
            {**_cleared(sheet), SLOT: {"kind": "siret", "siret": siret}},
            notice=str(words.say(NO_DIRECTORY)),
        )
    if found is None:
        return Again({**_forgotten(), UNFOUND: siret})
    if not found.open:
        closed = CompanyClosed(shown_name(found.name) if found.diffusible else siret)
        return Refused(str(closed.sentence(words)), person=True, values=_forgotten())
    if not found.diffusible:
        return Accepted(
            {**_cleared(sheet), SLOT: {"kind": "siret", "siret": siret}},
            notice=str(words.say(NOT_SHOWN)),
        )
    return Again({**_forgotten(), FOUND: _kept(found)})


async def _siren(siren: str, sheet: Sheet, turn: Turn, tools: Tools) -> Outcome:
    try:
        places = await tools.directory.search(siren)
    except DirectoryUnavailable:
        return Accepted(
            {**_cleared(sheet), SLOT: {"kind": "siren", "siren": siren}},
            notice=str(turn.speech.say(NO_DIRECTORY)),
        )
    return _shown([p for p in places if p.siren == siren], siren)


async def _name(text: str, turn: Turn, tools: Tools) -> Outcome:
    name, department = _name_and_place(text)
    try:
        places = await tools.directory.search(name, department)
    except DirectoryUnavailable:
        return Accepted(
            {**_forgotten(), **_without(name)}, notice=str(turn.speech.say(NO_DIRECTORY))
        )
    return _shown(places, text)


def _name_and_place(text: str) -> tuple[str, str | None]:
    """« Boulangerie Martin à Cergy » as its name and département, when the town is sure."""
    match = re.search(r"^(.{2,}?)(?:\s*,\s*|\s+(?:à|a|in|at|\()\s*)([^,()]{2,}?)\)?$", text)
    if match is None:
        return text, None
    reading = find_places(match[2])
    departments = {place.department for place in reading.candidates}
    if not reading.exact or len(departments) != 1:
        return text, None
    return match[1].strip(), departments.pop()


def _shown(places: list[Establishment], searched: str) -> Outcome:
    visible = [_kept(place) for place in places if place.open and place.diffusible]
    if not visible:
        return Again({**_forgotten(), SEARCHED: searched})
    if len(visible) == 1:
        return Again({**_forgotten(), FOUND: visible[0], SEARCHED: searched})
    return Again({**_forgotten(), LISTED: visible[:SHOWN], SEARCHED: searched})


def _registered(words: Speech) -> Outcome:
    # Nothing of the company is shown: a stranger learns no more than that a person must look.
    return Refused(str(AlreadyRegistered().sentence(words)), person=True, values=_forgotten())


def _kept(place: Establishment) -> dict[str, Any]:
    known = commune(place.insee_code) if place.insee_code else None
    return {
        "siret": place.siret,
        "siren": place.siren,
        "name": shown_name(place.name),
        "legal_name": place.legal_name,
        "naf": place.naf_code,
        "trade": place.trade_label,
        "size": place.size_band,
        "insee": place.insee_code,
        "postcode": place.postcode or "",
        "town": known.name if known else place.city or "",
    }


def _taken(found: dict[str, Any], sheet: Sheet) -> dict[str, Any]:
    """The answers that the directory gives, so that they are not asked."""
    values: dict[str, Any] = {
        **_cleared(sheet),
        SLOT: {
            "kind": "siret",
            "siret": found["siret"],
            "legal_name": found["legal_name"],
            "naf": found["naf"],
        },
        "join_name": found["name"],
    }
    if found["insee"] and found["town"]:
        values["join_town"] = {
            "insee": found["insee"],
            "name": found["town"],
            "postcode": found["postcode"] or None,
        }
    if found["size"]:
        values["join_size"] = found["size"]
    if found["trade"]:
        values["join_trade"] = found["trade"]
    values[FROM_DIRECTORY] = [name for name in values if not name.startswith("_") and name != SLOT]
    return values


def _without(searched: str | None) -> dict[str, Any]:
    """Joining goes on without a number; a name that was searched is the name."""
    if searched is None:
        return {SLOT: {"kind": "unlisted"}}
    if searched.isdigit():
        return {SLOT: {"kind": "siren", "siren": searched}}
    # The name is known then, as if the directory had told it.
    return {SLOT: {"kind": "unlisted"}, "join_name": searched, FROM_DIRECTORY: ["join_name"]}


def _forgotten() -> dict[str, Any]:
    return {FOUND: None, LISTED: None, UNFOUND: None, SEARCHED: None}


def _cleared(sheet: Sheet) -> dict[str, Any]:
    """Forget what was shown, and the answers that came with another identity."""
    sheet.forget(*(sheet.get(FROM_DIRECTORY) or ()))
    return {**_forgotten(), FROM_DIRECTORY: None}


def shown(sheet: Sheet, turn: Turn) -> str | None:
    """The number in the recap, in groups."""
    identity = sheet.get(SLOT) or {}
    siret, siren = identity.get("siret"), identity.get("siren")
    if siret:
        return f"{siret[:3]} {siret[3:6]} {siret[6:9]} {siret[9:]}"
    if siren:
        return f"{siren[:3]} {siren[3:6]} {siren[6:]}"
    return turn.speech.gettext(NOT_CREATED if identity.get("kind") == "not_created" else NO_NUMBER)


NO_NUMBER = N_("à compléter")

STEP = Step(
    slot=SLOT,
    label=N_("SIRET"),
    ask=question,
    read=read,
    show=shown,
    example=EXAMPLE,
    hint=HINT,
    also=frozenset({"join_program"}),
)
