"""Callback data: a short signed token that stands for a button's payload.

``callback_data`` holds 64 bytes and a person's client can send back anything. A token names the
message's row and the button's place, and carries a signature over both, the conversation, the
payload and the title: it survives a restart, cannot be made up, and no longer fits when the message
was edited and the place means or shows something else: « Former » is not « ✓ Former ».
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from paqte.crypto import sign, verify

_PURPOSE: Final = "callback"
#: 16 characters of base64 are 96 bits: nobody guesses them one tap at a time.
_SIGNATURE_LENGTH: Final = 16
#: Those with « b » were signed without the title, and some of their buttons work for ever.
_TOKEN = re.compile(
    rf"([bc])([0-9]{{1,18}})\.([0-9]{{1,3}})\.([A-Za-z0-9_-]{{{_SIGNATURE_LENGTH}}})"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A token as read, its signature not yet checked; ``titled``: it was made of the title too."""

    message_id: int
    index: int
    signature: str
    titled: bool = True

    def fits(self, conversation_id: str, payload: str, title: str) -> bool:
        """Whether we made it for this conversation, and a button that means and shows this."""
        shown = title if self.titled else None
        data = _signed(conversation_id, self.message_id, self.index, payload, shown)
        return verify(_PURPOSE, data, self.signature, _SIGNATURE_LENGTH)


def make(conversation_id: str, message_id: int, index: int, payload: str, title: str) -> str:
    """The callback data of button ``index`` of the recorded message ``message_id``."""
    data = _signed(conversation_id, message_id, index, payload, title)
    return f"c{message_id}.{index}.{sign(_PURPOSE, data, _SIGNATURE_LENGTH)}"


def read(data: str) -> Token | None:
    """The token in ``data``; None when it does not look like one of ours."""
    found = _TOKEN.fullmatch(data)
    if found is None:
        return None
    return Token(int(found[2]), int(found[3]), found[4], titled=found[1] == "c")


def _signed(
    conversation_id: str, message_id: int, index: int, payload: str, title: str | None
) -> str:
    data = f"{conversation_id}\n{message_id}\n{index}\n{payload}"
    return data if title is None else f"{data}\n{title}"
