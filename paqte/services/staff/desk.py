"""One conversation under the hands of the team: taken, answered, noted, given back, put away."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from markupsafe import escape
from sqlalchemy import select, update

from paqte import clock
from paqte.database import UnitOfWork
from paqte.i18n import N_, Speech, speech
from paqte.models import BOT, Contact, Conversation, Look, Message, Note, Staff
from paqte.models.staff import Act
from paqte.services import conversations, holding, outbox, sending
from paqte.services.staff import accounts, audit, lines, mentions, scope, talks
from paqte.services.staff.audit import Actor
from paqte.services.staff.desk_refusals import (
    LONGEST,
    CannotFollow,
    HeldByColleague,
    NotHeld,
    NotPutOff,
    SnoozeInPast,
    TextMissing,
    Unreachable,
)
from paqte.services.staff.lines import State
from paqte.services.writing import insert_new, insert_once
from reading.cleaning import clean, redact_pupil_data

_TAKEN = N_(
    "Vous parlez maintenant avec une personne de l’équipe {programme}. Le robot se tait jusqu’à ce "
    "qu’elle lui rende la conversation."
)
_GIVEN_BACK = N_(
    "L’équipe {programme} rend la main au robot : il répond de nouveau à vos messages. Pour "
    "reparler à quelqu’un : /humain."
)

_AGREED = N_("Ce que l’équipe {programme} retient de notre échange : {summary}")


async def conversation(uow: UnitOfWork, actor: Actor, conversation_id: str) -> Conversation:
    """A conversation they may see.

    Raises:
        scope.OutOfReach.
    """
    return await scope.one(uow, Conversation, conversation_id, scope.conversations(actor.staff))


async def take(uow: UnitOfWork, actor: Actor, conversation_id: str, programme: str) -> Conversation:
    """Take it over from the bot; from then on the bot is silent. Twice changes nothing.

    Args:
        programme: how the person is told whom they speak to now.

    Raises:
        scope.OutOfReach, HeldByColleague, Unreachable.
    """
    found = await conversation(uow, actor, conversation_id)
    words = await _words(uow, found)
    before = await holding.holder(uow, found.id)
    waited = talks.waited(found.handoff_requested_at if found.handoff == "requested" else None)
    if not await holding.take_over(uow, found.id, actor.staff.id):
        raise HeldByColleague(await _name(uow, await holding.holder(uow, found.id)))
    await uow.session.refresh(found)
    if before == actor.staff.id:
        return found
    found.assigned_to = actor.staff.id
    await _send(uow, found, str(words.say(_TAKEN, programme=programme)), author=BOT)
    await _note(uow, "conversation_taken", actor, found, waited)
    return found


async def take_from(
    uow: UnitOfWork, actor: Actor, conversation_id: str, colleague_id: str
) -> Conversation:
    """Go on in the place of the colleague who holds it. Twice changes nothing.

    The person is not told: they speak with the team before and after.

    Args:
        colleague_id: who held it on the page that they decided on.

    Raises:
        scope.OutOfReach, NotHeld: it is the bot's by now; HeldByColleague: it is another's.
    """
    found = await conversation(uow, actor, conversation_id)
    if not await holding.take_from(uow, found.id, colleague_id, actor.staff.id):
        await _held(uow, actor, found)
        return found
    await uow.session.refresh(found)
    found.assigned_to = actor.staff.id
    await _note(uow, "conversation_taken", actor, found, {"taken_from": colleague_id})
    return found


async def answer(uow: UnitOfWork, actor: Actor, conversation_id: str, text: str, key: str) -> None:
    """Send the person a message; the same ``key`` again sends nothing more.

    Raises:
        scope.OutOfReach, NotHeld, HeldByColleague, TextMissing, Unreachable.
    """
    found = await conversation(uow, actor, conversation_id)
    await _held(uow, actor, found)
    html = str(escape(sound(text)))
    await _words(uow, found)
    if await _send(uow, found, html, author=actor.staff.id, key=f"staff:{found.id}:{key}"):
        await _note(uow, "message_sent", actor, found)


async def give_back(
    uow: UnitOfWork,
    actor: Actor,
    conversation_id: str,
    programme: str,
    *,
    tell: bool,
    summary: str = "",
) -> None:
    """Let the bot answer again; ``tell`` the person so. Not held: nothing changes.

    Args:
        summary: what was agreed, sent to the person before; none where it is blank.

    Raises:
        scope.OutOfReach, TextMissing, Unreachable.
    """
    found = await conversation(uow, actor, conversation_id)
    kept = sound(summary) if summary.strip() else ""
    if not await holding.give_back(uow, found.id, actor.staff.id):
        return
    await uow.session.refresh(found)
    if kept:
        words = await _words(uow, found)
        told = str(words.say(_AGREED, programme=programme, summary=kept))
        if await _send(uow, found, told, author=actor.staff.id):
            await _note(uow, "message_sent", actor, found)
    if tell:
        words = speech((await _contact(uow, found)).locale)
        await _send(uow, found, str(words.say(_GIVEN_BACK, programme=programme)), author=BOT)
    await _note(uow, "conversation_given_back", actor, found)


async def resolve(uow: UnitOfWork, actor: Actor, conversation_id: str, programme: str) -> None:
    """Done with it, until the person writes again; the bot has it back.

    Raises:
        scope.OutOfReach, HeldByColleague.
    """
    found = await conversation(uow, actor, conversation_id)
    who = await holding.holder(uow, found.id)
    if who not in (BOT, actor.staff.id):
        raise HeldByColleague(await _name(uow, who))
    await give_back(uow, actor, conversation_id, programme, tell=True)
    await _put_away(uow, found, resolved_at=clock.now(), snoozed_until=None, handoff="closed")
    await _note(uow, "conversation_resolved", actor, found)


async def reopen(uow: UnitOfWork, actor: Actor, conversation_id: str) -> None:
    """It is to be looked at again.

    Raises:
        scope.OutOfReach.
    """
    found = await conversation(uow, actor, conversation_id)
    await _put_away(uow, found, resolved_at=None, snoozed_until=None)
    await _note(uow, "conversation_reopened", actor, found)


async def snooze(uow: UnitOfWork, actor: Actor, conversation_id: str, until: datetime) -> None:
    """Out of sight until then, or until the person writes.

    Raises:
        scope.OutOfReach, SnoozeInPast, NotPutOff: it would stay where it is seen.
    """
    if until <= clock.now():
        raise SnoozeInPast("past")
    found = await conversation(uow, actor, conversation_id)
    await holding.holder(uow, found.id)  # as it is until the end
    await uow.session.refresh(found)
    if not may_be_put_off(lines.state_of(found, clock.now())):
        raise NotPutOff
    await _put_away(uow, found, snoozed_until=until)
    details = {"until": until.isoformat()}
    await _note(uow, "conversation_snoozed", actor, found, details)


def may_be_put_off(state: State) -> bool:
    """Whether a conversation that stands there can be out of sight for a while."""
    return state in ("bot", "snoozed")


async def assign(uow: UnitOfWork, actor: Actor, conversation_id: str, staff_id: str | None) -> None:
    """Whose it is to look after, or nobody's.

    Raises:
        scope.OutOfReach, CannotFollow: that colleague may not answer there.
    """
    found = await conversation(uow, actor, conversation_id)
    if staff_id is not None:
        colleague = await accounts.get(uow, staff_id)
        if colleague not in await followers(uow, found):
            raise CannotFollow(colleague.name)
    details = {"assigned_to": [found.assigned_to, staff_id]}
    await _put_away(uow, found, assigned_to=staff_id)
    await _note(uow, "conversation_assigned", actor, found, details)


async def followers(uow: UnitOfWork, found: Conversation) -> list[Staff]:
    """Who may be given it to look after, by name: they see it and may answer there."""
    return [one for one in await mentions.colleagues(uow, found) if scope.may_write(one)]


async def write_note(
    uow: UnitOfWork, actor: Actor, conversation_id: str, text: str, key: str
) -> None:
    """Something for colleagues alone; who is named in it after an « @ » is shown it.

    Args:
        key: of the form; the same again writes nothing more. Without one each is written.

    Raises:
        scope.OutOfReach, TextMissing, mentions.NobodyOfThatName, mentions.SeveralOfThatName.
    """
    found = await conversation(uow, actor, conversation_id)
    kept = sound(text)
    named = mentions.named(kept, await mentions.colleagues(uow, found)) if "@" in kept else []
    identity = await insert_new(
        uow,
        Note,
        conversation_id=found.id,
        staff_id=actor.staff.id,
        text=kept,
        key=f"{found.id}:{actor.staff.id}:{key}" if key else None,
        created_at=clock.now(),
    )
    if identity is None:
        return
    await mentions.keep(uow, await uow.session.get_one(Note, identity), named)
    await conversations.changed(uow, found.id)
    await _note(uow, "note_written", actor, found)


async def look(uow: UnitOfWork, actor: Actor, conversation_id: str, up_to: int | None) -> None:
    """They have read it up to the message ``up_to``, and the notes in which they are named."""
    await mentions.seen(uow, actor, conversation_id)
    if up_to is None:
        return
    values = {"staff_id": actor.staff.id, "conversation_id": conversation_id}
    if await insert_once(uow, Look, **values, message_id=up_to):
        return
    await uow.session.execute(
        update(Look).filter_by(**values).where(Look.message_id < up_to).values(message_id=up_to)
    )


async def notes(uow: UnitOfWork, conversation_id: str) -> list[Note]:
    """What colleagues noted, the oldest first."""
    found = await uow.session.scalars(
        select(Note).where(Note.conversation_id == conversation_id).order_by(Note.id)
    )
    return list(found)


async def _held(uow: UnitOfWork, actor: Actor, found: Conversation) -> None:
    who = await holding.holder(uow, found.id)
    if who == BOT:
        raise NotHeld("not held")
    if who != actor.staff.id:
        raise HeldByColleague(await _name(uow, who))


def sound(text: str) -> str:
    """Without hidden marks, nor anything of a pupil.

    Raises:
        TextMissing.
    """
    kept = redact_pupil_data(clean(text)).text.strip()
    if not 0 < len(kept) <= LONGEST:
        raise TextMissing("text")
    return kept


async def _words(uow: UnitOfWork, found: Conversation) -> Speech:
    contact = await _contact(uow, found)
    if contact.unreachable_at is not None or contact.erased_at is not None:
        raise Unreachable("unreachable")
    return speech(contact.locale)


async def _contact(uow: UnitOfWork, found: Conversation) -> Contact:
    return await uow.session.get_one(Contact, found.contact_id)


async def _send(
    uow: UnitOfWork,
    found: Conversation,
    html: str,
    *,
    author: str,
    key: str | None = None,
) -> bool:
    """Queue it; False: it was, with this ``key``."""

    if key is not None and await sending.already_queued(uow, key):
        return False
    message: Message = await conversations.record_outgoing(
        uow, found.id, text=html, author=author, kind="text"
    )
    payload: dict[str, Any] = {"text": html, "parse_mode": "HTML"}
    await outbox.queue(uow, found.id, "sendMessage", payload, message_id=message.id, key=key)
    return True


async def _put_away(uow: UnitOfWork, found: Conversation, **values: object) -> None:
    for name, value in values.items():
        setattr(found, name, value)
    found.changed_at = clock.now()
    await uow.session.flush()


async def _name(uow: UnitOfWork, staff_id: str) -> str:

    return (await accounts.names(uow, [staff_id])).get(staff_id, staff_id)


async def _note(
    uow: UnitOfWork,
    act: Act,
    actor: Actor,
    found: Conversation,
    details: Mapping[str, object] | None = None,
) -> None:
    await audit.record(
        uow, act, actor, subject="conversation", subject_id=found.id, details=details
    )
