"""Which entities an intent can carry. docs/intents.md has the same table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reading.words import word_set

#: Told on purpose wherever it is told: who speaks, of what trade, where, when, for which pupils.
ANYWHERE: Final = word_set(
    "place qpv job sector organisation siret siren rna uai phone email person_name level date "
    "period weeks"
)
#: Where a trade is the speaker's or nobody's wish: « le plombier fait du bruit, répétez ».
OWN_TRADES: Final = word_set(
    "goodbye thanks affirm deny unsure bot_challenge human_handoff complaint abuse restart back "
    "repeat consent data_access data_erasure stop_notifications attachment ask_progress check_qpv"
)
_COMPANY = frozenset({"size_band", "quantity"})
_ACTION = frozenset({"action_type", "quantity"})
_PLACES = frozenset({"quantity"})

#: Where who agrees, thanks, doubts, complains or sends a file says by the way how many.
BY_THE_WAY: Final = frozenset({"affirm", "thanks", "unsure", "complaint", "attachment"})

#: What an intent carries beside, where it carries more; ``inform`` carries whatever is read.
CARRIES: Final[Mapping[str, frozenset[str]]] = {
    "join_program": _COMPANY | {"axis"},
    "register_supplier": _COMPANY,
    "ask_axes": _COMPANY | {"axis"},
    "choose_axis": frozenset({"axis"}),
    "ask_report": frozenset({"axis", "action_type"}),
    "ask_progress": _ACTION | {"axis"},
    "log_action": _ACTION,
    # From the words of what was classified as log_action: see the form arbiter.
    "commit": _ACTION,
    "declare_nothing": frozenset({"axis"}),
    "correct_action": _ACTION,
    "offer_internship": _PLACES,
    "edit_offer": _PLACES,
    "pause_offer": _PLACES,
    "answer_request": _PLACES,
    "confirm_done": _PLACES,
    "search_slots": _PLACES,
    "request_slots": _PLACES,
    "request_status": _PLACES,
    "cancel_request": _PLACES,
    "declare_off_platform": _PLACES,
    "ask_internship_rules": _PLACES,
    "find_supplier": frozenset({"quantity"}),
    "ask_event": frozenset({"quantity"}),
    **dict.fromkeys(BY_THE_WAY, _PLACES),
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
        "find_supplier",
        "goodbye",
        "affirm",
        "deny",
        "unsure",
        "back",
        "stop_notifications",
        "join_program",
        "ask_internship_rules",
        "ask_event",
        "human_handoff",
        "out_of_scope",
    }
)

#: What is read of these lies on the nearer side.
NEAR: Final = frozenset(
    {
        "inform",
        "ask_progress",
        "ask_report",
        "greet",
        "thanks",
        "complaint",
        "attachment",
        "request_status",
        "data_access",
        "data_erasure",
        "declare_off_platform",
    }
)
#: What is read of these is over: « la semaine 47 » is the last one.
BEHIND: Final = frozenset({"confirm_done", "log_action", "correct_action"})
