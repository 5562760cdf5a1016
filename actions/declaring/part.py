"""Of those counted, how many come from a REP or REP+ school, or from a priority district."""

from collections.abc import Mapping
from decimal import Decimal

from actions.declaring.kind import KIND
from actions.declaring.quantity import QUANTITY
from actions.speaking import Button, Question
from actions.steps import Accepted, Outcome, Refused, Sheet, Tools, button_for
from actions.turn import Answer, Turn
from paqte.i18n import N_
from paqte.reference.action_types import action_type, amount
from paqte.services import declarations
from reading.parts import read_parts
from reading.quantities.reader import read_quantity
from reading.words import fold

SLOT = "action_part"
QPV, REP = "qpv", "rep"
ALL, NONE = "all", "none"

ASK = {
    REP: N_("Parmi eux, combien viennent d’un collège REP ou REP+ ?"),
    QPV: N_("Parmi eux, combien habitent un quartier prioritaire (QPV) ?"),
}
ASK_ONE = {
    REP: N_("Cet élève vient-il d’un collège REP ou REP+ ?"),
    QPV: N_("Cette personne habite-t-elle un quartier prioritaire (QPV) ?"),
}
EVERYONE, NOBODY = N_("Tous"), N_("Aucun")
YES, NO = N_("Oui"), N_("Non")
OF_REP, OF_QPV = N_("{count} en REP ou REP+"), N_("{count} de QPV")
RESIDENTS_AMONG = N_("Ici, seuls les habitants de QPV comptent : {counted} sur {whole}.")
ONLY_RESIDENTS = N_(
    "Ici, seuls les habitants de QPV comptent. S’il n’y en a aucun, écrivez « annuler »."
)
VOID = "_no_resident"
"""It was told that nobody counts: where that stands, nothing can be declared."""
NO_NUMBER = N_("Je n’ai pas vu de nombre.")
_EVERYONE = ("tous", "toutes", "tout le monde", "les deux", "all", "both", "everyone")
_NOBODY = ("aucun", "aucune", "personne", "none", "nobody", "pas un")


def wanted(sheet: Sheet, _turn: Turn) -> bool:
    """Whether the programme asks for a part of this type of action."""
    code = sheet.get(KIND.slot)
    return bool(code and action_type(code).of_which)


def complete(sheet: Sheet, turn: Turn) -> bool:
    """Whether the part that the programme asks for was told or passed over, and not another one."""
    told = sheet.get(SLOT)
    return told is None or not wanted(sheet, turn) or _which(sheet) in told


def _which(sheet: Sheet) -> str:
    """The part that is asked for; of QPV may be any people, where it is not asked but told."""
    return action_type(sheet.get(KIND.slot)).of_which or QPV


def ask(sheet: Sheet, turn: Turn) -> Question:
    """« Combien viennent d'un collège REP ? »; of one person, whether."""
    words, which = turn.speech, _which(sheet)
    if whole(sheet) == 1:
        titles, text = (YES, NO), words.say(ASK_ONE[which])
    else:
        titles, text = (EVERYONE, NOBODY), words.say(ASK[which])
    buttons: list[Button] = [
        button_for(SLOT, words.gettext(title), value)
        for title, value in zip(titles, (ALL, NONE), strict=True)
    ]
    return Question(str(KIND.headed(text, sheet, turn)), tuple(buttons))


def whole(sheet: Sheet) -> Decimal:
    """How many there are in all."""
    return Decimal(sheet.get(QUANTITY.slot) or 0)


async def read(answer: Answer, sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """A number up to the whole, « tous », « aucun »; « oui » of one."""
    code, which, everyone = sheet.get(KIND.slot), _which(sheet), whole(sheet)
    part = _said(answer, which, everyone)
    if part is None:
        return Refused(str(turn.speech.say(NO_NUMBER)))
    declarations.check_part(code, everyone, part)
    parts = {**(sheet.get(SLOT) or {}), which: str(part)}
    counted, notice = counting(code, everyone, parts, turn)
    if notice is None:
        return Accepted({SLOT: parts, VOID: None})
    if not counted:
        return Refused(notice, values={VOID: True})
    return Accepted({SLOT: parts, QUANTITY.slot: str(counted), VOID: None}, notice)


def _said(answer: Answer, which: str, everyone: Decimal) -> Decimal | None:
    pressed = answer.pressed(SLOT)
    words = f" {fold(answer.typed)} "
    if pressed == ALL or any(f" {one} " in words for one in _EVERYONE):
        return everyone
    if pressed == NONE or any(f" {one} " in words for one in _NOBODY):
        return Decimal(0)
    found = read_parts(answer.typed, everyone)
    told = found.rep if which == REP else found.qpv
    if told is not None:
        return Decimal(told)
    number = read_quantity(answer.typed)
    if number is not None:
        return number.value
    if answer.intent in ("affirm", "deny"):
        return everyone if answer.intent == "affirm" else Decimal(0)
    return None


def counting(
    code: str, whole: Decimal, parts: Mapping[str, str], turn: Turn
) -> tuple[Decimal, str | None]:
    """How many of ``whole`` count, given ``parts``; and what is said where not all do."""
    qpv = Decimal(parts[QPV]) if QPV in parts else None
    counted = declarations.counting(code, whole, qpv)
    if counted == whole:
        return whole, None
    words = turn.speech
    if not counted:
        return counted, str(words.say(ONLY_RESIDENTS))
    told = amount(counted, action_type(code).unit, words)
    return counted, str(words.say(RESIDENTS_AMONG, counted=told, whole=words.number(whole)))


def after(sheet: Sheet, quantity: Decimal) -> dict[str, str]:
    """The parts once the whole is ``quantity``: all stay all; what is more is to be asked anew."""
    before = whole(sheet)
    parts = {
        which: str(quantity) if Decimal(part) == before else part
        for which, part in (sheet.get(SLOT) or {}).items()
    }
    return {which: part for which, part in parts.items() if Decimal(part) <= quantity}


def learn(text: str, code: str, quantity: Decimal) -> dict[str, str]:
    """The parts that a sentence tells, by name, where they can be parts of ``quantity``."""
    found = read_parts(text, quantity)
    told = {QPV: found.qpv, REP: found.rep}
    return {
        which: str(part)
        for which, part in told.items()
        if part is not None and Decimal(part) <= quantity and _countable(code)
    }


def _countable(code: str) -> bool:
    return action_type(code).unit in ("pupils", "young_people", "people", "contracts", "employees")


def show(sheet: Sheet, turn: Turn) -> str | None:
    """« 3 en REP ou REP+ »."""
    said = sheet.get(SLOT) or {}
    words = turn.speech
    shown = [
        str(words.say(msgid, count=words.number(Decimal(said[which]))))
        for which, msgid in ((REP, OF_REP), (QPV, OF_QPV))
        if which in said
    ]
    return words.list(shown) if shown else None
