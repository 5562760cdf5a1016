"""What Rasa does with events at every turn, done once or not at all.

It looks through all classes of events for each that an action answers, compares the latest message
with itself part by part, and copies events for lines of a log that are never written.
"""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from rasa.core import processor
from rasa.core.actions import forms
from rasa.shared.core.events import Event, UserUttered

_T = TypeVar("_T")

_resolve = cache(Event.resolve_by_type)
_equal = UserUttered.__eq__


def _same(self: UserUttered, other: object) -> Any:
    return True if self is other else _equal(self, other)


class _NoCopies:
    """In the place of the module ``copy`` where all that is copied goes to debug messages."""

    @staticmethod
    def deepcopy(value: _T) -> _T:
        return value


def install_quick_events() -> None:
    """Have Rasa do without."""
    Event.resolve_by_type = staticmethod(_resolve)
    UserUttered.__eq__ = _same
    processor.copy = forms.copy = _NoCopies
