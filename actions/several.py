"""Several things told at once: each fills the same questions, all are sent together.

The sheet holds the answers of one at a time. Those that are complete wait in ``_items``, what was
told of the next ones in ``_queue``. One that was opened again keeps its place, ``_place``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from actions.steps import Form, Sheet
from actions.turn import Turn

Item = dict[str, Any]

ITEMS, QUEUE, PLACE = "_items", "_queue", "_place"
MOST = 12
"""A message tells of no more."""


@dataclass(frozen=True)
class Several:
    """How a form is filled several times.

    Attributes:
        slots: the questions of one item.
        memory: what else of the sheet is its own.
        recap: the question that comes when an item is complete.
        title: what an item is called on a button.
        apart: what tells it from another with its title.
    """

    slots: tuple[str, ...]
    memory: tuple[str, ...]
    recap: str
    title: Callable[[Item, Turn], str]
    apart: Callable[[Item, Turn], str]

    def add(self, sheet: Sheet, told: list[Item]) -> None:
        """Told beside the open item: they come after it."""
        sheet.apply({QUEUE: [*(sheet.get(QUEUE) or ()), *told][:MOST]})

    def put_off(self, sheet: Sheet) -> None:
        """The open item comes after one that is told now."""
        waiting = [*(sheet.get(QUEUE) or ()), self._current(sheet)]
        items = self._aside(sheet)
        self._open(sheet, {})
        self._put(sheet, items, waiting[:MOST])

    def settle(self, form: Form, sheet: Sheet, turn: Turn) -> None:
        """Put complete items aside until one needs an answer, or none is left."""
        while (following := form.first_open(sheet, turn)) and following.slot == self.recap:
            lacking = self._lacking(form, sheet, turn)
            if lacking is not None:
                self.choose(sheet, lacking)  # corrected since, and not whole any more
                return
            if not sheet.get(QUEUE):
                return
            first, *others = sheet.get(QUEUE)
            complete = self.all(sheet)
            self._open(sheet, first)
            self._put(sheet, complete, others)

    def _lacking(self, form: Form, sheet: Sheet, turn: Turn) -> int | None:
        """Where the first item stands that needs an answer."""
        for place, item in enumerate(self.all(sheet)):
            following = form.first_open(self.sheet_of(item), turn)
            if following is None or following.slot != self.recap:
                return place
        return None

    def all(self, sheet: Sheet) -> list[Item]:
        """Every item, in the order told: those put aside, and the open one in its place."""
        items = self._aside(sheet)
        items.insert(self.place(sheet), self._current(sheet))
        return items

    def titles(self, sheet: Sheet, turn: Turn) -> list[str]:
        """What each is called, no two alike if that can be."""
        items = self.all(sheet)
        titles = [self.title(item, turn) for item in items]
        return [
            f"{title}, {self.apart(item, turn)}" if titles.count(title) > 1 else title
            for title, item in zip(titles, items, strict=True)
        ]

    def place(self, sheet: Sheet) -> int:
        """Where the open item stands among all, from 0."""
        place: int | None = sheet.get(PLACE)
        return len(self._aside(sheet)) if place is None else place

    def is_several(self, sheet: Sheet) -> bool:
        """Whether there is more than one, complete or told."""
        return bool(self._aside(sheet) or sheet.get(QUEUE))

    def choose(self, sheet: Sheet, place: int) -> None:
        """Open the item at ``place`` (from 0) again; all keep their order."""
        items = self.all(sheet)
        if not 0 <= place < len(items):
            return
        self._open(sheet, items.pop(place), place)
        self._put(sheet, items, sheet.get(QUEUE) or [])

    def drop(self, sheet: Sheet) -> None:
        """Forget the open item, for the last one put aside, or the first that waits."""
        items, waiting = self._aside(sheet), list(sheet.get(QUEUE) or ())
        source, which = (items, -1) if items else (waiting, 0)
        self._open(sheet, source.pop(which) if source else {})
        self._put(sheet, items, waiting)

    def arrange(self, sheet: Sheet, items: list[Item]) -> None:
        """Have ``items``, in their order, in the place of all complete ones; the last is open."""
        *complete, last = items
        self._open(sheet, last)
        self._put(sheet, complete, sheet.get(QUEUE) or [])

    def beside(self, sheet: Sheet) -> Sheet:
        """What ``sheet`` knows without any item: what is told of a new one is read against it."""
        own = {*self.slots, *self.memory, ITEMS, QUEUE, PLACE}
        return Sheet(answers={name: sheet.get(name) for name in sheet.answers if name not in own})

    def sheet_of(self, item: Item) -> Sheet:
        """``item`` as a sheet, to be shown by the steps."""
        return Sheet(answers=dict(item))

    def _aside(self, sheet: Sheet) -> list[Item]:
        return list(sheet.get(ITEMS) or ())

    def _current(self, sheet: Sheet) -> Item:
        names = (*self.slots, *self.memory)
        return {name: sheet.answers[name] for name in names if name in sheet.answers}

    def _open(self, sheet: Sheet, item: Item, place: int | None = None) -> None:
        sheet.forget(*self.slots, *self.memory)
        sheet.apply({**item, PLACE: place})

    def _put(self, sheet: Sheet, items: list[Item], queue: list[Item]) -> None:
        sheet.apply({ITEMS: items or None, QUEUE: queue or None})
