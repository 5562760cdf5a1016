"""Organisations told by a word that says what they are: « le collège Zola », “Fouta Bakery”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reading.names.given import is_given
from reading.organisations.words import (
    LEAD,
    NO_NAMES,
    PARTICLES,
    STOPS,
    WORD,
    Organisation,
    end_of,
    only_town,
)
from reading.places.quarters import known_quarters
from reading.places.reader import find_places
from reading.trades.words import find_trade_words
from reading.words import fold, word_set

_SCHOOLS = r"colleges?|clg|lycees?(?: pro(?:fessionnel)?)?|ecoles?|cfa|school|college|lp"
_GROUPS = (
    r"associations?|assos?|mission locale|federation|fondation|institut|regie(?: de quartier)?|"
    r"maison de quartier|centre social|charity|foundation"
)
_FIRMS = (
    r"entreprises?|societes?|boites?|groupe|cooperative|coop|scic|mutuelle|syndicat|collectif|"
    r"club|compagnie|"
    r"conserverie|quincaillerie|bijouterie|parfumerie|laverie|pressing|bureau d'etudes|laboratoire|"
    r"concession|cooperative company|"
    r"maison|ets|etablissements?|sarl|sas|sasu|eurl|sa|scop|"
    r"cabinet|agence|ateliers?|garages?|boulangeries?|patisserie|restaurants?|resto|cafe|brasserie|"
    r"bistrot?|pizzeria|fromagerie|boucherie|epicerie|librairie|pharmacie|menuiserie|imprimerie|"
    r"salon|hotel|creperie|fleuriste|traiteur|clinique|hopital|hospital|creche|residence|"
    r"transports?|chez|company|"
    r"firm|bakery|garage|shop|restaurant|bookshop|workshop|group|usine|magasin|supermarche|auberge|"
    r"serrurerie|blanchisserie|ferme|domaine|studio|cuisines?|saveurs|snack|kebab|"
    r"plomberie|electricite|maconnerie|peinture|couture|coiffure|optique|fleurs|primeurs|taxis?|"
    r"carrosserie|ambulances|nettoyage|proprete|services"
)
#: What says of what sort it is, and is no part of the name unless it is written with a capital.
_GENERIC = word_set(
    "entreprise societe boite company firm association asso groupe group cooperative"
)
_KIND = re.compile(rf"\b(?P<kind>{_SCHOOLS}|{_GROUPS}|{_FIRMS}) (?P<link>d'|l'|)")
#: « L'hôtel des Alizés » is called so, « l'imprimerie des Alizés » may be in that quarter.
_LODGINGS = word_set("hotel clinique residence domaine auberge pharmacie brasserie ferme")
_OF_SOMEWHERE = frozenset({"mission locale", "regie", "regie de quartier", "maison de quartier"})
# First names that schools bear, so that they are seen without capitals too.
_SCHOOL_NAMES = word_set(
    "jean jean-jaures jules victor marie paul pierre louis henri georges albert rosa simone pablo "
    "gustave emile anatole francois jacques michel robert maurice romain claude gabriel honore "
    "elsa lucie leon karl nelson martin rene saint sainte st raymond gerard jacqueline joliot "
    "jaures pasteur zola curie moulin ferry hugo aime rosa irene frida olympe angela missak "
    "ambroise denis sonia"
)
_BARE_SCHOOL = re.compile(
    r"(?:(?<=\bde )|(?<=\bà )|(?<=\bat ))([A-ZÀ-Ý][a-zà-ÿ]+)(?:[- ][A-ZÀ-Ý][a-zà-ÿ]+){1,2}(?![\w-])"
)
"""« Deux élèves de Jean-Jaurès »."""


def after_kind(said: str, flat: str) -> Iterator[tuple[int, Organisation, bool]]:
    """Those behind a word that says what they are: where it stands, and whether it tells the sort.

    « Société » and “group” tell none: any company is one.
    """
    for match in _KIND.finditer(flat):
        if found := _named_by(said, match):
            yield match.start(), found, match["kind"] not in _GENERIC


def bare_school(said: str) -> Organisation | None:
    """« Deux élèves de Jean-Jaurès »: a name that schools bear, without the word."""
    bare = _BARE_SCHOOL.search(said)
    if bare and fold(bare[1]) in _SCHOOL_NAMES and not find_places(bare[0]).candidates:
        return Organisation(bare[0], bare[0])
    return None


def _leads(word: str) -> bool:
    """A small word before the name; « Les » of « Les Deux-Rives » is a part of it."""
    return word.islower() and fold(word) in LEAD


#: « Le collège 0931987E », « asso W931004512 »: a number of theirs, and no name; « traiteur 971 »
#: tells where, « traiteur 200 € » for how much.
_NUMBER = re.compile(r"[Ww]? ?\d(?:[ .]?\d){5,}|97[1-6](?=[ .!?]*$)|\d[\d ]*(?:€|euros?\b)")


def _named_by(said: str, match: re.Match[str]) -> Organisation | None:
    """The name after a word that says what it is: begun by a capital, ended by what has none."""
    shouted = said.isupper()
    school = re.fullmatch(_SCHOOLS, match["kind"]) is not None
    start = match.end()
    first = WORD.match(said, start)
    led = False
    while first is not None and _leads(first[0]) and said.startswith(" ", first.end()):
        led = True
        first = WORD.match(said, first.end() + 1)
    if first is None:
        return None
    bears = fold(first[0]).split("-")[0]
    if shouted and bears not in _SCHOOL_NAMES and not (school and is_given(bears)):
        return None
    titled = first[0][0].isupper() or (first[0][0].isdigit() and len(first[0]) > 2)
    if not titled and not (school and not led and bears in _SCHOOL_NAMES):
        return None
    named = titled and not first[0].isupper() and re.match(r" [A-ZÀ-Ý]", said[first.end() :])
    if fold(first[0]) in STOPS or (fold(first[0]) in NO_NAMES and not named):  # « Cap Avenir »
        return None
    if led and first[0][0].isdigit():  # « un groupe de 8000 salariés »
        return None
    end = end_of(said, first.start(), capitals=titled)
    name = said[first.start() : end]
    if not name or _NUMBER.match(said, first.start()):
        return None
    capital = said[match.start()].isupper()
    town = only_town(name, former=school) and not (capital and match.start())  # « l'Hôtel du Parc »
    if town and name.count(" ") > 1 and fold(name.split(" ")[0]) in LEAD:
        town = False  # « l'association Les Deux Rives »
    if led and town:
        return None
    generic = match["kind"] in _GENERIC or match["kind"].rstrip("s") in _GENERIC
    opens = match.start() == 0 or said[match.start() - 2] in ".:;!?,"
    chez = match["kind"] == "chez" and (opens or not capital)  # « le traiteur Chez Lulu »
    bare = chez or (generic and not capital)
    if led and not said[match.start()].isupper() and not school:
        towns = find_places(name).candidates
        town_said = bool(towns) and (
            towns[0].population >= 2000 or said[: first.start()].endswith((" de ", " d'"))
        )
        lodging = match["kind"] in _LODGINGS and said[: first.start()].endswith(" des ")
        where = town_said or (any(known_quarters(fold(name))) and not lodging)
        if where and match["kind"] not in _OF_SOMEWHERE:  # « notre imprimerie du Mirail »
            return None
    trades = sum(named.end - named.start for named in find_trade_words(fold(name)))
    if generic and trades >= len(name):  # « l'entreprise de BTP »
        return None
    if bare and (town or find_places(name).departments):
        return None
    return Organisation(name if bare else said[match.start() : end], name)


_AT_THE = re.compile(r" (?:Au|Aux|À|Chez|En) [A-ZÀ-Ý]")
"""« Boulangerie Au Fournil de Marie »."""


_IN_TOWN = re.compile(r"(?<=\w),? (?:IN|AT|NEAR|À|A|in|at|near|à) [^ ]+$")


def whole(said: str, flat: str) -> Organisation | None:
    """The whole of a short answer that begins with a word for a company and goes on to name it."""
    body = re.sub(
        r"^\W*(?:(?:c'est|nous sommes|on est|we are|it's) )?(?:(?:la|le|les|l'|the) ?)?", "", flat
    )
    offset = len(flat) - len(body)
    match = _KIND.match(body)
    words = re.findall(r"[\w'&-]+", body)
    told = re.search(r"[?!,;:]|\d{3}|\b(?:places?|stages?|stagiaires?|pupils?)\b", said.lower())
    if match is None or not 2 <= len(words) <= 7 or told:
        return None
    rest = body[match.end() :].split()
    if (
        not rest
        or only_town(" ".join(rest[1:] or rest))
        or (
            said[offset].islower()
            and rest[0] == "de"
            and find_places(" ".join(rest[1:])).candidates
        )
        or rest[0] in {"se", "situe", "situee", "base", "basee"}
        or (rest[0] in STOPS - {"du", "de", "des"} and not _AT_THE.search(said))
    ):
        return None
    if not said.isupper() and any(
        word[0].islower() and fold(word) not in PARTICLES | LEAD and place
        for place, word in enumerate(said[offset:].split()[1:])
    ):  # « restaurant de Nîmes ne répond jamais »
        return None
    if not said.isupper() and not any(word[0].isupper() for word in said[offset:].split()[1:]):
        return None
    name = _IN_TOWN.sub("", said[offset:].strip(" ."))
    return Organisation(name, name)
