"""The size of a company, from a headcount or words."""

from __future__ import annotations

import re

from reading.quantities.numbers import with_digits
from reading.quantities.reader import read_quantities
from reading.quantities.spelt import spelt
from reading.size_english import english_headcount, headcount_beside
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
_BOUND = re.compile(rf"(?:{_LESS.pattern}|{_MORE.pattern}) ?\d")
_RANGE = re.compile(r"(\d{1,6}) ?(?:-|a|et|to|and) ?(\d{1,6})\b")
_STAFF = re.compile(
    r"\b(?:salarie|employe|collaborat|collegue|colleague|staff|worker|coworker|etp|effectif|"
    r"headcount|"
    r"on the payroll|on the books|sur la feuille de paie)"
)
_BETWEEN = re.compile(
    r"\b(?:entre|between|btwn|btw|de|from) (\d{1,6}) (?:et |and |n |a |to |& )?(\d{1,6})\b"
)
_WE_ARE = re.compile(
    r"\b(?:on (?:n')?est|on es|on e|nous (?:ne )?sommes|we are|we're|we r|there are|y a|il y a) "
    r"(?:que |seulement |environ |only |just |about |around )?(\d{1,6})"
    r"(?=\W*$| ?[,.;:!?]| (?:dans|chez|avec|au total|en tout|au salon|au magasin|au garage|au "
    r"resto|"
    r"a la boite|salarie\w*|personnes|people|ppl|of us|"
    r"et|and|here|ici|a l'atelier|a la boutique|at the|in the|in total)\b)"
)
_HEADED = re.compile(
    r"\b(\d{1,6})[- ](?:person|people|man|woman|employee|strong)\b (?!in\b|for\b)"
    r"|\b(?:equipe|cabinet|agence|entreprise|societe|boite|asso|association|atelier|restaurant|"
    r"garage|"
    r"commerce|magasin|groupe|maison|salon|usine|tpe|pme|eti|team|company|firm|business|group|crew|"
    r"shop|workshop)"
    r"(?: (?:d')?(?!plus|moins|a\b)[a-z]+){0,2} (?:de|d'environ|of|of about) "
    r"(\d{1,6}) (?:personnes|people|ppl|salarie\w*|employe\w*)\b"
    r"|\b(?:our|my|a) (?:small |little )?team of (\d{1,6})\b"
    r"|\b(?:a|our|my) (?:small |little |big |large )?(?:firm|company|business|shop|workshop|group|"
    r"practice|crew) of (?:about |around |some |roughly |nearly )?(\d{1,6})\b"
    r"(?! ?(?:years?|days?|weeks?))"
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
# “At the practice, 300 people in Quimper”, « un coiffeur avec deux salariés »: a company's people,
# said beside what it is, whatever is wanted.
_BESIDE = re.compile(
    r"(?:,|\b(?:with|avec)) (?:about |around |some |roughly |nearly |environ |pres de )*"
    r"(\d{1,6}) (?:people|ppl|personnes|employees|staff|salarie\w*)"
    r"(?= (?:in|at|near|across|around|on|over|a|en|dans|sur) |\W*$| ?[,.;:?!])"
)
#: “…, 700 staff?” can be nobody else's.
_STAFF_SAID = re.compile(r",[^,]*\b(?:staff|employees|salarie\w*)$")
_AS_ADJECTIVE = re.compile(r"\d+(?:-| (?:person|man|woman|employee|strong)\b)")
#: « Une TPE comme la mienne », “my restaurant, a TPE”: a word for the size, told by the way.
_OWN_KIND = re.compile(
    r"\b(?:une?|an?|notre|ma|our|my|comme|petite|small) (?:petite |small )?(?P<kind>tpe|eti)\b"
    r"|\b(?:notre|ma|je dirige une|je suis une?|our|my) (?P<tiny>micro[- ]entreprise)\b"
)
_WE_COUNT = re.compile(
    r"(?:^|[.,;:?!] )\W*(?:were|we're|we are|on est|nous sommes) (\d{1,6}) "
    r"(?:ppl|people|personnes|salarie\w*|au (?:salon|magasin|garage|resto|cabinet)|"
    r"a la (?:boutique|boite)|a l'atelier|dans l'(?:entreprise|atelier|equipe)|"
    r"in the (?:shop|team|company)|(?:a|in) (?![a-z]+(?:er|ir|re|oir)\b)(?!the\b|all\b|"
    r"tout\b)[a-z]{4,})\b"
    r"(?! (?:to|pour|from|who|qui))"
)
_IS_A_FIRM = re.compile(
    r"\b(?:firm|company|business|practice|salon|shop|agency|office|hairdresser|workshop|factory|"
    r"garage|restaurant|bakery|studio|dairy|subcontractor|hotel|bakers?|butchers?|florist|"
    r"hr director|group|"
    r"entreprise|societe|boite|cabinet|agence|commerce|"
    r"magasin|atelier|usine|coiffeu\w+|boulange\w+|bouche\w+|fleuriste|pme|tpe|groupe|drh|"
    r"dirigeant\w*)\b"
)
# « Libérer un employé » tells what somebody has to give, and no size.
_LENT = re.compile(
    r"\b(?:liber\w*|detach\w*|pret(?:er|e|ons)|envoy\w*|free up|spare|lend|send|release)\b"
    r"[^,.;]{0,20}\b(?:salarie|employe|collaborat|collegue|colleague|worker|staff)"
)
_OF_US = re.compile(r"\bof us\b")
_MANY = re.compile(r"\b(?:des|plusieurs|quelques) (dizaines|centaines|milliers)\b")
_MANY_BANDS = {"dizaines": "10-49", "centaines": "250-4999", "milliers": "5000+"}


#: “A firm of 20, no, 60 people”.
_TAKEN_BACK = re.compile(
    r"\b\d{1,6},? (?:(?:uh|um|er|euh),? )?(?:no|non|sorry|pardon|wait),? (?:no,? )?(?=\d)"
)
_POSTCODE = re.compile(r"\b(?:a|in|at) [a-z' -]{2,30}[ ,(]+\d{5}\b")
#: No company has as many people.
_MOST_STAFF = 10_000_000


def size_band(headcount: int) -> str:
    """The band that a headcount (0 or more) falls in."""
    limits = (10, 50, 250, 5000)
    return SIZE_BANDS[sum(headcount >= limit for limit in limits)]


def read_headcount(text: str) -> int | None:
    """How many people a company says that it has; None of a range or a bound, « moins de 50 »."""
    compact = _compact(text)
    if _BOUND.search(compact):
        return None
    if (match := _HEADED.search(compact)) is not None:
        return int(next(filter(None, match.groups())))
    if _between(compact) or _LESS.search(compact) or _MORE.search(compact):
        return None
    return _headcount(text)


#: « Qui emploie neuf femmes », “we employ 80 people”.
_EMPLOYS = re.compile(
    r"\b(?:we|i|it|which|that|qui|on|nous|j'|workshop|firm|company)? ?"
    r"(?:employs?|emploie|employons|employant|employing) "
    r"(?:about |around |some |environ |pres de )?(\d{1,6})\b"
    r"(?! (?:apprent|stagiair|jeune|young|pupil|eleve|intern))"
)


def read_own_headcount(text: str) -> int | None:
    """How many people a company plainly has, told by the way: “a firm of six”, « on est onze ».

    Stricter than `read_headcount`: it holds whatever the sentence wants.
    """
    compact = _compact(text)
    if _between(compact) or _LESS.search(compact) or _MORE.search(compact):
        return None
    match = _HEADED.search(compact)
    # « A twelve-person practice »; “12 people came” may be anybody.
    if match and (match[1] is None or _AS_ADJECTIVE.match(match[0])):
        return int(next(filter(None, match.groups())))
    beside = _BESIDE.search(_collected(text))
    if beside and (_IS_A_FIRM.search(compact) or _STAFF_SAID.match(beside[0])):
        return int(beside[1])
    if employed := _EMPLOYS.search(compact):
        return int(employed[1])
    said = _WE_COUNT.search(compact)
    return int(said[1]) if said else english_headcount(compact)


def tells_own_size(text: str) -> bool:
    """Whether `text` plainly tells by the way how large the company is, by number or by word."""
    return read_own_headcount(text) is not None or _OWN_KIND.search(fold(text)) is not None


def _collected(text: str) -> str:
    """As `_compact`, « une trentaine » in digits too."""
    return re.sub(r"(?<=\d)[ .,](?=\d{3}\b)", "", spelt(fold(text)))


def is_bound(text: str) -> bool:
    """Whether `text` tells how many at most or at least, and not how many."""
    return _BOUND.search(_compact(text)) is not None


def _compact(text: str) -> str:
    """`text` folded, its numbers in digits without spaces, and without one that is taken back."""
    said = re.sub(r"(?<=\d)[  .,](?=\d{3}\b)", "", with_digits(fold(text)))
    return _TAKEN_BACK.sub("", said)


def _between(compact: str) -> int | None:
    """The lower end of a range: « entre dix et quinze », « 50 to 249 »."""
    for pattern in (_BETWEEN, _RANGE):
        match = pattern.search(compact)
        if match and int(match[1]) < int(match[2]):
            return int(match[1])
    return None


def read_size_band(text: str) -> str | None:
    """The size band that `text` tells, by a headcount or by words; None when it tells none.

    « moins de 50 » is the band that ends there, « plus de 250 » the one that begins there.
    « PME » alone says too little (10 to 249 people).
    """
    folded = fold(text)
    compact = _compact(text)
    if match := re.fullmatch(
        r"\D{0,20}(\d{1,6}) ?(?:\+|et plus|or more|and more)\D{0,20}", compact
    ):
        return size_band(int(match[1]))
    if match := _HEADED.search(compact):  # « a twelve-person practice »
        return size_band(int(next(filter(None, match.groups()))))
    if (lowest := _between(compact)) is not None:
        return size_band(lowest)
    if (own := read_own_headcount(text)) is not None:
        return size_band(own)
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
    if _LENT.search(fold(text)):
        return None
    # « SIREN 800 000 010 » counts nobody.
    found = [one for one in read_quantities(text) if one.value < _MOST_STAFF]
    if any(quantity.unit == "employees" for quantity in found) and _STAFF.search(fold(text)):
        told = [quantity for quantity in found if quantity.unit in {"employees", "contracts"}]
        return int(sum(quantity.value for quantity in told))
    bare = next((quantity for quantity in found if quantity.unit is None), None)
    if bare is not None and _POSTCODE.search(fold(text)):  # « nous sommes à Lille, 59000 »
        return None
    compact = _compact(text)
    said = _WE_ARE.search(compact)
    if bare is None or len(found) > 1:
        return int(said[1]) if said else headcount_beside(compact)
    around = {word for word in tokens(text) if not word[0].isdigit()}
    return (
        int(bare.value)
        if around <= _AROUND_NUMBER
        or _STAFF.search(fold(text))
        or _LED.search(fold(text))
        or _OF_US.search(fold(text))
        or said
        else headcount_beside(compact)
    )
