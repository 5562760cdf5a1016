"""Decides, while a form's question is open, whether a typed text answers it or interrupts it.

A classifier of sentences knows nothing of what was just asked: « Les Deux Frères » looks like
nothing it has seen, and « 12 » like anything. So in a form the question comes first: a text is
the answer (intent ``inform``) unless it is one of the phrases that always mean the same, or there
is good evidence that the person asks or wants something else. How good depends on the question:
to « comment s’appelle votre entreprise ? » any words may be the answer.
"""

# ruff: noqa: ARG003 - the signatures are Rasa's or Python's
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.components.phrases import exact_intent, folded
from nlu.components.reading_extractor import ReadingExtractor, context_of
from nlu.entities.bare import is_bare
from nlu.entities.settling import settled
from reading.alarms import alarm
from reading.nothing import is_nothing
from reading.repeats import is_repeat_alone

ANSWER = "inform"
OUT_OF_SCOPE = "out_of_scope"
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

#: Words that are the answer at one question, and a wish of its own anywhere else.
SAID_THERE: Mapping[str, re.Pattern[str]] = {
    "commit_recap": re.compile(
        r"\b(?:je m engage|on s engage|nous nous engageons|i commit|we commit)\b"
    ),
}

_OPENERS = re.compile(
    r"^(?:(?:attend(?:s|ez)?|au fait|mais|et|bon|euh|pardon|excusez moi|excuse moi|d ailleurs|"
    r"une question|j ai une question|wait|but|and|so|by the way|sorry|actually|hold on|"
    r"quick question|question)\s)*"
    r"(?:c est quoi|c quoi|cest quoi|qu est ce|quest ce|kesako|kezako|keskec|qui |quoi |que |quel|"
    r"quand |combien|comment |pourquoi|ou est|ou se|ou sont|ou trouver|est ce|y a t il|c est qui|"
    r"c est pour|ca (?:coute|sert|veut|dure|marche)|ca sert|a quoi|pour quoi|dans quel|"
    r"(?:peut|pouvez|pourriez|avez|etes|faut|dois|puis|peux|es) (?:on|vous|il|je|tu) |"
    r"what|who|when |where |why|how |which|is (?:it|this|there|that|my|your)|are (?:you|there|we)|"
    r"do (?:i|you|we|they)|does |can (?:i|you|we)|could |should |would )"
)


@dataclass(frozen=True)
class Decision:
    """What the arbiter makes of a text: an intent, how sure, and why (for the log and tests)."""

    intent: str
    confidence: float
    reason: str


@dataclass(frozen=True)
class Thresholds:
    """Confidence from which an interruption is believed, by kind of question.

    Attributes:
        name: where the answer is a name.
        worded: where the answer is told in the person's own words.
        plain: where it is a town, a number, a date, a contact.
        task: at least, for what begins another task.
        relief: how much less it takes for what a person must be able to say at any moment.
        asked: for a text that ends in a question mark.
        asked_bare: for a text that only begins as questions do.
    """

    name: float = 0.8
    worded: float = 0.7
    plain: float = 0.5
    task: float = 0.75
    relief: float = 0.15
    asked: float = 0.3
    asked_bare: float = 0.5


def begins_as_question(text: str) -> bool:
    """Whether a text begins as questions do, in French or English."""
    return bool(_OPENERS.match(folded(text) + " "))


def arbitrate(
    text: str,
    form: str,
    step: str,
    ranking: Sequence[Mapping[str, Any]],
    entities: Sequence[Mapping[str, Any]],
    thresholds: Thresholds,
) -> Decision:
    """Decide what a text typed while ``step`` of ``form`` is open stands for.

    Args:
        ranking: the classifier's intents, likeliest first, each with name and confidence.
        entities: what the readers found.
    """
    if step != "relay_text" and alarm(text) is not None:
        return Decision(OUT_OF_SCOPE, 1.0, "alarm")
    phrase = exact_intent(text)
    if phrase is not None and not (step in VERBATIM_STEPS and phrase in {*COURTESY, *YES_NO}):
        return Decision(phrase, 1.0, "phrase")
    if step in VERBATIM_STEPS:
        return Decision(ANSWER, 1.0, "verbatim")
    names = {str(entity.get("entity")) for entity in entities}
    if form in ABOUT_ACTIONS and "axis" in names and is_nothing(text):
        return Decision(NOTHING_DONE, 1.0, "nothing for an axis")
    if names & CERTAIN_ANSWERS.get(step, frozenset()):
        return Decision(ANSWER, 1.0, "certain answer")
    there = SAID_THERE.get(step)
    if there is not None and there.search(folded(text)):
        return Decision(ANSWER, 1.0, "said there")
    best = first_guess(ranking)
    if best is None:
        return Decision(ANSWER, 1.0, "nothing else")
    intent, confidence = best
    asked = "?" in text or begins_as_question(text)
    if not asked and names & LIKELY_ANSWERS.get(step, frozenset()) and intent not in ALWAYS:
        return Decision(ANSWER, 1.0, "likely answer")
    if step in NAME_STEPS and not asked and _too_short(text, intent):
        return Decision(ANSWER, 1.0, "a short name")
    if confidence >= _needed(intent, form, step, text, thresholds):
        return Decision(intent, confidence, "question" if asked else "interruption")
    return Decision(ANSWER, 1.0, "not sure enough")


