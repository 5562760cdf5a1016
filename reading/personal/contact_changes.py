"""« Mon numéro a changé, c'est le 06… »: that somebody's own contact details become others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from reading.changes import new_part
from reading.names.given import is_given
from reading.names.reader import read_person_name
from reading.personal.contacts import read_email, read_phone, read_phones
from reading.words import fold, plain

Detail = Literal["phone", "email", "name"]

_OF_ONES_OWN = r"(?:mon|ma|mes|notre|nos|my|our)(?: (?:nouve(?:au|lle)|new|ancien|old))?"
_PHONE = (
    rf"(?:{_OF_ONES_OWN} (?:numero|num|telephone|tel|portable|fixe|mobile|phone|number|cell)|"
    r"(?:numero|num) de (?:telephone|tel|portable)|de numero|"
    r"(?:phone|mobile|telephone) (?:number|no)|number (?:for|of) (?:me|us)|"
    r"(?:nouveau|new) (?:numero|number|portable|phone))"
)
_EMAIL = r"(?:(?:adresse )?(?:e-?mail|mail|courriel|mel)s?|adresse electronique|email address)"
_CONTACT = (
    rf"(?:(?:le|la|l'|the|un|a|{_OF_ONES_OWN}) ?(?:(?:nouve(?:au|lle|l)|new) )?"
    r"(?:contact(?: person)?|interlocut\w+|personne a contacter|point of contact)"
    r"(?! (?:details|info\w*|form|email|phone)))"
)
_NAME = r"(?:(?:mon|my)(?: last| first| family)? (?:nom(?: de famille)?|prenom|name))"
_ALL = (
    r"(?:(?:mes|nos|les) coordonnees|(?:my|our|the) (?:contact )?(?:details|info\w*)|"
    r"(?:mes|my|our|nos) (?:own )?(?:donnees|data)|droit (?:de|a la) rectification|"
    r"right (?:to|of) rectif\w+)"
)
_CHANGES = (
    r"(?:chang\w*|modifi\w*|corrig\w*|rectifi\w*|remplac\w*|(?:mets?|mettez|mettre) a jour|"
    r"actualis\w*|tromp\w*|updat\w*|replac\w*|correct|amend|faux|fausse|errone\w*|wrong|incorrect|"
    r"outdated|n'est plus|is no longer|isn't right|pas (?:le |la )?(?:bon|bonne)|"
    r"mal (?:ecrit|orthographie)e?|misspel\w*|(?:plus|not) (?:valide|valable|valid))"
)
_IS_NOW = r"(?:desormais|maintenant|dorenavant|a present|now|from now on|nouve(?:au|lle|l)|new)"
_SAME = re.compile(
    r"\bn'(?:a|ont|est) (?:pas|jamais) (?:ete )?chang|\b(?:has|have|did)(?: not|n't) chang"
)
_OF_ELSEWHERE = re.compile(
    r"\b(?:offres?|annonces?|offers?|stages?|stagiaires?|internships?|interns?|eleves?|pupils?|"
    r"students?|jeunes|actions?|bilan|report|siret|siren|votre|vos|your|prefecture|mairie|"
    r"college|ecole|school|consentement|consent|mot de passe|password|(?:appele|rappele|call)\w*|"
    r"supprim\w*|effac\w*|oubli\w*|delet\w*|erase\w*|forget|copie|copy)\b"
)
_RECTIFIES = re.compile(r"\b(?:droit (?:de|a la) rectification|right (?:to|of) rectif\w+)\b")
_TITLED = r"(?:(?:[Mm]me|[Mm]lle|[Mm]adame|[Mm]onsieur|M|Mr|Mrs|Ms|Dr)\.? )"
_WORD = r"[A-ZÀ-Ý][\w'’-]+"
_SAID_NAME = re.compile(
    rf"\b(?:c['’]est|est|is|it['’]s|sera|devient|par|by|with|to|:)(?: (?:maintenant|désormais|"
    rf"dorénavant|à présent|now))? ?:? ?(?P<name>{_TITLED}?{_WORD}(?: (?:de |da |el |ben )?{_WORD})"
    r"{0,3})"
)
_SOMEBODY = (
    rf"(?!C['’]|It['’]|Bonjour|Hello|Hi){_TITLED}?{_WORD}"
    rf"(?: (?:de |da |el |ben )?{_WORD}){{0,3}}"
)
_REPLACED = re.compile(
    rf"(?:^|[\s,.:])(?P<new>{_SOMEBODY})(?: qui| va| will| is going to)? "
    r"(?:remplac(?:e|era|er)|a remplacé|"
    r"succède(?:ra)? à|prend(?:ra)? (?:la (?:suite|place|relève)|le relais) de|"
    r"replac(?:es|ed|e|ing)|has replaced|is replacing|takes? over from|took over from) "
    rf"(?P<old>{_SOMEBODY})"
    rf"|(?P<was>{_SOMEBODY}) (?:(?:est|a été|sera) remplacée? par|"
    rf"(?:is|was|has been|will be|is being) replaced by) (?P<by>{_SOMEBODY})"
)
"""« Mme Diallo remplace M. Petit »."""
_MAIL = re.compile(r"\S+@\S+")


@dataclass(frozen=True, slots=True)
class ContactChange:
    """What is said to change, and what it becomes where that is told.

    `unread` tells what was given but is no number, or no address.
    """

    about: frozenset[Detail]
    phone: str | None = None
    email: str | None = None
    name: str | None = None
    unread: Literal["phone", "email"] | None = None

    @property
    def told(self) -> bool:
        """Whether anything new was given."""
        return bool(self.phone or self.email or self.name)


def read_contact_change(text: str) -> ContactChange | None:
    """The change of one's own contact details that `text` asks for; None: it asks for none.

    « Désormais », « nouveau », “now” say it only with what is new beside them; « a changé »,
    « corrigez », “is wrong” say it alone.
    """
    folded = fold(text).replace("’", "'")
    without_mail = _MAIL.sub("@", folded)  # « stage@… » tells of no placement
    if _SAME.search(folded) or _OF_ELSEWHERE.search(without_mail):
        return None
    if (name := _replacing(text)) is not None:
        return ContactChange(frozenset({"name"}), name=name)
    found = _told(text, _about(without_mail, _CHANGES))
    if found is not None:
        return found
    found = _told(text, _about(without_mail, _IS_NOW))
    return found if found is not None and found.told else None


def read_contact_details(text: str) -> ContactChange | None:
    """What answers « que faut-il changer ? »: a number, an address or a name alone, too."""
    found = _told(text, frozenset[Detail]({"phone", "email"}))
    if found is not None and (found.told or found.unread):
        return found
    name = _name(text)
    return ContactChange(frozenset({"name"}), name=name) if name else None


def _about(folded: str, changing: str) -> frozenset[Detail]:
    found: set[Detail] = set()
    nouns: tuple[tuple[str, tuple[Detail, ...]], ...] = (
        (_PHONE, ("phone",)),
        (_EMAIL, ("email",)),
        (_CONTACT, ("name",)),
        (_NAME, ("name",)),
        (_ALL, ("phone", "email", "name")),
    )
    for noun, details in nouns:
        near = rf"\b{noun}\b.{{0,40}}?\b{changing}\b|\b{changing}\b.{{0,30}}?\b{noun}\b"
        if re.search(near, folded) or (
            changing is _IS_NOW
            and re.search(rf"\b{noun}\b", folded)
            and re.search(rf"\b{changing}\b", folded)
        ):
            found.update(details)
    if changing is _CHANGES and _RECTIFIES.search(folded):
        found.update(("phone", "email", "name"))
    return frozenset(found)


def _told(text: str, about: frozenset[Detail]) -> ContactChange | None:
    if not about:
        return None
    phone = _phone(text) if "phone" in about else None
    email = _email(text) if "email" in about else None
    name = _name(text) if "name" in about and not (phone or email) else None
    unread: Literal["phone", "email"] | None = None
    if not (phone or email or name):
        if "email" in about and "@" in text:
            unread = "email"
        elif "phone" in about and read_phone(text).problem in ("length", "invalid", "kind"):
            unread = "phone"
    return ContactChange(about, phone, email, name, unread)


def _replacing(text: str) -> str | None:
    """Who takes somebody's place: both are people, by a title or a given name."""
    found = _REPLACED.search(plain(text))
    if found is None:
        return None
    new, old = found["new"] or found["by"], found["old"] or found["was"]
    return new if _is_somebody(new) and _is_somebody(old) else None


def _is_somebody(name: str) -> bool:
    return bool(re.match(_TITLED, name)) or is_given(name.split()[0])


def _phone(text: str) -> str | None:
    """The one that is new: behind « par », « mais », or the last."""
    found = read_phones(new_part(text)) or read_phones(text)
    return found[-1] if found else read_phone(text).value


def _email(text: str) -> str | None:
    for part in (new_part(text), text):
        read = [
            read_email(one).value for one in _MAIL.findall(plain(text if part is text else part))
        ]
        if found := [value for value in read if value]:
            return found[-1]
    return read_email(text).value


def _name(text: str) -> str | None:
    said = plain(text)
    if found := list(_SAID_NAME.finditer(said)):
        return found[-1]["name"]
    name = read_person_name(said)
    return name if name and name[0].isupper() else None
