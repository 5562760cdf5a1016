"""The word after a number, and the unit it stands for."""

from __future__ import annotations

import re
from functools import lru_cache

# Folded words; a plural « s » or « x » and « ·e·s » are taken off before looking them up.
_WORDS = {
    "pupils": "eleve collegien collegienne lyceen lyceenne ecolier ecoliere pupil student 3eme 3em "
    "schoolkid elev colegien stagiaire stagiere stagere stajiaire intern trainee schoolchild "
    "schoolchildren stage staj internship placement accueil",
    "young_people": "jeune jeun etudiant etudiante gamin gamine ado adolescent adolescente "
    "teenager teen youth kid gosse minot mome loulou youngster lad lass mentore filleul petiot",
    "contracts": "contrat contra apprenti apprentie alternant alternante alternance apprentissage "
    "cdi cdd embauche recrutement recrue poste contract apprentice apprenticeship hire hiring "
    "interimaire position",
    "employees": "salarie salariee collaborateur collaboratrice employe employee tuteur tutrice "
    "charge chargee recruteur recruteuse manager acheteur acheteuse collegue colleague tutor "
    "mentor parrain marraine buyer recruiter staff coworker worker effectif etp",
    "sessions": "intervention visite seance session atelier fois foi temoignage forum rencontre "
    "conference groupe group talk visit workshop event evenement presentation dating demonstration",
    "seats": "place pl plac plas seat spot slot vacancy vacancie",
    "hours": "heure hour h hr",
    "days": "jour journee day",
    "suppliers": "fournisseur fournisseuse prestataire traiteur supplier vendor provider caterer",
    "euros": "euro eur € keur balle ke",
}
_UNIT_OF = {word: unit for unit, words in _WORDS.items() for word in words.split()}
_PUPIL_LEVEL = re.compile(r"\b(?:3e|3eme?|troisieme|2nde|2de|seconde|4e|4eme?|quatrieme|college)\b")
_PEOPLE = frozenset({"young_people", "pupils"})
_BETWEEN = re.compile(
    r"(?:\s|d'|l'|(?:de|des|du|la|les|le|nouveaux?|nouvelles?|petite?s?|autres?|bons?|more|new|"
    r"young|our|nos|mes|of|school|grade|year|local|locaux)\b)*"
)
_NEXT = re.compile(r"€|[a-z]+(?:\(e\))?|3eme")
_PHRASES = (
    (re.compile(r"(?:maitres?|maitresses?) d'apprentissage"), "employees"),
    (re.compile(r"(?:job|apprentissage) datings?"), "sessions"),
    (re.compile(r"sous-traitants?|sous traitants?"), "suppliers"),
    (re.compile(r"young (?:people|persons?|men|women|adults?)"), "young_people"),
    (re.compile(r"work[- ]study"), "contracts"),
    (re.compile(r"emplois? francs?"), "contracts"),
    (re.compile(r"(?:speed )?meetings?"), "sessions"),
    (re.compile(r"k ?(?:€|euros?|eur)"), "euros"),
)


@lru_cache(maxsize=1024)
def unit_of(word: str) -> str | None:
    """The unit that one folded word names, singular or plural; else None."""
    word = word.replace("(e)", "")
    for form in (word, word.removesuffix("s"), word.removesuffix("x"), word.removesuffix("es")):
        if form in _UNIT_OF:
            return _UNIT_OF[form]
    return None


def unit_after(text: str) -> str | None:
    """The unit named where `text` (folded, what follows a number) begins.

    Adjectives are stepped over. An intern said to be in 3e, or « stage de 3e », is a pupil.
    """
    rest = text[_match_length(_BETWEEN, text) :]
    for pattern, named in _PHRASES:
        if pattern.match(rest) or pattern.match(text.lstrip()):
            return named
    for _ in range(3):
        match = _NEXT.match(rest)
        if match is None:
            return None
        unit = unit_of(match[0])
        if unit == "young_people" and _PUPIL_LEVEL.search(rest[match.end() : match.end() + 25]):
            return "pupils"
        if unit in _PEOPLE and re.match(r" (?:places?|seats?|spots?)\b", rest[match.end() :]):
            return "seats"
        if unit:
            return unit
        if match[0] in {"et", "ou", "and", "or", "a", "au", "en", "pour", "with", "avec", "in"}:
            return None
        rest = rest[match.end() :]
        rest = rest[_match_length(_BETWEEN, rest) :]
    return None


def _match_length(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.match(text)
    return match.end() if match else 0
