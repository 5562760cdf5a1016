"""Who is told what of a request: the company's people, the organisation's, colleagues."""

from paqte.database import UnitOfWork
from paqte.models import SeatRequest
from paqte.services import notices
from paqte.services.internships.settling import Settled

NEW, REMINDER, OUTCOME = "request_new", "request_reminder", "request_outcome"
ANSWERED, CANCELLED, EXPIRED = "request_answered", "request_cancelled", "request_expired"
PROMOTED, MESSAGE = "request_promoted", "request_message"
CHANGED, TAKEN_BACK = "request_changed", "request_taken_back"
COMPANY, ORGANISATION = "company", "organisation"
"""On which side the person is who is told."""


async def asked(uow: UnitOfWork, request: SeatRequest) -> None:
    """The company is told, unless the request waits in line."""
    if request.status == "sent":
        await _hosts(uow, NEW, request)


async def answered(
    uow: UnitOfWork, settled: Settled, by: str | None, reason: str | None = None
) -> None:
    """The organisation learns the answer, colleagues of who answered that it was given.

    ``reason``: a refusal's, in the company's own words, without anything of a pupil.
    """
    request = settled.request
    about = _of(request, ORGANISATION) | ({"text": reason} if reason else {})
    people = await notices.of_organisation(uow, request.organisation_id)
    await notices.tell(uow, people, ANSWERED, about, f"{ANSWERED}:{request.id}")
    if by is not None:
        await _hosts(uow, ANSWERED, settled.request, by)
    await promoted(uow, settled)


async def cancelled(uow: UnitOfWork, settled: Settled, by: str, *, told: bool) -> None:
    """The company is told, if it had been ``told`` of the request, and colleagues of ``by``."""
    if told:
        await _hosts(uow, CANCELLED, settled.request)
    await _askers(uow, CANCELLED, settled.request, by)
    await promoted(uow, settled)


async def changed(uow: UnitOfWork, settled: Settled, by: str, before: int, key: str) -> None:
    """The company and colleagues of ``by`` learn that it is for another number of places.

    One that a smaller number moved up the line is new to the company, which is asked.
    """
    request = settled.request
    others = await notices.of_organisation(uow, request.organisation_id, by)
    about = {"before": str(before), "seats": str(request.seats)}
    await notices.tell(
        uow, others, CHANGED, {**_of(request, ORGANISATION), **about}, f"{CHANGED}:{key}"
    )
    if request.sent_at is not None and request not in settled.promoted:
        hosts = await notices.of_company(uow, request.company_id)
        await notices.tell(
            uow, hosts, CHANGED, {**_of(request, COMPANY), **about}, f"{CHANGED}:{key}"
        )
    await promoted(uow, settled)


async def taken_back(
    uow: UnitOfWork, settled: Settled, by: str, before: int, reason: str | None = None
) -> None:
    """The organisation learns that it has fewer places than ``before``, or none; so do colleagues.

    ``reason``: as in ``answered``.
    """
    request = settled.request
    about = {"before": str(before), "seats": str(request.accepted_seats)}
    key = f"{TAKEN_BACK}:{request.id}:{request.accepted_seats}"
    words = {"text": reason} if reason else {}
    people = await notices.of_organisation(uow, request.organisation_id)
    payload = {**_of(request, ORGANISATION), **about, **words}
    await notices.tell(uow, people, TAKEN_BACK, payload, key)
    colleagues = await notices.of_company(uow, request.company_id, by)
    payload = {**_of(request, COMPANY), **about, "contact": by}
    await notices.tell(uow, colleagues, TAKEN_BACK, payload, key)
    await promoted(uow, settled)


async def expired(uow: UnitOfWork, settled: Settled) -> None:
    """Both are told that the time is over; the company only of what it had to answer."""
    await _askers(uow, EXPIRED, settled.request)
    if settled.request.sent_at is not None:
        await _hosts(uow, EXPIRED, settled.request)
    await promoted(uow, settled)


async def promoted(uow: UnitOfWork, settled: Settled) -> None:
    """Who was first in line learns that a place is kept, the company that it is asked."""
    for request in settled.promoted:
        await _askers(uow, PROMOTED, request)
        await asked(uow, request)


async def remind(uow: UnitOfWork, request: SeatRequest) -> None:
    """The company has not answered yet."""
    people = await notices.of_company(uow, request.company_id)
    key = f"{REMINDER}:{request.id}:{request.reminders_sent}"
    await notices.tell(uow, people, REMINDER, _of(request, COMPANY), key)


async def ask_outcome(uow: UnitOfWork, request: SeatRequest) -> None:
    """The stage is over: did they come?"""
    await _hosts(uow, OUTCOME, request)


async def message(
    uow: UnitOfWork, request: SeatRequest, text: str, by: str, *, from_company: bool, key: str
) -> None:
    """Relay a question or its answer to the other side. ``by``: how the writer signs."""
    if from_company:
        people, side = await notices.of_organisation(uow, request.organisation_id), ORGANISATION
    else:
        people, side = await notices.of_company(uow, request.company_id), COMPANY
    payload = {**_of(request, side), "text": text, "by": by}
    await notices.tell(uow, people, MESSAGE, payload, f"{MESSAGE}:{key}")


def _of(request: SeatRequest, side: str) -> dict[str, str]:
    return {"request": request.id, "side": side}


async def _hosts(uow: UnitOfWork, kind: str, request: SeatRequest, *but: str | None) -> None:
    people = await notices.of_company(uow, request.company_id, *but)
    await notices.tell(uow, people, kind, _of(request, COMPANY), f"{kind}:{request.id}")


async def _askers(uow: UnitOfWork, kind: str, request: SeatRequest, *but: str | None) -> None:
    people = await notices.of_organisation(uow, request.organisation_id, *but)
    await notices.tell(uow, people, kind, _of(request, ORGANISATION), f"{kind}:{request.id}")
