"""Whether a sentence tells of what is to be done, or of what was done."""

from __future__ import annotations

import re
from datetime import date

from reading.done import ACTED_EN
from reading.words import fold

_DONE = re.compile(
    r"\b(?:(?:on|nous|j'?|je|ils?|elles?) ?(?:a|avons|ai|ont|avions|avait|sommes|suis)\b"
    r"(?! (?:l'intention|prevu|decide|envie|pour objectif|besoin|hate))"
    r"|(?:a|ont) ete\b|on (?:vient|venait) de|c'etait|we(?:'ve| have| had)\b|i(?:'ve| have)\b"
    rf"|(?:we|i) (?:{ACTED_EN}|gave|made|did|spent|ran|held)\b"
    r"|s'etait engages?|la semaine derniere|le mois dernier|l'an dernier|l'annee derniere"
    r"|last (?:week|month|year)|yesterday|hier)"
)
_PROMISED = re.compile(
    r"\b(?:s'engage\w*|nous engageons|m'engage\w*|engagement de|pour objectif|objectifs?\b|"
    r"(?:on|nous|je) (?:va|allons|vais|veut|voulons|veux|voudrait|voudrions|voudrais|souhaite\w*|"
    r"prevoi\w*|prevoyons|compt(?:e|ons)|pourrait|pourrions|aimerait|aimerions)\b|"
    r"(?:on|nous|je) [a-z]+(?:era|erons|erai|dra|drons|drai|ira|irons|irai)\b|"
    r"[a-z]{2,}[eiudtv]ront\b|(?:se|au)ront\b|(?:sera|aura|fera|pourra|devra|recevra)\b|"
    r"[a-z]*(?:prendra|tiendra|viendra)\b|"
    r"(?!(?:camera|opera|riviera|rivera|herrera|cabrera|barrera)\b)[a-z]{3,}era\b|"
    r"a l'intention|prevu de|decide de|an prochain|rentree prochaine|prochaine rentree|"
    r"(?:c'est|ce sera|c|deja) prevu|prevue?s? (?:pour|en|a)\b|"
    r"pas encore (?:fait|commence|signe|recrute)|(?:pendant|sur|durant) (?:\d|deux|trois) (?:ans|"
    r"annees)|next september|septembre prochain|l'annee prochaine|l'an qui vient|"
    r"d'ici (?:a |la |le |l'|fin|\d)|par an\b|chaque annee|tous les ans|"
    r"we(?:'ll| will| plan| intend| commit| want| aim| pledge|'re going|'d like| are going)\b|"
    r"i(?:'ll| will| commit| want to| plan)\b|we would|commit to|target of|next year|"
    r"(?:over (?:the (?:next |coming )?)?|for the (?:next|coming) )(?:\d|two|three) years|"
    r"by (?:the end of )?20\d\d|(?:per|a|each|every) year)\b"
)
#: « Par an, depuis 2024 » has been going on.
_SINCE = re.compile(r"\b(?:depuis|since) (20\d\d)\b")
_YEAR = re.compile(r"\b(20[2-9]\d)\b")


def is_promise(text: str, today: date) -> bool:
    """Whether `text` tells of actions to come: « on s'engage à », « l'an prochain », « en 2031 ».

    What is said to be done is no promise, whatever else is said: « on a pris deux stagiaires ».
    """
    said = fold(text)
    since = _SINCE.search(said)
    if _DONE.search(said) or (since is not None and int(since[1]) <= today.year):
        return False
    years = [int(year) for year in _YEAR.findall(said)]
    return bool(_PROMISED.search(said)) or any(year > today.year for year in years)
