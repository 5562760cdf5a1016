"""Numbers of a sentence that name, place or date something, and count nothing."""

from __future__ import annotations

import re

from reading.places.departments import DEPARTMENT, without_departments

_TIME = r"\d{1,2} ?(?:h|heures?|:) ?(?:[0-5]\d)?"
MONTHS = (
    r"(?:janv|fevr|mars|avr|mai\b|juin|juil|aout|sept|octo|nove|dece|janu|febr|march|apri|may\b|june|"
    r"july|augu|jan\b|fev\b|feb\b|avr\b|apr\b|jun\b|jul\b|aug\b|sept?\b|oct\b|nov\b|dec\b)"
)
_RULES = (
    # « le 03.11.2026 »: its year alone would leave 3.11
    r"(?<![\d.,])\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d\b",
    # « le 15-19 mars », « 8 to 12 February »
    rf"\b\d{{1,2}} ?(?:-|au|a|to|till|until|/) ?\d{{1,2}} (?:of )?(?={MONTHS})",
    # « du 8 au 12 mars, enfin du 15 au 19 »
    r"\b(?:du|from) \d{1,2} (?:au|o|to) \d{1,2}\b(?! ?[a-z])",
    # « du 14 o 18 dec », « lundi 4 », « Friday 8th »
    rf"\bdu \d{{1,2}} (?:au|o) \d{{1,2}} (?={MONTHS})",
    # « le 3, non le 5 novembre »
    rf"\b(?:le|au|du|the|on) \d{{1,2}},? (?:(?:euh|non|no|pardon|enfin|sorry|plutot),? )+"
    rf"(?=(?:le |au |du |the |on )?\d{{1,2}} (?:of )?{MONTHS})",
    r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
    r" \d{1,2}\b(?! ?(?:eleves?|jeunes?|places?|pupils?|kids?|stagiaires?|interns?|h\b|heures?))",
    # « 9h 16h30 », « une équipe de 14 personnes », « a 30-strong firm »
    r"\b\d{1,2} ?h(?:[0-5]\d)? ?(?:-|/|,|a|et|jusqu'a)? ?\d{1,2} ?h(?:[0-5]\d)?\b",
    r"\b(?:equipe|team|boite|entreprise|societe|company|firm|atelier) (?:[a-z]+ )?(?:de|of) "
    r"\d{1,4}\b(?: (?:personnes|people))?(?! (?:salaries|employes|employees|eleves|jeunes|pupils|"
    r"stagiaires|interns))",
    r"\b\d{1,4}-(?:strong|person|people|man|woman)\b",
    # « on commence à huit heures et pas à sept heures »
    r"\b(?:commenc|demarr|debut|arriv|fini|termin|start|begin|end|open|ferm|"
    r"ouvr)\w* (?:[a-z]+ )?(?:a|at) "
    r"\d{1,2}(?: ?(?:heures?|h))?\b(?:,? (?:et |and )?(?:non|pas|not) (?:a |"
    r"at )?\d{1,2} ?(?:heures?|h)?\b)?",
    # « à neuf heures », « jusqu'à dix heures », « at four », « 6 am »
    r"\b(?:a|vers|jusqu'a|des|avant|apres|at|by|until|till|before|after|around|from) "
    r"(?:1?\d|2[0-4]) ?(?:h|heures?|o'?clock)\b(?: ?[0-5]\d\b)?"
    r"(?! (?:par|de (?!l'apres|la )|d'|of|per|a week|each|au total|en tout))",
    # “by nine in the morning”
    r"\b(?:at|by|from|until|till|before|after|around) 1?\d "
    r"(?:in the (?:morning|afternoon|evening)|sharp)\b",
    r"\b(?:1?\d|2[0-4]) ?(?:am|pm|a\.m|p\.m|o'?clock)\b"
    r"|\bat (?:1?\d|2[0-4])\b(?=\W*$|[,.;?!]| (?:and|every|evry|each|on|in the|sharp|rather|or)\b)",
    # « pour cent »
    r"\b(?:pour|per) 100\b(?=\W*$|[,.;?!])",
    # « five is too many »
    r"\b\d{1,3} (?:[a-z]+ )?(?:is|are|c'est|cest|ce serait|would be|"
    r"seems?) (?:(?:far|way|much|un peu|bien) )?"
    r"(?:too|trop)\b",
    # « l'offre 2 », « axe n° 3 », « la 3 », « les deux premiers », « les quatre axes »
    r"\b(?:axes?|axis|volets?|l?'?offres?|offers?|options?|choix|annonces?|numeros?|number|n°|"
    r"propositions?|demandes?|lignes?|points?|stages? n°) ?(?:n°|no|numero|number)? ?\d{1,3}\b"
    r"(?! ?(?:eleves?|jeunes?|places?|pupils?|seats?|spots?|kids?|stagiaires?|interns?|stages?))",
    r"\b(?:les|the|des|all|ces|vos|nos|parmi les) \d{1,2} (?:axes?|volets?|trucs?|piliers?|choix|"
    r"categories|premiers?|premieres?|derniers?|dernieres?|autres)\b",
    r"\bla \d\b",
    r"\b(?:les|the|first|last|deux|trois) (?:premiers?|premieres?|first|last) \d\b",
    r"\b\d (?:premiers?|premieres?|derniers?|dernieres?)\b",
    # parts of what is counted, and shares
    r"\b(?:dont|including|of which|of whom) \d{1,4}\b",
    r"\bcent pour cent\b|\d+ ?%",
    # « dans le 93 », « Saint-Denis (93) », « le neuf trois »
    r"\(\d{2,3}\)|\ble 9 ?[1-5]\b(?! ?[a-z]+ 20)",
    r"\b(?:dans|ds|dan|departement|dept|dep|referent du|contact du|prefecture du) "
    r"(?:le |du )?\d\d\b(?! ?(?:jours?|semaines?|mois|ans|heures?|h\b))",
    r"\b(?:dans|departement|dept|dep|du|le|ds|dan|the) (?:le |du |les )?"
    rf"{DEPARTMENT}(?=\W*(?:$|,|\?|et\b|non\b|c'est\b))",
    # “anything in the 67 for firms”
    rf"\bin the {DEPARTMENT}\b(?! (?:days?|hours?|weeks?|months?|years?|places?|spots?|seats?|"
    r"pupils?|students?|interns?|schools?|companies|firms)\b)",
    # weeks, years, hours of the day, « entre le 2 et le 6 mars »
    r"\b(?:semaines|weeks) \d{1,2}(?:(?:, | et | and | a | to | ou | or | & )\d{1,2})+\b"
    r"(?! ?[a-z]+s\b)",
    # “week 9 or 10”
    r"\b(?:semaine|sem|week|wk) \d{1,2} ?(?:ou|or|/) ?(?:semaine |week )?\d{1,2}\b"
    r"(?! ?(?:eleve|jeune|place|stage|stagiaire|pupil|kid|student|intern|spot|seat))",
    r"\b(?:semaines?|sem|weeks?|wk)\.? ?\d{1,2}\b(?:,? (?:de )?20\d\d)?"
    # « semaine 11, non, 12 »
    r"(?:,? (?:euh |ah |enfin )?(?:non|no|pardon|sorry),? (?:la |the )?\d{1,2}(?=\W*$|[,.;]))?",
    rf"\b(?:a|vers|de|at|from) {_TIME} ?(?:a|-|to) ?{_TIME}",
    r"\b(?:a|vers|at) \d{1,2} ?(?:h|:)\d{0,2}\b",
    r"\b(?:entre le|du|from|between(?: the)?) \d{1,2} (?:et|au|to|and) (?:le |the )?(?=\d)",
    r"(?<!ttc )(?<!ttc, )(?<!ttc: )(?<!ttc : )(?<!taxes )(?<!taxes, )(?<!ht )(?<!ht, )(?<!ht: )"
    r"(?<!ht : )(?<!vat )(?<!vat, )(?<!vat: )(?<!tax )(?<!tax, )"
    r"\b(?:19|20)\d\d\b(?! ?(?:€|euros?|eur|k|e\b|balles|ht\b|ttc\b|heures?|h\b|"
    r"jeunes?|eleves?))",
    # how long, how far, how often
    r"\b\d{1,3} (?:jours|minutes|min|mn) (?:sur(?: \d{1,3}\b)?|apres|avant)\b",
    r"\b(?:une?|1|one|a) (?:semaines?|week|fois|time)\b",
    r"\b\d{1,2} (?:semaines?|weeks?|mois|months?|mths?|mnths?|wks|yrs|ans?|"
    r"annees?|years?(?! 1?\d\b)|"
    r"km|kilometres?|metres?|m2|min(?:utes?)?|mn)\b",
    # levels, classes, codes
    r"\b\d{1,3} clas{1,2}e?s?\b|\brep ?\+",
    r"\b(?:bac|page|niveau|year|grade|annee|tome|chapitre) ?\+? ?\d{1,2}\b|\bqpv? ?\d+",
    # « 4 my class », « 2 do »
    r"\b4 (?=(?:my|our|the|us|me|them|their|his|her|him|your|you|an|any|some|this|that|"
    r"these|those|both|all|each|now|real|sure|free|work|\d{1,2})\b)"
    r"|\b2 (?=(?:place wat|them|their|your|my|me|us|you|the|this|that|these|those|an|"
    r"him|her|our|far|late|busy|much|many|do|be|get|see|know|take|have|find|give|make|put|go|come|"
    r"host|join|help|show|tell|talk|speak|say|send|ask|add|change|chng|cancel|drop|stop|start|sign|"
    r"book|reserve|pause|close|open|edit|log|report|declare|welcome|meet|hire|train|buy|sell|learn|"
    r"work(?![- ](?:study|experience|placement))|try|use|let|keep|hear|pay|reply|answer|confirm|"
    r"accept|refuse)\b)"
    # « request 4 wk 3 », « ad 2 week 4 »
    r"|\b(?<!weeks )(?<!week )(?<!wk )[24] (?=(?:wk|week|sem|semaine)s? ?\d)"
    r"|(?<=\b(?:ask|for) )4\b(?= (?:at|in|from)\b)|(?<=\basked )4\b(?= (?:at|in|from)\b)"
    r"|(?<=\bwaited )4\b|\b(?:look|search|ask|need|want|wait|pay|go|budget|place|spot)\w* 4 (?=a )"
    r"|\b2 (?=\d{1,2} ?- ?\d{1,2} )"
    # “with four other firms”, “on two floors”, “the other one quit”
    r"|\b\d{1,2} (?:other|autres) (?:firms?|companies|business(?:es)?|entreprises?|boites?|"
    r"societes?)\b|\b\d{1,2} (?:floors|storeys|etages|sites|branches|buildings)\b"
    r"|\bother (?:1|one)\b"
    # « declared twice »
    r"|\b2 fois (?:la|le|les) memes?\b",
)
_OTHER = re.compile("|".join(_RULES))
_POSTCODE = re.compile(r"(?<![\d.,])\d{5}(?!\d)(?! ?(?:€|eur|k|e\b|h\b|heures?|ht|jeunes|eleves))")


def without_other_numbers(said: str) -> str:
    """`said` (folded, number words in digits) with « # » in the place of what counts nothing."""
    return _OTHER.sub(" # ", _POSTCODE.sub(" # ", without_departments(said)))
