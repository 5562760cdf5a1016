"""A proof on its way: fetched from Telegram, checked, kept, before the engine hears of it."""

from __future__ import annotations

from typing import Final

import structlog
from telegram.error import TelegramError

from bot.plans import REPEAT, Plan, sentence
from bot.telegram_client import Telegram
from paqte.database import Database
from paqte.errors import Refusal
from paqte.i18n import N_, speech
from paqte.models import BOT
from paqte.services import joining, people, proofs

_LOST: Final = N_(
    "Je n’ai pas réussi à récupérer votre fichier. Renvoyez-le dans un moment, s’il vous plaît."
)

log = structlog.get_logger(__name__)


class Proofs:
    """Fetches what a plan says, and changes the plan if it cannot be kept."""

    def __init__(self, database: Database, telegram: Telegram) -> None:
        self._database = database
        self._telegram = telegram

    async def receive(self, plan: Plan, conversation_id: str, update_id: int) -> None:
        """Keep the file of ``plan``, once for an update; what cannot be kept is said.

        That is said also while staff hold the conversation: they do not see what was refused.
        """
        key = f"proof:{update_id}"
        async with self._database.reading() as uow:
            conversation = await people.by_conversation(uow, conversation_id)
            company = await joining.company_of(uow, conversation.contact_id)
            if plan.file is None or company is None or await proofs.known(uow, key):
                return
        words = speech(plan.locale or conversation.contact.locale)
        try:
            content = await self._telegram.download(plan.file, proofs.MAX_BYTES)
            async with self._database.unit_of_work() as uow:
                await proofs.keep(uow, company.id, conversation.contact_id, content, key)
                await uow.commit()
            return
        except TelegramError as error:
            log.warning("file not fetched", error=type(error).__name__)
            said = words.say(_LOST)
        except Refusal as refusal:
            said = refusal.sentence(words)
        plan.said, plan.always = [sentence(said)], True
        if not plan.tells_words:
            asking = conversation.holder == BOT and conversation.requested_slot is not None
            plan.ask = REPEAT if asking else None
