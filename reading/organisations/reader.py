"""A company, an association or a school named in a sentence, as it is typed."""

from __future__ import annotations

import re

from reading.names.given import known_people
from reading.organisations.capitals import by_capitals
from reading.organisations.forms import by_form, in_small_letters, set_right, town_halls
from reading.organisations.frames import by_frame, public_bodies
from reading.organisations.kinds import after_kind, bare_school, whole
from reading.organisations.known import is_known, known_organisations
from reading.organisations.leads import led
from reading.organisations.words import NO_ORGANISATIONS, Organisation, only_town
from reading.words import fold, word_set, written_out

_NAMED = re.compile(
    r"\b(?<!m')(?<!nous )(?<!vous )(?:(?:(?:s'|se )?app?el+(?:e|ent|ait|ons)|s'?ap?pel+e?)|"
    r"raison sociale(?: est| c'est| ?:|,)?|"
    r"(?:mon|notre|l') ?(?:entreprise|association|asso)(?:,)? c'est|"
    r"(?:ma|notre) (?:societe|boite|structure)(?:,)? c'est|"
    r"(?:enseigne|nom (?:commercial|de l'entreprise|de la (?:societe|boite)|de l'association|"
    r"de ma boite|du magasin|du resto|du restaurant))(?: est| c'est| ?:)|"
    r"(?:is|are|it'?s|we're) (?:called|named)|registered name(?: is| ?:)|"
    r"(?:company|business|trading|trade|shop)(?: name)?"
    r"(?: is|'s| ?:)(?! (?:called|named|in|an?|the|at|on|based|located|not|very|"
    r"small|too|from|near)\b)|our name is|"
    r"denomination(?: sociale)?(?: est| ?:)?) (?!qui|quoi|comment|who)"
)
#: « C'est pas Nettoyage du Garlaban mais Azur Propreté ».
_DENIED = re.compile(
    r"\b(?:pas|not) (?:chez |with |from |at )?(?=[A-ZÀ-Ý])[^.;:!?]{2,50}?(?:,? mais |,? but )"
    r"|,? (?:(?:et|and|mais|but) )?(?:non(?: pas)?|pas|not) (?:chez |with |from |at )?"
    r"(?=[A-ZÀ-Ý])(?:(?! mais | but )[^.;:,!?]){2,50}$"
)
_OURSELVES = re.compile(r"\b(?:je (?:m'|m)|j(?:e )?m'?|my name|i'm|i am) ?ape?p?el|\bi'?m called")
_QUOTED = re.compile(r"« ?([^«»]{2,60}?) ?»|“([^“”]{2,60})”|(?<!\w)\"([^\"]{2,60})\"")
#: « Toitures Vasseur on est à Abbeville », « Fouta Couture and my mail is »: a new clause begins.
_NAME_OVER = re.compile(
    r"[,;:!?]|\. |\.$| (?:et|and) (?:on|je|j'|nous|mon|ma|mes|notre|le|la|il|we|i|i'm|i'd|i've|"
    r"we're|"
    r"we've|we'd|my|our|the|it|it's)\b| (?:the|le|mon|notre) (?:siren|siret)\b|"
    r" (?:on est|on fait|on vend|on cherche|nous sommes|je suis|"
    r"on a|nous avons|we are|we're|"
    r"we have|i am|i'm|notre|our|mon|my|mail|siret|siren|telephone|située?|basée?|based|located|"
    r"j(?:e |')?(?:veu|vou?dr|souhait|aimer)\w*|(?:on|nous) (?:veu|vou|souhait|aimer)\w*|"
    r"we(?:'d| want| would))\b",
    re.IGNORECASE,
)
#: « Fournilor à Lens », “Fournilor in Lens”: where it is.
_WHERE = re.compile(r" (?:à|a|in|near|at|près de|sur|from) (?=\S)", re.IGNORECASE)
#: « Il m'appelle tous les jours », « shop's opening », « l'entreprise c'est du nettoyage ».
_NO_NAME_BEGINS = word_set(
    "moi nous un une du des tous toutes encore quand pour pas deja souvent every all always not"
)
_TELLS_A_NAME = re.compile(
    r"(?:entreprise|societe|boite|association|asso|chez|appell?e|sapel|nomme|nom|enseigne|company|"
    r"called|named|name|firm|shop|business|college|lycee|ecole|school|charity|from|garage|avec|par|"
    r"by|at|with|resto|restaurant|cafe|bar|salon|hotel|boutique|magasin)(?: est| is| c'est| :|"
    r",)? ?$"
)


