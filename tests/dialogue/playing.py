"""A scenario played by a person in the sandbox, turn by turn."""

import time

from tests.dialogue.people import JOINING
from tests.dialogue.script import Scenario, Turn
from tests.support.chat import PATIENCE_S, ChatClient, Entry


async def play(scenario: Scenario, person: ChatClient) -> None:
    """Say what the scenario says, as ``person``, and hear what it expects.

    Raises:
        AssertionError: the bot said something else; both are in the message.
    """
    await person.arrive("Samira", scenario.language)
    for line in JOINING[scenario.language] if scenario.joined else ():
        await person.say(line)
    seen = {entry.message_id for entry in await person.transcript()}
    for number, turn in enumerate(scenario.turns, start=1):
        await _do(turn, person)
        said = await _heard(person, seen, len(turn.bot))
        fits = len(said) == len(turn.bot) and all(
            reply.fits(entry) for reply, entry in zip(turn.bot, said, strict=True)
        )
        assert fits, _differs(number, turn, said)


async def _do(turn: Turn, person: ChatClient) -> None:
    match turn.does:
        case "user":
            await person.send(turn.what)
        case "tap":
            await person.tap(turn.what)
        case "photo":
            await person.send_update({"photo": True, "caption": turn.what})
        case _:
            await person.share_contact(phone_number=turn.what, first_name="Samira")


async def _heard(person: ChatClient, seen: set[int], wanted: int) -> list[Entry]:
    """What the bot says now: new messages, and menus that it writes anew with their buttons."""
    said: list[Entry] = []
    end = time.monotonic() + PATIENCE_S
    while len(said) < wanted and time.monotonic() < end:
        for entry in await person.wait_for_reply():
            if entry.message_id not in seen or (entry.edited and entry.buttons):
                said.append(entry)
            seen.add(entry.message_id)
    return said


def _differs(number: int, turn: Turn, said: list[Entry]) -> str:
    wanted = "\n".join(f"  - {reply.text} {reply.buttons or ''}" for reply in turn.bot)
    got = "\n".join(f"  - {entry.text} {entry.labels or ''}" for entry in said)
    return f"turn {number} ({turn.does}: {turn.what})\nwanted:\n{wanted}\ngot:\n{got}"
