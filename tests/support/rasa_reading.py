"""What Rasa's own reader makes of a training file; run by the engine's Python.

``python tests/support/rasa_reading.py FILE`` prints a JSON list of {"text", "intent", "entities"}.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from nlu.engine.absent import leave_out
from nlu.engine.quiet import quiet

quiet()
leave_out()

from rasa.shared.nlu.training_data.loading import load_data  # noqa: E402

if __name__ == "__main__":
    found = [
        {
            "text": example.get("text"),
            "intent": example.get("intent"),
            "entities": example.get("entities") or [],
        }
        for example in load_data(sys.argv[1]).training_examples
    ]
    sys.stdout.write(json.dumps(found))
