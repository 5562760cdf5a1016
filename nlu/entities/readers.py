"""The parsers of ``reading`` as readers of entities, in one table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from reading import action_types, axes, identifiers, levels, size
from reading.dates import reader as dates
from reading.dates import weeks
from reading.names import reader as person_names
from reading.organisations import reader as organisations
from reading.personal import contacts
from reading.places import qpv
from reading.places import reader as places
from reading.places.gazetteer import gazetteer
from reading.places.several import find_all_places
from reading.quantities import reader as quantities
from reading.quantities.counts import without_contacts
from reading.quantities.numbers import with_digits
from reading.trades import reader as trades
from reading.trades import supplies
from reading.wordlists import nicknames
from reading.words import corrections, fold

#: Longer texts are no answers; the parsers are not run on more than this of them.
READ_CHARS = 600
#: A day and a weekday away: what a text names without looking at the calendar is the same then.
_ANOTHER_DAY = timedelta(days=367)

Found = dict[str, Any]


@dataclass(frozen=True)
class Context:
    """What a reader may need beside the text: the day in Paris, and the person's language."""

    today: date
    locale: str


Reader = Callable[[str, Context], Iterable[Found]]


def _identifier(read: Callable[[str], identifiers.Identifier | None]) -> Reader:
    def reader(text: str, _: Context) -> Iterable[Found]:
        found = read(text)
        if found is not None:
            yield {"value": found.value, "valid": found.valid, "problem": found.problem}

    return reader


#: « HR.Paris@example.com » lies nowhere.
_ADDRESS = re.compile(r"\S+@\S+")


#: « 06 39 98 11 22 »: no pair of these is a département.
_TYPED_PHONE = re.compile(r"(?<!\d)0\d(?:[ .-]?\d\d){4}(?!\d)")
#: “Four, pardon, five pupils”: towns are called so too.
_NUMBERS = frozenset({"four", "dix", "ten", "six", "sept"})
#: « Traiteurs 94 »: a département, where a place is what is looked for.
_LAST_NUMBER = re.compile(
    r"(?:[^\W\d]{3,}|\b(?:in|du|le|4)) (?<!pour )(?<!for )(?<!environ )(?<!about )"
    r"\(?(\d\d|97\d|2[ABab])\)?(?: (?:svp|stp|pls|please|merci))?\W*$"
)


def _is_known(name: str) -> bool:
    """Whether communes are called so, or people call one so: no guess, though several may be."""
    known = gazetteer()
    return name in nicknames() or bool(known.by_key(name) or known.by_short(name))


def _with_area(text: str, said: str, department: str) -> str:
    """« Saint-Pierre, Réunion »: what was said, with the département right behind it."""
    area = fold(places.department_name(department) or "").removeprefix("la ")
    if not area or area not in fold(text):  # before a pattern of its own is made
        return said
    town = r"[ '-]".join(map(re.escape, said.split(" ")))
    behind = rf"(?<!\w){town},? \(?(?:de |d'|en |in |à |a )?(?:la |le |l'|the )?{area}(?!\w)"
    match = re.search(behind, fold(text))
    return match[0] if match else said


def _place(text: str, _: Context) -> Iterable[Found]:
    text = _TYPED_PHONE.sub(" , ", _ADDRESS.sub(" ", text))
    found = False
    beside = text
    for quarter in qpv.read_qpv_names(text):
        beside = beside.replace(quarter, " ")  # « La Villeneuve de Grenoble »
    readings = find_all_places(beside)
    if not readings and beside != text:
        readings = find_all_places(text)
    for reading in readings:
        if reading.query in _NUMBERS and len(text) > len(reading.query) + 2:
            continue
        found = True
        if reading.candidates and (reading.exact or _is_known(reading.query)):
            first = reading.candidates[0]
            yield {
                "value": first.insee,
                "name": first.name,
                "department": first.department,
                "postcodes": list(first.postcodes),
                "said": _with_area(text, reading.query, first.department),
                "candidates": [commune.insee for commune in reading.candidates],
            }
        else:
            yield from map(_department, reading.departments)
    last = None if found else _LAST_NUMBER.search(text)
    if last and places.department_name(last[1].upper()):
        yield {**_department(last[1].upper()), "guessed": True}


def _department(code: str) -> Found:
    return {"value": code, "name": places.department_name(code), "department": code}


def _axes(text: str, _: Context) -> Iterable[Found]:
    reading = axes.read_axes(text)
    for axis in axes.AXES:
        if axis in reading.chosen:
            yield {"value": axis}
        elif axis in reading.excluded:
            yield {"value": axis, "role": "excluded"}


