"""Whole conversations, over the wire: sandbox, bot, engine, actions, database."""

from typing import Any

import httpx
import pytest
from sqlalchemy import text

from paqte.database import Database
from tests.dialogue.people import new_person
from tests.dialogue.playing import play
from tests.dialogue.script import Scenario, all_scenarios
from tests.support.chat import PATIENCE_S
from tests.support.stack import Stack


@pytest.mark.parametrize("scenario", all_scenarios(), ids=lambda scenario: scenario.name)
async def test_a_conversation_goes_as_written(
    scenario: Scenario, stack: Stack, kept: Database
) -> None:
    async with httpx.AsyncClient(timeout=PATIENCE_S) as http:
        person = new_person(stack, http, kept)
        await play(scenario, person)
    for what, expected in scenario.database.items():
        assert await _rows(kept, what) == expected, what


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
