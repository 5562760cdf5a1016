"""E-mail addresses and phone numbers, typed or dictated."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import phonenumbers
from phonenumbers import PhoneNumberType

from reading.quantities.digits import digit_runs
from reading.words import fold, last_said, plain

# RFC 5321, 4.5.3.1: 64 octets before the @, 255 after it, 254 in all (RFC 3696, erratum 1690).
_MAX_LOCAL, _MAX_EMAIL = 64, 254
_LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z]")
_AT = re.compile(
    r" ?(?:\(|\[)? ?\b(?:arobase|arrobase|arobaz|arobas|a robase|chez|at sign|at)\b ?(?:\)|\])? ?"
)
_DOT = re.compile(r" ?(?:\(|\[)?\b(?:point|dot|pt)\b(?:\)|\])? ?")
#: “At the door. Take care”: another sentence.
_SENTENCE_OVER = re.compile(r"(?<=[^\W_])[.!?] ")
_AT_THIS_POINT = re.compile(r"\bat (?:this|that|one|some|any|no) point\b")
_DASHES = (
    (re.compile(r" ?\b(?:tiret du bas|tiret bas|underscore|under score)\b ?"), "_"),
    (re.compile(r" ?\b(?:tiret(?: du six| du milieu)?|trait d'union|dash|hyphen)\b ?"), "-"),
)
_TYPED = re.compile(r"[^\s<>(),;:\"\[\]]*@[^\s<>(),;:\"\[\]]*")
_AROUND = ".,;:!?'\"«»<>()[]"
_REFUSED = {
    PhoneNumberType.PREMIUM_RATE,
    PhoneNumberType.SHARED_COST,
    PhoneNumberType.PAGER,
    PhoneNumberType.UAN,
    PhoneNumberType.VOICEMAIL,
}
_FRENCH = re.compile(r"0[1-79](?!0{8})\d{8}")
_LONG_NUMBER = re.compile(r"\+?\d(?:[ .\-/()]{0,2}\d){7,}")
# Kept for fiction by the numbering plan (ARCEP), in mainland France though Mayotte has 0639.
_FICTION = ("063998",)
_EMERGENCY = frozenset({"15", "17", "18", "112"})
# Dialled within France like any number, but with a country code of their own (ARCEP's plan).
_OVERSEAS = {
    prefix: region
    for region, prefixes in {
        "GP": "0590 0690 0691",
        "GF": "0594 0694",
        "MQ": "0596 0696 0697",
        "RE": "0262 0263 0692 0693",
        "YT": "0269 0639",
    }.items()
    for prefix in prefixes.split()
}


@dataclass(frozen=True, slots=True)
class EmailReading:
    """An address in lower case, or why none can be read.

    `problem`: « at » (no @, or several in one word), « domain » (what follows cannot be a
    domain), « shape » (the rest).
    """

    value: str | None
    problem: Literal["at", "domain", "shape"] | None = None


@dataclass(frozen=True, slots=True)
class PhoneReading:
    """A number in E.164, or why none can be read.

    `problem`: « none » (no number), « length », « invalid » (no such number), « kind » (premium
    or short number).
    """

    value: str | None
    problem: Literal["none", "length", "invalid", "kind"] | None = None


def read_email(text: str) -> EmailReading:
    """The e-mail address in `text`, also dictated (« jean point dupont arobase exemple point fr »).

    Of an address that was corrected the last counts. No name server is asked: an address that
    looks right may still not exist.
    """
    readings = [_email(piece) for piece in last_said(text)]
    return next((reading for reading in readings if reading.value), readings[-1])


def _email(text: str) -> EmailReading:
    typed = re.sub(r"(?<=\w) ?@ ?(?=\w)", "@", plain(text).lower().replace("mailto:", ""))
    first: EmailReading | None = None
    candidates = _TYPED.findall(typed) or _dictated(fold(text))
    for candidate in candidates[:8]:
        reading = _checked(candidate.strip(_AROUND))
        if reading.value:
            return reading
        first = first or reading
    return first or EmailReading(None, "at")


def _dictated(folded: str) -> list[str]:
    """The addresses that `folded` says in words, each as it would be typed."""
    parts = _AT.split(_AT_THIS_POINT.sub(" ", folded))
    if len(parts) < 2:
        return []
    found = []
    for place, (before, after) in enumerate(pairwise(parts), 1):
        if place < len(parts) - 1 and len(_symbols(after).split()) == 1:
            continue  # “write to me at boris dot lang at…”: the first « at » only leads to it
        left = _symbols(before).split()
        right = _symbols(_SENTENCE_OVER.split(after)[0]).split()
        if left and right:
            domain = right[0] if "." in right[0] or len(right) < 2 else "".join(right[:3])
            found.append(f"{left[-1]}@{domain}")
    return found


def _symbols(words: str) -> str:
    for pattern, sign in (*_DASHES, (_DOT, ".")):
        words = pattern.sub(sign, words)
    return words


def _checked(candidate: str) -> EmailReading:
    if candidate.count("@") != 1:
        return EmailReading(None, "at")
    local, domain = candidate.split("@")
    if not _DOMAIN.fullmatch(_ascii_domain(domain)):
        return EmailReading(None, "domain")
    if not _LOCAL.fullmatch(local) or len(local) > _MAX_LOCAL or len(candidate) > _MAX_EMAIL:
        return EmailReading(None, "shape")
    return EmailReading(f"{local}@{_ascii_domain(domain)}")


def _ascii_domain(domain: str) -> str:
    """An internationalised domain in its ASCII form; anything else unchanged."""
    if domain.isascii():
        return domain
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return domain


def read_phone(text: str) -> PhoneReading:
    """The phone number in `text`, French (overseas too) unless it has a country code.

    Of a number that was corrected the last counts. Fixed lines and mobiles are taken; premium-rate
    and short numbers are not.
    """
    readings = [_phone_in(piece) for piece in last_said(text)]
    return next((reading for reading in readings if reading.value), readings[-1])


def _phone_in(text: str) -> PhoneReading:
    problem: PhoneReading | None = None
    for number in _numbers(text):
        reading = _phone(number)
        if reading.value:
            return reading
        problem = problem or reading
    return problem or PhoneReading(None, "none")


def read_phones(text: str) -> tuple[str, ...]:
    """All phone numbers of `text` in E.164, in its order; a number is taken as by `read_phone`."""
    for piece in last_said(text):
        read = [_phone(number).value for number in _numbers(piece, longest=False)]
        if found := tuple(dict.fromkeys(value for value in read if value)):
            return found
    return ()


def _numbers(text: str, *, longest: bool = True) -> list[str]:
    """The digit strings of `text` that may be a phone number, with « + » where it was written."""
    folded = re.sub(r"\(0\)", "", re.sub(r"\bplus (?=\d)", "+", fold(text)))
    typed = re.findall(r"\+?\d(?:[ .\-/()]{0,2}\d)*", folded)
    found = [re.sub(r"[^\d+]", "", number) for number in typed]
    if not any(len(number) >= 9 for number in found):
        found = ["".join(groups) for groups in digit_runs(text)] or found
    found = [number for number in found if len(number) >= 2]
    return sorted(found, key=len, reverse=True)[:5] if longest else found[:20]


def _phone(number: str) -> PhoneReading:
    if number.startswith("33") and len(number) == 11:
        number = "+" + number
    for code in ("+33", "0033"):  # read like the number dialled within France
        if number.startswith(code) and len(number) == len(code) + 9:
            number = "0" + number.removeprefix(code)
    if number.startswith("0508"):  # Saint-Pierre-et-Miquelon: six digits after its country code
        number = "+" + number[1:]
    digits = number.lstrip("+")
    foreign = number.startswith(("+", "00"))
    if digits in _EMERGENCY or (not foreign and len(digits) in {3, 4, 6} and digits[0] in "13"):
        return PhoneReading(None, "kind")
    if len(digits) > 15 or (not foreign and len(digits) != 10):
        return PhoneReading(None, "length")
    try:
        region = "FR" if number.startswith(_FICTION) else _OVERSEAS.get(number[:4], "FR")
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return PhoneReading(None, "invalid")
    if not phonenumbers.is_valid_number(parsed):
        if not foreign and _FRENCH.fullmatch(digits):  # ranges open faster than libraries learn
            return PhoneReading(
                str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))
            )
        possible = not foreign or phonenumbers.is_possible_number(parsed)
        return PhoneReading(None, "invalid" if possible else "length")
    if phonenumbers.number_type(parsed) in _REFUSED:
        return PhoneReading(None, "kind")
    written = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    return PhoneReading(str(written))


def without_phones(text: str) -> str:
    """`text` with « … » in the place of what may be a telephone number."""
    return _LONG_NUMBER.sub("…", text)
