"""A typed command: to the engine, to the face's own, or kindly unknown."""

from __future__ import annotations

from bot.commands import deep_links
from bot.commands.table import command
from bot.plans import Ask, Desk, Heard, Plan, say_then_repeat
from bot.updates import Command

START = "start"


def plan_command(incoming: Command, desk: Desk) -> Plan:
    """What a command leads to."""
    heard = Heard("command", incoming.text, incoming.message_id)
    if incoming.name == START:
        return Plan(heard, ask=Ask(deep_links.read(incoming.args).payload, "command"))
    spec = command(incoming.name)
    if spec is None:
        return say_then_repeat(
            desk,
            heard,
            desk.speech.say(
                "Je ne connais pas cette commande. Dites-moi simplement ce que vous voulez faire, "
                "ou tapez /aide."
            ),
        )
    if spec.engine is None:
        return Plan(heard, own=(spec.own_name, incoming.args), always=spec.always)
    return Plan(heard, ask=Ask(spec.engine, "command"))


def source_of(incoming: object) -> str | None:
    """Where a deep link says that the person came from."""
    if isinstance(incoming, Command) and incoming.name == START:
        return deep_links.read(incoming.args).source
    return None
