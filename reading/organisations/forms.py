"""Organisations told by their form, in capitals, in small letters, or by what is set right."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reading.organisations.words import LEAD, PARTICLES, STOPS, WORD, Organisation, only_town
from reading.places.gazetteer import name_key
from reading.places.reader import find_places
from reading.trades.reader import read_trades
from reading.wordlists import common_words, nicknames
from reading.words import fold, word_set

_FORMS = r"SARL|SAS|SASU|EURL|SA|SCOP|SCIC|SNC|Sarl|Ltd|LTD|Limited|Inc|LLC|PLC|plc|GmbH"
_CAPITALS = r"[A-ZÀ-Ý][\w&'-]+"
_BY_FORM = re.compile(
    rf"(?<![\w'-])(?P<name>{_CAPITALS}(?: (?:& )?{_CAPITALS}){{0,3}}) (?:{_FORMS})\b"
)
_BY_TRADE = re.compile(
    rf"(?<![\w'-])(?P<name>{_CAPITALS}(?: (?:& )?{_CAPITALS}){{0,2}} "
    r"(?:Logistics|Logistique|Consulting|Conseil|Services|Solutions|Group|Groupe|Partners|"
    r"Industries|"
    r"Industrie|Technologies|Systems|Foods|Bakery|Catering|Cleaning|Plumbing|Transports?|Studio|"
    r"Design|Works|Construction|Signalétique|Distribution|Frères|Brothers|Sons|Fils))(?![\w'-])"
)
"""« Northwind Logistics », « Morel Frères »: what a company does, or whose it is, ends its name."""
_OPENS_SENTENCE = word_set(
    "ma mon une un bonjour bonsoir salut hello hi dear inscrivez ajoutez i we je nous on the "
    "notre our my please "
    "merci c'est it's this ici demande chez has have had did does do will would is are was were "
    "can could should"
)
_GOES_ON = re.compile(r" (?:[A-ZÀ-Ý][a-zà-ÿ]|\d\d\b)")
_SMALL = re.compile(
    r"\b(?:ici|c'est|moi c'est|avec|represente|au nom de|de la part de|this is|"
    r"from) (?:l'|la |le |the )?"
    r"(?P<kind>associations?|assos?|fondation|cooperative|federation|charity|foundation) "
    r"(?!(?:de|du|des|d'|qui|que|of|that|who|locale?|sportive|culturelle|loi)\b)"
)
_SHOUTED = re.compile(
    r"\b(?P<kind>ASSOCIATIONS?|ASSO|FONDATION|COOP[EÉ]RATIVE|CHARITY|FOUNDATION) "
    r"(?P<name>[\w'-]{2,}(?: [\w'-]+){0,5})"
)
_SHOUTED_BEHIND = re.compile(
    r"\b(?:TO|FROM|AT|BY|WITH|FOR|OF) (?:THE )?(?P<name>(?!THE|OUR|MY|AN?\b|LOCAL|YOUR)"
    r"(?:[\w'-]{2,} ){1,3}(?:ASSOCIATION|FOUNDATION|CHARITY|GROUP|LTD))(?![\w-])"
)
_WITHIN = word_set("de du des d la le les l")
_TELLS = word_set(
    "demande propose accueille accepte refuse veut organise accompagne aide "
    "souhaite recherche locale we they you he she nous vous "
    "sportive culturelle wants asks needs offers has is qui que"
)
_TOWN_HALL = re.compile(
    r"\b(?P<name>(?:mairie|(?<!a la )(?<!at the )prefecture|communaute urbaine|hopital|musee|chu|"
    r"centre hospitalier|mediatheque|tribunal|aeroport|bibliotheque|theatre|conservatoire|"
    r"office de tourisme) "
    r"(?:de |d'|du )(?P<town>\S+))"
)
_CHEZ = re.compile(
    r"\b(?:chez|che) (?!(?:l[ea]s?|un|une|du|des|moi|toi|lui|elle|nous|vous|eux|mon|ma|"
    r"mes|notre|nos|votre|vos|ce|cette|leur|qui|quel)\b)(?P<name>[a-z][a-z'-]{2,})\b"
)
_SET_RIGHT = re.compile(
    r"\b(?:coll[eè]ge|lyc[eé]e|[eé]cole|school)\b[^.?!]*?\b(?:c'[eé]tait|c'est|"
    r"it was|it's|plut[oô]t) "
    rf"(?P<name>{_CAPITALS}(?: {_CAPITALS})?)"
)
"""« Je me suis trompée de collège, c'était Paul-Éluard »."""


