"""``nlu/.venv/bin/python -m tests.nlu.fuzz COUNT``: odd texts through the engine; prints JSON."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Understand as many odd texts as the argument says, on the programme's model."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    from nlu.engine.absent import leave_out
    from nlu.engine.quiet import quiet

    quiet()
    leave_out()
    from nlu.engine.fingerprint import Inputs
    from nlu.engine.tracker_store import CompactTrackerStore
    from nlu.engine.train import Reporter, train
    from tests.nlu.harness import SECRET, an_agent, serving_actions
    from tests.nlu.understanding import understand_all
    from tests.support.odd_texts import drawn, odd_texts

    texts = drawn(odd_texts, int(sys.argv[1]))
    model = train(Inputs(ROOT), Reporter(enabled=False))
    with tempfile.TemporaryDirectory() as folder, serving_actions({}) as actions:
        database = f"sqlite:///{folder}/engine.sqlite3"
        store = CompactTrackerStore(None, host=database, secrets=[SECRET])
        passage = understand_all(an_agent(model, store, actions), texts)
        store.close()
    told = {**asdict(passage), "slowest_text": texts[passage.slowest][:80]}
    told["wrong"] = [[texts[number], how] for number, how in passage.wrong]
    sys.stdout.write(json.dumps(told) + "\n")
    # The processor's thread has nothing more to do.
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
