"""The end of a form that was filled several times: sent, corrected, completed in words."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from actions import corrections, meant
from actions.declaring.quantity import SURE, TOTAL
from actions.reading_answers import NOTICE
from actions.recap import NOT_ABOUT_IT, SEND, WANTS_CHANGE
from actions.several import Item, Several
from actions.steps import Accepted, Again, Form, Outcome, Refused, Sheet, Tools
from actions.turn import Answer, Turn
from reading.quantities.reader import read_quantities, read_quantity
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

_EVERYTHING = r"tout(?: ca)?|tous|toutes|everything|all(?: of (?:it|them))?|both(?: of them)?"
_SO_MANY = (
    r"les (?P<many>deux|trois|quatre|\d+)"
    r"(?=\W*$|[,;:.!?]| (?:c'|c|cetait|cest|sont|etaient|en)\b)"
)
"""« Les deux, c'était en juin », and not « les deux apprentis », which are one of what stands."""
_ALL = re.compile(rf"(?:pour )?\b(?:{_EVERYTHING}|{_SO_MANY})\b")
_CHOSEN: Item = {
    corrections.CHOOSING: None,
    corrections.CHOSEN_ITEM: None,
    corrections.SAID: None,
}
"""What was to be corrected is."""


def nothing_else(_sheet: Sheet, _told: Item) -> Item:
    """A number that has no parts."""
    return {}


