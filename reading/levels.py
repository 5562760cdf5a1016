"""The school levels that a sentence names: « stage de 3e », « élèves de seconde », “year 10”."""

from __future__ import annotations

import re

from reading.words import corrections, fold

_OTHER = r"(?! (?:semaine|offre|proposition|annonce|place|demande|fois|choix|axe|action))"
_COUNTED = (
    r"\b(?:\d{1,3}|two|three|four|five|six|deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|"
    r"quinze|vingt|trente|quarante|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty)"
)
# « Paris 4e », « le 3e trimestre » are no levels.
_NO_LEVEL = re.compile(
    r"\b(?:paris|lyon|marseille)(?: dans le| le)? \d{1,2} ?(?:e|em|eme|er)\b"
    r"|\b(?:\d ?(?:e|em|eme|ieme)|troisieme|quatrieme) (?:arrondissement|arrdt?|trimestre|etage|"
    r"edition|siecle|rang)s?\b"
)
_BESIDE_SECONDE = r"(?:[34] ?(?:e|em|eme)s?|troisiemes?|quatriemes?)"
_LEVELS = (
    (
        "quatrieme",
        re.compile(
            rf"\b4 ?(?:e|em|eme|ieme)s?\b|(?<!\ble )(?<!\bdu )\bquatriemes?\b{_OTHER}|\byear 9s?\b"
        ),
    ),
    (
        "troisieme",
        re.compile(
            rf"\b3 ?(?:e|em|eme|ieme)s?\b|(?<!\ble )(?<!\bdu )\btroisiemes?\b{_OTHER}|\byear 10s?\b"
            rf"|{_COUNTED} troisiemes? (?:places?|offers?)"
        ),
    ),
    (
        "seconde",
        re.compile(
            rf"\b2(?:de|nde)s?\b{_OTHER}|\byear 11s?\b|{_COUNTED} secondes? (?:places?|placements?|"
            r"offers?|accueilli|place|recu|pris|ont|sont|viennent|cherchent)"
            r"|\b(?:jeunes?|eleves?|stages?|stagiaires?|gamins?|lyceens?) (?:de|en) secondes?\b"
            r"|^\W*secondes?\W*$"
            rf"|\b{_BESIDE_SECONDE}(?:,| ?/| ou| et| or| and|-) ?(?:de |en |des |la |les )*"
            rf"secondes?\b{_OTHER}"
            r"|\bsecondes?(?:,| ?/| ou| et| or| and|-) ?(?:de |en |des |la |les )*"
            rf"{_BESIDE_SECONDE}\b"
            r"|\b(?:in|niveau|level|level is|niveau c'est|"
            r"all|from|should be|to be) secondes?\b(?! (?:week|offer|place|time))"
            r"|\bsecondes? (?:students?|pupils?|interns?|kids?|class|trainees?|"
            r"level|internships?)\b"
            # English borrows the word for the level alone: “trainees of seconde”
            r"|\bof secondes?\b|\bseconde (?:places|seats|spots|offers?|stages?|ones)\b"
            r"|\b(?:de|en|eleves?|stages?|classe de|ses|nos|mes|leurs|des|les|aux|pour|for)"
            rf" secondes?\b{_OTHER}"
        ),
    ),
)
_NAMED = r"(?:[234] ?(?:e|em|eme|ieme|de|nde)s?|quatriemes?|troisiemes?|secondes?)"
# « Des 4e, pas des 3e »: what is not meant.
_NOT = re.compile(
    r"(?:(?<=\w),? (?:et |and )?(?:pas|not)|"
    r"\b(?:au lieu d[eu']|plutot qu[e']|instead of|rather than|"
    r"(?:weren't|wasn't|aren't|isn't|n'etai\w+ pas|n'est pas|ne sont pas)(?: (?:in|en))?)) ?"
    r"(?:de |des |du |les |la |l'|en |for |a |the )*"
    rf"{_NAMED}\b"
    # « remplacez troisième par quatrième », « it says 3e but it should be 4e »
    r"|\b(?:remplace\w*|replace|change\w*|passe\w*|switch|says?|dit|marque|ecrit|put|mis) "
    rf"(?:(?:les|la|the|de|from|des|en) )*{_NAMED}"
    r"(?= (?:par|by|with|to|en|a|for|but|mais|au lieu)\b)"
)
#: Who is at that level most often, where no level is said.
_IMPLIED = (
    ("troisieme", re.compile(r"\bcollegiens?\b")),
    ("seconde", re.compile(r"\blyceens?\b")),
)
#: “Year 10 internships” are not ten of them.
_YEAR_GROUP = re.compile(r"\byear (?:9|10|11)\b", re.IGNORECASE)


def without_year_groups(text: str) -> str:
    """`text` for who counts: without the number of a British year."""
    return _YEAR_GROUP.sub(" ", text)


def read_levels(text: str, *, implied: bool = True) -> tuple[str, ...]:
    """« quatrieme », « troisieme », « seconde »: those that `text` names, in this order.

    « Collégiens » are in troisième and « lycéens » in seconde, unless `implied` is False.
    What was taken back (« de 4e, pardon, de 3e ») is left out.
    """
    rules = (*_LEVELS, *_IMPLIED) if implied else _LEVELS
    for said in reversed(corrections(_NOT.sub(" ", _NO_LEVEL.sub(" ", fold(text))))):
        if found := {level for level, pattern in rules if pattern.search(said)}:
            break
    return tuple(level for level, _ in _LEVELS if level in found)
