"""Callback data: a short signed token that stands for a button's payload.

``callback_data`` holds 64 bytes and a person's client can send back anything. A token names the
message's row and the button's place, and carries a signature over both, the conversation and the
payload: it survives a restart, cannot be made up, and no longer fits when the message was edited
and the place means something else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from paqte.crypto import sign, verify

_PURPOSE: Final = "callback"
#: 16 characters of base64 are 96 bits: nobody guesses them one tap at a time.
_SIGNATURE_LENGTH: Final = 16
_TOKEN = re.compile(rf"b([0-9]{{1,18}})\.([0-9]{{1,3}})\.([A-Za-z0-9_-]{{{_SIGNATURE_LENGTH}}})")


@dataclass(frozen=True, slots=True)
class Token:
    """A token as read, its signature not yet checked."""

    message_id: int
    index: int
    signature: str

    def fits(self, conversation_id: str, payload: str) -> bool:
        """Whether we made it for this conversation and this payload."""
        data = _signed(conversation_id, self.message_id, self.index, payload)
        return verify(_PURPOSE, data, self.signature, _SIGNATURE_LENGTH)


def make(conversation_id: str, message_id: int, index: int, payload: str) -> str:
    """The callback data of button ``index`` of the recorded message ``message_id``."""
    data = _signed(conversation_id, message_id, index, payload)
    return f"b{message_id}.{index}.{sign(_PURPOSE, data, _SIGNATURE_LENGTH)}"


def read(data: str) -> Token | None:
    """The token in ``data``; None when it does not look like one of ours."""
    found = _TOKEN.fullmatch(data)
    return Token(int(found[1]), int(found[2]), found[3]) if found else None


def _signed(conversation_id: str, message_id: int, index: int, payload: str) -> str:
    return f"{conversation_id}\n{message_id}\n{index}\n{payload}"
