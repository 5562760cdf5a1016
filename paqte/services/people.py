"""Who is talking: arrival, language, consent, being reachable."""

from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import Executable, Select, bindparam, select, update
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import set_committed_value

from paqte import clock
from paqte.crypto import keyed_hash
from paqte.database import UnitOfWork
from paqte.i18n import supported
from paqte.models import Consent, Contact, Conversation
from paqte.services import at_hand, words
from paqte.services.at_hand import as_object
from paqte.services.learning import withdrawing
from paqte.services.writing import change_row, insert_once, table_of

CONSENT_VERSION = "2026-11"
"""Which words about data people agree to. Change it when they change: all are asked again."""

SEEN_AGAIN_AFTER = timedelta(minutes=10)
"""``last_seen_at`` serves retention, counted in months: not worth a write at each message."""


def telegram_hash(telegram_id: int) -> str:
    """How a person's Telegram id is found again."""
    return keyed_hash("telegram", str(telegram_id))


def chat_hash(chat_id: int) -> str:
    """How a chat is found again."""
    return keyed_hash("chat", str(chat_id))


async def arrive(
    uow: UnitOfWork,
    *,
    telegram_id: int,
    chat_id: int,
    first_name: str,
    language_code: str | None,
    source: str | None = None,
) -> Conversation:
    """The conversation of this person, new or known, with ``contact`` loaded: to be read.

    A new person speaks the language of their Telegram. ``source`` (a deep link's code) is kept
    the first time only. Someone who writes is reachable again.
    """
    now = clock.now()
    person = telegram_hash(telegram_id)
    chat = chat_hash(chat_id)
    conversation = await _find(uow, person)
    named_anew = conversation is None or conversation.contact.first_name != first_name
    if conversation is None:
        await insert_once(
            uow,
            Contact,
            telegram_hash=person,
            telegram_id=str(telegram_id),
            first_name=first_name,
            locale=supported(language_code),
            source=source,
            created_at=now,
            last_seen_at=now,
        )
        contact_id = await uow.session.scalar(
            select(Contact.id).where(Contact.telegram_hash == person)
        )
        await insert_once(
            uow, Conversation, contact_id=contact_id, chat_hash=chat, chat_id=str(chat_id)
        )
        conversation = await _find(uow, person)
        if conversation is None:
            raise LookupError("the chat belongs to another conversation")
    contact = conversation.contact
    if conversation.chat_hash != chat:
        moved = {"chat_hash": chat, "chat_id": str(chat_id)}
        await change_row(uow, Conversation, conversation.id, **moved)
        at_hand.tell(uow, conversation.id, moved)
    new: dict[str, object] = {}
    if contact.first_name != first_name:
        new["first_name"] = first_name
    if contact.source is None and source is not None:
        new["source"] = source
    if contact.unreachable_at is not None:
        new["unreachable_at"] = None
    if not contact.locale_chosen and language_code and contact.locale != supported(language_code):
        new["locale"] = supported(language_code)
    if now - contact.last_seen_at > SEEN_AGAIN_AFTER:
        new["last_seen_at"] = now
    if new:
        await _change(uow, contact.id, **new)
    if named_anew:
        await words.keep_name(uow, contact)
    return conversation


async def _find(uow: UnitOfWork, person: str) -> Conversation | None:
    return _both(uow, (await uow.run(_find_statement(), {"person": person})).first())


@cache
def _find_statement() -> Executable:
    return _pair().where(table_of(Contact).c.telegram_hash == bindparam("person"))


def _pair() -> Select[Any]:
    """Conversations and whose they are."""
    talks, who = table_of(Conversation), table_of(Contact)
    return select(*talks.c, *who.c).join_from(talks, who, who.c.id == talks.c.contact_id)


def _both(uow: UnitOfWork, row: Any) -> Conversation | None:
    """A conversation with its person, from a row of ``_pair``; at hand from now on."""
    if row is None:
        return None
    talks, who = table_of(Conversation).c.keys(), table_of(Contact).c.keys()
    contact = as_object(Contact, zip(who, row[len(talks) :], strict=True))
    conversation = as_object(Conversation, zip(talks, row[: len(talks)], strict=True))
    set_committed_value(conversation, "contact", contact)
    uow.at_hand |= {conversation.id: conversation, contact.id: contact}
    return conversation


