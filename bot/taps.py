"""Presses on buttons: which one it is, whether it still counts, and what it leads to."""

from __future__ import annotations

import structlog

from bot import callbacks
from bot.commands import own_payloads
from bot.limits import BUTTON_LIFETIME_DAYS, DOUBLE_TAP_S
from bot.plans import Ask, Desk, Heard, Plan, Pressed, age_s, say_then_repeat
from bot.updates import Tap
from paqte import clock
from paqte.models import Message
from paqte.services import keyboards

log = structlog.get_logger(__name__)

_DAY_S = 86_400


async def plan_tap(incoming: Tap, desk: Desk) -> Plan:
    """A press on an inline button, once its token is checked."""
    token = callbacks.read(incoming.data)
    message = (
        await keyboards.message(desk.uow, desk.conversation.id, token.message_id) if token else None
    )
    buttons = (message.buttons or []) if message else []
    if token is None or message is None or not _fits(token, desk, buttons):
        if message is not None and _just_rewritten(message):
            # A double tap on a menu that the first tap changed: what it shows now is the answer.
            return Plan(Heard("button", None))
        # Made up, of another chat, or of a menu that has changed since.
        log.info("tap refused", reason="does not fit")
        return _refused(desk, Heard("button", None))
    pressed = Pressed(message, token.index)
    heard = Heard("button", pressed.label)
    if own_payloads.lasts(pressed.payload):
        return plan_pressed(pressed, desk, heard)
    if message.keyboard_state == "used":
        return _pressed_again(pressed, desk, heard)
    if message.keyboard_state != "live" or _age_s(message) > BUTTON_LIFETIME_DAYS * _DAY_S:
        log.info("tap refused", reason="stale")
        return _refused(desk, heard)
    return plan_pressed(pressed, desk, heard)


def plan_pressed(pressed: Pressed, desk: Desk, heard: Heard) -> Plan:
    """What a live button leads to: a command of the face's own, or a turn."""
    payload = pressed.payload
    if own_payloads.is_own(payload):
        plan = own_payloads.plan_own(payload, desk, heard)
    else:
        plan = Plan(heard, ask=Ask(payload, "button"))
    plan.pressed = pressed
    return plan


def _pressed_again(pressed: Pressed, desk: Desk, heard: Heard) -> Plan:
    """The keyboard was used: by a double tap, by two fingers, or long ago."""
    buttons = pressed.message.buttons or []
    chosen = next((button for button in buttons if button.get("chosen")), None)
    if chosen is None or _chosen_ago_s(chosen) > DOUBLE_TAP_S:
        return _refused(desk, heard)
    if chosen is buttons[pressed.index]:
        # The same finger twice: what the first tap led to is the answer.
        return Plan(heard)
    return Plan(
        heard,
        said=say_then_repeat(
            desk,
            heard,
            desk.speech.say(
                "J’ai retenu « {label} », votre premier choix. Pour changer, dites « retour ».",
                label=chosen["title"],
            ),
        ).said,
    )


def _refused(desk: Desk, heard: Heard) -> Plan:
    text = (
        desk.speech.say("Ce bouton n’est plus valable. Voici où nous en sommes :")
        if desk.asking
        else desk.speech.say(
            "Ce bouton n’est plus valable. Dites-moi ce que vous voulez faire, ou tapez /aide."
        )
    )
    return say_then_repeat(desk, heard, text)


def _fits(token: callbacks.Token, desk: Desk, buttons: list[dict[str, str]]) -> bool:
    if token.index >= len(buttons):
        return False
    button = buttons[token.index]
    return token.fits(desk.conversation.id, button["payload"], button["title"])


def _just_rewritten(message: Message) -> bool:
    edited = message.edited_at
    return edited is not None and age_s(edited, clock.now()) <= DOUBLE_TAP_S


def _age_s(message: Message) -> float:
    return age_s(message.created_at, clock.now())


def _chosen_ago_s(chosen: dict[str, str]) -> float:
    return clock.now().timestamp() - float(chosen["chosen"])
