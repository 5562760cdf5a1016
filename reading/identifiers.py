"""SIRET, SIREN, RNA and UAI numbers, typed, spaced, dotted or dictated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["siret", "siren", "rna", "uai"]


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number as read: `value` without separators; `problem` says why it cannot be right."""

    kind: Kind
    value: str
    problem: Literal["length", "key"] | None = None

    @property
    def valid(self) -> bool:
        """Whether length and key are right."""
        return self.problem is None


def read_siret(text: str) -> Identifier | None:
    """The SIRET in `text`, valid or with its problem; None when there is no such number."""
    return None


def read_siren(text: str) -> Identifier | None:
    """The SIREN in `text`, valid or with its problem; None when there is no such number."""
    return None


def read_rna(text: str) -> Identifier | None:
    """The association's RNA number in `text` (« W751234567 »); None when there is none."""
    return None


def read_uai(text: str) -> Identifier | None:
    """The school's UAI in `text` (« 0939999N »); None when there is none."""
    return None


def read_company_identifier(text: str) -> Identifier | None:
    """The SIRET or SIREN that `text` most likely holds, also a malformed one; else None."""
    return None
