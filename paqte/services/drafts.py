"""Half-filled forms: the answers so far are here, not in the dialogue engine."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import Executable, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm.attributes import set_committed_value

from paqte import clock
from paqte.database import UnitOfWork
from paqte.models import Draft
from paqte.services import reminders
from paqte.services.writing import insert_once, table_of

REMINDER_KIND = "draft"
REMIND_AFTER = timedelta(days=1)


def _reminder_key(draft_id: str) -> str:
    """The key of the one reminder of a draft."""
    return f"draft:{draft_id}"


async def current(uow: UnitOfWork, contact_id: str, form: str | None = None) -> Draft | None:
    """The open draft of ``form``, or of whichever form was touched last."""
    found: Draft | None = await uow.session.scalar(
        _current_statement(form is not None), {"contact": contact_id, "form": form}
    )
    return found


@cache
def _current_statement(one_form: bool) -> Executable:
    """Put together once: it is asked for at every turn."""
    query = select(Draft).where(Draft.contact_id == bindparam("contact"), Draft.closed_at.is_(None))
    if one_form:
        query = query.where(Draft.form == bindparam("form"))
    return query.order_by(Draft.updated_at.desc()).limit(1)


async def closed_by(uow: UnitOfWork, contact_id: str, form: str, turn_id: str) -> bool:
    """Whether the turn ``turn_id`` itself ended ``form``: it is played again, by whoever asks."""
    query = select(Draft.id).where(
        Draft.contact_id == contact_id,
        Draft.form == form,
        Draft.last_turn_id == turn_id,
        Draft.closed_at.is_not(None),
    )
    return await uow.session.scalar(query.limit(1)) is not None


async def open_draft(
    uow: UnitOfWork, contact_id: str, form: str, answers: Mapping[str, Any] | None = None
) -> Draft:
    """The open draft of ``form``; a new one with ``answers`` if there is none."""
    await insert_once(
        uow,
        Draft,
        contact_id=contact_id,
        form=form,
        answers=dict(answers or {}),
        updated_at=clock.now(),
    )
    draft = await current(uow, contact_id, form)
    if draft is None:
        raise LookupError("the draft is gone")
    return draft


async def keep(
    uow: UnitOfWork,
    contact_id: str,
    conversation_id: str,
    form: str,
    *,
    answers: Mapping[str, Any],
    step: str | None,
    failures: int,
    turn_id: str,
) -> str:
    """Keep ``answers`` (all of them) and where ``form`` stands, in its open draft or a new one.

    The reminder « you were half-way » is due a day after the last answer; it comes once for a
    draft. ``turn_id`` tells a caller that plays a turn again (``draft.last_turn_id``) that its
    failures are counted already. An object of the session that stands for the row is not told.

    Returns:
        The draft's id.
    """
    now = clock.now()
    found = await uow.run(
        _keeping(uow.dialect),
        {
            "contact_id": contact_id,
            "form": form,
            "answers": dict(answers),
            "step": step,
            "failures": failures,
            "last_turn_id": turn_id,
            "updated_at": now,
        },
    )
    draft_id: str = found.scalar()
    await reminders.schedule(
        uow,
        REMINDER_KIND,
        contact_id,
        conversation_id,
        now + REMIND_AFTER,
        _reminder_key(draft_id),
        {"draft_id": draft_id, "form": form, "step": step},
    )
    return draft_id


@cache
def _keeping(dialect: str) -> Executable:
    table = table_of(Draft)
    insert = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
    kept = ("answers", "step", "failures", "last_turn_id", "updated_at")
    return insert.on_conflict_do_update(
        index_elements=[table.c.contact_id, table.c.form],
        index_where=table.c.closed_at.is_(None),
        set_={name: insert.excluded[name] for name in kept},
    ).returning(table.c.id)


async def close(uow: UnitOfWork, draft: Draft) -> None:
    """The form is over, finished or given up: its answers go, its reminder will not come."""
    now = clock.now()
    closed = await uow.run(_closing(), {"its_id": draft.id, "now": now})
    if closed.first() is None:
        await uow.session.refresh(draft)  # closed before
    else:
        set_committed_value(draft, "closed_at", now)
        set_committed_value(draft, "answers", {})
    await reminders.cancel(uow, _reminder_key(draft.id))


@cache
def _closing() -> Executable:
    table = table_of(Draft)
    return (
        update(table)
        .where(table.c.id == bindparam("its_id"), table.c.closed_at.is_(None))
        .values(closed_at=bindparam("now", type_=table.c.closed_at.type), answers={})
        .returning(table.c.id)
    )
