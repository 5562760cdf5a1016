"""A no that says why: « non, on n'a personne pour l'encadrer en mars »."""

import re

from reading.words import fold

_OPENS = re.compile(
    r"\W*(?:(?:bonjour|hello|hi|ah|euh|ben|bah|alors|merci|thanks|thank you)\b\W*)*"
    r"(?:(?:non|no|nope|merci(?: beaucoup)?|thanks|thank you|desolee?s?|sorry|"
    r"malheureusement|helas|unfortunately|impossible|"
    r"(?:ce n'est|c'est|c) pas possible|it's not possible|"
    r"(?:on|nous|je)(?: ne)? (?:peut|pouvons|peux|pourra|pourrons|pourrai)(?: pas| plus)|"
    r"(?:on|nous|je) (?:doit|devons|dois|prefere|preferons) (?:refuser|decliner)|"
    r"(?:on|nous|je) (?:refuse|refusons|decline|declinons)|"
    r"(?:we|i)(?: are| am|'re|'m)? (?:can't|cannot|can not|cant|unable to|won't be able to|"
    r"have to decline|must decline|decline|refuse))\b\W*)+"
)
_LEADS = re.compile(r"\W*(?:(?:non|nope|no)\b[\s,;:.!…-]*)+", re.IGNORECASE)
_NO_REFUSAL = re.compile(
    r"\?|\b(?:oui|yes|ok|d'accord|accept\w*|accord\w*|volontiers|avec plaisir|happy to|"
    r"pas de (?:souci|probleme)s?|no (?:problem|worries)|(?:pas|not) (?:tout de suite|maintenant|"
    r"encore|now|yet)|plus tard|later|sais pas|don't know|tromp\w+|par erreur|mistake|annul\w+|"
    r"cancel\w*|seulement|only|just|que (?:\d+|une?|deux|trois|quatre|cinq)|plutot|rather|"
    r"mais (?:on|nous|je) (?:peut|peux|pouvons|prend\w*)|"
    r"(?:we|i) (?:can|could|will) (?:take|have|host)|but (?:we|i) (?:can|take))\b"
)
_FEWEST, _LONGEST = 2, 300
"""Words behind the no that make a reason; characters of what is passed on."""


def refusal_reason(text: str) -> str | None:
    """The words that tell why, as they were written; ``None``: no refusal, or a bare one."""
    folded = fold(text)
    opens = _OPENS.match(folded)
    if opens is None or _NO_REFUSAL.search(folded):
        return None
    if len(folded[opens.end() :].split()) < _FEWEST:
        return None
    return bare_reason(text)


def bare_reason(text: str) -> str | None:
    """What answers « pour quelle raison ? »: the words, without the no before them."""
    said = " ".join(_LEADS.sub("", text, count=1).split()) if _LEADS.match(text) else text.strip()
    if len(said.split()) < 2 or len(said) > _LONGEST or _NO_REFUSAL.search(fold(text)):
        return None
    return said[:1].upper() + said[1:]
