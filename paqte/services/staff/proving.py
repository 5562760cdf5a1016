"""What someone of the team proves themselves by: a password (argon2id) and a code (TOTP)."""

import asyncio
import re
from functools import cache

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error

from paqte import clock

SHORTEST, LONGEST = 12, 128
"""CNIL, deliberation 2022-100: twelve characters where there is a second factor and more."""
STEP_S = 30
_SECRET = re.compile(r"[A-Z2-7]{32}")
_hasher = PasswordHasher()  # argon2id with the library's parameters, those of RFC 9106


async def hashed(password: str) -> str:
    """What is kept of it."""
    return await asyncio.to_thread(_hasher.hash, password)


async def fits(password: str, kept: str | None) -> bool:
    """Whether it is the one. Takes as long where there is none: nothing is told by time."""
    return await asyncio.to_thread(_fits, password, kept or _nobodys()) and kept is not None


def _fits(password: str, kept: str) -> bool:
    try:
        return _hasher.verify(kept, password)
    except Argon2Error:
        return False


@cache
def _nobodys() -> str:
    return _hasher.hash("nobody's")


def new_totp() -> str:
    """A secret to be put in an application of codes."""
    return pyotp.random_base32()


def totp_address(secret: str, email: str, programme: str) -> str:
    """What the picture to be scanned says (Key Uri Format of otpauth)."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=programme)


def step_of(secret: str, code: str, last: int | None) -> int | None:
    """The half-minute that ``code`` is of, if it is right now (RFC 6238), else None.

    The one before and after count too, for clocks that are off; none up to ``last``: a code is
    good once.
    """
    digits = "".join(code.split())
    now = int(clock.now().timestamp()) // STEP_S
    for step in (now, now - 1, now + 1):
        known = pyotp.TOTP(secret).generate_otp(step)
        if pyotp.utils.strings_equal(digits, known) and (last is None or step > last):
            return step
    return None


def is_totp(secret: str) -> bool:
    """Whether it could have come from ``new_totp``: what a form gives back may be anything."""
    return bool(_SECRET.fullmatch(secret))
