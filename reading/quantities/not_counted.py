"""Numbers that count nothing: dates, ordinals, ages, telephones, shares, names of districts."""

from __future__ import annotations

import re

from reading.places.departments import without_departments
from reading.quantities.behind_month import counts_behind

_MONTHS = (
    "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|janv|"
    "fevr|avr|juil|sept|oct|nov|dec|january|february|march|april|may|june|july|august|september|"
    "october|november|december"
)
_NOT_QUANTITIES = re.compile(
    rf"\b\d{{1,2}}(?:er)? (?:{_MONTHS})\b(?: \d{{2,4}})?"
    rf"|(?<!\ben )\b(?:{_MONTHS}) \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?\b"
    r"(?! ?(?:eleves|jeunes|apprentis))"
    r"|\b\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|jun|jul|aug)\b"
    r"|\bfrom the \d{1,2}(?= (?:to|until|till) )"
    r"|\b\d{1,4}[/.]\d{1,2}[/.]\d{2,4}\b|\b\d{1,2}/\d{1,2}\b|\b\d{4}-\d{2}-\d{2}\b"
    r"|\bil y a \d+ (?:jours?|semaines?|mois|ans?)\b|\b\d+ (?:days?|weeks?|months?|years?) ago\b"
    r"|\b(?:depuis|dans|since) \d+ (?:jours?|semaines?|mois|ans?|days?|weeks?|months?)\b"
    r"|\b(?:en|annee|semaine|week|in|year) (?:19|20)\d\d\b|\b(?:semaine|week) \d{1,2}\b"
    r"|\b0\d(?:[ .-]?\d\d){4}\b|\b\d{3} \d{3} \d{3} \d{5}\b|(?<!\d)\d{14}(?!\d)"
    r"|\b(?:en|de|la|les|classe de) [3-6]e(?:me)?s?\b|\b\d+(?:eres?|er|em|emes?|nde?s?|rd|th|st)\b"
    r"|\b\d{1,2}[- ]?(?:ans\b|years?[- ]olds?\b)|\bi'?m \d{1,2}\b"
    # « le quartier des Trois Ponts »: a name
    r"|\b(?:quartiers?|cite|residence|qpv)(?: prioritaires?)? (?:des|les) \d+\b"
    r"(?! (?:jeunes?|eleves?|stagiaires?|apprentis?|salaries?|personnes?|embauches?|actions?)\b)"
    r"|\b[2-9]\d* (?!(?:qpv|local|young|new|other|priority|different)\b)[a-z]+ "
    r"(?:neighbou?rhood|district|estate)\b"
    # « 10 % d'achats », “ten percent of our purchases”: a share, and no amount
    r"|\b\d+(?:[.,]\d+)? ?(?:%|pct\b|(?:pour ?cents?|per ?cents?)\b"
    r"|(?:pour|per) 100\b(?= (?:de|du|des|of)\b| d'|\W*$|[,.;:!?)]))"
    r"|\b[1-9]\d?es?\b(?! ?ht)|\bbac ?\+ ?\d\b|\b\d{1,2}h\d{0,2} ?(?:a|-) ?\d{1,2}h\d{0,2}\b"
)
#: « En mars 3 stagiaires »: a month, and how many; « mars 3 » alone is a day.
_MONTH_THEN = re.compile(rf"(?P<month>\b(?:{_MONTHS})) (?P<number>\d{{1,2}})(?= )")


def covered(text: str) -> str:
    """`text` (folded) with « # » over every such number: what is left stands where it stood."""
    return without_departments(_NOT_QUANTITIES.sub(lambda match: "#" * len(match[0]), text))


def months_apart(text: str) -> str:
    """« En mars 3 stagiaires » as « en mars, 3 stagiaires »: that number is no day."""
    return _MONTH_THEN.sub(_parted, text)


def _parted(match: re.Match[str]) -> str:
    if counts_behind(match.string, match.start(), match.end()):
        return f"{match['month']}, {match['number']}"
    return match[0]
