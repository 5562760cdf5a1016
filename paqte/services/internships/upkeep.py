"""What time does to offers and requests: reminders, expiry, pauses that end, « did they come? ».

Offers of a company that the team declined go with that decision; what is left of them goes here.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import select

from paqte import clock
from paqte.database import UnitOfWork
from paqte.models import SeatRequest
from paqte.models.internships import ACCEPTED
from paqte.services.internships import offers, publishing, settling, telling, waiting
from paqte.services.internships.deadlines import is_over, next_deadline
from paqte.services.writing import change_row

AT_ONCE = 200
_PUT_OFF = timedelta(hours=1)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Done:
    """How many of each were dealt with; ``failed``: put off; ``more``: others may be due."""

    reminded: int = 0
    expired: int = 0
    asked: int = 0
    failed: int = 0
    more: bool = False


async def run(uow: UnitOfWork, now: datetime) -> Done:
    """Deal with what is due, a hand of requests at a time."""
    today = now.astimezone(clock.PARIS).date()
    for offer in await offers.end_pauses(uow, today):
        await publishing.line_moves(uow, offer)
    await offers.expire(uow, today)
    for company_id in await publishing.declined_with_offers(uow):
        await publishing.withdraw_all(uow, company_id)
    found = await uow.session.scalars(
        select(SeatRequest.id)
        .where(SeatRequest.reply_due_at.is_not(None), SeatRequest.reply_due_at <= now)
        .order_by(SeatRequest.reply_due_at)
        .limit(AT_ONCE)
    )
    due = list(found)
    reminded = expired = asked = failed = 0
    for request_id in due:
        match await _one(uow, request_id, now):
            case "reminded":
                reminded += 1
            case "expired":
                expired += 1
            case "asked":
                asked += 1
            case "failed":
                failed += 1
    return Done(reminded, expired, asked, failed, more=len(due) == AT_ONCE)


async def _one(uow: UnitOfWork, request_id: str, now: datetime) -> str | None:
    # One that cannot be dealt with holds up nobody else's reminders, nor does it come first in
    # every hand from now on.
    try:
        async with uow.session.begin_nested():
            return await _deal_with(uow, request_id, now)
    except Exception:
        log.exception("request not dealt with", request=request_id)
        await change_row(uow, SeatRequest, request_id, reply_due_at=now + _PUT_OFF)
        return "failed"


async def _deal_with(uow: UnitOfWork, request_id: str, now: datetime) -> str | None:
    # Locked as whoever answers locks it: one of the two finds that the other was faster.
    request = await settling.locked(uow, request_id)
    if request.reply_due_at is None or request.reply_due_at > now:
        return None
    if request.status in ACCEPTED:
        request.reply_due_at = None
        await telling.ask_outcome(uow, request)
        return "asked"
    weeks = await waiting.weeks_of(uow, request_id)
    sent_at = request.sent_at or request.created_at
    if request.status == "waiting" or is_over(sent_at, weeks, now):
        settled = await settling.expire(uow, request_id)
        if settled is not None:
            await telling.expired(uow, settled)
        return "expired"
    request.reminders_sent += 1
    request.reply_due_at = next_deadline(sent_at, request.reminders_sent, weeks)
    await uow.session.flush()
    await telling.remind(uow, request)
    return "reminded"
