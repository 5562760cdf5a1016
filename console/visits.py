"""Who asks for a page: from which browser, signed in or not, in which language.

A browser has one cookie: a random token, which is a session once someone signed in with it. Every
form carries a signature of the token, so that no other site can send one in its name.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Annotated, Final, TypeAlias
from urllib.parse import quote

from fastapi import Depends, Request
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.responses import Response

from paqte import crypto
from paqte.database import Database
from paqte.i18n import LOCALES, Speech, speech, supported
from paqte.models import Staff
from paqte.services.staff import audit, entering, scope
from paqte.services.staff.audit import Actor
from paqte.settings import Settings

COOKIE: Final = "__Host-paqte"
"""The prefix has browsers refuse it from anywhere but this host, and without TLS."""
_PURPOSE: Final = "console-form"
_MOST_FIELDS: Final = 200
_NUL: Final = "\0"
"""No keyboard writes it, and PostgreSQL keeps no text with one."""


class NeedsSignIn(Exception):  # noqa: N818 - an answer, not a fault
    """Nobody is signed in."""


class Forbidden(Exception):  # noqa: N818 - an answer, not a fault
    """Their role does not go that far."""


class Stale(Exception):  # noqa: N818 - an answer, not a fault
    """The form was not made for this browser, or is too old."""


@dataclass(slots=True)
class Visit:
    """One request. ``token`` is what the cookie holds, ``fresh`` if it has to be given yet."""

    request: Request
    database: Database
    settings: Settings
    words: Speech
    token: str
    fresh: bool
    staff: Staff | None = None

    @property
    def address(self) -> str:
        """Where the request comes from; the proxy in front says so."""
        return self.request.client.host if self.request.client else ""

    @property
    def actor(self) -> Actor:
        """Who does what is asked."""
        if self.staff is None:
            raise NeedsSignIn
        return Actor(self.staff, self.address)

    @property
    def csrf(self) -> str:
        """What a form of this browser carries."""
        return crypto.sign(_PURPOSE, self.token)

    @property
    def live(self) -> bool:
        """Whether a part of a page is asked for by a page that is open."""
        return self.request.headers.get("HX-Request") == "true"

    def remember(self, response: Response) -> None:
        """Give the browser its cookie where it has none."""
        if self.fresh:
            give(response, self.token)

    def change_token(self, token: str) -> None:
        """Another cookie than before: what somebody planted before opens nothing after."""
        self.token, self.fresh = token, True


def give(response: Response, token: str) -> None:
    """The cookie: not to be read by scripts, nor sent by other sites' forms."""
    response.set_cookie(COOKIE, token, secure=True, httponly=True, samesite="lax", path="/")


def new_token() -> str:
    """Of a browser that never came."""
    return secrets.token_urlsafe(32)


def visitor(request: Request) -> Visit:
    """The visit as far as it is known without the database."""
    known: Visit | None = getattr(request.state, "visit", None)
    if known is not None:
        return known
    token = request.cookies.get(COOKIE, "")
    asked = request.cookies.get("langue") or supported(
        request.headers.get("accept-language", "")[:2]
    )
    visit = Visit(
        request=request,
        database=request.app.state.database,
        settings=request.app.state.settings,
        words=speech(asked if asked in LOCALES else "fr"),
        token=token or new_token(),
        fresh=not token,
    )
    request.state.visit = visit
    return visit


async def visiting(request: Request) -> Visit:
    """The visit, whoever it is.

    Raises:
        HTTPException: 404, the address holds what no text of a database can.
    """
    visit = visitor(request)
    if _NUL in request.url.path or "%00" in request.url.query:
        raise HTTPException(404)
    if not visit.fresh and visit.staff is None:
        database = visit.database
        async with database.reading() as uow:
            entered = await entering.find(uow, visit.token)
        if entered is not None:
            visit.staff = entered.staff
            visit.words = speech(entered.staff.locale)
            if entering.to_be_seen(entered.session):
                async with database.unit_of_work() as uow:
                    await entering.seen(uow, entered.session)
                    await uow.commit()
    return visit


async def signed_in(visit: Annotated[Visit, Depends(visiting)]) -> Visit:
    """Somebody of the team."""
    if visit.staff is None:
        raise NeedsSignIn
    return visit


async def note_refusal(visit: Visit) -> None:
    """Note that someone tried what is not theirs; the address without its question."""
    async with visit.database.unit_of_work() as uow:
        await audit.record(
            uow,
            "access_refused",
            visit.actor if visit.staff else None,
            subject="page",
            details={"path": visit.request.url.path[:200], "method": visit.request.method},
            address=visit.address,
        )
        await uow.commit()


async def writer(visit: Annotated[Visit, Depends(signed_in)]) -> Visit:
    """Somebody who answers and decides."""
    if not scope.may_write(visit.actor.staff):
        await note_refusal(visit)
        raise Forbidden
    return visit


async def administrator(visit: Annotated[Visit, Depends(signed_in)]) -> Visit:
    """Somebody who sees to accounts and the journal."""
    if visit.actor.staff.role != "administrator":
        await note_refusal(visit)
        raise Forbidden
    return visit


async def posted(request: Request, visit: Annotated[Visit, Depends(visiting)]) -> FormData:
    """The fields of a form that this browser was given.

    Raises:
        Stale, HTTPException: as for ``visiting``.
    """
    form = await request.form(max_files=0, max_fields=_MOST_FIELDS)
    given = form.get("csrf", "")
    if not isinstance(given, str) or not crypto.verify(_PURPOSE, visit.token, given):
        raise Stale
    if any(_NUL in value for _, value in form.multi_items() if isinstance(value, str)):
        raise HTTPException(404)
    return form


def field(form: FormData, name: str) -> str:
    """What was typed there; nothing where it is not text."""
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def to_sign_in(path: str) -> str:
    """The address that leads to ``path`` by way of signing in."""
    return "/connexion" if path in ("", "/") else f"/connexion?suite={quote(path, safe='/')}"


def safe_path(path: str) -> str:
    """``path`` if it is one of ours: nobody is sent to another site after signing in."""
    ours = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if ours and "\\" not in path else "/"


Visiting: TypeAlias = Annotated[Visit, Depends(visiting)]
SignedIn: TypeAlias = Annotated[Visit, Depends(signed_in)]
Writer: TypeAlias = Annotated[Visit, Depends(writer)]
Administrator: TypeAlias = Annotated[Visit, Depends(administrator)]
Form: TypeAlias = Annotated[FormData, Depends(posted)]
