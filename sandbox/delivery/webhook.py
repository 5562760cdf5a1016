"""Calling a bot's webhook: in order within a chat, side by side across chats, until accepted."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import httpx
import orjson
import structlog

from sandbox.delivery.queue import Entry, UpdateQueue
from sandbox.model.json import Json

TIMEOUT_S = 60.0
MAX_DELAY_S = 60.0

log = structlog.get_logger(__name__)

# Called with the content type and body of a webhook's answer that holds a method call.
Answer = Callable[[str, bytes], Awaitable[None]]


@dataclass
class WebhookSettings:
    """What setWebhook was told."""

    url: str
    secret_token: str = ""
    max_connections: int = 40
    ip_address: str = "127.0.0.1"


@dataclass(eq=False)
class Webhook:
    """One bot's webhook, at work until `close`.

    A failed call is tried again after `retry_s`, twice as long each time up to a minute, or after
    the answer's Retry-After; the chat's later updates wait behind it.
    """

    settings: WebhookSettings
    queue: UpdateQueue
    client: httpx.AsyncClient
    answer: Answer
    retry_s: Callable[[], float]
    last_error_date: int | None = None
    last_error_message: str = ""
    _waiting: dict[int, deque[Entry]] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def start(self) -> None:
        """Send what is pending, then whatever comes."""
        self._places = asyncio.Semaphore(self.settings.max_connections)
        self.queue.on_add = self._push
        for entry in list(self.queue.entries):
            self._push(entry)

    async def close(self) -> None:
        """Stop calling; what was not accepted stays pending."""
        self.queue.on_add = None
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._waiting.clear()

    def info(self) -> Json:
        """The Bot API's `WebhookInfo`."""
        info: Json = {
            "url": self.settings.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self.queue.entries),
            "max_connections": self.settings.max_connections,
            "ip_address": self.settings.ip_address,
        }
        if self.last_error_date is not None:
            info["last_error_date"] = self.last_error_date
            info["last_error_message"] = self.last_error_message
        if self.queue.allowed:
            info["allowed_updates"] = sorted(self.queue.allowed)
        return info

    def _push(self, entry: Entry) -> None:
        chat = chat_of(entry.update)
        if chat in self._waiting:
            self._waiting[chat].append(entry)
            return
        self._waiting[chat] = deque([entry])
        task = asyncio.create_task(self._drain(chat))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _drain(self, chat: int) -> None:
        waiting = self._waiting[chat]
        while waiting:
            delay = self.retry_s()
            while (pause := await self._call(waiting[0].update)) is not None:
                await asyncio.sleep(pause or delay)
                delay = min(delay * 2, MAX_DELAY_S)
            self.queue.done(waiting.popleft())
        del self._waiting[chat]

    async def _call(self, update: Json) -> float | None:
        """Call once: None when accepted, else the seconds to wait (0: as usual)."""
        headers = {"content-type": "application/json"}
        if self.settings.secret_token:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self.settings.secret_token
        async with self._places:
            try:
                response = await self.client.post(
                    self.settings.url, content=orjson.dumps(update), headers=headers
                )
            except httpx.TimeoutException:
                self._failed("Read timeout expired")
                return 0
            except httpx.HTTPError as error:
                refused = isinstance(error, httpx.ConnectError)
                self._failed("Connection refused" if refused else "Connection closed")
                return 0
        if response.is_success:
            if response.content.strip():
                await self.answer(response.headers.get("content-type", ""), response.content)
            return None
        self._failed(
            f"Wrong response from the webhook: {response.status_code} {response.reason_phrase}"
        )
        retry_after = response.headers.get("retry-after", "")
        return float(retry_after) if retry_after.isdigit() else 0

    def _failed(self, message: str) -> None:
        self.last_error_date = int(time.time())
        self.last_error_message = message
        log.info("webhook refused", reason=message)


def chat_of(update: Json) -> int:
    """The chat an update is about, which keeps its updates in order; 0 when it has none."""
    for content in update.values():
        if isinstance(content, dict):
            place = content.get("message", content)
            chat = place.get("chat") if isinstance(place, dict) else None
            owner = chat if isinstance(chat, dict) else content.get("from")
            if isinstance(owner, dict) and isinstance(owner.get("id"), int):
                return int(owner["id"])
    return 0
