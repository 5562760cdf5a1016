"""Who is told what of a request: the company's people, the organisation's, colleagues."""

from paqte.database import UnitOfWork
from paqte.models import SeatRequest
from paqte.services import notices
from paqte.services.internships.requests import Settled

NEW, REMINDER, OUTCOME = "request_new", "request_reminder", "request_outcome"
ANSWERED, CANCELLED, EXPIRED = "request_answered", "request_cancelled", "request_expired"
ANSWERED_BY_COLLEAGUE, PROMOTED = "request_answered_by_colleague", "request_promoted"
MESSAGE, MATCH = "request_message", "offer_match"


async def asked(uow: UnitOfWork, request: SeatRequest) -> None:
    """The company is told, unless the request waits in line."""
    if request.status == "sent":
        people = await notices.of_company(uow, request.company_id)
        await notices.tell(uow, people, NEW, _of(request), f"{NEW}:{request.id}")


async def answered(uow: UnitOfWork, settled: Settled, by: str | None) -> None:
    """The organisation learns the answer, colleagues of who answered that it was given."""
    request = settled.request
    people = await notices.of_organisation(uow, request.organisation_id)
    await notices.tell(uow, people, ANSWERED, _of(request), f"{ANSWERED}:{request.id}")
    colleagues = await notices.of_company(uow, request.company_id, by)
    kind = ANSWERED_BY_COLLEAGUE
    await notices.tell(uow, colleagues, kind, {**_of(request), "by": by}, f"{kind}:{request.id}")
    await promoted(uow, settled)


async def cancelled(uow: UnitOfWork, settled: Settled, by: str) -> None:
    """The company is told, and colleagues of who cancelled."""
    request = settled.request
    people = await notices.of_company(uow, request.company_id)
    people += await notices.of_organisation(uow, request.organisation_id, by)
    await notices.tell(uow, people, CANCELLED, _of(request), f"{CANCELLED}:{request.id}")
    await promoted(uow, settled)


async def expired(uow: UnitOfWork, settled: Settled) -> None:
    """Both are told that the time is over."""
    request = settled.request
    people = await notices.of_organisation(uow, request.organisation_id)
    people += await notices.of_company(uow, request.company_id)
    await notices.tell(uow, people, EXPIRED, _of(request), f"{EXPIRED}:{request.id}")
    await promoted(uow, settled)


async def promoted(uow: UnitOfWork, settled: Settled) -> None:
    """Who was first in line learns that a place is kept, the company that it is asked."""
    for request in settled.promoted:
        people = await notices.of_organisation(uow, request.organisation_id)
        await notices.tell(uow, people, PROMOTED, _of(request), f"{PROMOTED}:{request.id}")
        await asked(uow, request)


async def remind(uow: UnitOfWork, request: SeatRequest) -> None:
    """The company has not answered yet."""
    people = await notices.of_company(uow, request.company_id)
    key = f"{REMINDER}:{request.id}:{request.reminders_sent}"
    await notices.tell(uow, people, REMINDER, _of(request), key)


async def ask_outcome(uow: UnitOfWork, request: SeatRequest) -> None:
    """The stage is over: did they come?"""
    people = await notices.of_company(uow, request.company_id)
    await notices.tell(uow, people, OUTCOME, _of(request), f"{OUTCOME}:{request.id}")


async def message(
    uow: UnitOfWork, request: SeatRequest, text: str, by: str, *, from_company: bool, key: str
) -> None:
    """Relay a question or its answer to the other side."""
    people = (
        await notices.of_organisation(uow, request.organisation_id)
        if from_company
        else await notices.of_company(uow, request.company_id)
    )
    payload = {**_of(request), "text": text, "by": by, "from_company": from_company}
    await notices.tell(uow, people, MESSAGE, payload, f"{MESSAGE}:{key}")


def _of(request: SeatRequest) -> dict[str, str]:
    return {"request": request.id}
