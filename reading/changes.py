"""What takes the place of what stood: the 6000 of « mettez 6000 au lieu de 8000 »."""

from __future__ import annotations

import re

_NEW = re.compile(
    r"\b(?:pass\w* de .+? [àa]|remplac\w+ .+? par|replac\w+ .+? (?:by|with)|"
    r"from .+? (?:down |up )?to|pas .+? mais|not .+? but|"
    r"(?:mets?|mettez|mettre|mettons)\b(?: ç?[àa] | plutôt)?|"
    r"(?:ramen|baiss|descend|diminu|mont|augment|rédui|redui|relev)\w*(?: .{1,30}?)? [àa](?= \w)|"
    r"(?:lower|raise|bring|cut|set|change|reduce|increase)\b .{0,40}?\bto|"
    r"make (?:it|that|them))\s+(?P<new>.+)",
    re.IGNORECASE | re.DOTALL,
)
_OLD = re.compile(
    r"(?:,| et| mais|\band\b|\bbut\b)? ?\b(?:au lieu d|à la place d|a la place d|plutôt qu|"
    r"plutot qu|instead of|rather than|et non\b|(?:et )?pas\b|not\b)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b20[1-9]\d\b(?! ?(?:€|k\b|eur|élèves|eleves|euros))")


def new_part(text: str) -> str:
    """What is said of the new value, « 6000 »; all of a text that compares nothing."""
    found = _NEW.search(text)
    said = found["new"] if found else text
    kept = _OLD.split(said, maxsplit=1)[0]
    return kept if re.search(r"\w", kept) else said


def without_years(text: str) -> str:
    """``text`` without its calendar years, which count nothing: « mon objectif 2028 »."""
    return _YEAR.sub(" ", text)
