"""Pupils' data taken out of a message: the programme keeps none (numbers of places are enough)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from reading.names.given import is_given
from reading.organisations.capitals import is_firm
from reading.organisations.words import only_town
from reading.personal.pupils import may_be_pupils, pupils_told, sentences
from reading.words import fold, word_set

MASK = "[masqué]"


@dataclass(frozen=True, slots=True)
class Redaction:
    """A text without pupils' data, and what kinds were taken out.

    `found` holds any of « name », « birth_date », « phone », « health ».
    """

    text: str
    found: frozenset[str]


_NAME = r"[A-ZÀ-ÖØ-Ý][\w'’]{1,24}(?:[ -][A-ZÀ-ÖØ-Ý][\w'’]{1,24}){0,2}(?: [A-ZÀ-ÖØ-Ý](?:\.|(?!\w)))?"
_LEVEL = (
    r"(?:3e|3ème|3eme|3°|troisième|troisieme|4e|4ème|quatrième|2nde|seconde|3rd form|"
    r"year (?:9|10|11))(?! (?:axe|place|fois|rang|trimestre|arrondissement|étape|point))"
)
_PUPIL = (
    r"(?:élève|eleve|collégienn?e?|collegienn?e?|lycéenn?e?|lyceenn?e?|stagiaire|pupil|student|"
    r"intern|gamine?|petite?|fils|fille|neveu|nièce|niece|son|daughter|nephew)"
)
# A name followed by a level (« Léa Martin, en 3e B ») or led by a word for a pupil and a verb or
# two names. What a preposition leads (« élèves de Jean-Jaurès ») is a school or a town.
_NAME_THEN_LEVEL = re.compile(
    rf"(?<![\w'’-])(?P<name>{_NAME})"
    r"(?P<rest>,? ?\(?(?:(?:est |is |was |qui est )?(?:élève |eleve )?"
    rf"(?:en |de |in |a pupil in )?(?:classe de )?){_LEVEL}\b)"
)
_PUPIL_NAMED = re.compile(
    rf"\b(?P<lead>{_PUPIL}(?: de {_LEVEL})?,? (?:s'appelle|s’appelle|nommée?|prénommée?|is called|"
    rf"named|is|c'est|:|est)? ?)(?P<name>{_NAME})"
)
# « Nos stagiaires : Inès et Lucas »: without a verb a single word is a name when it is a given one.
_PUPILS_NAMED = re.compile(
    r"\b(?P<lead>(?i:élèves|eleves|collégiens|collegiens|collégiennes|lycéens|lyceens|lycéennes|"
    r"stagiaires|pupils|students|interns|trainees|gamins|gamines|jeunes|enfants|children|kids)\b"
    rf"(?: de {_LEVEL})?,? ?(?:qui |who )?(?:s'appellent|s’appellent|se nomment|"
    r"s'appelaient|s’appelaient|nommée?s|prénommée?s|are called|were called|are named|named|called|"
    r"are|were|is|c'est|ce sont|sont|étaient|etaient|seront|will be|:|\()? ?(?::|-)? ?)"
    rf"(?P<name>{_NAME})"
)
# « L'élève [masqué] et Lucas Moreau », « Inès Benali et [masqué], en 3e »: told together.
_TOGETHER = r"(?:,? (?:et|and|&|puis|ainsi que|with|avec)|,|/| /) ?"
_NEXT_NAMED = re.compile(rf"(?P<lead>{re.escape(MASK)}{_TOGETHER}(?:de |d['’])?)(?P<name>{_NAME})")
_NAMED_BEFORE = re.compile(
    rf"(?<![\w'’-])(?P<name>{_NAME})(?P<rest>{_TOGETHER}(?:d['’]|de )?{re.escape(MASK)})"
)
_CALLED = re.compile(
    rf"(?P<lead>\b(?:il|elle|he|she|l'élève|l’élève) (?:s'appelle|s’appelle|is called|is named) )"
    rf"(?P<name>{_NAME})"
)
_KIN = re.compile(
    r"(?P<lead>\b(?:[Mm]a|[Mm]on|[Mm]y|[Ss]a|[Ss]on|[Nn]otre|[Oo]ur) "
    r"(?:fille|fils|neveu|nièce|niece|"
    rf"daughter|nephew|gamine?) :?)(?P<name> ?{_NAME})"
)
_CONTEXT = re.compile(rf"(?i)\b(?:{_PUPIL}s?|trainees?|{_LEVEL})\b")
_INSTITUTION = re.compile(
    r"(?i)(?:\b(?:collège|college|lycée|lycee|école|ecole|institut|groupe|sarl|sas|boulangerie|"
    r"restaurant|garage|société|entreprise|association|asso|cfa|rue|avenue|chez|de|du|des|d'|d’|"
    r"à|a|au|aux|par|from|at|of|je m'appelle|je suis|my name is|i am|i'm) ?)$"
)
# Words that begin a sentence or a town's name, and may stand before « 3e » or « élève ».
_NO_NAME = word_set(
    "stage stages stagiaire stagiaires eleve eleves classe classes niveau niveaux un une le la les "
    "des du deux trois quatre cinq six dix pour nous on je il elle accueil accueillir former "
    "recruter acheter sensibiliser formation college lycee ecole axe oui non bonjour bonsoir merci "
    "madame monsieur paris lyon marseille saint sainte offre offres visite visites contrat "
    "apprenti apprentis alternant france rep places place jeunes jeune entreprise atelier option "
    "internship internships pupil pupils student students the a one two three we our in for "
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre "
    "lundi mardi mercredi jeudi vendredi samedi dimanche masque"
)
#: Who has a title asks for a pupil, and is none.
_TITLES = word_set("mr mrs ms mme mlle miss dr m monsieur madame")
_TOLD = re.compile(r"appel|nomm|call|named|:")
_CALLS = re.compile(r"appel|nomm|call|named")
_SEVERAL = frozenset({_PUPILS_NAMED, _NEXT_NAMED, _NAMED_BEFORE})
_BIRTH = re.compile(
    r"(?i)(\b(?:née?(?:\(e\))?|nee?) (?:le )?|\bdate de naissance ?:? ?(?:le )?|"
    r"\bborn (?:on )?(?:the )?|"
    r"\bbirth ?(?:date|day) ?:? ?(?:is )?)(\d{1,2}[/. -](?:\d{1,2}|[a-zéû]{3,9})[/. -]\d{2,4}|"
    r"[A-Za-z]{3,9} \d{1,2},? \d{4}|\d{4}-\d\d-\d\d)"
)
_PHONE = re.compile(r"(?<![\d+])(?:\+33 ?|0033 ?|0)[1-9](?:[ .-]?\d\d){4}(?!\d)")
_ITS_PHONE = re.compile(
    r"(?i)\b(?:(?:son|sa|her|his|leurs?) (?:numéro|numero|tél|tel|téléphone|telephone|portable|"
    r"mobile|phone|number|maman|mère|papa|père|parents?)|(?:numéro|numero|tél|tel|téléphone|"
    r"portable|mobile|phone|number) (?:de l'|de l’|du |de la |des |of the )"
    rf"(?:{_PUPIL}|parents?|mère|maman|père))"
)
_OWN_PHONE = re.compile(
    r"(?i)\b(?:mon|notre|my|our|me|m'|nous) ?(?:numéro|numero|tél|tel|téléphone|portable|mobile|"
    r"phone|number|joindre|appeler|call|reach)\w*\W{0,12}(?:c'est |est |le |au |is |on |at )*$"
)


def redact_pupil_data(text: str) -> Redaction:
    """`text` with a pupil's name, birth date and phone replaced by « [masqué] ».

    Careful rather than thorough: a name counts only beside a school level or a word for a pupil,
    never after « collège », « chez » or « je m'appelle », or where it is told as a pupil's (« c'est
    pour Adam », `reading.pupils_told`); so is what is told of one person's health. A phone number
    goes only when it is said to be the pupil's or the parents', or stands in a message that names
    a pupil.
    """
    found: set[str] = set()
    if _CONTEXT.search(text):
        for pattern in (_NAME_THEN_LEVEL, _PUPIL_NAMED, _PUPILS_NAMED, _CALLED, _KIN):
            text = _mask_names(pattern, text, found)
        if "name" in found:
            text = _mask_beside(text, found)
    text = _mask_told(text, found)
    text, births = _BIRTH.subn(lambda match: match[1] + MASK, text)
    if births:
        found.add("birth_date")
    if "name" in found or births or _ITS_PHONE.search(text):
        text = _mask_phones(text, found)
    return Redaction(text, frozenset(found))


def redact_names(text: str, known: Iterable[str]) -> Redaction:
    """`text` of a school to a company, with every given name masked that may be a pupil's.

    There, who is named is most likely a pupil, but for `known`: names of who writes and of who
    reads, and for those who have a title, a role or a trade, are greeted or sign.
    """
    redaction = redact_pupil_data(text)
    found, text = set(redaction.found), redaction.text
    theirs = {word for name in known for word in re.findall(r"[\w'-]+", fold(name))}
    spans: set[tuple[int, int]] = set()
    at = 0
    for sentence in sentences(text):
        spans |= {(at + start, at + end) for start, end in may_be_pupils(sentence, theirs)}
        at += len(sentence)
    spans = {(start, end) for start, end in spans if not only_town(text[start:end])}
    if spans:
        found.add("name")
        text = _mask_phones(_mask_spans(text, spans), found)
    return Redaction(text, frozenset(found))


def _mask_told(text: str, found: set[str]) -> str:
    names, health = pupils_told(text)
    if not names | health:
        return text
    text = _mask_spans(text, names | health)
    if health:
        found.add("health")
    if names:
        found.add("name")
        text = _mask_beside(text, found)
        # Of those who were found just now, what is told behind their names.
        return _mask_told(text, found)
    return text


def _mask_spans(text: str, spans: Iterable[tuple[int, int]]) -> str:
    kept, at = [], 0
    for start, end in sorted(spans):
        if start >= at:
            kept += [text[at:start], MASK]
        at = max(at, end)
    return "".join([*kept, text[at:]])


def _mask_names(pattern: re.Pattern[str], text: str, found: set[str]) -> str:
    def mask(match: re.Match[str]) -> str:
        name, groups = match["name"], match.groupdict()
        words = re.findall(r"\w+", fold(name))
        ordinary = words[0] in _NO_NAME
        led = match.string[: match.start("name")]
        lead = groups.get("lead") or ""
        told = pattern is _KIN or not lead or _TOLD.search(lead) is not None
        if words[0] in _TITLES:
            return match[0]
        if pattern in _SEVERAL and not (_CALLS.search(lead) and not name.isupper()):
            told = is_given(words[0]) or (not name.isupper() and _looks_full(words))
        elif not told:
            told = len(words) > 1 or is_given(name)
        if ordinary or MASK in name or not told:
            return match[0]
        if lead and not is_given(words[0]) and is_firm(name):
            return match[0]
        if not lead and _INSTITUTION.search(led[-30:]):
            return match[0]
        found.add("name")
        space = " " if name.startswith(" ") else ""
        return f"{lead}{space}{MASK}{groups.get('rest') or ''}"

    return pattern.sub(mask, text)


def _looks_full(words: list[str]) -> bool:
    """Whether these may be a first and a last name, and no « Metz Borny »."""
    return len(words) > 1 and not only_town(words[0]) and not only_town(" ".join(words))


def _mask_beside(text: str, found: set[str]) -> str:
    """Those who are named in one breath with a pupil, as many as there are."""
    while True:
        masked = text
        for pattern in (_NEXT_NAMED, _NAMED_BEFORE):
            masked = _mask_names(pattern, masked, found)
        if masked == text:
            return text
        text = masked


def _mask_phones(text: str, found: set[str]) -> str:
    def mask(match: re.Match[str]) -> str:
        if _OWN_PHONE.search(match.string[max(0, match.start() - 50) : match.start()]):
            return match[0]
        found.add("phone")
        return MASK

    return _PHONE.sub(mask, text)
