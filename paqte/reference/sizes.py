"""Bands of company size, and INSEE's codes for them."""

from paqte.i18n import N_, Speech

BANDS = ("0-9", "10-49", "50-249", "250-4999", "5000+")

_LABELS = {
    "0-9": N_("Moins de 10 salariés"),
    "10-49": N_("10 à 49 salariés"),
    "50-249": N_("50 à 249 salariés"),
    "250-4999": N_("250 à 4 999 salariés"),
    "5000+": N_("5 000 salariés ou plus"),
}

_INSEE = {
    "0-9": ("00", "01", "02", "03"),
    "10-49": ("11", "12"),
    "50-249": ("21", "22", "31"),
    "250-4999": ("32", "41", "42", "51"),
    "5000+": ("52", "53"),
}
_BY_CODE = {code: band for band, codes in _INSEE.items() for code in codes}

_UPPER = {"0-9": 9, "10-49": 49, "50-249": 249, "250-4999": 4999}


def label(band: str, speech: Speech) -> str:
    """« 10 à 49 salariés ». Raises ``KeyError`` for what is not a band."""
    return speech.gettext(_LABELS[band])


def from_insee(code: str | None) -> str | None:
    """The band of INSEE's « tranche d'effectif salarié »; ``None`` for « NN » and the unknown."""
    return _BY_CODE.get(code or "")


def at_most(band: str | None) -> int | None:
    """The largest head count of the band; ``None`` if it has no end or is not known."""
    return _UPPER.get(band or "")
