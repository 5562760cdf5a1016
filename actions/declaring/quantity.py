"""How much was done, in the unit that the type of action fixes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from actions.declaring.kind import KIND, KindQuestion
from actions.speaking import Question
from actions.steps import Accepted, Again, Outcome, Refused, Sheet, Tools, button_for
from actions.turn import Answer, Turn
from paqte.i18n import N_, Speech
from paqte.reference.action_types import EUROS, action_type, amount, unit_label
from paqte.services import declarations
from paqte.services.declarations import Declaration
from reading.action_types import read_action_type
from reading.changes import without_years
from reading.quantities.classes import read_classes
from reading.quantities.counts import read_heads
from reading.quantities.reader import Quantity, read_money, read_quantities
from reading.rhythms import read_rhythm
from reading.words import fold

SURE = "_sure"
TOTAL = "_total"
"""What was told is so much a month: how much is that in all?"""
UNITS = {
    "pupils": ("pupils", "young_people", "people"),
    "young_people": ("young_people", "pupils", "people"),
    "people": ("people", "young_people", "pupils", "employees"),
    EUROS: ("euros", EUROS),
}
"""Which units said are as good as the type's own; a bare number always is."""

_RATE = re.compile(
    r"(?:\b(?:par|chaque|tou(?:s|tes) les|each|every|per|a)\s+|/\s?)"
    r"(?:mois|semaines?|jours?|trimestres?|ans?\b|annees?|month|week|day|quarter|year)(?!\w* ago)"
    r"|\b(?:mensuel|monthly|weekly|hebdo)"
)
_MEASURES = frozenset({"hours", "days", "euros"})
"""What may come back each week of something that does not."""
Days = tuple[date, date] | None
_ONE = re.compile(r"\b(?:une?|an?|one)\b")
_SOMEBODY = re.compile(
    r"\b(?:embauch\w+|recrut\w+|pris|hired|recruited|took on|taken on) "
    r"(?:quelqu'un|someone|somebody)\b"
)
"""One, in a word that is no number."""

_SETS_RIGHT = re.compile(
    r"\bc ?'?et(?:ait|aient)\b|\betaient\b|\bau lieu d|\bet (?:pas|non)\b|\bpas \d|"
    r"\b(?:was|were)\b|\binstead of\b|\bnot \d"
)
"""« Les stagiaires c'était 3, pas 2 »."""

HOW_MANY = N_("Combien de {unit} ?")
ELIDED = N_("Combien d’{unit} ?")
HOW_MANY_IN_ALL = N_("Combien de {unit} en tout ?")
ELIDED_IN_ALL = N_("Combien d’{unit} en tout ?")
HOW_LONG_IN_ALL = N_("Combien d’heures en tout ?")
WOULD_BE = N_("Cela ferait {total}.")
HOW_MUCH = N_("Pour quel montant, hors taxes ?")
HOW_MUCH_IN_ALL = N_("Pour quel montant en tout, hors taxes ?")
ONLY_TOTAL = N_("On compte ici le total, pas ce que cela fait par mois ou par semaine.")
HOW_LONG = N_("Combien d’heures ?")
THIS_FIRST = N_("Finissons d’abord celle-ci, puis redites-moi ce qui change à l’autre.")
NO_NUMBER = N_("Je n’ai pas vu de nombre.")
OTHER_UNIT = N_("Ici, on compte en {unit}. Combien y en a-t-il ?")
EXCLUDING_TAX = N_("Il me faut le montant hors taxes. Quel est-il ?")


def _of_another(text: str, code: str) -> bool:
    """Whether it sets an action of another type right than the one that is counted."""
    types = read_action_type(text, exact=True)
    return bool(types) and code not in types and bool(_SETS_RIGHT.search(fold(text)))