async def by_conversation(
    uow: UnitOfWork, conversation_id: str, *, still: bool = False
) -> Conversation:
    """The conversation with ``contact`` loaded: to be read.

    ``still``: its row stays as it is until the unit of work ends, nobody takes over in between
    (on SQLite a unit of work is alone anyway).

    Raises:
        LookupError: there is none, or its person was erased.
    """
    query = _conversation_statement(still and uow.dialect == "postgresql")
    found = _both(uow, (await uow.run(query, {"its_id": conversation_id})).first())
    if found is None or found.contact.erased_at is not None:
        raise LookupError("no such conversation")
    return found


@cache
def _conversation_statement(locked: bool) -> Executable:
    """Put together once: these are asked at every turn, several times."""
    talks = table_of(Conversation)
    query = _pair().where(talks.c.id == bindparam("its_id"))
    return query.with_for_update(read=True, of=talks) if locked else query


async def conversation_of(uow: UnitOfWork, contact_id: str) -> Conversation | None:
    """The conversation of a person who can be written to, with ``contact`` loaded."""
    found: Conversation | None = await uow.session.scalar(
        select(Conversation)
        .join(Contact, Contact.id == Conversation.contact_id)
        .where(
            Conversation.contact_id == contact_id,
            Contact.erased_at.is_(None),
            Contact.unreachable_at.is_(None),
        )
        .options(joinedload(Conversation.contact))
    )
    return found


async def set_locale(uow: UnitOfWork, contact_id: str, locale: str) -> None:
    """Speak ``locale`` with this person from now on, whatever their Telegram says."""
    await _change(uow, contact_id, locale=supported(locale), locale_chosen=True)


async def record_consent(
    uow: UnitOfWork,
    contact_id: str,
    *,
    granted: bool,
    version: str = CONSENT_VERSION,
    key: str,
    kind: str = "conversation",
) -> Consent:
    """Record that the person agreed to, or refused, ``version`` of ``kind``.

    A refusal of whatever kind also takes what was learned from their messages away: it stands on
    a free agreement.
    """
    if not granted:
        await withdrawing.withdraw(uow, contact_id)
    await insert_once(
        uow,
        Consent,
        contact_id=contact_id,
        kind=kind,
        version=version,
        granted=granted,
        recorded_at=clock.now(),
        key=key,
    )
    return (await uow.session.scalars(select(Consent).where(Consent.key == key))).one()


async def consent(uow: UnitOfWork, contact_id: str, kind: str = "conversation") -> Consent | None:
    """The latest word of the person on ``kind``; ``None`` if never asked or never answered."""
    found: Consent | None = await uow.session.scalar(
        _consent_statement(), {"contact": contact_id, "kind": kind}
    )
    return found


@cache
def _consent_statement() -> Executable:
    return (
        select(Consent)
        .where(Consent.contact_id == bindparam("contact"), Consent.kind == bindparam("kind"))
        .order_by(Consent.recorded_at.desc(), Consent.id)
        .limit(1)
    )


async def has_agreed(uow: UnitOfWork, contact_id: str, kind: str = "conversation") -> bool:
    """Whether the person agrees, to the present version of the words."""
    latest = await consent(uow, contact_id, kind)
    return latest is not None and latest.granted and latest.version == CONSENT_VERSION


async def mark_reachable(uow: UnitOfWork, telegram_id: int, *, reachable: bool) -> bool:
    """They unblocked the bot, or blocked it: then nothing more is sent until they write.

    Returns:
        Whether we know them. Who was erased, or never wrote, is not recorded for that.
    """
    marked = await uow.session.scalars(
        update(Contact)
        .where(Contact.telegram_hash == telegram_hash(telegram_id))
        .values(unreachable_at=None if reachable else clock.now())
        .returning(Contact.id)
    )
    return marked.first() is not None


async def migrate_chat(uow: UnitOfWork, old_chat_id: int, new_chat_id: int) -> bool:
    """Telegram gave the chat a new id; whether a conversation of ours moved.

    A repeated notice, or a new id that already has its conversation, changes nothing.
    """
    new = chat_hash(new_chat_id)
    taken = await uow.session.scalar(select(Conversation.id).where(Conversation.chat_hash == new))
    if taken is not None:
        return False
    moved = await uow.session.scalars(
        update(Conversation)
        .where(Conversation.chat_hash == chat_hash(old_chat_id))
        .values(chat_hash=new, chat_id=str(new_chat_id))
        .returning(Conversation.id)
    )
    return moved.first() is not None


async def _change(uow: UnitOfWork, contact_id: str, **values: object) -> None:
    await change_row(uow, Contact, contact_id, **values)
    at_hand.tell(uow, contact_id, values)
