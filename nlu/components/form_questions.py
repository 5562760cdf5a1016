"""What the forms' questions may be answered with, and what may interrupt them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rasa.shared.core.trackers import DialogueStateTracker

ANSWER = "inform"
NOTHING_DONE = "declare_nothing"

#: Where the answer is a name: any words may be one.
NAME_STEPS = frozenset(
    {
        "join_identity",
        "join_name",
        "join_contact_name",
        "join_contact_role",
        "join_trade",
        "action_partner",
        "org_school",
        "org_name",
        "org_contact_name",
        "org_contact_role",
        "offer_title",
        "offer_access",
        "offer_host",
    }
)
#: Where the answer is a message to somebody else, or a text to be shown as it is: whatever it says,
#: questions and thanks included, it is not said to us.
VERBATIM_STEPS = frozenset({"offer_description", "relay_text"})
#: Where the answer is told in the person's own words, much like what opens the form.
WORDED_STEPS = frozenset(
    {
        "axes_choice",
        "action_type",
        "commit_type",
        "correct_which",
        "correct_change",
        "org_kind",
        "offer_weeks",
        "request_weeks",
    }
)

#: What asks something: answered, then the form's question comes again.
QUESTIONS = frozenset(
    {
        "ask_about_program",
        "ask_axes",
        "ask_progress",
        "ask_report",
        "ask_internship_rules",
        "ask_event",
        "bot_challenge",
        "check_qpv",
        "find_referent",
        "find_supplier",
        "search_slots",
        "request_status",
    }
)
#: What a person must be able to say at any moment.
ALWAYS = frozenset(
    {
        "human_handoff",
        "back",
        "restart",
        "repeat",
        "consent",
        "data_access",
        "data_erasure",
        "stop_notifications",
        "abuse",
        "complaint",
        "attachment",
        "help",
        "menu",
        "cancel",
        "skip",
    }
)
#: What begins another task.
TASKS = frozenset(
    {
        "join_program",
        "choose_axis",
        "log_action",
        "correct_action",
        "offer_internship",
        "edit_offer",
        "pause_offer",
        "answer_request",
        "confirm_done",
        "request_slots",
        "cancel_request",
        "declare_off_platform",
        "register_supplier",
    }
)
#: What « rien à déclarer » may be said of.
NOTHING_OF = frozenset(
    {"log_action", "correct_action", "choose_axis", "commit", "ask_report", NOTHING_DONE}
)
#: Tasks whose words are also answers in the form they open.
#: Said once more of the form that is open: a wish that was heard, and nobody's name.
SAID_AGAIN: Mapping[str, tuple[str, re.Pattern[str]]] = {
    "join_form": (
        "join_program",
        re.compile(
            r"(?:(?:je|on|nous) (?:veux|veut|voulons|voudrais|voudrait|souhaite|aimerais) )?"
            r"(?:(?:m |s |nous )?inscrire|adherer)(?: (?:mon entreprise|ma boite|ma societe))?|"
            r"inscription|"
            r"(?:(?:i|we) (?:want|would like|d like) to )?(?:join|register|sign up)"
            r"(?: (?:my|our) company)?|sign (?:me|us) up"
        ),
    )
}

OWN_TASKS: Mapping[str, frozenset[str]] = {
    "join_form": frozenset({"join_program", "register_supplier"}),
    "axes_form": frozenset({"choose_axis", "log_action", "ask_axes"}),
    "action_form": frozenset({"log_action", "choose_axis", "correct_action", "offer_internship"}),
    "commit_form": frozenset({"log_action", "choose_axis", "correct_action", "offer_internship"}),
    "advice_form": frozenset({"ask_axes", "log_action", "choose_axis"}),
    "correct_form": frozenset({"log_action", "correct_action", "choose_axis", "offer_internship"}),
    "organisation_form": frozenset({"search_slots", "request_slots", "join_program"}),
    "offer_form": frozenset({"offer_internship", "edit_offer", "log_action", "search_slots"}),
    "search_form": frozenset({"search_slots", "request_slots"}),
    "request_form": frozenset({"request_slots", "search_slots"}),
    "relay_form": frozenset(
        {"request_slots", "search_slots", "answer_request", "offer_internship"}
    ),
}
#: Where « néant pour Former » is told beside the question; elsewhere « néant » may be an answer.
ABOUT_ACTIONS = frozenset(
    {"axes_form", "action_form", "commit_form", "correct_form", "advice_form"}
)
#: The form's own action reads these.
YES_NO = frozenset({"affirm", "deny", "unsure"})
#: Phrases that say nothing where no question is open.
ONLY_IN_FORMS = frozenset({"skip"})
COURTESY = frozenset({"greet", "thanks", "goodbye"})

#: Entities that are the answer whatever else is said beside them.
CERTAIN_ANSWERS: Mapping[str, frozenset[str]] = {
    "join_identity": frozenset({"siret", "siren"}),
    "join_contact_channel": frozenset({"phone", "email"}),
    "org_kind": frozenset({"uai", "rna"}),
    "org_school": frozenset({"uai"}),
    "org_number": frozenset({"rna", "siren"}),
    "org_email": frozenset({"email"}),
}
#: Entities that make a text an answer unless it is plainly a question.
LIKELY_ANSWERS: Mapping[str, frozenset[str]] = {
    "join_town": frozenset({"place"}),
    "join_size": frozenset({"size_band", "quantity"}),
    "axes_choice": frozenset({"axis"}),
    "action_type": frozenset({"action_type"}),
    "action_quantity": frozenset({"quantity"}),
    "commit_type": frozenset({"action_type"}),
    "commit_target": frozenset({"quantity"}),
    "correct_change": frozenset({"quantity", "date", "period"}),
    "advice_time": frozenset({"quantity"}),
    "commit_year": frozenset({"date", "period"}),
    "action_date": frozenset({"date", "period"}),
    "action_part": frozenset({"quantity"}),
    "action_sides": frozenset({"quantity"}),
    "action_place": frozenset({"place"}),
    "org_town": frozenset({"place"}),
    "offer_weeks": frozenset({"date", "period"}),
    "offer_seats": frozenset({"quantity"}),
    "offer_hours": frozenset({"quantity", "date", "period"}),
    "offer_town": frozenset({"place"}),
    "offer_cap": frozenset({"quantity"}),
    "search_place": frozenset({"place"}),
    "request_weeks": frozenset({"date", "period"}),
    "request_seats": frozenset({"quantity"}),
}

_SENDS = (
    r"^(?:(?:oui|ok|allez|vas y|allez y|yes|je veux|je voudrais|you can) )?"
    r"(?:enregistr\w*|envoy\w*|envoi\w*|publi\w*|valid\w*|confirm\w*|save|send|submit)"
    r"(?: (?:tout|les|le|la|ca|l|it|all|them|both|that|deux|trois|\d+|svp|stp|please|maintenant))*$"
)
_COMMITS = r"\b(?:je m engage|on s engage|nous nous engageons|i commit|we commit)\b"
#: « Vous avez vraiment besoin de mon téléphone ? » where it is asked for: what for, and no call.
_IS_IT_NEEDED = (
    r"^(?:(?:mais|et|but|and|so) )?"
    r"(?:do you|must i|is (?:my|the)|c ?est|avez vous|vous avez|il faut|faut il|pourquoi|why)\b"
    r"(?=.*\b(?:besoin|obligatoire|need|mandatory|required|give|donner|want|voulez|demandez)\b)"
    r"(?=.*\b(?:tel|telephone|numero|phone|number|mail|email)\b)"
)
#: Words that are the answer at one question, and a wish of its own anywhere else.
SAID_THERE: Mapping[str, re.Pattern[str]] = {
    "join_contact_channel": re.compile(_IS_IT_NEEDED),
    **dict.fromkeys(
        (
            *("join_recap", "action_recap", "correct_recap"),
            *("org_recap", "offer_recap", "request_recap"),
        ),
        re.compile(_SENDS),
    ),
    "commit_recap": re.compile(f"{_SENDS}|{_COMMITS}"),
}


def open_question(tracker: DialogueStateTracker) -> tuple[str, str] | None:
    """The open form and the step of it that was asked."""
    slot = tracker.slots.get("requested_slot")
    if tracker.active_loop_name and slot is not None and slot.value:
        return str(tracker.active_loop_name), str(slot.value)
    return None
