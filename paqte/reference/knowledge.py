"""What the assistant knows, with its sources and the day of its review (``knowledge.toml``)."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from paqte.i18n import Speech
from reading.words import fold

PROGRAMME, INTERNSHIP = "programme", "internship"
GENERAL = {PROGRAMME: "what", INTERNSHIP: "internship"}
LOCAL, DATA, CONTACT_DETAILS = "local", "data", "contact_details"
"""Who the local contact is; what the data are for; why a name and a telephone are asked for."""
"""What is answered when the question tells no more than its subject."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One question and its answer. Texts are Telegram HTML with {blanks}, by language.

    ``asking``: the texts for schools and associations, where companies hear something else;
    ``then``: the entries offered next, by name; « axes » stands for the four axes.
    """

    name: str
    subject: str
    words: re.Pattern[str]
    then: tuple[str, ...]
    titles: dict[str, str]
    texts: dict[str, str]
    asking: dict[str, str]
    sources: tuple[str, ...]
    reviewed_on: date

    def title(self, speech: Speech) -> str:
        """The question, short enough for a button."""
        return self.titles[speech.locale]

    def text(self, speech: Speech, *, asking: bool = False) -> str:
        """The answer, to a company; ``asking``: to who asks for places."""
        return (self.asking if asking else self.texts)[speech.locale]


@cache
def entries() -> dict[str, Entry]:
    """Every entry by its name, in the order in which they are looked through."""
    content = files("paqte.reference").joinpath("knowledge.toml").read_text(encoding="utf-8")
    return {
        row["name"]: Entry(
            name=row["name"],
            subject=row["subject"],
            words=re.compile(rf"\b(?:{row['words']})"),
            then=tuple(row["then"]),
            titles=row["title"],
            texts=row["text"],
            asking=row.get("asking", row["text"]),
            sources=tuple(row["sources"]),
            reviewed_on=row["reviewed_on"],
        )
        for row in tomllib.loads(content)["entry"]
    }


def find(question: str, subject: str) -> Entry:
    """The entry of ``subject`` that ``question`` is about; its general one if nothing tells.

    « Combien de temps » is one thing of an internship, another of the commitment: words count
    within their subject alone.
    """
    return _told(fold(question), subject) or entries()[GENERAL[subject]]


def find_all(question: str, subject: str) -> list[Entry]:
    """The entries of a question that asks two things: « combien ça coûte, et mes données ? ».

    Two at most, in the order in which they are asked; else the one of ``find``.
    """
    asked = (_told(part, subject) for part in _TWO.split(fold(question)))
    found = list(dict.fromkeys(entry.name for entry in asked if entry is not None))[:2]
    if len(found) < 2:
        return [find(question, subject)]
    return [entries()[name] for name in found]


#: Where one question ends and another begins.
_TWO = re.compile(r"[?;]|\b(?:et|and|ni|puis|plus)\b|[&+]")


def _told(said: str, subject: str) -> Entry | None:
    of_subject = (entry for entry in entries().values() if entry.subject == subject)
    return next((entry for entry in of_subject if entry.words.search(said)), None)
