"""The parts a form is made of: steps, what was answered so far, and what an answer comes to."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from actions.speaking import Button, Question, payload
from actions.turn import Answer, Turn
from paqte.database import UnitOfWork
from paqte.directory import Directory
from paqte.errors import Refusal

if TYPE_CHECKING:
    from actions.runtime import Runtime
    from actions.several import Several

Effect = Callable[[UnitOfWork], Awaitable[Any]]
"""A write that belongs to an answer: done in the transaction that keeps the answer."""


@dataclass
class Sheet:
    """The answers so far, by slot, and where the form stands.

    An answer that was skipped is there as ``None``. Names that begin with an underscore are not
    answers but what the form must remember, candidates shown for example.
    """

    answers: dict[str, Any] = field(default_factory=dict)
    step: str | None = None
    failures: int = 0
    last_turn_id: str | None = None

    def answered(self, slot: str) -> bool:
        """Whether the question was answered or skipped."""
        return slot in self.answers

    def get(self, name: str) -> Any:
        """An answer, or something remembered; ``None`` without one."""
        return self.answers.get(name)

    def apply(self, values: Mapping[str, Any]) -> None:
        """Take ``values`` over; an underscored name with ``None`` is forgotten."""
        for name, value in values.items():
            if name.startswith("_") and value is None:
                self.answers.pop(name, None)
            else:
                self.answers[name] = value

    def forget(self, *names: str) -> None:
        """Drop answers or things remembered."""
        for name in names:
            self.answers.pop(name, None)


@dataclass(frozen=True)
class Tools:
    """What reading an answer may need beside the answer: the directory, and a look at the data."""

    directory: Directory
    reading: Callable[[], AbstractAsyncContextManager[UnitOfWork]]
    """A look at the data, outside of any transaction that writes."""
    registered: Callable[[str], Awaitable[bool]]
    """Whether a company with this SIRET joined."""
    said: Callable[[Turn, str], Awaitable[str | None]]
    """What the person wrote in an earlier turn of this conversation, by the turn's id."""


@dataclass(frozen=True)
class Accepted:
    """The answer is good: ``values`` are kept and the form goes on, saying ``notice`` first."""

    values: Mapping[str, Any]
    notice: str | None = None
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True)
class Again:
    """Neither good nor bad: the same question, worded anew from ``values``."""

    values: Mapping[str, Any] = field(default_factory=dict)
    notice: str | None = None
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True)
class Refused:
    """The answer cannot be right: ``sentence`` says why; it counts as a failure.

    ``person``: offer a person at once, as nothing else can help. ``values``: what is forgotten
    or remembered all the same.
    """

    sentence: str
    person: bool = False
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Ended:
    """The form ends here, saying ``question`` in its place; the answers so far are kept."""

    question: Question
    effects: tuple[Effect, ...] = ()


Outcome = Accepted | Again | Refused | Ended
Read = Callable[[Answer, Sheet, Turn, Tools], Awaitable[Outcome | None]]
"""``None``: it is no answer after all."""


def always(_sheet: Sheet, _turn: Turn) -> bool:
    """A step that every form asks."""
    return True


def never(_sheet: Sheet, _turn: Turn) -> bool:
    """A step that is asked only where the recap offers it."""
    return False


def as_it_is(slot: str) -> Callable[[Sheet, Turn], str | None]:
    """Shows the answer kept under ``slot`` as it was typed."""

    def show(sheet: Sheet, _turn: Turn) -> str | None:
        value = sheet.get(slot)
        return str(value) if value else None

    return show


@dataclass(frozen=True)
class Step:
    """One question of a form, and how its answer is read.

    Attributes:
        slot: the marker slot of ``domain.yml``; the answers are kept under this name.
        label: what it asks for, as a msgid that fits a list (« Commune »).
        ask: words the question from what is known.
        read: what an answer comes to.
        needed: whether it must be asked at all.
        complete: whether what was told of it beforehand answers it whole.
        show: its answer in a recap, plain text; ``None``: no line.
        example: a msgid that completes « Par exemple : … ».
        hint: a msgid said to who does not know.
        optional: may be skipped.
        counted: whether it is one of the « 3/7 ».
        editable: whether the recap offers to correct it.
        offered: whether the recap offers to add it, where it was never asked.
        also: intents that are answers here, and interruptions elsewhere.
        aliases: what else it is called in a correction, in any language, folded.
    """

    slot: str
    label: str
    ask: Callable[[Sheet, Turn], Question]
    read: Read
    needed: Callable[[Sheet, Turn], bool] = always
    complete: Callable[[Sheet, Turn], bool] = always
    show: Callable[[Sheet, Turn], str | None] = lambda _sheet, _turn: None
    example: str | None = None
    hint: str | None = None
    optional: bool = False
    counted: bool = True
    editable: bool = True
    offered: Callable[[Sheet, Turn], bool] = never
    also: frozenset[str] = frozenset()
    aliases: frozenset[str] = frozenset()

    def open(self, sheet: Sheet, turn: Turn) -> bool:
        """Whether its answer, or a part of it, is missing."""
        return not sheet.answered(self.slot) or not self.complete(sheet, turn)

    async def outcome(
        self, answer: Answer, sheet: Sheet, turn: Turn, tools: Tools
    ) -> Outcome | None:
        """What ``answer`` comes to; what the domain refuses is ``Refused``, in words."""
        try:
            return await self.read(answer, sheet, turn, tools)
        except Refusal as refusal:
            return Refused(str(refusal.sentence(turn.speech)))


