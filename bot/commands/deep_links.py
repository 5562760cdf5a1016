"""What follows /start: where the person comes from, and what they came for.

https://core.telegram.org/bots/features#deep-linking: 64 characters at most of A-Z a-z 0-9 _ -.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import orjson

from paqte.crypto import sign, verify
from reading.places import department_name

_PURPOSE: Final = "resume-link"
_SIGNATURE_LENGTH: Final = 16
_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")
_FLYER = "f_"
_RESUME = "r_"
_INVITATION = "i_"
#: A UUID is 16 bytes: 22 characters of base64 without padding.
_ID_LENGTH: Final = 22

#: Entrances with a name: what the engine is told.
_DOORS: Final = {"entreprise": "/join_program", "association": "/search_slots"}


@dataclass(frozen=True, slots=True)
class DeepLink:
    """A parameter of /start, read.

    ``payload``: what the engine is told. ``source``: kept as where the person came from.
    ``draft_id``: the draft to resume, its signature checked. ``forged``: a résumé code that we
    did not make.
    """

    payload: str = "/greet"
    source: str | None = None
    draft_id: str | None = None
    forged: bool = False


def read(parameter: str) -> DeepLink:
    """What ``parameter`` means; an unknown one is a plain /start."""
    if not _PARAMETER.fullmatch(parameter):
        return DeepLink()
    if parameter in _DOORS:
        return DeepLink(payload=_DOORS[parameter], source=parameter)
    if parameter.startswith(_FLYER) and len(parameter) > len(_FLYER):
        return DeepLink(source=parameter)
    if parameter.startswith(_RESUME):
        draft_id = _draft_id(parameter[len(_RESUME) :])
        if draft_id is None:
            return DeepLink(forged=True)
        return DeepLink(payload="/resume", draft_id=draft_id)
    if parameter.startswith(_INVITATION) and len(parameter) > len(_INVITATION):
        code = orjson.dumps({"code": parameter[len(_INVITATION) :]}).decode()
        return DeepLink(payload=f"/accept_invitation{code}", source="invitation")
    if department_name(parameter.upper()) is not None:
        return DeepLink(source=f"departement:{parameter.upper()}")
    return DeepLink()


def invitation_link(username: str, code: str) -> str:
    """The address that opens the bot with an invitation."""
    return f"https://t.me/{username}?start={_INVITATION}{code}"


def resume_code(draft_id: str) -> str:
    """The parameter of /start that resumes a draft; it works for the person it belongs to."""
    encoded = base64.urlsafe_b64encode(UUID(draft_id).bytes).decode().rstrip("=")
    return f"{_RESUME}{encoded}{sign(_PURPOSE, draft_id, _SIGNATURE_LENGTH)}"


def _draft_id(code: str) -> str | None:
    encoded, signature = code[:_ID_LENGTH], code[_ID_LENGTH:]
    if len(encoded) != _ID_LENGTH:
        return None
    draft_id = str(UUID(bytes=base64.urlsafe_b64decode(encoded + "==")))
    return draft_id if verify(_PURPOSE, draft_id, signature, _SIGNATURE_LENGTH) else None
