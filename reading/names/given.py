"""People told by their given names: « carry on with Karine », « Ma collègue Yasmina Orsini ».

A given name with a capital, and the family name behind it, are somebody's wherever they stand,
unless a word before them makes them a school's, a street's or a company's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from reading.dates.words import MONTHS, WEEKDAYS
from reading.organisations.capitals import OPENS, is_firm
from reading.organisations.words import only_town
from reading.places.gazetteer import gazetteer, name_key
from reading.wordlists import lines_of
from reading.words import fold, word_set

_CAPITAL = r"[A-ZÀ-ÖØ-Ý][a-zà-öø-ÿ]+(?:['-]?[A-ZÀ-ÖØ-Ý][a-zà-öø-ÿ]+)*"
_PERSON = re.compile(
    rf"(?:(?<![\w'’&@./-])|(?<=\b[dD]['’]))(?P<given>{_CAPITAL})"
    rf"(?P<family>(?: (?:(?:de|du|el|ben|van|von|le|la|da|dos) |d'|O')?"
    rf"(?:{_CAPITAL}|[A-ZÀ-ÖØ-Ý]{{2,}}(?:-[A-ZÀ-ÖØ-Ý]+)*)){{0,3}})(?![\w@-]|\.\w|'(?!s\b))"
)
#: What bears somebody's name and is nobody: « collège Simone Veil », « chez Karine ».
_BEARS_NAMES = re.compile(
    r"\b(?:college|clg|lycee|lp|ecole|school|cfa|institut|institute|universite|university|campus|"
    r"rue|avenue|av|boulevard|bd|place|square|allee|allees|impasse|chemin|quai|cours|route|pont|"
    r"gymnase|stade|theatre|hopital|centre|cite|quartier|residence|parc|espace|salle|fondation|"
    r"foundation|association|asso|society|ong|ngo|charity|mission|entreprise|societe|boite|groupe|"
    r"group|company|firm|sarl|sas|eurl|ets|etablissements|maison|garage|cabinet|atelier|ateliers|"
    r"chez|estate|street|road|start-?up|enseigne|agence|agency|shop|boutique|ville|"
    r"saint|sainte|st|ste|fille|fils|daughter|son|la|le|les|du|des|the|"
    r"aux?)(?: (?:pro(?:fessionnel)?|agricole|general|technique|prive|public))?(?: (?:de |"
    r"d')?(?:la |"
    r"l')?)?(?:d')?$"
    r"|\b(?:college|lycee|ecole|school)[,:] $|\bin $|"
    r"\b(?:eleves?|collegiens|lyceens|pupils?|students?|class(?:e|es)?|stagiaires?) (?:de |d'|of |"
    r"at |from )$"
)
_IS_A_PLACE = re.compile(
    r",? (?:(?:[Hh]igh|[Ss]econdary|[Mm]iddle|[Pp]rimary|[Jj]unior) )?"
    r"(?:[Ss]chool|[Cc]ollege|[Ss]treet|[Hh]ospital|[Ss]tadium|[Ee]state|[Cc]entre)\b"
)
_PART_OF_NAME = re.compile(r"(?:[A-ZÀ-Ý][\w'-]*|&) (?:(?:de|du|des|d'|&|et|of|by|and) ?)?$")
#: Data are somebody's: « les données de », “personal data of”.
_DATA_OF = re.compile(
    r"\b(?:(?:data|details) (?:of|about|on|for)|donn[ée]es (?:perso(?:nnelle)?s? )?"
    r"(?:de|concernant|sur)) $|\bdonn[ée]es (?:perso(?:nnelle)?s? )?d['’]$",
    re.IGNORECASE,
)
_TITLES = word_set("mr mister mrs missus miss ms m mme mlle dr madame monsieur docteur maitre")
_CALENDAR = frozenset(MONTHS) | frozenset(WEEKDAYS)
_SENTENCE = re.compile(r"(?:^|[.!?:;…] )[\"« ]*$")
#: A given name that begins a sentence is somebody's where it is called or says where from.
_CALLED = re.compile(r",|'s\b| (?:de |du |from |at |a |est |is |has |was |ici|here|speaking)")


@cache
def given_names() -> frozenset[str]:
    """Every given name of the lists, folded."""
    listed = [*lines_of("given_names.txt"), *lines_of("more_given_names.txt")]
    return frozenset(name for line in listed for name in line.split())


def is_given(word: str) -> bool:
    """Whether `word`, or each part of it between hyphens, is a given name."""
    known, key = given_names(), fold(word)
    return key in known or ("-" in key and all(part in known for part in key.split("-")))


def bears_a_name(led: str, said: str, end: int) -> bool:
    """Whether a name of `said` that ends at `end` is a school's, a street's or a company's.

    `led`: what stands before it, folded, with the space.
    """
    return bool(_BEARS_NAMES.search(led) or _IS_A_PLACE.match(said, end))


@lru_cache(maxsize=64)
def known_people(said: str) -> tuple[tuple[int, int], ...]:
    """Where `said` names people whose given name is known; none where all is in capitals."""
    return () if said.isupper() else tuple(_people(said))


def _people(said: str) -> Iterator[tuple[int, int]]:
    at = 0
    while match := _PERSON.search(said, at):
        at = match.end("given") + 1
        start, given = match.start(), match["given"]
        family = match["family"]
        before = said[:start]
        if not is_given(given) and not (family and _DATA_OF.search(before)):
            continue
        led = fold(before) + (" " if before.endswith(" ") else "")
        if bears_a_name(led, said, match.end()):
            at = match.end()
            continue
        if (part := _PART_OF_NAME.search(before)) and not _opens(before, part):
            at = match.end()
            continue
        if not family and (_is_town(given) or not _stands_alone(said, match)):
            continue
        if family and (only_town(given + family) or is_firm(given + family)):
            continue
        at = match.end()
        _, of, where = family.rpartition(" de ")
        lives = bool(of) and only_town(where)  # « Karim de Creil »
        yield start, match.end() - (len(of) + len(where) if lives else 0)


def _opens(before: str, part: re.Match[str]) -> bool:
    """Whether the word with a capital before a name begins the sentence: « Contactez Hervé »."""
    word = fold(part[0].split(" ")[0])
    if word in OPENS | _CALENDAR or word.rstrip(".") in _TITLES:
        return True
    begins = _SENTENCE.search(before[: part.start()]) is not None
    return begins and part[0].count(" ") == 1 and not is_firm(f"{word} x") and not is_given(word)


def _stands_alone(said: str, match: re.Match[str]) -> bool:
    """Whether a given name alone is somebody's, by where it stands."""
    if said[match.end() : match.end() + 1] == "-":
        return False
    opens = _SENTENCE.search(said[: match.start()]) is not None
    return not opens or _CALLED.match(said, match.end()) is not None


def _is_town(name: str) -> bool:
    towns = gazetteer().by_key(name_key(name))
    return bool(towns) and towns[0].population >= 200
