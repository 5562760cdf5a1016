"""One conversation, and what is done with it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query
from starlette.responses import RedirectResponse, Response

from console import days, together
from console.doing import attempt
from console.pages import page
from console.visits import Form, SignedIn, Visit, Writer, field
from paqte import clock
from paqte.database import UnitOfWork
from paqte.models import BOT, Conversation
from paqte.services import conversations, holding, progress
from paqte.services.internships import offers, requests
from paqte.services.staff import (
    accounts,
    audit,
    companies,
    declared,
    desk,
    entering,
    filing,
    lines,
    mentions,
    presence,
    replies,
    scope,
)
from paqte.services.staff.desk_refusals import SnoozeInPast

router = APIRouter()
_AT_ONCE = 60
_LARGEST: Final = 2**63 - 1
"""Of the numbers of messages."""
_FIRST_H = 9
#: Actions beside a conversation; the company has a page with all of them.
_BESIDE = 5
_EMPTY = dict.fromkeys(("draft", "note", "summary", "day", "label_written"), "")
"""What may be written beside a conversation, before anything is."""


@router.get("/conversations/{conversation_id}")
async def conversation_page(
    visit: SignedIn,
    conversation_id: str,
    before: Annotated[int | None, Query(alias="avant", ge=1, le=_LARGEST)] = None,
    reply: Annotated[str, Query(alias="reponse", max_length=36)] = "",
) -> Response:
    """What was said, with who it is beside it; ``reply``: a canned one to start from."""
    return await _conversation(visit, conversation_id, before=before, reply=reply)


async def _conversation(
    visit: Visit,
    conversation_id: str,
    *,
    before: int | None = None,
    error: Any = None,
    errors: dict[str, Any] | None = None,
    reply: str = "",
    written: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    fields = {**_EMPTY, **(written or {})}
    async with visit.database.unit_of_work() as uow:
        found = await desk.conversation(uow, visit.actor, conversation_id)
        shown = await _shown(uow, visit, found, before)
        if not visit.live:
            shown |= await _beside(uow, visit, shown["of"])
        if reply:
            row = shown["row"]
            fields["draft"] = await replies.filled(
                uow,
                reply,
                row.contact,
                row.of,
                visit.actor.staff.name,
                visit.settings.programme_name,
            )
        await _note_look(uow, visit, conversation_id)
        if before is None:
            last = shown["messages"][-1].id if shown["messages"] else None
            await desk.look(uow, visit.actor, conversation_id, last)
        await uow.commit()
    template = "_conversation.html" if visit.live else "conversation.html"
    return page(
        visit,
        template,
        status,
        error=error,
        errors=errors or {},
        before=before,
        **fields,
        follows=f"conversation={conversation_id}",
        **shown,
    )


async def _note_look(uow: UnitOfWork, visit: Visit, conversation_id: str) -> None:
    """Every look is in the journal, whatever asks for it.

    An open page that fetches its exchange again is the same look, for as long as a session lasts.
    """
    since = clock.now() - entering.LIFE
    seen: Final = "conversation_seen"
    if visit.live and await audit.noted(uow, seen, visit.actor, conversation_id, since):
        return
    await audit.record(uow, seen, visit.actor, subject="conversation", subject_id=conversation_id)


async def _shown(
    uow: UnitOfWork, visit: Visit, found: Conversation, before: int | None
) -> dict[str, Any]:
    messages = await conversations.history(uow, found.id, _AT_ONCE + 1, before)
    more = len(messages) > _AT_ONCE
    messages = messages[-_AT_ONCE:]
    notes = await desk.notes(uow, found.id)
    first = messages[0].created_at if messages else found.created_at
    if more:
        notes = [one for one in notes if one.created_at >= first]
    authors = {m.author for m in messages} | {n.staff_id or "" for n in notes}
    (row,) = await lines.rows(uow, visit.actor.staff, [found])
    colleagues = await mentions.colleagues(uow, found)
    there = (await presence.present(uow, [found.id])).get(found.id, ())
    return {
        "row": row,
        "found": found,
        "messages": messages,
        "items": sorted([*messages, *notes], key=lambda one: (one.created_at, one.id)),
        "older": messages[0].id if more else None,
        "names": await accounts.names(uow, sorted(authors - {"", BOT, "person"})),
        "holder": await holding.holder(uow, found.id),
        "colleagues": colleagues,
        # Once it is out of sight, it is first brought back.
        "may_be_put_off": desk.may_be_put_off(row.state) and row.state != "snoozed",
        "followers": [one for one in colleagues if scope.may_write(one)],
        "present": together.shown(visit.words, together.others(there, visit.actor.staff.id)),
        "labels": (await filing.labels(uow, [found.id])).get(found.id, []),
        "replies": await replies.everything(uow),
        "of": (await lines.whom_for(uow, [found.contact_id])).get(found.contact_id),
        "key": f"{visit.actor.staff.id}:{clock.now().timestamp():.6f}",
    }


async def _beside(uow: UnitOfWork, visit: Visit, of: lines.Of | None) -> dict[str, Any]:
    """What the company of the person is at, or what a school or association asked for.

    Nothing of one that is out of reach: a conversation follows its person, who may speak for a
    company of another territory.
    """
    if of is None or of.id is None:
        return {"company": None, "asked": []}
    if of.kind == "organisation":
        within = scope.reaches(visit.actor.staff, frozenset({of.department or ""}))
        asked = await requests.of_organisation(uow, of.id, _BESIDE) if within else []
        return {"company": None, "asked": asked}
    try:
        company = await companies.get(uow, visit.actor.staff, of.id)
    except scope.OutOfReach:
        return {"company": None, "asked": []}
    actions, count = await declared.latest(uow, visit.actor.staff, company.id, _BESIDE)
    return {
        "company": company,
        "progress": await progress.of_company(uow, company.id, clock.today()),
        "actions": actions,
        "more_actions": count > _BESIDE,
        "offers": await offers.of_company(uow, company.id),
        "asked": await requests.of_company(uow, company.id, _BESIDE),
    }


@router.post("/conversations/{conversation_id}/prendre")
async def take(visit: Writer, form: Form, conversation_id: str) -> Response:
    """Take it over."""
    del form
    programme = visit.settings.programme_name
    return await _do(
        visit,
        conversation_id,
        lambda uow: desk.take(uow, visit.actor, conversation_id, programme),
    )


@router.post("/conversations/{conversation_id}/reprendre")
async def take_from(visit: Writer, form: Form, conversation_id: str) -> Response:
    """Go on in the place of the colleague whom the page showed."""
    colleague = field(form, "a")
    return await _do(
        visit,
        conversation_id,
        lambda uow: desk.take_from(uow, visit.actor, conversation_id, colleague),
    )


@router.post("/conversations/{conversation_id}/repondre")
async def answer(visit: Writer, form: Form, conversation_id: str) -> Response:
    """Write to the person."""
    text, key = field(form, "text"), field(form, "key")[:80]
    return await _do(
        visit,
        conversation_id,
        lambda uow: desk.answer(uow, visit.actor, conversation_id, text, key),
        beside="reply",
        draft=text,
    )


@router.post("/conversations/{conversation_id}/noter")
async def write_note(visit: Writer, form: Form, conversation_id: str) -> Response:
    """A note for colleagues."""
    text, key = field(form, "text"), field(form, "key")[:80]
    return await _do(
        visit,
        conversation_id,
        lambda uow: desk.write_note(uow, visit.actor, conversation_id, text, key),
        beside="note",
        note=text,
    )


@router.post("/conversations/{conversation_id}/rendre")
async def give_back(visit: Writer, form: Form, conversation_id: str) -> Response:
    """Let the bot answer again, after what was agreed has been told if something was."""
    tell, summary = field(form, "silence") == "", field(form, "bilan")
    programme = visit.settings.programme_name
    return await _do(
        visit,
        conversation_id,
        lambda uow: desk.give_back(
            uow, visit.actor, conversation_id, programme, tell=tell, summary=summary
        ),
        beside="summary",
        summary=summary,
    )


@router.post("/conversations/{conversation_id}/ranger")
async def put_away(visit: Writer, form: Form, conversation_id: str) -> Response:
    """Resolve, reopen, snooze or assign."""
    actor, programme = visit.actor, visit.settings.programme_name

    async def put(uow: UnitOfWork) -> None:
        match field(form, "geste"):
            case "resoudre":
                await desk.resolve(uow, actor, conversation_id, programme)
            case "rouvrir":
                await desk.reopen(uow, actor, conversation_id)
            case "reporter":
                await desk.snooze(
                    uow, actor, conversation_id, _at_nine(clock.today() + timedelta(days=1))
                )
            case "reporter_au":
                await desk.snooze(uow, actor, conversation_id, _on(field(form, "jour")))
            case "attribuer":
                await desk.assign(uow, actor, conversation_id, field(form, "qui") or None)
            case _:
                raise scope.OutOfReach("gesture")

    if field(form, "geste") == "reporter_au":
        day = field(form, "jour")
        return await _do(visit, conversation_id, put, beside="day", day=day)
    return await _do(visit, conversation_id, put)


@router.post("/conversations/{conversation_id}/etiquettes")
async def label(visit: Writer, form: Form, conversation_id: str) -> Response:
    """One more, or « retirer » one."""
    gone, said = field(form, "retirer"), field(form, "etiquette")

    async def file(uow: UnitOfWork) -> None:
        if gone:
            await filing.unlabel(uow, visit.actor, conversation_id, gone)
        else:
            await filing.label(uow, visit.actor, conversation_id, said)

    return await _do(visit, conversation_id, file, beside="label", label_written=said)


async def _do(
    visit: Visit,
    conversation_id: str,
    does: Callable[[UnitOfWork], Awaitable[object]],
    *,
    beside: str | None = None,
    **written: str,
) -> Response:
    """Do it, then show the conversation; where a rule says no, with why, and what was written.

    Args:
        beside: the field that the sentence belongs to; at the top of the page without one.
        written: what was in the fields (``_EMPTY`` names them), as it was.
    """
    error = await attempt(visit, does)
    if error is None:
        return RedirectResponse(f"/conversations/{conversation_id}#bas", 303)
    if beside is None:
        return await _conversation(visit, conversation_id, error=error, status=409)
    return await _conversation(
        visit,
        conversation_id,
        errors={beside: error},
        written=written,
        status=422,
    )


def _on(day: str) -> datetime:
    """That day at nine, in Paris.

    Raises:
        SnoozeInPast: it is no day.
    """
    asked = days.day(day)
    if asked is None:
        raise SnoozeInPast("no day")
    return _at_nine(asked)


def _at_nine(day: date) -> datetime:
    """That day at nine, in Paris."""
    return datetime.combine(day, time(_FIRST_H), tzinfo=clock.PARIS)
