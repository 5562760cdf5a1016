"""The list of conversations, and the choices of it that somebody keeps."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Query
from starlette.responses import RedirectResponse, Response

from console.doing import attempt
from console.filters import Filters
from console.pages import page
from console.visits import Form, SignedIn, Visit, field
from paqte.database import UnitOfWork
from paqte.reference import intents
from paqte.services.staff import filing, inbox, mentions
from paqte.services.staff.inbox import Cursor
from paqte.services.staff.lines import SPEAKS, STATES

router = APIRouter()


@router.get("/")
async def inbox_page(visit: SignedIn, filters: Annotated[Filters, Query()]) -> Response:
    """The list; only its lines where an open page asks for them."""
    return await _inbox(visit, filters, visit.request.url.query)


async def _inbox(
    visit: Visit, filters: Filters, query: str, code: int = 200, **values: Any
) -> Response:
    async with visit.database.reading() as uow:
        staff = visit.actor.staff
        rows, onward = await inbox.page(uow, staff, filters.wanted(), filters.cursor())
        counts = await inbox.counts(uow, staff)
        named = await mentions.unseen(uow, [staff])
        forms = await inbox.forms(uow)
        labels = await filing.all_labels(uow, visit.actor)
        views = await filing.views(uow, visit.actor)
    return page(
        visit,
        "_inbox.html" if visit.live else "inbox.html",
        code,
        rows=rows,
        counts=counts,
        mentions=len(named.get(staff.id, ())),
        queue=inbox.is_queue(filters.wanted()),
        filters=filters,
        query=query,
        states=STATES,
        kinds=SPEAKS,
        forms=forms,
        areas=intents.INTENTS,
        area_label=intents.area_label,
        labels=labels,
        views=views,
        onward=_onward(filters, onward),
        follows=filters.followed(),
        **({"error": None, "title": ""} | values),
    )


def _onward(filters: Filters, onward: Cursor | None) -> str | None:
    if onward is None:
        return None
    return filters.address(apres=f"{onward.at.isoformat()}_{onward.id}")


@router.post("/vues")
async def keep_view(visit: SignedIn, form: Form) -> Response:
    """Keep the choice that is shown, or « retirer » one."""
    query, title, gone = field(form, "query"), field(form, "title"), field(form, "retirer")

    async def keep(uow: UnitOfWork) -> None:
        if gone:
            await filing.drop_view(uow, visit.actor, gone)
        else:
            await filing.keep_view(uow, visit.actor, title, query)

    error = await attempt(visit, keep)
    if error is not None:
        filters = Filters.model_validate(dict(parse_qsl(query)))
        return await _inbox(visit, filters, query, 422, error=error, title=title)
    return RedirectResponse(f"/?{query}" if query else "/", 303)
