"""The tax said with an amount: « 2000 HT », « TTC, 2000 », “incl. VAT, 2000”."""

from __future__ import annotations

import re
from typing import Literal

_TAX = re.compile(
    r"\b(?:(h\.?t\b|hors[- ]tax\w*|excl\w*|before tax|net of tax)"
    r"|(t\.?t\.?c\b|toutes taxes|incl\w*))"
)
#: « TTC, 2000 »: the first amount, answered with the tax before it.
_TAX_LED = re.compile(
    r"^\D*?\b(?:(?P<ht>h\.?t\.?|hors[- ]tax\w*|excl\w*\.?(?: of)?(?: vat| tax\w*)?|before tax)"
    r"|(?:t\.?t\.?c\.?|toutes taxes(?: comprises?)?|tax\w* comprises?"
    r"|incl\w*\.?(?: of)?(?: vat| tax\w*)?|(?:vat|tax) included))"
    r"[ ,;:.-]{1,3}(?:(?:donc|soit|c'est|ca fait|it's) )?€? ?$"
)


def tax_said(before: str, after: str) -> Literal["ht", "ttc"] | None:
    """The tax said behind an amount, or else right before the first one; texts are folded."""
    if behind := _TAX.search(after[:25]):
        return "ht" if behind[1] else "ttc"
    led = _TAX_LED.search(before[:60])
    return None if led is None else ("ht" if led["ht"] else "ttc")
