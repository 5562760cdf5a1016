"""Payloads that begin with « bot: »: the face's own buttons, which never reach the engine.

``bot:<command>`` runs a command of the face's own (``bot:humain``); ``bot:locale:<fr|en>``,
``bot:erase:<yes|no>`` and ``bot:improve:<yes|no>`` answer its questions, ``bot:keep`` keeps an
answer as it was, ``bot:reminder:later:<key>`` and ``bot:reminder:stop`` answer a reminder.
"""

from __future__ import annotations

from typing import Final

from bot.commands.table import own_command
from bot.plans import REPEAT, Ask, Desk, Heard, Plan, say_then_repeat, sentence
from paqte.i18n import LOCALES, speech

PREFIX: Final = "bot:"


def is_own(payload: str) -> bool:
    """Whether ``payload`` is one of the face's own."""
    return payload.startswith(PREFIX)


def lasts(payload: str) -> bool:
    """Whether the button works for ever: « plus tard » and « arrêter » are true at any time."""
    return payload.startswith(f"{PREFIX}reminder:")


def plan_own(payload: str, desk: Desk, heard: Heard) -> Plan:
    """What a button of the face's own leads to."""
    name, _, rest = payload.removeprefix(PREFIX).partition(":")
    if name == "locale" and rest in LOCALES:
        plan = Plan(heard, locale=rest, ask=REPEAT if desk.asking else None, always=True)
        plan.said.append(
            sentence(speech(rest).say("C’est noté, je vous parle désormais dans cette langue."))
        )
        return plan
    if name == "erase":
        if rest == "yes":
            return Plan(heard, own=("erase", ""), forget=True, always=True)
        plan = say_then_repeat(
            desk, heard, desk.speech.say("Entendu, je n’efface rien. Tout est gardé.")
        )
        plan.always = True
        return plan
    if name == "keep":
        return say_then_repeat(
            desk, heard, desk.speech.say("Entendu, je garde votre première réponse.")
        )
    if name == "improve":
        return Plan(heard, own=("improve", rest), always=True)
    if name == "reminder":
        verb, _, key = rest.partition(":")
        return Plan(heard, own=(f"reminder:{verb}", key), always=True)
    spec = own_command(name)
    if spec is not None:
        return Plan(heard, own=(spec.own_name, ""), always=spec.always)
    # A button made by a newer version of the program than this one.
    return Plan(heard, ask=Ask("/menu", "button"))
