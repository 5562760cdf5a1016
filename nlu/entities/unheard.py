"""Names that no dictionary has: « une place chez Datalune », “Sogétrans wants to join”.

The readers of ``reading`` know a name by the words around it. Here it is told by itself: a word
with a capital that French and English people do not use, that is no town, and where no quarter,
street or programme is spoken of, is a company's or somebody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from nlu.dictionary import dictionary, is_near_word
from nlu.entities.one_case import people_in_one_case
from nlu.entities.one_word import companies_led_to
from nlu.entities.readers import Found, placed
from nlu.entities.strange_words import FREQUENT, SHORTEST, THINGS, Kind, Unheard
from reading.dates.words import MONTHS, WEEKDAYS
from reading.names.given import is_given
from reading.organisations.capitals import OPENS, is_firm
from reading.places.reader import find_places
from reading.words import fold, word_set, written_out

#: A word this long is no slip of another by chance.
_SHORTEST_ALONE: Final = 5
#: An organisation's name has at least two.
_FEWEST_LETTERS: Final = 2
_TITLED: Final = r"[A-ZÀ-ÝĀ-Ž][\w'&+-]*"
_NAMES: Final = re.compile(
    rf"(?<![\w'@./-])(?:\d(?=[A-Z]))?{_TITLED}"
    rf"(?: (?:(?:& |de la |de l'|des |du |de |d'|of |van |ben |el )?{_TITLED}|\d\d(?!\d)))*"
)
#: Behind these a place is meant, whatever its name: « une fournisseuse de la Duchère ».
_WHERE: Final = re.compile(
    r"(?:\b(?:a|au|aux|in|near|dans|a la|de la|du|des|les?|la|the|sur|vers|cote|pres d[eu]|"
    r"quartiers?|quarter|cite|estate|rue|avenue|av|allee|impasse|chemin|boulevard|bd|quai|place|"
    r"square|route|street|marche (?:des|de|du)|habite|lives at|lives in)|\b(?:a )?l'|\brue de la|"
    r"\brue du) ?$"
)
#: “The Rivaltis offer”, “at the Azélie laundry”: whose it is, and not where.
_ITS: Final = re.compile(r"(?:'s)? (?:offers?|placements?|adverts?|requests?|team|one|laundry)\b")
#: What a company or a person does, begun with its name.
_DOES: Final = re.compile(
    r"(?:'s|,? (?:a|ont|est|sont|n'a|n'est|cherche|recherche|accueille|propose|veut|voudrait|"
    r"souhaite\w*|aimerait|prend|peut|offre|recrute|demande|ouvre|attend|vous|nous|se|s'|me|ne|"
    r"has|have|is|was|wants?|wishes|would|will|can|could|may|needs?|hosts?|offers?|takes?|took|"
    r"places?|found|opens?|here|asks?|asked|had|let|says?|said|gave|did|just|also|never|already|"
    r"allows|refuses|swears|mentioned|from|of|de|du|d'|chez)\b)"
)
#: What a word that is no slip of a word does, at the beginning of a sentence.
_SAYS: Final = re.compile(r" (?!(?:de|des|du|and|it|our|my|the|et)\b)[a-zà-ÿ]")
#: Who speaks, or who is to be called.
_SOMEBODY: Final = re.compile(
    r"(?:\b(?:my name is|name'?s|name(?: is| ?:)|surname(?: is)?|misspelled|i'm|i am|called|this "
    r"is|it is|it's|moi|(?:responsable|gerante?|directeur|directrice|drh|patronne?|dirigeante?|"
    r"presidente?|manager|director|head|owner) (?:est|is|c'est|:)|je suis|jsuis|m'appelle|moi "
    r"c'est|c'est|signed?|signe|contact(?: is| est)?:?|tut(?:or|eur|rice)(?: is| est)? ?:?|"
    r"colleague|collegue|sister|brother|soeur|frere|son|daughter|fils|fille|mon ami|boss|"
    r"patronne?|call|ask for|appele[rz]|joindre|speak (?:to|with)|parler (?:a|avec)|thanks to|"
    r"note ?:)|\b(?:mr|mrs|ms|miss|mme|mlle|m|monsieur|madame|mister|dr|maitre)\.?),? $"
)
_HERE: Final = re.compile(r"\b(?:ici|this is|here is|here's) $")
_SPEAKS: Final = re.compile(r",? (?:speaking|here\b|à l'appareil|au téléphone|qui vous)")
_CONTACT: Final = re.compile(r"[,:]? (?:\+?\d[\d .]{8,}|\S+@)")
#: Entities that hold names already.
_NAMES_OF: Final = frozenset({"organisation", "person_name", "qpv", "email", "place"})
_SPEAKING: Final = word_set("i'm i'd i've i'll we're we'd we've j'ai c'est qu'est est-ce oui non")
_CALENDAR: Final = frozenset(MONTHS) | frozenset(WEEKDAYS)
_SENTENCE: Final = re.compile(r"(?:^|[.!?:…] )\W*$")
_ORDER: Final = re.compile(r"(?:\w{3,}ez(?:-\w+)?|\w+-(?:nous|moi|les?|la))$")


def with_unheard(text: str, kept: Sequence[Found]) -> list[Found]:
    """``kept``, and the names of ``text`` that no dictionary has and nothing is read from yet."""
    entities = [_of_a_company(text, one) for one in kept if not _is_a_number(one)]
    taken = [
        fold(str(one.get("said") or one["value"])) for one in kept if one["entity"] in _NAMES_OF
    ]
    for one in unheard_names(text):
        name = fold(one.name)
        if any(name in words or words in name for words in taken):
            continue
        if one.kind == "person_name" and any(e["entity"] == "person_name" for e in entities):
            continue
        entities = [
            e for e in entities if e["entity"] != "job" or fold(str(e["value"])) not in name
        ]
        taken.append(name)
        entities.append(placed({"entity": one.kind, "value": one.name, "name": one.name}, text))
    return entities


def _is_a_number(entity: Found) -> bool:
    """« La société 800-000-028 » is called by its number, and has no name."""
    letters = sum(char.isalpha() for char in str(entity["value"]))
    return entity["entity"] == "organisation" and letters < _FEWEST_LETTERS


def _of_a_company(text: str, entity: Found) -> Found:
    """« Ici Soconet », « Hyper Nordal »: no given name, and no word; a company, and nobody."""
    if _lies_there(text, entity):
        return {**entity, "entity": "qpv"}
    if entity["entity"] != "person_name":
        return entity
    words = str(entity["value"]).split(" ")
    if is_given(words[0]) or not _is_unheard(" ".join(words)):
        return entity
    before = fold(text).partition(fold(str(entity["value"])))[0]
    first_is_a_word = len(words) > 1 and fold(words[0]) in dictionary(FREQUENT)
    here = len(words) == 1 and _HERE.search(before)
    if (first_is_a_word and not _SOMEBODY.search(before)) or here:
        return {**entity, "entity": "organisation", "name": entity["value"]}
    return entity


#: « Situées à Monplaisir », « les entreprises de Monplaisir »: what no commune is called.
_SITUATED: Final = re.compile(
    r"\b(?:(?:situe|implante|installe|base)\w*|habit\w+|located|based|living|lives?) "
    r"(?:a|au|aux|in|at) $|\b(?:entreprises|societes|commerces|artisans|jeunes|habitant\w*|"
    r"companies|firms|shops|residents|people) (?:de|du|des|of|from|in) $"
)


def _lies_there(text: str, entity: Found) -> bool:
    value = str(entity["value"])
    alone = entity["entity"] in {"organisation", "person_name"} and " " not in value
    return alone and _SITUATED.search(fold(text).partition(fold(value))[0]) is not None


def unheard_names(text: str) -> Iterator[Unheard]:
    """The names of ``text`` that no dictionary has; of a text in one case those of people."""
    said, flat = written_out(text), fold(text)
    if len(said) != len(flat):
        return
    yield from companies_led_to(said, flat)
    if said.isupper() or said.islower():
        yield from people_in_one_case(said, flat)
        return
    for match in _NAMES.finditer(said):
        start, words = _without_opening(said, match)
        while words and fold(words[-1]) in _CALENDAR:
            words.pop()
        name = " ".join(words).removesuffix("'s").removesuffix("'")
        if not name or not _is_unheard(name):
            continue
        if _WHERE.search(flat[:start]) and not _ITS.match(flat, start + len(name)):
            continue
        found = find_places(name)
        if found.candidates or found.departments or found.foreign:
            continue
        kind = _kind(said, flat, start, name)
        if kind is not None:
            yield Unheard(start, name, kind)


def _without_opening(said: str, match: re.Match[str]) -> tuple[int, list[str]]:
    """Where the name begins, and its words, without those that open the sentence before it."""
    start, words = match.start(), match[0].split(" ")
    begins = _SENTENCE.search(said[:start]) is not None
    while words:
        first = fold(words[0])
        opening = begins and (first in dictionary(FREQUENT) or _ORDER.match(first))
        if first not in OPENS | _SPEAKING and not opening:
            break
        if len(words) > 1 and is_firm(" ".join(words)) and first not in OPENS:
            break
        start += len(words.pop(0)) + 1
        begins = False
    return start, words


def _is_unheard(name: str) -> bool:
    parts = [part for part in re.split(r"[\W_]+", fold(name)) if part]
    if not parts or not THINGS.isdisjoint(parts):
        return False
    known = dictionary(FREQUENT)
    return any(p.isalpha() and len(p) >= SHORTEST and p not in known for p in parts)


def _kind(said: str, flat: str, start: int, name: str) -> Kind | None:
    words = name.split(" ")
    end = start + len(name)
    person = bool(is_given(words[0]) or _SOMEBODY.search(flat[:start]) or _SPEAKS.match(said, end))
    plain = all(word.isalpha() or "-" in word or "'" in word for word in words)
    if plain and not is_firm(name):
        strange = not any(fold(word) in dictionary(FREQUENT) for word in words)
        several = 1 < len(words) < 4
        if person or (several and strange) or (several and _CONTACT.match(said, end)):
            return "person_name"
    if _SENTENCE.search(said[:start]) and not _DOES.match(said, end):
        alone = name.isalpha() and name[1:].islower() and len(name) >= _SHORTEST_ALONE
        strange = alone and not is_near_word(fold(name), FREQUENT)  # « Désinscription des alertes »
        return "organisation" if strange and _SAYS.match(said, end) else None
    return "organisation"