@dataclass(frozen=True)
class QuantityQuestion:
    """The question for a quantity, in the form that asks it after the type."""

    slot: str
    kind: KindQuestion

    def value(self, sheet: Sheet) -> Decimal | None:
        """The quantity given, if one is."""
        return None if sheet.get(self.slot) is None else Decimal(sheet.get(self.slot))

    def ask(self, sheet: Sheet, turn: Turn) -> Question:
        """« Combien d’élèves ? », in the unit that the type fixes."""
        words = turn.speech
        doubt = self._doubt(sheet, turn)
        if doubt is not None:
            return Question(
                str(doubt),
                (
                    button_for(self.slot, words.gettext(N_("Oui, c’est bien ça")), "yes"),
                    button_for(self.slot, words.gettext(N_("Non, je corrige")), "no"),
                ),
            )
        unit = action_type(sheet.get(self.kind.slot)).unit
        if sheet.get(TOTAL):
            return self._ask_total(unit, sheet, turn)
        # What was understood comes first: the type was perhaps read from a sentence.
        return Question(str(self.kind.header(how_many(unit, words), sheet, turn)))

    def _ask_total(self, unit: str, sheet: Sheet, turn: Turn) -> Question:
        """How many in all; what it would come to is a button."""
        words, would_be = turn.speech, sheet.get(TOTAL)
        text = how_many(unit, words, in_all=True)
        if not isinstance(would_be, str):
            return Question(str(self.kind.header(text, sheet, turn)))
        told = amount(Decimal(would_be), unit, words)
        text = Markup("{} {}").format(text, words.say(WOULD_BE, total=told))
        button = button_for(self.slot, told, would_be)
        return Question(str(self.kind.header(text, sheet, turn)), (button,))

    async def read(self, answer: Answer, sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
        """A number in the type's unit; a surprising one is asked about, once."""
        if self._doubt(sheet, turn) is not None:
            said = answer.pressed(self.slot)
            if said == "yes" or (said is None and answer.intent == "affirm"):
                return Accepted({self.slot: sheet.get(SURE), SURE: None})
            if said == "no" or answer.intent == "deny":
                return Again({SURE: None})
        code = sheet.get(self.kind.slot)
        said, would_be = answer.pressed(self.slot) or answer.typed, sheet.get(TOTAL)
        if isinstance(would_be, str) and answer.intent == "affirm" and not read_quantities(said):
            said = would_be
        if answer.typed and _of_another(answer.typed, code):
            return Again(notice=str(turn.speech.say(THIS_FIRST)))
        value = read_value(code, said, turn.speech)
        if isinstance(value, str):
            return Refused(value, values={SURE: None})
        declarations.check_quantity(code, value)
        if doubtful(code, value, turn) is not None:
            return Again({SURE: str(value)})
        return Accepted({self.slot: str(value), SURE: None, TOTAL: None})

    def show(self, sheet: Sheet, turn: Turn) -> str | None:
        """« 2 élèves »."""
        value = self.value(sheet)
        if value is None:
            return None
        return amount(value, action_type(sheet.get(self.kind.slot)).unit, turn.speech)

    def learn(self, code: str, value: Decimal, turn: Turn) -> dict[str, str]:
        """``value`` as the answer, or to be asked about if it is surprising."""
        return {SURE if doubtful(code, value, turn) is not None else self.slot: str(value)}

    def _doubt(self, sheet: Sheet, turn: Turn) -> Markup | None:
        """The question about a surprising quantity, if one was given."""
        value = sheet.get(SURE)
        if value is None:
            return None
        return doubtful(sheet.get(self.kind.slot), Decimal(value), turn)


def how_many(unit: str, words: Speech, *, in_all: bool = False) -> Markup:
    """« Combien d’élèves ? », « Combien d’élèves en tout ? »: French elides before a vowel."""
    if unit == EUROS:
        return words.say(HOW_MUCH_IN_ALL if in_all else HOW_MUCH)
    if unit == "hours":
        return words.say(HOW_LONG_IN_ALL if in_all else HOW_LONG)
    noun = unit_label(unit, 2, words)
    if words.locale == "fr" and noun[:1].casefold() in "aeéèêiouyh":
        return words.say(ELIDED_IN_ALL if in_all else ELIDED, unit=noun)
    return words.say(HOW_MANY_IN_ALL if in_all else HOW_MANY, unit=noun)


def doubtful(code: str, value: Decimal, turn: Turn) -> Markup | None:
    """The question about ``value`` if it is surprising for this type and company."""
    size = turn.company.size_band if turn.company else None
    doubt = declarations.needs_confirmation(Declaration(code, value, turn.today), size)
    return None if doubt is None else doubt.sentence(turn.speech)


def read_value(code: str, text: str, words: Speech) -> Decimal | str:
    """The number in ``text``, or why it is not the one that is wanted."""
    unit = action_type(code).unit
    said = _said(without_years(text), unit)
    if said is None:
        # « De janvier à novembre 2026 » counts nothing; « 2026 » alone, « 2026 heures » do.
        whole = _said(text, unit)
        alone = text.strip().isdecimal() or (unit != EUROS and whole and whole.unit is not None)
        said = whole if alone else None
    if said is None:
        return str(words.say(NO_NUMBER))
    if said.tax == "ttc":
        return str(words.say(EXCLUDING_TAX))
    if not fits(said, unit):
        return str(words.say(OTHER_UNIT, unit=unit_label(unit, 2, words)))
    return said.value


def _said(text: str, unit: str) -> Quantity | None:
    return read_money(text) if unit == EUROS else _among(read_quantities(text), unit, text)


def is_rate(code: str, text: str) -> bool:
    """Whether ``text`` tells how much or how many come back, « chaque mois », and not how many.

    « 2 jours par semaine » of an intern is no rate of interns.
    """
    unit = action_type(code).unit
    if unit == EUROS:
        return bool(_RATE.search(fold(text)))
    rhythm = read_rhythm(text)
    if rhythm is None:
        return False
    return rhythm.unit not in _MEASURES or fits(Quantity(Decimal(1), rhythm.unit), unit)


def in_all(code: str, text: str, standing: Decimal | None, days: Days, turn: Turn) -> str | bool:
    """What TOTAL keeps of a rate: how many it would come to in ``days``, where that can be told.

    ``standing``: how many are known, where ``text`` tells only that they come back.
    """
    rhythm, each = read_rhythm(text), read_value(code, text, turn.speech)
    if isinstance(each, str):
        each = standing or Decimal(0)
    times = rhythm.times(*days) if rhythm and days else 1
    if times == 1 or not each or action_type(code).unit == EUROS:
        return True
    return str(each * times)


def _among(found: Sequence[Quantity], unit: str, text: str) -> Quantity | None:
    """Of several numbers, the one in ``unit``; « un job dating avec 20 jeunes » is one session."""
    exact = [said for said in found if said.unit in UNITS.get(unit, (unit,))]
    if exact:
        return exact[0]
    if unit == "contracts" and (heads := read_heads(text)) is not None:
        return Quantity(heads, unit)  # « on a embauché un habitant »
    if unit == "contracts" and not found and _SOMEBODY.search(fold(text)):
        return Quantity(Decimal(1), unit)
    if unit == "sessions" and (classes := read_classes(text)) is not None:
        return Quantity(Decimal(classes.count), unit)  # « à une classe de 25 »
    if unit == "sessions" and found and found[0].unit is not None and _ONE.search(fold(text)):
        return Quantity(Decimal(1), unit)
    return next((said for said in found if said.unit is None), found[0] if found else None)


def fits(said: Quantity, unit: str) -> bool:
    """Whether ``said`` counts in ``unit``; a bare number counts in any."""
    return said.unit is None or said.unit in UNITS.get(unit, (unit,))


QUANTITY = QuantityQuestion("action_quantity", KIND)
"""Of an action that was done."""
