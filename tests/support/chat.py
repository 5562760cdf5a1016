"""A person on Telegram, through the user side of the sandbox."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any, Self

import httpx

#: Seconds to wait for an answer, on two cores that other tests use too.
PATIENCE_S = 30.0
#: Seconds of one question to the sandbox, which answers as soon as there is something.
_LONG_POLL_S = 5.0
#: Seconds without more, after which a reply of several messages counts as whole.
_QUIET_S = 0.4


@dataclass(frozen=True)
class Entry:
    """One line of a transcript.

    ``buttons`` are the rows of labels under the message or, when ``keyboard`` is true, below the
    field; it is false when the message took those away.
    """

    n: int
    author: str
    message_id: int
    text: str
    buttons: tuple[tuple[str, ...], ...]
    keyboard: bool | None
    document: dict[str, Any] | None
    edited: bool

    @classmethod
    def read(cls, item: dict[str, Any]) -> Self:
        return cls(
            n=item["n"],
            author=item["from"],
            message_id=item["message_id"],
            text=item.get("text") or "",
            buttons=tuple(
                tuple(button["label"] for button in row) for row in item.get("buttons") or ()
            ),
            keyboard=item.get("keyboard"),
            document=item.get("document"),
            edited=bool(item.get("edited")),
        )

    @property
    def labels(self) -> list[str]:
        """All the labels, row after row."""
        return [label for row in self.buttons for label in row]


class ChatClient:
    """A person in conversation with the bot.

    Args:
        sandbox_url: where the sandbox listens.
        user_id: the person's id, of their own in each test.
        settled: returns when the bot has no more to say for now; without it, a reply counts as
            whole when nothing more came for a while.
    """

    def __init__(
        self,
        sandbox_url: str,
        user_id: int,
        http: httpx.AsyncClient,
        settled: Callable[[], Awaitable[object]] | None = None,
    ) -> None:
        self.user_id = user_id
        self._settled = settled
        self._http = http
        self._base = f"{sandbox_url}/sandbox/users/{user_id}"
        self._seen = 0
        self._texts: dict[int, str] = {}

    async def arrive(self, first_name: str = "Camille", language_code: str = "fr") -> None:
        """Be someone, with a name and a language."""
        profile = {"first_name": first_name, "language_code": language_code}
        (await self._http.put(self._base, json=profile)).raise_for_status()

    async def send(self, text: str) -> None:
        """Type something and send it."""
        await self._post("messages", {"text": text})

    async def send_update(self, content: dict[str, Any]) -> None:
        """Send something else than text: ``{"location": …}``, ``{"document": …}``."""
        await self._post("messages", content)

    async def share_contact(self, **contact: Any) -> None:
        """Press the share-contact button; ``contact`` overrides what is shared."""
        await self._post("messages", {"contact": {"user_id": self.user_id, **contact}})

    async def tap(self, label: str) -> None:
        """Press the button with this label on the newest message that has one."""
        await self._post("taps", {"label": label})

    async def tap_data(self, message_id: int, data: str) -> None:
        """Press any button of any message, forged ones too."""
        await self._post("taps", {"message_id": message_id, "data": data})

    async def say(self, text: str) -> list[Entry]:
        """Send a text and return what the bot answers."""
        await self.send(text)
        return await self.wait_for_reply()

    async def press(self, label: str) -> list[Entry]:
        """Press a button and return what the bot answers."""
        await self.tap(label)
        return await self.wait_for_reply()

    async def wait_for_reply(
        self, containing: str = "", patience_s: float = PATIENCE_S
    ) -> list[Entry]:
        """Wait for what the bot says from here on, until a message contains ``containing``.

        Raises:
            AssertionError: it did not within ``patience_s``; the transcript is in the message.
        """
        end = time.monotonic() + patience_s
        heard: list[Entry] = []
        while True:
            found = bool(heard) and _contains(heard, containing)
            left = end - time.monotonic()
            if not found and left <= 0:
                raise AssertionError(
                    f"no answer{f' with {containing!r}' if containing else ''} within "
                    f"{patience_s:.0f} s:\n{await self.as_text()}"
                )
            wait_s = min(left, _LONG_POLL_S)
            if found:
                wait_s = _QUIET_S if self._settled is None else 0.0
            if found and self._settled is not None:
                await self._settled()
            entries = await self._read(self._seen, wait_s)
            fresh = [entry for entry in entries if self._says_something(entry)]
            if entries:
                self._seen = max(entry.n for entry in entries)
            if found and not fresh:
                return heard
            heard += fresh

    async def transcript(self) -> list[Entry]:
        """All that was said, both sides, as it stands now."""
        return await self._read(0, 0)

    async def as_text(self) -> str:
        """The transcript, to be read in a test's output."""
        return "\n".join(
            f"{entry.author}: {entry.text}" + (f"  {entry.labels}" if entry.buttons else "")
            for entry in sorted(await self.transcript(), key=lambda entry: entry.message_id)
        )

    def _says_something(self, entry: Entry) -> bool:
        # A message that only lost its buttons, once they were used, is no answer.
        before = self._texts.get(entry.message_id)
        self._texts[entry.message_id] = entry.text
        return entry.author == "bot" and not (before == entry.text and not entry.buttons)

    async def _read(self, after: int, wait_s: float) -> list[Entry]:
        answer = await self._http.get(
            f"{self._base}/transcript",
            params={"after": after, "wait": wait_s},
            timeout=wait_s + PATIENCE_S,
        )
        answer.raise_for_status()
        return [Entry.read(item) for item in answer.json()]

    async def _post(self, what: str, content: dict[str, Any]) -> None:
        answer = await self._http.post(f"{self._base}/{what}", json=content)
        assert answer.is_success, f"{what} {content}: {answer.status_code} {answer.text}"


def _contains(entries: Iterable[Entry], text: str) -> bool:
    return not text or any(text in entry.text for entry in entries)
