"""The progress of a company as a picture: by axis and year, target, declared, confirmed."""

from decimal import Decimal
from itertools import groupby
from typing import Any

from paqte.documents.rendering import render
from paqte.i18n import N_, Speech
from paqte.models import Company
from paqte.reference.action_types import EUROS, action_type, amount, place
from paqte.reference.axes import in_order, label
from paqte.services.progress import Line, Progress

SUBTITLE = N_("Ce qui est fait, année par année")
CONFIRMED, DECLARED, TARGET = N_("confirmé"), N_("déclaré"), N_("objectif")
OF = N_("sur {target}")
PERCENT = N_("{percent} %")
NOTHING = N_("néant")
CENT = Decimal("0.01")
MOST_YEARS = 4
"""Those of a convention; of more, the newest."""


def make(company: Company, stands: Progress, speech: Speech) -> bytes:
    """The picture, as a PNG, in the language of ``speech``."""
    return render("progress", data(company, stands, speech), "png")


def data(company: Company, stands: Progress, speech: Speech) -> dict[str, Any]:
    """What the template shows, worded for ``speech``."""
    years = stands.years[-MOST_YEARS:]
    lines = [line for line in stands.lines if line.year in years]
    said = {(axis, year) for axis, year in stands.nothing if year in years}
    axes = in_order({line.axis for line in lines} | {axis for axis, _ in said})
    return {
        "lang": speech.locale,
        "title": company.display_name,
        "subtitle": speech.gettext(SUBTITLE),
        "day": speech.date(stands.today),
        "years": [str(year) for year in years],
        "words": {
            "confirmed": speech.gettext(CONFIRMED),
            "declared": speech.gettext(DECLARED),
            "target": speech.gettext(TARGET),
        },
        "axes": [
            {
                "label": _axis(axis, {year for of, year in said if of == axis}, speech),
                "rows": _rows([line for line in lines if line.axis == axis], years, speech),
            }
            for axis in axes
        ],
    }


def _axis(axis: str, nothing: set[int], speech: Speech) -> str:
    """« Former · néant en 2026 »."""
    if not nothing:
        return label(axis, speech)
    years = speech.list(str(year) for year in sorted(nothing))
    return f"{label(axis, speech)} · {speech.gettext(NOTHING)} {years}"


def _rows(lines: list[Line], years: list[int], speech: Speech) -> list[dict[str, Any]]:
    in_type_order = sorted(lines, key=lambda line: place(line.action_type))
    return [
        {
            "label": action_type(code).label(speech),
            "cells": _cells({line.year: line for line in rows}, years, speech),
        }
        for code, rows in groupby(in_type_order, key=lambda line: line.action_type)
    ]


def _cells(
    by_year: dict[int, Line], years: list[int], speech: Speech
) -> list[dict[str, Any] | None]:
    return [_cell(by_year[year], speech) if year in by_year else None for year in years]


def _cell(line: Line, speech: Speech) -> dict[str, Any]:
    """One bar: its parts as shares of its length, which is the target, or what is done."""
    unit = action_type(line.action_type).unit
    length = max(line.target or line.done, line.done)
    # Euros are read whole on a bar: cents would not fit.
    step = Decimal(1) if unit == EUROS else CENT
    done = line.done.quantize(step)
    target = None if line.target is None else line.target.quantize(step)
    return {
        "target": line.target is not None,
        "confirmed": _share(line.confirmed, length),
        "declared": _share(line.declared, length),
        "done": amount(done, unit, speech) if target is None else speech.number(done),
        "of": ""
        if target is None
        else speech.gettext(OF).format(target=amount(target, unit, speech)),
        "percent": ""
        if line.percent is None
        else speech.gettext(PERCENT).format(percent=speech.number(line.percent)),
    }


def _share(part: Decimal, length: Decimal) -> float:
    return min(max(float(part / length), 0.0), 1.0) if length else 0.0