def by_form(said: str) -> Organisation | None:
    """« Southgate Plumbing Ltd », « Morel Transports SARL »: the whole of it is the name."""
    if said.isupper():
        whole = _BY_FORM.fullmatch(said.strip(" .!"))
        return Organisation(whole[0], whole[0]) if whole else None
    for pattern in (_BY_FORM, _BY_TRADE):
        for match in pattern.finditer(said):
            words = match[0].split(" ")
            while len(words) > 1 and fold(words[0]) in _OPENS_SENTENCE:
                words.pop(0)
            if pattern is _BY_TRADE and _GOES_ON.match(said, match.end()):
                continue
            if (
                len(words) > 1
                and fold(words[0]) not in LEAD
                and not find_places(" ".join(words)).exact
            ):
                name = " ".join(words)
                return Organisation(name, name)
    return None


def _shouted(said: str) -> Organisation | None:
    """« DEMANDE DE L'ASSOCIATION LES MAINS VERTES ACCEPTÉE »."""
    match = _SHOUTED.search(said)
    if match is None:
        named = _SHOUTED_BEHIND.search(said)
        return Organisation(named["name"], named["name"]) if named else None
    words = match["name"].split(" ")
    for place, word in enumerate(words):
        key = fold(word)
        after = words[place + 1 : place + 2] or [""]
        if place and key in _WITHIN and fold(after[0]) not in STOPS - _WITHIN and after[0]:
            if only_town(" ".join(words[place + 1 :])):  # « CAP AVENIR DE LYON »
                words = words[:place]
                break
            continue
        if (place and key in STOPS | PARTICLES) or key in _TELLS or key.endswith(("ee", "ees")):
            words = words[:place]
            break
    if not words or (len(words) == 1 and fold(words[0]) in LEAD) or fold(words[0]) in STOPS:
        return None
    return Organisation(f"{match['kind']} {' '.join(words)}", " ".join(words))


def in_small_letters(said: str, flat: str) -> Organisation | None:
    """« Ici l'association horizon pluriel, … », « trois places chez dumoulin »."""
    if said.isupper():
        return _shouted(said)
    if match := _SMALL.search(flat):
        end, at = match.end(), match.end()
        for _ in range(3):
            word = WORD.match(flat, at)
            if word is None or word[0] in STOPS | PARTICLES or word[0].endswith("ons"):
                break
            end = word.end()
            if not flat.startswith(" ", end):
                break
            at = end + 1
        name = said[match.end() : end]
        if name and not only_town(name):
            return Organisation(said[match.start("kind") : end], name)
    match = _CHEZ.search(flat)
    if match is None or match["name"] in common_words() or read_trades(match["name"]):
        return None
    name = said[match.start("name") : match.end("name")]
    return None if only_town(name) else Organisation(name, name)


def town_halls(said: str, flat: str) -> Iterator[tuple[int, Organisation]]:
    """« La mairie de Vierzon » is who offers, in Vierzon; so are its museum and its hospital."""
    for hall in _TOWN_HALL.finditer(flat):
        town = find_places(said[hall.start("town") : hall.end("town")])
        if town.exact or (town.candidates and name_key(town.query) in nicknames()):
            name = said[hall.start() : hall.end()].rstrip(".,!?;")
            yield hall.start(), Organisation(name, name)


def set_right(said: str) -> Organisation | None:
    """« Je me suis trompée de collège, c'était Paul-Éluard »."""
    school = _SET_RIGHT.search(said)
    if school and not find_places(school["name"]).exact:
        return Organisation(school["name"], school["name"])
    return None
