"""One update, from its claim to its end.

First a transaction that claims it and decides what to do, then the engine, outside of any
transaction, then one transaction that keeps everything it came to and has its first word leave.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import structlog
from pydantic import ValidationError

from bot import papers
from bot.commands.dispatch import source_of
from bot.commands.own import Papers
from bot.delivery import Delivery, Letter
from bot.engine_client import EngineUnavailable, TurnResult
from bot.engine_turns import EngineTurns
from bot.groups import Groups
from bot.objects import read_update
from bot.planning import plan
from bot.plans import Desk, Plan, age_s
from bot.proofs import Proofs
from bot.settling import settle
from bot.signals import Signals
from bot.troubles import Troubles
from bot.updates import (
    FromPerson,
    GroupCall,
    Incoming,
    Migration,
    Nothing,
    Reachability,
    Sender,
    understand,
)
from paqte import clock
from paqte.database import Database, UnitOfWork
from paqte.models import Conversation, InboxItem, Message
from paqte.services import conversations, inbox, people, sending
from paqte.settings import Settings

#: How long a claim lasts: well above the slowest turn, which the engine client ends at 20 s.
LEASE_S: Final = 60.0

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the bot is on Telegram."""

    id: int
    username: str


@dataclass(frozen=True, slots=True)
class Started:
    """A claimed update of a person, and what is going to be done about it."""

    conversation: Conversation
    chat_id: int
    locale: str
    plan: Plan
    live: list[Message]

    @property
    def conversation_id(self) -> str:
        """Of the person."""
        return self.conversation.id


@dataclass(frozen=True, slots=True)
class Claimed:
    """An update that is ours to deal with; ``started`` unless nobody's turn comes of it."""

    item: InboxItem
    incoming: Incoming
    started: Started | None = None


