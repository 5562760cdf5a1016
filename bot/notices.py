"""What people are told unasked: claimed, worded in their language, queued once."""

from __future__ import annotations

from typing import Final

import structlog

from bot import team_words
from bot.composing import Sheet
from bot.engine_client import Reply
from bot.internships.alert import matched
from bot.internships.notices import reply_to
from bot.signals import Signals
from paqte.database import Database, UnitOfWork
from paqte.i18n import Speech, speech
from paqte.models import Notice
from paqte.services import conversations, notices, people
from paqte.services.internships import alerts, looking, offers, refusals, standing
from paqte.services.staff import telling

_BATCH: Final = 20

log = structlog.get_logger(__name__)


class Notices:
    """What the job queue calls twice a second."""

    def __init__(self, database: Database, signals: Signals) -> None:
        self._database = database
        self._signals = signals

    async def tick(self) -> int:
        """Queue what is to be told; how many were."""
        async with self._database.reading() as uow:
            if not await notices.any_due(uow):
                return 0
        count = 0
        async with self._database.unit_of_work() as uow:
            for notice in await notices.due(uow, _BATCH):
                count += await self._safely(uow, notice)
            await uow.commit()
        if count:
            self._signals.outbox.ring(count)
        return count

    async def _safely(self, uow: UnitOfWork, notice: Notice) -> bool:
        try:
            async with uow.session.begin_nested():
                await self._put(uow, notice)
                await notices.told(uow, notice.id)
            return True
        except Exception:
            # One that cannot be worded must not hold up the others; it stays to be looked at.
            log.exception("notice failed", kind=notice.kind)
            await notices.put_aside(uow, notice.id)
            return False

    async def _put(self, uow: UnitOfWork, notice: Notice) -> None:
        conversation = await people.conversation_of(uow, notice.contact_id)
        if conversation is None:
            return
        words = speech(conversation.contact.locale)
        reply = await self._worded(uow, notice, words)
        if reply is None:
            return
        sheet = Sheet(
            uow,
            conversation,
            [],  # older questions stay: this one asks beside them
            words,
            key=f"notice:{notice.key}",  # not its id: a purged row's may come again
            kind="unasked",
            message_kind=conversations.NOTICE,
        )
        await sheet.put_all([reply])

    async def _worded(self, uow: UnitOfWork, notice: Notice, words: Speech) -> Reply | None:
        """The message; ``None``: what it is about is gone or over."""
        if notice.kind == alerts.MATCH:
            found = await offers.with_company(uow, [notice.payload["offer"]])
            if notice.payload["offer"] not in found:
                return None
            offer, company = found[notice.payload["offer"]]
            weeks = await offers.weeks_of(uow, offer.id)
            left = [(week.monday, week.left) for week in weeks if week.is_open]
            return matched(offer, company, left, words) if left else None
        if notice.kind in telling.KINDS:
            return await team_words.reply_to(uow, notice, words)
        try:
            view = await looking.at(uow, notice.payload["request"])
        except refusals.NotYourRequest:
            return None
        if not standing.stands(notice.kind, notice.key, view.request):
            return None
        who = notice.payload.get("contact") or view.request.answered_by
        answered_by = await looking.name_of(uow, who)
        return reply_to(notice.kind, notice.payload, view, answered_by, words)
