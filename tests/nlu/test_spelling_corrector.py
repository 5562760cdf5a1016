"""Slips are mended by the words of the training sentences, for the featurizers alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.spelling import WORDING
from nlu.components.spelling_corrector import Corrector, SpellingCorrector, words_of
from nlu.dictionary import dictionary

LEARNED = {"inscrire": 9, "entreprise": 8, "élèves": 5, "stage": 7, "staff": 3, "ville": 2}
CORRECTOR = Corrector(LEARNED, frozenset({"page", "vile"}), shortest=3, long=6)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("inscrrire mon etnreprise", "inscrire mon entreprise"),
        ("des élevse en stge", "des élèves en stage"),
        ("eleves", "eleves"),  # an accent is no slip
        ("page", "page"),  # a word that people use
        ("vile", "vile"),
        ("stagf", "stage"),  # the more frequent of two as near
        ("ab", "ab"),
        ("zzzzzzzz", "zzzzzzzz"),
        ("à 10h30", "à 10h30"),
    ],
)
def test_an_unknown_word_is_read_as_the_nearest_learned_one(typed: str, read: str) -> None:
    assert CORRECTOR.corrected(typed) == read


def test_a_rare_word_is_no_model() -> None:
    assert words_of(["un stage", "un satge"], often=2) == {"un": 2}


def test_the_dictionaries_hold_both_languages() -> None:
    known = dictionary(50)
    assert {"boulangerie", "eleve", "bakery", "where"} <= known
    assert "etnreprise" not in known


def test_what_was_learned_is_read_back_and_the_text_stays(tmp_path: Path) -> None:
    storage = LocalModelStorage.create(tmp_path)
    resource = Resource("words")
    context = ExecutionContext(GraphSchema({}), node_name="corrector")
    config = SpellingCorrector.get_default_config()
    texts = ["je veux inscrire mon entreprise", "inscrire une entreprise"]
    examples = [Message(data={TEXT: text}) for text in texts]
    SpellingCorrector.create(config, storage, resource, context).train(TrainingData(examples))
    loaded = SpellingCorrector.load(config, storage, resource, context)
    message = Message(data={TEXT: "jveux inscrrire mon etnreprise"})
    loaded.process([message])
    assert message.get(WORDING) == "je veux inscrire mon entreprise"
    assert message.get(TEXT) == "jveux inscrrire mon etnreprise"
