"""The yearly report of a company on paper: targets and done, figures, each action."""

from typing import Any

from paqte.clock import PARIS
from paqte.documents.company import PROGRAMME_LONG, facts
from paqte.documents.rendering import render
from paqte.i18n import N_, Speech
from paqte.reference.action_types import action_type, amount
from paqte.reference.axes import in_order, label
from paqte.services.figures import Line, Sum
from paqte.services.yearly import Entry, Yearly
from paqte.settings import settings

TITLE = N_("Bilan {year}")
STATE = N_("État")
PROVISIONAL, TO_CONFIRM = N_("provisoire, au {day}"), N_("au {day}")
CLOSED = N_("arrêté le {day}")
WORDS = {
    "targets": N_("Objectifs et réalisé"),
    "action": N_("Action"),
    "target": N_("Objectif"),
    "done": N_("Fait"),
    "confirmed": N_("Dont validé"),
    "figures": N_("Les chiffres du programme"),
    "figure": N_("Indicateur"),
    "actions": N_("Les actions, une par une"),
    "day": N_("Date"),
    "quantity": N_("Combien"),
    "none": N_("Aucune action déclarée pour cette année."),
    "note": N_(
        "Ce bilan est fait de ce que vous avez déclaré à {programme}. « Validé » : l’équipe l’a "
        "vérifié. Il est refait à chaque changement."
    ),
}
OF_QPV, OF_REP = N_("dont {count} de QPV"), N_("dont {count} de REP ou REP+")
WITH = N_("Avec {partner}")
CONFIRMED_ONE = N_("validée")
NOTHING, MISSING = N_("néant"), N_("rien de déclaré")
FOOTER = N_("{reference} · bilan {year} · établi le {day}")
DASH = "–"


def file_name(report: Yearly, speech: Speech) -> str:
    """« bilan-2026-PQ-7K3M-9XQ2.pdf »."""
    return f"{speech.gettext(N_('bilan'))}-{report.year}-{report.company.reference}.pdf"


def make(report: Yearly, speech: Speech) -> bytes:
    """The report as a PDF, in the language of ``speech``."""
    return render("report", data(report, speech), "pdf")


def data(report: Yearly, speech: Speech) -> dict[str, Any]:
    """What the template shows, worded for ``speech``."""
    programme = settings().programme_name
    shown = [line for line in report.figures.lines if line.target or line.sum.done]
    axes = in_order({*report.axes, *report.nothing, *(line.axis for line in shown)})
    return {
        "lang": speech.locale,
        "programme": programme,
        "programme_long": speech.gettext(PROGRAMME_LONG).format(programme=programme),
        "title": speech.gettext(TITLE).format(year=report.year),
        "words": {
            name: speech.gettext(msgid).format(programme=programme) for name, msgid in WORDS.items()
        },
        "company": {"name": report.company.display_name},
        "facts": [
            *facts(report.company, speech),
            [speech.gettext(STATE), _state(report, speech)],
        ],
        "axes": [
            {
                "label": label(axis, speech),
                "said": _said(axis, report, speech),
                "rows": [_row(line, speech) for line in shown if line.axis == axis],
            }
            for axis in axes
        ],
        "figures": [
            [one.label(speech), *_sums(total, one.unit, speech)]
            for one, total in report.figures.indicators
            if total.done
        ],
        "actions": [_entry(entry, speech) for entry in report.entries],
        "footer": speech.gettext(FOOTER).format(
            reference=report.company.reference,
            year=report.year,
            day=speech.date(report.today),
        ),
    }


def _state(report: Yearly, speech: Speech) -> str:
    if report.closed_at is not None:
        day = speech.date(report.closed_at.astimezone(PARIS).date())
        return speech.gettext(CLOSED).format(day=day)
    said = TO_CONFIRM if report.over else PROVISIONAL
    return speech.gettext(said).format(day=speech.date(report.today))


def _said(axis: str, report: Yearly, speech: Speech) -> str:
    """What stands beside the axis: « néant », or that nothing was declared yet."""
    if axis in report.nothing:
        return speech.gettext(NOTHING)
    return speech.gettext(MISSING) if axis in report.empty_axes else ""


def _row(line: Line, speech: Speech) -> list[str]:
    unit = action_type(line.action_type).unit
    target = amount(line.target, unit, speech) if line.target else DASH
    return [action_type(line.action_type).label(speech), target, *_sums(line.sum, unit, speech)]


def _sums(total: Sum, unit: str, speech: Speech) -> list[str]:
    confirmed = amount(total.confirmed, unit, speech) if total.confirmed else DASH
    return [amount(total.done, unit, speech), confirmed]


def _entry(entry: Entry, speech: Speech) -> dict[str, Any]:
    """One action: when, what and with whom, how much and of which, confirmed or not."""
    action, holds = entry.action, entry.holds
    beside = [amount(number, unit, speech) for unit, number in sorted(entry.sides.items())]
    partner = [speech.gettext(WITH).format(partner=action.partner)] if action.partner else []
    return {
        "day": speech.period(action.started_on, action.ended_on),
        "label": action_type(action.action_type).label(speech),
        "beside": " · ".join([*partner, *beside]),
        "amount": amount(holds.quantity, action.unit, speech),
        "parts": [
            speech.gettext(msgid).format(count=speech.number(part))
            for msgid, part in ((OF_QPV, holds.quantity_qpv), (OF_REP, holds.quantity_rep))
            if part
        ],
        "status": speech.gettext(CONFIRMED_ONE) if action.status == "confirmed" else "",
    }
