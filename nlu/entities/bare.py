"""Whether a text is a bare value: an identifier, a contact, a size, a school with its town.

« A bare value is ``inform``, whatever was asked » (docs/intents.md, rule 5). A classifier of
sentences has never seen this number or that address; the readers know what they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from nlu.entities.readers import Found
from reading.quantities.numbers import with_digits
from reading.words import fold, word_set

_CERTAIN: Final = frozenset({"siret", "siren", "uai", "rna", "phone", "email"})
_AROUND: Final = word_set(
    "le la les l un une de du des d a au et est c cest ce voici mon ma mes notre nos votre je suis "
    "on nous sommes numero num n no tel telephone mobile portable fixe mail email e mel adresse "
    "courriel siret siren uai rna the my our is it s its number phone address contact here at dot "
    "point arobase tiret moi joindre joignable sur dans in on be we are re i m"
)
_PEOPLE: Final = word_set(
    "salarie salaries employe employes collaborateur collaborateurs personne personnes people "
    "employees employee staff effectif equipe team groupe boite entreprise societe company sites "
    "site environ autour plus moins entre et to between about around over under less more than "
    "peu pres total tout en compris avec y il genre quelque total all of us there pas"
)
_LETTERS: Final = re.compile(r"[a-z]+")


def is_bare(text: str, found: Sequence[Found]) -> bool:
    """Whether ``text`` tells a value and nothing else.

    Args:
        found: what the readers found in it.
    """
    if "?" in text:
        return False
    names = {str(one["entity"]) for one in found if one.get("valid", True)}
    said = fold(text)
    if names & _CERTAIN:
        return not _rest(said, found, _AROUND)
    if "size_band" in names and re.search(r"\d", with_digits(said)):
        return not _rest(said, found, _AROUND | _PEOPLE)
    if {"organisation", "place"} <= names:
        return not _rest(said, found, _AROUND)
    return False


def _rest(said: str, found: Sequence[Found], known: frozenset[str]) -> int:
    """How many words are left when the values and the words around them are taken away."""
    for one in found:
        if one["entity"] in {"email", "organisation", "place"}:
            for key in ("value", "name", "said"):
                for word in fold(str(one.get(key) or "")).replace("@", " ").split():
                    said = re.sub(rf"(?<![\w]){re.escape(word)}(?![\w])", " ", said)
                    for part in re.split(r"[^a-z0-9]+", word):
                        said = re.sub(rf"\b{re.escape(part)}\b", " ", said) if part else said
    words = _LETTERS.findall(re.sub(r"\b\w*\d\w*\b", " ", with_digits(said)))
    return len([word for word in words if word not in known and len(word) > 1])
