"""What an offer of internship must keep to, whoever made it.

Hours: code du travail, art. L.3162-1 to L.3164-2 and D.4153-2 s. (minors), as 1élève1stage and
Immersion Facilitée apply them: 7 h a day, 35 h a week, 30 h below 15, between 6:00 and 20:00,
half an hour's break from 4 h 30. Weeks: never in school holidays (circulaire MENE2407449C of
12 July 2024).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from paqte import clock
from paqte.errors import Refusal
from paqte.i18n import N_, Speech
from paqte.models.internships import LEVELS
from paqte.reference import school_calendar
from paqte.reference.fields import FIELDS

EARLIEST_MIN, LATEST_MIN = 6 * 60, 20 * 60
MOST_DAY_MIN = 7 * 60
MOST_WEEK_UNDER_15_MIN = 30 * 60
BREAK_FROM_MIN, BREAK_MIN = 4 * 60 + 30, 30
SCHOOL_DAYS = 5
MOST_SEATS, MOST_WEEKS = 200, 53
TITLE, DESCRIPTION_LEAST, DESCRIPTION_MOST = 150, 10, 1500
KINDS = ("individual", "collective")
UNDER_15 = "quatrieme"
"""The level whose pupils are all below 15 as the year begins."""


@dataclass(frozen=True, slots=True)
class Hours:
    """A day: minutes after midnight, and the minutes of the break inside."""

    starts: int
    ends: int
    break_minutes: int

    @property
    def worked(self) -> int:
        """Minutes without the break."""
        return self.ends - self.starts - self.break_minutes


@dataclass(frozen=True, slots=True)
class OfferTold:
    """What a company says of an offer. ``weeks`` are Mondays; ``seats`` are of each week."""

    title: str
    description: str
    field: str
    insee_code: str
    town: str
    department: str
    weeks: tuple[date, ...]
    seats: int
    hours: Hours
    levels: tuple[str, ...]
    kind: str = "individual"
    rep_only: bool = False
    address: str | None = None
    accessibility: str | None = None
    host: str | None = None
    most_requests: int | None = None


class TitleMissing(Refusal):
    """Between one and 150 characters."""

    message = N_(
        "Il manque un titre, de {most} caractères au plus : par exemple « Découvrir la "
        "boulangerie »."
    )

    def values(self, speech: Speech) -> Mapping[str, object]:
        del speech
        return {"most": TITLE}


class DescriptionLength(Refusal):
    """Between 10 and 1,500 characters."""

    message = N_(
        "Dites en une ou deux phrases ce que les élèves verront : de {least} à {most} caractères."
    )

    def values(self, speech: Speech) -> Mapping[str, object]:
        return {"least": DESCRIPTION_LEAST, "most": speech.number(DESCRIPTION_MOST)}


class UnknownField(Refusal):
    """Not one of the table."""

    message = N_("Ce domaine n’est pas dans la liste. Choisissez celui qui s’en approche le plus.")


class SeatsOutOfRange(Refusal):
    """At least one place, at most 200."""

    message = N_("Donnez un nombre de places par semaine, de 1 à {most}.")

    def values(self, speech: Speech) -> Mapping[str, object]:
        del speech
        return {"most": MOST_SEATS}


class LevelsMixed(Refusal):
    """Their internships are not at the same time, nor under the same text."""

    message = N_(
        "Une offre pour des élèves de 2de ne peut pas être aussi pour la 4e ou la 3e : faites deux "
        "offres."
    )


class LevelMissing(Refusal):
    """None, or one that is not known."""

    message = N_("Pour quels élèves ? Choisissez la 4e, la 3e ou la 2de.")


class WeekMissing(Refusal):
    """No week at all."""

    message = N_("Il manque au moins une semaine : par exemple « semaine du {example} ».")

    def values(self, speech: Speech) -> Mapping[str, object]:
        return {"example": speech.date(_next_monday())}


class WeekPast(Refusal):
    """It has begun already."""

    message = N_("La semaine du {day} a déjà commencé. Donnez une semaine à venir.")

    def __init__(self, monday: date) -> None:
        super().__init__("past")
        self._monday = monday

    def values(self, speech: Speech) -> Mapping[str, object]:
        return {"day": speech.date(self._monday)}


class WeekInHolidays(WeekPast):
    """Pupils are on holiday in that zone."""

    message = N_(
        "La semaine du {day} tombe pendant les vacances scolaires de votre zone. Choisissez-en une "
        "autre."
    )


class WeekTooFar(WeekPast):
    """The school calendar does not go that far."""

    message = N_(
        "Le calendrier scolaire de la semaine du {day} n’est pas encore publié. Choisissez une "
        "semaine plus proche."
    )


class HoursOutside(Refusal):
    """Before 6:00, after 20:00, or reversed."""

    message = N_(
        "Un élève est présent entre 6 h et 20 h : donnez l’heure d’arrivée, puis l’heure de départ."
    )


class DayTooLong(Refusal):
    """More than 7 hours without the break."""

    message = N_(
        "Un stage d’observation dure 7 heures par jour au plus, pause déduite. Raccourcissez la "
        "journée ou allongez la pause."
    )


class WeekTooLong(Refusal):
    """More than 30 hours where pupils are below 15."""

    message = N_(
        "Avant 15 ans, un stage dure 30 heures par semaine au plus : pour la 4e, 6 heures par "
        "jour, pause déduite."
    )


class BreakMissing(Refusal):
    """Half an hour from 4 h 30."""

    message = N_("À partir de 4 heures 30 de présence, il faut une pause d’au moins 30 minutes.")


class CapOutOfRange(Refusal):
    """At least one request in four weeks."""

    message = N_("Donnez un nombre de demandes, à partir de 1, ou « sans limite ».")


def check(told: OfferTold) -> None:
    """Every rule that needs no database.

    Raises:
        TitleMissing, DescriptionLength, UnknownField, SeatsOutOfRange, LevelMissing, LevelsMixed,
        WeekMissing, WeekPast, WeekInHolidays, WeekTooFar, HoursOutside, DayTooLong, WeekTooLong,
        BreakMissing, CapOutOfRange.
    """
    check_title(told.title)
    check_description(told.description)
    if told.field not in FIELDS:
        raise UnknownField("unknown field")
    if told.kind not in KINDS:
        raise ValueError(f"no such kind: {told.kind}")
    check_seats(told.seats)
    check_levels(told.levels)
    check_weeks(told.weeks, told.department)
    check_hours(told.hours, told.levels)
    if told.most_requests is not None and told.most_requests < 1:
        raise CapOutOfRange("cap below one")


def check_title(title: str) -> None:
    """See ``check``."""
    if not 0 < len(title.strip()) <= TITLE:
        raise TitleMissing("title")


def check_description(description: str) -> None:
    """See ``check``."""
    if not DESCRIPTION_LEAST <= len(description.strip()) <= DESCRIPTION_MOST:
        raise DescriptionLength("description")


def check_seats(seats: int) -> None:
    """See ``check``."""
    if not 1 <= seats <= MOST_SEATS:
        raise SeatsOutOfRange("seats")


def check_levels(levels: Collection[str]) -> None:
    """See ``check``."""
    if not levels or not set(levels) <= set(LEVELS):
        raise LevelMissing("level")
    if "seconde" in levels and len(set(levels)) > 1:
        raise LevelsMixed("seconde with another")


def check_weeks(weeks: Sequence[date], department: str) -> None:
    """See ``check``; ``weeks`` are Mondays."""
    if not weeks or len(weeks) > MOST_WEEKS:
        raise WeekMissing("no week")
    for monday in weeks:
        check_week(monday, department)


def check_week(monday: date, department: str) -> None:
    """The rules on one week (see ``check``)."""
    if monday.weekday() != 0:
        raise ValueError("a week is known by its Monday")
    if monday <= clock.today():
        raise WeekPast(monday)
    if monday + timedelta(days=SCHOOL_DAYS) > school_calendar.last_known_day(department):
        raise WeekTooFar(monday)
    if school_calendar.in_holidays(monday, department):
        raise WeekInHolidays(monday)


def check_hours(hours: Hours, levels: Collection[str]) -> None:
    """See ``check``."""
    if not EARLIEST_MIN <= hours.starts < hours.ends <= LATEST_MIN or hours.break_minutes < 0:
        raise HoursOutside("hours")
    if hours.worked <= 0 or hours.worked > MOST_DAY_MIN:
        raise DayTooLong("day")
    if hours.ends - hours.starts >= BREAK_FROM_MIN and hours.break_minutes < BREAK_MIN:
        raise BreakMissing("break")
    if UNDER_15 in levels and hours.worked * SCHOOL_DAYS > MOST_WEEK_UNDER_15_MIN:
        raise WeekTooLong("week")


def _next_monday() -> date:
    today = clock.today()
    return today + timedelta(days=7 - today.weekday())
