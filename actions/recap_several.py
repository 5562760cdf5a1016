"""The end of a form that was filled several times: sent, corrected, completed in words."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from actions import corrections
from actions.recap import NOT_ABOUT_IT, SEND, WANTS_CHANGE
from actions.several import Item, Several
from actions.steps import Accepted, Again, Form, Outcome, Refused, Sheet
from actions.turn import Answer, Turn
from reading.words import fold

_ALSO = re.compile(
    r"\W*(?:ah |oh |et |and )*(?:et\b|plus\b|aussi\b|en plus|j.?(?:ai|avais) oublie|il y a aussi|"
    r"ajout|also\b|and\b|add\b|i forgot)"
)
"""« Et aussi un apprenti »: one more, not another answer."""
_BESIDE = re.compile(r"\b(?:aussi|egalement|en plus|en outre|also|as well|too)\b")
_INSTEAD = re.compile(
    r"\W*(?:non\b|nan\b|no\b|pardon|plutot|en fait|enfin|c.?est|c.?etait|ce n.?est|pas\b|"
    r"je (?:me suis|voulais)|erreur|actually|rather|instead|sorry|it.?s\b|it was|not\b|i meant)"
)
"""What is told in the place of what stands in the recap."""


@dataclass(frozen=True)
class Recap:
    """How what is said at the recap is read.

    Attributes:
        several: the form's way of being filled several times.
        kind: the slot that tells its items apart, the type of action.
        told: what a sentence tells, as items.
        confirms: words that send, beside « oui ».
        otherwise: the msgid said to anything else.
    """

    several: Several
    kind: str
    told: Callable[[str, Sheet, Turn], list[Item]]
    confirms: re.Pattern[str]
    otherwise: str

    async def read(
        self,
        form: Form,
        answer: Answer,
        sheet: Sheet,
        turn: Turn,
        send: Callable[[], Awaitable[Outcome]],
    ) -> Outcome | None:
        """The button that sends, « corriger », or the right thing said at once."""
        if answer.pressed(self.several.recap) == SEND:
            return await send()
        if corrections.item_said(form, sheet, turn):
            return Again({corrections.CHOOSING: True})
        heard = self._heard(answer.typed, sheet, turn)
        if heard is not None:
            return heard
        field = corrections.named(form, sheet, turn)
        if field is not None and not self.several.is_several(sheet):
            return corrections.choose(form, sheet, turn, field)
        if answer.intent in ("deny", "correct_action") or WANTS_CHANGE.search(answer.typed):
            return Again({corrections.CHOOSING: True})
        if answer.intent == "affirm" or self.confirms.search(answer.typed):
            return await send()
        if answer.intent in NOT_ABOUT_IT:
            return None
        return Refused(str(turn.speech.say(self.otherwise)))

    def _heard(self, text: str, sheet: Sheet, turn: Turn) -> Outcome | None:
        """« Non, trois » corrects; « et un apprenti en mars » adds; of several, by its type."""
        more = self._told_beside(text, sheet, turn)
        if more and self._is_more(fold(text), more, sheet):
            self.several.add(sheet, more)
            # Settled by the form: the recap comes again once the new ones are complete.
            return Accepted({corrections.CHOOSING: None})
        if self.several.is_several(sheet):
            return self._heard_of_one(text, sheet, turn)
        found = [item for item in self.told(text, sheet, turn) if item]
        if not found:
            return None
        sheet.apply(found[0])
        return Accepted({corrections.CHOOSING: None})

    def add_what_was_done(self, text: str, sheet: Sheet, turn: Turn) -> bool:
        """« On a aussi embauché un habitant hier », to a question about another action.

        Whether it was told, and waits now. It takes an « aussi »: « j'ai pris deux alternants » may
        be the answer, whatever type it sounds like.
        """
        said = fold(text)
        more = self._told_beside(text, sheet, turn) if _BESIDE.search(said) else []
        if not more or not self._is_more(said, more, sheet):
            return False
        self.several.add(sheet, more)
        return True

    def _told_beside(self, text: str, sheet: Sheet, turn: Turn) -> list[Item]:
        found = self.told(text, self.several.beside(sheet), turn)
        return [item for item in found if item.get(self.kind)]

    def _is_more(self, said: str, told: list[Item], sheet: Sheet) -> bool:
        """Whether it is told beside what stands there, and takes nothing of its place.

        A type alone (« plutôt un CDD ») corrects; another type with a number or a day of its own
        is something else that was done.
        """
        if _ALSO.match(said):
            return True
        if _INSTEAD.match(said):
            return False
        if _BESIDE.search(said):
            return True
        known = {item.get(self.kind) for item in self.several.all(sheet)}
        whole = all(set(item) & set(self.several.slots) - {self.kind} for item in told)
        return whole and not known & {item[self.kind] for item in told}

    def _heard_of_one(self, text: str, sheet: Sheet, turn: Turn) -> Outcome | None:
        """The one item that has the type told is opened, and only then read into."""
        found = [item for item in self.told(text, Sheet(), turn) if item]
        if not found:
            return None
        kind = found[0].get(self.kind)
        items = self.several.all(sheet)
        places = [place for place, item in enumerate(items) if item.get(self.kind) == kind]
        if len(found) > 1 or len(places) != 1:
            return Again({corrections.CHOOSING: True})
        self.several.choose(sheet, places[0])
        told, *_ = self.told(text, sheet, turn)
        sheet.apply(told)
        return Accepted({corrections.CHOOSING: None})
