"""Priority quarters: by their code, or by the name that a sentence gives them."""

from __future__ import annotations

import re
from functools import lru_cache

from reading.places.gazetteer import department_hints, gazetteer, name_key
from reading.places.quarters import known_quarters
from reading.places.reader import find_places
from reading.quantities.numbers import with_digits
from reading.trades.words import find_trade_words
from reading.wordlists import foreign_places
from reading.words import corrections, fold, plain, word_set

# The codes of 2015 (« QP093028 ») and of 2024 (« QN09301M »); « QN075033 » is wrong and circulates.
_CODE = re.compile(r"\bq[ .-]?([np])((?:[ .-]?[0-9a-z]){6})\b")
_DICTATED = re.compile(r"\bq ?[np] (?:zero|0)\b")
_SHAPE = re.compile(r"Q[NP](?:\d\d\d|02[AB])\d\d[\dA-Z]")
_LED = re.compile(
    r"(?<!maison de )(?<!regie de )(?<!comite de )(?<!vie de )"
    r"\b(?:quartiers?(?: prioritaires?)?|cites?|tecis?|zup|neighbou?rhood|estate|residence)"
    r" (?P<link>des |du |de la |de l'|de |d'|of |the )?(?=[^\W\d_])"
)
_ARTICLE = re.compile(r"(?<![\w'-])(?P<link>l[ae]s? |l')(?=[^\W\d_])")
_STREET = re.compile(
    r"\b(?:rue|avenue|av|place|boulevard|bd|chemin|impasse|allee|quai|route|cours|square) "
    r"(?:de |du |des )?$"
)
#: « Notre société, les Serres du Vidourle », « chez nous, les Serres »: what is ours.
_FIRMS = re.compile(
    r"\b(?:societe|entreprise|association|asso|boite|nous|company|firm|charity|we),? $"
)
_ENGLISH = re.compile(
    r"(?<![\w'-])(?P<name>[A-ZÀ-Ý][\w'-]+(?: (?:de |du |des |la |le |les |d'|"
    r"l')*[A-ZÀ-Ý0-9][\w'-]*){0,4}) "
    r"(?:[Dd]istrict|[Ee]state|[Nn]eighbou?rhood|[Qq]uarter)\b"
)
_IN_TOWN = re.compile(r" (?:de |d'|à |of )(?P<town>[A-ZÀ-Ý][\w'-]+)$")
_PART_OF_TOWN = re.compile(
    r"(?:\b[àÀ]|\baux?|\bdans|\bin|\bat) (?P<name>(?:La |Le |Les |L'|la |le |les |l')"
    r"[A-ZÀ-Ý][\w'-]+(?: [A-ZÀ-Ý][\w'-]+)*) (?P<of>de|à|in|of) (?P<town>[A-ZÀ-Ý][\w'-]+)"
)
_PEOPLE_OF = re.compile(
    r"\b(?:habitante?s?|residente?s?|jeunes?|gamine?s?|residents?|youngsters?|young people|"
    r"locals|lives?|living|habite(?:nt)?|vit|vivent|reside(?:nt)?) "
    r"(?:of|from|de|in|a|au|aux|du|des|dans) (?P<link>la |le |les |l'|the )?(?=[^\W\d_])"
)
_SIDE = re.compile(
    r"(?<![\w'-])(?P<town>[A-ZÀ-Ý][\w'-]+)[ -](?:[Nn]ord|[Ss]ud|Est|(?<=-)est|"
    r"[Oo]uest|[Nn]orth|[Ss]outh|[Ww]est)"
    r"(?![\w-])"
)
_WORD = re.compile(r"[^\W_][\w'-]*")
_WITHIN = word_set("de du des la le les l d et aux au sur en")
_NO_NAME = word_set(
    "the this that prioritaire prioritaires qpv est et a ou qui que dans en sur il elle c'est ca "
    "politique ville "
    "pour je on nous vous sont fait figure peut cherche compte classe si avec is in priority rue "
    "mon ma mes notre nos votre vos leur leurs son sa ses un une ce cette ces pas plus tout meme "
    "agglo agglomeration metropole departement region commune nord sud ouest populaires "
    "populaire avoisinant proche voisin jeune jeunes eleve eleves the "
    "was has tous esat ehpad"
)
_ASKED = re.compile(
    r"(?<!maison de )(?<!regie de )(?<!comite de )"
    r"\b(?:qpv|prioritaires?|quartiers?|priority|classee?s?)\b"
)
_MOST_WORDS = 5
#: Inhabitants: a quarter has as many at least (décret 2014-767), and is no whole commune.
_SMALLEST = 1000


