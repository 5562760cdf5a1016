"""Many offers and requests, the same at every run, written as fast as each database takes them."""

from __future__ import annotations

import csv
import gzip
import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import ColumnDefault, Connection, create_engine, insert, inspect, text
from sqlalchemy.engine import Engine

from paqte.models import (
    Base,
    Company,
    Contact,
    Offer,
    OfferWeek,
    Organisation,
    OrganisationMember,
    RequestWeek,
    SeatRequest,
)
from paqte.reference.fields import FIELDS
from reading.wordlists import DATA

SEED = 2026
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
WEEKS = tuple(date.fromisocalendar(2027, week, 1) for week in (*range(2, 6), *range(11, 15)))
COMPANIES, ORGANISATIONS = 2000, 2000
LEVELS = ("troisieme", "quatrieme,troisieme", "seconde")
_CHUNK = 20_000

Row = dict[str, Any]


def identity(kind: str, number: int) -> str:
    """A row's id: the same at every run."""
    return f"{kind}-{number:08d}"


def towns() -> list[tuple[str, str, str, int]]:
    """INSEE code, name, département and population of every commune."""
    with gzip.open(DATA / "communes.csv.gz", "rt", encoding="utf-8", newline="") as file:
        return [
            (row["insee"], row["name"], row["department"], int(row["population"]))
            for row in csv.DictReader(file)
        ]


def fill(url: str, offers: int, requests: int = 0) -> None:
    """Make the tables at ``url`` and write ``offers`` offers over all communes, by population."""
    engine = create_engine(url)
    Base.metadata.create_all(engine)
    drawn = random.Random(SEED)
    with engine.begin() as connection:
        for model, rows in _people():
            write(connection, model, rows)
        weeks: list[Row] = []
        write(connection, Offer, _offers(drawn, offers, weeks))
        write(connection, OfferWeek, weeks)
        asked: list[Row] = []
        write(connection, SeatRequest, _requests(drawn, requests, offers, asked))
        write(connection, RequestWeek, asked)
    _analyse(engine)
    engine.dispose()


def _analyse(engine: Engine) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


def _people() -> Iterator[tuple[type[Base], list[Row]]]:
    yield Contact, [{"id": "contact", "locale": "fr", "created_at": NOW, "last_seen_at": NOW}]
    yield (
        Company,
        [
            {
                "id": identity("company", number),
                "reference": f"C{number:07d}",
                "legal_name": f"Entreprise {number}",
                "display_name": f"Entreprise {number}",
                "status": "confirmed",
                "key": f"company:{number}",
                "created_at": NOW,
            }
            for number in range(COMPANIES)
        ],
    )
    yield (
        Organisation,
        [
            {
                "id": identity("organisation", number),
                "reference": f"O{number:07d}",
                "kind": "association",
                "name": f"Association {number}",
                "rep_kind": "none",
                "serves_rep": False,
                "key": f"organisation:{number}",
                "created_at": NOW,
            }
            for number in range(ORGANISATIONS)
        ],
    )
    yield (
        OrganisationMember,
        [
            {
                "id": identity("member", number),
                "contact_id": "contact",
                "organisation_id": identity("organisation", number),
                "since": NOW,
            }
            for number in range(ORGANISATIONS)
        ],
    )


def _offers(drawn: random.Random, count: int, weeks: list[Row]) -> Iterator[Row]:
    every = towns()
    chosen = drawn.choices(every, weights=[people + 50 for *_, people in every], k=count)
    for number, (insee, name, department, _) in enumerate(chosen):
        shared = {
            "insee_code": insee,
            "department": department,
            "field": drawn.choice(FIELDS),
            "levels": drawn.choices(LEVELS, weights=(6, 3, 2))[0],
            "rep_only": drawn.random() < 0.2,
        }
        mondays = sorted(drawn.sample(WEEKS, drawn.randint(1, 4)))
        yield {
            "id": identity("offer", number),
            "reference": f"S{number:07d}",
            "company_id": identity("company", number % COMPANIES),
            "title": "Découvrir nos métiers",
            "description": "Une semaine dans nos équipes, du bureau à l’atelier.",
            "town": name,
            "kind": "individual",
            "day_starts": 540,
            "day_ends": 960,
            "break_minutes": 60,
            "status": "published",
            "last_monday": mondays[-1],
            "key": f"offer:{number}",
            "created_at": NOW,
            **shared,
        }
        for monday in mondays:
            seats = drawn.randint(1, 6)
            taken = drawn.choices((0, seats), weights=(3, 1))[0]
            weeks.append(
                {
                    "offer_id": identity("offer", number),
                    "monday": monday,
                    "seats": seats,
                    "taken": taken,
                    "is_open": taken < seats,
                    **shared,
                }
            )


def _requests(drawn: random.Random, count: int, offers: int, weeks: list[Row]) -> Iterator[Row]:
    for number in range(count):
        offer = drawn.randrange(offers)
        yield request(number, offer, "declined" if number % 4 else "expired", NOW)
        weeks.append({"request_id": identity("request", number), "monday": WEEKS[0]})


def request(number: int, offer: int, status: str, at: datetime) -> Row:
    """One request of an organisation drawn from its number."""
    return {
        "id": identity("request", number),
        "reference": f"D{number:08d}",
        "offer_id": identity("offer", offer),
        "company_id": identity("company", offer % COMPANIES),
        "organisation_id": identity("organisation", number % ORGANISATIONS),
        "seats": 1,
        "level": "troisieme",
        "status": status,
        "reserved": False,
        "accepted_seats": 0,
        "reminders_sent": 0,
        "sent_at": at,
        "reply_due_at": at + timedelta(days=7) if status == "sent" else None,
        "key": f"request:{number}",
        "created_at": at,
    }


def write(connection: Connection, model: type[Base], rows: Iterable[Row]) -> None:
    """``COPY`` on PostgreSQL, many at a time elsewhere."""
    if connection.dialect.name == "postgresql":
        _copy(connection, model, rows)
        return
    mapped = inspect(model).columns
    for chunk in _chunks(rows):
        named = [{mapped[key].name: value for key, value in row.items()} for row in chunk]
        connection.execute(insert(model), named)


def _copy(connection: Connection, model: type[Base], rows: Iterable[Row]) -> None:
    raw = connection.connection.driver_connection
    if not isinstance(raw, psycopg.Connection):
        raise TypeError("psycopg writes to PostgreSQL")
    # COPY knows none of the defaults that an INSERT of SQLAlchemy's fills in.
    mapped = inspect(model).columns
    defaults = {
        key: default.arg
        for key, column in mapped.items()
        if isinstance(default := column.default, ColumnDefault) and default.is_scalar
    }
    names: list[str] | None = None
    for chunk in _chunks(rows):
        names = names or list({**defaults, **chunk[0]})
        columns = [mapped[name].name for name in names]
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(model.__tablename__), sql.SQL(", ").join(map(sql.Identifier, columns))
        )
        with raw.cursor() as cursor, cursor.copy(statement) as copy:
            for row in chunk:
                copy.write_row([row.get(name, defaults.get(name)) for name in names])


def _chunks(rows: Iterable[Row]) -> Iterator[Sequence[Row]]:
    chunk: list[Row] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
