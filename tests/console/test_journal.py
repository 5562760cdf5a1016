"""The journal in words: what each act keeps beside it, for a referent, in French and in English."""

import csv
import io
import json
import re
from typing import Any

import pytest
from sqlalchemy import select

from console.details import DETAILS, said
from paqte.database import Database
from paqte.i18n import speech
from paqte.models import AuditEntry
from paqte.models.staff import Act
from paqte.services.staff import audit, entering
from paqte.services.staff.audit import Wanted
from tests.conftest import StillClock
from tests.console.conftest import Enter, Member
from tests.console.places import Place

CLAIRE = "0e8ff0f6-0000-4000-8000-000000000001"
NAMES = {CLAIRE: "Claire Martin"}
_ACTION = {
    "status": ["declared", "confirmed"],
    "quantity": ["2", "1500.5"],
    "quantity_qpv": [None, "1"],
    "quantity_rep": ["1", None],
    "sides": [None, {"employees": "4", "hours": "2.5"}],
    "started_on": ["2026-11-02", "2026-12-01"],
    "ended_on": ["2026-11-06", "2026-12-04"],
    "partner": [None, "Mission locale"],
    "school_uai": [None, "0750612A"],
    "insee_code": ["95127", "44109"],
}
_IN_FRENCH = [
    "statut : Déclarée → Validée",
    "nombre : 2 → 1 500,5",
    "dont QPV : – → 1",
    "dont REP : 1 → –",
    "et aussi : – → 4 collaborateurs et 2,5 heures",
    "début : 2 novembre 2026 → 1er décembre 2026",
    "fin : 6 novembre 2026 → 4 décembre 2026",
    "partenaire : – → Mission locale",
    "établissement : – → 0750612A",
    "commune : Cergy (95127) → Nantes (44109)",
]
_IN_ENGLISH = [
    "status: Declared → Confirmed",
    "number: 2 → 1,500.5",
    "of which QPV: – → 1",
    "of which REP: 1 → –",
    "and also: – → 4 employees and 2.5 hours",
    "start: 2 November 2026 → 1 December 2026",
    "end: 6 November 2026 → 4 December 2026",
    "partner: – → Mission locale",
    "school: – → 0750612A",
    "commune: Cergy (95127) → Nantes (44109)",
]
WORDED: dict[Act, tuple[dict[str, Any], list[str], list[str]]] = {
    "account_invited": (
        {"role": "coordinator", "departments": "95,93"},
        [
            "rôle : Coordination",
            "départements : Val-d’Oise (95) et Seine-Saint-Denis (93)",
        ],
        ["role: Coordinator", "départements: Val-d’Oise (95) and Seine-Saint-Denis (93)"],
    ),
    "account_changed": (
        {"role": ["observer", "coordinator"], "departments": ["", "2A"]},
        ["rôle : Lecture seule → Coordination", "départements : tous → Corse-du-Sud (2A)"],
        ["role: Read only → Coordinator", "départements: all → Corse-du-Sud (2A)"],
    ),
    "access_refused": (
        {"path": "/comptes", "method": "POST"},
        ["page : /comptes", "pour y envoyer un formulaire"],
        ["page: /comptes", "to send a form there"],
    ),
    "conversation_taken": (
        {"waited_s": 725, "taken_from": CLAIRE},
        ["après 12 min d’attente", "reprise à Claire Martin"],
        ["after 12 min of waiting", "taken from Claire Martin"],
    ),
    "conversation_released": (
        {"held_by": CLAIRE},
        ["tenue par Claire Martin"],
        ["held by Claire Martin"],
    ),
    "conversation_snoozed": (
        {"until": "2026-11-30T08:00:00+00:00"},
        ["jusqu’au 30 novembre 2026 à 9 h 00"],
        ["until 30 November 2026 at 09:00"],
    ),
    "conversation_assigned": (
        {"assigned_to": [None, CLAIRE]},
        ["suivie par : personne pour l’instant → Claire Martin"],
        ["followed by: nobody for now → Claire Martin"],
    ),
    "label_added": ({"label": "urgent"}, ["étiquette : urgent"], ["label: urgent"]),
    "label_removed": ({"label": "urgent"}, ["étiquette : urgent"], ["label: urgent"]),
    "action_confirmed": (_ACTION, _IN_FRENCH, _IN_ENGLISH),
    "action_disputed": (_ACTION, _IN_FRENCH, _IN_ENGLISH),
    "action_corrected": (_ACTION, _IN_FRENCH, _IN_ENGLISH),
    "contact_changed": (
        {"changed": "phone,email"},
        ["ce qui change : téléphone et e-mail"],
        ["what changes: telephone and e-mail"],
    ),
    "offer_hidden": (
        {"status": ["published", "withdrawn"]},
        ["statut : Publiée → Retirée"],
        ["status: Published → Taken down"],
    ),
    "places_taken_back": (
        {"request": "D-7K3M9X", "seats": [2, 0], "reason": "no_time"},
        [
            "demande : D-7K3M9X",
            "places accordées : 2 → 0",
            "raison : pas le temps d’encadrer",
        ],
        ["request: D-7K3M9X", "places granted: 2 → 0", "reason: no time to look after them"],
    ),
    "example_kept": (
        {"intent": "join_program", "entities": 2},
        ["la personne veut inscrire son entreprise", "mots désignés : 2"],
        ["the person wants the company to join", "words pointed at: 2"],
    ),
    "data_exported": (
        {"year": 2026, "department": None, "locale": "fr", "format": "plain", "count": 1200},
        [
            "année : 2026",
            "département : tous",
            "langue : Français",
            "fichier : Rasa, texte seul",
            "en tout : 1 200",
        ],
        [
            "year: 2026",
            "département: all",
            "language: Français",
            "file: Rasa, text only",
            "in all: 1,200",
        ],
    ),
}
"""An act, what it keeps, and how that is said."""


