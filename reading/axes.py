"""The axes of the programme, named or told in the person's own words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from reading.quantities.numbers import with_digits
from reading.words import corrections, fold

AXES = ("raise_awareness", "train", "recruit", "buy")
_KEYWORDS = {
    "raise_awareness": r"raise_awareness|sensib\w*|(?:rais\w+ )?awareness|stages?(?! longs?)"
    r"|stagiaires?|3(?:e|eme)s?|troisiemes?|2nde|colleg\w*|classes?|ecoles?|scolaires?|visit\w*"
    r"|montr(?:er|e|ons|ez)|temoign\w*|interven\w*|parrain\w*|mentor\w*|decouv\w*|metiers?"
    r"|mecenat|eleves?|lyceens?|pupils?|schools?|internships?|interns?|work experience"
    r"|show\w*|introduc\w*|world of work|sponsor\w*|discover\w*|schoolchild\w*",
    "train": r"train(?:ing|ings|er|ed)?|form(?:er|e|es|ons|ez|ations?|ateurs?)|apprenti\w*"
    r"|alternan\w*|cfa|contrats? (?:de )?pro\w*|tuteurs?|tutorat|stages? longs?|immersion"
    r"|apprentices?\w*|work[- ]study|teach\w*",
    "recruit": r"recruit\w*|recrut\w*|embauch\w*|cdi|cdd|interim\w*|emplois?|job dating"
    r"|cvs? anonymes?|hir(?:e|es|ed|ing)|postes?|discriminat\w*|biais|jobs?"
    r"|tak(?:e|ing) on (?:people|staff|locals|residents)",
    "buy": r"buy\w*|achet\w*|achat\w*|fournisseu\w*|sous[- ]trait\w*|prestataires?|traiteurs?|esat"
    r"|commander|commandes?|faire (?:travailler|bosser)|give work to|purchas\w*|suppliers?|vendors?"
    r"|procure\w*|caterers?|fournitures?|ordering|order from|local traders|approvisionn\w*"
    r"|prestations?|(?:se|nous|vous|me) fournir|source locally|sourcing",
}
_KEYWORD = re.compile(
    r"\b(?:" + "|".join(f"(?P<{axis}>{words})" for axis, words in _KEYWORDS.items()) + r")\b"
)
#: Their names and what they are named after; the other keywords are deeds that belong to them.
_OWN_NAMES = {
    "raise_awareness": r"sensib\w*|(?:rais\w+ )?awareness",
    "train": r"train(?:ing)?|form(?:er|ations?)|apprentissage|alternance",
    "recruit": r"recruit\w*|recrut\w*|embauch\w*|hiring",
    "buy": r"buy(?:ing)?|achet\w*|achats?|purchas\w*",
}
_OWN_NAME = re.compile(
    r"\b(?:" + "|".join(f"(?P<{axis}>{words})" for axis, words in _OWN_NAMES.items()) + r")\b"
)
_SPELT = {
    word: axis
    for axis, words in {
        "raise_awareness": "sensibiliser sensibilisation sensibilise",
        "train": "former formation formations apprentissage apprenti alternance training",
        "recruit": "recruter recrutement recrute embaucher embauche recruit recruiting hiring",
        "buy": "acheter achats fournisseurs fournisseur suppliers buying",
    }.items()
    for word in words.split()
}
_ALL = re.compile(
    r"\b(?:les quatre|les 4|tt|tte?s|(?<!\ba )tous|(?<!\ba )toutes|tout|"
    r"all(?: (?:four|4|of them))?|everything|the four|"
    r"quatre axes|4 axes|four axes|le reste|les (?:[23] |deux |trois )?(?:autres|otres)|the rest|"
    r"the (?:other (?:two|three|[23])|others))\b"
    r"(?! (?:le monde|de suite|can wait|attendra|peut attendre|plus tard|apres|later))"
)
_OTHERS = re.compile(
    r"(?:les (?:[23] )?(?:autres|otres)|the other (?:[23]|two|three|ones?)|the others|the rest|"
    r"le reste)\b"
)
_NONE = re.compile(r"^\W*(?:aucune?(?: axe| d'entre eux)?|rien|pas d'axe|none(?: of them)?)\W*$")
_BUT = re.compile(
    r"\b(?:sauf|s[ao]u?f|e?xcept|exept|apart from|other than|hors|hormis|excepte|a part|"
    r"a l'exception|sans(?! discr)|but not|except|without(?! discr)|not|pa(?= l[ea])|"
    r"pas(?! (?:bien|compris|encore|sur(?! (?:l'|la |les? )))\b)|ni|"
    r"moins (?:le|la|l'|les|l )|moins (?=recrut|achat|achet|form|sensib)|enleve\w*|retire\w*|"
    r"supprime\w*|vire[zr]?|biffe\w*|raye\w*|zappe\w*|remove|drop|minus|"
    r"(?:ne|n')(?: ?[a-z]+){0,2} plus|arret(?:e|er|ez|ons)\b|no (?:more|longer)|stop|"
    r"take (?:us|me) off|nothing about|rien (?:sur|cote)|"
    r"take(?= (?:(?!leave)\w+ ){0,4}(?:out|off)\b)|forget(?: about)?|oublie[zr]?|"
    r"laiss\w* (?:tomber|de cote)|leav\w+(?= (?:\w+ ){1,3}aside\b)|"
    r"\w+n't|cannot|"
    r"leav\w+ out|skip\w*|0(?= [a-z])|aucune?|no (?=(?:recruit|hir|buy|train|purchas|awaren)))\b ?"
)
# « Embaucher, sûrement pas », « acheter non »
_THEN_NOT = re.compile(
    r"(?: ?(?:mais|but) )?(?P<what>[^,;.!?]{2,40}?)[,?]? ?[,?]? "
    r"(?:pas pour (?:nous|moi)|not for (?:us|me)|"
    r"(?:surement|certainement|absolument|surtout|vraiment) pas|non merci|hors de question|"
    r"pas question|no way|no thanks|no thank you|(?:definitely|certainly) not|non|no)"
    r"(?=\W*(?:$|[;.!?]))"
)
_ALL_BUT = re.compile(r"\b(everything|all(?: four)?|anything|les quatre|tout) (?:but|moins)\b")
_ENDS_NOT = re.compile(
    r"\b(?:pas|non|merci|question|way|not|no|thanks|you|nous|moi|us|me)(?=\W*(?:$|[;.!?]))"
)
_VERB_NOT = re.compile(r"\b(?:ne|n'|n|don't|do not|won't|can't)\b ?([^,;.]{0,40}?)\bpas\b")
_CLAUSE = re.compile(
    r"[,;.!?\n]+| mais | par contre | but | however |"
    # « Enlève Former et mets Sensibiliser »: what is put in its place is not taken out.
    r" (?:et|and|puis|then)(?= (?:mets?|mettez|mettre|ajout\w+|rajout\w+|prends?|prenez|gardez?|"
    r"garder|remplace\w*|add|put|keep)\b)"
)
#: « Plutôt Former que Sensibiliser », “Train rather than Buy”
_RATHER = re.compile(
    r"\b(?:plutot|rather)\b(?P<what>[^,;.!?]{2,40}?)\b(?:que|qu'|than)\b|\bplutot qu[e']|"
    r"\b(?:remplace\w*|replace)\b(?P<out>[^,;.!?]{2,40}?)\b(?:par|with|by)\b|"
    r"(?:\ba la place (?:de|du|des|d')|\bau lieu (?:de|du|des|d')|\brather than|\binstead of)"
)
_ORDINALS = {
    word: place
    for place, words in enumerate(
        (
            "premier premiere 1er first",
            "deuxieme second seconde",
            "troisieme third",
            "quatrieme fourth dernier derniere last",
        )
    )
    for word in words.split()
}
_SCHOOL_YEARS = frozenset({"troisieme", "3e", "3eme", "seconde", "4e", "4eme", "quatrieme"})
_FOUR = re.compile(r"\b(?:les (?:quatre|4)|all (?:four|4)|the (?:four|4))\b")
_COUNTED = re.compile(
    r"\b(?:les |the )?(?:(?P<end>premiers|premieres|first|derniers|dernieres|last) (?P<n>[23])"
    r"|(?P<n2>[23]) (?P<end2>premiers|premieres|first|derniers|dernieres|last))\b"
)
_ORDINAL = re.compile(
    rf"\b(?:le |la |l'|the |du )?(?P<word>{'|'.join(_ORDINALS)}|[1-4](?:e|eme|nd|rd|th|st))\b"
    r"(?! (?:fois|temps|time|classe|college|years?|months?|weeks?|annees?|mois|semaines?|summer|"
    r"spring|autumn|winter|term|ete|hiver|printemps|automne|trimestre|board|meeting|minute|"
    r"reunion|conseil|comite|quarter|edition|visit\w*|call|message|jour|day|moment))"
)
_NUMBERED = re.compile(
    r"\b(?:axes?|axis|numeros?|n ?°|option|choix|le|les|the)(?: (?:number|numero|n°))? ?"
    r"(?P<list>[1-4]\b(?:(?: ?(?:,|et|and|&|\+|puis|ou) ?)(?:le |l'axe |axe |the )?"
    r"[1-4]\b)*)(?! ?[a-z€%])"
)
_ONLY_NUMBERS = re.compile(r"\W*[1-4]\b(?:(?:[ ,;/+&-]|et|and|puis)*[1-4]\b)*\W*")


@dataclass(frozen=True, slots=True)
class AxesReading:
    """Axes wanted, and axes said not to be wanted. They never overlap."""

    chosen: frozenset[str]
    excluded: frozenset[str]


def read_axes(text: str) -> AxesReading:
    """The axes that `text` picks and drops.

    By name or number (« 1 et 3 », « le premier et le dernier »), by what one would do
    (« montrer notre cuisine à une classe »), all of them, all but some.
    """
    chosen: set[str] = set()
    excluded: set[str] = set()
    pieces = corrections(fold(text))
    if len(pieces) > 1 and _AXIS_WORD.search(pieces[0]):  # « l'axe 2, non, du 3 »
        pieces = [*pieces[:-1], _BARE_AXIS.sub(r"axe \1", pieces[-1])]
    last = _read(with_digits(_mended(pieces[-1]))) if len(pieces) > 1 else (set(), set())
    if last[0] and not last[1]:
        chosen, excluded = last  # « Acheter, non, Former »: said anew
    else:
        for piece in pieces if last[1] else [" ".join(pieces)]:
            # « Acheter et Former… non, pas Former, Recruter »: the rest stands.
            picked, dropped = _read(with_digits(_mended(piece)))
            chosen = (chosen | picked) - dropped
            excluded = (excluded - picked) | dropped
    return AxesReading(frozenset(chosen - excluded), frozenset(excluded))


_NUMBERS_OF_AXES = re.compile(r"\W*(?:l'|les |the )?ax[ei]s? [1-4](?:(?:,| et| and| &)? [1-4])*\W*")


#: « 20 000 € d'achats »: what the money is for, and no axis.
_BOUGHT = re.compile(r"(?:€|\beuros?|\beur) (?:d'|of |en |in )(?:achats?|purchas\w*)")
_TO_NAME = re.compile(r"^\W*(?:(?:l'|d'|(?:les?|la|the|axe|axis|de|des|du)\b) ?)*")
_AXIS_WORD = re.compile(r"\bl?'?ax[ei]s?\b")
#: « L'axe Acheter », “the Recruit axis”: called an axis, it is one whatever is said of it.
_CALLED_AXIS = re.compile(
    rf"\b(?:ax[ei]s?(?: (?:de|du|des|la|le|les|l'|d'|:|«))* ?(?:{'|'.join(_OWN_NAMES.values())})"
    rf"|(?:{'|'.join(_OWN_NAMES.values())}) ax[ei]s)\b"
)
_BARE_AXIS = re.compile(r"^\W*(?:du |de la |le |la |the |number )?([1-4])\b(?! ?[a-z€%])")


def axes_by_name(text: str) -> frozenset[str]:
    """The axes that `text` calls by their own name (« nos achats »), not by what one does there."""
    said = _BOUGHT.sub(" ", _mended(fold(text)))
    return frozenset(match.lastgroup for match in _OWN_NAME.finditer(said) if match.lastgroup)


def axes_called_so(text: str) -> frozenset[str]:
    """The axes that `text` names with the word axis: « l'axe Acheter », “the Recruit axis”."""
    said = _mended(fold(text))
    return frozenset().union(*(axes_by_name(match[0]) for match in _CALLED_AXIS.finditer(said)))