class Handler:
    """Deals with updates, one at a time for each chat."""

    def __init__(
        self,
        database: Database,
        turns: EngineTurns,
        proofs: Proofs,
        groups: Groups,
        troubles: Troubles,
        delivery: Delivery,
        deliver: Callable[[Letter], None],
        signals: Signals,
        settings: Settings,
        identity: Identity,
        worker: str,
    ) -> None:
        self._database = database
        self._turns = turns
        self._proofs = proofs
        self._groups = groups
        self._troubles = troubles
        self._delivery = delivery
        self._deliver = deliver
        self._signals = signals
        self._settings = settings
        self._identity = identity
        self._worker = worker

    async def claim(self) -> Claimed | None:
        """The next update to deal with; None when there is nothing to do now."""
        try:
            return await self._claim(starts=True)
        except Exception:
            # What is wrong with it is found again where it is dealt with: the claim has to stand.
            return await self._claim(starts=False)

    async def _claim(self, *, starts: bool) -> Claimed | None:
        async with self._database.unit_of_work() as uow:
            item = await inbox.claim(uow, self._worker, LEASE_S)
            claimed = None
            if item is not None:
                claimed = Claimed(item, self._read(item))
                if starts and isinstance(claimed.incoming, FromPerson):
                    started = await self._start(uow, item, claimed.incoming)
                    claimed = replace(claimed, started=started)
            await uow.commit()
            return claimed

    async def handle(self, claimed: Claimed) -> None:
        """Deal with a claimed update. Whatever goes wrong, its chat goes on."""
        item, incoming, started = claimed.item, claimed.incoming, claimed.started
        try:
            if not isinstance(incoming, FromPerson):
                await self._without_conversation(item, incoming)
                return
            if started is None:
                async with self._database.unit_of_work() as uow:
                    started = await self._start(uow, item, incoming)
                    await uow.commit()
            await self._play(item, started)
        except EngineUnavailable as error:
            await self._troubles.engine_down(item, _whose(started), error)
        except Exception as error:
            await self._troubles.unexpected(item, await self._who(incoming, started), error)

    async def _who(self, incoming: Incoming, started: Started | None) -> str | None:
        """Whose update failed, also before anything of its turn was kept: somebody waits."""
        if started is not None or not isinstance(incoming, FromPerson):
            return _whose(started)
        try:
            async with self._database.unit_of_work() as uow:
                conversation = await _arrived(uow, incoming.sender)
                await uow.commit()
                return conversation.id
        except Exception:
            # The fault may be there: what is told is the one that came first.
            log.exception("person not found")
            return None

    def _read(self, item: InboxItem) -> Incoming:
        if item.payload is None:
            return Nothing("erased before its turn")
        try:
            update = read_update(item.payload)
        except ValidationError:
            return Nothing("malformed")
        return understand(update, bot_id=self._identity.id, username=self._identity.username)

    async def _start(self, uow: UnitOfWork, item: InboxItem, incoming: FromPerson) -> Started:
        sender = incoming.sender
        conversation = await _arrived(uow, sender, source_of(incoming))
        live = await conversations.live_keyboards(uow, conversation.id)
        desk = self._desk(uow, conversation, live, item.update_id)
        decided = await plan(incoming, desk)
        if decided.once and await sending.already_queued(uow, f"{decided.once}:0"):
            if not decided.tells_words:
                decided.said, decided.ask = [], None
            decided.once = None
        if desk.held_by_staff:
            # Recorded, shown in the console; the engine is not called. A proof is kept as ever.
            decided.ask = None
            if not decided.always:
                decided.said, decided.own, decided.once = [], None, None
                decided.pressed = None
        locale = decided.locale or conversation.contact.locale
        return Started(conversation, sender.chat_id, locale, decided, live)

    async def _play(self, item: InboxItem, started: Started) -> None:
        decided = started.plan
        result: TurnResult | None = None
        if decided.forget:
            await self._turns.forget(started.conversation_id)
        if decided.file is not None:
            await self._proofs.receive(decided, started.conversation_id, item.update_id)
        if decided.ask is not None:
            result = await self._turns.play(
                started.conversation_id,
                started.chat_id,
                str(item.update_id),
                decided.ask,
                started.locale,
            )
        made = await self._papers(started, result)
        async with self._database.unit_of_work() as uow:
            # Read again, and held still: staff may have taken over meanwhile.
            conversation = await people.by_conversation(uow, started.conversation_id, still=True)
            live = started.live
            if conversation.changed_at != started.conversation.changed_at:
                live = await conversations.live_keyboards(uow, conversation.id)
            desk = self._desk(uow, conversation, live, item.update_id)
            queued = await settle(desk, decided, result, made)
            if not await inbox.finish(uow, item.update_id, self._worker):
                # Our lease was lost and another worker answered: this turn never happened.
                await uow.rollback()
                return
            letter = await self._delivery.claim_first(uow, started.chat_id, queued)
            await uow.commit()
        if letter is not None:
            self._deliver(letter)
        else:
            self._signals.outbox.ring(len(queued))
        log.info(
            "turn",
            conversation=started.conversation_id,
            kind=decided.heard.kind,
            intent=result.understanding.intent if result else None,
            took_ms=round(age_s(item.received_at, clock.now()) * 1000),
        )

    async def _papers(self, started: Started, result: TurnResult | None) -> Papers:
        """The documents that the end of the turn will send."""
        wanted: dict[str, int | None] = {}
        if started.plan.own is not None:
            wanted[started.plan.own[0]] = None
        for reply in result.replies if result else ():
            if reply.custom is not None and reply.custom.command is not None:
                wanted[reply.custom.command] = reply.custom.year
        return await papers.make(self._database, started.conversation_id, started.locale, wanted)

    async def _without_conversation(self, item: InboxItem, incoming: Incoming) -> None:
        if isinstance(incoming, GroupCall):
            await self._groups.answer(incoming)
        async with self._database.unit_of_work() as uow:
            if isinstance(incoming, Migration):
                await people.migrate_chat(uow, incoming.old_chat_id, incoming.new_chat_id)
            elif isinstance(incoming, Reachability):
                who = incoming.sender.telegram_id
                await people.mark_reachable(uow, who, reachable=incoming.reachable)
            elif isinstance(incoming, Nothing):
                log.info("update without answer", why=incoming.why)
            if await inbox.finish(uow, item.update_id, self._worker):
                await uow.commit()

    def _desk(
        self, uow: UnitOfWork, conversation: Conversation, live: list[Message], update_id: int
    ) -> Desk:
        return Desk(uow, conversation, live, update_id, self._settings, self._identity.username)


async def _arrived(uow: UnitOfWork, sender: Sender, source: str | None = None) -> Conversation:
    return await people.arrive(
        uow,
        telegram_id=sender.telegram_id,
        chat_id=sender.chat_id,
        first_name=sender.first_name,
        language_code=sender.language_code,
        source=source,
    )


def _whose(started: Started | None) -> str | None:
    return None if started is None else started.conversation_id
