"""Sheets in the database: a form's answers are one draft, read before and written after."""

import orjson

from actions.runtime import Runtime
from actions.steps import Effect, Sheet
from actions.turn import Turn
from paqte.database import UnitOfWork
from paqte.models import Draft
from paqte.services import drafts
from paqte.services.speakers import OpenDraft


def begun(turn: Turn) -> Sheet | None:
    """The open draft of the action's own form, read with the turn; ``None`` without one."""
    return None if turn.draft is None else as_sheet(turn.draft)


async def finished_now(runtime: Runtime, turn: Turn, form: str) -> bool:
    """Whether this very turn has sent ``form`` already, and the engine lost that it had."""
    async with runtime.database.reading() as uow:
        return await drafts.closed_by(uow, turn.contact.id, form, turn.id)


async def keep(
    runtime: Runtime,
    turn: Turn,
    form: str,
    sheet: Sheet,
    effects: tuple[Effect, ...] = (),
) -> None:
    """Write the sheet, and what else the turn decided, in one transaction."""
    async with runtime.database.unit_of_work() as uow:
        await drafts.keep(
            uow,
            turn.contact.id,
            turn.conversation_id,
            form,
            answers=sheet.answers,
            step=sheet.step,
            failures=sheet.failures,
            turn_id=turn.id,
        )
        for effect in effects:
            await effect(uow)
        await uow.commit()


async def close(uow: UnitOfWork, turn: Turn, form: str) -> None:
    """End the draft of ``form``, if one is open: its answers go."""
    draft = await drafts.current(uow, turn.contact.id, form)
    if draft is not None:
        await drafts.close(uow, draft)


def as_kept(sheet: Sheet, turn: Turn) -> OpenDraft:
    """What the database gives back of ``sheet``, kept in this turn."""
    answers = orjson.loads(orjson.dumps(sheet.answers))
    return OpenDraft(answers, sheet.step, sheet.failures, turn.id)


def as_sheet(draft: Draft | OpenDraft) -> Sheet:
    """What ``draft`` holds, free of its transaction."""
    return Sheet(
        answers=dict(draft.answers),
        step=draft.step,
        failures=draft.failures,
        last_turn_id=draft.last_turn_id,
    )
