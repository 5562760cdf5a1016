"""Decides, while a form's question is open, whether a typed text answers it or interrupts it.

A classifier of sentences knows nothing of what was just asked: « Les Deux Frères » looks like
nothing it has seen, and « 12 » like anything. So in a form the question comes first: a text is
the answer (intent ``inform``) unless it is one of the phrases that always mean the same, or there
is good evidence that the person asks or wants something else. How good depends on the question:
to « comment s’appelle votre entreprise ? » any words may be the answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME

from nlu.components.form_questions import (
    ABOUT_ACTIONS,
    ALWAYS,
    ANSWER,
    CERTAIN_ANSWERS,
    COURTESY,
    LIKELY_ANSWERS,
    NAME_STEPS,
    NOTHING_DONE,
    NOTHING_OF,
    ONLY_IN_FORMS,
    OWN_TASKS,
    QUESTIONS,
    SAID_AGAIN,
    SAID_THERE,
    TASKS,
    VERBATIM_STEPS,
    WORDED_STEPS,
    YES_NO,
)
from nlu.components.phrases import exact_intent, folded
from nlu.entities.bare import is_bare
from reading.alarms import alarm
from reading.dates.repeats import is_repeat_alone
from reading.nothing import is_nothing

OUT_OF_SCOPE = "out_of_scope"

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
    """What the arbiter makes of a text.

    Attributes:
        confidence: how sure.
        reason: why, for tests.
        weighed: whether another confidence of the classifier could have decided otherwise.
    """

    intent: str
    confidence: float
    reason: str
    weighed: bool = False


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
    opens, again = SAID_AGAIN.get(form, ("", None))
    if again is not None and again.fullmatch(folded(text)):
        return Decision(opens, 1.0, "said again")
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
        return Decision(intent, confidence, "question" if asked else "interruption", weighed=True)
    return Decision(ANSWER, 1.0, "not sure enough", weighed=True)


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


def plain_meaning(
    text: str, ranking: Sequence[Mapping[str, Any]], entities: Sequence[Mapping[str, Any]]
) -> Decision | None:
    """What a text typed outside of forms means whatever the classifier says, if it is so plain.

    A bare value (a SIRET, an address of mail, a size) is an answer, asked for or not.
    """
    phrase = OUT_OF_SCOPE if alarm(text) else exact_intent(text)
    phrase = phrase or _nothing_done(text, ranking) or _once_more(text)
    if phrase and phrase not in ONLY_IN_FORMS:
        return Decision(phrase, 1.0, "phrase")
    return Decision(ANSWER, 1.0, "bare value") if is_bare(text, entities) else None


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
