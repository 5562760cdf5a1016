"""What is to be confirmed: companies, actions, people, offers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query
from starlette.responses import RedirectResponse, Response

from console.doing import attempt, times_shown
from console.listing import LONGEST_CODE, Department, PageNumber, address, listed, page_of
from console.pages import page
from console.visits import Form, SignedIn, Visit, Writer, field
from paqte import clock
from paqte.database import UnitOfWork
from paqte.errors import Refusal
from paqte.i18n import N_
from paqte.models.actions import ActionStatus
from paqte.models.companies import CompanyStatus
from paqte.services import axes, progress
from paqte.services.internships import offers
from paqte.services.staff import audit, companies, declared, moderation, people, scope

router = APIRouter()
COMPANY_STATUSES: Final[tuple[CompanyStatus, ...]] = ("submitted", "confirmed", "declined")
ACTION_STATUSES: Final[tuple[ActionStatus, ...]] = ("declared", "confirmed", "disputed")
_MANY: Final = 1000
_MOST_ACTIONS: Final = 200
"""So many of a company are shown; of more, those that were declared last."""
_UNDECIDED: Final[Mapping[str, Any]] = {
    **{"error": None, "reason": "", "chosen": dict[str, int]()},
    **{"confirmed": None, "asked": None},
}
"""The page of actions before anything is decided on it."""


@router.get("/entreprises")
async def companies_page(
    visit: SignedIn,
    status: Annotated[str, Query(alias="statut", max_length=20)] = "submitted",
    words: Annotated[str, Query(alias="mots", max_length=100)] = "",
    department: Department = "",
    number: PageNumber = 1,
) -> Response:
    """Companies by status and département."""
    known: dict[str, CompanyStatus] = {one: one for one in COMPANY_STATUSES}
    async with visit.database.reading() as uow:
        shown = await listed(
            number,
            companies.PAGE,
            lambda offset: companies.page(
                uow, visit.actor.staff, known.get(status), words, department, offset
            ),
        )
        departments = await scope.departments(uow, visit.actor.staff)
    return page(
        visit,
        "companies.html",
        status=status,
        statuses=COMPANY_STATUSES,
        words_asked=words,
        department=department,
        departments=departments,
        **shown,
    )


@router.get("/entreprises/{company_id}")
async def company_page(visit: SignedIn, company_id: str) -> Response:
    """One company, with what there is to check."""
    return await _company(visit, company_id)


async def _company(visit: Visit, company_id: str, status: int = 200, **values: Any) -> Response:
    async with visit.database.unit_of_work() as uow:
        company = await companies.get(uow, visit.actor.staff, company_id)
        actions, count = await declared.latest(uow, visit.actor.staff, company_id, _MOST_ACTIONS)
        shown: dict[str, Any] = {
            "company": company,
            "people": await companies.people(uow, company_id),
            "checks": await companies.checks(uow, visit.actor.staff, company),
            "axes": await axes.chosen(uow, company_id),
            "progress": await progress.of_company(uow, company_id, clock.today()),
            "actions": actions,
            "more_actions": count - len(actions),
            "offers": await offers.of_company(uow, company_id, over=True),
        }
        await audit.record(
            uow, "company_seen", visit.actor, subject="company", subject_id=company_id
        )
        await uow.commit()
    return page(visit, "company.html", status, **({"error": None, "reason": ""} | shown | values))


@router.post("/entreprises/{company_id}")
async def decide_company(visit: Writer, form: Form, company_id: str) -> Response:
    """Confirm it, or decline it with a reason, as it was when the page showed it."""
    reason, shown = field(form, "reason"), field(form, "vu")

    async def decide(uow: UnitOfWork) -> None:
        if field(form, "geste") == "confirmer":
            await companies.confirm(uow, visit.actor, company_id, shown)
        else:
            await companies.decline(uow, visit.actor, company_id, shown, reason)

    error = await attempt(visit, decide)
    if error is not None:
        return await _company(visit, company_id, 422, error=error, reason=reason)
    return RedirectResponse(f"/entreprises/{company_id}", 303)


class NothingChosen(Refusal):
    """No action is ticked."""

    message = N_("Cochez d’abord une action.")


@router.get("/actions")
async def actions_page(
    visit: SignedIn,
    status: Annotated[str, Query(alias="statut", max_length=20)] = "declared",
    department: Department = "",
    number: PageNumber = 1,
    confirmed: Annotated[int | None, Query(alias="validees", ge=0, le=_MANY)] = None,
    asked: Annotated[int | None, Query(alias="questions", ge=0, le=_MANY)] = None,
) -> Response:
    """Actions by status; after a decision, of how many it was."""
    return await _actions(visit, status, department, number, confirmed=confirmed, asked=asked)


async def _actions(
    visit: Visit, status: str, department: str, number: int, code: int = 200, **values: Any
) -> Response:
    known: dict[str, ActionStatus] = {one: one for one in ACTION_STATUSES}
    async with visit.database.reading() as uow:
        found = await listed(
            number,
            declared.PAGE,
            lambda offset: declared.page(
                uow, visit.actor.staff, known.get(status), department, offset
            ),
        )
        departments = await scope.departments(uow, visit.actor.staff)
    shown = found | {**_UNDECIDED} | {"department": department, "departments": departments} | values
    return page(visit, "actions.html", code, status=status, statuses=ACTION_STATUSES, **shown)


@router.post("/actions")
async def decide_actions(visit: Writer, form: Form) -> Response:
    """Confirm or dispute those that are ticked, as they were when the page showed them."""
    ticked = [value for value in form.getlist("action") if isinstance(value, str)]
    chosen = dict(_shown(value) for value in ticked)
    reason, status = field(form, "reason"), field(form, "statut") or "declared"
    number, department, done = page_of(form), field(form, "departement"), dict[str, int]()

    async def decide(uow: UnitOfWork) -> None:
        nonlocal done
        if not chosen:
            raise NothingChosen("action")
        if field(form, "geste") == "confirmer":
            done = {"validees": await declared.confirm(uow, visit.actor, chosen)}
        else:
            done = {"questions": await declared.dispute(uow, visit.actor, chosen, reason)}

    error = await attempt(visit, decide)
    if error is not None:
        kept: dict[str, Any] = {"error": error, "reason": reason, "chosen": chosen}
        return await _actions(visit, status, department, number, 422, **kept)
    known = status if status in ACTION_STATUSES else "declared"
    where = department[:LONGEST_CODE] or None
    asked = {"statut": known, "departement": where, "page": number}
    return RedirectResponse(address("/actions", **asked, **done), 303)


@router.get("/structures")
async def people_page(
    visit: SignedIn,
    verified: Annotated[bool, Query(alias="verifiees")] = False,
    department: Department = "",
    number: PageNumber = 1,
    done: Annotated[int | None, Query(alias="faites", ge=0, le=1)] = None,
) -> Response:
    """Who asks for places; after a verification, whether it was one."""
    async with visit.database.reading() as uow:
        shown = await listed(
            number,
            people.PAGE,
            lambda offset: people.page(
                uow, visit.actor.staff, verified=verified, department=department, offset=offset
            ),
        )
        departments = await scope.departments(uow, visit.actor.staff)
    shown |= {"department": department, "departments": departments}
    return page(visit, "people.html", verified=verified, done=done, **shown)


@router.post("/structures/{member_id}")
async def verify_person(visit: Writer, form: Form, member_id: str) -> Response:
    """They do speak for it."""
    async with visit.database.unit_of_work() as uow:
        done = await people.verify(uow, visit.actor, member_id)
        await uow.commit()
    where = field(form, "departement")[:LONGEST_CODE] or None
    asked = {"departement": where, "page": page_of(form), "faites": int(done)}
    return RedirectResponse(address("/structures", **asked), 303)


@router.get("/offres")
async def offers_page(
    visit: SignedIn,
    over: Annotated[bool, Query(alias="terminees")] = False,
    department: Department = "",
    number: PageNumber = 1,
    hidden: Annotated[int | None, Query(alias="retirees", ge=1, le=1)] = None,
) -> Response:
    """Offers of internship places; after one was hidden, that it was."""
    return await _offers(visit, over, department, number, hidden=hidden)


async def _offers(
    visit: Visit, over: bool, department: str, number: int, code: int = 200, **values: Any
) -> Response:
    async with visit.database.reading() as uow:
        found = await listed(
            number,
            moderation.PAGE,
            lambda offset: moderation.page(
                uow, visit.actor.staff, over=over, department=department, offset=offset
            ),
        )
        departments = await scope.departments(uow, visit.actor.staff)
    where = {"department": department, "departments": departments}
    shown = found | where | {"error": None, "about": "", "reason": "", "hidden": None} | values
    return page(visit, "offers.html", code, over=over, **shown)


@router.post("/offres/{offer_id}")
async def hide_offer(visit: Writer, form: Form, offer_id: str) -> Response:
    """Take it out of sight."""
    reason, number = field(form, "reason"), page_of(form)
    department = field(form, "departement")

    async def hide(uow: UnitOfWork) -> None:
        await moderation.hide(uow, visit.actor, offer_id, reason)

    error = await attempt(visit, hide)
    if error is not None:
        kept: dict[str, Any] = {"error": error, "about": offer_id, "reason": reason}
        return await _offers(visit, False, department, number, 422, **kept)
    where = department[:LONGEST_CODE] or None
    return RedirectResponse(address("/offres", departement=where, page=number, retirees=1), 303)


def _shown(value: str) -> tuple[str, int]:
    """An action, and how often it had been changed when it was shown: « id:2 »."""
    identity, _, times = value.partition(":")
    return identity, times_shown(times)
