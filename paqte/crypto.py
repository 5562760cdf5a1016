"""Personal data at rest: encrypted columns, keyed hashes to find them by, signatures.

The secrets are not in the database. Each use has its own key, derived from a secret by HKDF
with the use's name, so that a signature can never pass for a hash or open a column.

Changing the secret: put the new one first in ``PAQTE_SECRET_KEY``, keep the old one last. New
values are encrypted with the first, all of them decrypt, and look-ups stay on the last: the
hashes in the database were made with it.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from functools import cache
from typing import Any

import orjson
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Dialect, LargeBinary, Text
from sqlalchemy.types import TypeDecorator

from paqte.errors import ConfigurationError

_COLUMNS = "columns"
_MIN_SECRET = 16

_secrets: tuple[bytes, ...] = ()


def configure(secret_key: str | Sequence[str]) -> None:
    """Set the secrets of this process: a comma-separated text or a list, the encrypting first.

    Raises:
        ConfigurationError: there is none, or one is too short to protect anything.
    """
    global _secrets
    given = secret_key.split(",") if isinstance(secret_key, str) else list(secret_key)
    keys = [key.strip() for key in given if key.strip()]
    if not keys:
        raise ConfigurationError("PAQTE_SECRET_KEY is missing: `make up` writes one into .env.")
    if any(len(key) < _MIN_SECRET for key in keys):
        raise ConfigurationError(
            f"PAQTE_SECRET_KEY is too short: each secret needs {_MIN_SECRET} characters or more."
        )
    _secrets = tuple(key.encode() for key in keys)
    _derived.cache_clear()
    _fernet.cache_clear()


def _keys() -> tuple[bytes, ...]:
    if not _secrets:
        raise ConfigurationError("The secret key was not set up before the data was touched.")
    return _secrets


@cache
def _derived(secret: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), length=32, salt=b"paqte", info=purpose.encode()).derive(secret)


@cache
def _fernet(secrets: tuple[bytes, ...], purpose: str) -> MultiFernet:
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(_derived(s, f"encrypt:{purpose}"))) for s in secrets]
    )


def encrypt(data: bytes, purpose: str = _COLUMNS) -> str:
    """``data`` encrypted and authenticated with the first secret, as ASCII."""
    return _fernet(_keys(), purpose).encrypt(data).decode()


def decrypt(token: str, purpose: str = _COLUMNS) -> bytes:
    """What ``encrypt`` was given.

    Raises:
        ConfigurationError: none of the secrets made it.
    """
    try:
        return _fernet(_keys(), purpose).decrypt(token.encode())
    except InvalidToken:
        raise ConfigurationError(
            "Data in the database was encrypted with another PAQTE_SECRET_KEY: add that key "
            "after the present one, separated by a comma."
        ) from None


def keyed_hash(purpose: str, value: str) -> str:
    """A stable fingerprint of ``value`` (64 hexadecimal digits) to look it up by."""
    key = _derived(_keys()[-1], f"hash:{purpose}")
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()


def sign(purpose: str, data: str, length: int = 22) -> str:
    """``length`` (at most 43) URL-safe characters that only we can make from ``data``."""
    return _signature(_keys()[0], purpose, data)[:length]


def verify(purpose: str, data: str, signature: str, length: int = 22) -> bool:
    """Whether ``signature`` is what ``sign`` gives by any of the secrets; in constant time."""
    given = signature.encode()
    return any(
        hmac.compare_digest(_signature(secret, purpose, data)[:length].encode(), given)
        for secret in _keys()
    )


def _signature(secret: bytes, purpose: str, data: str) -> str:
    digest = hmac.new(_derived(secret, f"sign:{purpose}"), data.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


class EncryptedText(TypeDecorator[str]):
    """Text that the database holds encrypted."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else encrypt(value.encode())

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else decrypt(value).decode()


class EncryptedJSON(TypeDecorator[Any]):
    """A JSON value that the database holds encrypted. Assign anew: changes inside go unseen."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else encrypt(orjson.dumps(value))

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002
        return None if value is None else orjson.loads(decrypt(value))


class SealedBytes(TypeDecorator[bytes]):
    """Bytes (a picture, a PDF) that the database holds encrypted."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002
        return None if value is None else encrypt(value).encode()

    def process_result_value(self, value: Any, dialect: Dialect) -> bytes | None:  # noqa: ARG002
        return None if value is None else decrypt(bytes(value).decode())
