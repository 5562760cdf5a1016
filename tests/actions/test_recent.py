"""The question is asked from what the answer before it left, unless anything came in between."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from actions import recent
from paqte import postgresql_lines, sqlite_inline
from paqte.database import Database
from paqte.prepared import Prepared, prepared
from paqte.services import drafts, people
from paqte.settings import Settings
from tests.actions.caller import Caller
from tests.actions.conftest import NewCaller, serving

BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Every statement that this process has a database run, by SQLAlchemy or past it."""
    ran: list[str] = []

    def note(*about: object) -> None:
        ran.append(str(about[2]))

    def noted(*about: Any, **more: Any) -> Prepared | None:
        ready = prepared(*about, **more)
        ran.extend([ready.text] if ready else [])
        return ready

    for way in (sqlite_inline, postgresql_lines):
        monkeypatch.setattr(way, "prepared", noted)
    event.listen(Engine, "before_cursor_execute", note)
    yield ran
    event.remove(Engine, "before_cursor_execute", note)


@pytest.fixture
async def replica(server_settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """Another action server, on the same database."""
    async with serving(server_settings) as http:
        yield http


async def at_the_name(caller: Caller) -> None:
    await caller.open("join_form")
    await caller.answer('/inform{"join_identity": "not_created"}')


async def rewrite_notice(caller: Caller, database: Database) -> None:
    """The draft changes behind the back of whoever has read it."""
    async with database.unit_of_work() as uow:
        contact_id = (await people.by_conversation(uow, caller.conversation_id)).contact_id
        draft = await drafts.current(uow, contact_id, "join_form")
        assert draft is not None
        draft.answers = {**draft.answers, "_notice": "Autrement."}
        await uow.commit()


@BOTH
async def test_a_question_is_asked_without_reading_again(
    caller: Caller, statements: list[str]
) -> None:
    await at_the_name(caller)
    caller.hear("Le Fournil")
    await caller.call("validate_join_form")
    assert [one.split()[0] for one in statements].count("SELECT") > 0
    statements.clear()
    played = await caller.call("action_ask_join_town")
    assert played.text == "<b>3/8</b> · Dans quelle commune sera-t-elle\u202f?"
    assert statements == []


@BOTH
async def test_an_answer_takes_one_look_and_two_writes(
    caller: Caller, statements: list[str]
) -> None:
    await at_the_name(caller)
    statements.clear()
    await caller.answer("Le Fournil")
    kinds = [one.split()[0] for one in statements if not one.startswith("BEGIN")]
    assert kinds == ["SELECT", "INSERT", "INSERT"]


async def test_another_replica_asks_the_same_question(
    caller: Caller, replica: httpx.AsyncClient
) -> None:
    await at_the_name(caller)
    caller.hear("?", "nlu_fallback")
    await caller.call("validate_join_form")
    there = await caller.at(replica).call("action_ask_join_name")
    here = await caller.call("action_ask_join_name")
    assert there == here
    assert "Je n’ai rien pu lire" in here.text


async def test_a_turn_played_again_is_read_again(
    caller: Caller, replica: httpx.AsyncClient, database: Database
) -> None:
    await at_the_name(caller)
    turn = caller.hear("?", "nlu_fallback")
    await caller.call("validate_join_form")
    await rewrite_notice(caller, database)
    caller.hear("?", "nlu_fallback", turn_id=turn)
    await caller.at(replica).call("validate_join_form")
    assert (await caller.call("action_ask_join_name")).text.startswith("Autrement.")


async def test_what_was_done_in_between_counts(caller: Caller, database: Database) -> None:
    await at_the_name(caller)
    caller.hear("?", "nlu_fallback")
    await caller.call("validate_join_form")
    await rewrite_notice(caller, database)
    played = await caller.call("action_ask_join_name", latest="action_switch_company")
    assert played.text.startswith("Autrement.")


async def test_agreeing_is_known_when_the_next_question_is_asked(
    new_caller: NewCaller, statements: list[str]
) -> None:
    caller = await new_caller(agreed=False)
    await caller.open("join_form")
    caller.hear('/inform{"join_consent": "yes"}')
    await caller.call("validate_join_form")
    statements.clear()
    await caller.call("action_ask_join_identity")
    assert any("consents" in one for one in statements)


async def test_what_nobody_asks_for_is_soon_forgotten(
    caller: Caller, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recent, "KEPT_S", 0.01)
    await at_the_name(caller)
    caller.hear("?", "nlu_fallback")
    await caller.call("validate_join_form")
    await rewrite_notice(caller, database)
    await asyncio.sleep(0.05)
    assert (await caller.call("action_ask_join_name")).text.startswith("Autrement.")
