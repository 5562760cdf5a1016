"""How much was done, in the unit that the type of action fixes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
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
from reading.changes import without_years
from reading.quantities.classes import read_classes
from reading.quantities.counts import read_heads
from reading.quantities.reader import Quantity, read_money, read_quantities
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
_ONE = re.compile(r"\b(?:une?|an?|one)\b")

HOW_MANY = N_("Combien de {unit} ?")
HOW_MUCH = N_("Pour quel montant, hors taxes ?")
HOW_MUCH_IN_ALL = N_("Pour quel montant en tout, hors taxes ?")
ONLY_TOTAL = N_("On compte ici le total, pas ce que cela fait par mois ou par semaine.")
HOW_LONG = N_("Combien d’heures ?")
NO_NUMBER = N_("Je n’ai pas vu de nombre.")
OTHER_UNIT = N_("Ici, on compte en {unit}. Combien y en a-t-il ?")
EXCLUDING_TAX = N_("Il me faut le montant hors taxes. Quel est-il ?")


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
        if unit == EUROS and sheet.get(TOTAL):
            return Question(str(self.kind.header(words.say(HOW_MUCH_IN_ALL), sheet, turn)))
        # What was understood comes first: the type was perhaps read from a sentence.
        return Question(str(self.kind.header(how_many(unit, words), sheet, turn)))

    async def read(self, answer: Answer, sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
        """A number in the type's unit; a surprising one is asked about, once."""
        if self._doubt(sheet, turn) is not None:
            said = answer.pressed(self.slot)
            if said == "yes" or (said is None and answer.intent == "affirm"):
                return Accepted({self.slot: sheet.get(SURE), SURE: None})
            if said == "no" or answer.intent == "deny":
                return Again({SURE: None})
        code = sheet.get(self.kind.slot)
        value = read_value(code, answer.typed, turn.speech)
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


def how_many(unit: str, words: Speech) -> Markup:
    """« Combien d’élèves ? »: French elides before a vowel."""
    if unit == EUROS:
        return words.say(HOW_MUCH)
    if unit == "hours":
        return words.say(HOW_LONG)
    noun = unit_label(unit, 2, words)
    if words.locale == "fr" and noun[:1].casefold() in "aeéèêiouyh":
        return words.say("Combien d’{unit} ?", unit=noun)
    return words.say(HOW_MANY, unit=noun)


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
    """Whether ``text`` tells of an amount by the month, or of a purchase that came back."""
    return action_type(code).unit == EUROS and bool(_RATE.search(fold(text)))


def _among(found: Sequence[Quantity], unit: str, text: str) -> Quantity | None:
    """Of several numbers, the one in ``unit``; « un job dating avec 20 jeunes » is one session."""
    exact = [said for said in found if said.unit in UNITS.get(unit, (unit,))]
    if exact:
        return exact[0]
    if unit == "contracts" and (heads := read_heads(text)) is not None:
        return Quantity(heads, unit)  # « on a embauché un habitant »
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
