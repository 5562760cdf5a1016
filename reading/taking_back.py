"""« Finalement on ne peut plus les prendre »: a company goes back on what it accepted."""

import re
from dataclasses import dataclass

from reading.quantities.reader import read_quantities
from reading.seats_change import read_seats_change
from reading.words import fold

_HOST = (
    r"(?:prend\w*|pren\w*|accueill\w*|recev\w*|recoi\w*|garde\w*|assur\w*|honor\w*|encadr\w*|"
    r"hebergs?\w*)"
)
_HOSTED = r"(?:stages?|stagiaires?|eleves?|jeunes?|accueils?|places?)"
_GOES_BACK = re.compile(
    # « on ne peut plus », « on n'accueille plus », « ce n'est plus possible »
    rf"\b(?:peu[tx]|pourr\w+|pouv\w+|va|vais|allons) plus\b.*\b{_HOST}\b"
    rf"|\b{_HOST} (?:plus|finalement pas)\b"
    r"|\bplus (?:possible|en mesure|en capacite|dispo\w*)\b"
    # « finalement non », « finalement on ne les prend pas »
    r"|\b(?:finalement|en fait|au final|tout compte fait)\b.*"
    r"\b(?:pas|plus|impossible|non|annul\w*)\b"
    r"|\b(?:impossible|pas possible)\b.*\b(?:finalement|au final)\b"
    # « je reviens sur mon accord », « annuler les places accordées »
    rf"|\b(?:annul\w*|retir\w*|repren\w*|decommand\w*)\b.*\b{_HOSTED}\b"
    r"|\b(?:revien\w*|reven\w*) sur (?:mon|notre|l'|cet?) ?"
    r"(?:accord|acceptation|engagement|oui|reponse)\b"
    r"|\bretir\w* (?:mon|notre) (?:accord|acceptation|oui) (?:pour|au?|aux|avec|donne)\b"
    r"|\b(?:me|se|nous) desist\w*"
    r"|\b(?:on|nous|je) (?:annul\w+|doi\w+ annuler|devons annuler)\b"
    # « on avait dit oui, mais… »
    r"|\b(?:avais|avait|avions|ai|avons|a) (?:deja )?(?:dit oui|accepte\w*|accorde\w*|promis)\b"
    r".*\b(?:plus|pas|impossible|annul\w*)\b"
    # English
    r"|\b(?:can't|cannot|can not|cant|won't|unable to|not able to)\b.*"
    r"\b(?:after all|any ?more|any longer|finally)\b"
    r"|\bno longer\b.*\b(?:host|take|have|welcome|receive|possible|able)\b"
    r"|\b(?:cancel\w*|withdraw\w*|tak(?:e|ing) back|revok\w*)\b.*\b(?:placements?|internships?|"
    r"agreement|acceptance|places?|seats?|pupils?|students?|interns?|approval)\b"
    r"|\b(?:back|pull)(?:ing)? out\b"
    r"|\b(?:said yes|accepted|agreed)\b.*\b(?:can't|cannot|no longer|not|cancel\w*|after all)\b"
)
_ONLY = re.compile(
    r"\bqu'|\bque (?:\d|une?\b|deux|trois|quatre|cinq)|\bau lieu d|\bseulement\b|\bun seule?\b|"
    r"\bde moins\b|\binstead of\b|\bonly\b|\bjust (?:one|\d)|\bfewer\b|\bdown to\b"
)
_ELSE = re.compile(
    # An offer, a target, data: other things are taken back elsewhere.
    r"\b(?:offres?|annonces?|publications?|offers?|adverts?|objectifs?|targets?|actions?|"
    r"rendez-vous|rappels?|reminders?|inscriptions?|conventions?)\b"
    r"|\b(?:mes|nos|mon|my|our) (?:donnees|messages?|conversations?|compte|data|account)\b|\brgpd\b"
    r"|\b(?:conserv\w*|personnelles?|mails?|notifications?|declar\w*)\b"
    # Nobody in particular: an offer is paused so.
    rf"|\b{_HOST} (?:plus )?(?:de |d'|personne\b|aucune?\b|"
    r"any (?:more )?(?:pupils|students|interns))"
    # The school's doing.
    r"|\b(?:college|lycee|ecole|association|structure|ils?|elles?|eleves?|school|they)"
    r"(?: [\w'-]+)? (?:a|ont|n'a|n'ont|veu\w+|souhait\w+|se|s'est|annul\w+|desist\w+|has|have|"
    r"cancelled|wants?)\b"
    r"|\b(?:demande de places|ma demande|notre demande|my request|our request)\b"
)
_PARTS = re.compile(
    r"[,;:.!\n]+\s*|\s+(?:car|parce qu['’e]|puisqu['’e]|because|since)\s*", re.IGNORECASE
)
_UNITS = (None, "pupils", "young_people", "people", "seats")
_FEWEST, _LONGEST = 2, 300


@dataclass(frozen=True)
class TakingBack:
    """``keeps`` places stand, or ``gives_up`` of them do not; neither: all are taken back.

    ``sure``: the words are of going back, not only of a number that could answer a new request.
    """

    keeps: int | None = None
    gives_up: int | None = None
    reason: str | None = None
    sure: bool = True

    def of(self, given: int) -> int:
        """How many of ``given`` stand; as many as ``given`` where a number does not fit."""
        if self.keeps is not None:
            return min(self.keeps, given)
        return 0 if self.gives_up is None else max(given - self.gives_up, 0)


def read_taking_back(text: str) -> TakingBack | None:
    """What of an agreement ``text`` takes back; ``None``: it is about something else."""
    said = fold(text)
    if _ELSE.search(said):
        return None
    sure = _GOES_BACK.search(said) is not None
    reason = _reason(text) if sure else None
    if _ONLY.search(said):
        change = read_seats_change(text)
        if change is not None and change.by is not None and change.by < 0:
            return TakingBack(gives_up=-change.by, reason=reason, sure=sure)
        if change is not None and change.by is None and change.seats is not None:
            return TakingBack(keeps=change.seats, reason=reason, sure=sure)
    return TakingBack(gives_up=_count(said), reason=reason) if sure else None


def _count(said: str) -> int | None:
    counted = [one for one in read_quantities(said) if one.unit in _UNITS]
    values = {one.value for one in counted}
    if len(values) == 1 and (value := values.pop()) == int(value) and value > 0:
        return int(value)
    return None


def _reason(text: str) -> str | None:
    """What stands behind the words that go back, as it was written."""
    for end in _PARTS.finditer(text):
        if _GOES_BACK.search(fold(text[: end.start()])):
            why = " ".join(text[end.end() :].split()).rstrip(" .")
            if len(why.split()) >= _FEWEST and len(why) <= _LONGEST:
                return why[:1].upper() + why[1:]
            return None
    return None
