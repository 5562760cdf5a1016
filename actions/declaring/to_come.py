"""What is told as done and is still to come: no action, but perhaps a target."""

import re
from datetime import date
from typing import Any

from actions.committing import year as commit_year
from actions.committing.told import KIND as COMMIT_KIND
from actions.committing.told import TARGET
from actions.declaring.kind import KIND
from actions.declaring.quantity import QUANTITY
from actions.declaring.recap import SEVERAL
from actions.declaring.told import told
from actions.several import Item
from actions.speaking import Button, Question, payload
from actions.steps import Accepted, Ended, Outcome, Sheet
from actions.turn import Turn
from paqte.i18n import N_
from reading.action_types import read_action_type
from reading.changes import without_years
from reading.dates.reader import read_period
from reading.promises import is_promise
from reading.words import fold

AS_TARGET = N_("Ce qui n’est pas encore fait ne se déclare pas. On le note comme objectif, alors ?")
COMMIT, DONE = N_("M’engager"), N_("C’est déjà fait")
LEFT_OUT = N_("Je laisse de côté ce qui n’est pas encore fait : « {action} ».")

LEFT = "_to_come"
"""Nothing else was told: the form's end closes the draft, so that nobody is reminded of it."""

_NOT_YET = re.compile(
    r"\b(?:pas (?:encore|fait)|pas ete fait|prevue?s?\b|a venir|ce sera|sera (?:pour|en|au|fait)|"
    r"c'?(?:est)? pour (?:la (?:rentree|prochaine)|l'an |l'annee|20\d\d|dans)|on (?:va|compte) le |"
    r"not (?:yet|done)|(?:has|have)n't happened|planned|upcoming|(?:it |that )?will be|it'?ll be)"
)
_DONE = re.compile(
    r"\b(?:(?:on|nous|j'|je|il|elle) ?(?:l'|les? )?(?:avons|ai|a) (?!prevu)|"
    r"deja (?:fait|commence)|depuis|since)\b"
)


def is_to_come(text: str, today: date, locale: str) -> bool:
    """Whether ``text``, told of an action, says that it is not done yet."""
    said = fold(text)
    if not text or _DONE.search(said):
        return False
    if _NOT_YET.search(said):
        return True
    period = read_period(text, today, locale)
    if period is not None:
        return period.start > today or is_promise(without_years(text), today)
    return is_promise(text, today)


def at_the_type(text: str, sheet: Sheet, turn: Turn) -> Outcome | None:
    """« Je veux m'engager pour un apprenti en 2027 », where it is asked what was done."""
    if len(read_action_type(text)) != 1 or not is_promise(text, turn.today):
        return None
    return _leave(told(text, Sheet(), turn)[0], text, sheet, turn)


def at_the_date(text: str, sheet: Sheet, turn: Turn) -> Outcome | None:
    """« C'est pas encore fait », where it is asked when it was done."""
    if not is_to_come(text, turn.today, turn.speech.locale):
        return None
    item: Item = {name: sheet.get(name) for name in (KIND.slot, QUANTITY.slot)}
    if read_action_type(text):  # « je veux m'engager pour 2 apprentis »: as it is told now
        item |= told(text, SEVERAL.beside(sheet), turn)[0]
    return _leave(item, text, sheet, turn)


def _leave(item: Item, text: str, sheet: Sheet, turn: Turn) -> Outcome:
    """The half-told item is no part of what is declared; of several the others go on."""
    words, several = turn.speech, SEVERAL.is_several(sheet)
    SEVERAL.drop(sheet)
    if several:
        named = KIND.show(Sheet(answers=dict(item)), turn) or text
        return Accepted({}, str(words.say(LEFT_OUT, action=named)))
    sheet.apply({LEFT: True})
    return Ended(
        Question(
            str(words.say(AS_TARGET)),
            (
                Button(words.gettext(COMMIT), payload("commit", **_target(item, text, turn))),
                Button(words.gettext(DONE), payload("log_action", **_values(item))),
            ),
        )
    )


def _values(item: Item) -> dict[str, str]:
    """What is known of it, to be told as done after all."""
    return {name: item[name] for name in (KIND.slot, QUANTITY.slot) if item.get(name)}


def _target(item: Item, text: str, turn: Turn) -> dict[str, str]:
    """The same, as a target; with the year that was told."""
    names = {KIND.slot: COMMIT_KIND.slot, QUANTITY.slot: TARGET.slot}
    values: dict[str, Any] = {names[name]: value for name, value in _values(item).items()}
    years: list[int] = commit_year.learn(text, Sheet(), turn).get(commit_year.SLOT) or []
    if years:
        values[commit_year.SLOT] = ", ".join(map(str, years))
    return values
