"""One action: what was counted, its proofs, its history; corrected where it is wrong."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from console import days
from console.doing import attempt, times_shown
from console.listing import address, list_before
from console.pages import page
from console.visits import Form, SignedIn, Visit, Writer, field
from paqte import clock
from paqte.database import UnitOfWork
from paqte.errors import Refusal
from paqte.i18n import N_
from paqte.services.declarations import Declaration
from paqte.services.staff import audit, declared
from paqte.services.staff.declared import Sheet

router = APIRouter()
_NUMBERS = ("quantity", "quantity_qpv", "quantity_rep")
_DATES = ("started_on", "ended_on")
_FIELDS = (*_NUMBERS, *_DATES, "partner")
_BEFORE = "avant_"
"""The form tells, beside what is typed, what each field held when it was shown."""


class NotANumber(Refusal):
    """Something else was typed."""

    message = N_("Écrivez un nombre, par exemple 12 ou 1500,50.")


class NotADate(Refusal):
    """Something else was typed."""

    message = N_("Donnez une date, par exemple 2026-11-28.")


@router.get("/actions/{action_id}")
async def action_page(visit: SignedIn, action_id: str) -> Response:
    """Everything about it."""
    return await _action(visit, action_id)


async def _action(
    visit: Visit,
    action_id: str,
    code: int = 200,
    typed: dict[str, str] | None = None,
    **values: Any,
) -> Response:
    async with visit.database.unit_of_work() as uow:
        sheet = await declared.sheet(uow, visit.actor.staff, action_id)
        await audit.record(uow, "action_seen", visit.actor, subject="action", subject_id=action_id)
        await uow.commit()
    now = _given(sheet)
    shown: dict[str, Any] = {"error": None, "corrects": typed is not None, "reason": ""} | values
    shown |= {"now": now, "given": now | (typed or {})}
    key = f"{action_id}:{visit.actor.staff.id}:{clock.now().timestamp():.6f}"
    return page(visit, "action.html", code, sheet=sheet, key=key, **shown)


def _given(sheet: Sheet) -> dict[str, str]:
    """The form as it is filled in first."""
    action = sheet.action
    return {
        "quantity": _plain(sheet.net),
        "quantity_qpv": _plain(action.quantity_qpv),
        "quantity_rep": _plain(action.quantity_rep),
        "started_on": action.started_on.isoformat(),
        "ended_on": action.ended_on.isoformat(),
        "partner": action.partner or "",
    }


def _plain(value: Decimal | None) -> str:
    if value is None:
        return ""
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"


@router.post("/actions/{action_id}")
async def correct_action(visit: Writer, form: Form, action_id: str) -> Response:
    """Make it right; old and new are kept, the company is told."""
    given = {name: field(form, name) for name in _FIELDS}

    async def correct(uow: UnitOfWork) -> None:
        sheet = await declared.sheet(uow, visit.actor.staff, action_id)
        key = field(form, "key")[:150]
        times = times_shown(field(form, "vu"))
        await declared.correct(uow, visit.actor, action_id, _right(sheet, given), key, times)

    error = await attempt(visit, correct)
    if error is not None:
        # What they did not touch is shown as it is now, and not written back as it was.
        typed = {name: of for name, of in given.items() if of != field(form, _BEFORE + name)}
        return await _action(visit, action_id, 422, typed, error=error)
    return RedirectResponse(f"/actions/{action_id}", 303)


@router.post("/actions/{action_id}/decider")
async def decide_action(visit: Writer, form: Form, action_id: str) -> Response:
    """Confirm or dispute this one, as it was when the page showed it; then the list."""
    shown, reason = {action_id: times_shown(field(form, "vu"))}, field(form, "reason")
    done = dict[str, int]()

    async def decide(uow: UnitOfWork) -> None:
        nonlocal done
        if field(form, "geste") == "confirmer":
            done = {"validees": await declared.confirm(uow, visit.actor, shown)}
        else:
            done = {"questions": await declared.dispute(uow, visit.actor, shown, reason)}

    error = await attempt(visit, decide)
    if error is not None:
        return await _action(visit, action_id, 422, error=error, reason=reason)
    return RedirectResponse(address("/actions", **list_before(form), **done), 303)


def _right(sheet: Sheet, given: dict[str, str]) -> Declaration:
    """What was typed, with what the form does not hold as it was.

    Raises:
        NotANumber, NotADate.
    """
    action = sheet.action
    quantity = _number(given["quantity"])
    if quantity is None:
        raise NotANumber("quantity")
    return Declaration(
        action.action_type,
        quantity,
        started_on=_date(given["started_on"]),
        ended_on=_date(given["ended_on"]),
        quantity_qpv=_number(given["quantity_qpv"]),
        quantity_rep=_number(given["quantity_rep"]),
        sides={side.unit: side.quantity for side in sheet.sides},
        partner=given["partner"].strip()[:200] or None,
        school_uai=action.school_uai,
        insee_code=action.insee_code,
    )


def _number(text: str) -> Decimal | None:
    kept = "".join(text.split()).replace(",", ".")
    if not kept:
        return None
    try:
        value = Decimal(kept)
    except InvalidOperation:
        raise NotANumber(text) from None
    if not value.is_finite():
        raise NotANumber(text)
    return value


def _date(text: str) -> date:
    found = days.day(text)
    if found is None:
        raise NotADate(text)
    return found


@router.get("/preuves/{proof_id}")
async def proof_file(visit: SignedIn, proof_id: str) -> Response:
    """The picture or PDF, to be kept by the browser as a file: never run in the page."""
    async with visit.database.unit_of_work() as uow:
        found = await declared.proof(uow, visit.actor.staff, proof_id)
        await audit.record(
            uow, "action_seen", visit.actor, subject="action", subject_id=found.action_id
        )
        await uow.commit()
    ending = found.media_type.rpartition("/")[2]
    headers = {"Content-Disposition": f'attachment; filename="{found.sha256[:8]}.{ending}"'}
    return Response(found.content, media_type=found.media_type, headers=headers)
