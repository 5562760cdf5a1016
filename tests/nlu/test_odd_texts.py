"""Whatever is typed, whatever question is open, the engine understands something, soon."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from nlu.engine.fingerprint import Inputs
from nlu.engine.processor import EngineAgent
from nlu.engine.tracker_store import CompactTrackerStore
from nlu.engine.train import Reporter, train
from tests.nlu.harness import ROOT, SECRET, ActionServer, an_agent
from tests.nlu.understanding import understand_all
from tests.support.odd_texts import drawn, odd_texts

pytestmark = pytest.mark.model

#: The whole ten thousand are ``make bench SUITE=fuzz``.
TEXTS = 500
#: CPU time of one text, understood twice; measured: see docs/performance.md.
LIMIT_S = 2.0


@pytest.fixture(scope="module")
def programme(
    action_server: ActionServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[EngineAgent]:
    """The programme's own model."""
    database: Path = tmp_path_factory.mktemp("odd") / "engine.sqlite3"
    store = CompactTrackerStore(None, host=f"sqlite:///{database}", secrets=[SECRET])
    agent = an_agent(train(Inputs(ROOT), Reporter(enabled=False)), store, action_server)
    yield agent
    assert agent.processor is not None
    agent.processor.close()
    store.close()


def test_any_text_is_understood_as_something_at_any_question(programme: EngineAgent) -> None:
    texts = drawn(odd_texts, TEXTS)

    passage = understand_all(programme, texts)

    assert [(texts[number], how) for number, how in passage.wrong] == []
    assert passage.understood == 2 * TEXTS
    assert passage.slowest_s < LIMIT_S, texts[passage.slowest]
