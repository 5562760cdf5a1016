"""Failures on request, and Telegram's real limits when they are switched on."""

from __future__ import annotations

import math
import time
from collections import deque
from dataclasses import dataclass, field

_PREFIXES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: "Conflict",
    500: "Internal Server Error",
    502: "Bad Gateway",
}


@dataclass(eq=False)
class Fault:
    """An answer to give instead of the true one.

    Attributes:
        method: of the Bot API, any case; `*` for all but getUpdates.
        code: HTTP status and error_code.
        times: how many calls fail.
        chat_id: only calls for this chat.
        after: carry the call out first, then fail: an answer lost on its way.
        delay_s: wait before answering; with code 200 the call just takes longer.
    """

    method: str
    code: int
    times: int = 1
    retry_after: int | None = None
    description: str = ""
    chat_id: int | None = None
    after: bool = False
    delay_s: float = 0.0

    def matches(self, method: str, chat_id: str | None) -> bool:
        """Whether a call (method in lower case, chat as sent) is to fail."""
        wanted = self.method.lower()
        if wanted != method and (wanted != "*" or method == "getupdates"):
            return False
        return self.chat_id is None or str(self.chat_id) == chat_id

    def words(self) -> str:
        """The description of the error, as Telegram words it."""
        if self.description:
            return self.description
        if self.code == 429:
            return f"Too Many Requests: retry after {self.retry_after or 1}"
        return _PREFIXES.get(self.code, "Internal Server Error")


@dataclass
class Faults:
    """The failures still to come, oldest first."""

    waiting: list[Fault] = field(default_factory=list)

    def take(self, method: str, chat_id: str | None) -> Fault | None:
        """The fault for a call, used up by one; None when the call may go well."""
        for fault in self.waiting:
            if fault.matches(method, chat_id):
                fault.times -= 1
                if fault.times <= 0:
                    self.waiting.remove(fault)
                return fault
        return None


@dataclass
class Limits:
    """Telegram's sending limits (Bot FAQ, « My bot is hitting limits »), off unless `enabled`.

    One message a second in a chat, with short bursts; 30 a second in all. Other settings of the
    sandbox's pace stand here too.
    """

    enabled: bool = False
    per_second: int = 30
    per_chat_per_second: float = 1.0
    chat_burst: int = 5
    callback_timeout_s: float = 15.0
    webhook_retry_s: float = 1.0
    _all: dict[int, deque[float]] = field(default_factory=dict)
    _chats: dict[tuple[int, int], tuple[float, float]] = field(default_factory=dict)

    def check(self, bot_id: int, chat_id: int) -> int | None:
        """Count a message a bot sends; return the seconds to wait when it is one too many."""
        if not self.enabled:
            return None
        now = time.monotonic()
        sent = self._all.setdefault(bot_id, deque())
        while sent and sent[0] <= now - 1:
            sent.popleft()
        if len(sent) >= self.per_second:
            return 1
        left, at = self._chats.get((bot_id, chat_id), (float(self.chat_burst), now))
        left = min(float(self.chat_burst), left + (now - at) * self.per_chat_per_second)
        if left < 1:
            return max(1, math.ceil((1 - left) / self.per_chat_per_second))
        self._chats[bot_id, chat_id] = (left - 1, now)
        sent.append(now)
        return None