#: « En CDD, pas en CDI »: what is not meant tells no type.
_NOT_MEANT = re.compile(
    r"(?:,| et| and| but)? \b(?:et non|(?<!ne )(?<!n')pas|not|au lieu d[eu']|"
    r"instead of)\b[^,.;]*",
    re.I,
)


def _action_type(text: str, _: Context) -> Iterable[Found]:
    meant = _NOT_MEANT.sub(" ", text)
    codes = action_types.read_action_type(meant) or action_types.read_action_type(text)
    yield from ({"value": code} for code in codes[:1])


def quantity_found(quantity: quantities.Quantity) -> Found:
    """A quantity as an entity; places of an internship are counted in pupils."""
    return {
        "value": format(quantity.value.normalize(), "f"),
        "unit": "pupils" if quantity.unit == "seats" else quantity.unit,
        "tax": quantity.tax,
        "approximate": quantity.approximate,
    }


def _quantity(text: str, _: Context) -> Iterable[Found]:
    yield from map(quantity_found, quantities.read_quantities(text))


#: Without any of these a text holds no date; the full parser costs as much as the embedding.
_DATED = re.compile(
    r"\d|mille|thousand|twenty[ -]twenty|trimestre|semestre|quarter|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|"
    r"dimanche|jan[uv]|f[eé][bv]|mars|avril|\bmai\b|juin|"
    r"juil|ao[uû]t|sept|octo?|nove?|d[eé]c|hier|demain|aujourd|semaine|mois|ann[eé]e|\bans?\b|"
    r"jour|matin|soir|veille|rentr[eé]e|vacances|no[eë]l|p[aâ]ques|derni|prochain|"
    r"day|week|month|year|ago|last|next|morning|tonight|\bmay\b|june|july|augu|april|march|"
    r"christmas|easter|summer|winter|spring|autumn|[eé]t[eé]|hiver|printemps|automne|premier",
    re.IGNORECASE,
)


#: « De 9h à 17h », « 8 heures » are of any day.
_HOURS = re.compile(r"\b\d{1,2} ?(?:h(?:\d\d)?|heures?|hours?)\b", re.IGNORECASE)


#: A UAI, an RNA: their digits are no date.
_SCHOOL_OR_ASSOCIATION = re.compile(r"\b(?:\d{7} ?[A-Za-z]|W ?\d{9})\b")
#: A SIREN or a SIRET as it is typed: « 800 000 010 », « 800.000.010.00012 ».
_COMPANY = re.compile(
    r"(?<![\d+])\d{3}[ .-]?\d{3}[ .-]?\d{3}(?:[ .-]?\d{5})?(?!\d)(?! ?(?:€|euros?\b|salari|people))"
)


def typed_identifier(text: str) -> bool:
    """Whether a SIREN or a SIRET is typed in ``text``."""
    return _COMPANY.search(text) is not None


def without_identifiers(text: str) -> str:
    """``text`` without typed identifiers, whose digits date and count nothing."""
    return _COMPANY.sub(" ", _SCHOOL_OR_ASSOCIATION.sub(" ", text))


def read_when(text: str, context: Context, prefer: dates.Prefer = "past") -> Iterable[Found]:
    """The day and the period that ``text`` names; ``relative`` where another day says another."""
    text = _HOURS.sub(" ", without_contacts(without_identifiers(text)))
    if not _DATED.search(text):
        return
    period = dates.read_period(text, context.today, context.locale, prefer)
    if period is None:
        return
    later = dates.read_period(text, context.today + _ANOTHER_DAY, context.locale, prefer)
    day = dates.read_date(text, context.today, context.locale, prefer)
    said = {"relative": True} if later != period else {}
    if day is not None:
        yield {"entity": "date", "value": day.isoformat(), **said}
    yield {
        "entity": "period",
        "value": f"{period.start.isoformat()}/{period.end.isoformat()}",
        **said,
    }


def _when(name: str) -> Reader:
    def reader(text: str, context: Context) -> Iterable[Found]:
        yield from (found for found in read_when(text, context) if found["entity"] == name)

    return reader


_IN_WEEKS = re.compile(
    r"\b(?:semaines?|sem\.?|weeks?|wk)(?: (?:du|n°?|no|numero|numéro|of|de rentrée))* ?(?=\d|lundi)"
    r"|\bs ?\d{1,2}\b|\bweeks? (?:of|from|starting)\b",
    re.IGNORECASE,
)


def read_week_names(
    text: str, context: Context, prefer: dates.Prefer = "future"
) -> Iterable[Found]:
    """The weeks that ``text`` names as weeks, those to come or those that were."""
    if not _IN_WEEKS.search(with_digits(fold(text))):
        return
    mondays = weeks.read_weeks(text, context.today, context.locale, prefer)
    # Weeks on the other side are not read: the same are seen from a year away.
    away = -_ANOTHER_DAY if prefer == "future" else _ANOTHER_DAY
    before = weeks.read_weeks(text, context.today + away, context.locale, prefer)
    said = {"relative": True} if mondays != before else {}
    for monday in mondays:
        year, week, _ = monday.isocalendar()
        yield {"entity": "weeks", "value": f"{year}-W{week:02}", **said}


