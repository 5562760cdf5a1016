"""What a company did, in words: « Depuis le début : 2 élèves accueillis »."""

from collections.abc import Sequence

from markupsafe import Markup

from paqte.i18n import N_, Speech
from paqte.reference.action_types import action_type, amount
from paqte.services.actions import Total

SINCE = N_("Depuis le début :")
TOTAL_LINE = N_("{label} : <b>{amount}</b>")


def since_the_start(totals: Sequence[Total], words: Speech) -> Markup:
    """One line a type, in the programme's order."""
    shown = [
        words.say(
            TOTAL_LINE,
            label=action_type(total.action_type).label(words),
            amount=amount(total.quantity, total.unit, words),
        )
        for total in totals
    ]
    return Markup("\n").join([words.say(SINCE), *shown])
