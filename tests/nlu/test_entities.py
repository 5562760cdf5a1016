"""What a sentence carries once its intent is known, and what it only seems to carry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from nlu.entities.bare import is_bare
from nlu.entities.carries import AHEAD, ANYWHERE, CARRIES
from nlu.entities.readers import READERS, Context, read_entities
from nlu.entities.settling import settled
from nlu.evaluation.understanding import learned_intents, spellings

ROOT = Path(__file__).resolve().parents[2]
SENTENCES = [
    Path(__file__).with_name(f"entity_{name}.tsv")
    for name in ("sentences", "classes", "numbers", "english")
]
TODAY = date(2026, 11, 28)


def carried(intent: str, text: str, locale: str = "fr") -> list[dict[str, Any]]:
    context = Context(TODAY, locale)
    return settled(intent, text, read_entities(text, context), context)


def sentences() -> Iterator[tuple[str, str, list[str]]]:
    lines = (line for path in SENTENCES for line in path.read_text("utf-8").splitlines())
    for line in lines:
        if line and not line.startswith("#"):
            intent, text, labels = line.split("\t")
            yield intent, text, [] if labels == "-" else labels.split(";")


@pytest.mark.parametrize(("intent", "text", "labels"), list(sentences()))
def test_a_sentence_carries_what_its_intent_can_and_no_more(
    intent: str, text: str, labels: list[str]
) -> None:
    left = [
        {f"{one['entity']}={spelling}" for spelling in spellings(one)}
        for one in carried(intent, text)
        if not one.get("relative")
    ]
    for label in labels:
        found = next((one for one in left if label in one), None)
        assert found is not None, f"{label} is not among {left}"
        left.remove(found)
    assert left == []


def test_the_table_is_the_one_of_the_manual_and_names_what_can_be_read() -> None:
    told: dict[str, set[str]] = {}
    manual = (ROOT / "docs" / "intents.md").read_text("utf-8").split("### Which entities count")[1]
    for line in manual.split("\n## ")[0].splitlines():
        if line.startswith("| `"):
            intents, entities = line.strip("| ").split(" | ")
            for intent in re.findall(r"`([\w ]+)`", intents):
                told[intent] = set()
                for part in entities.split(";"):
                    only = re.search(r"\(`(\w+)`\)", part)
                    if only is None or only[1] == intent:
                        told[intent] |= set(re.findall(r"(?<!\()`(\w+)`", part))
    assert told.pop("any intent") == ANYWHERE
    assert told.keys() == CARRIES.keys() - {"commit", "declare_nothing"}
    for intent, names in told.items():
        assert names == CARRIES[intent], intent
    assert set().union(*CARRIES.values()) <= READERS.keys()
    assert learned_intents(ROOT) | {"commit"} >= AHEAD
    assert CARRIES["commit"] == CARRIES["log_action"]


def test_where_and_of_what_trade_counts_in_every_intent() -> None:
    said = carried("thanks", "merci de la part du coiffeur, à Cergy")
    assert [(one["entity"], one["value"]) for one in said] == [
        ("place", "95127"),
        ("job", "coiffeur"),
    ]


@pytest.mark.parametrize(
    ("intent", "text", "name", "value"),
    [
        ("data_erasure", "effacez mon numéro, 06 12 34 56 78", "phone", "+33612345678"),
        ("data_access", "ma copie à karim@example.com svp", "email", "karim@example.com"),
        ("out_of_scope", "ma fille est en 3e, elle cherche un stage", "level", "troisieme"),
        ("pause_offer", "je gèle l'offre pour les secondes", "level", "seconde"),
        ("greet", "bonjour, moi c'est Nadia Benali", "person_name", "Nadia Benali"),
        ("answer_request", "d'accord pour la demande de Mme Ferrat", "person_name", "Ferrat"),
        ("cancel_request", "je retire ma demande du 5 octobre 2026", "date", "2026-10-05"),
        ("cancel_request", "annulez pour la semaine 4 de 2027", "weeks", "2027-W04"),
        ("join_program", "notre association, W751204388, peut-elle signer ?", "rna", "W751204388"),
    ],
)
def test_what_is_unmistakable_counts_in_every_intent(
    intent: str, text: str, name: str, value: str
) -> None:
    assert [one["value"] for one in carried(intent, text) if one["entity"] == name] == [value]


def test_capitals_alone_tell_somebodys_name_only_where_people_present_themselves() -> None:
    told = {
        intent: carried(intent, "je préviens Bonne Chance") for intent in ("greet", "log_action")
    }
    assert [one["value"] for one in told["greet"]] == ["Bonne Chance"]
    assert told["log_action"] == []


def test_a_name_that_no_dictionary_has_counts_in_every_intent() -> None:
    for intent in ("greet", "log_action", "ask_progress"):
        assert [
            (one["entity"], one["value"]) for one in carried(intent, "je préviens Orlaine Vaudrey")
        ] == [("person_name", "Orlaine Vaudrey")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("avez-vous une réponse de Novaquai pour mes trois élèves ?", "Novaquai"),
        ("we'd like two places on Brindlebox's offer", "Brindlebox"),
        ("Voltigeo voudrait son rapport", "Voltigeo"),
        ("c'est à la demande du groupe TRANSALP 73", "TRANSALP 73"),
        ("retirez ma demande auprès de l'hôtel Punta Chjara", "Punta Chjara"),
        ("Vitraquo fabrique des vitrages", "Vitraquo"),
        ("on a deux places chez molvira pour nos élèves", "molvira"),
        ("WE ASKED FOR TWO PLACES AT TRALVIK", "TRALVIK"),
        ("qorvinal ouvre douze places", "qorvinal"),
    ],
)
def test_a_word_that_no_dictionary_has_is_a_companys_name(text: str, name: str) -> None:
    for intent in ("request_status", "ask_progress"):
        told = [one["name"] for one in carried(intent, text) if one["entity"] == "organisation"]
        assert told == [name]


@pytest.mark.parametrize(
    "text",
    [
        "on cherche une couturière aux Tarterêts",  # a quarter
        "mon atelier est 12 rue Salengro",  # a street
        "Dupliquez mon offre svp",  # an order, and a word that films do not have
        "je vous l'envoie par WhatsApp ou en XLSX",
        "on est à Vénissieux",
        "Désinscription des alertes",
        "j'ai besoin de ta reponnse pour demmain",  # slips of words
        "deux heures de mentorat",  # a word of the programme
        "écrivez à rh at molvira dot example",
    ],
)
def test_what_lies_somewhere_or_is_everybodys_is_no_companys_name(text: str) -> None:
    told = [one["entity"] for one in carried("edit_offer", text)]
    assert "organisation" not in told
    assert "person_name" not in told


@pytest.mark.parametrize(
    ("intent", "text", "day"),
    [
        ("cancel_request", "annulez pour le 20 décembre", "2026-12-20"),
        ("cancel_request", "annulez ma demande envoyée le 20 octobre", "2026-10-20"),
        ("edit_offer", "the offer posted on the 2nd of November: say nine o'clock", "2026-11-02"),
        ("ask_progress", "où en est-on, avant le conseil du 10 décembre ?", "2026-12-10"),
        ("ask_progress", "où en étions-nous au 10 novembre ?", "2026-11-10"),
        ("ask_report", "il me faut le bilan pour le 15 janvier", "2027-01-15"),
        ("inform", "le 15 décembre", "2026-12-15"),
        ("log_action", "deux élèves reçus le 15 décembre", "2025-12-15"),
        ("search_slots", "à partir du 11 janvier, mon numéro 01 99 00 27 15", "2027-01-11"),
        ("cancel_request", "annulez la demande envoyée jeudi", "2026-11-26"),
    ],
)
def test_a_day_without_its_year_lies_where_the_intent_says(
    intent: str, text: str, day: str
) -> None:
    told = [one["value"] for one in carried(intent, text) if one["entity"] == "date"]
    assert told == [day]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("quatre élèves feront leur stage du 14 au 18 décembre", "2026-12-14/2026-12-18"),
        ("deux placements obtenus du 11 au 15 janvier", "2027-01-11/2027-01-15"),
        ("six places trouvées du 9 au 13 novembre", "2026-11-09/2026-11-13"),
    ],
)
def test_places_found_elsewhere_are_of_the_nearest_week(text: str, days: str) -> None:
    told = [one["value"] for one in carried("declare_off_platform", text)]
    assert days in told


@pytest.mark.parametrize(
    ("intent", "text", "place"),
    [
        ("request_status", "la réponse du collège Paul-Vernet", []),
        ("request_status", "la réponse du collège Paul-Vernet, au Vernet", ["31574"]),
        ("inform", "Yolande Saint-Prix, 06 39 98 10 22", []),
    ],
)
def test_a_name_with_a_hyphen_lies_nowhere(intent: str, text: str, place: list[str]) -> None:
    told = [one["value"] for one in carried(intent, text) if one["entity"] == "place"]
    assert told == place


@pytest.mark.parametrize(
    ("intent", "text"),
    [("goodbye", "have a nice Sunday evening"), ("affirm", "Sure")],
)
def test_what_only_sounds_like_a_town_is_none(intent: str, text: str) -> None:
    assert [one for one in carried(intent, text, "en") if one["entity"] == "place"] == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ou en est la demande de noemie castaing ?", "noemie castaing"),
        ("nous declinons la demande de madame ferhat", "ferhat"),
        ("EFFACEZ NADIA KERVELLA DE VOS BASES", "NADIA KERVELLA"),
        ("notre responsable est Alban Treilhou", "Alban Treilhou"),
    ],
)
def test_somebody_is_known_by_a_given_name_or_a_title_in_a_text_of_one_case(
    text: str, name: str
) -> None:
    told = [
        one["value"] for one in carried("request_status", text) if one["entity"] == "person_name"
    ]
    assert told == [name]


def test_a_school_that_bears_somebodys_name_is_nobody() -> None:
    told = carried("request_status", "la demande du college sonia delaunoy, rue paul eluard")
    assert [one["entity"] for one in told if one["entity"] == "person_name"] == []


def test_of_the_report_it_is_asked_what_belongs_in_it() -> None:
    told = carried("ask_report", "faut-il y mettre les heures de mécénat de compétences ?")
    assert [(one["entity"], one["value"]) for one in told] == [
        ("action_type", "skills_sponsorship")
    ]


def test_a_kind_of_body_is_whose_request_it_is_and_elsewhere_any() -> None:
    asks = "d'accord pour la demande de la mission locale"
    told = {
        intent: [one["entity"] for one in carried(intent, asks) if one["entity"] == "organisation"]
        for intent in ("answer_request", "ask_event")
    }
    assert told == {"answer_request": ["organisation"], "ask_event": []}


def test_a_trade_said_by_the_way_is_nobodys() -> None:
    assert carried("repeat", "répétez, le plombier fait du bruit") == []
    assert (
        carried("log_action", "two pupils came to the workshop above the bakery")[-1]["entity"]
        != "job"
    )
    own = carried("complaint", "j'ai un restaurant, notre restaurant attend toujours")
    assert [one["value"] for one in own] == ["restaurant"]


@pytest.mark.parametrize("text", ["je préviens Nadia Benali", "voyez avec Nadia Benali."])
def test_a_known_given_name_is_somebodys_in_every_intent(text: str) -> None:
    for intent in ("greet", "log_action", "data_erasure", "complaint"):
        assert [(one["entity"], one["value"]) for one in carried(intent, text)] == [
            ("person_name", "Nadia Benali")
        ]


def test_two_actions_come_one_after_the_other_each_in_its_group() -> None:
    text = "deux élèves de 3e de Jean-Jaurès en mars, plus un apprenti du quartier depuis lundi"
    told = [
        (one["group"], one["entity"], one["value"], one.get("unit"))
        for one in carried("log_action", text)
    ]
    assert told == [
        ("1", "action_type", "internship_3e", None),
        ("1", "quantity", "2", "pupils"),
        ("1", "level", "troisieme", None),
        ("1", "period", "2026-03-01/2026-03-31", None),
        ("1", "organisation", "Jean-Jaurès", None),
        ("2", "action_type", "apprenticeship", None),
        ("2", "quantity", "1", "contracts"),
        ("2", "date", "2026-11-23", None),
    ]


def test_the_place_of_several_actions_is_said_once_for_all() -> None:
    found = carried("log_action", "à Bobigny, deux stagiaires de 3e et un apprenti")
    places = [one for one in found if one["entity"] == "place"]
    assert [(one["value"], one.get("group")) for one in places] == [("93008", None)]


@pytest.mark.parametrize(
    ("intent", "text", "day"),
    [
        ("log_action", "on a embauché un apprenti en mars", "2026-03-01/2026-03-31"),
        ("log_action", "on s'engage à embaucher un apprenti en mars", "2027-03-01/2027-03-31"),
        ("offer_internship", "deux places en mars", "2027-03-01/2027-03-31"),
        ("search_slots", "il reste des places en mars ?", "2027-03-01/2027-03-31"),
    ],
)
def test_what_was_done_lies_behind_and_what_is_offered_ahead(
    intent: str, text: str, day: str
) -> None:
    (period,) = [one for one in carried(intent, text) if one["entity"] == "period"]
    assert period["value"] == day
    assert period["relative"]


@pytest.mark.parametrize(
    ("intent", "text", "weeks"),
    [
        ("confirm_done", "les deux sont venus la semaine du 23 novembre", ["2026-W48"]),
        ("confirm_done", "they both came in week 47", ["2026-W47"]),
        ("confirm_done", "ils sont venus semaine 49", ["2025-W49"]),
        (
            "log_action",
            "on a accueilli 2 élèves de 3e les semaines 46 et 47",
            ["2026-W46", "2026-W47"],
        ),
        ("log_action", "on accueillera 2 élèves de 3e la semaine 47", ["2027-W47"]),
        ("offer_internship", "deux places semaine 47", ["2027-W47"]),
        ("request_slots", "two places in week 49 please", ["2026-W49"]),
    ],
)
def test_weeks_of_what_is_over_are_the_last_that_bear_their_number(
    intent: str, text: str, weeks: list[str]
) -> None:
    found = [one for one in carried(intent, text) if one["entity"] == "weeks"]
    assert [one["value"] for one in found] == weeks
    assert all(one["relative"] for one in found)


@pytest.mark.parametrize(
    ("intent", "text", "number"),
    [
        ("offer_internship", "deux places à l'atelier", "2"),
        ("edit_offer", "plutôt quatre jeunes que deux", "4"),
        ("search_slots", "il me faut six spots pour mes 3e", "6"),
        ("request_slots", "j'en voudrais trois", "3"),
        ("answer_request", "j'accepte trois élèves sur les cinq demandés", "3"),
        ("confirm_done", "les deux gosses sont venus", "2"),
        ("declare_off_platform", "on a casé 9 minots hors plateforme", "9"),
        ("cancel_request", "laissez tomber nos trois stages", "3"),
    ],
)
def test_places_of_an_internship_are_counted_in_pupils_whatever_they_are_called(
    intent: str, text: str, number: str
) -> None:
    (quantity,) = [one for one in carried(intent, text) if one["entity"] == "quantity"]
    assert (quantity["value"], quantity["unit"]) == (number, "pupils")


def test_a_reading_says_whether_another_day_would_give_another() -> None:
    context = Context(TODAY, "fr")

    def relative(text: str, name: str) -> bool:
        (found,) = read_entities(text, context, [name])
        return bool(found.get("relative"))

    assert relative("hier", "date")
    assert relative("le 3 avril", "date")
    assert not relative("le 3 avril 2026", "date")
    assert relative("semaine 7", "weeks")
    assert not relative("semaine 7 2027", "weeks")


def test_an_ambiguous_town_has_its_candidates_and_a_departement_its_code() -> None:
    (place,) = read_entities("Saint-Denis", Context(TODAY, "fr"), ["place"])
    assert place["value"] == "93066" or "93066" in place["candidates"]
    assert len(place["candidates"]) > 1
    (department,) = read_entities("le référent du 94", Context(TODAY, "fr"), ["place"])
    assert (department["value"], department["name"]) == ("94", "Val-de-Marne")


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("80000001000010", True),
        ("notre SIRET : 800 000 010 00010", True),
        ("contact at greenleaf dot example dot org", True),
        ("zéro six douze trente-quatre cinquante-six soixante-dix-huit", True),
        ("PLUS DE 6000 SALARIES DANS LE GROUPE", True),
        ("college Leon-Blum a Chateauroux", True),
        ("inscrivez-nous, SIRET 800 000 010 00010", False),
        ("rappelez-moi au 06 12 34 56 78", False),
        ("le 06 12 34 56 78 est le numéro du référent ?", False),
        ("on a embauché trois salariés", False),
        ("le collège Jean-Jaurès à Sarcelles cherche dix places", False),
        ("80000001000011", False),  # its key is wrong
        ("bonjour", False),
    ],
)
def test_a_bare_value_is_told_from_a_sentence_with_one(text: str, bare: bool) -> None:
    assert is_bare(text, read_entities(text, Context(TODAY, "fr"))) is bare


@pytest.mark.parametrize(
    ("intent", "text", "jobs"),
    [
        ("find_supplier", "un traiteur pour notre hôtel", ["traiteur"]),
        ("find_supplier", "qui pourrait laver le linge de notre Ehpad ?", ["laver le linge"]),
        ("find_supplier", "gardeners, landscapers rather", ["landscapers"]),
        ("register_supplier", "je répare des ordinateurs", ["répare des ordinateurs"]),
        ("offer_internship", "notre hôtel prend un stagiaire", ["hôtel"]),
        ("offer_internship", "le restaurant Ti Kaz Kréol a des places", ["restaurant"]),
        ("offer_internship", "le garage Ziegler a des places", []),
        ("register_supplier", "les Saveurs de la Ronde Couture à Charleville", []),
    ],
)
def test_of_several_trades_the_one_that_is_meant_counts(
    intent: str, text: str, jobs: list[str]
) -> None:
    assert [one["value"] for one in carried(intent, text) if one["entity"] == "job"] == jobs


@pytest.mark.parametrize(
    ("intent", "text", "found"),
    [
        ("choose_axis", "training only, we are a firm of six", {"axis=train", "size_band=0-9"}),
        ("ask_report", "a scaffolding firm with thirty people, must we?", {"size_band=10-49"}),
        ("find_supplier", "a caterer for a firm of six", {"size_band=0-9"}),
        ("ask_report", "what do we put in about purchasing?", {"axis=buy"}),
        ("ask_axes", "autre chose, sauf les achats", {"axis=!buy"}),
        (
            "ask_about_program",
            "le programme existe toujours en 2026 ?",
            {"period=2026-01-01/2026-12-31"},
        ),
        (
            "join_program",
            "inscrivez-nous, siren 800 000 010, on a 38 salariés",
            {"size_band=10-49", "quantity=38"},
        ),
        (
            "ask_report",
            "les achats du deuxième trimestre",
            {"axis=buy", "period=2026-04-01/2026-06-30"},
        ),
        ("ask_progress", "notre taux en 2024, euh, en 2025", {"period=2025-01-01/2025-12-31"}),
        ("ask_internship_rules", "un élève a-t-il le droit de travailler de nuit ?", set()),
        ("ask_report", "le rapport 2025 du siren 800.000.010", {"period=2025-01-01/2025-12-31"}),
        ("join_program", "nous sommes 320 à Mulhouse", {"size_band=250-4999", "quantity=320"}),
        ("ask_report", "le rapport 2025", {"period=2025-01-01/2025-12-31"}),
        ("offer_internship", "happy to welcome a 3e pupil", {"quantity=1"}),
        ("pause_offer", "remettez les deux places", {"quantity=2"}),
    ],
)
def test_what_is_told_by_the_way_counts_where_it_is_plain(
    intent: str, text: str, found: set[str]
) -> None:
    told = {
        f"{one['entity']}={'!' if one.get('role') else ''}{one['value']}"
        for one in carried(intent, text)
        if one["entity"] in {"axis", "size_band", "period", "date", "quantity"}
    }
    assert told == found
