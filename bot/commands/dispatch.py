"""A typed command: to the engine, to the face's own, or kindly unknown."""

from __future__ import annotations

from bot.commands import deep_links
from bot.commands.table import command
from bot.plans import Ask, Desk, Heard, Plan, say_then_repeat
from bot.updates import Command
from paqte.services import drafts

START = "start"


async def plan_command(incoming: Command, desk: Desk) -> Plan:
    """What a command leads to."""
    heard = Heard("command", incoming.text, incoming.message_id)
    if incoming.name == START:
        return await _plan_start(incoming, desk, heard)
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


async def _plan_start(incoming: Command, desk: Desk, heard: Heard) -> Plan:
    link = deep_links.read(incoming.args)
    if link.draft_id is not None or link.forged:
        draft = await drafts.current(desk.uow, desk.contact.id)
        if draft is None or draft.id != link.draft_id:
            # Also somebody else's: that it exists is nobody's business.
            plan = say_then_repeat(
                desk,
                heard,
                desk.speech.say(
                    "Ce lien ne correspond à aucune inscription en cours chez vous. "
                    "Nous pouvons en commencer une quand vous voulez."
                ),
            )
            plan.ask = plan.ask or Ask("/greet", "command")
            return plan
    return Plan(heard, ask=Ask(link.payload, "command"))


def source_of(incoming: object) -> str | None:
    """Where a deep link says that the person came from."""
    if isinstance(incoming, Command) and incoming.name == START:
        return deep_links.read(incoming.args).source
    return None
