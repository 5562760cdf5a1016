"""One offer of a partner taken in: created, changed, left as it is, or refused."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from pydantic import ValidationError
from sqlalchemy import select

from paqte import clock
from paqte.database import UnitOfWork
from paqte.errors import Refusal
from paqte.exchange.offer_rows import OfferRow
from paqte.i18n import Speech
from paqte.models import Company, Offer
from paqte.services.internships import editing, offers, publishing, rules

Outcome = Literal["created", "changed", "unchanged"]

_FIELDS: dict[type[Refusal], str] = {
    rules.TitleMissing: "title",
    rules.DescriptionLength: "description",
    rules.UnknownField: "sector",
    rules.SeatsOutOfRange: "seats",
    rules.LevelsMixed: "grades",
    rules.LevelMissing: "grades",
    rules.WeekMissing: "weeks",
    rules.WeekPast: "weeks",
    rules.WeekInHolidays: "weeks",
    rules.WeekTooFar: "weeks",
    rules.HoursOutside: "day_starts",
    rules.DayTooLong: "day_ends",
    rules.WeekTooLong: "day_ends",
    rules.BreakMissing: "break_minutes",
    rules.CapOutOfRange: "max_requests",
    editing.SeatsTaken: "seats",
    offers.OfferOver: "remote_id",
    publishing.CompanyDeclined: "siret",
}
"""What a rule is about, as partners call it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One field that cannot be as it is: in a sentence, and as the name of the rule."""

    field: str
    problem: str
    rule: str


class NotTaken(Exception):  # noqa: N818 - a rule's answer, not a fault of the program
    """The offer was refused; nothing of it is written."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.rule for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of it."""

    outcome: Outcome
    offer: Offer


async def take(uow: UnitOfWork, row: OfferRow, source: str, words: Speech) -> Taken:
    """Take the offer in, once for ``source`` and ``row.remote_id``.

    Raises:
        NotTaken: a rule says no; ``words`` says in which language.
    """
    company = await uow.session.scalar(select(Company).where(Company.siret == row.siret))
    if company is None:
        sentence = "No company with this SIRET has joined."
        raise NotTaken(Problem("siret", sentence, "company_has_joined"))
    before = await find(uow, source, row.remote_id)
    if before is not None and before.company_id != company.id:
        sentence = "This offer is another company's: give a new one another remote_id."
        raise NotTaken(Problem("siret", sentence, "same_company"))
    try:
        async with uow.session.begin_nested():
            if before is None:
                key = f"import:{source}:{row.remote_id}"
                made = await publishing.publish(uow, company.id, None, row.told(), key)
                made.source, made.remote_id = source, row.remote_id
                await uow.session.flush()
                return Taken("created", made)
            weeks = await offers.weeks_of(uow, before.id)
            # Weeks that have begun since stay as they were, and are not told again; nor does a
            # partner tell who welcomes the pupils: what the company said stays.
            ahead = tuple(monday for monday in row.told().weeks if monday > clock.today())
            told = replace(row.told(), weeks=ahead, host=before.host)
            if before.status not in offers.OVER and offers.told_of(before, weeks) == told:
                return Taken("unchanged", before)
            changed = await publishing.edit(uow, company.id, before.id, told)
            return Taken("changed", changed.offer)
    except Refusal as refusal:
        raise NotTaken(of_refusal(refusal, words)) from None


async def find(uow: UnitOfWork, source: str, remote_id: str) -> Offer | None:
    """The partner's offer of that name."""
    return await uow.session.scalar(
        select(Offer).where(Offer.source == source, Offer.remote_id == remote_id)
    )


def of_refusal(refusal: Refusal, words: Speech) -> Problem:
    """A rule's refusal, by field."""
    kind = type(refusal)
    rule = re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()
    return Problem(_FIELDS.get(kind, ""), str(refusal.sentence(words).striptags()), rule)


def of_validation(error: ValidationError) -> NotTaken:
    """What is not even of the right shape, field by field."""
    return NotTaken(
        *(
            Problem(".".join(map(str, one["loc"])), one["msg"], one["type"])
            for one in error.errors(include_url=False)
        )
    )
