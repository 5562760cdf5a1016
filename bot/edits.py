"""Messages whose words the person changed after sending them."""

from __future__ import annotations

import orjson

from bot.limits import MAX_ANSWER_LENGTH
from bot.plans import Ask, Desk, Heard, Plan, say_then_repeat, sentence
from bot.updates import Edited
from paqte.models import Message
from paqte.services import conversations
from reading.cleaning import looks_empty

#: How far back the person's last message is looked for.
_LOOK_BACK = 30


async def plan_edit(incoming: Edited, desk: Desk) -> Plan:
    """Offer to replace the answer it gave; take the last message anew; else say so."""
    original = await conversations.by_telegram_message(
        desk.uow, desk.conversation.id, incoming.message_id
    )
    heard = Heard(
        "edit",
        incoming.text,
        incoming.message_id,
        form=original.form if original else None,
        slot=original.requested_slot if original else None,
    )
    if original is not None and original.text == incoming.text:
        return Plan(heard)
    readable = not looks_empty(incoming.text) and len(incoming.text) <= MAX_ANSWER_LENGTH
    if original is not None and readable and not incoming.text.startswith("/"):
        if _answered_open_form(original, desk):
            if original.requested_slot == desk.conversation.requested_slot:
                return Plan(heard, ask=Ask(incoming.text, "edit"))
            return _offer(incoming, original, desk, heard)
        if original.requested_slot is None and await _is_last(original, desk):
            return Plan(heard, ask=Ask(incoming.text, "edit"))
    return say_then_repeat(
        desk,
        heard,
        desk.speech.say(
            "Vous avez modifié un ancien message ; j’avais déjà tenu compte du premier texte. Si "
            "quelque chose change, écrivez-le-moi dans un nouveau message."
        ),
    )


def _answered_open_form(original: Message, desk: Desk) -> bool:
    return (
        original.requested_slot is not None
        and original.form is not None
        and original.form == desk.conversation.form
    )


def _offer(incoming: Edited, original: Message, desk: Desk, heard: Heard) -> Plan:
    replacement = orjson.dumps({"step": original.requested_slot, "text": incoming.text}).decode()
    speech = desk.speech
    return Plan(
        heard,
        said=[
            sentence(
                speech.say(
                    "Vous avez modifié votre réponse. Je la remplace par « {text} » ?",
                    text=incoming.text,
                ),
                (speech.gettext("Remplacer"), f"/replace_answer{replacement}"),
                (speech.gettext("Garder"), "bot:keep"),
            )
        ],
    )


async def _is_last(original: Message, desk: Desk) -> bool:
    recent = await conversations.history(desk.uow, desk.conversation.id, _LOOK_BACK)
    last = next((message for message in reversed(recent) if message.direction == "in"), None)
    return last is not None and last.id == original.id
