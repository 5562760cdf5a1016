"""A place named in passing: taken when it can be nothing else."""

import re

from actions.naming import folded
from reading.places.reader import Commune, PlaceReading, find_places

_LEADS = r"(?:a|au|aux|sur|vers|pres de|cote de|in|at|near)"


def sure(reading: PlaceReading, text: str) -> bool:
    """One commune, by its postcode or after « à »: « Orange » may be a company's name."""
    if not reading.exact or len(reading.candidates) != 1 or reading.foreign:
        return False
    name = r"\W+".join(map(re.escape, reading.query.split()))
    led = re.search(rf"\b{_LEADS}\W+{name}\b", folded(text))
    return reading.postcode is not None or led is not None


def place_in(text: str) -> Commune | None:
    """The commune where ``text`` says that it took place."""
    reading = find_places(text)
    return reading.candidates[0] if sure(reading, text) else None