def read_qpv_code(text: str) -> str | None:
    """The code of a quarter, « QN09301M », also spaced or in lower case; None without one."""
    for match in _CODE.finditer(_in_digits(fold(text))):
        code = f"Q{match[1]}{re.sub(r'[ .-]', '', match[2])}".upper()
        if _SHAPE.fullmatch(code):
            return code
    return None


def _in_digits(said: str) -> str:
    """« Q n zéro quatre neuf zéro un m », as it is dictated, is « q n 0 4 9 0 1 m »."""
    return with_digits(said) if _DICTATED.search(said) else said


@lru_cache(maxsize=64)
def read_qpv_names(text: str) -> tuple[str, ...]:
    """The quarters' names as typed, with their article where they stand alone.

    They are led by « quartier » or « cité », are known (`reading.quarter_names`), or are written
    with capitals after an article where a quarter is spoken of (« la Grande Borne est en QPV ? »).
    A commune is none. What was corrected counts.
    """
    pieces = corrections(plain(text))
    for piece in reversed(pieces):
        if found := _read(piece, fold(text)):
            return found
    return ()


def _read(piece: str, whole: str) -> tuple[str, ...]:
    said, flat = plain(piece), fold(piece)
    if len(flat) != len(said):  # a ligature: places here and there differ
        said = flat
    known = [said[start:end] for start, end in known_quarters(flat, whole)]
    if len(known) > 1:
        return tuple(dict.fromkeys(known))
    found = _led(said, flat)
    if found and known and (fold(known[0]) in flat) and _meet(found, known[0]):
        found = known[0]  # « Cité de l'Abreuvoir Bobigny »
    found = found or next(iter(known), None) or _told(said, flat)
    return (found,) if found else ()


def _meet(led: str, known: str) -> bool:
    """Whether a known name is a part of the one that was led, and shorter than it."""
    words = set(re.split(r"[ -]", fold(led)))
    return len(led.split()) > 1 and not words.isdisjoint(re.split(r"[ '-]", fold(known)))


def _led(said: str, flat: str) -> str | None:
    """« Le quartier Mistral », « la cité des Bosquets », “the Perseigne district”."""
    for match in _LED.finditer(flat):
        name = _name(said, match.end(), capital=not (match["link"] or "").startswith("d"))
        if name and not _is_town(name, match["link"] or ""):
            # « The Cité des Fleurs » is called so, « la cité des Fleurs » is a cité.
            called = match.start() and said.startswith("Cité", match.start()) and match["link"]
            return said[match.start() : match.end()] + name if called else _without_town(name)
    for match in _ENGLISH.finditer(said):
        named = fold(match["name"]) not in _NO_NAME and not _is_town(match["name"], "of")
        if named and not said.isupper():
            return match["name"]
    return None


def _told(said: str, flat: str) -> str | None:
    if part := _of_town(said, flat) or _peoples(said, flat):
        return part
    if not _ASKED.search(flat):
        return None
    for match in _ARTICLE.finditer(flat):
        if _STREET.search(flat[: match.start()]) or _FIRMS.search(flat[: match.start()]):
            continue
        name = _name(said, match.end(), capital=True)
        if name and _is_workplace(name):
            continue
        if name and name.isupper() and not said.isupper():  # « le RSE »
            continue
        whole = said[match.start() : match.end()] + (name or "")
        if name and find_places(whole).departments:  # « en QPV, à la Réunion »
            continue
        if name and (_is_village(whole) or not _is_town(name, match["link"])):
            return said[match.start() : match.end()] + _without_town(name)
    return None


