"""What an offer has for who asks: its weeks, and the places left in each.

As it was when the form was opened: what is sent is checked against what is there by then.
"""

from collections.abc import Sequence
from datetime import date

from actions.steps import Sheet
from paqte.models import Company, Offer, OfferWeek

OFFER, OPEN, TITLE, LEVELS = "_offer", "_open", "_title", "_levels"
LEFT = "_left"
"""Places left in each week, as they were when the form was opened."""


def keep(sheet: Sheet, offer: Offer, company: Company, weeks: Sequence[OfferWeek]) -> None:
    """The offer, with those ``weeks`` of it that are still to come."""
    sheet.apply(
        {
            OFFER: offer.id,
            OPEN: {week.monday.isoformat(): week.seats for week in weeks},
            LEFT: {week.monday.isoformat(): week.left for week in weeks},
            TITLE: f"{offer.title}, {company.display_name}",
            LEVELS: offer.levels.split(","),
        }
    )


def mondays(sheet: Sheet) -> list[date]:
    """Its weeks still to come."""
    return [date.fromisoformat(text) for text in sheet.get(OPEN) or ()]


def most(sheet: Sheet, weeks: Sequence[str] | None) -> int:
    """Places a week at most, in the weeks wanted: those left; where one is full, all of them.

    Who asks for a full week waits in line, for any number that the company takes.
    """
    seats = sheet.get(OPEN) or {}
    offered = [seats[text] for text in weeks or seats]
    return min(offered if is_full(sheet, weeks) else _left(sheet, weeks), default=1)


def is_full(sheet: Sheet, weeks: Sequence[str] | None) -> bool:
    """Whether no place is left in one of those weeks."""
    return not all(_left(sheet, weeks))


def _left(sheet: Sheet, weeks: Sequence[str] | None) -> list[int]:
    seats = sheet.get(OPEN) or {}
    left = sheet.get(LEFT) or seats
    return [left.get(text, seats[text]) for text in weeks or seats]
