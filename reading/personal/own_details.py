"""« Au fait mon numéro c'est 06… »: one's own telephone or address, told beside something else."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reading.personal.contacts import read_email, read_phone
from reading.words import fold

_NOUN = (
    r"(?:numero|num|no|tel(?:ephone)?|portable|mobile|fixe|phone|number|cell|mail|e-?mail|"
    r"courriel|adresse (?:e-?mail|mail)|email address|contact|coordonnees)"
)
_OWN = (
    rf"(?:mon|ma|mes|notre|nos|my|our) (?:(?:nouve(?:au|lle)|new) )?{_NOUN}"
    rf"(?: (?:de )?{_NOUN})?(?:'s)?"
)
_REACH = (
    r"(?:(?:vous|tu|on|you)(?: pouvez| peux| peut| can)? ?(?:me|m'|nous|n')? ?)?"
    r"(?:joindre|joignable|contacter|appeler|rappeler|rappelez|appelez|ecrire|ecrivez|repondre|"
    r"reach|call|contact|email|mail|text)(?:[ -](?:moi|me|nous|us))?(?: (?:au|sur|a|on|at))?"
)
_LEAD = re.compile(
    rf"(?:(?:^|(?<=[\s,;.]))(?:au fait|tiens|sinon|d'ailleurs|by the way|btw|also|et|and|ah|oh|"
    rf"pour info|fyi)[\s,:]+)*(?<![\w'])(?:{_OWN}|{_REACH})"
    r"(?: perso(?:nnel)?| pro(?:fessionnel)?)?"
    r"(?:[\s,]*(?:(?:c'est|cest|c|est|is|it's|desormais|maintenant|now|le|la|the|toujours|:|=)"
    r"(?=[\s:+\d]|$)))*[\s:,]*$"
)
"""What leads to it, to the end of what stands before it."""
_VALUE = re.compile(
    r"(?P<email>[^\s<>(),;:]+@[^\s<>(),;:]+)|(?P<phone>\+?\d(?:[ .\-/()]{0,2}\d){8,})"
)
_AND = re.compile(r"[\s,;.]*(?:(?:et|and|ou|or)\s+)?(?:(?:le|the)\s+)?")
_PLEASE = re.compile(r"\W*(?:(?:svp|stp|s'il vous plait|please|merci|thanks?)\W*)+")


@dataclass(frozen=True, slots=True)
class OwnDetails:
    """What is told of oneself, and what else the words say.

    `rest`: the words without it, empty where nothing else is said.
    """

    phone: str | None
    email: str | None
    rest: str


def read_own_details(text: str) -> OwnDetails | None:
    """The telephone and the address that `text` says are one's own; None: it says so of none."""
    said, flat = text, fold(text).replace("’", "'")
    if len(said) != len(flat):
        said = flat
    start: int | None = None
    end = 0
    phone: str | None = None
    email: str | None = None
    for value in _VALUE.finditer(said):
        if start is None:
            lead = _LEAD.search(flat[: value.start()])
            if lead is None:
                continue
            start = lead.start()
        else:
            between = flat[end : value.start()]
            again = _LEAD.search(between)
            if not _AND.fullmatch(between[: again.start()] if again is not None else between):
                break
        if value["email"]:
            email = email or read_email(value["email"]).value
        else:
            phone = phone or read_phone(value["phone"]).value
        end = value.end()
    if start is None or not (phone or email):
        return None
    rest = f"{said[:start].rstrip(' ,;.')} {said[end:].lstrip(' ,;.')}".strip(" ,;.!")
    says_more = re.search(r"\w", rest) and not _PLEASE.fullmatch(fold(rest).replace("’", "'"))
    return OwnDetails(phone, email, rest if says_more else "")
