"""The size of a company, from a headcount or words."""

from __future__ import annotations

import re

from reading.numbers import with_digits
from reading.quantities import read_quantities
from reading.words import fold, tokens, word_set

SIZE_BANDS = ("0-9", "10-49", "50-249", "250-4999", "5000+")
_ALONE = re.compile(
    r"\b(?:seule?|tout seul|toute seule|solo|auto[- ]?entrepr\w+|micro[- ]?entrepr\w+|micro|"
    r"independante?|freelance|free[- ]lance|sans salaries?|pas de salaries?|aucun salarie|"
    r"just me|only me|by myself|on my own|sole trader|self[- ]employed|(?:ma femme|mon mari|"
    r"ma compagne|mon compagnon|mon frere|ma soeur|mon associee?|mon conjoint) et moi|"
    r"my (?:wife|husband|partner|brother|sister) and i|tpe|tres petite|very small|"
    r"personne d'autre|que moi|moi tout seul)\b"
)
_WORDS = (
    (re.compile(r"\b(?:eti|taille intermediaire|mid[- ]?cap|mid[- ]?size\w*)\b"), "250-4999"),
    (
        re.compile(
            r"\b(?<!aux )(?<!les )(?<!des )(?<!de )(?:grands? groupes?|"
            r"grandes? entreprises?|multinationale|tres grande|large company|"
            r"large group|multinational|big corporation)\b"
        ),
        "5000+",
    ),
)
_LESS = re.compile(
    r"\b(?:moins de|moins d'|less than|fewer than|under|en dessous de|pas plus de)\b"
)
_MORE = re.compile(r"\b(?:plus de|plus d'|more than|over|au[- ]dessus de|depasse)\b")
_RANGE = re.compile(r"(\d{1,6}) ?(?:-|a|et|to|and) ?(\d{1,6})\b")
_STAFF = re.compile(
    r"\b(?:salarie|employe|collaborat|collegue|colleague|staff|worker|coworker|etp|effectif)"
)
_HEADED = re.compile(
    r"\b(\d{1,6})[- ](?:person|people|man|woman|employee)\b (?!in\b|for\b)"
    r"|\b(?:equipe|cabinet|agence|entreprise|societe|boite|asso|atelier|restaurant|team|company|firm)"
    r"(?: [a-z]+)? (?:de|of) (\d{1,6}) (?:personnes|people)\b"
    r"|\b(?:our|my|a) (?:small |little )?team of (\d{1,6})\b"
)
_LED = re.compile(
    r"^\W*(?:alors |euh |ben |bah |oui |donc )*(?:on (?:est|doit etre|tourne)|nous (?:sommes|"
    r"etions)|on (?:e|es)\b|we(?: are|'re| r)|there(?: are|'s)|"
    r"il y a|y a|effectif|une equipe|equipe|"
    r"a team|team of|staff)\b"
)
_AROUND_NUMBER = word_set(
    "un une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "vingt trente quarante cinquante soixante cent cents mille et dizaine douzaine quinzaine "
    "vingtaine trentaine quarantaine cinquantaine soixantaine centaine millier moins plus de d a "
    "environ autour peu pres ppl peeps petite petit equipe en me nous comptant "
    "comptee with apprenti apprentie apprentis l counting myself small team "
    "entre personnes personne en tout au total avec moi compris on est "
    "nous sommes effectif zero aucun associes associe one two three four five seven eight nine ten "
    "eleven twelve thirteen fourteen fifteen sixteen twenty thirty forty fifty hundred thousand "
    "dozen about around less more than people over under fewer between and total including me we "
    "are i m just only juste seulement seul pas du jusqu ou or to"
)
_OF_US = re.compile(r"\bof us\b")
_MANY = re.compile(r"\b(?:des|plusieurs|quelques) (dizaines|centaines|milliers)\b")
_MANY_BANDS = {"dizaines": "10-49", "centaines": "250-4999", "milliers": "5000+"}


def size_band(headcount: int) -> str:
    """The band that a headcount (0 or more) falls in."""
    limits = (10, 50, 250, 5000)
    return SIZE_BANDS[sum(headcount >= limit for limit in limits)]


def read_size_band(text: str) -> str | None:
    """The size band that `text` tells, by a headcount or by words; None when it tells none.

    « moins de 50 » is the band that ends there, « plus de 250 » the one that begins there.
    « PME » alone says too little (10 to 249 people).
    """
    folded = fold(text)
    digits = with_digits(folded)
    compact = re.sub(r"(?<=\d)[  .](?=\d{3}\b)", "", digits)
    if match := re.fullmatch(
        r"\D{0,20}(\d{1,6}) ?(?:\+|et plus|or more|and more)\D{0,20}", compact
    ):
        return size_band(int(match[1]))
    if match := _HEADED.search(compact):  # « a twelve-person practice »
        return size_band(int(match[1] or match[2] or match[3]))
    if (match := _RANGE.search(compact)) and int(match[1]) < int(match[2]):
        return size_band(int(match[1]))
    headcount = _headcount(text)
    if headcount is None:
        if match := _MANY.search(folded):
            return _MANY_BANDS[match[1]]
        if _ALONE.search(folded):
            return "0-9"
        return next((band for pattern, band in _WORDS if pattern.search(folded)), None)
    if headcount < 0:
        return None
    if _LESS.search(folded):
        return size_band(max(headcount - 1, 0))
    return size_band(headcount + 1 if _MORE.search(folded) else headcount)


def _headcount(text: str) -> int | None:
    """People counted in `text`; apprentices count with the employees they are added to.

    A number without « salariés » or the like counts only when the text is about how many people
    there are: « on est six », « une quinzaine », « 250 ».
    """
    found = read_quantities(text)
    if any(quantity.unit == "employees" for quantity in found) and _STAFF.search(fold(text)):
        told = [quantity for quantity in found if quantity.unit in {"employees", "contracts"}]
        return int(sum(quantity.value for quantity in told))
    bare = next((quantity for quantity in found if quantity.unit is None), None)
    if bare is None or len(found) > 1:
        return None
    around = {word for word in tokens(text) if not word[0].isdigit()}
    return (
        int(bare.value)
        if around <= _AROUND_NUMBER
        or _STAFF.search(fold(text))
        or _LED.search(fold(text))
        or _OF_US.search(fold(text))
        else None
    )
