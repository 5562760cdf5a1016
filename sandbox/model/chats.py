"""A chat between one bot and one person or group: its messages, and who waits for the next."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from sandbox.model.bots import Bot
from sandbox.model.json import Json
from sandbox.model.users import User

TYPING_S = 5.0  # how long a chat action is shown (Bot API, sendChatAction)


@dataclass(eq=False)
class StoredMessage:
    """A message as the Bot API's `Message`, and what only the app of the person knows of it.

    `keyboard` is True when it brought a reply keyboard, False when it took it away, else None.
    """

    n: int
    body: Json
    from_bot: bool
    keyboard_markup: Json | None = None
    keyboard: bool | None = None
    edited: bool = False
    deleted: bool = False

    @property
    def id(self) -> int:
        """The message's id in its chat."""
        return int(self.body["message_id"])


@dataclass(eq=False)
class Chat:
    """One chat as one bot knows it."""

    bot: Bot
    id: int
    kind: str  # private, group or supergroup
    user: User | None = None
    title: str = ""
    members: dict[int, User] = field(default_factory=dict)
    bot_status: str = "member"  # member, administrator, left or kicked (blocked, in private)
    started: bool = False
    migrated_to: int | None = None
    messages: dict[int, StoredMessage] = field(default_factory=dict)
    n: int = 0
    typing_until: float = 0.0
    keyboard: Json | None = None
    _waiters: set[asyncio.Future[None]] = field(default_factory=set)
    _released: bool = False

    def as_chat(self) -> Json:
        """The chat as the Bot API's `Chat`."""
        if self.user is not None:
            return self.user.as_chat()
        return {"id": self.id, "type": self.kind, "title": self.title}

    def people(self) -> list[User]:
        """The people in it, the bot apart."""
        return [self.user] if self.user is not None else list(self.members.values())

    def store(self, body: Json, *, from_bot: bool) -> StoredMessage:
        """Keep a new message and wake whoever waits for one."""
        self.n += 1
        message = StoredMessage(self.n, body, from_bot)
        self.messages[message.id] = message
        if from_bot:
            self.typing_until = 0.0
        self._wake()
        return message

    def touch(self, message: StoredMessage) -> None:
        """Give a changed message a new `n`: it comes again, last, in the transcript."""
        self.n += 1
        message.n = self.n
        self.messages[message.id] = self.messages.pop(message.id)
        self._wake()

    def show_typing(self) -> None:
        """The bot is typing, for five seconds or until its next message."""
        self.typing_until = time.time() + TYPING_S

    def live(self, message_id: int) -> StoredMessage | None:
        """The message of that id, unless it is gone."""
        message = self.messages.get(message_id)
        return None if message is None or message.deleted else message

    def newest_first(self) -> Iterator[StoredMessage]:
        """All messages, the last one sent or changed first."""
        return reversed(self.messages.values())

    def after(self, n: int) -> list[StoredMessage]:
        """Messages sent or changed after `n`, in that order."""
        found = []
        for message in self.newest_first():
            if message.n <= n:
                break
            found.append(message)
        return found[::-1]

    async def wait(self, seconds: float) -> bool:
        """Wait for something new; False when nothing came in time, or nothing is to come."""
        if self._released:
            return False
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiters.add(waiter)
        try:
            await asyncio.wait_for(waiter, seconds)
        except TimeoutError:
            return False
        finally:
            self._waiters.discard(waiter)
        return not self._released

    def _wake(self) -> None:
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)

    def release(self) -> None:
        """Let go of all who wait: the sandbox stops, or is reset and drops this chat."""
        self._released = True
        self._wake()
