"""Told in passing of a place: « accessible en fauteuil », « c'est Mme Diallo qui accueille »."""

import re
from dataclasses import dataclass

from reading.personal.contacts import read_phones, without_phones
from reading.words import fold, word_set

_ACCESS = re.compile(
    r"\b(?:(?:non|pas|not|fully|entierement|tout a fait) )?accessib\w*\b[^,;.]{0,30}"
    r"\b(?:fauteuils?(?: roulants?)?|pmr|handicap\w*|mobilite reduite|wheelchairs?|disab\w*)\b"
    r"|\b(?:fauteuils?|pmr|wheelchair)[ -]accessib\w*"
    r"|\b(?:de |tout )?plain[ -]pied\b|\bstep[ -]free\b"
    r"|\b(?:il y a|avec|on a|nous avons|there is|with) (?:une? |a )?"
    r"(?:ascenseur|rampe(?: d'acces)?|lift|ramp)\b"
    r"|\b(?:(?:non|pas|not) )?accessibles?(?= ?$)"
)
_PLACE = re.compile(
    r"\b(?:locaux|lieux?|ateliers?|boutiques?|bureaux|site|magasin|batiment|fauteuils?|pmr|"
    r"handicap\w*|mobilite|wheelchairs?|disab\w*|premises|building|workshop|shop)\b"
)
_TITLE = r"(?:M\.|Mr\.?|Mme|Mlle|Madame|Monsieur|Mrs\.?|Ms\.?|Miss)"
_CAPITAL = r"[A-ZÀ-ÖØ-Ý][\w’'-]+"
_WHO = rf"(?P<who>(?:(?i:{_TITLE}) [\w’'-]+(?: {_CAPITAL})?|{_CAPITAL}(?: {_CAPITAL})?))"
_ROLE = r"(?P<role>,? ?(?:(?i:notre|la|le|l['’]|our|the) ?[\w-]+(?: [\w-]+)?),?)?"
_WELCOMES = (
    r"(?i:(?:les |vous |l['’])?(?:accueill\w+|re[cç]\w+|encadr\w+|suivr\w+|s['’](?:en )?occup\w+)|"
    r"will (?:welcome|host|look after)|welcomes|hosts|looks after)"
)
_HOSTS = (
    re.compile(
        rf"(?i:c['’]est|ce sera|it['’]?s|it will be) {_WHO}{_ROLE} (?i:qui|who) {_WELCOMES}"
    ),
    re.compile(
        rf"(?i:accueillis?|encadrés?|reçus?|suivis?|welcomed|looked after) (?i:par|by) {_WHO}"
    ),
    re.compile(rf"^(?:(?i:et|and|mais|but) )?{_WHO}{_ROLE} {_WELCOMES}"),
)
_NOBODY = word_set(
    "on nous elle il ils elles je vous tu qui nos notre les le la we you they she he our the "
    "accueil accueillir eleves pupils"
)
_CLAUSES = re.compile(
    r"(?:(?<!\bM)(?<!\bMr)(?<!\bMrs)(?<!\bMs)\.\s+|[;\n]\s*|,\s*|"
    r"\s+(?:et|and|mais|but)\s+(?=(?:c['’]|ce sera|it['’ ]|accessible|nos |les locaux|on a|il y a|"
    r"de plain|mme|m\.|mr|madame|monsieur)))",
    re.IGNORECASE,
)
_LEADS = re.compile(r"^(?:c['’]est|on est|nous sommes|it['’]?s|we are|et|and)\s+", re.IGNORECASE)
_ROLE_BETWEEN = re.compile(
    r", ((?:notre|la|le|our|the) \w+(?: \w+)?),? (?=(?:qui|who)\b)", re.IGNORECASE
)
"""« Mme Diallo, notre gérante, qui accueille » is one clause."""
_PHONE = 25
"""Characters of a clause that is hardly more than a telephone number."""
_CLAUSE_WORDS = 9
"""A longer clause tells of other things too: it stays where it was written."""


@dataclass(frozen=True)
class OfferExtras:
    """How one gets in, and who welcomes the pupils; ``rest``: what else was written."""

    access: str | None = None
    host: str | None = None
    rest: str = ""

    def __bool__(self) -> bool:
        return bool(self.access or self.host)


def read_offer_extras(text: str) -> OfferExtras:
    """What ``text`` tells of both, without telephones."""
    text = _ROLE_BETWEEN.sub(r" \1 ", text)
    access = host = None
    kept: list[str] = []
    place = 0
    for end, after in [
        *((cut.start(), cut.end()) for cut in _CLAUSES.finditer(text)),
        (None, None),
    ]:
        clause = text[place:end].strip(" .!")
        found_host = None if host else _host(clause)
        found_access = None if access else _access(clause)
        host, access = host or found_host, access or found_access
        told = bool(found_host or found_access)
        # A telephone behind the name is of the person, and answers nothing.
        only_phone = bool(host) and bool(read_phones(clause)) and len(clause) <= _PHONE
        if not only_phone and (not told or len(clause.split()) > _CLAUSE_WORDS):
            kept.append(text[place:after])
        place = after or 0
    return OfferExtras(access, host, "".join(kept).strip(" ,;\n"))


def _access(clause: str) -> str | None:
    found = _ACCESS.search(fold(clause))
    if found is None or ("accessib" in found[0] and not _PLACE.search(fold(clause))):
        return None
    said = clause if len(clause.split()) <= _CLAUSE_WORDS else found[0]
    said = _LEADS.sub("", said)
    return said[:1].upper() + said[1:]


def _host(clause: str) -> str | None:
    for pattern in _HOSTS:
        found = pattern.search(clause)
        if found is None or fold(found["who"].split()[0]) in _NOBODY:
            continue
        role = (found.groupdict().get("role") or "").strip(" ,")
        return without_phones(f"{found['who']}, {role}" if role else found["who"])
    return None
