"""What time does to offers and requests: reminders, expiry, pauses that end, « did they come? »."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from paqte import clock
from paqte.database import UnitOfWork
from paqte.models import SeatRequest
from paqte.models.internships import ACCEPTED
from paqte.services.internships import offers, requests, telling, waiting
from paqte.services.internships.deadlines import is_over, next_deadline

AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Done:
    """How many of each were dealt with; ``more``: others may be due."""

    reminded: int = 0
    expired: int = 0
    asked: int = 0
    more: bool = False


async def run(uow: UnitOfWork, now: datetime) -> Done:
    """Deal with what is due, a hand of requests at a time."""
    today = now.astimezone(clock.PARIS).date()
    await offers.end_pauses(uow, today)
    await offers.expire(uow, today)
    found = await uow.session.scalars(
        select(SeatRequest.id)
        .where(SeatRequest.reply_due_at.is_not(None), SeatRequest.reply_due_at <= now)
        .order_by(SeatRequest.reply_due_at)
        .limit(AT_ONCE)
    )
    due = list(found)
    reminded = expired = asked = 0
    for request_id in due:
        match await _one(uow, request_id, now):
            case "reminded":
                reminded += 1
            case "expired":
                expired += 1
            case "asked":
                asked += 1
    return Done(reminded, expired, asked, more=len(due) == AT_ONCE)


async def _one(uow: UnitOfWork, request_id: str, now: datetime) -> str | None:
    # Locked as whoever answers locks it: one of the two finds that the other was faster.
    request = await requests.locked(uow, request_id)
    if request.reply_due_at is None or request.reply_due_at > now:
        return None
    if request.status in ACCEPTED:
        request.reply_due_at = None
        await telling.ask_outcome(uow, request)
        return "asked"
    weeks = await waiting.weeks_of(uow, request_id)
    sent_at = request.sent_at or request.created_at
    if request.status == "waiting" or is_over(sent_at, weeks, now):
        settled = await requests.expire(uow, request_id)
        if settled is not None:
            await telling.expired(uow, settled)
        return "expired"
    request.reminders_sent += 1
    request.reply_due_at = next_deadline(sent_at, request.reminders_sent, weeks)
    await uow.session.flush()
    await telling.remind(uow, request)
    return "reminded"
