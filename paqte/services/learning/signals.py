"""Which messages are worth a look: those not understood, and those corrected right after.

What is typed counts, not what is pressed, nor what answers a question of a form: answers are read
by readers, not learned. The rules, each of which is enough:

- ``fallback``: nothing was understood;
- ``unsure``: something was, with less than 60 % of certainty;
- ``denied``: the person's next act, within ten minutes, was « non », « retour » or a correction
  (but not a refusal of having data kept);
- ``rephrased``: their next message, within two minutes, was understood as something else and
  shares a word with this one;
- ``taken_over``: it was the last wish that the person typed (not counting yes, no, thanks, or to
  talk to someone) before someone of the team spoke, within a day.

Of people whose agreement stands at this moment, and of them alone.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final, Literal, get_args

from sqlalchemy import (
    CTE,
    ColumnElement,
    Label,
    Select,
    and_,
    case,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from paqte.models import BOT, Conversation, Message, MessageWord, Staff
from paqte.reference.intents import NOT_UNDERSTOOD
from paqte.services.learning import agreement
from paqte.services.staff import scope

Reason = Literal["fallback", "unsure", "denied", "rephrased", "taken_over"]
REASONS: Final[tuple[Reason, ...]] = get_args(Reason)

FALLBACK: Final = NOT_UNDERSTOOD
SURE: Final = 0.6
DENIED_WITHIN: Final = timedelta(minutes=10)
REPHRASED_WITHIN: Final = timedelta(minutes=2)
TAKEN_WITHIN: Final = timedelta(days=1)

_NO: Final = ("deny", "back", "correct_action")
_SMALL_TALK: Final = (
    *("greet", "goodbye", "thanks", "affirm", "deny", "unsure"),
    *("back", "restart", "repeat", "human_handoff"),
)
_CONSENT: Final = "%consent"


def seen(staff: Staff | None) -> ColumnElement[bool]:
    """The condition on conversations that may be learned from, of those someone sees.

    Without anybody (the command line), of all.
    """
    agreed = agreement.stands(Conversation.contact_id)
    return agreed if staff is None else and_(agreed, scope.conversations(staff))


def candidates(
    staff: Staff | None, dialect: str, conversation_id: str | None = None
) -> tuple[CTE, Mapping[Reason, Any]]:
    """The messages worth a look as a query, and the column of each reason (1 or 0) in it.

    Args:
        conversation_id: of this conversation alone.
    """
    theirs = _theirs(staff)
    if conversation_id is not None:
        theirs = and_(theirs, Message.conversation_id == conversation_id)
    heard, told = _heard(theirs), _told(theirs)
    word, next_word = aliased(MessageWord), aliased(MessageWord)
    shares_a_word = (
        select(literal(1))
        .where(
            word.message_id == heard.c.id,
            next_word.message_id == heard.c.next_id,
            next_word.word == word.word,
        )
        .exists()
    )
    soon = _elapsed(heard.c.created_at, heard.c.next_at, dialect)
    wish = heard.c.intent.not_in(_SMALL_TALK)
    rules: dict[Reason, ColumnElement[bool]] = {
        "fallback": heard.c.intent == FALLBACK,
        "unsure": and_(heard.c.intent != FALLBACK, heard.c.confidence < SURE),
        "denied": and_(
            wish,
            heard.c.intent != FALLBACK,
            heard.c.next_intent.in_(_NO),
            or_(heard.c.next_slot.is_(None), heard.c.next_slot.not_like(_CONSENT)),
            soon <= DENIED_WITHIN.total_seconds(),
        ),
        "rephrased": and_(
            wish,
            heard.c.next_kind == "text",
            heard.c.next_slot.is_(None),
            heard.c.next_intent.not_in(_SMALL_TALK),
            heard.c.next_intent != heard.c.intent,
            soon <= REPHRASED_WITHIN.total_seconds(),
            shares_a_word,
        ),
        "taken_over": heard.c.id.in_(
            select(told.c.id).where(
                told.c.next_direction == "out",
                _elapsed(told.c.created_at, told.c.next_at, dialect)
                <= TAKEN_WITHIN.total_seconds(),
            )
        ),
    }
    flags: list[Label[int]] = [case((rule, 1), else_=0).label(name) for name, rule in rules.items()]
    found = (
        select(heard.c.id, heard.c.conversation_id, *flags)
        .where(
            heard.c.kind == "text",
            heard.c.intent.is_not(None),
            heard.c.slot.is_(None),
            or_(*rules.values()),
        )
        .cte("worth_a_look")
    )
    return found, {reason: found.c[reason] for reason in REASONS}


def _heard(theirs: ColumnElement[bool]) -> CTE:
    """What these people did, each with what they did next."""
    query: Select[Any] = select(
        Message.id.label("id"),
        Message.conversation_id.label("conversation_id"),
        Message.kind.label("kind"),
        Message.intent.label("intent"),
        Message.confidence.label("confidence"),
        Message.requested_slot.label("slot"),
        Message.created_at.label("created_at"),
        *(
            func.lead(column)
            .over(partition_by=Message.conversation_id, order_by=Message.id)
            .label(name)
            for name, column in (
                ("next_id", Message.id),
                ("next_kind", Message.kind),
                ("next_intent", Message.intent),
                ("next_slot", Message.requested_slot),
                ("next_at", Message.created_at),
            )
        ),
    ).where(Message.direction == "in", theirs)
    return query.cte("heard")


def _told(theirs: ColumnElement[bool]) -> CTE:
    """What people wanted and what the team said, each with what came next of the two."""
    understood = and_(
        Message.direction == "in",
        Message.kind == "text",
        Message.intent.not_in(_SMALL_TALK),
    )
    by_the_team = and_(Message.direction == "out", Message.author != BOT)
    query: Select[Any] = select(
        Message.id.label("id"),
        Message.created_at.label("created_at"),
        *(
            func.lead(column)
            .over(partition_by=Message.conversation_id, order_by=Message.id)
            .label(name)
            for name, column in (
                ("next_direction", Message.direction),
                ("next_at", Message.created_at),
            )
        ),
    ).where(or_(understood, by_the_team), theirs)
    return query.cte("told")


def _theirs(staff: Staff | None) -> ColumnElement[bool]:
    return Message.conversation_id.in_(select(Conversation.id).where(seen(staff)))


def _elapsed(start: Any, end: Any, dialect: str) -> ColumnElement[Any]:
    """The seconds between two moments."""
    if dialect == "sqlite":
        return (func.julianday(end) - func.julianday(start)) * 86_400.0
    return func.extract("epoch", end - start)
