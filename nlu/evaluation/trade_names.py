"""Where a trade's name begins and ends: « cleaning » and « cleaning company » are the same one.

docs/intents.md asks for « a trade in words » and not for its exact bounds. A word for any
workplace, before the trade in French or behind it in English, is left to whoever labels.
"""

from __future__ import annotations

import re
from typing import Final

from nlu.components.phrases import folded

_BEFORE: Final = re.compile(
    r"^(?:une? |l[ae] |l |les |an? |the )?(?:(?:entreprises?|societes?|boites?|cabinets?|ateliers?|"
    r"salons?|agences?|magasins?|boutiques?|studios?|etudes?|travaux|metiers?|secteur|artisan|"
    r"commerces?|cliniques?|laboratoires?|labos?) "
    r"(?:de la |de l |de |du |des |d )?)?(?=\w)"
)
_BEHIND: Final = re.compile(
    r"(?<=\w)(?: s)?(?: (?:company|companies|firms?|business|businesses|biz|shops?|stores?|"
    r"offices?|studios?|workshops?|works?|agency|agencies|practices?|salons?|trade|sector|"
    r"industry|services?|clinics?|surgery|labs?|factory|factories))?$"
)


def core_of(trade: str) -> str:
    """``trade`` as it is compared: without case, accents, and a word for any workplace.

    « Salon de coiffure » is « coiffure », « butcher's shop » is « butcher ».
    """
    said = folded(trade)
    return _BEHIND.sub("", _BEFORE.sub("", said, count=1), count=1)
