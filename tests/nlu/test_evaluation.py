"""How understanding is scored, and that it does not get worse unnoticed."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlu.engine.fingerprint import Inputs
from nlu.engine.train import Reporter, train
from nlu.evaluation import figures
from nlu.evaluation.__main__ import main
from nlu.evaluation.runs import SETS, evaluate
from nlu.evaluation.scores import EntityScore, Found, Share, Understood, score
from nlu.evaluation.sentences import (
    Sentence,
    SetError,
    read_set,
    rewritten,
    with_slips,
    without_accents,
)
from nlu.evaluation.understanding import labels, learned_intents, read, understand
from tests.nlu.harness import ROOT

INTENTS = frozenset({"greet", "inform", "out_of_scope", "log_action"})


def taken(intent: str, *entities: Found, asked_back: bool = False) -> Understood:
    return Understood(intent, 0.9, asked_back, entities)


def test_accuracy_and_macro_f1_count_what_was_meant() -> None:
    meant = [
        Sentence("bonjour", "greet", register="neutral"),
        Sentence("slt", "greet", register="sms"),
        Sentence("Cergy", "inform", register="neutral"),
        Sentence("une blague", "out_of_scope"),
    ]
    scores = score(
        meant, [taken("greet"), taken("inform", asked_back=True), taken("inform"), taken("inform")]
    )
    assert scores.accuracy == Share(2, 4)
    # greet: 1 right of 2 meant, 1 taken; inform: 1 right of 1 meant, 3 taken; out of scope: none.
    assert scores.macro_f1 == pytest.approx((2 / 3 + 2 / 4 + 0) / 3)
    assert scores.registers == {"neutral": Share(2, 2), "sms": Share(0, 1)}
    assert scores.confusions == [("greet", "inform", 1), ("out_of_scope", "inform", 1)]
    assert scores.asked_back == Share(1, 4)
    assert scores.asked_back_right == Share(0, 1)
    assert scores.out_of_scope == Share(0, 1)
    assert scores.false_alarms == Share(0, 3)


def test_entities_count_where_the_sentence_is_labelled() -> None:
    meant = [
        Sentence("à Cergy, 5 élèves", "inform", (("place", "Cergy"), ("quantity", "5 pupils"))),
        Sentence("sauf acheter", "inform", (("axis", "!buy"),)),
        Sentence("à Lyon", "inform"),
    ]
    scores = score(
        meant,
        [
            taken("inform", Found("place", ("95127", "Cergy")), Found("siren", ("800000010",))),
            taken("inform", Found("axis", ("buy",))),
            taken("inform", Found("place", ("69123",))),
        ],
    )
    assert scores.entities is not None
    assert (scores.entities.right, scores.entities.found, scores.entities.wanted) == (1, 3, 3)
    assert scores.by_entity["place"].f1 == 1
    assert scores.by_entity["axis"].f1 == 0
    assert [(missed, extra) for _, missed, extra in scores.entity_misses] == [
        ((("quantity", "5 pupils"),), (("siren", "800000010"),)),
        ((("axis", "!buy"),), (("axis", "buy"),)),
    ]


def test_a_trade_in_words_is_right_under_either_name_and_once() -> None:
    meant = [Sentence("une cleaning company, un salon de coiffure", "inform", (
        ("sector", "cleaning"), ("job", "salon de coiffure"),
    ))]  # fmt: skip
    found = [Found("job", ("cleaning company",)), Found("job", ("coiffure",))]
    scores = score(meant, [taken("inform", *found)])
    assert [scores.by_entity[name].right for name in ("job", "sector")] == [1, 1]
    assert scores.entities is not None
    assert scores.entities.f1 == 1
    twice = score(meant, [taken("inform", *found, Found("sector", ("cleaning",)))])
    assert twice.entities is not None
    assert (twice.entities.right, twice.entities.found) == (2, 3)
    other = score(meant, [taken("inform", Found("job", ("cleaners",)))])
    assert other.entities is not None
    assert other.entities.right == 0


def test_what_depends_on_the_day_is_right_where_a_label_has_it_and_never_too_much() -> None:
    yesterday = Found("date", ("2026-11-27",), by_the_way=True)
    told = score(
        [
            Sentence("hier", "inform", (("date", "2026-11-27"),)),
            Sentence("hier encore", "inform", ()),
            Sentence("avant-hier", "inform", (("date", "2026-11-26"),)),
        ],
        [taken("inform", yesterday)] * 3,
    )
    assert told.entities is not None
    assert (told.entities.right, told.entities.found, told.entities.wanted) == (1, 1, 2)


@pytest.mark.parametrize("label", ["2027-W06", "W06", "6", "06"])
def test_a_week_is_labelled_with_its_year_or_by_its_number(label: str) -> None:
    week = labels([{"entity": "weeks", "value": "2027-W06", "relative": True}])
    for value, right in ((label, 1), ("7", 0)):
        scores = score(
            [Sentence("semaine 6", "inform", (("weeks", value),))], [taken("inform", *week)]
        )
        assert scores.entities is not None
        assert scores.entities.right == right


def test_what_is_asked_back_counts_by_its_first_guess() -> None:
    parsed = {
        "intent": {"name": "nlu_fallback", "confidence": 0.6},
        "intent_ranking": [
            {"name": "nlu_fallback", "confidence": 0.6},
            {"name": "greet", "confidence": 0.3},
        ],
        "entities": [
            {"entity": "place", "value": "95127", "name": "Cergy", "postcodes": ["95000"]},
            {"entity": "axis", "value": "buy", "role": "excluded"},
            {"entity": "quantity", "value": "5", "unit": "pupils"},
        ],
    }
    understood = read(parsed, INTENTS)
    assert (understood.intent, understood.confidence) == ("greet", 0.3)
    assert understood.asked_back
    assert [one.spellings for one in understood.entities] == [
        ("95127", "Cergy", "95000"),
        ("!buy",),
        ("5 pupils", "5 young_people", "5"),
    ]


@pytest.mark.parametrize(
    "label", ["Tremplin Sud", "association Tremplin Sud", "l’association Tremplin Sud"]
)
def test_what_an_organisation_is_may_stand_in_its_label_or_not(label: str) -> None:
    found = {"entity": "organisation", "value": "Tremplin Sud"}
    said = {"intent": {"name": "answer_request", "confidence": 1.0}, "entities": [found]}
    sentence = Sentence("…", "answer_request", (("organisation", label),))
    scores = score([sentence], [read(said, INTENTS | {"answer_request"})])
    assert scores.entities == EntityScore(1, 1, 1)


def test_an_exact_phrase_counts_as_the_intent_that_covers_it() -> None:
    said = {"intent": {"name": "declare_nothing", "confidence": 1.0}, "intent_ranking": []}
    assert read(said, INTENTS).intent == "log_action"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("text\tregister\nbonjour\tsms\n", "the column intent is missing"),
        ("intent\ttext\n", "holds no sentence"),
        ("intent\ttext\ngreet\t\n", "line 2: an intent and a text are wanted"),
        ("intent\ttext\tentities\ngreet\tbonjour\tplace\n", "'place' is not written name=value"),
    ],
)
def test_a_wrong_file_is_refused_in_words(tmp_path: Path, content: str, sentence: str) -> None:
    path = tmp_path / "set.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SetError, match=sentence):
        read_set(path)


def test_an_empty_cell_is_not_labelled_and_a_dash_carries_nothing(tmp_path: Path) -> None:
    path = tmp_path / "set.tsv"
    lines = ["intent\ttext\tentities", "inform\tà Lyon\tplace=Lyon; level=seconde"]
    path.write_text("\n".join([*lines, "inform\tun\t", "inform\tdeux\t-"]), encoding="utf-8")
    labelled, left, nothing = read_set(path)
    assert labelled.entities == (("place", "Lyon"), ("level", "seconde"))
    assert left.entities is None
    assert nothing.entities == ()


def test_a_file_that_is_not_there_is_told_and_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = tmp_path / "model.tar.gz"
    model.touch()
    arguments = [str(tmp_path / "none.tsv"), "--root", str(ROOT), "--model", str(model)]
    assert main(arguments) == 1
    assert "cannot be opened: No such file" in capsys.readouterr().err


def test_slips_are_as_many_as_asked_and_the_same_each_time() -> None:
    text = "nous souhaitons inscrire notre entreprise " * 50
    slip = with_slips(0.1, seed=1)
    once = slip(text)
    assert once == with_slips(0.1, seed=1)(text)
    assert once != slip(text)
    changed = sum(a != b for a, b in zip(with_slips(0.0, 1)(text), text, strict=True))
    assert changed == 0
    assert 0.9 < len(once) / len(text) < 1.1


def test_without_accents_letters_stay() -> None:
    sentences = [Sentence("Où s’inscrit-on, à la rentrée ? Cœur", "greet")]
    assert rewritten(sentences, without_accents)[0].text == "Ou s’inscrit-on, a la rentree ? Coeur"


def test_a_drop_is_told_and_a_gain_is_not() -> None:
    kept = {"fr.intent_accuracy": 0.95, "fr.false_alarms": 0.01, "en.entity_f1": 0.9}
    found = {"fr.intent_accuracy": 0.92, "fr.false_alarms": 0.04, "en.entity_f1": 0.99}
    assert figures.dropped(kept, found) == [
        "fr.false_alarms was 0.010 and is 0.040.",
        "fr.intent_accuracy was 0.950 and is 0.920.",
    ]
    assert figures.dropped(kept, kept) == []


@pytest.mark.model
def test_the_model_understands_as_well_as_it_did() -> None:
    model = train(Inputs(ROOT), Reporter(enabled=False))
    intents = learned_intents(ROOT)
    sets = {name: SETS[name].sentences(ROOT) for name in ("fr", "en")}
    found = evaluate(sets, lambda sentences: understand(model, sentences, intents))
    now = figures.figures({name: score(*pair) for name, pair in found.items()})
    assert figures.dropped(figures.read(ROOT / figures.FILE), now) == []


@pytest.mark.parametrize(
    ("entity", "label"),
    [
        ({"entity": "period", "value": "2026-11-16/2026-11-22"}, ("weeks", "2026-W47")),
        ({"entity": "weeks", "value": "2027-W06"}, ("period", "2027-02-08/2027-02-12")),
        ({"entity": "place", "value": "95127", "name": "Cergy"}, ("place", "95127|95000|Cergy|95")),
        ({"entity": "place", "value": "93066"}, ("place", "93066||Saint-Denis|93/97411|||974")),
        ({"entity": "siren", "value": "800000011", "valid": False}, ("siren", "800000011|false")),
        ({"entity": "quantity", "value": "3", "unit": "pupils"}, ("quantity", "3 young_people")),
        ({"entity": "job", "value": "bakery", "section": "C"}, ("sector", "C|bakery")),
        ({"entity": "job", "value": "informatique", "section": "J"}, ("sector", "J")),
    ],
)  # fmt: skip
def test_a_value_is_right_in_each_way_that_the_tables_write_it(
    entity: dict[str, object], label: tuple[str, str]
) -> None:
    scores = score([Sentence("…", "inform", (label,))], [taken("inform", *labels([entity]))])
    assert scores.entities is not None
    assert (scores.entities.right, scores.entities.found) == (1, 1)


@pytest.mark.parametrize(
    ("entity", "label"),
    [
        ({"entity": "period", "value": "2026-11-16/2026-11-23"}, ("weeks", "2026-W47")),
        ({"entity": "period", "value": "2026-11-23/2026-11-29"}, ("weeks", "2026-W47")),
        ({"entity": "place", "value": "69123"}, ("place", "95127|95000|Cergy|95")),
        ({"entity": "siren", "value": "800000010", "valid": True}, ("siren", "800000010|false")),
        ({"entity": "quantity", "value": "3", "unit": "contracts"}, ("quantity", "3 young_people")),
        ({"entity": "axis", "value": "buy", "role": "excluded"}, ("axis", "buy")),
        ({"entity": "job", "value": "informatique", "section": "J"}, ("sector", "H")),
    ],
)  # fmt: skip
def test_another_value_is_wrong_however_it_is_written(
    entity: dict[str, object], label: tuple[str, str]
) -> None:
    scores = score([Sentence("…", "inform", (label,))], [taken("inform", *labels([entity]))])
    assert scores.entities is not None
    assert scores.entities.right == 0


ALL_BUT_BUY = (("axis", "!buy"),)
THE_OTHER_THREE = (("axis", "raise_awareness"), ("axis", "train"), ("axis", "recruit"))


@pytest.mark.parametrize(
    ("wanted", "f1"), [(ALL_BUT_BUY, 1.0), ((*THE_OTHER_THREE, *ALL_BUT_BUY), 1.0)]
)
def test_all_axes_but_one_may_be_labelled_by_the_one(
    wanted: tuple[tuple[str, str], ...], f1: float
) -> None:
    told: list[dict[str, str]] = [{"entity": "axis", "value": "buy", "role": "excluded"}]
    told += [{"entity": "axis", "value": value} for _, value in THE_OTHER_THREE]
    entities = score(
        [Sentence("tout sauf acheter", "choose_axis", wanted)],
        [taken("choose_axis", *labels(told))],
    ).entities
    assert entities is not None
    assert entities.f1 == f1


def test_an_axis_that_nobody_named_is_too_many() -> None:
    told = [{"entity": "axis", "value": value} for _, value in THE_OTHER_THREE]
    told += [{"entity": "axis", "value": "buy"}]
    entities = score(
        [Sentence("les quatre", "choose_axis", THE_OTHER_THREE)],
        [taken("choose_axis", *labels(told))],
    ).entities
    assert entities is not None
    assert entities.found == 4


def test_what_the_second_wish_carries_is_right_where_a_label_has_it() -> None:
    parsed = {"intent": {"name": "greet", "confidence": 0.9}, "entities": []}
    town = {"entity": "place", "value": "67482", "name": "Strasbourg"}
    told = read(parsed, INTENTS, [town])
    for wanted in ((("place", "Strasbourg"),), ()):
        entities = score([Sentence("…", "greet", wanted)], [told]).entities
        assert entities is None or (entities.right, entities.found) == (len(wanted), len(wanted))


def test_a_headcount_beside_its_size_is_never_too_much() -> None:
    told = [
        {"entity": "size_band", "value": "10-49"},
        {"entity": "quantity", "value": "12", "unit": "employees"},
    ]
    alone = score(
        [Sentence("on est douze", "inform", (("size_band", "10-49"),))],
        [taken("inform", *labels(told))],
    )
    assert alone.entities is not None
    assert alone.entities.f1 == 1
    without = score([Sentence("douze", "inform", ())], [taken("inform", *labels(told[1:]))])
    assert without.entities is not None
    assert without.entities.found == 1


@pytest.mark.parametrize(
    ("cell", "labels"),
    [
        ("axis=train,buy", [("axis", "train"), ("axis", "buy")]),
        ("axis=buy,excluded:true", [("axis", "!buy")]),
        ("axis=train,excluded:buy", [("axis", "train"), ("axis", "!buy")]),
        ("weeks=2027-W11,2027-W12", [("weeks", "2027-W11"), ("weeks", "2027-W12")]),
        ("siret=73282932000074,valid:true", [("siret", "73282932000074,valid:true")]),
    ],
)
def test_one_label_may_list_several(
    tmp_path: Path, cell: str, labels: list[tuple[str, str]]
) -> None:
    (tmp_path / "set.tsv").write_text(f"intent\ttext\tentities\nchoose_axis\t…\t{cell}\n")
    (sentence,) = read_set(tmp_path / "set.tsv")
    assert list(sentence.entities or ()) == labels
