"""What the console says where it cannot show what was asked for: always a page, in words."""

from __future__ import annotations

from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from console.pages import page
from console.visits import Visit, note_refusal, to_sign_in, visitor
from paqte.errors import Refusal
from paqte.i18n import N_
from web.faults import Fault

_SIGN_IN: Final = N_("Votre session est terminée. Connectez-vous de nouveau.")
_FORBIDDEN: Final = (
    N_("Ce n’est pas ouvert à votre compte"),
    N_("Demandez à une personne qui administre la console si vous devez y avoir accès."),
)
_GONE: Final = (
    N_("Page introuvable"),
    N_("Cette page n’existe pas, ou elle n’est pas de votre territoire."),
)
_STALE: Final = (
    N_("La page a expiré"),
    N_("Revenez en arrière, rechargez la page, puis recommencez : rien n’a été changé."),
)
_TOO_LONG: Final = (N_("C’est trop long"), N_("Raccourcissez ce que vous envoyez."))
_AWAY: Final = (
    N_("La console est indisponible un instant"),
    N_("La base de données ne répond pas. Rien n’a été changé : réessayez dans une minute."),
)
_FAULT: Final = (
    N_("Une erreur est survenue"),
    N_("Rien n’a été changé. Si cela se répète, donnez cette référence à votre équipe."),
)


async def needs_sign_in(request: Request, _error: Exception) -> Response:
    """To the page of signing in, then back."""
    visit = visitor(request)
    if visit.live or request.url.path == "/flux":
        return Response(visit.words.gettext(_SIGN_IN), 401)
    path = request.url.path if request.method == "GET" else "/"
    return RedirectResponse(to_sign_in(path), 303)


async def forbidden(request: Request, _error: Exception) -> Response:
    """403: noted where it was found."""
    return _page(request, 403, _FORBIDDEN)


async def out_of_reach(request: Request, error: Exception) -> Response:
    """404, and noted: somebody guesses addresses, or follows an old link."""
    del error
    visit = visitor(request)
    if visit.staff is not None:
        await note_refusal(visit)
    return _page(request, 404, _GONE)


async def not_found(request: Request, _error: Exception) -> Response:
    """404: the address makes no sense."""
    return _page(request, 404, _GONE)


async def stale(request: Request, _error: Exception) -> Response:
    """403: nothing of the form was done."""
    return _page(request, 403, _STALE)


async def refused(request: Request, error: Exception) -> Response:
    """A rule said no, and no form is there to say it beside."""
    if not isinstance(error, Refusal):
        raise error
    visit = visitor(request)
    said = str(error.sentence(visit.words).striptags())
    return page(visit, "error.html", 409, title=said, text="", reference=None)


async def http(request: Request, error: Exception) -> Response:
    """What was raised as a status: no such page, no such method, too long."""
    if not isinstance(error, HTTPException):
        raise error
    said = _TOO_LONG if error.status_code == 413 else _GONE
    response = _page(request, error.status_code, said)
    response.headers.update(error.headers or {})
    return response


def fault(request: Request, what: Fault) -> Response:
    """The database away, or what no one foresaw."""
    said = _AWAY if what.status == 503 else _FAULT
    response = _page(request, what.status, said, what.reference)
    if what.status == 503:
        response.headers["Retry-After"] = "60"
    return response


def _page(
    request: Request, status: int, said: tuple[str, str], reference: str | None = None
) -> Response:
    visit: Visit = visitor(request)
    title, text = (visit.words.gettext(one) for one in said)
    return page(visit, "error.html", status, title=title, text=text, reference=reference)
