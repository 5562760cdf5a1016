"""Text brought to one plain form, so that the other readers need few patterns.

A message is read up to `MAX_CHARS`: Telegram's own limit is 4,096 characters, and no answer that
carries an identifier, a date or a number is longer than a long paragraph.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

MAX_CHARS = 1000

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss"})
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´′＇", "'"))
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹘﹣－", "-"))
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SPACES = re.compile(r"\s+")


def _digit(char: str) -> str:
    value = unicodedata.decimal(char, None)
    return char if value is None else str(value)


@lru_cache(maxsize=512)
def plain(text: str) -> str:
    """`text` with one kind of space, dash, apostrophe and digit; case and accents are kept.

    Arabic-Indic, fullwidth and other decimal digits become ASCII ones; full-width letters their
    usual form (NFKC); invisible characters go; the result is cut to `MAX_CHARS`.
    """
    text = unicodedata.normalize("NFKC", text[:MAX_CHARS])
    text = _INVISIBLE.sub("", text).translate(_APOSTROPHES).translate(_DASHES)
    if not text.isascii():
        text = "".join(_digit(char) if char.isdecimal() else char for char in text)
    return _SPACES.sub(" ", text)[:MAX_CHARS].strip()


@lru_cache(maxsize=512)
def fold(text: str) -> str:
    """`plain(text)` in lower case without accents: « Élèves » and « ELEVES » become « eleves »."""
    decomposed = unicodedata.normalize("NFD", plain(text).translate(_LIGATURES).casefold())
    folded = "".join(char for char in decomposed if not unicodedata.combining(char))
    return folded.translate(_LIGATURES)[:MAX_CHARS]


def written_out(text: str) -> str:
    """`plain(text)` with ligatures as two letters: each letter stands where `fold` has it."""
    return plain(text).translate(_LIGATURES)[:MAX_CHARS]


def word_set(words: str) -> frozenset[str]:
    """The words of a list written as one string."""
    return frozenset(words.split())


@lru_cache(maxsize=512)
def tokens(text: str) -> tuple[str, ...]:
    """The folded words and numbers of `text`, without punctuation: « l'île-d'Yeu » has four."""
    return tuple(re.findall(r"[^\W_]+", fold(text)))


_WEEKDAY = (
    r"(?:(?:le |on )?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|"
    r"wednesday|thursday|friday|saturday|sunday)\b)"
)
# A number right after « non » or « euh » corrects the one before, and a weekday another.
_COUNTED = (
    r"(?:\d|(?:une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|one|two|"
    r"three|four|five|seven|eight|nine|ten|eleven|twelve|twenty)\b)"
)
_CORRECTION = re.compile(
    r"\b(?:enfin non|non plut[oô]t|ou plut[oô]t|je veux dire|je voulais dire|je corrige|"
    r"je rectifie|non pardon|oups|oops|whoops|oh no|pardon|euh non|ah non|mais non|non non|"
    r"non attends|non attendez|"
    r"mais c'[eé]tait|mais c etait|but it was|i mean|i meant|no wait|wait no|(?:no )?hang on|"
    r"(?:no,? )?sorry,? no|no,? sorry|sorry|scratch that|make that|or rather|"
    r"(?:no,? )?hold on|well,? no|hmm no|er no|uh no|"
    r"nan attends?|attends?,? non|attendez,? non)\b[ ,:;.!…]*"
    rf"|\b(?:make it|disons|let's say|go on,?|or maybe)\b,? (?={_COUNTED})"
    r"|[,;.…] *non[ ,:;.…]+(?=\w)|[,;.…] *no[,:;…] *(?=\w)"
    # « jusqu'au 7, attendez, jusqu'au 14 »; « Creil, attendez, je cherche » takes nothing back
    r"|[,;.…] *(?:wait|attends|attendez)[ ,:;.…]+(?=(?:au|aux|le|la|du|de|d'|en|dans|chez|par|"
    r"jusqu\w*|plut[oô]t|in|on|at|from|the|by|until|till|for|make it)\b)"
    # « en 2024, euh, en 2025 », « à Lille, enfin à Loos », « QP093028, euh, QP093031 »
    r"|[,;] *(?:euh|heu|er|enfin)[, ]+(?=(?:en|[àa]|in|at) [\dA-ZÀ-Ý]|q[pn]\d)"
    # « trois et non deux » takes nothing back: the first is meant
    rf"|(?<!\bet )\b(?:non|no),? (?=(?:le|du|the|from) {_COUNTED})"
    rf"|(?<!\bet )\b(?:non|no|enfin|well),? (?=(?:plut[oô]t )?(?:{_COUNTED}|{_WEEKDAY}))"
    rf"|[, ] ?\b(?:euh|heu|er|hum|hmm),? (?=(?:just |only |plut[oô]t |seulement )?{_COUNTED}"
    rf"|{_WEEKDAY})"
    # “four came, hmm, let me count, five”, “two, actually three”
    rf"|[,;.…] ?\b(?:(?:hmm|hum|um),? )?let me (?:count|see|think|check),? (?={_COUNTED})"
    rf"|[,;…] ?\bactually,? (?={_COUNTED})"
    # « cinq contrats, en fait trois », « en fait, après vérification, il faut en mettre trois »
    r"|[,;.… ] ?\ben fait,? (?:apr[eè]s v[eé]rification,? )?(?:il (?:faut|fallait) (?:en "
    r")?mettre )?"
    rf"(?={_COUNTED})",
    re.IGNORECASE,
)


def corrections(text: str) -> list[str]:
    """`text` cut where the person takes something back: the last piece is what they mean.

    « trois, enfin non, quatre » gives two pieces; a text without a correction gives one.
    """
    return list(_pieces(text))


def last_said(text: str) -> tuple[str, ...]:
    """Where to look for the one value that `text` gives: what was corrected last, then the rest.

    Of « 06 12 34 56 78, non, 06 12 34 56 79 » the second comes first; the whole text, in which a
    value may be cut in two, comes last.
    """
    pieces = _pieces(text)
    return (*reversed(pieces), text) if len(pieces) > 1 else (text,)


@lru_cache(maxsize=512)
def _pieces(text: str) -> tuple[str, ...]:
    """Cut once: a dozen readers ask for the same message."""
    pieces = tuple(piece for piece in _CORRECTION.split(text) if piece.strip(" ,.;:!"))
    return pieces or (text,)
