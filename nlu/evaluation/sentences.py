"""Labelled sentences, as the evaluation's tab-separated files hold them."""

from __future__ import annotations

import csv
import random
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

#: What is asked of a file, and what it may have beside.
REQUIRED = ("intent", "text")
OPTIONAL = ("entities", "register")

#: In the column of entities: looked at, and there is none.
NONE = "-"

#: Names of which a label may list several values, and what marks one that is left out.
_LISTED = frozenset({"axis", "level", "weeks"})
_EXCLUDED = "excluded:"

#: One entity: its name, and its value as docs/intents.md writes it.
Label = tuple[str, str]


class SetError(Exception):
    """A file is no set of labelled sentences; the message says where and why."""


@dataclass(frozen=True)
class Sentence:
    """A sentence with what it means.

    Attributes:
        entities: None where the file does not say what the sentence carries; empty for ``-``.
        locale: of the person who would write it, « fr » or « en ».
    """

    text: str
    intent: str
    entities: tuple[Label, ...] | None = None
    register: str = ""
    locale: str = field(default="fr", compare=False)


def read_set(path: Path, locale: str = "fr") -> list[Sentence]:
    """The sentences of a tab-separated file with a header.

    Args:
        path: UTF-8, without quoting; columns ``intent`` and ``text``, perhaps ``entities`` and
            ``register``; further columns are left alone.
        locale: the language of the people who write in it.

    Raises:
        SetError: the file cannot be read, a column or a value is missing, or an entity is not
            written ``name=value``.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            missing = [name for name in REQUIRED if name not in (rows.fieldnames or ())]
            if missing:
                raise SetError(
                    f"{path}: the column {' and the column '.join(missing)} is missing. The first "
                    "line names the columns, a tab between them: intent, text, and if you like "
                    "entities and register."
                )
            found = [_sentence(path, number, row, locale) for number, row in enumerate(rows, 2)]
    except OSError as error:
        raise SetError(f"{path} cannot be opened: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise SetError(f"{path} is not in UTF-8.") from error
    if not found:
        raise SetError(f"{path} holds no sentence.")
    return found


def _sentence(path: Path, number: int, row: Mapping[str, str | None], locale: str) -> Sentence:
    intent, text = (row["intent"] or "").strip(), (row["text"] or "").strip()
    if not intent or not text:
        raise SetError(f"{path}, line {number}: an intent and a text are wanted.")
    written = (row.get("entities") or "").strip()
    labels: list[Label] = []
    labelled = bool(written)
    for pair in filter(None, (part.strip() for part in written.split(";"))):
        if pair == NONE:
            continue
        name, equals, value = pair.partition("=")
        if not equals or not name.strip() or not value.strip():
            raise SetError(f"{path}, line {number}: {pair!r} is not written name=value.")
        labels += ((name.strip(), one) for one in _values(name.strip(), value.strip()))
    register = (row.get("register") or "").strip()
    return Sentence(text, intent, tuple(labels) if labelled else None, register, locale)


def _values(name: str, value: str) -> list[str]:
    """Several of one kind may stand in one label: « train,buy », « train,excluded:buy »."""
    if name not in _LISTED:
        return [value]
    values: list[str] = []
    for part in filter(None, (one.strip() for one in value.split(","))):
        if part == _EXCLUDED + "true" and values:
            values[-1] = f"!{values[-1]}"
        else:
            values.append(f"!{part.removeprefix(_EXCLUDED)}" if _EXCLUDED in part else part)
    return values


def without_accents(text: str) -> str:
    """``text`` as a keyboard without accents writes it."""
    apart = unicodedata.normalize("NFD", text.replace("œ", "oe").replace("æ", "ae"))
    return "".join(char for char in apart if not unicodedata.combining(char))


#: What a slip of the fingers puts in the place of a letter.
_TYPED = "abcdefghijklmnopqrstuvwxyz"


def with_slips(level: float, seed: int) -> Callable[[str], str]:
    """Typing slips at a share of ``level`` of all characters, the same for the same ``seed``.

    The four slips of ``textnoisr`` (a letter left out, put in, replaced, two turned round), each
    as often as the others. The library itself wants another numpy than Rasa allows.
    """
    draw = random.Random(seed)  # noqa: S311 - slips, not secrets

    def slip(text: str) -> str:
        letters = list(text)
        made: list[str] = []
        while letters:
            letter = letters.pop(0)
            if draw.random() >= level:
                made.append(letter)
                continue
            kind = draw.randrange(4)
            if kind == 1:
                made += [draw.choice(_TYPED), letter]
            elif kind == 2:
                made.append(draw.choice(_TYPED))
            elif kind == 3 and letters:
                made += [letters.pop(0), letter]
        return "".join(made) or text

    return slip


def rewritten(sentences: Sequence[Sentence], write: Callable[[str], str]) -> list[Sentence]:
    """The same sentences, written otherwise."""
    return [replace(sentence, text=write(sentence.text)) for sentence in sentences]
