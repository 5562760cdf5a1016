"""What the assistant learns from is complete, and kept apart from what it is judged by."""

import csv
import re
import unicodedata
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

PROJECT = Path(__file__).resolve().parents[2]
TRAINING = PROJECT / "nlu" / "data" / "nlu"
EVALUATION = PROJECT / "nlu" / "data" / "evaluation"
LOCALES = ("fr", "en")

INTENTS = frozenset(
    [
        "greet",
        "goodbye",
        "thanks",
        "affirm",
        "deny",
        "unsure",
        "bot_challenge",
        "human_handoff",
        "complaint",
        "abuse",
        "restart",
        "back",
        "repeat",
        "out_of_scope",
        "ask_about_program",
        "ask_axes",
        "join_program",
        "choose_axis",
        "log_action",
        "correct_action",
        "ask_progress",
        "ask_report",
        "offer_internship",
        "edit_offer",
        "pause_offer",
        "answer_request",
        "confirm_done",
        "search_slots",
        "request_slots",
        "request_status",
        "cancel_request",
        "declare_off_platform",
        "ask_internship_rules",
        "find_supplier",
        "register_supplier",
        "find_referent",
        "check_qpv",
        "ask_event",
        "consent",
        "data_access",
        "data_erasure",
        "stop_notifications",
        "inform",
        "attachment",
    ]
)
AT_LEAST = {"fr": 40, "en": 20}
OUT_OF_SCOPE_AT_LEAST = {"fr": 100, "en": 50}
EVALUATED_AT_LEAST = 15
REGISTERS = frozenset(
    [
        "neutral",
        "sms",
        "no_accents",
        "capitals",
        "dictated",
        "slang",
        "mixed",
        "corrected",
        "two_wishes",
    ]
)
ENTITIES = frozenset(
    [
        "siret",
        "siren",
        "rna",
        "uai",
        "place",
        "qpv",
        "axis",
        "action_type",
        "quantity",
        "date",
        "period",
        "weeks",
        "sector",
        "job",
        "organisation",
        "size_band",
        "person_name",
        "phone",
        "email",
        "level",
    ]
)
# Reserved for examples by RFC 2606 and RFC 6761: nobody can receive mail there.
EXAMPLE_DOMAIN = re.compile(r"(^|\.)(example|example\.(com|org|net|fr))$")
E_MAIL = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)*)")


class Example(NamedTuple):
    locale: str
    intent: str
    text: str


@cache
def training() -> tuple[Example, ...]:
    found: list[Example] = []
    for path in sorted(TRAINING.glob("*/*.yml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert content["version"] == "3.1", path
        for block in content["nlu"]:
            for line in block["examples"].splitlines():
                assert line.startswith("- "), f"{path}: {line!r}"
                found.append(Example(path.parent.name, block["intent"], line[2:].strip()))
    return tuple(found)


@cache
def labelled(path: Path) -> tuple[dict[str, str], ...]:
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def evaluation(locale: str) -> tuple[dict[str, str], ...]:
    return labelled(EVALUATION / f"{locale}.tsv")


def folded(text: str) -> str:
    """The words of a text, without case, accents or punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    without_accents = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[a-z0-9@+]+", without_accents)) or text


@pytest.mark.parametrize("locale", LOCALES)
def test_every_intent_has_enough_examples(locale: str) -> None:
    counts = Counter(example.intent for example in training() if example.locale == locale)
    thin = {name: counts[name] for name in INTENTS if counts[name] < AT_LEAST[locale]}
    assert not thin
    assert counts["out_of_scope"] >= OUT_OF_SCOPE_AT_LEAST[locale]


def test_only_the_agreed_intents_are_trained() -> None:
    assert {example.intent for example in training()} == INTENTS


def test_every_trained_intent_is_known_to_the_domain() -> None:
    known: set[str] = set()
    for path in (PROJECT / "domain.yml", PROJECT / "nlu" / "domain.yml"):
        if path.exists():
            for entry in yaml.safe_load(path.read_text(encoding="utf-8")).get("intents", []):
                known.add(entry if isinstance(entry, str) else next(iter(entry)))
    assert not known or known >= INTENTS


def test_no_sentence_is_taught_under_two_intents() -> None:
    intents: defaultdict[str, set[str]] = defaultdict(set)
    for example in training():
        intents[folded(example.text)].add(example.intent)
    assert {text: names for text, names in intents.items() if len(names) > 1} == {}


def test_no_sentence_is_written_twice_in_one_language() -> None:
    counts = Counter(training())
    assert [example for example, times in counts.items() if times > 1] == []


def test_examples_are_plain_text_without_entity_annotations() -> None:
    annotated = re.compile(r"\[[^\]]*\][({]")
    assert [example for example in training() if annotated.search(example.text)] == []
    assert [example for example in training() if not example.text] == []


@pytest.mark.parametrize("path", sorted(EVALUATION.rglob("*.tsv")), ids=lambda path: path.stem)
def test_no_evaluation_sentence_is_trained_on(path: Path) -> None:
    taught = {folded(example.text) for example in training()}
    rows = labelled(path)
    assert rows
    assert [row["text"] for row in rows if folded(row["text"]) in taught] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_every_intent_is_evaluated_often_enough(locale: str) -> None:
    counts = Counter(row["intent"] for row in evaluation(locale))
    assert set(counts) == INTENTS
    assert {name: n for name, n in counts.items() if n < EVALUATED_AT_LEAST} == {}
    texts = Counter(folded(row["text"]) for row in evaluation(locale))
    assert [text for text, times in texts.items() if times > 1] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_evaluation_rows_have_known_registers_and_entities(locale: str) -> None:
    for row in evaluation(locale):
        assert row["register"] in REGISTERS, row
        if row["entities"] == "-":  # it carries nothing
            continue
        for label in filter(None, row["entities"].split(";")):
            name, _, value = label.partition("=")
            assert name in ENTITIES and value, row
    used = {row["register"] for row in evaluation(locale)}
    # English has no accents to lose.
    assert used == REGISTERS - ({"no_accents"} if locale == "en" else set())


def test_mail_addresses_belong_to_nobody() -> None:
    texts = [example.text for example in training()]
    texts += [row["text"] for locale in LOCALES for row in evaluation(locale)]
    domains = {domain.lower() for text in texts for domain in E_MAIL.findall(text)}
    assert domains, "the check would be empty"
    assert {domain for domain in domains if not EXAMPLE_DOMAIN.search(domain)} == set()