def axes_left_out(text: str) -> frozenset[str]:
    """The axes that ``text`` leaves out by their own name: « tout sauf les achats »."""
    kept, *dropped = _BUT.split(_ALL_BUT.sub(r"\1 except", _mended(fold(text))))
    named = [_OWN_NAME.match(_TO_NAME.sub("", part)) for part in dropped]
    # « Côté formation, hors apprentissage » speaks of an axis, and leaves out a part of it.
    return frozenset(one.lastgroup for one in named if one and one.lastgroup) - axes_by_name(kept)


def is_axes(text: str) -> bool:
    """Whether `text` is the names of axes and nothing else: « former et l'axe acheter »."""
    if _NUMBERS_OF_AXES.fullmatch(fold(text)):
        return True
    rest = _OWN_NAME.sub(" ", _mended(fold(text)))
    rest = re.sub(
        r"\b(?:l'|les?|la|axes?|the|et|and|plus|aussi|also|puis|d'|de)(?![a-z])", " ", rest
    )
    return bool(axes_by_name(text)) and not re.search(r"\w", rest)


@lru_cache(maxsize=1024)
def _mended_word(word: str) -> str:
    if len(word) < 6 or _KEYWORD.fullmatch(word):
        return word
    limit = 1 if len(word) < 9 else 2
    found = process.extractOne(word, list(_SPELT), scorer=OSA.distance, score_cutoff=limit)
    return found[0] if found and found[0][0] == word[0] else word


