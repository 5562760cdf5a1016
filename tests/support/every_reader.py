"""The readers that a person's text may meet, each by a name, as functions of the text alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from reading.action_types import read_action_type
from reading.axes import read_axes
from reading.cleaning import clean, looks_empty, redact_pupil_data
from reading.dates.reader import read_date, read_period
from reading.identifiers import (
    read_company_identifier,
    read_rna,
    read_siren,
    read_siret,
    read_uai,
)
from reading.personal.contacts import read_email, read_phone
from reading.places.reader import find_places
from reading.quantities.reader import read_money, read_quantities
from reading.size import read_size_band

TODAY = date(2026, 11, 23)
READERS: dict[str, Callable[[str], object]] = {
    "places": find_places,
    "siret": read_siret,
    "siren": read_siren,
    "rna": read_rna,
    "uai": read_uai,
    "company": read_company_identifier,
    "axes": read_axes,
    "quantities": read_quantities,
    "money": read_money,
    "date": lambda text: read_date(text, TODAY),
    "period": lambda text: read_period(text, TODAY, "en", "future"),
    "email": read_email,
    "phone": read_phone,
    "action type": read_action_type,
    "size": read_size_band,
    "clean": clean,
    "empty": looks_empty,
    "pupils": redact_pupil_data,
}