def _is_village(name: str) -> bool:
    """« La Noue »: no commune so small has a priority quarter, which is in a city's name then."""
    towns = gazetteer().by_key(name_key(name))
    return bool(towns) and all(town.population < _SMALLEST for town in towns)


def _is_workplace(name: str) -> bool:
    """« Le Garage Montalieu » is a company, and no quarter."""
    first = next(find_trade_words(fold(name)), None)
    return first is not None and first.start == 0 and first.end < len(name)


def _of_town(said: str, flat: str) -> str | None:
    """« basé à La Villeneuve de Grenoble », « Sarcelles nord »: a town's part, told by the town."""
    if said.isupper():
        return None
    for match in _PART_OF_TOWN.finditer(said):
        if _is_town(match["town"], "de") and not (
            _whole_town(f"{match['name']} {match['of']} {match['town']}")
        ):
            return match["name"]
    side = _SIDE.search(said) if _ASKED.search(flat) else None
    if side and _is_town(side["town"], "de") and not _whole_town(side[0]):
        return side[0]
    return None


def _peoples(said: str, flat: str) -> str | None:
    """« Des jeunes de Bellevue », « who lives in Les Coteaux »: where people live, and no town."""
    if said.isupper():
        return None
    for match in _PEOPLE_OF.finditer(flat):
        start = match.end()
        name = _name(said, start, capital=True)
        if not name or said[start].islower() or fold(name) in foreign_places():
            continue
        found = find_places(name)
        town = found.exact and found.candidates[0].population >= 1000
        town = town or bool(gazetteer().by_beginning(name_key(name)))  # « Villeneuve »
        if town or found.departments or found.foreign or _is_town(name, match["link"] or "de "):
            continue
        article = "" if not match["link"] else said[match.start("link") : match.end("link")]
        return name if article.startswith(("d", "D")) else article + name
    return None


def _whole_town(name: str) -> bool:
    return bool(gazetteer().by_key(name_key(name)))


def _without_town(name: str) -> str:
    """« Pablo-Neruda de Nanterre » is Pablo-Neruda, in Nanterre."""
    match = _IN_TOWN.search(name)
    return name[: match.start()] if match and _is_town(match["town"], "de") else name


def _name(said: str, start: int, *, capital: bool) -> str | None:
    """The words from `start` that make a name; with `capital`, they must begin with capitals."""
    end, at = start, start
    for count in range(_MOST_WORDS):
        word = _WORD.match(said, at)
        if word is None:
            break
        small = fold(word[0])
        capitals = word[0][0].isupper() and not said.isupper()
        if small in _NO_NAME:
            break
        if count and small in _WITHIN:
            at = word.end() + 1
            continue
        if not capitals and (capital or count):
            break
        if small.startswith(("qpv", "rep", "qn", "qp")):
            break
        end = word.end()
        if not said.startswith(" ", end):
            break
        at = end + 1
    return said[start:end] if end > start else None


def _is_town(name: str, link: str) -> bool:
    """« le quartier de Cergy » says in which town, « la Courneuve » is one."""
    if link in {"du ", "des "}:  # « un quartier du Mans »
        article = "le" if link == "du " else "les"
        if _whole_town(f"{article} {name}") or find_places(f"{article} {name}").exact:
            return True
    if link and name_key(name) in department_hints():  # « dans le Nord »
        return True
    if not link:  # « le quartier Malakoff » is in Nantes
        return False
    for written in (name, f"{link}{name}") if link.startswith("l") else (name,):
        found = find_places(written)
        if found.exact and any(fold(written) == fold(town.name) for town in found.candidates):
            return True
    if link.strip() not in {"de", "d'", "of"}:
        return False
    return find_places(name).exact or bool(gazetteer().by_short(name_key(name)))