@dataclass(frozen=True)
class Recap:
    """How what is said at the recap is read.

    Attributes:
        several: the form's way of being filled several times.
        kind: the slot that tells its items apart, the type of action.
        number: the slot of how many.
        told: what a sentence tells, as items.
        confirms: words that send, beside « oui ».
        otherwise: the msgid said to anything else.
        shared: the slot of what may be said of all of them at once, their days.
        righted: what a sentence makes of the open item, and what it parts from it.
        recounted: what becomes of the parts that stand, once what is told gives another number.
    """

    several: Several
    kind: str
    number: str
    told: Callable[[str, Sheet, Turn], list[Item]]
    confirms: re.Pattern[str]
    otherwise: str
    shared: str
    righted: Callable[[str, Sheet, Turn], list[Item]]
    recounted: Callable[[Sheet, Item], Item] = nothing_else

    async def read(
        self,
        form: Form,
        answer: Answer,
        sheet: Sheet,
        turn: Turn,
        tools: Tools,
        send: Callable[[], Awaitable[Outcome]],
    ) -> Outcome | None:
        """The button that sends, « corriger », or the right thing said at once."""
        if answer.pressed(self.several.recap) == SEND:
            return await send()
        if (told_of_all := self._of_all(answer.typed, sheet, turn)) is not None:
            return told_of_all
        if (place := corrections.item_said(form, sheet, turn)) is not None:
            return await corrections.choose_item(form, sheet, turn, tools, place)
        heard = self._heard(answer.typed, sheet, turn)
        if heard is not None:
            return heard
        field = corrections.named(form, sheet, turn)
        if field is not None and not self.several.is_several(sheet):
            return corrections.choose(form, sheet, turn, field)
        if answer.intent in ("deny", "correct_action") or WANTS_CHANGE.search(answer.typed):
            return corrections.which_item(answer.typed if read_quantities(answer.typed) else None)
        if answer.intent == "affirm" or self.confirms.search(answer.typed):
            return await send()
        if answer.intent in NOT_ABOUT_IT:
            return None
        return Refused(str(turn.speech.say(self.otherwise)))

    def _heard(self, text: str, sheet: Sheet, turn: Turn) -> Outcome | None:
        """« Non, trois » corrects; « et un apprenti en mars » adds; of several, by what is named.

        Said once one was chosen to be corrected, it is of that one.
        """
        chosen = bool(sheet.get(corrections.CHOSEN_ITEM))
        fresh = self._told_beside(text, sheet, turn)
        more = self._more(fresh, fold(text), sheet, chosen=chosen)
        if more:
            self.several.add(sheet, more)
            # Settled by the form: the recap comes again once the new ones are complete.
            return Accepted(_CHOSEN)
        if len(fresh) > 1:
            return self._set_right(fresh, sheet)
        if self.several.is_several(sheet):
            places = self._meant(text, fresh, sheet, chosen=chosen)
            if not places:
                return corrections.which_item(text) if fresh else None
            if len(places) > 1:
                return corrections.which_item(text)
            self.several.choose(sheet, places[0])
        return self._right(text, sheet, turn)

    def _right(self, text: str, sheet: Sheet, turn: Turn) -> Outcome | None:
        """Into what is open: « non, trois » counts what is known of it only."""
        told = [item for item in self.righted(text, sheet, turn) if item]
        if not told:
            return None
        if len(told) > 1:  # « 12 000 la première année »: what stays of the others
            self.several.add(sheet, told[1:])
        return self._take(told[0], sheet)

    def set_right_elsewhere(self, text: str, sheet: Sheet, turn: Turn) -> Outcome | None:
        """« Les 1200 euros c'était 1500 », to a question about another one that was answered.

        That one keeps its answer; ``None`` where ``text`` is not plainly about another.
        """
        if not (self.several.is_several(sheet) and sheet.answered(self.number)):
            return None
        here = self.several.place(sheet)
        other = meant.elsewhere(text, self.several.all(sheet), here, self.kind, self.number)
        if other is None:
            return None
        self.several.choose(sheet, other)
        righted = self._right(text, sheet, turn)
        if righted is None:
            self.several.choose(sheet, here)
        return righted

    def _of_all(self, text: str, sheet: Sheet, turn: Turn) -> Outcome | None:
        """« Tout ça, c'était en mars »; « les deux », to « laquelle ? »."""
        everything = _ALL.search(fold(text)) if self.several.is_several(sheet) else None
        if everything is None or not self._are_all(everything["many"], sheet):
            return None
        told = self._told_beside(text, sheet, turn)
        if not told and sheet.get(corrections.SAID) and _ALL.fullmatch(fold(text)):
            told = self._told_beside(sheet.get(corrections.SAID), sheet, turn)
        if len(told) != 1 or told[0].keys() != {self.shared}:
            return None
        self.several.arrange(sheet, [{**item, **told[0]} for item in self.several.all(sheet)])
        return Accepted(_CHOSEN)

    def _are_all(self, many: str | None, sheet: Sheet) -> bool:
        """Whether there are as many as « les deux » says."""
        said = read_quantity(many) if many else None
        return said is None or said.value == len(self.several.all(sheet))

    def _meant(self, text: str, fresh: list[Item], sheet: Sheet, *, chosen: bool) -> list[int]:
        """Where those stand that ``text`` may be about."""
        items = self.several.all(sheet)
        if chosen:
            here = self.several.place(sheet)
            other = meant.elsewhere(text, items, here, self.kind, self.number)
            return [here if other is None else other]
        named = meant.places(text, items, self.kind, self.number)
        return named or (self._places(fresh[0], items) if fresh else [])

    def _set_right(self, told: list[Item], sheet: Sheet) -> Outcome:
        """Several told in the place of what stands: each is known by its type, the rest is new."""
        standing = self.several.all(sheet)
        right: dict[int, Item] = {}
        new: list[Item] = []
        for item in told:
            places = [place for place in self._places(item, standing) if place not in right]
            if len(places) > 1:
                return Again({corrections.CHOOSING: True})
            if places:
                right[places[0]] = item
            else:
                new.append(item)
        if not right and len(standing) > 1:
            return Again({corrections.CHOOSING: True})
        if not right:
            self.several.arrange(sheet, [{}])
            right[0] = new.pop(0)
        notices = []
        for place, item in right.items():
            self.several.choose(sheet, place)
            taken = self._take({**self.recounted(sheet, item), **item}, sheet)
            notices += [taken.notice] if taken.notice else []
        self.several.add(sheet, new)
        return Accepted(_CHOSEN, "\n".join(notices) or None)

    def _places(self, told: Item, standing: list[Item]) -> list[int]:
        """Where those of its type stand."""
        kind = told.get(self.kind)
        return [place for place, item in enumerate(standing) if item.get(self.kind) == kind]

    def _take(self, told: Item, sheet: Sheet) -> Accepted:
        """``told`` over what is open; a number that cannot be kept as it was told is asked."""
        values = dict(told)
        notice = values.pop(NOTICE, None)
        if self.number not in values and (notice or values.get(SURE) or values.get(TOTAL)):
            sheet.forget(self.number)
        sheet.apply(values)
        return Accepted(_CHOSEN, notice)

    def add_what_was_done(self, text: str, sheet: Sheet, turn: Turn) -> bool:
        """« On a aussi embauché un habitant hier », to a question about another action.

        Whether it was told, and waits now. It takes an « aussi »: « j'ai pris deux alternants » may
        be the answer, whatever type it sounds like.
        """
        said = fold(text)
        if not _BESIDE.search(said):
            return False
        more = self._more(self._told_beside(text, sheet, turn), said, sheet, chosen=False)
        self.several.add(sheet, more)
        return bool(more)

    def _told_beside(self, text: str, sheet: Sheet, turn: Turn) -> list[Item]:
        found = self.told(text, self.several.beside(sheet), turn)
        return [item for item in found if item]

    def _more(self, told: list[Item], said: str, sheet: Sheet, *, chosen: bool) -> list[Item]:
        """What of ``told`` comes beside what stands: all of it, or nothing.

        One alone must have a type; of several, one whose type is unclear is asked about.
        """
        if not any(item.get(self.kind) for item in told):
            return []
        return told if self._is_more(said, told, sheet, chosen=chosen) else []

    def _is_more(self, said: str, told: list[Item], sheet: Sheet, *, chosen: bool) -> bool:
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
        if chosen:
            return False
        known = {item.get(self.kind) for item in self.several.all(sheet)}
        whole = all(set(item) & set(self.several.slots) - {self.kind} for item in told)
        return whole and not known & {item.get(self.kind) for item in told}
