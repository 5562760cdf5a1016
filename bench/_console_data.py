"""A year of conversations, the same at every run, up to the minute it is written."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import create_engine, text

from bench import _places as places
from bench._places import Row
from paqte import clock, crypto
from paqte.models import (
    Company,
    Contact,
    Conversation,
    Membership,
    Message,
    Organisation,
    OrganisationMember,
)

COMPANIES, ORGANISATIONS = 8000, 2000
_PERIOD = timedelta(days=365)
_TALKING = 8
"""As many people write at once, each a few messages: those of a conversation lie in bursts."""
_FORMS = ("join", "commitment", "offer", "request")
_INTENTS = ("inform", "offer_internship", "ask_person", "affirm", "greet", "commitment")


def fill(url: str, conversations: int, messages: int, holder: str) -> list[str]:
    """Write them into a migrated database; the ids of the conversations, the busiest first.

    Nothing was looked at yet: all that people wrote counts as unread, which costs the most.

    Args:
        holder: one of the team, who holds a hundredth of the conversations.
    """
    drawn = random.Random(places.SEED)
    ids = [_id(drawn) for _ in range(conversations)]
    contacts = [_id(drawn) for _ in ids]
    last: dict[int, datetime] = {}
    engine = create_engine(url)
    with engine.begin() as connection:
        places.write(connection, Company, _companies(drawn))
        places.write(connection, Organisation, _organisations(drawn))
        places.write(connection, Contact, _contacts(contacts))
        places.write(connection, Membership, _members(drawn, contacts))
        places.write(connection, OrganisationMember, _organisation_members(drawn, contacts))
        # Messages point to conversations, which say when the last of them was.
        written = list(_messages(drawn, ids, messages, last))
        places.write(connection, Conversation, _conversations(drawn, ids, contacts, last, holder))
        places.write(connection, Message, iter(written))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))
    engine.dispose()
    return ids


def departments() -> tuple[list[str], list[int]]:
    """The codes of the départements, and how many people live in each."""
    people: dict[str, int] = {}
    for _, _, code, number in places.towns():
        people[code] = people.get(code, 0) + number
    return list(people), list(people.values())


def _id(drawn: random.Random) -> str:
    return str(UUID(int=drawn.getrandbits(128), version=4))


def _companies(drawn: random.Random) -> Iterator[Row]:
    for number, code in enumerate(drawn.choices(*departments(), k=COMPANIES)):
        yield {
            "id": places.identity("company", number),
            "reference": f"C{number:07d}",
            "legal_name": f"Entreprise {number}",
            "display_name": f"Entreprise {number}",
            "department": code,
            "status": "confirmed",
            "key": f"company:{number}",
            "created_at": clock.now(),
        }


def _organisations(drawn: random.Random) -> Iterator[Row]:
    for number, code in enumerate(drawn.choices(*departments(), k=ORGANISATIONS)):
        yield {
            "id": places.identity("organisation", number),
            "reference": f"O{number:07d}",
            "kind": "association",
            "name": f"Association {number}",
            "department": code,
            "key": f"organisation:{number}",
            "created_at": clock.now(),
        }


def _contacts(contacts: list[str]) -> Iterator[Row]:
    first_name, name = crypto.encrypt(b"Camille"), crypto.encrypt(b"Bernard")
    for contact in contacts:
        yield {
            "id": contact,
            "first_name": first_name,
            "name": name,
            "locale": "fr",
            "created_at": clock.now(),
            "last_seen_at": clock.now(),
        }


def _members(drawn: random.Random, contacts: list[str]) -> Iterator[Row]:
    """Six in ten are of a company, …"""
    for contact in contacts[: len(contacts) * 6 // 10]:
        yield {
            "id": _id(drawn),
            "contact_id": contact,
            "company_id": places.identity("company", drawn.randrange(COMPANIES)),
            "since": clock.now(),
        }


def _organisation_members(drawn: random.Random, contacts: list[str]) -> Iterator[Row]:
    """… a quarter of an association, the others of none yet."""
    begin = len(contacts) * 6 // 10
    for contact in contacts[begin : begin + len(contacts) // 4]:
        yield {
            "id": _id(drawn),
            "contact_id": contact,
            "organisation_id": places.identity("organisation", drawn.randrange(ORGANISATIONS)),
            "since": clock.now(),
        }


def _messages(
    drawn: random.Random, ids: list[str], count: int, last: dict[int, datetime]
) -> Iterator[Row]:
    """In the order of time; some people write much more than others. Notes the last of each."""
    words = crypto.encrypt("Bonjour, nous pouvons accueillir trois élèves en mars.".encode())
    step, at = _PERIOD / count, clock.now() - _PERIOD
    weights = [drawn.paretovariate(1.5) for _ in ids]
    talking: list[tuple[int, int]] = []
    # Everyone said something, then by how much they write.
    waiting = list(range(len(ids)))
    drawn.shuffle(waiting)
    waiting += drawn.choices(range(len(ids)), weights=weights, k=count // 8)
    waiting.reverse()
    for _ in range(count):
        at += step
        while len(talking) < _TALKING:
            talking.append((waiting.pop(), drawn.randint(4, 16)))
        place = drawn.randrange(_TALKING)
        who, left = talking[place]
        if left == 1:
            talking.pop(place)
        else:
            talking[place] = who, left - 1
        last[who] = at
        heard = left % 2 == 0
        yield {
            "conversation_id": ids[who],
            "direction": "in" if heard else "out",
            "author": "person" if heard else "bot",
            "kind": "text",
            "text": words,
            "intent": drawn.choice(_INTENTS) if heard else None,
            "confidence": drawn.random() if heard else None,
            "delivery": None if heard else "sent",
            "created_at": at,
        }


def _conversations(
    drawn: random.Random,
    ids: list[str],
    contacts: list[str],
    last: dict[int, datetime],
    holder: str,
) -> Iterator[Row]:
    chat = crypto.encrypt(b"123456789")
    for number, (identity, contact) in enumerate(zip(ids, contacts, strict=True)):
        at = last.get(number)
        state = drawn.choices(("bot", "requested", "staff", "resolved"), weights=(66, 2, 1, 31))[0]
        yield {
            "id": identity,
            "contact_id": contact,
            "chat_id": chat,
            "holder": holder if state == "staff" else "bot",
            "handoff": {"requested": "requested", "staff": "taken"}.get(state, "none"),
            "handoff_requested_at": at if state == "requested" else None,
            "form": drawn.choice(_FORMS) if drawn.random() < 0.3 else None,
            "last_message_at": at,
            "changed_at": at,
            "resolved_at": at if state == "resolved" else None,
            "created_at": clock.now() - _PERIOD,
        }
