"""What any question of joining hears first: what is said there and answers no question.

A pause, a question back, an association at the wrong door, a number that belongs to another
question. What is left is the question's own to read.
"""

import re
from dataclasses import replace

from actions.corrections import CHOOSING, CHOSEN_ITEM, read_into
from actions.joining import asked as joining_asked
from actions.joining import association as joining_association
from actions.joining import beside as joining_beside
from actions.joining import company as joining_company
from actions.joining import contact, identity, identity_facts
from actions.joining import trade as joining_trade
from actions.joining import ways as joining_ways
from actions.naming import folded
from actions.reading_answers import ANSWERS
from actions.speaking import Question
from actions.steps import Accepted, Again, Ended, Outcome, Refused, Sheet, Step, Tools
from actions.turn import Answer, Turn
from paqte.i18n import N_
from reading.identifiers import read_company_identifier
from reading.personal.contacts import read_email, read_phone
from reading.personal.own_details import read_own_details

ASKED = frozenset({"ask_about_program", "data_access", "out_of_scope"})
"""What a question about the form's own question may be taken for."""
CONTACT_KEPT = N_("C’est noté, l’équipe pourra vous joindre.")
_RESUMES = re.compile(
    r"\W*(?:(?:ok|bon|oui|alors|allez|yes|so)\W+)*(?:je reprends?|on reprend|reprendre|reprenons|"
    r"je continue|on continue|continuer|continuons|let'?s (?:go on|continue)|i'?m back|go on)\W*"
)
_NUMBER_ALONE = re.compile(r"(?:mon |my )?(?:tel\w*|numero|number|phone|mail|e-mail|email)\W*")


def attentive(step: Step) -> Step:
    """``step``, which hears all of that before it reads an answer."""

    async def read(answer: Answer, sheet: Sheet, turn: Turn, tools: Tools) -> Outcome | None:
        heard = await _heard(step, answer, sheet, turn, tools)
        if heard is not None:
            return heard
        if answer.intent not in ANSWERS | step.also and not _answered_first(step, answer):
            return None
        whole = answer.typed
        part = joining_beside.own_part(step, whole)
        own = answer if part == whole else replace(answer, text=part)
        outcome = await step.read(own, sheet, turn, tools)
        outcome = _beside_size(step, whole, outcome, sheet, turn)
        return joining_beside.with_the_rest(step, whole, outcome, sheet, turn)

    def ask(sheet: Sheet, turn: Turn) -> Question:
        return joining_ways.beside(step.ask(sheet, turn), sheet, turn)

    required = frozenset[str]() if step.optional else frozenset({"skip"})
    return replace(step, ask=ask, read=read, also=step.also | ASKED | required)


def _answered_first(step: Step, answer: Answer) -> bool:
    """« A bakery, why? »: whether what is taken for a question begins with the answer."""
    return (
        answer.intent in ASKED
        and step.slot == joining_company.TRADE
        and joining_trade.trade_of(answer.typed)[1]
    )


async def _heard(
    step: Step, answer: Answer, sheet: Sheet, turn: Turn, tools: Tools
) -> Outcome | None:
    words, text = turn.speech, answer.typed
    if answer.intent == "skip" and "skip" not in step.also:
        return joining_ways.later(turn)
    if not text or answer.intent == "skip":
        return None
    if _RESUMES.fullmatch(folded(text).replace("’", "'")):
        return Again()
    if turn.organisation is None and joining_association.said(text):
        return Ended(joining_association.question(turn))
    if (told := joining_asked.answered(step, sheet, turn)) is not None:
        back = Again(joining_ways.person(), notice=str(words.say(told)))
        before = joining_beside.before_question(text)
        return joining_beside.with_the_rest(step, before, back, sheet, turn)
    if answer.intent in ASKED:
        return None
    worded = step.slot in (joining_company.TRADE, contact.ROLE)
    if worded and joining_asked.asks_something(text) and not joining_trade.trade_of(text)[1]:
        return Again(joining_ways.person(), notice=str(words.say(joining_ways.NOT_KNOWN)))
    presented = joining_beside.presented(step, text, sheet, turn)
    trade = joining_beside.trade_for_name(step, text, sheet, turn)
    return (
        presented
        or trade
        or _contact(step, text, sheet, turn)
        or await _siret(step, answer, sheet, turn, tools)
    )


def _contact(step: Step, text: str, sheet: Sheet, turn: Turn) -> Outcome | None:
    """A telephone or an address given before it is asked for: kept, and not asked any more."""
    if step.slot == contact.CHANNEL or read_company_identifier(text) is not None:
        return None
    phone, email = read_phone(text).value, read_email(text).value
    bare = _NUMBER_ALONE.sub("", folded(text))
    alone = (email and " " not in bare.strip()) or (phone and not re.search(r"[a-z]", bare))
    own = read_own_details(text)
    if own is not None and not own.rest:
        phone, email = own.phone, own.email
    elif not alone:
        return None
    kept = {name: value for name, value in (sheet.get(contact.CHANNEL) or {}).items() if value}
    given = {name: value for name, value in (("phone", phone), ("email", email)) if value}
    channel = {"phone": None, "email": None, **kept, **given}
    return Again({contact.CHANNEL: channel}, notice=str(turn.speech.say(CONTACT_KEPT)))


def _beside_size(
    step: Step, text: str, outcome: Outcome | None, sheet: Sheet, turn: Turn
) -> Outcome | None:
    """« On est 3, mon numéro c'est le 06 12 34 56 78 »: the number is kept with the size."""
    if step.slot != joining_company.SIZE or not isinstance(outcome, Accepted) or outcome.notice:
        return outcome
    phone, email = read_phone(text).value, read_email(text).value
    if not (phone or email) or sheet.answered(contact.CHANNEL):
        return outcome
    channel = {"phone": phone, "email": email}
    kept = {**outcome.values, contact.CHANNEL: channel}
    return Accepted(kept, notice=str(turn.speech.say(CONTACT_KEPT)))


async def _siret(
    step: Step, answer: Answer, sheet: Sheet, turn: Turn, tools: Tools
) -> Outcome | None:
    """« J'ai trouvé le SIRET : … », told where something else is asked."""
    if step.slot == identity_facts.SLOT:
        return None
    found = read_company_identifier(answer.typed)
    if found is None or not found.valid or found.kind != "siret":
        return None
    result = await read_into(identity.STEP, answer, sheet, turn, tools)
    if isinstance(result, Refused):
        beside = joining_ways.person() if result.person else {}
        return Again({**result.values, **beside}, notice=result.sentence)
    sheet.forget(CHOOSING, CHOSEN_ITEM)
    return result
