"""What every reader of organisations' names needs: their words, and those that end them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reading.gazetteer import gazetteer, name_key
from reading.places import find_places
from reading.wordlists import nicknames
from reading.words import word_set

WORD = re.compile(r"&|[^\W_][\w'.&-]*")
PARTICLES = word_set("de du des la le les et l d a au aux en of the and & sur sous dans")
LEAD = word_set("le la les l the de du des d")
STOPS = word_set(
    "i a au aux en dans pour avec est sont et qui que cherche chercher veut nous on je il elle ils "
    "chez par sur a-t-il rep rep+ qpv qui's la-bas in at for with is are has to from siret on "
    "depuis hier lundi mardi mercredi jeudi vendredi janvier fevrier mars avril mai juin juillet "
    "aout septembre octobre novembre decembre ca c'est du de des voudrait aimerait a-t-elle"
)


@dataclass(frozen=True, slots=True)
class Organisation:
    """A name as typed, with the word before it that says what it is (« collège Jean-Jaurès »).

    `name`: without that word, where it is no part of the name.
    """

    value: str
    name: str


def only_town(name: str, *, former: bool = False) -> bool:
    """Whether `name` is a town's name and nothing else; with `former`, one's of old too."""
    found = find_places(name)
    old = former and bool(found.candidates) and gazetteer().is_former(found.query)
    known = found.exact or old or found.query in nicknames()
    return known and found.query == name_key(name)
