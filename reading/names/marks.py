"""Names of people and addresses, told by the words and capitals around them.

`line` is the text, `flat` the same in its plain form (`reading.marks.flat`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reading.marks import Mark
from reading.places.reader import find_places
from reading.words import fold, word_set

PARTICLES = word_set("de du des la le les et l d a au aux the of and chez ben van von der el al")
"""Small words within names, that are no name by themselves."""

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_SAYS_NAME = re.compile(
    r"\b(?:je m'appel+e?s?|jm'appelle|je me nomme|mon (?:nom|prenom)(?: de famille)? (?:est|c'est)|"
    r"my name(?:'s| is)|i am called|nom(?: de famille)? ?:|prenom ?:|name ?:) ?"
)
_MAY_SAY_NAME = re.compile(
    r"\b(?:(?:desormais|dorenavant|contact (?:by|is|est|c'est|with|becomes|devient)|"
    r"(?:speak|talk) (?:to|with)|ask for|demande[rz]?|contacte[rz]|appele[rz]|joindre|attn|"
    r"a l'attention de)"
    r"(?! (?:madame|monsieur|mme|mlle|mr|mister|m|mrs|missus|ms|dr|docteur|maitre)\b)|"
    r"moi c'est|ici|c'est|je suis|this is|i am|i'm|signe|cordialement,?|bien a vous,?|"
    r"regards,?|madame|monsieur|mme|mlle|mr|mister|m\.|mrs|missus|ms|dr|docteur|maitre)\.? "
)
_TITLE = re.compile(
    r"\b(?:madame|monsieur|mme|mlle|mr|mister|m\.|mrs|missus|ms|dr|docteur|maitre)\.? $"
)
NO_NAME = word_set(
    "a au aux avec bien bonjour bonsoir ca ce cest chef comme dans de des directeur directrice du "
    "elle en encore est et gerant gerante il ils in is je la le les lui mais moi mon ne non notre "
    "nous on ou oui par pas pour prof qu que qui responsable sa ses son sur the this to toujours "
    "tres un une vous from for my our we you i'm i am merci parce what who"
)
_TITLED = re.compile(r"[A-ZÀ-ÖØ-Ý][’'a-zà-öø-ÿ]")
_MOST_WORDS = 3
# Words that begin a sentence with a capital before a name: they are no part of it.
_OPENS = word_set(
    "bonjour bonsoir salut merci oui non je nous on il elle madame monsieur mme mr dr cher chere "
    "avec chez pour hello hi dear the my our notre votre mon ma le la les un une des du de par "
    "contactez appelez voir selon avenue rue place saint sainte"
)
_OF_THE_PROGRAMME = word_set(
    "paqte quartier quartiers prioritaire prioritaires entreprises engagent bpifrance impact "
    "partners anct rep qpv education nationale france travail pole emploi mission locale "
    "sensibiliser former recruter acheter telegram siret siren"
)
_ARTICLE = re.compile(r"\b(?:[Ll][ae]s?|[Dd]u|[Dd]es|[Aa]ux?|[Tt]he) $")
_FULL_NAME = re.compile(
    r"(?<![\w'’-])(?:[A-ZÀ-ÖØ-Ý][a-zà-öø-ÿ]+(?:-[A-ZÀ-ÖØ-Ý][a-zà-öø-ÿ]+)?)"
    r"(?: (?:(?:de|du|el|ben|van|von|le|la) )?[A-ZÀ-ÖØ-Ý](?:[a-zà-öø-ÿ]+|[A-ZÀ-ÖØ-Ý]+)"
    r"(?:-[A-ZÀ-ÖØ-Ý][\wà-öø-ÿ]+)?){1,3}(?![\w'’-])"
)
_STREET = re.compile(
    r"(?:\b\d{1,4}(?: ?(?:bis|ter|quater|[a-d]))?,? )?"
    r"\b(?:rue|avenue|boulevard|bd|blvd|chemin|impasse|allees?|quai|faubourg|"
    r"residence|lotissement|venelle|sentier|rond-point|esplanade|street|road|lane|"
    r"(?<=\d )(?:place|route|cours|passage|voie|av|pl|all|ch))\b"
    r"\.? "
)
# « Place » is a seat as well, « cours » a lesson: of an address only before a name.
_ALSO_A_SEAT = re.compile(r"\b(?:place|cours|passage|voie|route|all|ch)\b", re.IGNORECASE)
_SQUARES = word_set("mairie gare eglise marche republique liberation fetes")
_PARTICLE = re.compile(
    r"(?:(?:de|du|des|la|le|les|saint|sainte|st|ste|et|general|docteur|dr) |[ld]')*"
)
_STREET_WORD = re.compile(r"(?:\d{1,4}\b|[^\W\d_])[\w'’-]*")
_STREET_ENDS = word_set(
    "a au aux est c'est en in at pour je on nous vous il elle qui que dans chez avec on is of "
    "mais ou ca cest sont ete the et de du"
)


def introduced_marks(line: str, flat: str) -> Iterator[Mark]:
    """« je m'appelle nadia », « ici Nadia Benali », « Mme Benali »."""
    for match in _SAYS_NAME.finditer(flat):
        yield from _name_at(line, flat, match.end(), capital=False)
    for match in _MAY_SAY_NAME.finditer(flat):
        titled = _TITLE.search(match[0]) is not None
        yield from _name_at(line, flat, match.end(), capital=True, titled=titled)


