"""Texts said to the whole program by several people, some of them in the middle of a form."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx
from sqlalchemy import select

from paqte.database import Database
from paqte.models import InboxItem
from tests.support.answered import answered_updates
from tests.support.flood import faults
from tests.support.stack import Stack

PEOPLE = 8
_PATIENCE_S = 60.0
#: What leads some of them into a form; the others are nowhere.
_INTO_A_FORM = ("/start", "j’accepte", "je veux inscrire mon entreprise", "Fournil Morel", "Cergy")
_ids = itertools.count(910_001)


@dataclass
class Talk:
    """What came of it.

    ``refused``: texts that Telegram does not carry (nothing is left of them); ``silent``: texts
    without an answer; ``errors``: lines of the processes' logs.
    """

    said: int = 0
    refused: int = 0
    silent: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


async def talk(stack: Stack, texts: Sequence[str]) -> Talk:
    """Say ``texts``, shared out among people who each wait for an answer before the next."""
    found, sent = Talk(), dict[int, str]()
    before = {name: stack.log(name).stat().st_size for name in stack.processes}
    database = Database(stack.database_url)
    async with httpx.AsyncClient(trust_env=False, timeout=_PATIENCE_S) as http:
        await asyncio.gather(
            *(
                _say_all(
                    f"{stack.sandbox_url}/sandbox/users/{next(_ids)}",
                    [*(_INTO_A_FORM if number % 2 else ()), *texts[number::PEOPLE]],
                    http,
                    database,
                    found,
                    sent,
                )
                for number in range(PEOPLE)
            )
        )
    answered = await answered_updates(database)
    await database.dispose()
    found.said = len(sent)
    found.silent += [text for update_id, text in sent.items() if update_id not in answered]
    for name, size in before.items():
        found.errors += [f"{name}: {line}" for line in _errors(stack, name, size)]
    return found


def _errors(stack: Stack, name: str, size: int) -> list[str]:
    # The local directory and the sandbox write their server's plain lines.
    return [
        line
        for line in faults(stack.log(name), since=size)
        if line.startswith("{") or "Traceback" in line
    ]


async def _say_all(
    address: str,
    texts: Sequence[str],
    http: httpx.AsyncClient,
    database: Database,
    found: Talk,
    sent: dict[int, str],
) -> None:
    for text in texts:
        posted = await http.post(f"{address}/messages", json={"text": text})
        if posted.status_code == 422:
            found.refused += 1
            continue
        posted.raise_for_status()
        update_id = posted.json()["update_id"]
        sent[update_id] = text
        async with asyncio.timeout(_PATIENCE_S):
            while not await _is_over(database, update_id):  # noqa: ASYNC110 - no event for it
                await asyncio.sleep(0.02)


async def _is_over(database: Database, update_id: int) -> bool:
    async with database.reading() as uow:
        # Its state alone: the rest is encrypted with a key of the stack's own.
        state = await uow.session.scalar(
            select(InboxItem.state).where(InboxItem.update_id == update_id)
        )
    return state in ("done", "failed")