def _too_short(text: str, intent: str) -> bool:
    """Whether a text is rather a name than a wish: a wish that short is one of the phrases."""
    words = len(folded(text).split())
    return words <= (4 if intent in TASKS else 2) and intent not in {"abuse", *YES_NO}


def _needed(intent: str, form: str, step: str, text: str, thresholds: Thresholds) -> float:
    """The confidence from which ``intent`` is believed; above 1: never."""
    asked = None
    if "?" in text:
        asked = thresholds.asked
    elif begins_as_question(text):
        asked = thresholds.asked_bare
    if step in NAME_STEPS:
        told = thresholds.name
    elif step in WORDED_STEPS:
        told = thresholds.worded
    else:
        told = thresholds.plain
    if intent in OWN_TASKS.get(form, frozenset()):
        return 2.0 if asked is None or intent not in QUESTIONS else thresholds.asked_bare
    if intent in QUESTIONS:
        return told if asked is None else asked
    if intent in ALWAYS:
        return told - thresholds.relief if asked is None else asked
    if intent in TASKS:
        return max(told, thresholds.task) if asked is None else thresholds.worded
    if intent == OUT_OF_SCOPE:  # a trade may sound like it: believed of a question only
        return 2.0 if asked is None else asked
    if intent in YES_NO or intent in COURTESY:
        return max(told, thresholds.worded) if step in NAME_STEPS else thresholds.plain
    return 2.0


def _nothing_done(text: str, ranking: Sequence[Mapping[str, Any]]) -> str | None:
    """« Néant pour Former ». « Vous n’avez rien fait » stays the complaint that it is, and there is
    « rien à signaler » of interns who came.
    """
    best = first_guess(ranking)
    told = best is None or best[0] in NOTHING_OF
    return NOTHING_DONE if told and is_nothing(text) else None


def _once_more(text: str) -> str | None:
    """« Pareil pour juin », « same again for March »: an action, whatever it was."""
    return "log_action" if is_repeat_alone(text) else None


def first_guess(ranking: Sequence[Mapping[str, Any]]) -> tuple[str, float] | None:
    """The likeliest intent of a ranking, and how likely; what is asked back by its first guess."""
    for row in ranking:
        if row.get("name") and row["name"] != DEFAULT_NLU_FALLBACK_INTENT_NAME:
            return str(row["name"]), float(row.get("confidence") or 0.0)
    return None


def _understood(message: Message) -> str:
    """The classifier's intent; where the person will be asked what was meant, the likeliest."""
    name = str((message.get(INTENT) or {}).get("name"))
    if name != DEFAULT_NLU_FALLBACK_INTENT_NAME:
        return name
    best = first_guess(message.get("intent_ranking") or [])
    return best[0] if best else name


def _keep_carried(message: Message, intent: str) -> None:
    """Outside of forms the intent tells which entities count; inside, the question does."""
    found = message.get(ENTITIES) or []
    kept = settled(intent, message.get(TEXT) or "", found, context_of(message))
    named = [{"extractor": ReadingExtractor.__name__, **entity} for entity in kept]
    message.set(ENTITIES, named, add_to_output=True)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class FormArbiter(GraphComponent, IntentClassifier):
    """The last word of the pipeline; its configuration holds the fields of ``Thresholds``."""

    @classmethod
    def required_components(cls) -> list[type]:
        """A classifier to arbitrate."""
        return [IntentClassifier]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The thresholds."""
        return dict(vars(Thresholds()))

    def __init__(self, config: dict[str, Any]) -> None:
        known = Thresholds.__dataclass_fields__
        self._thresholds = Thresholds(**{k: float(v) for k, v in config.items() if k in known})

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FormArbiter:
        """Make the component; it has nothing to train or to load."""
        return cls(config)

    def process(self, messages: list[Message], tracker: DialogueStateTracker) -> list[Message]:
        """Settle the intent of each message: by the open question, else by the exact phrases.

        A bare value (a SIRET, an address of mail, a size) is an answer, asked for or not.
        Outside of forms the entities are settled too: those that the intent carries.
        """
        form = tracker.active_loop_name
        slot = tracker.slots.get("requested_slot")
        step = slot.value if slot is not None else None
        for message in messages:
            text = message.get(TEXT) or ""
            ranking = message.get("intent_ranking") or []
            if form and step:
                decision = arbitrate(
                    text, form, step, ranking, message.get(ENTITIES) or [], self._thresholds
                )
            else:
                phrase = OUT_OF_SCOPE if alarm(text) else exact_intent(text)
                phrase = phrase or _nothing_done(text, ranking) or _once_more(text)
                meant = None if phrase in ONLY_IN_FORMS else phrase
                if meant is None and is_bare(text, message.get(ENTITIES) or []):
                    meant = ANSWER
                _keep_carried(message, meant or _understood(message))
                if meant is None:
                    continue
                decision = Decision(meant, 1.0, "phrase" if phrase else "bare value")
            settled = {"name": decision.intent, "confidence": decision.confidence}
            message.set(INTENT, settled, add_to_output=True)
            rest = [row for row in ranking if row.get("name") != decision.intent]
            message.set("intent_ranking", [settled, *rest], add_to_output=True)
        return messages
