"""A bot's account: who it is, how it presents itself, and the updates that wait for it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sandbox.delivery.queue import UpdateQueue
from sandbox.delivery.webhook import Webhook
from sandbox.model.ids import Counter, message_ids
from sandbox.model.json import Json

DEFAULT_TOKEN = "1000001:sandbox"  # noqa: S105 - a public name, not a secret

_TOKEN = re.compile(r"([1-9]\d{0,15}):([A-Za-z0-9_-]{1,128})", re.ASCII)


def bot_id_of(token: str) -> int | None:
    """Return the bot id in a token `<digits>:<text>`, or None if it is malformed."""
    match = _TOKEN.fullmatch(token)
    return int(match[1]) if match else None


@dataclass(eq=False)
class Bot:
    """One bot. Texts that exist per language are keyed by language code, "" for all others.

    `called` tells whether the bot itself ever spoke to the sandbox.
    """

    id: int
    token: str
    called: bool = False
    updates: UpdateQueue = field(default_factory=UpdateQueue)
    webhook: Webhook | None = None
    message_ids: Counter = field(default_factory=message_ids)
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)

    @property
    def username(self) -> str:
        """The bot's @name, without the @."""
        return f"sandbox{self.id}_bot"

    def name(self, language: str = "") -> str:
        """The bot's display name in a language."""
        return self.names.get(language) or self.names.get("") or "Sandbox"

    def description(self, language: str = "") -> str:
        """What an empty chat shows above its start button."""
        return self.descriptions.get(language) or self.descriptions.get("", "")

    def as_user(self) -> Json:
        """The bot as the Bot API's `User`."""
        return {
            "id": self.id,
            "is_bot": True,
            "first_name": self.name(),
            "username": self.username,
        }

    def commands_for(self, chat_id: int, private: bool, language: str) -> list[Json]:
        """The commands a person sees in a chat: the narrowest scope that has any, own language
        first (order of the Bot API's « Determining list of commands »)."""
        scopes = [f"chat:{chat_id}"]
        scopes += ["all_private_chats"] if private else ["all_group_chats"]
        for scope in [*scopes, "default"]:
            for code in (language, ""):
                if (scope, code) in self.commands:
                    return self.commands[scope, code]
        return []

    def forget_settings(self) -> None:
        """Drop what the bot registered: commands, names, descriptions, menu buttons."""
        for registered in (self.names, self.descriptions, self.short_descriptions):
            registered.clear()
        self.commands.clear()
        self.menu_buttons.clear()
