"""Reminders of the journey: before a target's date, and as a quarter ends.

Targets are a calendar year's, so their date is 31 December. At most one a fortnight for a person,
whatever they are about; none where there is nothing left to do.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import exists, select, update

from paqte import clock
from paqte.database import UnitOfWork
from paqte.models import Action, Contact, Conversation, Membership, Reminder
from paqte.services import joining, progress, reminders
from paqte.services.progress import Line

KIND = "nudge"
OCCASIONS = ((3, 25), (6, 25), (9, 25), (12, 1), (12, 18))
"""Month and day: the quarters' ends, and, in December, a month before the targets' date."""
AHEAD = timedelta(days=7)
"""How long before its day a reminder is planned."""
FORTNIGHT = timedelta(days=14)
FROM, SPREAD_MIN = time(10), 360
"""When the first leaves, in Paris, and over how many minutes they are spread."""
AT_ONCE = 500
"""People for whom a reminder is planned in one transaction."""
MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class Nudge:
    """What a reminder is about: targets of ``year`` not reached, or axes and nothing lately."""

    year: int
    lines: tuple[Line, ...] = ()
    axes: tuple[str, ...] = ()


def next_occasion(today: date) -> date:
    """The next day on which reminders leave, ``today`` included."""
    days = [date(year, *day) for year in (today.year, today.year + 1) for day in OCCASIONS]
    return min(day for day in days if day >= today)


async def plan(uow: UnitOfWork, today: date) -> bool:
    """Plan the next occasion's reminders, once each; whether more people may be left.

    Only for those who speak for a company, can be reached and want reminders.
    """
    day = next_occasion(today)
    if day - today > AHEAD:
        return False
    key = Reminder.key == f"{KIND}:{day.isoformat()}:" + Contact.id
    found = await uow.session.execute(
        select(Contact.id, Conversation.id)
        .join(Conversation, Conversation.contact_id == Contact.id)
        .where(
            Contact.reminders_on.is_(True),
            Contact.unreachable_at.is_(None),
            Contact.erased_at.is_(None),
            exists().where(Membership.contact_id == Contact.id),
            ~exists().where(key),
        )
        .order_by(Contact.id)
        .limit(AT_ONCE)
    )
    people = list(found)
    for contact_id, conversation_id in people:
        await reminders.schedule(
            uow,
            KIND,
            contact_id,
            conversation_id,
            _moment(day, contact_id),
            f"{KIND}:{day.isoformat()}:{contact_id}",
        )
    return len(people) == AT_ONCE


def too_soon(contact: Contact, now: datetime) -> datetime | None:
    """Until when a reminder must wait, because another was sent less than a fortnight ago."""
    if contact.reminded_at is None or now - contact.reminded_at >= FORTNIGHT:
        return None
    return contact.reminded_at + FORTNIGHT


async def sent(uow: UnitOfWork, contact_id: str, now: datetime) -> None:
    """One left at ``now``: the next waits a fortnight."""
    await uow.session.execute(
        update(Contact).where(Contact.id == contact_id).values(reminded_at=now)
    )


async def put_off(uow: UnitOfWork, contact_id: str, conversation_id: str, key: str) -> None:
    """« Plus tard »: again in a fortnight, even if the reminder was purged since."""
    due = clock.now() + FORTNIGHT
    if not await reminders.snooze(uow, key, due):
        await reminders.schedule(uow, KIND, contact_id, conversation_id, due, key)


async def about(uow: UnitOfWork, contact_id: str, now: datetime) -> Nudge | None:
    """What there is to remind of; ``None``: nothing is missing, or something was just declared."""
    company = await joining.company_of(uow, contact_id)
    if company is None:
        return None
    today = now.astimezone(clock.PARIS).date()
    stands = await progress.of_company(uow, company.id, today)
    targets = [line for line in stands.of_year(today.year) if line.target]
    missing = tuple(line for line in targets if line.missing)
    if targets:
        return Nudge(today.year, lines=missing[:MOST_LINES]) if missing else None
    if not stands.axes or await _declared_since(uow, company.id, now - FORTNIGHT):
        return None
    return Nudge(today.year, axes=stands.axes)


async def missing(uow: UnitOfWork, company_id: str, code: str, today: date) -> Line | None:
    """The target of this year for the type ``code``, while it is not reached."""
    stands = await progress.of_company(uow, company_id, today)
    return next(
        (one for one in stands.of_year(today.year) if one.action_type == code and one.missing), None
    )


async def _declared_since(uow: UnitOfWork, company_id: str, moment: datetime) -> bool:
    found = await uow.session.scalar(
        select(Action.id).where(Action.company_id == company_id, Action.created_at >= moment)
    )
    return found is not None


def _moment(day: date, contact_id: str) -> datetime:
    """Always the same for a person, spread over the day for all: Telegram takes 30 a second."""
    place = int.from_bytes(hashlib.sha256(contact_id.encode()).digest()[:4]) % SPREAD_MIN
    local = datetime.combine(day, FROM, clock.PARIS) + timedelta(minutes=place)
    return local.astimezone(UTC)


async def reminded_since(uow: UnitOfWork, contact_id: str, day: date) -> bool:
    """Whether a reminder was sent to that person on ``day`` (in Paris) or later."""
    found = await uow.session.scalar(select(Contact.reminded_at).where(Contact.id == contact_id))
    return found is not None and found.astimezone(clock.PARIS).date() >= day
