"""A conversation as a dialogue test of the project's own format (``tests/dialogue/README.md``).

What the person did is played again with made-up names and numbers in the place of theirs, those of
the test's own company; of what the bot said, what is personal or changes with the day is « * ».
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Final, TypeAlias

import orjson

from paqte.models import BOT, Message
from paqte.services.conversations import NOTICE
from paqte.services.learning import known
from paqte.services.learning.saying import said
from reading.marks import Kind, flat
from reading.personal.masking import Known, cover

STAND_INS: Final[Mapping[Kind, str]] = {
    "name": "Samira Benali",
    "organisation": "Le Fournil de Cergy",
    "phone": "06 12 34 56 78",
    "email": "samira.benali@example.org",
    "siret": "80000001000010",
    "siren": "800000010",
    "rna": "W951234567",
    "uai": "0939999N",
    "number": "1234567",
    "address": "12 rue de la Gare",
    "link": "https://example.org",
    "hidden": "[masqué]",
}
_FIRST_NAME: Final = "Samira"
_ANYTHING: Final = "*"
_DOES: Final[Mapping[str, str]] = {
    "text": "user",
    "command": "user",
    "button": "tap",
    "contact": "contact",
    "photo": "photo",
}
"""What the tests can do, by the kind of what was received."""
MOST_TURNS: Final = 100
MOST_MESSAGES: Final = 1000
"""More is no test."""
_AT_ONCE: Final = timedelta(seconds=10)
"""An answer is kept together with what it answers; later comes what nobody asked for."""
_START: Final = "/start"
_FILES: Final = frozenset({"photo", "document"})

_MONTHS: Final = (
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|"
    "january|february|march|april|may|june|july|august|september|october|november|december"
)
_DAYS: Final = (
    "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
)
_CHANGING: Final = re.compile(
    rf"(?:\b(?:{_DAYS}) )?\b\d{{1,2}}(?:er)? (?:{_MONTHS})\b(?: \d{{4}})?"
    rf"|\b(?:{_MONTHS}) \d{{4}}\b|\b20\d\d\b"
    r"|\b\d{1,2} h(?: \d\d)?\b|\b\d{1,2}:\d\d\b|(?-i:\b[A-Z]{1,4}(?:-[A-Z0-9]{4,})+\b)",
    re.IGNORECASE,
)
_RUN: Final = re.compile(r"\*(?:[ \t]*\*)+")


StandIn: TypeAlias = Callable[[Kind, str], str]


@dataclass(slots=True)
class Turn:
    """What the person did, and what they got."""

    does: str
    what: str
    bot: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Script:
    """A conversation as turns. ``ended``: why it stops before its end, if it does."""

    locale: str
    joined: bool
    turns: tuple[Turn, ...]
    ended: str | None

    def as_yaml(self) -> str:
        """The file, whole."""
        lines = [
            "# A conversation of somebody who agreed to it, with made-up names and numbers.",
            f"# In {self.locale}: it belongs into tests/dialogue/scenarios/{self.locale}.",
        ]
        if self.ended is not None:
            lines.append(f"# It went on; left out here: {self.ended}.")
        if self.joined:
            lines.append("joined: true")
        lines.append("turns:" if self.turns else "turns: []")
        for turn in self.turns:
            lines.append(f"  - {turn.does}: {_quoted(turn.what)}")
            lines.append("    bot:" if turn.bot else "    bot: []")
            for text, buttons in turn.bot:
                lines.append(f"      - text: {_quoted(text)}")
                if buttons:
                    lines.append(f"        buttons: [{', '.join(map(_quoted, buttons))}]")
        return "\n".join(lines) + "\n"


def script(
    messages: Sequence[Message],
    of_them: Known,
    *,
    first_name: str | None,
    locale: str,
    joined: bool,
    taken_at: datetime | None,
) -> Script:
    """The turns of a conversation, from its first message on.

    Args:
        messages: all of them, oldest first.
        taken_at: when someone of the team took it over first: what follows is no test of the bot.
    """
    hers = flat(first_name or "")

    def stand_in(kind: Kind, words: str) -> str:
        return _FIRST_NAME if kind == "name" and flat(words) == hers else STAND_INS[kind]

    alone = list(takewhile(lambda one: taken_at is None or one.created_at < taken_at, messages))
    ended = "someone of the team took over" if len(alone) < len(messages) else None
    turns: list[Turn] = []
    heard_at, menu, in_place = None, False, False
    for message in alone:
        if message.direction == "in":
            does = _DOES.get(message.kind)
            if does is None or (does == "tap" and not message.text) or len(turns) == MOST_TURNS:
                ended = "what the tests cannot do" if len(turns) < MOST_TURNS else "what is longer"
                break
            turns.append(Turn(does, _done(message, does, of_them, stand_in)))
            heard_at = message.created_at
            # A menu is written anew in its place: its message stands where it came first.
            in_place = does == "tap" and menu
            if in_place:
                turns[-1].bot.append((_ANYTHING, ()))
        elif heard_at is not None and _answers(message, heard_at):
            turn = turns[-1]
            if in_place:
                turn.bot.clear()
                in_place = False
            menu = message.menu is not None and message.edited_at is not None
            turn.bot.append(_told(message, of_them))
    return Script(locale, joined, tuple(turns), ended)


def _answers(message: Message, heard_at: datetime) -> bool:
    at_once = message.created_at - heard_at <= _AT_ONCE
    return at_once and message.author == BOT and message.kind != NOTICE


def _done(message: Message, does: str, of_them: Known, stand_in: StandIn) -> str:
    if does == "contact":
        return "+33612345678"
    words = message.text or ""
    if message.kind == "command":
        # What follows /start opens something of theirs.
        return _START if words.startswith(_START) else words.split(" ", 1)[0]
    return cover(words, of_them, put=stand_in, whole=known.whole(message))


def _told(message: Message, of_them: Known) -> tuple[str, tuple[str, ...]]:
    changed = message.menu is not None and message.edited_at is not None
    if changed or message.kind in _FILES:
        return _ANYTHING, ()
    text = "\n".join(_open(line, of_them) for line in said(message).split("\n"))
    buttons = (_open(button["title"], of_them) for button in message.buttons or ())
    return text.strip() or _ANYTHING, tuple(buttons)


def _open(line: str, of_them: Known) -> str:
    """A line of the bot's with « * » for what is personal or changes."""
    covered = cover(line, of_them, put=lambda _kind, _words: _ANYTHING)
    return _RUN.sub(_ANYTHING, _CHANGING.sub(_ANYTHING, covered))


def _quoted(text: str) -> str:
    """As YAML and JSON have it."""
    return orjson.dumps(text).decode()
