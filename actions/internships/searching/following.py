"""A search that follows another: « et à Cergy le 18 janvier ? » keeps what it does not change."""

import json
import re
from dataclasses import replace
from datetime import timedelta

from actions.internships.searching import cards, wanted
from actions.naming import folded
from actions.runtime import Runtime
from actions.turn import Turn
from paqte import clock
from paqte.services import conversations
from paqte.services.internships.search import Criteria
from reading.dates.weeks import read_weeks
from reading.fields import read_fields
from reading.levels import read_levels

WHILE = timedelta(hours=2)
"""How long a search is spoken of: later, nobody counts on what was told."""
_LOOKED_BACK = 20

_LEADS = re.compile(
    r"\W*(?:et|ou|sinon|plutot|mais|alors|bon|ok|pareil|idem|la meme chose|"
    r"and|or|but|what about|how about|then|instead|same)\b"
)
_ANEW = re.compile(
    r"\b(?:stages?|stagiaires?|places?|cherche\w*|recherche\w*|trouver|"
    r"internships?|placements?|looking|search\w*|find)\b"
)
"""Words that begin a search, where nothing says that it goes on."""
_ANY = r"(?:tou(?:s|tes)|n.importe quels?|n.importe quelles?|peu importe|quel\w* que soit|any|all)"
_ANY_LEVEL = re.compile(rf"\b{_ANY} (?:les? |the )?(?:niveaux?|classes?|ages?|levels?|years?)\b")
_ANY_FIELD = re.compile(
    rf"\b{_ANY} (?:les? |the )?(?:domaines?|metiers?|secteurs?|fields?|trades?|sectors?)\b"
)
_ANY_WEEK = re.compile(rf"\b{_ANY} (?:les? |la |the )?(?:dates?|semaines?|periodes?|weeks?|time)\b")


def goes_on(text: str) -> bool:
    """Whether the words read as the next thing said of a search, not as a new one."""
    said = folded(text)
    return bool(_LEADS.match(said)) or not _ANEW.search(said)


def says_something(text: str, turn: Turn) -> bool:
    """Whether there is anything of a search in it: weeks, a level, a field, a distance."""
    weeks = read_weeks(text, turn.today, turn.speech.locale)
    return bool(weeks or read_levels(text) or read_fields(text) or wanted.radius_in(text))


async def before(runtime: Runtime, turn: Turn) -> Criteria | None:
    """What the latest search looked for; ``None`` without one, or after ``WHILE``."""
    async with runtime.database.reading() as uow:
        said = await conversations.history(uow, turn.conversation_id, _LOOKED_BACK)
    for message in reversed(said):
        if message.menu == cards.MENU and message.created_at > clock.now() - WHILE:
            return _looked_for([b["payload"] for b in message.buttons or ()], turn)
    return None


def merged(now: Criteria | None, earlier: Criteria, text: str, turn: Turn) -> Criteria:
    """``now`` with what ``text`` does not say taken from ``earlier``.

    ``now``: ``None`` where no place was told.
    """
    said = folded(text)
    new = wanted.at(now or earlier, text, turn)
    return replace(
        new,
        radius_km=wanted.radius_in(text) or earlier.radius_km,
        weeks=new.weeks or (() if _ANY_WEEK.search(said) else earlier.weeks),
        level=new.level or (None if _ANY_LEVEL.search(said) else earlier.level),
        field=new.field or (None if _ANY_FIELD.search(said) else earlier.field),
        seats=new.seats if new.seats > 1 else earlier.seats,
    )


def _looked_for(payloads: list[str], turn: Turn) -> Criteria | None:
    """The criteria that the buttons of the answer carry."""
    carried = [
        json.loads(one[one.index("{") :])
        for one in payloads
        if one.startswith(("/search_slots{", "/request_slots{"))
    ]
    whole = [one for one in carried if "alert" in one]
    if whole:
        return wanted.from_button(whole[0], turn)
    placed = [one for one in carried if one.get("insee") or one.get("department")]
    if not placed:
        return None
    # A card carries those of the weeks in which it has places.
    weeks = {week for one in placed for week in str(one.get("weeks") or "").split(",") if week}
    return wanted.from_button({**placed[0], "weeks": ",".join(sorted(weeks))}, turn)