def read_organisations(text: str, *, answer: bool = False) -> tuple[Organisation, ...]:
    """The organisations that `text` names, in order: « le collège Zola et le lycée Marie-Curie ».

    The first is what `read_organisation` reads; others need a word that says what they are.
    """
    text = _DENIED.sub(" ", text)
    first = read_organisation(text, answer=answer)
    if first is None:
        return ()
    said, flat = written_out(text), fold(text)
    if len(said) != len(flat):
        said = flat
    begin = said.find(first.value)
    taken = [(begin, begin + len(first.value))]
    found = [first]
    others = [
        *by_frame(said, flat),
        *known_organisations(said, flat),
        *((start, other) for start, other, sorted_by in after_kind(said, flat) if sorted_by),
        *town_halls(said, flat),
        *by_capitals(said),
    ]
    for start, other in others:
        end = start + len(other.value)
        apart = all(end <= low or start >= high for low, high in taken)
        if apart and other.name not in {one.name for one in found}:
            taken.append((start, end))
            found.append(other)
    return tuple(_owning_nothing(said, one) for one in found)


def read_organisation(text: str, *, answer: bool = False) -> Organisation | None:
    """The organisation that `text` names; None when it names none.

    Told by quotation marks, by « s'appelle », by capitals after a word for a company, association
    or school, or because everybody knows it. With `answer`, the text is an answer: « GARAGE DES
    QUATRE ROUTES » is a name, capitals or not.
    """
    said, flat = written_out(text), fold(text)
    if len(said) != len(flat):
        said = flat
    found = _first(said, flat, answer)
    return found and _owning_nothing(said, found)


def _without_town(name: str) -> str:
    """« Fournilor » of « Fournilor à Lens »."""
    for where in _WHERE.finditer(name):
        if only_town(name[where.end() :], former=True):
            return name[: where.start()]
    return name


#: “Collège Zola's request”, and not “at Sainsbury's”.
_OWNS = re.compile(r"(?<=\w)'s (?=[a-z]+)(?!(?:in|at|and|or|to|for|on|with|from|is|has|near)\b)")


def _owning_nothing(said: str, found: Organisation) -> Organisation:
    """The name without the “'s” of what it owns."""
    if not found.value.endswith("'s") or is_known(found.name):
        return found
    end = said.find(found.value) + len(found.value)
    if not _OWNS.match(said, end - 2):
        return found
    return Organisation(found.value[:-2], found.name.removesuffix("'s"))


def _first(said: str, flat: str, answer: bool) -> Organisation | None:
    if (quoted := _QUOTED.search(said)) and _names_what_is_quoted(said, flat, quoted):
        name = next(group for group in quoted.groups() if group).strip()
        return Organisation(name, name)
    if (named := _NAMED.search(flat)) and not _OURSELVES.search(flat):
        rest = _NAME_OVER.split(said[named.end() :])
        whole_name = rest[0].strip()
        name = _without_town(whole_name)
        said_to_be = named[0].startswith(("company", "business", "trad", "shop")) and (
            "name" not in named[0]
        )
        lower = name[:1].islower() and (said_to_be or fold(name.split(" ")[0]) in _NO_NAME_BEGINS)
        if name and not lower and (len(whole_name.split()) <= 3 or not name[0].islower()):
            return Organisation(name, name)
    public = next(public_bodies(said, flat), None)
    known = next(known_organisations(said, flat), None)
    if public and (known is None or public[0] <= known[0]):  # « la mission locale du Trégor »
        return public[1]
    if known:
        return known[1]
    if firm := by_form(said):
        return firm
    for _, found, _ in after_kind(said, flat):
        return found
    if small := in_small_letters(said, flat):
        return small
    for _, framed in by_frame(said, flat):
        return framed
    people = known_people(said)
    for start, told in (*town_halls(said, flat), *by_capitals(said)):
        if (start, start + len(told.value)) not in people:  # « notre menuisier, Bastien Corvol »
            return told
    if school := set_right(said):
        return school
    if alone := bare_school(said) or led(said):
        return alone
    return whole(said, flat) if answer else None


def _names_what_is_quoted(said: str, flat: str, quoted: re.Match[str]) -> bool:
    """« Le titre est \"aide en cuisine\" » quotes no company."""
    name = next(group for group in quoted.groups() if group).strip()
    if fold(name) in NO_ORGANISATIONS:  # « Qu'entendez-vous par « Sensibiliser » ? »
        return False
    if quoted[0] == said.strip(" .!"):
        return True
    return not name[0].islower() and bool(_TELLS_A_NAME.search(flat[: quoted.start()].rstrip()))
