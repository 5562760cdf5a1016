"""The sentences that are taught or judged by, and when two of them are the same.

The rules are those that the project's own data keep: a sentence is taught once, under one intent,
and never judged by. They are read from the files of the project, where those are there.
"""

import csv
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

DATA = Path(__file__).resolve().parents[3] / "nlu" / "data"
_ANNOTATION = re.compile(r"\[(?P<text>[^\]]+)\](?:\([^)]*\)|\{[^}]*\})")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a training file: where it stands, what it teaches."""

    file: Path
    line: int
    intent: str
    text: str


@dataclass(frozen=True, slots=True)
class Ours:
    """What the project itself holds, as ``words_of`` each sentence."""

    taught: frozenset[str]
    judged: frozenset[str]


def words_of(text: str) -> str:
    """The words of a sentence without case, accents and punctuation: alike are the same."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[a-z0-9@+]+", bare)) or text


def without_annotations(text: str) -> str:
    """A sentence as it is said, without Rasa's marks of entities."""
    return _ANNOTATION.sub(lambda match: match["text"], text)


def read(file: Path) -> Iterator[Sentence]:
    """The sentences of a training file in Rasa's YAML.

    Raises:
        ValueError: it is none.
    """
    try:
        root = yaml.compose(file.read_text(encoding="utf-8"))
    except yaml.YAMLError:
        raise ValueError(f"{file} is no YAML") from None
    if not isinstance(root, yaml.MappingNode):
        raise ValueError(f"{file} is no training file")
    for key, value in root.value:
        if key.value != "nlu" or not isinstance(value, yaml.SequenceNode):
            continue
        for block in value.value:
            yield from _block(file, block)


def _block(file: Path, block: yaml.Node) -> Iterator[Sentence]:
    if not isinstance(block, yaml.MappingNode):
        raise ValueError(f"{file} is no training file")
    nodes = {key.value: value for key, value in block.value}
    if "intent" not in nodes or "examples" not in nodes:
        return
    begins = nodes["examples"].start_mark.line + 2
    for number, line in enumerate(str(nodes["examples"].value).splitlines()):
        said = line.strip().removeprefix("- ").strip()
        if said:
            yield Sentence(file, begins + number, str(nodes["intent"].value), said)


@cache
def ours(folder: Path = DATA) -> Ours | None:
    """The project's sentences; None on a machine that does not have them."""
    if not (folder / "nlu").is_dir():
        return None
    taught = {
        words_of(without_annotations(one.text))
        for file in sorted((folder / "nlu").glob("*/*.yml"))
        for one in read(file)
    }
    judged = {
        words_of(row["text"])
        for file in sorted((folder / "evaluation").glob("*.tsv"))
        for row in _rows(file)
    }
    return Ours(frozenset(taught), frozenset(judged))


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
