"""What was done in the days that are asked about: « depuis mars », « ce trimestre »."""

import re
from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from actions import menus
from actions.progress_lines import by_axis
from actions.speaking import Button, payload
from actions.turn import Turn
from paqte.i18n import N_, Speech
from paqte.services.progress import Line, Progress
from reading.dates.reader import Period
from reading.dates.stretch import read_stretch
from reading.words import fold

DAYS = N_("<b>Ce que vous avez fait {days}</b>")
NOTHING_THEN = N_("Rien n’est déclaré {days}.")
WHOLE_YEAR = N_("Toute l’année {year}")
MOST_YEARS = 3
_FROM_THE_START = re.compile(
    r"\b(?:depuis (?:le (?:tout )?debut|toujours|notre (?:adhesion|inscription))|"
    r"since (?:the (?:very )?(?:start|beginning)|we joined))\b(?! (?:de l|of))"
)


def asked_period(turn: Turn, stands: Progress) -> Period | None:
    """The days asked about, where they are not a calendar year."""
    said = turn.answer.typed
    if turn.answer.pressed("year") or not said:
        return None
    if _FROM_THE_START.search(fold(said)):
        first = stands.years[0]
        return Period(date(first, 1, 1), turn.today) if first < turn.today.year else None
    return read_stretch(said, turn.today, turn.speech.locale)


def of_period(lines: Sequence[Line], asked: Period, words: Speech) -> Markup:
    """What was done in those days; targets are a year's, and not shown beside them."""
    days = words.period(asked.start, asked.end)
    if not lines:
        return words.say(NOTHING_THEN, days=days)
    return Markup("\n").join([words.say(DAYS, days=days), *by_axis(lines, words)])


def ways_on(stands: Progress, words: Speech) -> list[Button]:
    """The calendar years, with their targets; and declaring what is not there."""
    years = [year for year in stands.years if year <= stands.today.year][::-1][:MOST_YEARS]
    title = words.gettext(WHOLE_YEAR)
    return [
        *(
            Button(title.format(year=year), payload("ask_progress", year=str(year)))
            for year in years
        ),
        Button(words.gettext(menus.DECLARE), payload("log_action")),
    ]
