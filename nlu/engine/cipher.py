"""Encryption of what the engine keeps: zlib, then Fernet, with keys derived from the secrets."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Sequence
from typing import Any

import ujson
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

#: Keeps the engine's key apart from the keys made of the same secret for other purposes.
PURPOSE = b"paqte tracker"


class Cipher:
    """Turns JSON values into sealed bytes and back.

    Args:
        secrets: the first seals; all can open, so that a secret can be changed without loss.
    """

    def __init__(self, secrets: Sequence[str]) -> None:
        if not secrets:
            raise ValueError("A cipher needs at least one secret.")
        self._fernet = MultiFernet([Fernet(_key(secret)) for secret in secrets])

    def seal(self, value: Any) -> bytes:
        """Encrypt a JSON value (numbers of numpy are taken as floats)."""
        # What Python's own would write, in half the time: all of it is written at every turn.
        text = ujson.dumps(value, ensure_ascii=False, escape_forward_slashes=False, default=_plain)
        return self._fernet.encrypt(zlib.compress(text.encode(), 1))

    def open(self, sealed: bytes) -> Any:
        """Decrypt what ``seal`` made.

        Raises:
            cryptography.fernet.InvalidToken: altered, or sealed with a secret not in the list.
        """
        return ujson.loads(zlib.decompress(self._fernet.decrypt(sealed)))


def _key(secret: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return base64.urlsafe_b64encode(derived)


def _plain(value: Any) -> Any:
    if hasattr(value, "item"):  # a scalar of numpy, as confidences are
        return value.item()
    raise TypeError(f"{type(value).__name__} cannot be kept as JSON")
