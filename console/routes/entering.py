"""Signing in and out, and the link that opens an account."""

from __future__ import annotations

from typing import Annotated

import segno
from fastapi import APIRouter, Query
from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from console.openid import LASTS_S, RETURN_PATH, Provider
from console.pages import page
from console.visits import Form, SignedIn, Visit, Visiting, field, give, new_token, safe_path
from paqte.errors import Refusal
from paqte.services import allowances
from paqte.services.staff import accounts, entering, proving
from paqte.services.staff.refusals import AccountRefusal, LinkGone
from paqte.services.staff.scope import OutOfReach

router = APIRouter()
Onward = Annotated[str, Query(alias="suite", max_length=500)]
_CODE = "/connexion/code"
_OPENID_COOKIE = "__Host-paqte-openid"


@router.get("/connexion")
async def sign_in_page(visit: Visiting, onward: Onward = "/") -> Response:
    """Address and password."""
    if visit.staff is not None:
        return RedirectResponse(safe_path(onward), 303)
    return page(visit, "sign_in.html", onward=safe_path(onward), email="", error=None)


@router.post("/connexion")
async def sign_in(visit: Visiting, form: Form) -> Response:
    """The first half."""
    email, onward = field(form, "email"), safe_path(field(form, "suite"))
    try:
        async with visit.database.unit_of_work() as uow:
            try:
                token = await entering.password(uow, email, field(form, "password"), visit.address)
            finally:
                await uow.commit()  # a try counts, whatever came of it
    except Refusal as refusal:
        error = refusal.sentence(visit.words)
        return page(visit, "sign_in.html", 422, onward=onward, email=email, error=error)
    visit.change_token(token)
    return _to(visit, f"{_CODE}?suite={onward}")


@router.get(_CODE)
async def code_page(visit: Visiting, onward: Onward = "/") -> Response:
    """The code of the application."""
    return page(visit, "code.html", onward=safe_path(onward), error=None)


@router.post(_CODE)
async def code(visit: Visiting, form: Form) -> Response:
    """The second half."""
    onward = safe_path(field(form, "suite"))
    try:
        async with visit.database.unit_of_work() as uow:
            try:
                token = await entering.code(uow, visit.token, field(form, "code"), visit.address)
            finally:
                await uow.commit()
    except LookupError:
        return RedirectResponse("/connexion", 303)
    except Refusal as refusal:
        error = refusal.sentence(visit.words)
        return page(visit, "code.html", 422, onward=onward, error=error)
    visit.change_token(token)
    return _to(visit, onward)


@router.post("/deconnexion")
async def sign_out(visit: SignedIn, form: Form) -> Response:
    """Out of this browser, or with « autres » of all the others."""
    async with visit.database.unit_of_work() as uow:
        if field(form, "autres"):
            await entering.leave_others(uow, visit.actor, visit.token)
        else:
            await entering.leave(uow, visit.actor, visit.token)
        await uow.commit()
    if field(form, "autres"):
        return RedirectResponse("/mon-compte", 303)
    visit.change_token(new_token())
    return _to(visit, "/connexion")


@router.get("/invitation/{link}")
async def invitation_page(visit: Visiting, link: str) -> Response:
    """A password, and a picture to be scanned by an application of codes."""
    async with visit.database.reading() as uow:
        staff = await accounts.invited(uow, link)
    return _invitation(visit, link, staff.email, staff.name, proving.new_totp())


@router.post("/invitation/{link}")
async def open_account(visit: Visiting, form: Form, link: str) -> Response:
    """The account is opened, and its owner is in."""
    secret = field(form, "secret")
    async with visit.database.unit_of_work() as uow:
        what = f"link:{visit.address}"
        wait = await allowances.spend(uow, what, entering.PER_ADDRESS, entering.PERIOD)
        await uow.commit()
    if wait is not None:
        raise entering.TooManyTries(wait)
    async with visit.database.unit_of_work() as uow:
        staff = await accounts.invited(uow, link)
        try:
            if not proving.is_totp(secret):
                raise LinkGone("no secret of ours")
            await accounts.open_account(
                uow,
                link,
                password=field(form, "password"),
                again=field(form, "again"),
                secret=secret,
                totp=field(form, "code"),
                address=visit.address,
            )
        except AccountRefusal as refusal:
            errors = {refusal.field: refusal.sentence(visit.words)}
            return _invitation(visit, link, staff.email, staff.name, secret, errors)
        token = await entering.enter(uow, staff, visit.address)
        await uow.commit()
    visit.change_token(token)
    return _to(visit, "/")


@router.get("/connexion/openid")
async def depart(visit: Visiting, onward: Onward = "/") -> Response:
    """To the provider, if one is set."""
    provider = _provider(visit)
    leaving = await provider.depart(safe_path(onward))
    response = RedirectResponse(leaving.address, 303)
    response.set_cookie(
        _OPENID_COOKIE,
        leaving.kept,
        max_age=LASTS_S,
        secure=True,
        httponly=True,
        samesite="lax",
        path="/",
    )
    return response


@router.get(RETURN_PATH)
async def arrive(
    visit: Visiting,
    code: Annotated[str, Query(max_length=2000)] = "",
    state: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """Back from the provider."""
    kept = visit.request.cookies.get(_OPENID_COOKIE, "")
    person = await _provider(visit).arrive(kept, state, code)
    async with visit.database.unit_of_work() as uow:
        try:
            token = await entering.by_openid(uow, person.subject, person.email, visit.address)
        finally:
            await uow.commit()  # a try is noted, whatever came of it
    visit.change_token(token)
    response = _to(visit, person.onward)
    response.delete_cookie(_OPENID_COOKIE, path="/", secure=True, httponly=True)
    return response


def _provider(visit: Visit) -> Provider:
    found: Provider | None = visit.request.app.state.provider
    if found is None:
        raise OutOfReach("no provider")
    return found


def _invitation(
    visit: Visit,
    link: str,
    email: str,
    name: str,
    secret: str,
    errors: dict[str, Markup] | None = None,
) -> Response:
    address = proving.totp_address(secret, email, visit.settings.programme_name)
    picture = segno.make(address, micro=False).svg_inline(scale=5, border=2, omitsize=True)
    return page(
        visit,
        "invitation.html",
        422 if errors else 200,
        link=link,
        email=email,
        name=name,
        secret=secret,
        picture=Markup(picture),  # noqa: S704 - drawn by us
        errors=errors or {},
    )


def _to(visit: Visit, path: str) -> Response:
    response = RedirectResponse(path, 303)
    give(response, visit.token)
    return response