async def no_opening(_answer: Answer, _sheet: Sheet, _turn: Turn, _tools: Tools) -> dict[str, Any]:
    """A form that learns nothing from the sentence that opened it."""
    return {}


async def nothing_else(_runtime: "Runtime", _turn: Turn) -> str | None:
    """A form whose opening words are for nothing else."""
    return None


def no_guard(_turn: Turn) -> Question | None:
    """A form that anyone may fill."""
    return None


def settled(_sheet: Sheet, _turn: Turn) -> None:
    """A form that has nothing to put in order between two answers."""


def blank(_turn: Turn) -> dict[str, Any]:
    """A form that starts empty."""
    return {}


def never_void(_sheet: Sheet) -> bool:
    """A form whose answers wait for who leaves it."""
    return False


def nothing_left(_sheet: Sheet) -> dict[str, Any] | None:
    """A form that is begun again as a fresh one."""
    return None


@dataclass(frozen=True)
class Form:
    """A form: its steps in order, and how it behaves as a whole.

    Attributes:
        name: in ``domain.yml``.
        label: a msgid that fits « Reprendre : … ».
        opens: the intent that opens it.
        opened_by: what else the sentence that opens it may be taken for.
        guard: who may not fill it, and what they are told.
        elsewhere: the action that the opening words are for, where they answer what was just shown.
        start: the answers of a fresh form.
        again: those that « recommencer » leaves, where that is not a fresh form.
        opening: what the sentence that opened it already says.
        busy: what is said to an intent that must wait for this form's end.
        void: whether nothing can come of what it is filled with, so that « annuler » ends it.
        settle: puts the sheet in order before the next question is looked for.
        several: how the form is filled several times before it is sent, if it is.
    """

    name: str
    label: str
    opens: str
    steps: tuple[Step, ...]
    guard: Callable[[Turn], Question | None] = no_guard
    elsewhere: Callable[["Runtime", Turn], Awaitable[str | None]] = nothing_else
    start: Callable[[Turn], dict[str, Any]] = blank
    again: Callable[[Sheet], dict[str, Any] | None] = nothing_left
    opening: Callable[[Answer, Sheet, Turn, Tools], Awaitable[dict[str, Any]]] = no_opening
    opened_by: frozenset[str] = frozenset()
    busy: Mapping[str, str] = field(default_factory=dict)
    settle: Callable[[Sheet, Turn], None] = settled
    several: "Several | None" = None
    void: Callable[[Sheet], bool] = never_void

    def step(self, slot: str | None) -> Step | None:
        """The step of this slot, if it is one of this form's."""
        return next((step for step in self.steps if step.slot == slot), None)

    def first_open(self, sheet: Sheet, turn: Turn) -> Step | None:
        """The first question still to ask; ``None`` when the form is complete."""
        return next((s for s in self.steps if s.needed(sheet, turn) and s.open(sheet, turn)), None)

    def begun(self, sheet: Sheet) -> bool:
        """Whether any question of it was answered."""
        return any(sheet.answered(step.slot) for step in self.steps if step.counted)

    def before(self, slot: str, sheet: Sheet, turn: Turn) -> Step | None:
        """The question that came before this one."""
        earlier: Step | None = None
        for step in self.steps:
            if step.slot == slot:
                return earlier
            if step.needed(sheet, turn) and step.counted:
                earlier = step
        return None

    def place(self, slot: str, sheet: Sheet, turn: Turn) -> tuple[int, int] | None:
        """« 3/7 » as (3, 7), of the questions asked; ``None`` where it is not counted."""
        counted = [s.slot for s in self.steps if s.counted and s.needed(sheet, turn)]
        # Where all are answered, one of them is being corrected: there is nothing to count.
        if slot not in counted or len(counted) < 2 or all(map(sheet.answered, counted)):
            return None
        return counted.index(slot) + 1, len(counted)

    def fields(self, sheet: Sheet, turn: Turn) -> list[Step]:
        """The steps that the recap can correct or add: answered, by whomever, skipped, offered."""
        return [
            s
            for s in self.steps
            if s.editable and (sheet.answered(s.slot) or s.offered(sheet, turn))
        ]


def button_for(slot: str, title: str, value: str) -> Button:
    """A button that answers ``slot`` with ``value``."""
    return Button(title, payload("inform", **{slot: value}))
