"""Which weeks an offer is for: named one by one, or chosen among those of a longer time."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from actions.internships.town import TownQuestion
from actions.speaking import Question
from actions.steps import Accepted, Again, Outcome, Refused, Sheet, Tools, button_for
from actions.turn import Answer, Turn
from paqte.i18n import N_
from paqte.reference import internships as words_of
from paqte.reference import school_calendar
from paqte.services.internships import rules
from reading.dates.weeks import read_weeks
from reading.dates.words import MONTHS
from reading.stretches import is_stretch
from reading.words import fold

WEEKS, SEATS = "offer_weeks", "offer_seats"
AMONG = "_weeks_among"
"""The weeks of « en février », which somebody has to choose from."""
BESIDE = "_weeks_beside"
"""Those that stay beside the ones that are chosen: « aussi en mars »."""
IN_ALL = "_seats_in_all"
"""The places were told before the weeks: of several weeks they may be all there are."""
TOWN = TownQuestion("offer_town", N_("Dans quelle commune aura lieu le stage ?"))
ALL = "all"
MOST_SHOWN = 6

ASK_WEEKS = N_(
    "Quelles semaines pouvez-vous accueillir ? Choisissez, ou écrivez-en plusieurs : « semaines du "
    "{first} et du {second} »."
)
NO_WEEK = N_("Je n’ai pas reconnu de semaine à venir. Par exemple : « semaine du {first} ».")
LEFT_OUT = N_("Sans celles des vacances scolaires : {weeks}.")
UNKNOWN_HOLIDAYS = N_(
    "Je ne connais pas les vacances scolaires de votre territoire : vérifiez que les élèves ont "
    "cours à ces dates."
)
TO_CHECK = N_("{weeks} (vacances scolaires à vérifier)")
WHICH_OF = N_(
    "Lesquelles de ces semaines ? Choisissez, ou écrivez-en plusieurs : « semaines du {first} et "
    "du {second} »."
)
BOTH, EVERY = N_("Les deux"), N_("Les {count} semaines")
_ALL = re.compile(r"\W*(?:oui |yes )?(?:toutes?|tout|les deux|all|both|every one)\b")
_FIRST = re.compile(r"\W*(?:la |the )?(?:premiere|1ere|1re|first)\b")
_LAST = re.compile(r"\W*(?:la |the )?(?:derniere|last)\b")
_MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b|/")
_A_WEEK = re.compile(r"\b(?:par|chaque|each|every|per|a)\s+(?:semaine|week)\b")
_TOTAL = re.compile(r"\b(?:en tout|au total|en totalite|in (?:all|total)|altogether)\b")


def department(sheet: Sheet, turn: Turn) -> str:
    """Where the offer is, for its school holidays."""
    town = TOWN.of(sheet)
    if town is not None:
        return town.department
    return (turn.company.department if turn.company else None) or ""


def open_weeks(sheet: Sheet, turn: Turn, count: int) -> list[date]:
    """The next ``count`` weeks without holidays, from the one after next on."""
    monday = turn.today - timedelta(days=turn.today.weekday()) + timedelta(weeks=2)
    where = department(sheet, turn)
    last = school_calendar.last_known_day(where) - timedelta(days=7)
    found: list[date] = []
    while len(found) < count and monday < last:
        if not school_calendar.in_holidays(monday, where):
            found.append(monday)
        monday += timedelta(weeks=1)
    return found


def ask_weeks(sheet: Sheet, turn: Turn) -> Question:
    """The next weeks as buttons, or those of the time that was told; any in words."""
    words, among = turn.speech, _among(sheet, turn)
    weeks = among or open_weeks(sheet, turn, MOST_SHOWN)
    first, second = words.day(weeks[0]), words.day(weeks[:2][-1])
    shown = weeks[:MOST_SHOWN]
    buttons = [button_for(WEEKS, words_of.week(one, words), one.isoformat()) for one in shown]
    if among:
        title = BOTH if len(among) == 2 else EVERY
        buttons.append(button_for(WEEKS, words.gettext(title).format(count=len(among)), ALL))
    msgid = WHICH_OF if among else ASK_WEEKS
    return Question(str(words.say(msgid, first=first, second=second)), tuple(buttons), columns=1)


async def read_weeks_told(answer: Answer, sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """One or several; of a longer time it is asked which. Those of the holidays are left out."""
    words, among = turn.speech, _among(sheet, turn)
    mondays, chosen = _said(answer, among, turn)
    kept = [monday for monday in mondays if monday > turn.today]
    where = department(sheet, turn)
    fine = [monday for monday in kept if not school_calendar.in_holidays(monday, where)]
    if not kept or (not chosen and fine == among):
        first = words.day((among or open_weeks(sheet, turn, 1))[0])
        return Refused(str(words.say(NO_WEEK, first=first)))
    rules.check_weeks(fine or kept, where)
    left_out = [monday for monday in kept if monday not in fine]
    notices = []
    if left_out:
        notices.append(str(words.say(LEFT_OUT, weeks=words_of.weeks(left_out, words))))
    if unknown_holidays(fine, where):
        notices.append(str(words.say(UNKNOWN_HOLIDAYS)))
    notice = " ".join(notices) or None
    if not chosen and len(fine) > 1:
        return Again({AMONG: [one.isoformat() for one in fine]}, notice)
    weeks = sorted({*(sheet.get(BESIDE) or ()), *(one.isoformat() for one in fine)})
    if len(weeks) > 1 and sheet.get(IN_ALL):
        sheet.forget(SEATS)  # « deux stagiaires » are not two a week
    return Accepted({WEEKS: weeks, AMONG: None, BESIDE: None}, notice)


def _among(sheet: Sheet, turn: Turn) -> list[date]:
    """The weeks to choose from that have not begun since."""
    days = (date.fromisoformat(text) for text in sheet.get(AMONG) or ())
    return [day for day in days if day > turn.today]


def _said(answer: Answer, among: list[date], turn: Turn) -> tuple[Sequence[date], bool]:
    """The weeks of an answer, and whether they are the ones meant, not those of a longer time."""
    pressed, said = answer.pressed(WEEKS), fold(answer.typed)
    if pressed is not None and pressed != ALL:
        return [date.fromisoformat(pressed)], True
    if among and not _MONTH.search(said):
        for pattern, meant in ((_ALL, among), (_FIRST, among[:1]), (_LAST, among[-1:])):
            if pressed == ALL or pattern.match(said):
                return meant, True
    told = read_weeks(answer.typed, turn.today, turn.speech.locale)
    days = [int(number) for number in re.findall(r"\b\d{1,2}(?!\d)", said)]
    shown_told = told and set(told) <= set(among)
    if among and days and not shown_told and not _MONTH.search(said):
        # « Celle du 22 » is one of those shown.
        shown = {day: one for one in among for n in range(5) if (day := _day(one, n))}
        if all(day in shown for day in days):
            return [shown[day] for day in days], True
    stretch = is_stretch(answer.typed, turn.today, turn.speech.locale)
    return told, not stretch or len(told) == 1


def _day(monday: date, later: int) -> int:
    return (monday + timedelta(days=later)).day


def learn_weeks(text: str, sheet: Sheet, turn: Turn) -> dict[str, Any]:
    """What a sentence that opens the form says of weeks: which, or from which to choose."""
    where = department(sheet, turn)
    weeks = [
        monday.isoformat()
        for monday in read_weeks(text, turn.today, turn.speech.locale)
        if monday > turn.today and not school_calendar.in_holidays(monday, where)
    ]
    if not weeks:
        return {}
    if len(weeks) > 1 and is_stretch(text, turn.today, turn.speech.locale):
        return {AMONG: weeks}
    return {WEEKS: weeks}


def learn_seats(text: str, seats: int, told: Mapping[str, Any]) -> dict[str, Any]:
    """``seats`` beside the weeks ``told`` with them: a total is not a number a week."""
    said = fold(text)
    if _A_WEEK.search(said):
        return {SEATS: seats, IN_ALL: None}
    weeks = told.get(WEEKS) or ()
    if len(weeks) > 1 and _TOTAL.search(said):
        return {}
    return {SEATS: seats, IN_ALL: None if weeks else True}


def weeks_of(sheet: Sheet) -> tuple[date, ...]:
    """The Mondays that were answered."""
    return tuple(date.fromisoformat(text) for text in sheet.get(WEEKS) or ())


def unknown_holidays(weeks: Sequence[date], where: str) -> bool:
    """Whether no calendar tells of one of those weeks in that département."""
    return bool(where) and not all(school_calendar.knows(monday, where) for monday in weeks)


def show_weeks(sheet: Sheet, turn: Turn) -> str | None:
    """« du 11 au 15 janvier 2027 »; that nobody knows the holidays there, if so.

    Said here too, as weeks may come with the first sentence, and the town after them.
    """
    weeks, words = weeks_of(sheet), turn.speech
    shown = words_of.weeks(weeks, words)
    if shown and unknown_holidays(weeks, department(sheet, turn)):
        return words.gettext(TO_CHECK).format(weeks=shown)
    return shown or None
