"""One message under review: what was said around it, and what somebody of the team makes of it."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import select

from paqte import clock
from paqte.database import UnitOfWork
from paqte.models import Contact, Conversation, LearningExample, Message
from paqte.models.conversations import Direction
from paqte.reference import intents
from paqte.services.learning import known, signals, withdrawing
from paqte.services.learning.annotating import Annotation, Pointed
from paqte.services.learning.checking import MOST_ENTITIES, Given, Unfit, checked
from paqte.services.learning.saying import said
from paqte.services.learning.signals import REASONS, Reason
from paqte.services.staff import audit, scope
from paqte.services.staff.audit import Actor
from reading.personal.masking import Known, cover, find, one_line

_AROUND: Final = 3
_PERSONAL: Final = frozenset(
    {"person_name", "organisation", "phone", "email", "siret", "siren", "rna", "uai"}
)


@dataclass(frozen=True, slots=True)
class Around:
    """Something that was said before or after, covered."""

    direction: Direction
    text: str
    intent: str | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A message to look at: covered, with what was understood, and what was decided so far."""

    message_id: int
    locale: str
    text: str
    intent: str | None
    confidence: float | None
    reasons: tuple[Reason, ...]
    before: tuple[Around, ...]
    after: tuple[Around, ...]
    entities: tuple[Pointed, ...]
    """What was recognised, where its words are in the message; or what was kept."""
    recognised: tuple[tuple[str, str], ...]
    """All that was recognised, as (entity, value), without what could tell who it was."""
    example: LearningExample | None


async def sheet(uow: UnitOfWork, actor: Actor, message_id: int) -> Sheet:
    """The message and what is around it; that it was looked at is noted.

    Raises:
        scope.OutOfReach: no such message, of another territory, or not to be learned from.
    """
    message, contact = await _message(uow, actor, message_id)
    around = await _around(uow, message)
    of_them = (await known.of_people(uow, [contact.id]))[contact.id]
    of_them = known.with_entities(of_them, [message, *around])
    example = await uow.session.get(LearningExample, message_id)
    kept = example if example is not None and example.decision == "kept" else None
    text = _covered(message, of_them, contact.locale)
    await audit.record(
        uow, "message_reviewed", actor, subject="learning", subject_id=str(message_id)
    )
    return Sheet(
        message_id=message_id,
        locale=example.locale if example else contact.locale,
        text=kept.text or text if kept else text,
        intent=message.intent,
        confidence=message.confidence,
        reasons=await _reasons(uow, actor, message),
        before=tuple(
            _beside(one, of_them, contact.locale) for one in around if one.id < message_id
        ),
        after=tuple(_beside(one, of_them, contact.locale) for one in around if one.id > message_id),
        entities=_kept_entities(kept) if kept else _pointed(message, text),
        recognised=_recognised(message),
        example=example,
    )


async def keep(uow: UnitOfWork, actor: Actor, message_id: int, given: Given) -> LearningExample:
    """Make an example of it; deciding anew takes the place of what was decided before.

    Raises:
        scope.OutOfReach, Unfit.
    """
    await _message(uow, actor, message_id)
    text = one_line(given.text)
    annotations, problems = checked(given, text)
    if problems:
        raise Unfit(problems)
    example = await _example(uow, message_id, text)
    example.decision = "kept"
    example.locale, example.text, example.intent = given.locale, text, given.intent
    example.entities = [one.as_json() for one in annotations]
    await _decide(uow, actor, example)
    details = {"intent": given.intent, "entities": len(annotations)}
    await audit.record(
        uow,
        "example_kept",
        actor,
        subject="learning",
        subject_id=str(message_id),
        details=details,
    )
    return example


async def skip(uow: UnitOfWork, actor: Actor, message_id: int) -> None:
    """Nothing is to be learned from it: nothing of it is kept.

    Raises:
        scope.OutOfReach.
    """
    _, contact = await _message(uow, actor, message_id)
    example = await _example(uow, message_id, None)
    example.locale = contact.locale
    example.decision, example.text, example.intent, example.entities = "skipped", None, None, None
    await _decide(uow, actor, example)
    await audit.record(
        uow, "example_skipped", actor, subject="learning", subject_id=str(message_id)
    )