def _name_at(
    line: str, flat: str, start: int, *, capital: bool, titled: bool = False
) -> Iterator[Mark]:
    """The words from ``start`` that may be a name; with ``capital``, those that begin with one.

    Behind « Mme » (``titled``) it is one even where a town is called so: « Mme Casanova »; and it
    may begin with a particle: « Mme Le Goff ».
    """
    end, at = start, start
    for count in range(_MOST_WORDS):
        word = _WORD.match(line, at)
        if word is None:
            break
        small = flat[word.start() : word.end()]
        big = _TITLED.match(word[0]) is not None
        particle = small in PARTICLES and (count > 0 or (titled and word[0][0].isupper()))
        if (small in NO_NAME or not (big or not capital)) and not particle:
            break
        if not particle:
            end = word.end()
        if not line.startswith(" ", word.end()):
            break
        at = word.end() + 1
    if end > start and (titled or not (capital and _is_place(line[start:end]))):
        yield Mark(start, end, "name")


def full_name_marks(line: str) -> Iterator[Mark]:
    """« Nadia Benali » in the middle of a sentence, unless it is a town or the programme's."""
    for match in _FULL_NAME.finditer(line):
        start, words = match.start(), match[0].split(" ")
        while words and fold(words[0]) in _OPENS:
            start += len(words.pop(0)) + 1
        said = " ".join(words)
        # « la Grande Borne » is a quarter, « the Mona Lisa » a picture: people have no article.
        led = _ARTICLE.search(line[:start]) is not None
        if len(words) < 2 or led or _is_place(said):
            continue
        if not _OF_THE_PROGRAMME.isdisjoint(fold(said).split()):
            continue
        yield Mark(start, match.end(), "name")


def _is_place(said: str) -> bool:
    found = find_places(said)
    return found.exact or bool(found.departments)


def address_marks(line: str, flat: str) -> Iterator[Mark]:
    """« 12 bis rue Jean Jaurès », until a word that goes on with the sentence."""
    for match in _STREET.finditer(flat):
        at = match.end()
        end = _PARTICLE.match(flat, at).end()  # type: ignore[union-attr] # it may be empty
        begun = end
        for _ in range(_MOST_WORDS):
            word = _STREET_WORD.match(line, end if end == begun else end + 1)
            if word is None or fold(word[0]) in _STREET_ENDS:
                break
            end = word.end()
            if not line.startswith(" ", end):
                break
        named = line[begun:end][:1].isupper() or flat[begun:end] in _SQUARES
        if _ALSO_A_SEAT.search(match[0]) and not named:
            continue
        if end > begun:
            yield Mark(match.start(), end, "address")
