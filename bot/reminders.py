"""Reminders due, sent once, at decent hours."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import structlog

from bot.composing import Sheet
from bot.decency import decent, next_decent_moment
from bot.engine_client import Reply
from bot.nudges import reply as nudge_reply
from bot.plans import sentence
from bot.signals import Signals
from paqte import clock
from paqte.database import Database, UnitOfWork
from paqte.i18n import N_, speech
from paqte.models import BOT, Conversation, Reminder
from paqte.services import conversations, drafts, nudges, people, reminders

EVERY_S: Final = 30.0
_BATCH: Final = 20
_MOST_BATCHES: Final = 50
#: A conversation that staff hold is theirs: the bot does not cut in.
_STAFF_PAUSE: Final = timedelta(days=1)

#: Each question of a form, in words.
STEPS: Final[dict[str, str]] = {
    "join_consent": N_("votre accord"),
    "join_identity": N_("votre entreprise"),
    "join_name": N_("le nom de votre entreprise"),
    "join_town": N_("la commune de votre entreprise"),
    "join_size": N_("la taille de votre entreprise"),
    "join_trade": N_("l’activité de l’entreprise"),
    "join_contact_name": N_("votre nom"),
    "join_contact_role": N_("votre fonction"),
    "join_contact_channel": N_("comment vous joindre"),
    "join_recap": N_("la vérification de vos réponses"),
    "axes_choice": N_("le choix de vos axes"),
    "action_type": N_("le genre d’action"),
    "action_quantity": N_("la quantité"),
    "action_date": N_("la date"),
    "action_part": N_("combien en font partie"),
    "action_partner": N_("l’établissement"),
    "action_place": N_("le lieu"),
    "action_sides": N_("ce qui a été compté d’autre"),
    "action_recap": N_("la vérification de votre action"),
    "advice_time": N_("le temps que vous avez"),
    "advice_means": N_("vos moyens"),
    "correct_which": N_("l’action à corriger"),
    "correct_change": N_("la correction"),
    "correct_recap": N_("la vérification de la correction"),
    "commit_type": N_("le genre d’action"),
    "commit_target": N_("l’objectif"),
    "commit_year": N_("l’année"),
    "commit_recap": N_("la vérification de votre engagement"),
    "org_consent": N_("votre accord"),
    "org_kind": N_("votre structure"),
    "org_school": N_("votre établissement"),
    "org_name": N_("le nom de votre structure"),
    "org_number": N_("le numéro de votre structure"),
    "org_town": N_("la commune de votre structure"),
    "org_rep": N_("les élèves que vous suivez"),
    "org_contact_name": N_("votre nom"),
    "org_contact_role": N_("votre fonction"),
    "org_email": N_("votre adresse e-mail"),
    "org_recap": N_("la vérification de vos réponses"),
    "offer_weeks": N_("les semaines de stage"),
    "offer_seats": N_("le nombre de places"),
    "offer_levels": N_("le niveau des élèves"),
    "offer_hours": N_("les horaires"),
    "offer_town": N_("la commune du stage"),
    "offer_title": N_("le titre de l’offre"),
    "offer_description": N_("ce que verront les élèves"),
    "offer_field": N_("le domaine"),
    "offer_rep": N_("à qui les places sont réservées"),
    "offer_kind": N_("stage individuel ou collectif"),
    "offer_access": N_("l’accessibilité"),
    "offer_host": N_("le contact sur place"),
    "offer_cap": N_("le nombre de demandes"),
    "offer_recap": N_("la vérification de votre offre"),
    "search_place": N_("le lieu de la recherche"),
    "request_weeks": N_("les semaines voulues"),
    "request_seats": N_("le nombre de places"),
    "request_level": N_("le niveau des élèves"),
    "request_recap": N_("la vérification de votre demande"),
    "relay_text": N_("votre message"),
    "verify_code": N_("le code reçu par e-mail"),
}

log = structlog.get_logger(__name__)


class Reminders:
    """What the job queue calls every so often."""

    def __init__(self, database: Database, signals: Signals) -> None:
        self._database = database
        self._signals = signals

    async def tick(self) -> int:
        """Queue every due reminder; how many were."""
        sent = 0
        for _ in range(_MOST_BATCHES):
            async with self._database.unit_of_work() as uow:
                due = await reminders.claim_due(uow, clock.now(), _BATCH)
                await uow.commit()
            queued = sum([await self._safely(reminder) for reminder in due])
            if queued:
                self._signals.outbox.ring(queued)
            sent += queued
            if len(due) < _BATCH:
                break
        return sent

    async def _safely(self, reminder: Reminder) -> int:
        try:
            async with self._database.unit_of_work() as uow:
                sent = await self._send(uow, reminder)
                await uow.commit()
                return int(sent)
        except Exception:
            # Its claim ends by itself and it comes again; the others go on.
            log.exception("reminder failed", kind=reminder.kind)
            return 0

    async def _send(self, uow: UnitOfWork, reminder: Reminder) -> bool:
        now = clock.now()
        try:
            conversation = await people.by_conversation(uow, reminder.conversation_id)
        except LookupError:
            await reminders.cancel(uow, reminder.key)
            return False
        if not decent(now) or conversation.holder != BOT:
            later = now if conversation.holder == BOT else now + _STAFF_PAUSE
            await reminders.snooze(uow, reminder.key, next_decent_moment(later))
            return False
        if reminder.kind == nudges.KIND:
            wait_until = nudges.too_soon(conversation.contact, now)
            if wait_until is not None:
                await reminders.snooze(uow, reminder.key, next_decent_moment(wait_until))
                return False
            said = await _nudge(uow, conversation, reminder, now)
        elif reminder.kind == drafts.REMINDER_KIND:
            said = await _draft(uow, conversation, reminder)
        else:
            log.error("reminder of an unknown kind", kind=reminder.kind)
            await reminders.cancel(uow, reminder.key)
            return False
        await reminders.done(uow, reminder.id)
        if said is None:
            return False
        await self._put(uow, conversation, reminder, said)
        return True

    async def _put(
        self, uow: UnitOfWork, conversation: Conversation, reminder: Reminder, said: Reply
    ) -> None:
        sheet = Sheet(
            uow,
            conversation,
            await conversations.live_keyboards(uow, conversation.id),
            speech(conversation.contact.locale),
            key=f"reminder:{reminder.id}:{int(reminder.due_at.timestamp())}",
            kind="unasked",
        )
        await sheet.put_all([said])


async def _nudge(
    uow: UnitOfWork, conversation: Conversation, reminder: Reminder, now: datetime
) -> Reply | None:
    nudge = await nudges.about(uow, conversation.contact_id, now)
    if nudge is None:
        return None
    await nudges.sent(uow, conversation.contact_id, now)
    return nudge_reply(nudge, reminder.key, speech(conversation.contact.locale))


async def _draft(uow: UnitOfWork, conversation: Conversation, reminder: Reminder) -> Reply | None:
    draft = await drafts.current(uow, conversation.contact_id, reminder.payload.get("form"))
    if draft is None or draft.id != reminder.payload.get("draft_id"):
        return None
    words = speech(conversation.contact.locale)
    step = STEPS.get(draft.step or "")
    text = (
        words.say(
            "Bonjour ! Vous aviez commencé, et tout est gardé. Il reste à voir : {step}, puis la "
            "suite. On continue ?",
            step=words.gettext(step),
        )
        if step
        else words.say("Bonjour ! Vous aviez commencé, et tout est gardé. On continue ?")
    )
    return sentence(
        text,
        (words.gettext("Reprendre"), "/resume"),
        (words.gettext("Plus tard"), f"bot:reminder:later:{reminder.key}"),
        (words.gettext("Arrêter les rappels"), "bot:reminder:stop"),
    )
