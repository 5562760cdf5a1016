"""The list of conversations, one of them, and what is done with it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field, field_validator
from starlette.responses import RedirectResponse, Response

from console.pages import page
from console.visits import Form, SignedIn, Visit, Writer, field
from paqte import clock
from paqte.database import UnitOfWork
from paqte.errors import Refusal
from paqte.models import BOT, Conversation
from paqte.services import conversations, holding
from paqte.services.staff import accounts, audit, desk, filing, inbox, lines, replies, scope
from paqte.services.staff.inbox import Cursor, Wanted
from paqte.services.staff.lines import SPEAKS, STATES, Speaks, State

router = APIRouter()
_AT_ONCE = 60
_TOMORROW_H = 9


class Filters(BaseModel):
    """The list as its address says it. What makes no sense counts as not asked."""

    model_config = ConfigDict(extra="ignore")

    etat: State | None = None
    moi: bool = False
    libres: bool = False
    departement: str | None = Field(None, max_length=3)
    qui: Speaks | None = None
    intention: str | None = Field(None, max_length=60)
    sous: int | None = Field(None, ge=0, le=100)
    formulaire: str | None = Field(None, max_length=60)
    depuis: date | None = None
    jusqu: date | None = None
    etiquette: str | None = Field(None, max_length=40)
    mots: str | None = Field(None, max_length=100)
    apres: str | None = Field(None, max_length=80)

    @field_validator("*", mode="wrap")
    @classmethod
    def _or_nothing(cls, value: Any, handler: Any) -> Any:
        if value == "":
            return None
        try:
            return handler(value)
        except ValueError:
            return None

    def wanted(self) -> Wanted:
        """As the service takes it."""
        return Wanted(
            state=self.etat,
            mine=bool(self.moi),
            unassigned=bool(self.libres),
            department=self.departement,
            speaks=self.qui,
            intent=self.intention,
            below=self.sous / 100 if self.sous is not None else None,
            form=self.formulaire,
            since=self.depuis,
            until=self.jusqu,
            words=self.mots,
            label=self.etiquette,
        )

    def cursor(self) -> Cursor | None:
        """Where the page begins."""
        at, _, identity = (self.apres or "").partition("_")
        try:
            moment = datetime.fromisoformat(at)
        except ValueError:
            return None
        return Cursor(moment, identity) if moment.tzinfo and identity else None

    def address(self, **changes: Any) -> str:
        """The list with these changes, from its first page."""
        told = self.model_dump(exclude_none=True, exclude={"apres"}, mode="json") | changes
        kept = {name: value for name, value in told.items() if value not in (None, False, "")}
        return f"/?{urlencode(kept)}" if kept else "/"


@router.get("/")
async def inbox_page(visit: SignedIn, filters: Annotated[Filters, Query()]) -> Response:
    """The list; only its lines where an open page asks for them."""
    async with visit.database.reading() as uow:
        rows, onward = await inbox.page(uow, visit.actor.staff, filters.wanted(), filters.cursor())
        counts = await inbox.counts(uow, visit.actor.staff)
        forms = await inbox.forms(uow)
        labels = await filing.all_labels(uow, visit.actor)
        views = await filing.views(uow, visit.actor)
    return page(
        visit,
        "_inbox.html" if visit.live else "inbox.html",
        rows=rows,
        counts=counts,
        filters=filters,
        states=STATES,
        kinds=SPEAKS,
        forms=forms,
        labels=labels,
        views=views,
        onward=_onward(filters, onward),
    )


def _onward(filters: Filters, onward: Cursor | None) -> str | None:
    if onward is None:
        return None
    return filters.address(apres=f"{onward.at.isoformat()}_{onward.id}")


@router.get("/conversations/{conversation_id}")
async def conversation_page(
    visit: SignedIn,
    conversation_id: str,
    before: Annotated[int | None, Query(alias="avant", ge=1)] = None,
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
    reply: str = "",
    draft: str = "",
    note: str = "",
    status: int = 200,
) -> Response:
    async with visit.database.unit_of_work() as uow:
        found = await desk.conversation(uow, visit.actor, conversation_id)
        shown = await _shown(uow, visit, found, before)
        if reply:
            row = shown["row"]
            draft = await replies.filled(
                uow,
                reply,
                row.contact,
                row.of,
                visit.actor.staff.name,
                visit.settings.programme_name,
            )
        if not visit.live and status == 200:
            await audit.record(
                uow,
                "conversation_seen",
                visit.actor,
                subject="conversation",
                subject_id=conversation_id,
            )
        if shown["messages"] and before is None:
            await desk.look(uow, visit.actor, conversation_id, shown["messages"][-1].id)
        await uow.commit()
    template = "_conversation.html" if visit.live else "conversation.html"
    return page(visit, template, status, error=error, draft=draft, note=note, **shown)


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
    colleagues = [one for one in await accounts.everybody(uow) if one.disabled_at is None]
    return {
        "row": row,
        "found": found,
        "messages": messages,
        "items": sorted([*messages, *notes], key=lambda one: (one.created_at, one.id)),
        "older": messages[0].id if more else None,
        "names": await accounts.names(uow, sorted(authors - {"", BOT, "person"})),
        "holder": await holding.holder(uow, found.id),
        "colleagues": colleagues,
        "labels": (await filing.labels(uow, [found.id])).get(found.id, []),
        "replies": await replies.everything(uow),
        "of": (await lines.whom_for(uow, [found.contact_id])).get(found.contact_id),
        "key": f"{visit.actor.staff.id}:{clock.now().timestamp():.6f}",
        "tomorrow": _tomorrow(),
    }


@router.post("/conversations/{conversation_id}/prendre")
async def take(visit: Writer, form: Form, conversation_id: str) -> Response:
    """Take it over."""
    del form
    programme = visit.settings.programme_name
    try:
        async with visit.database.unit_of_work() as uow:
            await desk.take(uow, visit.actor, conversation_id, programme)
            await uow.commit()
    except Refusal as refusal:
        error = refusal.sentence(visit.words)
        return await _conversation(visit, conversation_id, error=error, status=409)
    return _back(conversation_id)


@router.post("/conversations/{conversation_id}/repondre")
async def answer(visit: Writer, form: Form, conversation_id: str) -> Response:
    """Write to the person."""
    text = field(form, "text")
    try:
        async with visit.database.unit_of_work() as uow:
            await desk.answer(uow, visit.actor, conversation_id, text, field(form, "key")[:80])
            await uow.commit()
    except Refusal as refusal:
        error = refusal.sentence(visit.words)
        return await _conversation(visit, conversation_id, error=error, draft=text, status=422)
    return _back(conversation_id)


@router.post("/conversations/{conversation_id}/noter")
async def write_note(visit: Writer, form: Form, conversation_id: str) -> Response:
    """A note for colleagues."""
    text = field(form, "text")
    try:
        async with visit.database.unit_of_work() as uow:
            await desk.write_note(uow, visit.actor, conversation_id, text)
            await uow.commit()
    except Refusal as refusal:
        error = refusal.sentence(visit.words)
        return await _conversation(visit, conversation_id, error=error, note=text, status=422)
    return _back(conversation_id)


@router.post("/conversations/{conversation_id}/rendre")
async def give_back(visit: Writer, form: Form, conversation_id: str) -> Response:
    """Let the bot answer again."""
    tell = field(form, "silence") == ""
    programme = visit.settings.programme_name
    async with visit.database.unit_of_work() as uow:
        await desk.give_back(uow, visit.actor, conversation_id, programme, tell=tell)
        await uow.commit()
    return _back(conversation_id)


@router.post("/conversations/{conversation_id}/ranger")
async def put_away(visit: Writer, form: Form, conversation_id: str) -> Response:
    """Resolve, reopen, snooze or assign."""
    actor, programme = visit.actor, visit.settings.programme_name
    try:
        async with visit.database.unit_of_work() as uow:
            match field(form, "geste"):
                case "resoudre":
                    await desk.resolve(uow, actor, conversation_id, programme)
                case "rouvrir":
                    await desk.reopen(uow, actor, conversation_id)
                case "reporter":
                    await desk.snooze(uow, actor, conversation_id, _tomorrow())
                case "attribuer":
                    who = field(form, "qui") or None
                    await desk.assign(uow, actor, conversation_id, who)
                case _:
                    raise scope.OutOfReach("gesture")
            await uow.commit()
    except Refusal as refusal:
        error = refusal.sentence(visit.words)
        return await _conversation(visit, conversation_id, error=error, status=409)
    return _back(conversation_id)


def _tomorrow() -> datetime:
    """Tomorrow at nine, in Paris."""
    day = clock.today() + timedelta(days=1)
    return datetime(day.year, day.month, day.day, _TOMORROW_H, tzinfo=clock.PARIS)


def _back(conversation_id: str) -> Response:
    return RedirectResponse(f"/conversations/{conversation_id}#bas", 303)
