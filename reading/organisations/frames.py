"""Organisations told by the words around them: « celle de Ponts et Pierres », “a firm called X”.

Beside a word for a company (`reading.organisations`) and what capitals tell alone
(`reading.organisation_capitals`), a name stands right behind a trade (« la Miroiterie Bastide »),
behind « called », between commas behind who it is (« our NGO, Les Passerelles »), or as whose
something is (« the coordinator of Cap Jeunesse »).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reading.dates.words import MONTHS, WEEKDAYS
from reading.names.given import known_people
from reading.organisations.words import (
    LEAD,
    NO_ORGANISATIONS,
    PARTICLES,
    STOPS,
    WORD,
    Organisation,
    end_of,
    only_town,
)
from reading.places.quarters import known_quarters
from reading.places.reader import find_places
from reading.trades.frames import narrowed
from reading.trades.words import find_trade_words
from reading.words import fold, word_set

_CALENDAR = frozenset(MONTHS) | frozenset(WEEKDAYS)
_PUBLIC = re.compile(
    r"\b(?P<kind>missions? locales?|regies? de quartiers?|maisons? de quartier|"
    r"centres? (?:sociaux|social|socioculturel)|cci|cma|greta|maison des jeunes|mjc|pimms|ccas|"
    r"epide|"
    r"geiq|club de prevention) "
    r"(?P<link>de la |de l'|du |des |de |d'|)(?=[^\W_])"
)
"""Bodies called by their kind and where they are: « la mission locale du Pays de Redon »."""
_CALLED = re.compile(
    r"\b(?:(?<!i'm )(?<!i am )(?<!he's )(?<!he is )(?<!she is )(?<!she's )(?<!somebody )"
    r"(?<!someone )"
    r"(?:called|named)|appelee?s?|nommee?s?|denommee?s?|baptisee?s?|"
    r"its name is|whose name is|son nom (?:est|c'est)|du nom (?:de |d'))[: ]? ?"
)
#: Words for a company that say nothing more of the name right behind them.
_VAGUE = r"ngo|ong|structure|start-?up|filiale|subsidiary|fournisseur|supplier|prestataire|client"
_KIND_BEFORE = (
    r"(?:entreprises?|societes?|boites?|companies|company|firms?|business|asso(?:ciation)?s?|"
    rf"{_VAGUE}|charity|organi[sz]ation|cooperative|co-op|collectif|fondation|foundation|"
    r"club|restaurant|resto|boutique|magasin|shop|agence|agency|cabinet|atelier|workshop|studio|"
    r"salon|"
    r"garage|ferme|farm|auberge|brasserie|cafe|hotel|clinique|residence|maison de retraite|"
    r"group|groupe|employeur|employer|college|lycee|ecole|school|creche|nursery)"
)
_APPOSED = re.compile(
    rf"\b(?:{_KIND_BEFORE}(?: [a-z'-]+){{0,4}}(?P<comma>, | : | - )"
    r"|(?P<us>(?:chez nous|nous), )|"
    rf"(?:{_VAGUE}|maison de retraite|retirement home|nursing home) )(?=(?P<name>[^\W_]))"
)
_SMALL_ARTICLE = re.compile(r"l[ea]s? (?=[A-ZÀ-Ý])")
_AFTER_NAME = re.compile(r"(?:,? (?:in|at|à|a|au|aux|near|from|de|of|dans|on)\b|,|[.;:!?)]|$| - )")
_WHOSE = re.compile(
    r"\b(?:celles?|celui|ceux|demandes?|offres?|annonces?|rapport annuel|bilan|compte|dossier|"
    r"fiche|"
    r"places?|stages?|stagiaires?|eleves?|jeunes|salaries?|equipes?|engagements?|convention|"
    r"adhesion|"
    r"avancement|actions?|embauches?|factures?|contrats?|directeur|directrice|gerante?|patronne?|"
    r"responsable|coordinateur|coordinatrice|president|presidente|tuteur|tutrice|drh|rh|salariee?|"
    r"part|nom|propos|compte|sujet|kbis|statuts|photo|logo|devis|facture|attestation|"
    r"registration|certificate|"
    r"requests?|offers?|adverts?|reports?|account|file|places?|seats?|pupils?|interns?|staff|team|"
    r"commitments?|membership|progress|actions?|hires?|invoices?|director|manager|owner|head|"
    r"coordinator|president|chair|secretary|treasurer|member|employee|buyer|behalf|name|data|"
    r"collegue|colleague) (?:(?:de chez|chez|from|at|of|de la|de l'|des|du|de|d') ?)(?:the )?$"
)
_FOR = re.compile(
    r"(?:\b(?:for|pour|from|chez|with|avec|by|par|que propose|que nous a faite?|aupres de|ask|tell|"
    r"demandez a|dites a|refuse|accept|accepte|acceptez|refusez|retirez|supprimez|"
    r"mais|nous sommes|on est|we are|we're|plutot|register|list|add|inscrire|inscrivez|ajoutez|"
    r"referencez) |^)$"
)
_AGENT = re.compile(
    r"(?:er|eur|ien|iste|iere|euse|ienne|trice|man|macon|ier|ist|chef|cook|smith)s?$"
)
_SEQUENCE = re.compile(
    r"(?<![\w'&.@/-])(?:\d(?=[A-Z]))?[A-ZÀ-Ý][\w'&-]*"
    r"(?:(?: (?:& |et |and |de la |de l'|des |du |de |d'|of |sur |en |l')?| l'|"
    r" d')[A-ZÀ-Ý0-9&][\w'&-]*){1,5}"
)
#: « Le Dérailleur Fou », « Au Pain Doré »: the name began before the word that is a trade too.
_NAME_BEGUN = re.compile(r"(?:^|[^.?!] )[A-ZÀ-Ý][\w'&-]* (?:d[eu]s? |d'|la )*$")
#: « La Laiterie d'Ernée », « on behalf of Viticulteurs de Limoux ».
_OF_NAME = re.compile(r" (?:d'|de la |de l'|de |du |des )(?=[A-ZÀ-Ý])")
_WHERE = re.compile(r"(?:\b(?:la|le|les|l'|the|of|from|for|at|with|chez|avec|pour|par|by|to) ?)$")
_PUBLIC_KINDS = word_set("ehpad esat creche hopital mairie ecole lycee college btp")
_INNER_CAPITAL = re.compile(r"[ ']\d?[A-ZÀ-Ý]")
_SCHOOL = re.compile(r"\b(?:college|lycee|ecole|school|cfa)\b[^,.;]{0,20}$")
_WORKPLACES = word_set(
    "cabinet etude garage hotel clinique pharmacie imprimerie restaurant optique transports "
    "scierie "
    "fonderie domaine residence cinema theatre ferme creche ambulances taxis auberge camping "
    "laboratoire brasserie"
)


def by_frame(said: str, flat: str) -> Iterator[tuple[int, Organisation]]:
    """Each name that the words around it tell, and where it stands in `said`."""
    yield from public_bodies(said, flat)
    if said.isupper() or not _INNER_CAPITAL.search(said):
        return
    people = {start for start, _ in known_people(said)}
    yield from _called(said, flat, people)
    yield from _behind_trade(said, flat, people)
    yield from _apposed(said, flat, people)
    yield from _whose(said, flat, people)


def public_bodies(said: str, flat: str) -> Iterator[tuple[int, Organisation]]:
    """« La mission locale du Pays de Redon », and where it stands in `said`."""
    shouted = said.isupper()
    for match in _PUBLIC.finditer(flat):
        if not shouted and not said[match.end()].isupper():
            continue
        end = (
            _town_end(said, match.end())
            if shouted
            else end_of(said, match.end(), capitals=True, town=True)
        )
        if end <= match.end() or fold(said[match.end() : end]) in _CALENDAR:
            continue
        if not match["link"] and only_town(said[match.end() : end]):
            continue
        yield (
            match.start(),
            Organisation(said[match.start() : end], said[match.start() : match.end("kind")]),
        )


def _town_end(said: str, start: int) -> int:
    """The end of what follows « MISSION LOCALE DE » in a text of capitals: a town or one word."""
    words = list(WORD.finditer(said, start))[:4]
    if words and fold(words[0][0]) in STOPS:  # « LA MISSION LOCALE EST »
        return start
    ends = [match.end() for match in words]
    for end in reversed(ends):
        if only_town(said[start:end]):
            return end
    return ends[0] if ends else start


def _called(said: str, flat: str, people: set[int]) -> Iterator[tuple[int, Organisation]]:
    for match in _CALLED.finditer(flat):
        start = match.end()
        if not said[start : start + 1].isupper() or start in people:
            continue
        name = said[start : end_of(said, start, capitals=True)]
        if _can_be(name) and not only_town(name) and not any(known_quarters(fold(name))):
            yield start, Organisation(name, name)


def _behind_trade(said: str, flat: str, people: set[int]) -> Iterator[tuple[int, Organisation]]:
    """« La Miroiterie Bastide », « le cabinet vétérinaire Roumégoux »."""
    for named in find_trade_words(flat):
        word = flat[named.start : named.end]
        capital = said[named.start].isupper()
        end = narrowed(flat, named.end)
        at = end + 1
        begun = _NAME_BEGUN.search(said[: named.start]) is not None
        own = capital and not begun and word not in _PUBLIC_KINDS
        if own and _WHERE.search(flat[: named.start]) and (of := _OF_NAME.match(said, end)):
            name = said[named.start : end_of(said, of.end(), capitals=True, town=True)]
            yield named.start, Organisation(name, name)
            continue
        if not said.startswith(" ", end) or not said[at : at + 1].isupper() or at in people:
            continue
        if begun or _SCHOOL.search(flat[: named.start]):
            continue
        first = word.split(" ")[0]
        start = _of_cabinet(flat, named.start)
        office = start < named.start and first != "comptable"  # « le cabinet comptable X » is X
        place = first.endswith("erie") or first in _WORKPLACES or office
        if not place and (_AGENT.search(first) or not capital):
            continue
        last = end_of(said, at, capitals=True)
        name = said[at:last]
        opens = named.start == 0
        where = only_town(name) and (opens or not capital) and first not in {"cabinet", "etude"}
        if not _can_be(name) or (where and start == named.start):
            continue
        if not capital and not place:
            continue
        if _DESCRIBED.search(flat[: named.start]):
            start = at
        yield start, Organisation(said[start:last], name)


_CABINET = re.compile(r"\b(?:cabinet|etude|bureau|clinique) (?:de |d'|des )?$")
_DESCRIBED = re.compile(
    r"\b(?:ateliers?|agence|entreprise|societe|boutique|magasin|salon|artisan) (?:de |d'|des |en )$"
)


def _of_cabinet(flat: str, start: int) -> int:
    before = _CABINET.search(flat[:start])
    return before.start() if before else start


def _apposed(said: str, flat: str, people: set[int]) -> Iterator[tuple[int, Organisation]]:
    """« Our NGO, Les Passerelles de Planoise, needs », « our start-up Nebulia wishes »."""
    for match in _APPOSED.finditer(flat):
        start = match.start("name")
        comma = match["comma"] is not None or match["us"] is not None
        if comma and (small := _SMALL_ARTICLE.match(said, start)):  # « chez nous, les Serres »
            start = small.end()
        if not said[start].isupper() or start in people:
            continue
        last = end_of(said, start, capitals=True)
        name = said[start:last]
        article = fold(name.split(" ")[0]) in LEAD and " " in name
        if not _can_be(name) or (only_town(name) and not (article and name.count(" ") > 1)):
            continue
        if comma and not (
            (article or " " in name or "'" in name) and _AFTER_NAME.match(said, last)
        ):
            continue
        if find_places(name).departments or find_places(name).foreign:
            continue
        if not article and any(known_quarters(fold(name))):
            continue
        yield start, Organisation(name, name)


def _whose(said: str, flat: str, people: set[int]) -> Iterator[tuple[int, Organisation]]:
    """“The coordinator of Cap Jeunesse”, « pour 2Rives Digital », « celle de Ponts et Pierres »."""
    for match in _SEQUENCE.finditer(said):
        start = match.start()
        if start in people:
            continue
        before = flat[:start]
        if not (_WHOSE.search(before) or (start and _FOR.search(before))):
            continue
        last = end_of(said, start, capitals=True)
        name = said[start:last]
        if " " not in name or not _can_be(name):
            continue
        found = find_places(name)
        if only_town(name) or found.departments or found.foreign or any(known_quarters(fold(name))):
            continue
        yield start, Organisation(name, name)


def _can_be(name: str) -> bool:
    words = [fold(word).strip(".") for word in re.split(r"[ -]", name)]
    if not words[0] or len(name) < 3 or (words[0] in STOPS and len(words) == 1):
        return False
    if not NO_ORGANISATIONS.isdisjoint(words) or words[0] in _CALENDAR or words[-1] in _CALENDAR:
        return False
    return not re.search(r"\d{5}", name) and any(word not in LEAD | PARTICLES for word in words)
