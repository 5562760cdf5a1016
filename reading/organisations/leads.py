"""Organisations told by a capital that a sentence does not give: « à Aquitaine Signalétique »."""

from __future__ import annotations

import re

from reading.dates.words import MONTHS, WEEKDAYS
from reading.names.given import known_people
from reading.organisations.words import LEAD, NO_NAMES, STOPS, Organisation, end_of, only_town
from reading.places.quarters import known_quarters
from reading.places.reader import find_places
from reading.words import fold, word_set

_CALENDAR = (
    frozenset(MONTHS) | frozenset(WEEKDAYS) | word_set("noel paques toussaint christmas easter")
)
_NO_FIRMS = word_set(
    "rgpd gdpr urssaf kbis telegram whatsapp google internet pdf excel sensibiliser former "
    "recruter "
    "acheter sensibilisation train training recruit buy raise quartiers world sarl stade siren "
    "territoire "
    "rue chemin avenue allee place boulevard impasse cite quartier residence cote zone parc"
)
_LEADS = re.compile(
    r"(?:(?<![\w'])(?:à l'|à|avec|chez|ché|chz|auprès de|par|pour|manage|run|own|"
    r"dirige|gère|représente|with|at|from|to|by|via|du|le|the) |"
    r"\b(?:offres?|ofres?|annonces?|demandes?) (?:de |d'|faites? a )|\bdemand[eé]e?s a )"
    r"(?=[A-ZÀ-Ý][\w&'-]+)"
)
_STREET = re.compile(
    r"\b(?:rue|avenue|av|allee|impasse|chemin|boulevard|bd|quai|place|square|route) $"
)
_ANSWERS = re.compile(
    r"\b(?:[Dd]id|[Hh]as|[Hh]ave|[Ww]ill|"
    r"[Dd]oes) (?P<name>[A-ZÀ-Ý][\w'&-]+(?: [A-ZÀ-Ý][\w'&-]+){0,3}) "
    r"(?:reply|replied|answer|answered|respond|responded|accept|accepted|say|said|get back|"
    r"got back)"
)
_SUBJECT = re.compile(
    r"([A-ZÀ-Ý][a-zà-ÿ&'-]+(?: (?:[A-ZÀ-Ý][a-zà-ÿ&'-]+|\d\d)){1,3}),? "
    r"(?:(?:association|asso|SARL|SAS|SIREN|SIRET|RNA)\b[^,]{0,30}, )?"
    r"(?:a|ont|est|cherche|recherche|accueille|propose|veut|nous a|has|have|is|wants|needs|took|"
    r"placed|found|declared|accepted|refused|invited|hosted|offers|would|could|asked|place|"
    r"ouvre|offre|recrute|accepte|refuse|souhaite|voudrait|aimerait|attend|déclare|retire|annule|"
    r"opens|takes|will|asks|demande) "
)
"""« Passerelles Jeunesse a casé neuf collégiens »."""
_BEGUN_BEFORE = re.compile(r"(?<=[a-zà-ÿ,'’] )(?P<name>[A-ZÀ-Ý][\w'-]{2,} )$")


def led(said: str) -> Organisation | None:
    """« Notre demande à Aquitaine Signalétique »: a capital that a sentence does not give."""
    if said.isupper():
        return None
    people = {start for start, _ in known_people(said)}
    answer = _ANSWERS.search(said)
    if answer and answer.start("name") in people:
        answer = None
    if answer and _is_name(answer["name"]) and not only_town(answer["name"]):
        return Organisation(answer["name"], answer["name"])
    subject = _SUBJECT.match(said)
    if subject and any(start < subject.end(1) for start in people):  # « L'élève Samir Touati a… »
        subject = None
    if subject and _is_name(subject[1]) and not find_places(subject[1]).candidates:
        return Organisation(subject[1], subject[1])
    for match in _LEADS.finditer(said):
        if _STREET.search(fold(said[: match.start()]) + " ") or match.end() in people:
            continue
        name = said[match.end() : end_of(said, match.end(), capitals=True)]
        article, alone = match[0].strip() in {"du", "le", "the"}, " " not in name
        if not _is_name(name) or any(known_quarters(fold(name))):
            continue
        there = find_places(name)
        # Nobody is « chez » a town; « à La Réunion » is none either.
        if (there.candidates or there.departments) and not match[0].lower().startswith("ch"):
            continue
        if match[0] in {"du ", "le "} and (of := _BEGUN_BEFORE.search(said[: match.start()])):
            name = said[of.start("name") : match.end()] + name  # « les Serres du Vidourle »
            alone = False
        if article and alone and (match[0] == "the " or match.start() == 0):
            continue
        if article and (find_places(f"le {name}").departments or find_places(name).departments):
            continue
        return Organisation(name, name)
    return None


def _is_name(words: str) -> bool:
    """Whether a capital begins a name, and no month, abbreviation or small word."""
    first = fold(re.split(r"[ -]", words)[0]) if words else ""
    known = first in NO_NAMES | STOPS | _CALENDAR | _NO_FIRMS or "paqte" in fold(words)
    if find_places(words).foreign or fold(words) in LEAD:
        return False
    return bool(first) and not known and (len(words) > 3 or not words.isupper())
