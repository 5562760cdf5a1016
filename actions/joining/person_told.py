"""Who writes, what they do in the company, and how to reach them, told as joining opens."""

import re

from actions.joining.contact import is_name
from actions.naming import folded
from reading.identifiers import read_company_identifier
from reading.names.reader import read_person_name
from reading.personal.contacts import read_email, read_phone

_MYSELF = re.compile(
    r"(?:^\W*|\b(?:bonjour|bonsoir|salut|coucou|slt|hello|hi|hey|(?:good )?(?:morning|evening|"
    r"afternoon)|tous|all)\W+|"
    r"\b(?:je suis|j'suis|chuis|moi,? (?:c'?est)?|je m'?appelle|m'appelle|"
    r"(?:mon )?(?:nom|prenom)(?: est|,? c'est| ?:)|ici|i'm|i am|my name(?: is|'s)|name ?:|this is|"
    r"it's|it is|contact ?:)\W*)"
    r"(?:(?:mr?|mme|mlle|mrs|ms|miss|monsieur|madame|dr|me)\.? )?$"
)
_SOMEBODY = re.compile(r"\W*(?:m'a|nous a|m'ont|told|said|va |will |is |est |souhaite|wants?)\b")
"""« Karim m'a parlé de vous »."""
_ROLES = (
    r"gerante?|patron(?:ne)?|chef(?:fe)? d'entreprise|dirigeante?|presidente?|fondat(?:eur|rice)|"
    r"cofondat(?:eur|rice)|co-gerante?|proprietaire|artisane?|comptable|secretaire|"
    r"assistante?(?: (?:rh|de direction|administrati\w+))?|"
    r"(?:direct(?:eur|rice)|responsable|chargee?|manager)"
    r"(?: (?:des? )?(?:rh|ressources humaines|rse|general\w*|achats?|recrutement|"
    r"administrati\w+|financi\w+|communication|site|magasin|agence|restaurant))?|"
    r"(?:hr|csr|training|procurement|purchasing|communications?|diversity) "
    r"(?:officer|manager|lead|director|assistant|partner|advis[eo]r)|"
    r"drh|rrh|daf|(?:co-?)?owner|founder|ceo|boss|(?:hr|general|shop|store|office) manager|"
    r"head of hr|director"
)
_ROLE = re.compile(
    r"(?:\b(?:je suis|j'suis|i'm|i am)(?: (?:le|la|l'|une?|the|an?))? |"
    r"\b(?:je suis|i'm|i am|moi c'?est|m'appelle|name is|bonjour|hello|hi|mme|m\.|madame|monsieur)"
    r"\W[^,.;:!?]{2,40}, ?(?:(?:la|le|l'|the) )?|^\W*[a-z'-]+ [a-z'-]+, ?)"
    rf"(?P<role>{_ROLES})\b"
)

_CHANNEL = re.compile(
    r"[\s,;.(-]*(?:\b(?:et |and )?(?:mon |my |le )?(?:tel\w*|tél\w*|num\w*|portable|phone|mobile|"
    r"e?-?mail|adresse|number)\b[\s:.]*(?:c['’]?est|est|is)?[\s:]*(?:le |au )?)?"
    r"(?:(?:\+33|0)\s?[1-9](?:[ .-]?\d){8}|\S+@\S+\.\w+)\)?",
    re.IGNORECASE,
)
_LEADS_TO_ROLE = re.compile(
    r"[\s,;(-]*(?:\b(?:je suis|j'suis|i am|i['’]m)\b)?\s*"
    r"(?:\b(?:le|la|une?|the|an?)\b|\bl['’])?\s*$",
    re.IGNORECASE,
)


def person_told(text: str, company: str | None = None) -> str | None:
    """« Karim » of « Bonjour, je suis Karim »; of somebody else, and of the company, nothing."""
    apart = text.replace(company, " ") if company else text
    name = read_person_name(apart, capitals=False)
    if name is None or not is_name(name):
        return None
    at = apart.find(name)
    before, behind = (_flat(part) for part in (apart[:at], apart[at + len(name) :]))
    if at < 0 or not _MYSELF.search(before) or _SOMEBODY.match(behind):
        return None
    return name


def role_told(text: str) -> str | None:
    """« gérante » of « Samira Martin, gérante du … »."""
    said = _flat(text)
    found = _ROLE.search(said)
    if found is None or len(said) != len(text):
        return None
    return text[found.start("role") : found.end("role")]


def channel_told(text: str) -> dict[str, str | None] | None:
    """The telephone and the address in ``text``; ``None`` where there is neither."""
    number = read_company_identifier(text)
    phone = None if number is not None and number.valid else read_phone(text).value
    email = read_email(text).value
    return {"phone": phone, "email": email} if phone or email else None


def without_channel(text: str) -> str:
    """« Gérante » of « gérante, 06 12 34 56 78 »; all of a text that is nothing else."""
    return _CHANNEL.sub("", text).strip(" ,;") or text


def name_alone(text: str) -> str:
    """« Samira Haddad » of « Samira Haddad, gérante, mon num c'est le 06… »."""
    part = without_channel(text)
    role = role_told(part)
    return part if role is None else _LEADS_TO_ROLE.sub("", part[: part.find(role)]) or part


def _flat(text: str) -> str:
    return folded(text).replace("’", "'")