def _size_band(text: str, _: Context) -> Iterable[Found]:
    band = size.read_size_band(without_contacts(without_identifiers(text)))
    if band is not None:
        yield {"value": band}


def _qpv(text: str, _: Context) -> Iterable[Found]:
    code = qpv.read_qpv_code(text)
    yield from ({"value": found} for found in ([code] if code else qpv.read_qpv_names(text)))


def _level(text: str, _: Context) -> Iterable[Found]:
    yield from ({"value": level} for level in levels.read_levels(text, implied=False))


def _phone(text: str, _: Context) -> Iterable[Found]:
    yield from ({"value": value} for value in contacts.read_phones(text))


def _email(text: str, _: Context) -> Iterable[Found]:
    found = contacts.read_email(text).value
    yield from ({"value": value} for value in [found] if value is not None)


#: « Gardeners, landscapers rather ».
_RATHER = re.compile(r"[^,]*, (?!or\b)(?P<meant>[^,.;?!]+?),? rather\b", re.IGNORECASE)
_WELL = re.compile(
    r",? \b(?:enfin|well|ou plutôt),? |(?<=\w{3}),? (?:no|non|nan),? (?=(?:an?|une?) \w)",
    re.IGNORECASE,
)


def _trades(text: str) -> tuple[trades.Trade, ...]:
    """What was corrected counts: « un imprimeur, enfin un sérigraphe »."""
    if rather := _RATHER.search(text):
        text = rather["meant"]
    for piece in reversed([part for cut in corrections(text) for part in _WELL.split(cut)]):
        if found := trades.read_trades(piece):
            return found
    return ()


def _job(text: str, _: Context) -> Iterable[Found]:
    found = _trades(text)
    service = supplies.read_service(text)
    supplied = service or (None if found else supplies.read_supplies(text))
    for trade in found:
        yield {"value": trade.value, "section": trade.section, "led": trade.led}
    if supplied and all(trade.value != supplied for trade in found):
        yield {"value": supplied, "guessed": True}


_NAF = re.compile(
    r"\b(?:naf|ape)\b\D{0,12}(\d\d)[ .]?\d\d ?[A-Z]?\b|\bsection (?:naf )?([A-U])\b", re.IGNORECASE
)


def _sector(text: str, _: Context) -> Iterable[Found]:
    """The section that a NAF code belongs to; a trade in words is a ``job``, with its section."""
    match = _NAF.search(text)
    section = match and (match[2] or trades.section_of(int(match[1])))
    if section:
        yield {"value": section.upper()}


def _organisation(text: str, _: Context) -> Iterable[Found]:
    for found in organisations.read_organisations(text, answer=True):
        yield {"value": found.value, "name": found.name}


def _person_name(text: str, _: Context) -> Iterable[Found]:
    found = person_names.read_person_name(text)
    if found is not None:
        yield {"value": found}


READERS: dict[str, Reader] = {
    "siret": _identifier(identifiers.read_siret),
    "siren": _identifier(identifiers.read_siren),
    "rna": _identifier(identifiers.read_rna),
    "uai": _identifier(identifiers.read_uai),
    "place": _place,
    "qpv": _qpv,
    "axis": _axes,
    "action_type": _action_type,
    "quantity": _quantity,
    "date": _when("date"),
    "period": _when("period"),
    "weeks": read_week_names,
    "sector": _sector,
    "job": _job,
    "organisation": _organisation,
    "size_band": _size_band,
    "person_name": _person_name,
    "phone": _phone,
    "email": _email,
    "level": _level,
}


def read_entities(text: str, context: Context, names: Iterable[str] = READERS) -> list[Found]:
    """All entities of ``names`` that ``text`` carries, each with its normalised value."""
    text = text[:READ_CHARS]
    return [
        placed({"entity": name, **entity}, text)
        for name in names
        for entity in READERS[name](text, context)
    ]


def warm_up() -> None:
    """Read what is read once: communes, word lists, the library for what our own rules do not date.

    It takes half a second, which the first person should not wait for.
    """
    for text in ("el 3 marzo", "un traiteur à Cergi, quartier Mistral, chez Tous en stage"):
        read_entities(text, Context(date(2026, 1, 1), "fr"))


def placed(entity: Found, text: str) -> Found:
    """The entity with where its value stands, if it stands there as it is."""
    start = text.find(str(entity["value"]))
    if start >= 0:
        return {**entity, "start": start, "end": start + len(str(entity["value"]))}
    return entity
