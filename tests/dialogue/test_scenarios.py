"""Whole conversations, over the wire: sandbox, bot, engine, actions, database."""

import time
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from paqte.database import Database
from tests.dialogue.people import JOINING, new_person
from tests.dialogue.script import Scenario, Turn, all_scenarios
from tests.support.chat import PATIENCE_S, ChatClient, Entry
from tests.support.stack import Stack


@pytest.mark.parametrize("scenario", all_scenarios(), ids=lambda scenario: scenario.name)
async def test_a_conversation_goes_as_written(
    scenario: Scenario, stack: Stack, kept: Database
) -> None:
    async with httpx.AsyncClient(timeout=PATIENCE_S) as http:
        person = new_person(stack, http, kept)
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
    for what, expected in scenario.database.items():
        assert await _rows(kept, what) == expected, what


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


async def _rows(database: Database, what: str) -> Any:
    """What a scenario may say of the database."""
    queries = {
        "companies": "SELECT siret, display_name, town, size_band, trade, status FROM companies",
        "axes": "SELECT axis FROM axis_choices WHERE dropped_at IS NULL ORDER BY axis",
        "commitments": "SELECT action_type, year, target FROM commitments "
        "WHERE replaced_at IS NULL ORDER BY year, action_type",
        "proofs": "SELECT media_type, action_id IS NOT NULL AS attached FROM proofs",
        "nothing": "SELECT axis, year FROM nothing_done WHERE withdrawn_at IS NULL",
        "actions": "SELECT action_type, quantity, unit, status FROM actions ORDER BY created_at",
        "consent": "SELECT granted FROM consents ORDER BY recorded_at DESC LIMIT 1",
        "handoff": "SELECT handoff FROM conversations ORDER BY created_at DESC LIMIT 1",
    }
    async with database.reading() as uow:
        rows = [dict(row) for row in (await uow.session.execute(text(queries[what]))).mappings()]
    match what:
        case "axes":
            return [row["axis"] for row in rows]
        case "consent":
            return bool(rows[0]["granted"]) if rows else None
        case "proofs":
            return [{**row, "attached": bool(row["attached"])} for row in rows]
        case "handoff":
            return rows[0]["handoff"]
        case "commitments":
            return [{**row, "target": float(row["target"])} for row in rows]
        case "actions":
            return [{**row, "quantity": float(row["quantity"])} for row in rows]
    return rows


def _differs(number: int, turn: Turn, said: list[Entry]) -> str:
    wanted = "\n".join(f"  - {reply.text} {reply.buttons or ''}" for reply in turn.bot)
    got = "\n".join(f"  - {entry.text} {entry.labels or ''}" for entry in said)
    return f"turn {number} ({turn.does}: {turn.what})\nwanted:\n{wanted}\ngot:\n{got}"
