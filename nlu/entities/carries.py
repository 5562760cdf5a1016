"""Which entities an intent can carry. docs/intents.md has the same table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_WHEN = frozenset({"date", "period"})
_WHO = frozenset({"person_name", "phone", "email"})
_COMPANY = frozenset(
    {"siret", "siren", "place", "qpv", "job", "sector", "organisation", "size_band"}
)
#: Of internship places: how many, for whom, in what, where, when, at whose.
_PLACES = (
    frozenset({"quantity", "level", "job", "sector", "organisation", "place", "weeks"}) | _WHEN
)
_SCHOOL = frozenset({"uai", "rna"})

#: Told on purpose wherever it is told: who speaks, of what trade, where.
ANYWHERE: Final = frozenset({"place", "qpv", "job", "sector", "organisation"})

#: What an intent carries beside, where it carries more; ``inform`` carries whatever is read.
CARRIES: Final[Mapping[str, frozenset[str]]] = {
    "join_program": _COMPANY | _WHO | {"axis"},
    "ask_axes": frozenset({"axis", "quantity", "job", "size_band"}),
    "choose_axis": frozenset({"axis"}),
    "ask_progress": _WHEN | {"axis"},
    "ask_report": _WHEN,
    "log_action": _WHEN | {"action_type", "quantity", "organisation", "place"},
    # From the words of what was classified as log_action: see the form arbiter.
    "commit": _WHEN | {"action_type", "quantity", "organisation", "place"},
    "declare_nothing": _WHEN | {"axis"},
    "correct_action": _WHEN | {"action_type", "quantity", "organisation", "place"},
    "offer_internship": _PLACES,
    "edit_offer": _PLACES,
    "pause_offer": _WHEN | {"weeks"},
    "answer_request": frozenset({"quantity", "level", "job", "organisation", "place", "weeks"})
    | _WHEN,
    "confirm_done": frozenset({"quantity"}) | _WHEN,
    "search_slots": _PLACES | _SCHOOL,
    "request_slots": _PLACES | _SCHOOL,
    "request_status": frozenset({"organisation", "job"}),
    "cancel_request": frozenset({"quantity", "organisation", "job"}),
    "declare_off_platform": _PLACES | _SCHOOL,
    "ask_internship_rules": frozenset({"level"}),
    "find_supplier": frozenset({"job", "sector", "place", "qpv", "organisation", "quantity"}),
    "register_supplier": _COMPANY | _WHO,
    "find_referent": frozenset({"place"}),
    "check_qpv": frozenset({"place", "qpv"}),
    "ask_event": _WHEN | {"place"},
    "human_handoff": _WHEN | _WHO,
}

#: What is read of these is still to come: « en février » is the next one.
AHEAD: Final = frozenset(
    {
        "commit",
        "offer_internship",
        "edit_offer",
        "pause_offer",
        "answer_request",
        "search_slots",
        "request_slots",
        "cancel_request",
        "ask_event",
        "human_handoff",
    }
)
