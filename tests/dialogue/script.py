"""Conversations written down as YAML, one file each; ``tests/dialogue/README.md`` says how."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.support.chat import Entry

SCENARIOS = Path(__file__).parent / "scenarios"
_UNBREAKABLE = str.maketrans({"\u00a0": " ", "\u202f": " "})


@dataclass(frozen=True)
class Reply:
    """One message that the bot must send. ``*`` in a text or label stands for anything."""

    text: str
    buttons: tuple[str, ...] | None = None

    def fits(self, entry: Entry) -> bool:
        """Whether ``entry`` is this message; buttons count where they are given."""
        if not _fits(self.text, entry.text):
            return False
        if self.buttons is None:
            return True
        pairs = zip(self.buttons, entry.labels, strict=False)
        return len(self.buttons) == len(entry.labels) and all(_fits(*pair) for pair in pairs)


def _fits(wanted: str, said: str) -> bool:
    pattern = ".*".join(re.escape(part) for part in plain(wanted).split("*"))
    return re.fullmatch(pattern, plain(said), re.DOTALL) is not None


@dataclass(frozen=True)
class Turn:
    """What the person does (``user``, ``tap``, ``contact`` or ``photo``), and what they get."""

    does: str
    what: str
    bot: tuple[Reply, ...]


@dataclass(frozen=True)
class Scenario:
    """A conversation and what it leaves in the database; ``joined``: by a company's person."""

    name: str
    language: str
    joined: bool
    turns: tuple[Turn, ...]
    database: dict[str, Any] = field(default_factory=dict)


def plain(text: str) -> str:
    """``text`` with ordinary spaces, as scenarios are typed."""
    return text.translate(_UNBREAKABLE).strip()


def read(path: Path) -> Scenario:
    """The scenario in ``path``; its language is its folder's name."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Scenario(
        name=f"{path.parent.name}/{path.stem}",
        language=path.parent.name,
        joined=bool(content.get("joined")),
        turns=tuple(_turn(turn) for turn in content["turns"]),
        database=content.get("database", {}),
    )


def all_scenarios() -> list[Scenario]:
    """Every scenario, in the order of their names."""
    return [read(path) for path in sorted(SCENARIOS.glob("*/*.yml"))]


def _turn(turn: dict[str, Any]) -> Turn:
    does = next(key for key in ("user", "tap", "contact", "photo") if key in turn)
    replies = turn["bot"] if isinstance(turn["bot"], list) else [turn["bot"]]
    return Turn(does, str(turn[does]), tuple(_reply(reply) for reply in replies))


def _reply(reply: str | dict[str, Any]) -> Reply:
    if isinstance(reply, str):
        return Reply(reply)
    buttons = reply.get("buttons")
    return Reply(reply["text"], None if buttons is None else tuple(buttons))
