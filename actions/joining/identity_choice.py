"""Which of those shown is meant: « la deuxième », « celle de Créteil », « les deux »."""

import re
from collections.abc import Sequence
from typing import Any

from actions.naming import folded

_ORDINALS = (
    r"1|1ere|1er|premiere?|first|une",
    r"2|2e|2eme|deuxieme|seconde?|second",
    r"3|3e|3eme|troisieme|third",
    r"4|4e|4eme|quatrieme|fourth",
    r"5|5e|5eme|cinquieme|fifth",
    r"6|6e|6eme|sixieme|sixth",
)
_LEADS = (
    r"\W*(?:(?:oui|non|alors|euh|c ?'?est|plutot|yes|it'?s)\W+)*"
    r"(?:(?:la|le|l|the|numero|number|n°|celle|option)\W+)*"
)
_BEHIND = r"(?:\W+(?:s'?il (?:vous|te) plait|svp|stp|please|one|oui|c'?est (?:moi|nous)))*\W*"
_ALL = re.compile(
    r"\W*(?:(?:oui|ben|bah|euh|c ?'?est|yes|pour)\W+)*(?:(?:les|toutes? les|tous les|all)\W+"
    r"(?:deux|trois|2|3|two|three|of them)|both|all of them|toutes?|tous)\b.{0,20}"
)


def place(count: int, text: str) -> int | None:
    """The place, from 0, of the one of ``count`` shown that an ordinal means."""
    said = folded(text).replace("’", "'")
    for at, words in enumerate(_ORDINALS[:count]):
        if re.fullmatch(rf"{_LEADS}(?:{words}){_BEHIND}", said):
            return at
    return None


def several(text: str) -> bool:
    """Whether more than one of them is meant."""
    return _ALL.fullmatch(folded(text).replace("’", "'")) is not None


def among(listed: Sequence[dict[str, Any]], text: str) -> str | None:
    """The SIRET of the one shown that ``text`` means."""
    if not listed:
        return None
    if (at := place(len(listed), text)) is not None:
        siret: str = listed[at]["siret"]
        return siret
    said = folded(text)
    meant = {
        one["siret"]
        for one in listed
        if any(folded(one[part]) in said for part in ("town", "name", "postcode") if one[part])
    }
    return meant.pop() if len(meant) == 1 else None
