"""What a message comes to for the question that is open."""

import re

from actions import contact_beside, corrections, fields_told, languages, waiting
from actions.naming import folded
from actions.steps import Accepted, Again, Form, Outcome, Refused, Sheet, Step, Tools
from actions.turn import Turn
from paqte.i18n import N_
from reading.cleaning import looks_empty
from reading.personal.redaction import MASK

ANSWERS = frozenset({"inform", "affirm", "deny", "unsure", "nlu_fallback"})
"""Intents that answer the open question; others interrupt, unless the step says so."""

TOO_LONG = 500
"""No question of ours wants more than that, in characters."""

_SENTENCE_WORDS = 5
"""Fewer words that are kept as they were typed are hardly more than a name."""

NOTICE = "_notice"
"""Said before the next question, in the same message."""
PERSON = "_person"
"""Offer a person with the next question."""
UNSHARE = "_unshare"
"""The key that shares a number was shown, and is to be taken away."""
PENDING_RESTART = "_restart"
"""« On recommence ? » was asked."""

_CORRECTS = re.compile(
    r"\W*(?:je (?:veux|voudrais|souhaite) |i(?: want|'d like) to )?"
    r"(?:corrig(?:er|e|ez)|modifier|rectifier|changer|correct|edit|change)"
    r"(?: (?:ca|cela|ma reponse|that|it|my answer))?\W*"
)
"""« Corriger », before there is a recap to choose from, is about the answer just given."""

NOT_READABLE = N_("Je n’ai rien pu lire dans ce message. Répondez avec des mots ou des chiffres.")
TOO_MUCH = N_("C’est un peu long pour moi : répondez en quelques mots, s’il vous plaît.")
MUST_KNOW = N_("J’ai besoin de cette réponse pour continuer.")
NO_HURRY = N_("Prenez votre temps.")
CAN_SKIP = N_("{hint} Vous pouvez aussi écrire « passer ».")
STARTED_AGAIN = N_("On recommence depuis le début.")
FIRST_QUESTION = N_("C’est déjà la première question.")
CARRY_ON = N_("On continue, alors.")


async def outcome_of(
    form: Form, step: Step, sheet: Sheet, turn: Turn, tools: Tools
) -> Outcome | None:
    """What the latest message comes to; ``None``: it is no answer, its intent's rule decides."""
    answer, words = turn.answer, turn.speech
    if sheet.get(PENDING_RESTART):
        sheet.forget(PENDING_RESTART)
        if answer.intent == "affirm":
            start_again(form, sheet, turn)
            return Accepted({}, notice=str(words.say(STARTED_AGAIN)))
        if answer.intent == "deny":
            return Again(notice=str(words.say(CARRY_ON)))
    match answer.intent:
        case "repeat":
            return Again()
        case "restart":
            return Again({PENDING_RESTART: True})
        case "back":
            return _back(form, step, sheet, turn)
    if (beside := await contact_beside.told(form, step, sheet, turn, tools)) is not None:
        return beside
    if (corrected := await fields_told.told(form, step, sheet, turn, tools)) is not None:
        return corrected
    if answer.intent in form.busy:
        return Again(
            waiting.with_this(sheet, turn), notice=str(words.say(form.busy[answer.intent]))
        )
    if answer.intent in ("edit_field", "replace_answer"):
        return await corrections.outcome(form, sheet, turn, tools)
    if answer.intent == "skip" and "skip" not in step.also:
        if step.optional:
            return Accepted({step.slot: None})
        return Again(notice=str(words.say(MUST_KNOW)))
    if step.counted and _CORRECTS.fullmatch(folded(answer.typed)):
        return _back(form, step, sheet, turn)
    if answer.intent in step.also or answer.intent in ANSWERS:
        return await _read(step, sheet, turn, tools)
    # The command that opened the form, again: the question, again.
    return Again() if answer.intent == form.opens else None


def _back(form: Form, step: Step, sheet: Sheet, turn: Turn) -> Outcome:
    """The question before. What was answered to it stands until it is answered anew."""
    earlier = form.before(step.slot, sheet, turn)
    if earlier is None:
        return Again(notice=str(turn.speech.say(FIRST_QUESTION)))
    sheet.step = earlier.slot
    sheet.failures = 0
    return Again()


async def _read(step: Step, sheet: Sheet, turn: Turn, tools: Tools) -> Outcome | None:
    answer, words = turn.answer, turn.speech
    if answer.intent == "unsure" and "unsure" not in step.also:
        hint = words.say(step.hint or NO_HURRY)
        return Again(notice=str(words.say(CAN_SKIP, hint=hint) if step.optional else hint))
    if MASK in answer.typed and looks_empty(answer.typed.replace(MASK, "")):
        return Again()
    if answer.typed and looks_empty(answer.typed):
        return Refused(str(words.say(NOT_READABLE)))
    if len(answer.typed) > TOO_LONG:
        return Refused(str(words.say(TOO_MUCH)))
    outcome = await step.outcome(answer, sheet, turn, tools)
    if isinstance(outcome, Refused | Again) and MASK in answer.typed:
        return Again()  # they were told what was taken out: what is left of it is no failure
    if isinstance(outcome, Refused) or _kept_as_typed(outcome, answer.typed):
        language = await languages.to_be_told(turn, tools.reading)
        if language is not None:
            answered_in = words.say(languages.ANSWERED_IN)
            return Again(notice=f"{languages.IN_ITS_WORDS[language]}\n{answered_in}")
    return outcome


def _kept_as_typed(outcome: Outcome | None, typed: str) -> bool:
    """Whether a whole sentence would be an answer as it stands: a name, a trade.

    Five words may be a name in another language all the same (« Associação dos Portugueses de
    Champigny »): who is told about the language and sends it again is taken at their word.
    """
    whole = " ".join(typed.split())
    return (
        isinstance(outcome, Accepted)
        and whole.count(" ") >= _SENTENCE_WORDS - 1
        and whole in outcome.values.values()
    )


def start_again(form: Form, sheet: Sheet, turn: Turn) -> None:
    """The sheet as it was when the form was opened."""
    left = form.again(sheet)
    sheet.answers = form.start(turn) if left is None else left
    sheet.failures = 0
    following = form.first_open(sheet, turn)
    sheet.step = following.slot if following else None
