"""The model's components run in an order of our own, and give what Rasa's runner gives."""

from __future__ import annotations

import numpy as np
import pytest
from rasa.core.channels.channel import UserMessage
from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER
from rasa.engine.exceptions import GraphRunError
from rasa.shared.core.events import ActiveLoop, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from nlu.components.char_ngrams import CharNgramFeaturizer
from nlu.engine.fingerprint import Inputs
from nlu.engine.processor import EngineAgent, EngineProcessor
from nlu.engine.train import Reporter, train
from tests.nlu.harness import ROOT
from tests.nlu.stock import stock_runner

pytestmark = pytest.mark.model

SAID = (
    *("bonjour", "c’est quoi PaQte ?", "12", "Cergy", "été à l’ÉCOLE", "zzz", "漢字", "?"),
    "inscrrire mon etnreprise svp",
    "on a animé un atelier, et c'est quand le prochain forum ?",
    "how do I take a trainee from a lycée in Nanterre, and when is the forum?",
)


@pytest.fixture(scope="module")
def processor() -> EngineProcessor:
    agent = EngineAgent()
    agent.load_model(train(Inputs(ROOT), Reporter(enabled=False)))
    assert agent.processor is not None
    return agent.processor


@pytest.mark.parametrize("form", [None, "join_form"])
def test_a_message_is_understood_as_by_rasas_runner(
    processor: EngineProcessor, form: str | None
) -> None:
    target = processor.model_metadata.nlu_target
    opened = [ActiveLoop(form), SlotSet("requested_slot", "join_town")] if form else []
    tracker = DialogueStateTracker.from_events("x", opened, processor.domain.slots)
    rasa = stock_runner(processor.graph_runner)
    for text in SAID:
        understood = []
        for runner in (processor.graph_runner, rasa):
            inputs = {PLACEHOLDER_MESSAGE: [UserMessage(text)], PLACEHOLDER_TRACKER: tracker}
            (message,) = runner.run(inputs, [target])[target]
            understood.append(message.as_dict(only_output_properties=True))
        assert understood[0] == understood[1], text


def test_what_nobody_gives_is_missed(processor: EngineProcessor) -> None:
    with pytest.raises(GraphRunError):
        processor.graph_runner.run({}, [processor.model_metadata.core_target])


def test_one_row_of_letters_is_what_it_is_among_many(processor: EngineProcessor) -> None:
    (featurizer,) = (
        node._component
        for node in processor.graph_runner._nodes.values()
        if isinstance(node._component, CharNgramFeaturizer)
    )
    together = featurizer.rows(list(SAID))
    for row, text in zip(together, SAID, strict=True):
        alone = featurizer.row(text)
        row.sort_indices()
        assert alone.indices.tolist() == row.indices.tolist()
        assert np.array_equal(alone.data, row.data), text
