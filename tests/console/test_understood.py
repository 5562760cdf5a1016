"""What was found in a message is told in words, whatever an old row holds."""

import pytest

from console.understood import said
from nlu.entities.readers import Context, read_entities
from paqte import clock
from paqte.database import Database
from paqte.i18n import speech
from paqte.models import Conversation
from paqte.reference.intents import ENTITIES
from tests.console.conftest import Enter
from tests.console.places import Place, heard

WORDS_THEMSELVES = {
    *("siret", "siren", "rna", "uai", "qpv", "sector", "job"),
    *("organisation", "person_name", "phone", "email"),
}
"""Entities whose value is what people say, or a code that they themselves use."""


def shown(entity: dict[str, object], locale: str = "fr") -> str:
    """With plain spaces."""
    told = said(entity, speech(locale))
    return told.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("entity", "french", "english"),
    [
        ({"entity": "place", "value": "95127", "name": "Cergy"}, *(["Cergy (95127)"] * 2)),
        ({"entity": "place", "value": "95"}, *(["Val-d’Oise (95)"] * 2)),
        ({"entity": "place", "value": "99999"}, *(["99999"] * 2)),
        ({"entity": "axis", "value": "recruit"}, "Recruter", "Recruit"),
        (
            {"entity": "axis", "value": "buy", "role": "excluded"},
            *("Acheter (exclu)", "Buy (excluded)"),
        ),
        (
            {"entity": "action_type", "value": "internship_3e"},
            "Accueillir des élèves de 3e (REP/REP+)",
            "Host pupils in year 3e (REP/REP+ schools)",
        ),
        ({"entity": "quantity", "value": "2", "unit": "pupils"}, "2 élèves", "2 pupils"),
        ({"entity": "quantity", "value": "1.5 hours"}, "1,5 heure", "1.5 hours"),
        ({"entity": "quantity", "value": "1500", "unit": None}, "1 500", "1,500"),
        ({"entity": "quantity", "value": "1500", "unit": "euros"}, "1 500 €", "€1,500"),
        (
            {"entity": "quantity", "value": "12.5", "unit": "euros", "tax": "ttc"},
            *("12,50 € TTC", "€12.50 incl. tax"),
        ),
        (
            {"entity": "quantity", "value": "1500", "unit": "euros", "tax": "ht"},
            *("1 500 € HT", "€1,500 excl. tax"),
        ),
        (
            {"entity": "quantity", "value": "15", "unit": "pupils", "approximate": True},
            *("environ 15 élèves", "about 15 pupils"),
        ),
        ({"entity": "quantity", "value": "2", "unit": "dragons"}, *(["2 dragons"] * 2)),
        ({"entity": "level", "value": "troisieme"}, "3e", "Year 10 (3e)"),
        ({"entity": "size_band", "value": "10-49"}, "10 à 49 salariés", "10 to 49 employees"),
        ({"entity": "date", "value": "2026-12-01"}, "1er décembre 2026", "1 December 2026"),
        (
            {"entity": "period", "value": "2026-11-02/2026-11-06"},
            *("du 2 au 6 novembre 2026", "2 to 6 November 2026"),
        ),
        (
            {"entity": "weeks", "value": "2027-W02"},
            *("du 11 au 15 janvier 2027", "11 to 15 January 2027"),
        ),
        (
            {"entity": "weeks", "value": "2027-W02,2027-W04"},
            "du 11 au 15 janvier 2027 et du 25 au 29 janvier 2027",
            "11 to 15 January 2027 and 25 to 29 January 2027",
        ),
        (
            {"entity": "siret", "value": "12345678901234", "valid": False, "problem": "key"},
            *("12345678901234 (clé fausse)", "12345678901234 (wrong check digit)"),
        ),
        ({"entity": "job", "value": "boulanger", "section": "C"}, *(["boulanger"] * 2)),
    ],
)
def test_a_value_is_told_in_the_language_of_who_reads(
    entity: dict[str, object], french: str, english: str
) -> None:
    assert shown(entity) == french
    assert shown(entity, "en") == english


