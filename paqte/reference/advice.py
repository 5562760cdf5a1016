"""What each action asks of a company, and why it may fit: a reviewed table (``advice.csv``)."""

import csv
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from paqte.i18n import Speech

SMALL_UP_TO, MEDIUM_UP_TO = 9, 249


@dataclass(frozen=True, slots=True)
class Fit:
    """What a first try at an action takes.

    Attributes:
        code: the type of action.
        hours: of the company's people, in all.
        euros: what must be spent, excluding tax; zero for what costs time alone.
        job: whether there must be a post to fill.
        room: whether people must be received at the company's place.
        from_size: the head count from which it makes sense.
        easy: 0 to 3, how well it suits a beginning; 0 is never advised.
        targets: a realistic first target for a small, a medium and a large company.
    """

    code: str
    hours: int
    euros: Decimal
    job: bool
    room: bool
    from_size: int
    easy: int
    targets: tuple[Decimal, Decimal, Decimal]
    why_fr: str
    why_en: str

    def why(self, speech: Speech) -> str:
        """Why it may fit, in one sentence."""
        return self.why_en if speech.locale == "en" else self.why_fr

    def target(self, headcount: int | None) -> Decimal:
        """A realistic first target for a company of at most ``headcount`` (``None``: large)."""
        small, medium, large = self.targets
        if headcount is None:
            return large
        if headcount <= SMALL_UP_TO:
            return small
        return medium if headcount <= MEDIUM_UP_TO else large


@cache
def table() -> dict[str, Fit]:
    """Every type of action by its code, in the programme's order."""
    content = files("paqte.reference").joinpath("advice.csv").read_text(encoding="utf-8")
    return {row["code"]: _fit(row) for row in csv.DictReader(content.splitlines())}


def _fit(row: dict[str, str]) -> Fit:
    return Fit(
        code=row["code"],
        hours=int(row["hours"]),
        euros=Decimal(row["euros"]),
        job=row["job"] == "yes",
        room=row["room"] == "yes",
        from_size=int(row["from_size"]),
        easy=int(row["easy"]),
        targets=(Decimal(row["small"]), Decimal(row["medium"]), Decimal(row["large"])),
        why_fr=row["why_fr"],
        why_en=row["why_en"],
    )
