"""What is told of an offer that fits an alert."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import orjson

from bot.engine_client import Reply
from bot.internships.message import message
from paqte.i18n import N_, Speech
from paqte.models import Company, Offer
from paqte.reference import internships as words_of

_MATCH: Final = N_(
    "Une offre correspond à votre alerte : <b>{title}</b>, {company}, {town} (élèves de {levels})."
)
_WEEK: Final = N_("{week} : {left}")
_REQUEST: Final = N_("Demander des places")
_NO_MORE: Final = N_("Ne plus me prévenir")
_MOST_WEEKS: Final = 6


def matched(
    offer: Offer, company: Company, weeks: Sequence[tuple[date, int]], words: Speech
) -> Reply:
    """« Une offre correspond à votre alerte », with the weeks and the places left in each."""
    lines = [
        words.say(
            _MATCH,
            title=offer.title,
            company=company.display_name,
            town=offer.town,
            levels=words_of.levels_label(offer.levels.split(","), words),
        )
    ]
    lines += [
        words.say(_WEEK, week=words_of.week(monday, words), left=words_of.seats(left, words))
        for monday, left in weeks[:_MOST_WEEKS]
    ]
    ask = (words.gettext(_REQUEST), f"/request_slots{orjson.dumps({'offer': offer.id}).decode()}")
    return message(lines, [ask, (words.gettext(_NO_MORE), "/stop_notifications")])
