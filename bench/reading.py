"""What reading the entities of a text costs: CPU time a text, outside of every cache, and loading.

The French evaluation sentences, each once, in processes of their own.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SENTENCES = ROOT / "nlu" / "data" / "evaluation" / "fr.tsv"
RUNS = 5

_MEASURE = """
import json, sys, time
from datetime import date
begun = time.process_time()
from nlu.entities.readers import Context, read_entities, warm_up
from nlu.entities.settling import settled
warm_up()
loaded = time.process_time() - begun
context, costs = Context(date(2026, 11, 28), "fr"), []
for intent, text in json.load(sys.stdin):
    begun = time.process_time()
    settled(intent, text, read_entities(text, context), context)
    costs.append(time.process_time() - begun)
print(json.dumps([loaded, costs]))
"""


def run() -> dict[str, float]:
    """The medians of five runs."""
    rows = [line.split("\t")[:2] for line in SENTENCES.read_text("utf-8").splitlines()[1:]]
    loads, means, late = [], [], []
    for _ in range(RUNS):
        done = subprocess.run(
            [sys.executable, "-c", _MEASURE],
            cwd=ROOT,
            input=json.dumps(rows),
            capture_output=True,
            text=True,
            check=True,
        )
        loaded, costs = json.loads(done.stdout)
        loads.append(loaded)
        means.append(statistics.mean(costs) * 1000)
        late.append(statistics.quantiles(costs, n=20)[-1] * 1000)
    return {
        "reading_load_s": statistics.median(loads),
        "reading_text_ms": statistics.median(means),
        "reading_text_p95_ms": statistics.median(late),
    }
