"""Whatever process dies, at whatever moment: nothing is lost, and nothing is done twice."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from sqlalchemy import create_engine, text
from stdnum import luhn

from tests.support.chat import ChatClient
from tests.support.stack import Stack, running_stack

PEOPLE = 50
SEED = 20261123
#: What is killed, how often: the engine takes longest to come back.
KILLS = {"bot": 14, "actions": 6, "engine": 2}
#: For an answer, when the engine has to be started again in between, on two busy cores.
PATIENCE_S = 240.0
NO_DIRECTORY = "http://127.0.0.1:9"
LATE = "J’ai besoin d’un peu plus de temps"


def journey(number: int) -> list[str]:
    """What a person writes to join, pick two axes and declare an action, one answer each."""
    return [
        "/start",
        "j’accepte",
        "je veux inscrire mon entreprise",
        siret_of(number),
        "Boulangerie Morel",
        "Cergy",
        "12 salariés",
        "boulangerie",
        "Camille Morel",
        "gérante",
        f"personne{number}@example.fr",
        "envoyer",
        "former et recruter",
        "valider",
        "déclarer une action",
        "deux contrats d’apprentissage",
        "hier",
        "oui",
    ]


def siret_of(number: int) -> str:
    """A valid SIRET, of this person alone."""
    siren = f"{81000000 + number}"
    siret = f"{siren}{luhn.calc_check_digit(siren)}0001"
    return f"{siret}{luhn.calc_check_digit(siret)}"


@pytest.fixture(scope="module")
def fragile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A program of its own: others do not expect to be killed.

    Without a directory of companies, which answers some and not others when fifty ask at once.
    """
    yield from running_stack(tmp_path_factory.mktemp("fragile"), SIRENE_URL=NO_DIRECTORY)


async def test_fifty_people_join_while_processes_are_killed(fragile: Stack) -> None:
    steps = len(journey(0))
    answered = Progress()
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(limits=limits) as http:
        calm = ChatClient(fragile.sandbox_url, 999, http)
        await talk(calm, PEOPLE, Progress())
        await until(lambda: rows(fragile, STILL_TO_DO)[0] == (0, 0))
        killing = asyncio.create_task(kill_at_random(fragile, answered, PEOPLE * steps))
        people = [ChatClient(fragile.sandbox_url, 1000 + n, http) for n in range(PEOPLE)]
        await asyncio.gather(*(talk(person, n, answered) for n, person in enumerate(people)))
        assert await killing == sum(KILLS.values())
        await until(lambda: rows(fragile, STILL_TO_DO)[0] == (0, 0))
        # Each reads what they would have read had nothing died.
        undisturbed = await heard(calm, PEOPLE)
        assert sum("PQ-" in text for text in undisturbed) == 1
        for number, person in enumerate(people):
            assert await heard(person, number) == undisturbed, await person.as_text()
    everyone = PEOPLE + 1
    sent = everyone * steps
    assert rows(fragile, "SELECT count(*), count(DISTINCT update_id) FROM inbox") == [(sent, sent)]
    # Each message of a person was taken in once.
    assert rows(fragile, INCOMING) == [(sent, sent)]
    assert rows(fragile, COMPANIES) == [(everyone, everyone)]
    assert rows(fragile, MEMBERSHIPS) == [(everyone, everyone)]
    assert rows(fragile, AXES) == [("recruit", everyone, everyone), ("train", everyone, everyone)]
    assert rows(fragile, ACTIONS) == [(everyone, everyone, 2 * everyone)]


STILL_TO_DO = """
    SELECT (SELECT count(*) FROM inbox WHERE state <> 'done'),
           (SELECT count(*) FROM outbox WHERE state <> 'sent' AND kind = 'reply')
"""
INCOMING = "SELECT count(*), count(DISTINCT update_id) FROM messages WHERE direction = 'in'"
COMPANIES = "SELECT count(*), count(DISTINCT siret) FROM companies"
MEMBERSHIPS = "SELECT count(*), count(DISTINCT contact_id) FROM memberships"
AXES = """
    SELECT axis, count(*), count(DISTINCT company_id) FROM axis_choices
    WHERE dropped_at IS NULL GROUP BY axis ORDER BY axis
"""
ACTIONS = "SELECT count(*), count(DISTINCT company_id), sum(quantity) FROM actions"


class Progress:
    """How many answers came, for those who wait for a number of them."""

    def __init__(self) -> None:
        self._count = 0
        self._changed = asyncio.Condition()

    async def one_more(self) -> None:
        async with self._changed:
            self._count += 1
            self._changed.notify_all()

    async def reaches(self, count: int) -> None:
        async with self._changed:
            await self._changed.wait_for(lambda: self._count >= count)


async def talk(person: ChatClient, number: int, answered: Progress) -> None:
    """Say everything, each after an answer to what was said before."""
    await person.arrive("Camille")
    for message in journey(number):
        await person.send(message)
        await person.wait_for_reply(patience_s=PATIENCE_S)
        await answered.one_more()


async def kill_at_random(stack: Stack, answered: Progress, steps: int) -> int:
    """Kill as `KILLS` says, each at a random point of the whole; return how many died."""
    chance = random.Random(SEED)
    names = [name for name, times in KILLS.items() for _ in range(times)]
    chance.shuffle(names)
    moments = sorted(chance.sample(range(PEOPLE, steps - PEOPLE), len(names)))
    for name, moment in zip(names, moments, strict=True):
        await answered.reaches(moment)
        # One that is still starting would die before it did anything.
        await asyncio.to_thread(stack.wait_ready, name)
        stack.kill(name)
        stack.restart(name)
    return len(names)


async def heard(person: ChatClient, number: int) -> list[str]:
    """What the bot said to a person, without what is theirs alone.

    A message may come twice: when the bot dies between Telegram's taking it and its own writing
    that down, nothing can tell. That an answer will be late is said to those it is late for.
    """
    own = {
        re.sub(r"(...)(...)(...)(.....)", r"\1 \2 \3 \4", siret_of(number)): "SIRET",
        siret_of(number): "SIRET",
        f"personne{number}@": "EMAIL@",
    }
    said: list[str] = []
    entries = [entry for entry in await person.transcript() if entry.author == "bot"]
    for entry in sorted(entries, key=lambda entry: entry.message_id):
        # Where a typed answer was one of the buttons, the message ends with « ✓ » and its label.
        text = re.sub(r"\s*✓ .*$", "", entry.text)
        text = re.sub(r"PQ-\w{4}-\w{4}", "PQ-", text)
        for mine, anyone in own.items():
            text = text.replace(mine, anyone)
        if LATE not in text and text not in said[-2:]:
            said.append(text)
    return said


async def until(condition: Callable[[], bool]) -> None:
    """Wait for a condition of the database."""
    async with asyncio.timeout(PATIENCE_S):
        while not condition():  # noqa: ASYNC110 - another process's database tells nobody
            await asyncio.sleep(0.2)


def rows(stack: Stack, query: str) -> list[tuple[Any, ...]]:
    engine = create_engine(stack.database_url)
    try:
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query))]
    finally:
        engine.dispose()
