"""What every reader of organisations' names needs: their words, and those that end them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reading.places.gazetteer import gazetteer, name_key
from reading.places.reader import find_places
from reading.wordlists import nicknames
from reading.words import fold, word_set

WORD = re.compile(r"&|[^\W_][\w'.&-]*")
PARTICLES = word_set("de du des la le les et l d a au aux en of the and & sur sous dans")
LEAD = word_set("le la les l the de du des d")
STOPS = word_set(
    "i a au aux en dans pour avec est sont et qui que cherche chercher veut nous on je il elle ils "
    "chez par sur a-t-il rep rep+ qpv qui's la-bas in at for with is are has to from siret on "
    "depuis hier lundi mardi mercredi jeudi vendredi janvier fevrier mars avril mai juin juillet "
    "aout septembre octobre novembre decembre ca c'est du de des voudrait aimerait a-t-elle ne n'a "
    "n'est n'ont sont ont se s'est takes prend prennent wants would could"
)


#: A name that has one of these is no organisation's.
NO_ORGANISATIONS = word_set(
    "siret siren rna uai qpv paqte cdi cdd cdis cdds esats rgpd gdpr cv rh 3e 4e 2nde 3eme "
    "4eme seconde troisieme "
    "quatrieme monsieur madame mme mlle mr mrs missus ms mister dr maitre stage stages dating "
    "france-entiere "
    "telegram whatsapp pdf excel google internet sensibiliser former recruter acheter buy train "
    "recruit "
    "naf ape rep rep+ segpa ulis bac pro ht ttc stade"
)
#: What may have a capital, and begins no name.
NO_NAMES = word_set(
    "siret siren paqte cv rh bts cap qpv rep it qn qp cdi cdd cdis cdds esats pme tpe eti "
    "cfa ddets anct naf ape "
    "rna uai bac pro cpe segpa ulis rep+ ht ttc pmsmp dom esat iae monsieur madame mme m. mr mrs "
    "dr maitre i french english european france francais europe"
)
_CONTRACTS = word_set("cdi cdd qpv rep 3e 4e 2nde cap bts")
_MOST_WORDS = 6
#: What goes on with the sentence behind « and », and no name: “and I'd”, “and Mister Haddad”.
_GOES_ON = word_set(
    "i'd i'm i've i'll we're we've we'd we'll it's my our he she they mister mr mrs missus ms m "
    "mme mlle "
    "monsieur madame"
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


#: A word before a full stop that is no longer may be an abbreviation: « Éts. », « St. ».
_ABBREVIATED = 4


def end_of(said: str, start: int, *, capitals: bool, town: bool = False) -> int:
    """Where the name that begins at `start` ends; with `capitals`, by what has none.

    The town it is in (« Jean-Jaurès de Sarcelles ») is left out, unless with `town`.
    """
    end, at = start, start
    for count in range(_MOST_WORDS):
        word = WORD.match(said, at)
        if word is None:
            break
        key = fold(word[0]).rstrip(".")
        titled = word[0][0].isupper() or word[0][0].isdigit()
        titled = titled or re.match(r"[dl]'[A-ZÀ-Ý]", word[0]) is not None  # « Le Lion d'Or »
        if count and key in _CONTRACTS:
            break
        if count and key in PARTICLES and not titled:
            at = word.end() + 1
            if said[at : at + 1].isdigit():  # « du 1er au 5 février »
                break
            if not said.startswith(" ", word.end()) and not word[0].endswith("'"):
                break
            continue
        if key in STOPS | _GOES_ON or (capitals and not titled) or (not capitals and count > 1):
            break
        end = word.end() - (len(word[0]) - len(word[0].rstrip(".")))
        if not said.startswith(" ", word.end()):
            break
        if word[0].endswith(".") and len(key) > _ABBREVIATED:  # « … Paul-Vernet. Leur tuteur »
            break
        at = word.end() + 1
    return end if town else _without_town(said, start, end)


def _without_town(said: str, start: int, end: int) -> int:
    """« Jean-Jaurès à Sarcelles »: the town is where it is, not its name."""
    match = re.search(
        r" (?:(?:à|a|au|aux|at|in|of|near|sur|de) |d')(?=[A-ZÀ-Ý][^ ]*(?: [A-ZÀ-Ý][^ ]*)?$)",
        said[start:end],
    )
    town = match and only_town(said[start + match.end() : end], former=True)
    return start + match.start() if match and town else end
