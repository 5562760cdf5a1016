"""The team itself: accounts, the journal, one's own account."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from starlette.responses import RedirectResponse, Response

from console import days, details
from console.labels import label
from console.pages import page
from console.visits import Administrator, Form, SignedIn, Visit, field
from paqte.errors import Refusal
from paqte.exchange.tables import CSV_TYPE, as_csv
from paqte.i18n import LOCALES
from paqte.models.staff import ROLES
from paqte.services.staff import accounts, audit
from paqte.services.staff.audit import Wanted
from paqte.services.staff.refusals import AccountRefusal

router = APIRouter()
_MOST_EXPORTED = 100_000
_COLUMNS = (
    *("at", "who", "act", "subject", "subject_id", "details", "address"),
    # For people, in the language of who takes the file.
    *("act_label", "details_label"),
)
_SHORTCUTS = {"oui": True, "non": False}
_PAGES = {"conversation": "/conversations", "company": "/entreprises", "action": "/actions"}
"""Where what the journal is about is shown."""


@router.get("/comptes")
async def accounts_page(visit: Administrator) -> Response:
    """Everybody, and a form to invite."""
    return await _accounts(visit)


async def _accounts(visit: Visit, status: int = 200, **values: Any) -> Response:
    async with visit.database.reading() as uow:
        staff = await accounts.everybody(uow)
    unsaid: dict[str, Any] = {"errors": {}, "given": {}, "link": None, "error": None, "typed": {}}
    shown = unsaid | values
    return page(visit, "accounts.html", status, staff=staff, roles=ROLES, **shown)


@router.post("/comptes")
async def invite(visit: Administrator, form: Form) -> Response:
    """A new account; its link is shown once."""
    given = {name: field(form, name) for name in ("email", "name", "role", "departments")}
    try:
        async with visit.database.unit_of_work() as uow:
            _, code = await accounts.invite(uow, visit.actor, locale="fr", **given)
            await uow.commit()
    except AccountRefusal as refusal:
        errors = {refusal.field: refusal.sentence(visit.words)}
        return await _accounts(visit, 422, errors=errors, given=given)
    return await _accounts(visit, link=link_to(visit, code))


@router.post("/comptes/{staff_id}")
async def change_account(visit: Administrator, form: Form, staff_id: str) -> Response:
    """Change, disable, enable or reset an account."""
    link = None
    try:
        async with visit.database.unit_of_work() as uow:
            match field(form, "geste"):
                case "desactiver":
                    await accounts.disable(uow, visit.actor, staff_id)
                case "reactiver":
                    await accounts.enable(uow, visit.actor, staff_id)
                case "reinitialiser":
                    link = link_to(visit, await accounts.reset(uow, visit.actor, staff_id))
                case _:
                    await accounts.change(
                        uow,
                        visit.actor,
                        staff_id,
                        name=field(form, "name"),
                        role=field(form, "role"),
                        departments=field(form, "departments"),
                    )
            await uow.commit()
    except Refusal as refusal:
        typed = {name: field(form, name) for name in ("name", "role", "departments")}
        said = refusal.sentence(visit.words)
        return await _accounts(visit, 422, error=said, typed=typed | {"id": staff_id})
    if link is not None:
        return await _accounts(visit, link=link)
    return RedirectResponse("/comptes", 303)


def link_to(visit: Visit, code: str) -> str:
    """The address that opens an account."""
    return f"{visit.settings.console_address}/invitation/{code}"


class JournalAsked(BaseModel):
    """Which part of the journal."""

    qui: str = Field("", max_length=36)
    acte: str = Field("", max_length=30)
    sujet: str = Field("", max_length=60)
    depuis: str = Field("", max_length=10)
    jusqu: str = Field("", max_length=10)
    avant: int | None = Field(None, ge=1, le=2**63 - 1)

    def wanted(self) -> Wanted:
        """As the service takes it; a date that is none is not asked."""
        return Wanted(
            staff_id=self.qui or None,
            act=self.acte or None,
            subject_id=self.sujet.strip() or None,
            since=days.day(self.depuis),
            until=days.day(self.jusqu),
            before=self.avant,
        )


@router.get("/journal")
async def journal_page(visit: Administrator, asked: Annotated[JournalAsked, Query()]) -> Response:
    """Who did what."""
    async with visit.database.reading() as uow:
        entries = await audit.entries(uow, asked.wanted(), audit.PAGE + 1)
        staff = await accounts.everybody(uow)
    more = entries[audit.PAGE - 1][0].id if len(entries) > audit.PAGE else None
    return page(
        visit,
        "journal.html",
        entries=entries[: audit.PAGE],
        more=more,
        asked=asked,
        staff=staff,
        names={one.id: one.name for one in staff},
        acts=audit.ACTS,
        pages=_PAGES,
    )


@router.get("/journal.csv")
async def journal_file(visit: Administrator, asked: Annotated[JournalAsked, Query()]) -> Response:
    """The same as a file; that it was taken is noted."""
    async with visit.database.unit_of_work() as uow:
        entries = await audit.entries(uow, asked.wanted(), _MOST_EXPORTED)
        names = {one.id: one.name for one in await accounts.everybody(uow)}
        await audit.record(uow, "data_exported", visit.actor, subject="journal")
        await uow.commit()
    rows = [
        (
            entry.at.isoformat(),
            who.email if who else "",
            entry.act,
            entry.subject or "",
            entry.subject_id or "",
            json.dumps(entry.details, ensure_ascii=False) if entry.details else "",
            entry.address or "",
            label("act", entry.act, visit.words),
            ", ".join(details.said(entry.act, entry.details, visit.words, names)),
        )
        for entry, who in entries
    ]
    return Response(
        as_csv(_COLUMNS, rows),
        media_type=CSV_TYPE,
        headers={"Content-Disposition": 'attachment; filename="journal.csv"'},
    )


@router.get("/mon-compte")
async def own_account(visit: SignedIn) -> Response:
    """Language, shortcuts, other browsers."""
    return page(visit, "own_account.html", locales=LOCALES)


@router.post("/mon-compte")
async def change_own(visit: SignedIn, form: Form) -> Response:
    """Another language, shortcuts of one key or none."""
    locale, shortcuts = field(form, "locale"), field(form, "raccourcis")
    async with visit.database.unit_of_work() as uow:
        staff = await accounts.get(uow, visit.actor.staff.id)
        if locale in LOCALES:
            staff.locale = locale
        if shortcuts in _SHORTCUTS:
            staff.one_key_shortcuts = _SHORTCUTS[shortcuts]
        await uow.commit()
    return RedirectResponse("/mon-compte", 303)
