"""Everything a running sandbox knows."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx

from sandbox.delivery.webhook import Answer
from sandbox.model.bots import DEFAULT_TOKEN, Bot, bot_id_of
from sandbox.model.chats import Chat
from sandbox.model.events import Notices
from sandbox.model.faults import Faults, Limits
from sandbox.model.files import FileStore
from sandbox.model.ids import Counter, message_ids
from sandbox.model.json import Json
from sandbox.model.taps import Taps
from sandbox.model.users import User


async def _ignore(_content_type: str, _body: bytes) -> None:
    """Without the Bot API's methods at hand, a webhook's answer has nothing to carry out."""


@dataclass(eq=False)
class World:
    """Bots, people, their chats, and what is to go wrong."""

    bots: dict[int, Bot] = field(default_factory=dict)
    users: dict[int, User] = field(default_factory=dict)
    chats: dict[tuple[int, int], Chat] = field(default_factory=dict)
    files: FileStore = field(default_factory=FileStore)
    taps: Taps = field(default_factory=Taps)
    faults: Faults = field(default_factory=Faults)
    limits: Limits = field(default_factory=Limits)
    notices: Notices = field(default_factory=Notices)
    calls: deque[Json] = field(default_factory=lambda: deque(maxlen=5000))
    call_ids: Counter = field(default_factory=lambda: Counter(0))
    group_ids: Counter = field(default_factory=message_ids)
    webhook_answer: Callable[[Bot], Answer] = field(default=lambda _: _ignore)
    _client: httpx.AsyncClient | None = None

    def bot(self, token: str) -> Bot | None:
        """The bot of a token, new if need be; None when the token is malformed."""
        bot_id = bot_id_of(token)
        if bot_id is None:
            return None
        bot = self.bots.get(bot_id)
        if bot is None:
            bot = self.bots[bot_id] = Bot(bot_id, token)
        return bot

    def default_bot(self) -> Bot:
        """The first bot that called, or the sandbox's own while none has."""
        bot = next((bot for bot in self.bots.values() if bot.called), None)
        if bot is None:
            bot = self.bot(DEFAULT_TOKEN)
            assert bot is not None  # noqa: S101 - the sandbox's own token is well-formed
        return bot

    def bot_of(self, user: User) -> Bot:
        """The bot a person talks to."""
        if user.bot_id is not None and user.bot_id in self.bots:
            return self.bots[user.bot_id]
        return self.default_bot()

    def user(self, user_id: int) -> User:
        """The person of that id, introduced now if unknown."""
        user = self.users.get(user_id)
        if user is None:
            user = self.users[user_id] = User.unknown(user_id)
        return user

    def private_chat(self, bot: Bot, user: User) -> Chat:
        """The chat of a person with a bot, opened if need be (the bot may not write yet)."""
        chat = self.chats.get((bot.id, user.id))
        if chat is None:
            chat = self.chats[bot.id, user.id] = Chat(bot, user.id, "private", user)
        return chat

    @property
    def client(self) -> httpx.AsyncClient:
        """The client that calls webhooks, made on first use."""
        if self._client is None:
            self._client = httpx.AsyncClient(trust_env=False, timeout=60.0)
        return self._client

    def record_call(self, bot: Bot, method: str, chat_id: str | None, code: int) -> None:
        """Keep a trace of a Bot API call (the last 5,000), for tests and curious developers."""
        self.calls.append(
            {
                "n": self.call_ids.next(),
                "bot": bot.id,
                "method": method,
                "chat_id": chat_id,
                "code": code,
                "at": time.time(),
            }
        )

    async def reset(self, *, bots: bool) -> None:
        """Forget people, chats, files and faults; with `bots`, also what bots registered."""
        self.release()
        self.users.clear()
        self.chats.clear()
        self.files = FileStore()
        self.taps.clear()
        self.faults = Faults()
        self.limits = Limits()
        self.calls.clear()
        for bot in list(self.bots.values()):
            bot.updates.clear()
            if bot.webhook is not None:
                await bot.webhook.close()
                bot.webhook.start()
            if bots:
                bot.forget_settings()
                await self.drop_webhook(bot)
                bot.updates.set_allowed(())
        self.notices.publish("reset")

    async def drop_webhook(self, bot: Bot) -> None:
        """Stop calling a bot's webhook; its updates wait to be polled."""
        if bot.webhook is not None:
            await bot.webhook.close()
            bot.webhook = None

    def release(self) -> None:
        """Let go of everyone who waits for something."""
        for chat in self.chats.values():
            chat.release()
        for bot in self.bots.values():
            bot.updates.release()

    def stop(self) -> None:
        """Let every waiting call end, and none wait from now on."""
        self.release()
        self.notices.close()
        for bot in self.bots.values():
            bot.updates.close()

    async def close(self) -> None:
        """Stop webhooks and waiting calls."""
        self.stop()
        for bot in self.bots.values():
            await self.drop_webhook(bot)
        if self._client is not None:
            await self._client.aclose()
            self._client = None
