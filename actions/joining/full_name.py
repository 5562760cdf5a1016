"""Somebody's name in full: a first name alone is asked about once, and a name may come again.

Who wants to be called by one name only is: the same again, « non » or « passer » says so.
"""

import re

from actions.naming import folded
from actions.noting import noted
from actions.speaking import Question
from actions.steps import Accepted, Again, Outcome, Sheet, button_for
from actions.turn import Answer, Turn
from paqte.i18n import N_
from reading.names.given import is_given
from reading.words import word_set

ALONE = "_name_alone"
"""The one word that was given as a name, until the rest of it was asked for."""

ASK_FAMILY = N_("Merci {name}. Et votre nom de famille ?")
JUST = N_("Juste {name}")
_MOST_WORDS = 4
_CALL_ME = re.compile(r"\b(?:appel+e[sz]?[ -]moi|call me)\b")
"""Who says so wants that name, and no other."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NO_NAMES = word_set(
    "la le les un une qui que et ou est pas mais avec chez the an who is and or but not with at"
)
"""In small letters they are no part of a name: « Marie la patronne »."""
_ENOUGH = re.compile(
    r"\W*(?:non|nan|no|juste|seulement|just|only|c'?est tout|that'?s all|(?:ca |cela )?suffit|"
    r"(?:that )?will do)\b"
)
_AGAIN = re.compile(
    r"^\W*(?:(?:(?:ah|oh|euh|non|nan|pardon|oups|désolée?|en fait|au fait|enfin|plutôt|no|sorry|"
    r"oops|actually)\b[\s,.:!]*)+(?:c['’ ]?est|je suis|je m['’]appelle|moi,? c['’]est|it['’]?s|"
    r"i['’]?m|my name(?: is|['’]s))?|(?:je m['’]appelle|my name(?: is|['’]s)))[\s:]+",
    re.IGNORECASE,
)
"""What leads to a name that takes the place of the one given before."""


def ask_rest(slot: str, alone: str, turn: Turn) -> Question:
    """What is missing of the name; a name that no list has is a first name, as most are."""
    just = turn.speech.gettext(JUST).format(name=alone)
    text = turn.speech.say(ASK_FAMILY, name=alone)
    return Question(str(text), (button_for(slot, just, alone),))


def read(slot: str, name: str, answer: Answer, sheet: Sheet) -> Outcome:
    """``name``, which was read in ``answer``: whole, or asked for the rest of it, once."""
    alone: str | None = sheet.get(ALONE)
    called = answer.pressed(slot) or _CALL_ME.search(folded(answer.typed))
    if alone is None and " " not in name and not called:
        return Again({ALONE: name})
    if alone is not None and not answer.pressed(slot):
        name = _joined(alone, name)
    return Accepted({slot: name, ALONE: None})


def insisted(slot: str, answer: Answer, sheet: Sheet) -> Outcome | None:
    """The one word that was given, where no more is to be had; ``None``: more was said."""
    alone = sheet.get(ALONE)
    if alone is None or answer.pressed(slot):
        return None
    if answer.intent in ("skip", "deny") or _ENOUGH.match(folded(answer.typed).replace("’", "'")):
        return Accepted({slot: alone, ALONE: None})
    return None


def set_right(text: str, *, led: bool) -> str | None:
    """« Sonia Benali » of « en fait c'est Sonia Benali », where something else is asked.

    ``led``: only behind words that take something back.
    """
    lead = _AGAIN.match(text)
    if lead is None and led:
        return None
    name = " ".join((text[lead.end() :] if lead else text).split()).strip(" .,;!")
    words = name.split()
    whole = 2 <= len(words) <= _MOST_WORDS and all(map(_WORD.fullmatch, words))
    says_more = not _NO_NAMES.isdisjoint(words)
    return name if whole and not says_more and is_given(folded(words[0])) else None


def renamed(slot: str, name: str, turn: Turn) -> Outcome:
    """Another name than the one given before; the question that is open stands."""
    return Again({slot: name}, notice=noted([name], turn))


def _joined(alone: str, more: str) -> str:
    """Both parts, the first name before; a whole name stands for itself."""
    first, *others = folded(more).split()
    if folded(alone) in (first, *others) or (others and is_given(first)):
        return more
    swapped = is_given(first) and not is_given(folded(alone))
    return f"{more} {alone}" if swapped else f"{alone} {more}"
