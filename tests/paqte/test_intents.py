"""The intents and entities that sentences teach: the manual's, the domain's, one list."""

import re
from pathlib import Path

import pytest
import yaml

from paqte.i18n import LOCALES, speech
from paqte.reference import intents
from tests.data.test_training_data import ENTITIES, INTENTS

ROOT = Path(__file__).resolve().parents[2]


def test_they_are_those_that_are_taught_and_that_the_manual_explains() -> None:
    assert set(intents.NAMES) == INTENTS
    manual = (ROOT / "docs" / "intents.md").read_text(encoding="utf-8")
    explained = re.findall(r"^### (\w+)$", manual, re.MULTILINE)
    assert explained == list(intents.NAMES)
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    assert set(domain["intents"]) >= set(intents.NAMES)
    assert set(intents.ENTITIES) == ENTITIES


def test_each_says_in_both_languages_what_the_person_wants() -> None:
    for locale in LOCALES:
        words = speech(locale)
        labels = [intents.label(name, words) for name in intents.NAMES]
        assert len(set(labels)) == len(labels)
        # « thanks » is its own word in English.
        assert set(labels) & set(intents.NAMES) <= {"thanks"}
        assert all(intents.area_label(area, words) for area in intents.AREAS)
        assert all(intents.entity_label(name, words) for name in intents.ENTITIES)
    assert intents.label("menu", speech("fr")) == "menu"  # of a button
    assert "comprise" in intents.label(intents.NOT_UNDERSTOOD, speech("fr"))
    assert not intents.learned(intents.NOT_UNDERSTOOD)


@pytest.mark.parametrize(
    ("entity", "right", "wrong"),
    [
        ("axis", ("train", "!buy"), ("former", "!")),
        ("action_type", ("internship_3e",), ("internship", "")),
        ("quantity", ("3 pupils", "12.5 euros"), ("3", "trois pupils", "3 élèves")),
        ("date", ("2026-11-28",), ("28/11/2026",)),
        ("period", ("2026-11-02/2026-11-06",), ("2026-11-02",)),
        ("weeks", ("2027-W07", "2027-W07,2027-W08"), ("7",)),
        ("place", ("95127", "2A004"), ("Cergy",)),
        ("size_band", ("10-49",), ("PME",)),
        ("level", ("troisieme",), ("3e",)),
        ("sector", ("C",), ("10.71C",)),
        ("job", ("mécanique",), ()),
    ],
)
def test_a_value_is_one_that_the_entity_can_have(
    entity: str, right: tuple[str, ...], wrong: tuple[str, ...]
) -> None:
    told = intents.ENTITIES[entity]
    assert all(told.accepts(value) for value in right)
    assert not any(told.accepts(value) for value in wrong)
    assert told.accepts(told.example)
