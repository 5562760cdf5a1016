"""Which of the 48 types an action is: by buttons of the chosen axes, or in words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from actions.several import ITEMS, QUEUE
from actions.speaking import Button, Question
from actions.steps import Accepted, Again, Outcome, Refused, Sheet, Tools, button_for
from actions.turn import Answer, Turn
from paqte.i18n import N_
from paqte.reference.action_types import action_type, known
from paqte.reference.axes import AXES
from reading.action_types import read_action_type
from reading.places.listed import read_list_places
from reading.words import fold

CANDIDATES = "_types"
TOLD = "_told"
"""The sentence that the candidates come from: it may tell the quantity and the date too."""
OTHER = "other"
SHOWN = 3

COMMONEST = {
    "raise_awareness": ("internship_3e", "class_talk"),
    "train": ("apprenticeship", "immersion"),
    "recruit": ("hire_qpv_cdi", "bias_awareness"),
    "buy": ("buy_qpv", "buy_adapted"),
}
"""What companies do most in each axis; the other types are named in words."""

PEOPLE_OF_NO_TYPE = ("internship_3e", "immersion", "mentoring")
"""What « 3 jeunes en avril » may have come for, told among other actions."""

ASK = N_("Qu’avez-vous fait ? Choisissez, ou racontez en une phrase.")
WHICH = N_("Si je comprends bien, c’est l’une de celles-ci :")
SOMETHING_ELSE = N_("Autre chose")
SAY_IT = N_("D’accord. Racontez autrement ce que vous avez fait.")
PICK = N_("Touchez celle qui convient, ou « Autre chose ».")
ONE_FIRST = N_("Une à la fois : dites-moi d’abord laquelle c’est, puis redites-moi l’autre.")
NOT_UNDERSTOOD = N_("Je n’ai pas reconnu cette action.")

_ONE_MORE = re.compile(
    r"\W*(?:(?:et|and|aussi|puis|also|sinon)\b|"
    r"(?:on a|j'ai|nous avons|we(?:'ve)?) (?:aussi|also)\b)"
)
"""« Et j'ai parlé de mon métier dans un collège »: another action, beside the one asked about."""


@dataclass(frozen=True)
class KindQuestion:
    """The question for a type of action, in the form that asks it.

    Attributes:
        slot: the marker slot.
        asks: the msgid of the question.
    """

    slot: str
    asks: str

    def code(self, sheet: Sheet) -> str | None:
        """The type chosen, if one is."""
        found: str | None = sheet.get(self.slot)
        return found

    def ask(self, sheet: Sheet, turn: Turn) -> Question:
        """The commonest types, or those that the words may mean."""
        words = turn.speech
        candidates, codes = sheet.get(CANDIDATES), _shown(sheet, turn)
        buttons: list[Button] = [
            button_for(self.slot, action_type(code).label(words), code) for code in codes
        ]
        if candidates:
            buttons.append(button_for(self.slot, words.gettext(SOMETHING_ELSE), OTHER))
        text = words.say(WHICH if candidates else self.asks)
        if candidates and (sheet.get(ITEMS) or sheet.get(QUEUE)) and sheet.get(TOLD):
            text = Markup("<i>« {} »</i>\n{}").format(sheet.get(TOLD), text)
        return Question(str(text), tuple(buttons), columns=1)

    async def read(self, answer: Answer, sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
        """One type; several likely ones are shown to choose from."""
        words = turn.speech
        pressed = answer.pressed(self.slot)
        if pressed == OTHER or (answer.intent == "deny" and sheet.get(CANDIDATES)):
            return Again({CANDIDATES: None}, notice=str(words.say(SAY_IT)))
        if answer.intent == "affirm" and sheet.get(CANDIDATES):
            return Again(notice=str(words.say(PICK)))
        if pressed is not None and known(pressed):
            return Accepted({self.slot: pressed, CANDIDATES: None})
        listed = self.listed(answer.typed, sheet, turn)
        if len(listed) == 1:
            return Accepted({self.slot: listed[0], CANDIDATES: None})
        likely = [code for code in read_action_type(answer.typed) if known(code)]
        shown = sheet.get(CANDIDATES) or ()
        if (
            shown
            and likely
            and not set(shown) & set(likely)
            and _ONE_MORE.match(fold(answer.typed))
        ):
            return Again(notice=str(words.say(ONE_FIRST)))
        if len(likely) == 1:
            return Accepted({self.slot: likely[0], CANDIDATES: None})
        if likely:
            return Again({CANDIDATES: likely[:SHOWN], TOLD: answer.typed})
        return Refused(str(words.say(NOT_UNDERSTOOD)), values={CANDIDATES: None})

    def listed(self, text: str, sheet: Sheet, turn: Turn) -> list[str]:
        """The types that are shown at the places that ``text`` names: « les deux premiers »."""
        codes = _shown(sheet, turn)
        return [codes[place] for place in read_list_places(text, len(codes))]

    def learn(self, text: str, types: Sequence[str] | None = None) -> dict[str, Any]:
        """The type that a sentence tells, or the likely ones to choose from.

        ``types``: those that the words around it tell; with none, it is asked of these words.
        """
        told = read_action_type(text) if types is None else types or PEOPLE_OF_NO_TYPE
        likely = [code for code in told if known(code)]
        if len(likely) == 1:
            return {self.slot: likely[0], CANDIDATES: None}
        return {CANDIDATES: likely[:SHOWN], TOLD: text} if likely else {}

    def is_another(self, text: str, sheet: Sheet) -> bool:
        """Whether it tells of another type than what was left half told: that comes after it."""
        types = read_action_type(text)
        return bool(types) and self.code(sheet) is not None and self.code(sheet) not in types

    def show(self, sheet: Sheet, turn: Turn) -> str | None:
        """The type's name."""
        code = self.code(sheet)
        return action_type(code).label(turn.speech) if code else None

    def header(self, text: Markup, sheet: Sheet, turn: Turn) -> Markup:
        """``text`` under the type that it is about."""
        return Markup("<i>{}</i>\n{}").format(self.show(sheet, turn), text)

    def headed(self, text: Markup, sheet: Sheet, turn: Turn) -> Markup:
        """``text`` under its type where several actions were told: which one is asked about?"""
        several = sheet.get(ITEMS) or sheet.get(QUEUE)
        return self.header(text, sheet, turn) if several and self.code(sheet) else text


def _shown(sheet: Sheet, turn: Turn) -> list[str]:
    """The types on the buttons."""
    return list(sheet.get(CANDIDATES) or commonest(turn.axes))


def commonest(chosen: tuple[str, ...]) -> list[str]:
    """The types to show a company with these axes: four at most, whatever they are."""
    axes = chosen or AXES
    each = 2 if len(axes) <= 2 else 1
    return [code for axis in axes for code in COMMONEST[axis][:each]]


KIND = KindQuestion("action_type", ASK)
"""Of an action that was done."""
