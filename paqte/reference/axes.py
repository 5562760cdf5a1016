"""The four axes, always in this order."""

from collections.abc import Container

from paqte.i18n import N_, Speech

AXES = ("raise_awareness", "train", "recruit", "buy")

_LABELS = {
    "raise_awareness": N_("Sensibiliser"),
    "train": N_("Former"),
    "recruit": N_("Recruter"),
    "buy": N_("Acheter"),
}
_MEANINGS = {
    "raise_awareness": N_("faire découvrir vos métiers (stages, visites, témoignages, mentorat)"),
    "train": N_("former des jeunes des quartiers (alternance, stages longs, immersions)"),
    "recruit": N_("recruter sans discriminer, et dans les quartiers"),
    "buy": N_("acheter à des entreprises des quartiers ou de l’insertion"),
}


def label(axis: str, speech: Speech) -> str:
    """« Sensibiliser ». Raises ``KeyError`` for what is not an axis."""
    return speech.gettext(_LABELS[axis])


def meaning(axis: str, speech: Speech) -> str:
    """What one does in this axis, in a few words, to follow a colon."""
    return speech.gettext(_MEANINGS[axis])


def in_order(axes: Container[str]) -> tuple[str, ...]:
    """The axes among ``axes`` in the programme's order."""
    return tuple(axis for axis in AXES if axis in axes)