def test_no_entity_is_left_as_a_code() -> None:
    told = {
        name: shown({"entity": name, "value": entity.example}) for name, entity in ENTITIES.items()
    }
    assert {name for name in told if told[name] == ENTITIES[name].example} == WORDS_THEMSELVES


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("quantity", "une quinzaine d’élèves", "environ 15 élèves"),
        ("quantity", "12k€ HT", "12 000 € HT"),
        ("level", "des élèves de 3e", "3e"),
        ("place", "à Cergy", "Cergy (95127)"),
        ("place", "dans le 95", "Val-d’Oise (95)"),
        ("axis", "recruter", "Recruter"),
        ("period", "du 11 au 15 janvier 2027", "du 11 au 15 janvier 2027"),
        ("weeks", "semaine du 11 janvier 2027", "du 11 au 15 janvier 2027"),
        ("size_band", "nous sommes 12 salariés", "10 à 49 salariés"),
        ("siret", "SIRET 12345678901234", "12345678901234 (clé fausse)"),
    ],
)
@pytest.mark.usefixtures("still_clock")
def test_what_the_readers_find_is_told(name: str, text: str, told: str) -> None:
    found = read_entities(text, Context(clock.today(), "fr"), [name])
    assert [shown(entity) for entity in found] == [told]


@pytest.mark.parametrize(
    "value",
    [
        *("nonsense", "-", "/", "!recruit", "2026-13-45", "2026-11-06/2026-11-02", "2026-11-02/"),
        *(
            "2027-W60",
            "2027-W02,",
            "10000-W01",
            "2027-W02/",
            "NaN",
            "Infinity",
            "1e999999",
            "2 dragons",
        ),
        *("0E-999999", "{value}", "{0.__class__}", "True", "[]"),
    ],
)
@pytest.mark.parametrize("name", [*ENTITIES, "said", ""])
def test_what_has_no_name_is_shown_as_it_is(name: str, value: str) -> None:
    assert shown({"entity": name, "value": value}) == value


@pytest.mark.parametrize("value", [None, "", "  "])
@pytest.mark.parametrize("name", [*ENTITIES, "said"])
def test_what_is_empty_is_a_dash(name: str, value: object) -> None:
    assert shown({"entity": name, "value": value}) == "–"


@pytest.mark.parametrize("value", [{"a": [1]}, [None], True, -3, 2.5, 10**30])
@pytest.mark.parametrize(
    "more",
    [
        {"unit": ["pupils"], "tax": [], "role": [], "valid": False, "problem": []},
        {"unit": 3, "tax": 3, "role": 3, "valid": False},
        {"unit": "dragons", "valid": None, "problem": "unheard of", "approximate": "yes"},
    ],
)
@pytest.mark.parametrize("name", [*ENTITIES, ["place"], None])
def test_nothing_of_an_odd_row_stops_a_page(
    name: object, value: object, more: dict[str, object]
) -> None:
    for locale in ("fr", "en"):
        assert shown({"entity": name, "value": value, **more}, locale)


async def test_under_a_message_stands_what_was_understood(
    database: Database, enter: Enter, cergy: Place
) -> None:
    async with database.unit_of_work() as uow:
        talk = await uow.session.get_one(Conversation, cergy.conversation)
        await heard(
            uow,
            talk,
            77,
            "recruter à Cergy",
            entities=[
                {"entity": "axis", "value": "recruit"},
                {"entity": "place", "value": "95127"},
                {"value": "nameless"},
                {"entity": ["odd"]},
            ],
        )
        await uow.commit()
    page = (await (await enter()).get(f"/conversations/{cergy.conversation}")).text
    page = page.replace("\u00a0", " ")
    for line in ("axe : Recruter", "commune : Cergy (95127)", "– : nameless"):
        assert f"<li>{line}</li>" in page
