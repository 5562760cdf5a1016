"""When it was done: a day or a period, in the past."""

from datetime import date, timedelta

from actions.declaring.days import CONTRACTS, days_of
from actions.declaring.kind import KIND
from actions.speaking import Question
from actions.steps import Accepted, Outcome, Refused, Sheet, Tools, button_for
from actions.turn import Answer, Turn
from paqte.i18n import N_
from paqte.services import declarations
from reading.dates.reader import Period, read_period

SLOT = "action_date"
WHEN = N_("C’était quand ?")
TODAY, YESTERDAY, LAST_WEEK = N_("Aujourd’hui"), N_("Hier"), N_("La semaine dernière")
COUNTS_FOR = N_("Un contrat compte pour l’année où il commence : {year}.")
NO_DATE = N_("Je n’ai pas compris la date.")


def ask(sheet: Sheet, turn: Turn) -> Question:
    """When: the commonest answers as buttons."""
    words = turn.speech
    text = KIND.headed(words.say(WHEN), sheet, turn)
    buttons = tuple(
        button_for(SLOT, words.gettext(title), value)
        for title, value in ((TODAY, "today"), (YESTERDAY, "yesterday"), (LAST_WEEK, "last_week"))
    )
    return Question(str(text), buttons)


def _pressed_period(value: str | None, today: date) -> Period | None:
    match value:
        case "today":
            return Period(today, today)
        case "yesterday":
            return Period(today - timedelta(days=1), today - timedelta(days=1))
        case "last_week":
            monday = today - timedelta(days=today.weekday() + 7)
            return Period(monday, monday + timedelta(days=4))
    return None


async def read(answer: Answer, sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """A day or a period, in the past. « La semaine dernière » is its working days."""
    period = _pressed_period(answer.pressed(SLOT), turn.today)
    if period is None:
        period = read_period(answer.typed, turn.today, turn.speech.locale)
    if period is None:
        return Refused(str(turn.speech.say(NO_DATE)))
    code = sheet.get(KIND.slot)
    start, end = days_of(code, answer.typed, period, turn.today)
    declarations.check_dates(code, start, end)
    began = code in CONTRACTS and end < period.end
    notice = str(turn.speech.say(COUNTS_FOR, year=str(start.year))) if began else None
    return Accepted({SLOT: [start.isoformat(), end.isoformat()]}, notice)


def show(sheet: Sheet, turn: Turn) -> str | None:
    """« 20 novembre 2026 », « du 16 novembre 2026 au 20 novembre 2026 »."""
    if sheet.get(SLOT) is None:
        return None
    return turn.speech.period(*days(sheet.get(SLOT)))


def days(kept: list[str]) -> tuple[date, date]:
    """The answer as it is kept, as the first and the last day."""
    start, end = (date.fromisoformat(day) for day in kept)
    return start, end
