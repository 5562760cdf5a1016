"""What is told of somebody's health: « il est diabétique », “she has asthma”.

Where it is said of nobody (« locaux accessibles en fauteuil roulant », « nous embauchons des
travailleurs handicapés »), it is no one's data and is left.
"""

from __future__ import annotations

import re

from reading.words import fold

_TO_WHAT = (
    r"(?: (?:a|au|aux|to) (?:la |l'|les |the )?[\w-]+(?:(?:,| et| ou| and| or) "
    r"(?:a|au|aux|to) (?:la |l'|les |the )?[\w-]+)*)?"
)
#: What somebody is; folded.
STATE = (
    r"(?:diabeti(?:ques?|c)|asthmati(?:ques?|c)|epilepti(?:ques?|c)|autis(?:tes?|tic)|"
    r"hemophiles?|cardiaques?|c(?:oe|œ)lia(?:ques?|c)|trisomiques?|drepanocytaires?|"
    r"seropositi(?:f|ve)s?|depressi(?:f|ve)s?|anorexi(?:ques?|c)|bipolaires?|bipolar|"
    r"hyperacti(?:f|ve)s?|handicapee?s?|disabled|enceinte|pregnant|sourde?s?(?:-muette?s?)?|deaf|"
    r"malentendante?s?|hard of hearing|hearing[ -]impaired|aveugles?|blind|malvoyante?s?|"
    r"visually impaired|partially sighted|muette?s?|paraplegi(?:ques?|c)|"
    r"dys(?:lexi|praxi|phasi|calculi|calcul|orthographi|graphi)(?:ques?|c)|dys|tdah?|adhd|"
    rf"(?:allergiques?|allergic|intolerante?s?|intolerant){_TO_WHAT}|"
    r"(?:en|dans un) (?:fauteuil(?: roulant)?|chaise roulante)|(?:in a |a )?wheelchair"
    r"(?:[ -](?:user|bound))?|on crutches|en bequilles|(?:en )?situation de handicap)"
)
#: What somebody has; folded.
ILL = (
    r"(?:diabetes?|asthm[ea]|epileps(?:ie|y)|autism[e]?|trisomie(?: 21)?|down'?s syndrome|"
    r"down syndrome|allerg(?:ies?|y)" + _TO_WHAT + r"|tdah?|adhd|dyslexi[ea]|dysprax?i[ea]|"
    r"dysphasi[ea]|dyscalculi[ea]|hemophilie|mucoviscidose|cystic fibrosis|drepanocytose|"
    r"sickle cell(?: disease)?|(?:maladie )?c(?:oe|œ)liaque|cancer|leucemie|"
    r"insulin[e]?|ventoline|ritaline|ritalin|(?:an )?inhaler|(?:an )?epipen|"
    r"crises? d'(?:epilepsie|asthme|angoisse)|"
    r"troubles? (?:autistiques?|du spectre(?: de l'autisme| autistique)?|de l'attention|"
    r"dys|du comportement))"
)
_DEGREE = (
    r"(?:(?:aussi|tres|un peu|legerement|fortement|gravement|severement|egalement|very|severely|"
    r"also|slightly|a bit|un|une|a|an|type) ){0,2}"
)
_IS = r"(?:'s|est|sont|etait|etaient|sera|serait|etant|is|are|was|were|being|car|because|since)"
_HAS = (
    r"(?:(?<!\by )a|ont|avait|has|have|had|fait|suit|souffre|souffrent|suffers?(?: from)?|"
    r"uses|utilise|prend|takes|needs|a besoin|atteinte? de|porteuse de|porteur de)"
    r"(?: regulierement| parfois| also)?"
)
_SOME = r"(?: (?:de|du|des|d'|un|une|le|la|les|a|an|some|severe|une forte))?(?: l'| la )? ?"
_PREDICATE = re.compile(rf"(?:\b|(?='s)){_IS} {_DEGREE}(?P<health>{STATE})(?!\w|-)")
_SUFFERED = re.compile(
    rf"\b{_HAS}{_SOME}(?P<health>{ILL}|handicap|disability|wheelchair|fauteuil roulant)"
    r"(?!\w| (?:a disposition|disponible|available|pour|for)\b)"
)
#: Who is spoken of and not named: « elle est », « mon élève a ».
_SPOKEN_OF = re.compile(
    r"(?:\b(?:il|elle|he|she)(?: n')?|\bqu'(?:il|elle)|"
    r"\b(?:mon|ma|la|le|ce|sa|son|l'|cet|cette|notre|my|the|our|his|her) ?"
    r"(?:eleve|fils|fille|gamine?|collegien(?:ne)?|lyceen(?:ne)?|stagiaire|pupil|student|son|"
    r"daughter|intern|kid)(?: qui| who)?) ?$"
)
#: Those who are many and nobody: « les personnes sont », « nos locaux sont ».
_MANY = re.compile(
    r"\b(?:personnes?|gens|travailleurs?|salarie(?:e?s)?|publics?|clients?|candidats?|people|"
    r"workers?|employees?|customers?|(?:des|les|nos|vos|the|our|your|some) \w+|nous|vous|we|you|"
    r"tu|on|je|i) (?:qui |who |that )?$"
)
_BESIDE = re.compile(
    rf"[ ,:(]{{1,3}}(?:(?:qui|who|il|elle|he|she) )?(?:{_DEGREE}(?P<health>{STATE})(?!\w|-)|"
    rf"(?:avec |with )?(?:un |une |de l'|du |a )?(?P<ill>{ILL})(?!\w))"
)
_LENGTHENED = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " "})


def as_long(text: str) -> str:
    """`text` folded letter by letter, so that places in it are those of the text."""
    return "".join(
        small if len(small := fold(char)) == 1 else char for char in text.translate(_LENGTHENED)
    )


def health_told(small: str, *, named: bool) -> tuple[list[tuple[int, int]], bool]:
    """Where a sentence, `as_long`, tells of one person's health, and whether of « il », « elle ».

    `named`: somebody who may be a pupil is named in it; else only « il est diabétique », « mon
    élève a de l'asthme » count.
    """
    found: list[tuple[int, int]] = []
    spoken = False
    for pattern in (_PREDICATE, _SUFFERED):
        for match in pattern.finditer(small):
            before = small[: match.start()]
            told = _SPOKEN_OF.search(before) is not None
            if told or (named and not _MANY.search(before)):
                found.append(match.span("health"))
                spoken = spoken or told
    return found, spoken


def health_beside(small: str, end: int) -> tuple[int, int] | None:
    """Where health is told right behind a name that ends at `end`: « Adam (asthmatique) »."""
    match = _BESIDE.match(small, end)
    if match is None:
        return None
    return match.span("health") if match["health"] else match.span("ill")