def _mended(folded: str) -> str:
    return re.sub(r"\b[a-z]{6,18}\b", lambda match: _mended_word(match[0]), folded)


def _named(text: str) -> set[str]:
    """The axes whose keywords stand in `text`."""
    return {match.lastgroup for match in _KEYWORD.finditer(text) if match.lastgroup}


def _numbered(text: str) -> tuple[set[str], str]:
    """The axes named by their place in the programme's order, and `text` without those words."""
    if _ONLY_NUMBERS.fullmatch(text):
        return {AXES[int(digit) - 1] for digit in re.findall(r"[1-4]", text)}, ""
    found: set[str] = set()
    for match in _COUNTED.finditer(text):
        count = int(match["n"] or match["n2"])
        first = (match["end"] or match["end2"]).startswith(("premi", "first"))
        found.update(AXES[:count] if first else AXES[-count:])
    text = _COUNTED.sub(" ", text)
    for match in _NUMBERED.finditer(text):
        found.update(AXES[int(digit) - 1] for digit in re.findall(r"[1-4]", match["list"]))

    def ordinal(match: re.Match[str]) -> str:
        word = match["word"]
        led = re.match(r"(?:le|la|the) ", match[0]) or text[: match.start()].endswith("axe ")
        if word in _SCHOOL_YEARS and not led:
            return match[0]
        place = _ORDINALS[word] if word in _ORDINALS else int(word[0]) - 1
        found.add(AXES[place])
        return " "

    return found, _ORDINAL.sub(ordinal, text)


