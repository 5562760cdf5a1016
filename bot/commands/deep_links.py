"""What follows /start: where the person comes from, and what they came for.

https://core.telegram.org/bots/features#deep-linking: 64 characters at most of A-Z a-z 0-9 _ -.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import orjson

from reading.places.reader import department_name

_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")
_FLYER = "f_"
_INVITATION = "i_"

#: Entrances with a name: what the engine is told.
_DOORS: Final = {"entreprise": "/join_program", "association": "/search_slots"}


@dataclass(frozen=True, slots=True)
class DeepLink:
    """A parameter of /start, read.

    ``payload``: what the engine is told. ``source``: kept as where the person came from.
    """

    payload: str = "/greet"
    source: str | None = None


def read(parameter: str) -> DeepLink:
    """What ``parameter`` means; an unknown one is a plain /start."""
    if not _PARAMETER.fullmatch(parameter):
        return DeepLink()
    if parameter in _DOORS:
        return DeepLink(payload=_DOORS[parameter], source=parameter)
    if parameter.startswith(_FLYER) and len(parameter) > len(_FLYER):
        return DeepLink(source=parameter)
    if parameter.startswith(_INVITATION) and len(parameter) > len(_INVITATION):
        code = orjson.dumps({"code": parameter[len(_INVITATION) :]}).decode()
        return DeepLink(payload=f"/accept_invitation{code}", source="invitation")
    if department_name(parameter.upper()) is not None:
        return DeepLink(source=f"departement:{parameter.upper()}")
    return DeepLink()


def association_link(username: str) -> str:
    """The address that opens the bot for who looks for places."""
    return f"https://t.me/{username}?start=association"


def invitation_link(username: str, code: str) -> str:
    """The address that opens the bot with an invitation."""
    return f"https://t.me/{username}?start={_INVITATION}{code}"
