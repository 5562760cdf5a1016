"""Entities within a sentence: found where a reviewer points at them, written as Rasa reads them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

import orjson

from paqte.errors import Refusal
from paqte.i18n import N_, Speech
from paqte.reference.intents import ENTITIES
from reading.personal.masking import find

LONGEST_VALUE: Final = 80
_IN_ANNOTATIONS: Final = frozenset('[](){}"\\')
_EXCLUDED: Final = "!"


@dataclass(frozen=True, slots=True)
class Pointed:
    """What a reviewer says of a stretch of the sentence; without ``value`` its own words are."""

    passage: str
    entity: str
    value: str = ""

    @property
    def empty(self) -> bool:
        """Whether the line was left alone."""
        return not (self.passage.strip() or self.entity or self.value.strip())


@dataclass(frozen=True, slots=True)
class Annotation:
    """A stretch of a sentence and what it carries."""

    start: int
    end: int
    entity: str
    value: str

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)


class PassageMissing(Refusal):
    """The words are not in the sentence, or are taken by another entity."""

    message = N_("« {passage} » n’est pas dans le message, ou est déjà pris.")

    def __init__(self, passage: str) -> None:
        super().__init__("passage")
        self._passage = passage

    def values(self, speech: Speech) -> dict[str, object]:
        del speech
        return {"passage": self._passage}


class PassageEmpty(Refusal):
    """Which words is not said."""

    message = N_("Recopiez les mots du message qui disent cela.")


class EntityUnknown(Refusal):
    """What it is is not said."""

    message = N_("Choisissez ce que disent ces mots.")


class ValueWrong(Refusal):
    """Not a value that this entity can have."""

    message = N_("Cette valeur ne convient pas. Par exemple : {example}.")

    def __init__(self, example: str) -> None:
        super().__init__("value")
        self._example = example

    def values(self, speech: Speech) -> dict[str, object]:
        del speech
        return {"example": self._example}


def place(text: str, pointed: Sequence[Pointed]) -> tuple[list[Annotation], dict[int, Refusal]]:
    """Where each stretch stands in ``text``, in order; and what is wrong, by line.

    A stretch that is there several times is the first that no other line has taken.
    """
    placed: list[Annotation] = []
    wrong: dict[int, Refusal] = {}
    for number, one in enumerate(pointed):
        if one.empty:
            continue
        found = _one(text, one, placed)
        if isinstance(found, Refusal):
            wrong[number] = found
        else:
            placed.append(found)
    return sorted(placed, key=lambda one: one.start), wrong


def _one(text: str, one: Pointed, placed: Sequence[Annotation]) -> Annotation | Refusal:
    passage, value = one.passage.strip(), one.value.strip()
    if not passage:
        return PassageEmpty("passage")
    if one.entity not in ENTITIES:
        return EntityUnknown("entity")
    at = _where(text, passage, placed)
    if at is None:
        return PassageMissing(passage)
    if value and not _sound(one.entity, value):
        return ValueWrong(ENTITIES[one.entity].example)
    said = text[at : at + len(passage)]
    return Annotation(at, at + len(passage), one.entity, value or said)


def _where(text: str, passage: str, placed: Sequence[Annotation]) -> int | None:
    """Where the words stand first that nobody has taken; as written, else in any case."""
    for within, words in ((text, passage), (text.lower(), passage.lower())):
        at = within.find(words) if len(within) == len(text) else -1
        while at >= 0:
            if not any(at < one.end and one.start < at + len(passage) for one in placed):
                return at
            at = within.find(words, at + 1)
    return None


def _sound(entity: str, value: str) -> bool:
    plain = len(value) <= LONGEST_VALUE and _IN_ANNOTATIONS.isdisjoint(value)
    return plain and ENTITIES[entity].accepts(value) and not find(value)


def written(text: str, annotations: Sequence[Annotation]) -> str:
    """The sentence as Rasa's training format has it: ``[Cergy]{"entity": "place", …}``."""
    parts, at = [], 0
    for one in annotations:
        said = text[one.start : one.end]
        parts += [text[at : one.start], f"[{said}]{_told(said, one)}"]
        at = one.end
    return "".join([*parts, text[at:]])


def _told(said: str, one: Annotation) -> str:
    if one.value == said:
        return f"({one.entity})"
    told = {"entity": one.entity, "value": one.value.removeprefix(_EXCLUDED)}
    if one.entity == "axis" and one.value.startswith(_EXCLUDED):
        told["role"] = "excluded"
    return orjson.dumps(told).decode()
