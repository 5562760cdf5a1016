"""The names of départements, communes and schools, with the codes that the team knows them by."""

from __future__ import annotations

from typing import Final

from paqte.i18n import N_, Speech
from paqte.reference.schools import school as school_of
from reading.places.gazetteer import department_name, gazetteer

UNKNOWN: Final = N_("Non précisé")


def department(code: str, words: Speech) -> str:
    """« Val-d’Oise (95) »."""
    name = department_name(code)
    return _named(name, code) if name else code or words.gettext(UNKNOWN)


def commune(insee_code: str) -> str:
    """« Cergy (95127) »; the code alone where no commune has it."""
    found = gazetteer().by_code(insee_code)
    return _named(found.name, insee_code) if found else insee_code


def school(uai: str) -> str:
    """« Collège Moulin à Vent (0951090M) »; the code alone where no school has it."""
    found = school_of(uai)
    return _named(found.name, uai) if found else uai


def _named(name: str, code: str) -> str:
    # The official files keep the typewriter's apostrophe.
    return "{} ({})".format(name.replace("'", "’"), code)
