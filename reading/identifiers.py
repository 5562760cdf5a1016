"""SIRET, SIREN, RNA and UAI numbers, typed, spaced, dotted or dictated."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from stdnum.fr import siren as siren_rules
from stdnum.fr import siret as siret_rules

from reading.quantities.digits import digit_runs, stretches
from reading.quantities.numbers import with_digits
from reading.words import fold, last_said, plain

Kind = Literal["siret", "siren", "rna", "uai"]
_LENGTHS: dict[Kind, int] = {"siret": 14, "siren": 9}
_LABEL = re.compile(r"\b(?:n[°o]? ?(?:de )?)?(siret|siren|rna|uai|rne)\b")
_PHONE = re.compile(r"0[1-9]\d{8}|33[1-9]\d{8}|0033[1-9]\d{8}")
_RNA = re.compile(r"\b(?:w|double[ -]?(?:ve?|u))[ .-]?((?:\d[ .-]?){1}[\dab](?:[ .-]?\d){4,10})\b")
_UAI = re.compile(r"(?<![\d.,])((?:\d[ .-]?){5,7}\d)[ .-]?([A-Za-z])\b(?!')")
_DATE = re.compile(r"\b\d{1,2}/\d{1,2}/(?:20)?\d\d\b")
_UAI_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
_FEW_LETTERS = 14


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


def _is_siret(digits: str) -> bool:
    """Luhn, or La Poste's own rule (python-stdnum); the number of no company is refused."""
    return int(digits[:9]) > 0 and bool(siret_rules.is_valid(digits))


def _is_siren(digits: str) -> bool:
    return int(digits) > 0 and bool(siren_rules.is_valid(digits))


_CHECKS: dict[Kind, Callable[[str], bool]] = {"siret": _is_siret, "siren": _is_siren}


def _well_formed(text: str, kind: Kind) -> Identifier | None:
    """The number of the right length that `text` says last, if it was corrected."""
    return next(
        (found for piece in last_said(text) if (found := _well_formed_in(piece, kind))), None
    )


def _well_formed_in(text: str, kind: Kind) -> Identifier | None:
    """The number of the right length in `text`, a valid one rather than one with a wrong key."""
    wrong = None
    labelled = _LABEL.search(fold(text)) is not None
    for groups in digit_runs(_DATE.sub(" … ", text)):
        whole = "".join(groups)
        part = len(whole) > 16 or kind == "siret"  # 13 digits are a short SIRET, no SIREN
        for digits in stretches(groups, _LENGTHS[kind]) if part else [whole]:
            if len(digits) != _LENGTHS[kind]:
                continue
            if _CHECKS[kind](digits):
                return Identifier(kind, digits)
            whole_or_led = digits == whole or (labelled and whole.startswith(digits))
            if whole_or_led and wrong is None and not _PHONE.fullmatch(digits):
                wrong = Identifier(kind, digits, "key")
    return wrong


def _malformed(text: str) -> str | None:
    """The digits of a number that was meant as a SIRET or SIREN and has a wrong length."""
    folded = fold(text)
    labelled = _LABEL.search(folded) is not None
    letters = sum(char.isalpha() for char in _LABEL.sub("", folded))
    longest = max(("".join(groups) for groups in digit_runs(text)), key=len, default="")
    if not labelled and re.search(r"\d ?(?:k|€|e\b|eur)", folded):
        return None
    if labelled:
        return longest if len(longest) >= 3 else None
    spoken = any("".join(run) == longest and len(run) > 3 for run in digit_runs(text))
    dictated = spoken and sum(char.isdigit() for char in folded) < len(longest)
    if letters > _FEW_LETTERS and not dictated:
        return None
    if not dictated and sum(char.isdigit() for char in folded) < len(longest):
        return None  # « un million » is no identifier
    return longest if 7 <= len(longest) <= 40 and not _PHONE.fullmatch(longest) else None


def read_siret(text: str) -> Identifier | None:
    """The SIRET in `text`, valid or with its problem; None when there is no such number.

    Nine digits are a SIREN, not a SIRET with a problem: see `read_company_identifier`.
    """
    if found := _well_formed(text, "siret"):
        return found
    digits = _malformed(text)
    siren = read_siren(text)
    if digits is None or len(digits) in {9, 14} or (siren and siren.valid):
        return None
    return Identifier("siret", digits, "length")


def read_siren(text: str) -> Identifier | None:
    """The SIREN in `text`, valid or with its problem; None when there is no such number.

    A valid SIRET holds its SIREN; so does a VAT number (« FR 12 800000010 »).
    """
    if (siret := _well_formed(text, "siret")) and siret.valid:
        return Identifier("siren", siret.value[:9])
    if found := _well_formed(text, "siren"):
        return found
    for groups in digit_runs(text):
        digits = "".join(groups)
        if len(digits) == 11 and re.search(r"\bfr ?\d", fold(text)) and _is_siren(digits[2:]):
            return Identifier("siren", digits[2:])
    digits = _malformed(text) or ""
    return Identifier("siren", digits, "length") if digits and len(digits) < 12 else None


def read_company_identifier(text: str) -> Identifier | None:
    """The SIRET or SIREN that `text` most likely holds, also a malformed one; else None.

    A SIRET of the right length wins, then a SIREN, then a number of a wrong length, unless it
    reads as a phone number or an amount, or the text has much else to say.
    """
    if siret := _well_formed(text, "siret"):
        return siret
    siren = read_siren(text)
    if siren and siren.problem != "length":
        return siren
    digits = _malformed(text)
    if digits is None:
        return None
    label = _LABEL.search(fold(text))
    kind: Kind = "siren" if len(digits) < 9 or (label and label[1] == "siren") else "siret"
    return Identifier(kind, digits, "length")


def read_rna(text: str) -> Identifier | None:
    """The association's RNA number in `text` (« W751234567 »); None when there is none.

    A W and nine characters; it has no key. It may be dictated: « W sept cinq un… ».
    """
    said = fold(text)
    match = _RNA.search(said) or _RNA.search(with_digits(said))
    if match is None:
        return None
    rest = re.sub(r"[ .-]", "", match[1]).upper()
    return Identifier("rna", f"W{rest}", None if len(rest) == 9 else "length")


def read_uai(text: str) -> Identifier | None:
    """The school's UAI in `text` (« 0939999N »); None when there is none.

    Seven digits and a letter, which is their number modulo 23 in an alphabet without I, O, Q.
    """
    labelled = _LABEL.search(fold(text)) is not None
    for match in _UAI.finditer(plain(text)):
        digits = re.sub(r"\D", "", match[1])
        letter = match[2].upper()
        attached = match[0][-2].isdigit()
        if len(digits) == 7:
            value = digits + letter
            if _UAI_LETTERS[int(digits) % 23] == letter:
                return Identifier("uai", value)
            if attached or labelled:
                return Identifier("uai", value, "key")
        elif labelled:
            return Identifier("uai", digits + letter, "length")
    return _dictated_uai(text)


def _dictated_uai(text: str) -> Identifier | None:
    """« Zéro deux cinq zéro zéro quatre quatre M », if its key is right."""
    said = fold(text)
    if "zero" not in said:  # they all begin so
        return None
    for match in _UAI.finditer(with_digits(said)):
        digits, letter = re.sub(r"\D", "", match[1]), match[2].upper()
        if len(digits) == 7 and _UAI_LETTERS[int(digits) % 23] == letter:
            return Identifier("uai", digits + letter)
    return None
