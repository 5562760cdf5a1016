"""An organisation that the sentence takes back: “the request to Altia, no, the one to Bremis”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from nlu.entities.readers import Found
from reading.words import corrections, fold

_ENDS: Final = re.compile(r"[\s,;:.!?…'\"»”]+$")


def without_taken_back(text: str, kept: Sequence[Found]) -> list[Found]:
    """``kept`` without organisations right behind which another is named instead.

    Args:
        text: the sentence, in which « non », « sorry » and the like take something back.
    """
    pieces = [_ENDS.sub("", fold(piece)) for piece in corrections(text)]
    names = [fold(str(one["value"])) for one in kept if one["entity"] == "organisation"]
    if len(pieces) < 2 or len(names) < 2:
        return list(kept)
    wrong = {
        name
        for name in names
        for at, piece in enumerate(pieces[:-1])
        if piece.endswith(name)
        and not any(name in later for later in pieces[at + 1 :])
        and any(other in later for other in names if other != name for later in pieces[at + 1 :])
    }
    return [
        one
        for one in kept
        if one["entity"] != "organisation" or fold(str(one["value"])) not in wrong
    ]