def _told(text: str) -> set[str]:
    """The axes that a stretch without a negation names in any way."""
    numbered, rest = _numbered(text)
    return numbered | _named(rest)


def _preferred(said: re.Match[str]) -> str:
    if said["out"]:
        return f" pas {said['out']}, "
    return f"{said['what'] or ''} pas "


def _read(text: str) -> tuple[set[str], set[str]]:
    if _NONE.match(text):
        return set(), set(AXES)
    chosen: set[str] = set()
    excluded: set[str] = set()
    text = _ALL_BUT.sub(r"\1 except", text)
    text = _RATHER.sub(_preferred, text)
    if _ENDS_NOT.search(text):
        text = _THEN_NOT.sub(r", pas \g<what>", text)
    no_others = False
    for clause in _CLAUSE.split(text):
        for match in _VERB_NOT.finditer(clause):
            excluded |= _named(match[1])
        before, *after = _BUT.split(_VERB_NOT.sub(" pas ", clause))
        chosen |= _told(before)
        for part in after:
            excluded |= _told(part)
            no_others = no_others or _OTHERS.match(part.strip()) is not None
    if no_others and chosen:  # « Former et Recruter, pas les deux autres »
        return chosen, set(AXES) - chosen
    if _ALL.search(text) and (excluded or not chosen or _FOUR.search(text)):
        chosen |= set(AXES)
    return chosen - excluded, excluded
