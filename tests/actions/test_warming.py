"""Nobody waits for what is loaded once."""

import subprocess
import sys

#: In a process of its own: this one has loaded what other tests needed.
_WARMED = """
from actions import languages
from actions.warming import warm_up
from reading.places import gazetteer

loaded = (languages._identifier, gazetteer.gazetteer)
assert [one.cache_info().currsize for one in loaded] == [0, 0]
warm_up()
print([one.cache_info().currsize for one in loaded])
"""


def test_what_is_loaded_once_is_loaded_before_the_first_person() -> None:
    said = subprocess.run(
        [sys.executable, "-c", _WARMED], capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "[1, 1]"
