"""Whether what is told beside a day is over: « déposée mardi », “I couldn't come Thursday”.

Where days to come are looked for, such a day is still the last one of its name.
"""

from __future__ import annotations

import re

from reading.done import ACTED, ACTED_EN

_DONE = (
    rf"(?:{ACTED}|depose|envoye|poste|publie|declare|transmis|rempli|cree|fait|ecrit|"
    r"refuse|rencontre|appele|visite|manque|rate|vu|eu|adresse|soumis)"
    r"e?s?"
)
_WORDS = (
    r"(?: (?!pour\b|avant\b|d'ici\b|a partir\b|jusqu|reporte|que\b|qu'|mais\b|"
    r"or\b|for\b|by\b|until\b|till\b|from\b|before\b|to\b|but\b|that\b)[\w'-]+){0,5}"
)
_AUXILIARY = r"(?:ai|as|a|avons|avez|ont|avais|avait|avions|aviez|avaient)"
_ENDURED = (
    r"(?:venir|assister|participer|accueillir|joindre|recevoir|repondre|rencontrer|etre|"
    r"me (?:deplacer|liberer)|nous deplacer)"
)
_SAID = (
    rf"(?:{ACTED_EN}|posted|sent|submitted|filed|declared|published|came|missed|met|received|"
    r"created|wrote|visited|refused)"
)
_COULD_NOT = (
    r"(?:couldn'?t|could not|didn'?t|did not|wasn'?t able to|weren'?t able to|was unable to|"
    r"were unable to) (?:come|make it|be (?:there|here)|attend|get|host|take part|answer|reply|"
    r"show up|turn up|meet|join)"
)
_BEFORE = re.compile(
    # « la demande déposée mardi »: told by what is feminine or has a noun before it, « je dépose
    # mardi » being the same letters
    rf"(?:(?:demande|offre|annonce|action|declaration|candidature|convention|message|dossier|mail|"
    rf"courriel|annonces|demandes|offres|actions) (?:qui a ete |bien )?{_DONE}"
    rf"|\b{_AUXILIARY} (?:(?:pas|bien|deja|tous|toutes|ete) ){{0,2}}{_DONE}{_WORDS}"
    rf"|\bpas pu {_ENDURED}{_WORDS}"
    r"|\b(?:suis|est|sommes|etes|sont|etais|etait|etions|etaient) (?:pas |bien |tous )?"
    rf"(?:venue?s?|passee?s?|alle?e?s?){_WORDS}"
    rf"|\b(?:etais|etions|etaient) (?:pas )?(?:absente?s?|malades?|la|presente?s?){_WORDS}"
    rf"|\b(?:i|we|you|they|he|she|who|that|which|was|were|been) (?:already |just )?{_SAID}{_WORDS}"
    rf"|\b{_COULD_NOT}{_WORDS}"
    rf"|\b(?:request|offer|advert|ad|form|message|application|action) {_SAID}"
    r")(?: (?:on|ce|this|le))?(?<! de)(?<! du)(?<! des)(?<! of) $"
)
_BEHIND = re.compile(
    rf",? (?:je |j'|on |nous |il |elle |ils |elles )(?:n')?(?:ne )?{_AUXILIARY} "
    rf"(?:(?:pas|bien|deja) )?(?:pu {_ENDURED}|{_DONE}\b)"
    rf"|,? (?:i|we|they|he|she) (?:{_SAID}\b|{_COULD_NOT}\b)"
)
#: « Quand j'aurai déposé », « should we have », « sera envoyée » are not over.
_AHEAD = re.compile(
    r"\b(?:si|quand|lorsque|if|when|once|sera|seront|etre|aura|will|be|should|would)\b"
)


def is_over(match: re.Match[str]) -> bool:
    """Whether the words around the day that `match` found tell what is over."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    told = _BEFORE.search(before)
    if told:
        clause = re.split(r"[.;:!?]", before[: told.start()])[-1]
        return not _AHEAD.search(clause[-30:])
    return _BEHIND.match(after) is not None and not _AHEAD.search(before[-30:])