@pytest.mark.parametrize("act", WORDED)
def test_what_an_act_keeps_is_said_in_words(act: Act) -> None:
    details, french, english = WORDED[act]
    assert set(details) == set(DETAILS[act])
    assert [_spaced(one) for one in said(act, details, speech("fr"), NAMES)] == french
    assert [_spaced(one) for one in said(act, details, speech("en"), NAMES)] == english


def test_each_act_that_keeps_something_is_tried_here() -> None:
    assert set(WORDED) == set(DETAILS) <= set(audit.ACTS)


def _spaced(text: str) -> str:
    return re.sub("[\u00a0\u202f]", " ", text)


def test_a_colon_is_not_torn_from_its_word() -> None:
    for act, (details, _, _) in WORDED.items():
        for one in said(act, details, speech("fr"), NAMES):
            assert " :" not in one


async def test_the_page_and_the_file_say_who_what_and_where_in_words(
    enter: Enter, cergy: Place, database: Database
) -> None:
    claire, ali = await enter(), await enter("observer")
    await claire.post(f"/comptes/{ali.staff.id}", name="Ali", role="coordinator", departments="95")
    await claire.post(
        f"/conversations/{cergy.conversation}/ranger", geste="attribuer", qui=ali.staff.id
    )
    await claire.post("/actions", action=f"{cergy.action}:0", geste="confirmer")
    page = _spaced((await claire.get("/journal")).text)
    for words in (
        "<li>rôle : Lecture seule → Coordination</li>",
        "<li>départements : tous → Val-d’Oise (95)</li>",
        ">suivie par : personne pour l’instant → Ali</td>",
        ">statut : Déclarée → Validée</td>",
    ):
        assert words in page
    assert f'href="/actions/{cergy.action}"' in page
    file = (await claire.get("/journal.csv")).text.removeprefix("\ufeff")
    rows = {row["act"]: row for row in csv.DictReader(io.StringIO(file), delimiter=";")}
    changed = rows["account_changed"]
    # For machines as it was kept, for people in words.
    assert json.loads(changed["details"])["role"] == ["observer", "coordinator"]
    assert changed["act_label"] == "Compte modifié"
    assert "rôle : Lecture seule → Coordination" in _spaced(changed["details_label"])
    assert rows["conversation_assigned"]["details_label"].endswith("→ Ali")
    assert rows["signed_in"]["details"] == ""


async def looks(database: Database, member: Member) -> int:
    """How often the journal says that they read a conversation."""
    async with database.reading() as uow:
        wanted = Wanted(staff_id=member.staff.id, act="conversation_seen")
        return len(await audit.entries(uow, wanted, None))


async def test_every_look_at_a_conversation_is_noted_whatever_asks_for_it(
    enter: Enter, cergy: Place, database: Database, still_clock: StillClock
) -> None:
    claire, ali = await enter(), await enter()
    address = f"/conversations/{cergy.conversation}"
    # A part of a page that asks for itself, without the page.
    answer = await ali.get(address, **{"HX-Request": "true"})
    assert "bonjour du 95" in answer.text
    assert await looks(database, ali) == 1
    # A form that was refused shows the conversation too.
    for path, text, status in (("noter", " ", 422), ("reprendre", "", 409)):
        refused = await claire.post(f"{address}/{path}", text=text)
        assert refused.status_code == status
        assert "bonjour du 95" in refused.text
    assert await looks(database, claire) == 2


async def test_an_open_page_that_is_brought_up_to_date_is_one_look(
    enter: Enter, cergy: Place, database: Database, still_clock: StillClock
) -> None:
    claire = await enter()
    address = f"/conversations/{cergy.conversation}"
    await claire.get(address)
    for _ in range(3):
        still_clock.advance(minutes=20)
        await claire.get(address, **{"HX-Request": "true"})
    assert await looks(database, claire) == 1
    # Not of another conversation, nor for ever.
    await claire.get(f"/conversations/{cergy.teacher}", **{"HX-Request": "true"})
    assert await looks(database, claire) == 2
    async with database.unit_of_work() as uow:
        for one in await uow.session.scalars(select(AuditEntry).filter_by(act="conversation_seen")):
            one.at -= entering.LIFE
        await uow.commit()
    await claire.get(address, **{"HX-Request": "true"})
    assert await looks(database, claire) == 3
