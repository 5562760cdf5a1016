"""The commitment of a company on paper: axes, targets by year, reference, dates."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from paqte import clock
from paqte.database import UnitOfWork
from paqte.documents.company import PROGRAMME_LONG, facts
from paqte.documents.rendering import render
from paqte.i18n import N_, Speech
from paqte.models import Commitment, Company, Convention
from paqte.reference.action_types import action_type, amount, place
from paqte.reference.axes import in_order, label
from paqte.services import axes, commitments, conventions
from paqte.settings import settings

TITLE = N_("Engagement pour les quartiers")
CONVENTION, STATUS = N_("Convention"), N_("État")
FROM_TO = N_("de trois ans, {period}")
STATUSES = {
    "draft": N_("en préparation"),
    "submitted": N_("transmise, à confirmer par l’équipe"),
    "signed": N_("signée"),
    "active": N_("en cours"),
}
AXES, TARGETS, ACTION = N_("Axes choisis"), N_("Objectifs"), N_("Action")
NO_TARGET = N_("Aucun objectif pour le moment.")
NOTE = N_(
    "Ce document récapitule les engagements pris auprès de {programme}. Il est refait à chaque "
    "changement et ne remplace pas la convention signée avec l’État."
)
FOOTER = N_("{reference} · version {version} · établi le {day}")


@dataclass(frozen=True, slots=True)
class CommitmentPaper:
    """What the document says, read from the database in one look.

    ``version``: how many times the targets were set or changed.
    """

    company: Company
    convention: Convention | None
    axes: tuple[str, ...]
    targets: list[Commitment]
    version: int
    day: date


async def gather(uow: UnitOfWork, company: Company) -> CommitmentPaper:
    """Read what the document of ``company`` is made of."""
    return CommitmentPaper(
        company=company,
        convention=await conventions.current(uow, company.id),
        axes=await axes.chosen(uow, company.id),
        targets=await commitments.standing(uow, company.id),
        version=await commitments.version(uow, company.id),
        day=clock.today(),
    )


def file_name(paper: CommitmentPaper, speech: Speech) -> str:
    """« engagement-PQ-7K3M-9XQ2.pdf »."""
    return f"{speech.gettext(N_('engagement'))}-{paper.company.reference}.pdf"


def make(paper: CommitmentPaper, speech: Speech) -> bytes:
    """The document as a PDF, in the language of ``speech``."""
    return render("commitment", data(paper, speech), "pdf")


def data(paper: CommitmentPaper, speech: Speech) -> dict[str, Any]:
    """What the template shows, worded for ``speech``."""
    programme = settings().programme_name
    years = sorted({row.year for row in paper.targets})
    words = {
        "title": TITLE,
        "axes": AXES,
        "targets": TARGETS,
        "action": ACTION,
        "none": NO_TARGET,
        "note": NOTE,
    }
    return {
        "lang": speech.locale,
        "programme": programme,
        "programme_long": speech.gettext(PROGRAMME_LONG).format(programme=programme),
        "words": {
            name: speech.gettext(msgid).format(programme=programme) for name, msgid in words.items()
        },
        "company": {"name": paper.company.display_name},
        "facts": _facts(paper, speech),
        "axes": speech.list(label(axis, speech) for axis in paper.axes),
        "years": [str(year) for year in years],
        "targets": [
            {
                "axis": label(axis, speech),
                "rows": [
                    _row(code, list(rows), years, speech)
                    for code, rows in groupby(
                        [row for row in _in_type_order(paper.targets) if row.axis == axis],
                        key=lambda row: row.action_type,
                    )
                ],
            }
            for axis in in_order({row.axis for row in paper.targets})
        ],
        "footer": speech.gettext(FOOTER).format(
            reference=paper.company.reference,
            version=paper.version,
            day=speech.date(paper.day),
        ),
    }


def _facts(paper: CommitmentPaper, speech: Speech) -> list[list[str]]:
    convention = paper.convention
    if convention is None:
        return facts(paper.company, speech)
    period = speech.period(convention.starts_on, convention.ends_on)
    return [
        *facts(paper.company, speech),
        [speech.gettext(CONVENTION), speech.gettext(FROM_TO).format(period=period)],
        [speech.gettext(STATUS), speech.gettext(STATUSES[convention.status])],
    ]


def _in_type_order(rows: list[Commitment]) -> list[Commitment]:
    return sorted(rows, key=lambda row: (place(row.action_type), row.year))


def _row(code: str, rows: list[Commitment], years: list[int], speech: Speech) -> dict[str, Any]:
    by_year = {row.year: amount(row.target, row.unit, speech) for row in rows}
    return {
        "label": action_type(code).label(speech),
        "amounts": [by_year.get(year, "–") for year in years],
    }
