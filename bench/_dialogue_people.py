"""People who talk through the sandbox, and wait for what they are told as a reader would."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

import aiohttp

#: Seconds after which a message counts as unanswered.
PATIENCE_S: Final = 60.0
#: Seconds without more, after which a reply of unknown length counts as whole.
QUIET_S: Final = 0.05


class UnansweredError(Exception):
    """The bot did not say what it should have."""


class StrayedError(UnansweredError):
    """The bot answered, but something else: a sentence was taken for another one."""


class WithdrawnError(UnansweredError):
    """The button was taken away, by a later part of the same answer, before it was pressed."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a person does, and what they wait for.

    Attributes:
        what: the words to send, or the label to press.
        tap: whether it is a label.
        until: part of the text, or a label, that ends the reply; empty: the first message and
            what comes close behind it.
        patience_s: seconds after which it counts as unanswered.
    """

    what: str
    tap: bool = False
    until: str = ""
    patience_s: float = PATIENCE_S


@dataclass(frozen=True, slots=True)
class Message:
    """Something new that the bot said."""

    n: int
    id: int
    text: str
    labels: tuple[str, ...]

    def has(self, wanted: str) -> bool:
        """Whether it says or offers ``wanted``."""
        return wanted in plain(self.text) or wanted in map(plain, self.labels)


def plain(text: str) -> str:
    """``text`` with ordinary spaces, as scripts are written."""
    return text.translate(_TYPED)


_TYPED: Final = str.maketrans({"\u00a0": " ", "\u202f": " "})


class Person:
    """One chat with the bot, read message by message."""

    def __init__(self, http: aiohttp.ClientSession, user_id: int) -> None:
        self._http = http
        self._base = f"/sandbox/users/{user_id}"
        self._seen = 0
        self._newest = 0
        self.last: Message | None = None
        """What the bot said last."""
        self.took: list[float] = []
        """Seconds from each message to the first word of its answer."""
        self.heard_at = 0.0
        """When the bot's last message came, by the clock of ``time.perf_counter``."""
        self.waits = False
        """Whether something was sent that has no word of an answer yet."""

    async def arrive(self) -> None:
        """Be someone who speaks French."""
        profile = {"first_name": "Camille", "language_code": "fr"}
        async with self._http.put(self._base, json=profile) as answer:
            answer.raise_for_status()

    async def do(self, step: Step) -> list[Message]:
        """Send or press, wait for the whole answer, and return it.

        Raises:
            UnansweredError: it did not come.
            StrayedError: it came, without what the step waits for.
            WithdrawnError: the button is no longer there, so that nothing was sent.
        """
        began = time.perf_counter()
        await self._act(step)
        self.waits = True
        try:
            heard = await self._read(step.patience_s)
        finally:
            self.waits = False
        if not heard:
            raise UnansweredError(f"nothing came to {step.what!r}")
        self.took.append(self.heard_at - began)
        while not (step.until and any(message.has(step.until) for message in heard)):
            more = await self._read(step.patience_s if step.until else QUIET_S)
            if not more:
                if not step.until:
                    break
                said = " / ".join(plain(message.text)[:80] for message in heard)
                raise StrayedError(f"{step.what!r} led to « {said} », not to {step.until!r}")
            heard += more
        self.last = heard[-1]
        return heard

    async def _act(self, step: Step) -> None:
        where, content = ("taps", "label") if step.tap else ("messages", "text")
        what = self._label(step.what) if step.tap else step.what
        async with self._http.post(f"{self._base}/{where}", json={content: what}) as answer:
            if step.tap and answer.status == HTTPStatus.NOT_FOUND:
                raise WithdrawnError(f"no button {what!r} is left")
            if answer.status >= 400:
                raise UnansweredError(f"{where} {what!r}: {await answer.text()}")

    def _label(self, wanted: str) -> str:
        """The label as it is on the button, no-break spaces included."""
        offered = self.last.labels if self.last else ()
        return next((label for label in offered if plain(label) == wanted), wanted)

    async def _read(self, patience_s: float) -> list[Message]:
        """What is new within ``patience_s``; a message that was only changed is not."""
        end = time.monotonic() + patience_s
        while (left := end - time.monotonic()) > 0:
            entries = await self._entries(min(left, 30.0))
            if entries:
                self._seen = max(entry["n"] for entry in entries)
            fresh = [entry for entry in entries if entry["message_id"] > self._newest]
            if fresh:
                self.heard_at = time.perf_counter()
                self._newest = max(entry["message_id"] for entry in fresh)
                return [_message(entry) for entry in sorted(fresh, key=lambda e: e["message_id"])]
        return []

    async def _entries(self, wait_s: float) -> list[dict[str, Any]]:
        parameters = {"after": str(self._seen), "wait": f"{wait_s:.3f}", "from": "bot"}
        async with self._http.get(f"{self._base}/transcript", params=parameters) as answer:
            answer.raise_for_status()
            entries: list[dict[str, Any]] = await answer.json()
            return entries


def _message(entry: dict[str, Any]) -> Message:
    labels = tuple(button["label"] for row in entry["buttons"] for button in row)
    return Message(entry["n"], entry["message_id"], entry["text"], labels)


@asynccontextmanager
async def people(sandbox_url: str, ids: Iterable[int]) -> AsyncIterator[list[Person]]:
    """Persons with these ids, arrived."""
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(sandbox_url, connector=connector) as http:
        made = [Person(http, one) for one in ids]
        await asyncio.gather(*(one.arrive() for one in made))
        yield made
