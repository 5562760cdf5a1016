"""The end of a turn, in one transaction: the update done, what was said on both sides recorded,
the replies queued, and where the dialogue stands.
"""

from __future__ import annotations

from typing import Final

from bot.commands import improving, menus, own
from bot.commands.own import Papers, Sent
from bot.composing import Sheet
from bot.decency import next_decent_moment
from bot.engine_client import Reply, TurnResult
from bot.plans import Desk, Plan, sentence
from paqte import clock
from paqte.models import BOT, OutboxItem
from paqte.services import conversations, nudges, outbox, people, privacy, reminders

#: What a person does to the dialogue itself answers no question of a form.
_NO_ANSWER: Final = frozenset(
    {"back", "cancel", "restart", "repeat", "resume", "help", "menu", "human_handoff", "skip"}
    | {"edit_field", "replace_answer"}
)
#: What may change the person's state without a form.
_JOINS: Final = frozenset({"accept_invitation"})


async def settle(
    desk: Desk, plan: Plan, result: TurnResult | None, papers: Papers | None = None
) -> list[OutboxItem]:
    """Write everything that the turn comes to. The caller ends the update and commits.

    Args:
        papers: the documents that the turn sends, by command.

    Returns:
        The calls to Telegram that were queued, in order.
    """
    held = desk.conversation.holder != BOT
    if plan.locale is not None:
        await people.set_locale(desk.uow, desk.contact.id, plan.locale)
    await _record_heard(desk, plan, result)
    if plan.own == ("erase", ""):
        return [await _erase(desk)]
    replies: list[Sent] = [] if plan.notice is None else [plan.notice]
    if not held or plan.always:
        replies += plan.said
        replies += await _own(plan, desk, papers)
    if result is not None and not held:
        for reply in result.replies:
            replies.append(reply)
            replies += await _asked_by_engine(reply, desk, papers)
    sheet = Sheet(
        desk.uow, desk.conversation, desk.live, desk.speech, key=plan.once, pressed=plan.pressed
    )
    queued = await sheet.put_all(replies)
    moved = result is not None and (
        result.state.form != desk.conversation.form or result.understanding.intent in _JOINS
    )
    if result is not None:
        await conversations.set_state(
            desk.uow,
            desk.conversation.id,
            form=result.state.form,
            requested_slot=result.state.requested_slot,
        )
        await conversations.clear_waiting(desk.uow, desk.conversation.id)
    menu = await menus.update(desk, moved=moved)
    return queued if menu is None else [*queued, menu]


async def _record_heard(desk: Desk, plan: Plan, result: TurnResult | None) -> None:
    heard = plan.heard
    understood = result.understanding if result else None
    form, slot = heard.form, heard.slot
    if slot is None and result is not None and _answered(desk, plan, result):
        form, slot = desk.conversation.form, desk.conversation.requested_slot
    await conversations.record_incoming(
        desk.uow,
        desk.conversation.id,
        update_id=desk.update_id,
        kind=heard.kind,
        text=heard.text,
        telegram_message_id=heard.telegram_message_id,
        intent=understood.intent if understood else None,
        confidence=understood.confidence if understood else None,
        entities=understood.entities or None if understood else None,
        form=form,
        requested_slot=slot,
    )


def _answered(desk: Desk, plan: Plan, result: TurnResult) -> bool:
    """Whether the message answered the question that was open before it."""
    before = desk.conversation.requested_slot
    if before is None or plan.ask is None or plan.ask.kind == "command":
        return False
    intent = result.understanding.intent
    if intent in _NO_ANSWER:
        return False
    return intent == "inform" or result.state.requested_slot != before


async def _own(plan: Plan, desk: Desk, papers: Papers | None) -> own.Answer:
    if plan.own is None:
        return []
    name, argument = plan.own
    if name == "reminder:later" and argument.startswith(f"{nudges.KIND}:"):
        await nudges.put_off(desk.uow, desk.contact.id, desk.conversation.id, argument)
        return [sentence(desk.speech.say("Entendu, je vous en reparle dans deux semaines."))]
    if name == "reminder:later":
        await reminders.snooze(desk.uow, argument, next_decent_moment(clock.now(), days=1))
        return [sentence(desk.speech.say("Entendu, je vous en reparle demain."))]
    if name == "reminder:stop":
        await reminders.stop(desk.uow, desk.contact.id)
        return [
            sentence(
                desk.speech.say(
                    "Entendu, je ne vous enverrai plus de rappel. Vos réponses restent : "
                    "/reprendre pour continuer. Si vous changez d’avis : /rappels."
                )
            )
        ]
    if name == "improve":
        return [*await improving.decide(desk, argument)]
    return await own.run(name, desk, papers)


async def _asked_by_engine(reply: Reply, desk: Desk, papers: Papers | None) -> own.Answer:
    if reply.custom is None or reply.custom.command is None:
        return []
    return await own.run(reply.custom.command, desk, papers)


async def _erase(desk: Desk) -> OutboxItem:
    """Forget the person, then say so: the last word is kept nowhere."""
    words = desk.speech
    last_word = words.say(
        "C’est fait : j’ai effacé vos données et notre conversation. Vous pouvez aussi vider "
        "l’historique dans Telegram. Si vous m’écrivez de nouveau, nous repartirons de zéro."
    )
    conversation_id = desk.conversation.id
    await privacy.erase(desk.uow, desk.contact.id, f"erase:{desk.update_id}")
    return await outbox.queue(
        desk.uow, conversation_id, "sendMessage", {"text": str(last_word), "parse_mode": "HTML"}
    )