def kept_annotations(example: LearningExample) -> list[Annotation]:
    """The entities of a kept example."""
    return [Annotation(**one) for one in example.entities or ()]


async def _message(uow: UnitOfWork, actor: Actor, message_id: int) -> tuple[Message, Contact]:
    """A typed message of a person who agrees, within what one sees."""
    found = (
        await uow.session.execute(
            select(Message, Contact)
            .join(Conversation, Conversation.id == Message.conversation_id)
            .join(Contact, Contact.id == Conversation.contact_id)
            .where(
                Message.id == message_id,
                Message.direction == "in",
                Message.kind == "text",
                signals.seen(actor.staff),
            )
        )
    ).first()
    if found is None:
        raise scope.OutOfReach("message")
    message, contact = found
    return message, contact


async def _around(uow: UnitOfWork, message: Message) -> list[Message]:
    """A few messages before and after, in their order; those of the team are left out."""
    query = select(Message).where(
        Message.conversation_id == message.conversation_id,
        Message.text.is_not(None),
        Message.author.in_(("bot", "person")),
    )
    before = await uow.session.scalars(
        query.where(Message.id < message.id).order_by(Message.id.desc()).limit(_AROUND)
    )
    after = await uow.session.scalars(
        query.where(Message.id > message.id).order_by(Message.id).limit(_AROUND)
    )
    return [*list(before)[::-1], *after]


async def _reasons(uow: UnitOfWork, actor: Actor, message: Message) -> tuple[Reason, ...]:
    found, flags = signals.candidates(actor.staff, uow.dialect, message.conversation_id)
    row = (
        await uow.session.execute(select(*flags.values()).where(found.c.id == message.id))
    ).first()
    return tuple(r for r, flag in zip(REASONS, row, strict=True) if flag) if row else ()


def _covered(message: Message, of_them: Known, locale: str) -> str:
    whole = known.whole(message) if message.direction == "in" else None
    return cover(said(message), of_them, locale=locale, whole=whole)


def _beside(message: Message, of_them: Known, locale: str) -> Around:
    return Around(message.direction, _covered(message, of_them, locale), message.intent)


def _recognised(message: Message) -> tuple[tuple[str, str], ...]:
    found = []
    for entity in message.entities or ():
        name, value, unit = entity.get("entity"), entity.get("value"), entity.get("unit")
        told = f"{value} {unit}" if unit else str(value)
        if name in intents.ENTITIES and name not in _PERSONAL and not find(told):
            found.append((str(name), told))
    return tuple(dict.fromkeys(found))


def _pointed(message: Message, text: str) -> tuple[Pointed, ...]:
    """The entities of the message whose words are still there to be pointed at."""
    found = []
    for entity in message.entities or ():
        name, value = str(entity.get("entity")), entity.get("value")
        start, end = entity.get("start"), entity.get("end")
        if name not in intents.ENTITIES or not isinstance(start, int) or not isinstance(end, int):
            continue
        passage = one_line((message.text or "")[start:end])
        if passage and passage in text:
            told = str(value) if intents.ENTITIES[name].accepts(str(value)) else ""
            found.append(Pointed(passage, name, "" if told == passage else told))
    return tuple(dict.fromkeys(found))[:MOST_ENTITIES]


def _kept_entities(example: LearningExample) -> tuple[Pointed, ...]:
    text = example.text or ""
    return tuple(
        Pointed(passage, one.entity, "" if one.value == passage else one.value)
        for one in kept_annotations(example)
        for passage in (text[one.start : one.end],)
    )


async def _example(uow: UnitOfWork, message_id: int, text: str | None) -> LearningExample:
    """What is kept of the message so far, or a new row.

    What went out in a file under other words than ``text`` has to leave it.
    """
    found = await uow.session.get(LearningExample, message_id)
    if found is None:
        return LearningExample(message_id=message_id)
    if found.text != text:
        await withdrawing.leave_files(uow, found)
    return found


async def _decide(uow: UnitOfWork, actor: Actor, example: LearningExample) -> None:
    example.staff_id, example.decided_at = actor.staff.id, clock.now()
    example.exported_at = None
    uow.session.add(example)
    await uow.session.flush()
