"""Names of companies as they are read aloud: the directory writes them in capitals."""

import re
import unicodedata

from paqte.i18n import Speech

_SMALL = frozenset(
    [
        *("a", "à", "au", "aux", "chez", "d", "de", "des", "du", "en", "et", "l", "la", "le"),
        *("les", "ou", "par", "pour", "sous", "sur", "un", "une"),
    ]
)
_LEGAL_FORMS = frozenset(
    [
        *("EI", "EIRL", "EURL", "GAEC", "GIE", "SA", "SARL", "SAS", "SASU", "SCI", "SCIC"),
        *("SCM", "SCOP", "SELARL", "SNC"),
    ]
)
_CONTRACTED = {"Le": "du", "Les": "des"}
_WORD = re.compile(r"[^\W\d_]+")


def shown(name: str) -> str:
    """« LE FOURNIL DE CERGY » as « Le Fournil de Cergy »; a name in small letters as it is.

    Words without a vowel are taken for acronyms, and legal forms stay as they are written.
    """
    if name != name.upper():
        return name
    return _WORD.sub(lambda match: _word(match[0], first=match.start() == 0), name)


def _word(word: str, *, first: bool) -> str:
    if word in _LEGAL_FORMS or not set(folded(word)) & set("aeiouy"):
        small = word.lower() in _SMALL
        return word.lower() if small and not first else word
    if word.lower() in _SMALL and not first:
        return word.lower()
    return word.capitalize()


def of_town(name: str, words: Speech) -> str:
    """« de Nantes », « d’Évry », « du Havre », « des Ulis »; “of Nantes”."""
    if words.locale != "fr":
        return f"of {name}"
    article, _, rest = name.partition(" ")
    if rest and article in _CONTRACTED:
        return f"{_CONTRACTED[article]} {rest}"
    return f"d’{name}" if folded(name)[0] in "aeiouyœ" else f"de {name}"


def folded(text: str) -> str:
    """Lower case without accents, for comparing."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in bare if not unicodedata.combining(char))
