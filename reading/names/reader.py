"""The name with which somebody introduces themselves: « moi c'est Nadia Benali »."""

from __future__ import annotations

import re

from reading.marks import flat
from reading.names.frames import framed_people
from reading.names.given import known_people
from reading.names.marks import PARTICLES, full_name_marks, introduced_marks
from reading.organisations.capitals import is_firm
from reading.words import last_said, plain, word_set

_SAYS = re.compile(
    r"\b(?:(?:je (?:m'|m)app?el+e?s?|jm'?app?el+e?|m'?app?el+e?|j'm'appelle)\b|je me nomme|"
    r"mon (?:nom|prenom|nom complet)(?: de famille)? (?:est|c'est|:)|my name(?:'s| is| c'est)|"
    r"i(?:'m| am) called|(?:it'?s|this is) (?!me\b|us\b)(?=[a-z]+ [a-z]+ (?:speaking|here|from)\b)|"
    r"(?:moi|me),? (?:c'est|cest|c|it's)(?= )|^\W*moi,? ce(?= [a-z]+ ?[a-z]*\W*$)|name's|"
    r"(?:nom|prenom|name|contact) ?:(?: (?:c'est|it's|maintenant|desormais|now|mme|mr|m\.|"
    r"madame|monsieur|ms|mrs|missus|miss)(?= ))*) ?"
)
# « Coucou, Samira de la boulangerie », “Evening all, Declan here”
_GREETED = re.compile(
    r"^\W*(?:(?i:bonjour|bonsoir|salut|coucou|slt|bjr|hello|hi|hey|hiya|"
    r"(?:good )?(?:morning|evening|afternoon)|all|everyone|there|team|à tous|l'équipe)[ ,!.]+)+"
    r"(?P<name>[A-ZÀ-Ý][a-zà-ÿ'-]+(?: [A-ZÀ-Ý][a-zà-ÿ'-]+)?),? "
    r"(?=(?:here|speaking|from|de la|du|de l'|de chez|chez|à l'appareil)(?![a-z]))"
)
_WORD = re.compile(r"[^\W\d_][\w'-]*")
_ENDS = word_set(
    "et je on de chez du la le les gerant gerante directeur directrice responsable chef patron "
    "patronne pour avec mon ma mes notre nous au a the and from i of our at aka non moi qui un une "
    "pas en dans plutot euh mais est in is recruter former acheter sensibiliser oui manager owner "
    "speaking here with for d'accord bon ok tout tous surtout remplacer changer mettre mettez"
)
_TITLES = word_set("mr mister mrs missus miss ms m mme mlle madame monsieur dr docteur maitre")
_TITLE = re.compile(rf"^(?:(?:{'|'.join(sorted(_TITLES))})\.? )+", re.IGNORECASE)
#: « In place of Mr Cazals », « à la place de Karim »: who is no longer the one.
_REPLACED = re.compile(
    r",? (?:in(?:stead| place) of|rather than|and not|but not|et non(?: pas)?|pas|not|"
    r"[àa] la place d[e']|au lieu d[e']|plut[oô]t que) ?(?=[A-ZÀ-Ý])[^,.;:!?]*"
)
_MOST_WORDS = 4


def read_person_name(text: str, *, capitals: bool = True) -> str | None:
    """The name as typed; None when nobody is introduced.

    After « je m'appelle », « moi c'est », « my name is » with or without capitals; after « je
    suis », « ici », « Mme » with one; a known given name, with or without a family name, anywhere
    (`reading.given_names`); a first and a last name with capitals anywhere, unless `capitals` is
    False. Who is replaced (« in place of Mr Cazals ») is not meant, nor is who was said by mistake
    (« Anna, non, Irina Popescu »).
    """
    said = plain(text)
    if (rest := _REPLACED.sub("", said)) != said and (name := _read(rest, capitals)):
        return name
    return next((name for piece in last_said(said) if (name := _read(piece, capitals))), None)


def _read(said: str, capitals: bool) -> str | None:
    small = flat(said)
    for match in reversed(list(_SAYS.finditer(small))):  # what was corrected comes last
        if name := _after(said, small, match.end()):
            return name
    if greeted := _GREETED.match(said):
        return _TITLE.sub("", greeted["name"])
    for mark in () if said.isupper() else introduced_marks(said, small):
        if name := _TITLE.sub("", said[mark.start : mark.end]).rstrip(".-'"):
            return name.removesuffix("'s")
    for start, end in known_people(said):
        return said[start:end]
    for start, end in framed_people(said, small):
        return said[start:end]
    if said.isupper() or not capitals:
        return None
    names = (said[mark.start : mark.end] for mark in full_name_marks(said))
    return next((name for name in names if not is_firm(name)), None)


def _after(said: str, small: str, start: int) -> str | None:
    end, at = start, start
    capitals = said[start : start + 1].isupper()
    for count in range(_MOST_WORDS):
        word = _WORD.match(said, at)
        if word is None:
            break
        key = small[word.start() : word.end()]
        if key in _TITLES and end == start:
            start = end = at = len(said) - len(said[word.end() :].lstrip(". "))
            continue
        if key.startswith(("l'", "d'", "qu'")) and not count:
            break
        if key in PARTICLES and count:
            at = word.end() + 1
            continue
        if key in _ENDS or (capitals and not word[0][0].isupper()):
            break
        end = word.end()
        if not said.startswith(" ", end):
            break
        at = end + 1
    return said[start:end] or None
