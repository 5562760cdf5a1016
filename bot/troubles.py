"""What goes wrong while an update is dealt with: waited out, or said with a reference."""

from __future__ import annotations

from typing import Final

import structlog

from bot.composing import Sheet
from bot.engine_client import TurnFailed
from bot.pauses import Pauses
from bot.plans import age_s, sentence
from bot.signals import Signals
from paqte import clock
from paqte.database import Database, UnitOfWork
from paqte.i18n import speech
from paqte.models import BOT, InboxItem
from paqte.services import conversations, inbox, incidents, people

#: How often an update is tried before the person is told that it failed.
MAX_TRIES: Final = 3
#: While the engine is down: after half the time waited so far, this long at most.
_LONGEST_WAIT_S: Final = 15.0

log = structlog.get_logger(__name__)


class Troubles:
    """Puts an update back, or ends it, so that its chat goes on."""

    def __init__(
        self, database: Database, signals: Signals, worker: str, pauses: Pauses | None = None
    ) -> None:
        self._database = database
        self._signals = signals
        self._worker = worker
        self._pauses = pauses or Pauses()

    async def engine_down(
        self, item: InboxItem, conversation_id: str | None, error: Exception
    ) -> None:
        """Tell the person once that the answer will come, and put the update back in its place.

        A message that fails for long in an engine that is there would hold up all that follow it,
        « je veux parler à quelqu'un » too: it is given up.
        """
        async with self._database.unit_of_work() as uow:
            wait = self._pauses.engine_s
            if conversation_id is not None:
                if await conversations.note_waiting(uow, conversation_id):
                    conversation = await people.by_conversation(uow, conversation_id)
                    words = speech(conversation.contact.locale)
                    sheet = Sheet(uow, conversation, [], words)
                    await sheet.put_all(
                        [
                            sentence(
                                words.say(
                                    "J’ai bien reçu votre message. J’ai besoin d’un peu plus de "
                                    "temps que d’habitude : ma réponse arrive ici dès que possible."
                                )
                            )
                        ]
                    )
                else:
                    conversation = await people.by_conversation(uow, conversation_id)
                    if conversation.waiting_notice_at is not None:
                        waited = age_s(conversation.waiting_notice_at, clock.now())
                        if isinstance(error, TurnFailed) and waited > self._pauses.patience_s:
                            await self._give_up(uow, item, conversation_id, error)
                            return
                        wait = min(max(waited / 2, self._pauses.engine_s), _LONGEST_WAIT_S)
            await inbox.release(uow, item.update_id, after_s=wait, counted=False)
            await uow.commit()
        self._signals.outbox.ring(1)
        log.warning("engine unavailable", error=str(error), next_try_s=round(wait, 1))

    async def unexpected(
        self, item: InboxItem, conversation_id: str | None, error: Exception
    ) -> None:
        """Try again a few times, then record the incident and tell the person its reference."""
        log.error("update failed", tries=item.attempts, exc_info=error)
        async with self._database.unit_of_work() as uow:
            if item.attempts < MAX_TRIES:
                await inbox.release(
                    uow, item.update_id, after_s=self._pauses.turn_s * item.attempts
                )
                await uow.commit()
                return
            await self._give_up(uow, item, conversation_id, error)

    async def _give_up(
        self, uow: UnitOfWork, item: InboxItem, conversation_id: str | None, error: Exception
    ) -> None:
        reference = await incidents.record(uow, "bot.handling", error, conversation_id)
        if conversation_id is not None:
            await _tell(uow, conversation_id, reference)
            await conversations.clear_waiting(uow, conversation_id)
        await inbox.finish(uow, item.update_id, self._worker)
        await uow.commit()
        self._signals.outbox.ring(1)
        log.error("incident", reference=reference)


async def _tell(uow: UnitOfWork, conversation_id: str, reference: str) -> None:
    conversation = await people.by_conversation(uow, conversation_id)
    if conversation.holder != BOT:
        return
    words = speech(conversation.contact.locale)
    apology = words.say(
        "Désolé, quelque chose m’empêche de traiter votre message. Réessayez dans un moment. Si "
        "cela continue : /humain, avec la référence {reference}.",
        reference=reference,
    )
    await Sheet(uow, conversation, [], words).put_all([sentence(apology)])
