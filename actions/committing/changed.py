"""Changing what was promised, in words: less, more, or not at all."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from actions.committing import year as commit_year
from actions.committing.told import KIND, TARGET
from actions.turn import Answer
from paqte.models import Commitment
from reading.action_types import read_action_type
from reading.dates.years import read_years
from reading.words import fold

DROP = "drop"
"""What the button that takes targets back carries: their ids, with commas."""
_OF_TARGETS = re.compile(
    r"\b(?:engag\w*|objectifs?|promis\w*|promesses?|commit\w*|targets?|promise\w*|pledge\w*|goals?)\b"
)
_TAKES_BACK = re.compile(
    r"\b(?:retir\w*|annul\w*|supprim\w*|enlev\w*|effac\w*|renonc\w*|abandon\w*|"
    r"ne (?:veux|voulons) plus|remov\w*|cancel\w*|withdraw\w*|delete\w*|drop\w*|"
    r"give up|take (?:back|away))\b"
)
_NUMBER = re.compile(r"\d")


def about_targets(text: str, standing: Sequence[Commitment], declared: bool, today: date) -> bool:
    """Whether a correction is of what was promised, and not of what was done.

    By its name, by a year that is still to come; and where nothing was done yet, for want of
    anything else that could be meant.
    """
    if not standing:
        return False
    to_come = any(year > today.year for year in read_years(text, today).named)
    return bool(_OF_TARGETS.search(fold(text))) or to_come or not declared


def meant(text: str, standing: Sequence[Commitment], today: date) -> list[Commitment]:
    """The targets that ``text`` is about: of the type and years that it names, the last agreed."""
    rows = [row for row in standing if row.year >= today.year]
    types = read_action_type(text)
    named = [row for row in rows if row.action_type in types]
    if not named and rows:
        newest = max(rows, key=lambda row: row.created_at).action_type
        named = [row for row in rows if row.action_type == newest]
    years = set(read_years(text, today).named)
    of_years = [row for row in named if row.year in years]
    return of_years or named


def takes_back(text: str) -> bool:
    """« Retirer mon engagement 2029 », without a number to put in its place."""
    said = fold(text)
    without_years = re.sub(r"\b20\d\d\b", " ", said)
    return bool(_TAKES_BACK.search(said)) and not _NUMBER.search(without_years)


def before(answer: Answer, standing: Sequence[Commitment], today: date) -> dict[str, Any]:
    """The target that is changed, as the answers that stand where nothing else is told."""
    rows = meant(answer.typed, standing, today)
    if len({row.action_type for row in rows}) != 1:
        return {}
    numbers = {row.target for row in rows}
    return {
        KIND.slot: rows[0].action_type,
        commit_year.SLOT: sorted(row.year for row in rows),
        **({TARGET.slot: str(numbers.pop().normalize())} if len(numbers) == 1 else {}),
    }
