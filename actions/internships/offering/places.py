"""What an offer asks of its places: weeks, how many, for whom, at what hours, in which town."""

import re
from typing import Any

from actions.internships.offering.weeks import (
    IN_ALL,
    SEATS,
    TOWN,
    WEEKS,
    ask_weeks,
    learn_seats,
    learn_weeks,
    read_weeks_told,
    show_weeks,
)
from actions.speaking import Button, Question
from actions.steps import Accepted, Outcome, Refused, Sheet, Step, Tools, button_for
from actions.turn import Answer, Turn
from paqte.i18n import N_
from paqte.reference import internships as words_of
from paqte.services.internships import rules
from paqte.services.internships.rules import Hours
from reading.hours import read_hours
from reading.levels import read_levels, without_year_groups
from reading.quantities.reader import read_quantity

LEVELS, HOURS = "offer_levels", "offer_hours"
COLLEGE, ALL_COLLEGE, LYCEE = "troisieme", "quatrieme,troisieme", "seconde"
DEFAULT_BREAK = 60

ASK_SEATS = N_("Combien d’élèves par semaine ?")
NO_NUMBER = N_("Je n’ai pas vu de nombre.")
ASK_LEVELS = N_("Pour quels élèves ?")
THIRD, BOTH, SECOND = N_("3e"), N_("4e et 3e"), N_("2de")
ASK_HOURS = N_(
    "À quels horaires ? Au plus 7 heures par jour, entre 6 h et 20 h, avec une pause : par exemple "
    "« 9h-12h et 13h-16h »."
)
NO_HOURS = N_("Je n’ai pas reconnu d’horaires. Par exemple : « de 9h à 16h, une heure de pause ».")
USUAL = ((9 * 60, 16 * 60, 60), (8 * 60, 15 * 60, 60), (10 * 60, 17 * 60, 60))
_SET_RIGHT = re.compile(
    r"(?:(?:ah|euh|non|pardon|oups|désolée?|en fait|finalement|plutôt|c.est|c.était|ce sera|mettez|"
    r"on (?:en )?prend|no|sorry|actually|make it|it.s|rather)[ ,:]+)+\w+ "
    r"(?:élèves?|eleves?|places?|stagiaires?|pupils?|seats?|interns?)"
    r"(?: (?:en fait|finalement|plutôt|par semaine|actually|a week))*[ .!]*",
    re.IGNORECASE,
)
"""Nothing but a number that is set right: a title or a description never reads like that."""
FROM_TO = N_("{starts} – {ends} (pause {minutes} min)")


def ask_seats(_sheet: Sheet, turn: Turn) -> Question:
    """How many a week."""
    buttons = tuple(button_for(SEATS, str(count), str(count)) for count in range(1, 7))
    return Question(str(turn.speech.say(ASK_SEATS)), buttons, columns=3)


async def read_seats(answer: Answer, _sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """A number."""
    said = read_quantity(answer.pressed(SEATS) or without_year_groups(answer.typed))
    if said is None or said.value != int(said.value):
        return Refused(str(turn.speech.say(NO_NUMBER)))
    rules.check_seats(int(said.value))
    return Accepted({SEATS: int(said.value), IN_ALL: None})


def corrected(text: str) -> dict[str, Any]:
    """« Non, c’est 3 élèves »: the number, where a sentence does nothing but set it right."""
    text = " ".join(without_year_groups(text).split())
    said = read_quantity(text, "pupils") if _SET_RIGHT.fullmatch(text) else None
    if said is None or said.value != int(said.value):
        return {}
    rules.check_seats(int(said.value))
    return {SEATS: int(said.value), IN_ALL: None}


def ask_levels(_sheet: Sheet, turn: Turn) -> Question:
    """3e, 4e and 3e, or 2de."""
    words = turn.speech
    choices = ((THIRD, COLLEGE), (BOTH, ALL_COLLEGE), (SECOND, LYCEE))
    buttons = tuple(button_for(LEVELS, words.gettext(title), value) for title, value in choices)
    return Question(str(words.say(ASK_LEVELS)), buttons)


async def read_levels_told(answer: Answer, _sheet: Sheet, _turn: Turn, _tools: Tools) -> Outcome:
    """One or two of them, as the rules allow."""
    pressed = answer.pressed(LEVELS)
    levels = tuple(pressed.split(",")) if pressed else read_levels(answer.typed)
    rules.check_levels(levels)
    return Accepted({LEVELS: ",".join(levels)})


def levels_of(sheet: Sheet) -> tuple[str, ...]:
    """The levels that were answered."""
    return tuple((sheet.get(LEVELS) or COLLEGE).split(","))


def ask_hours(_sheet: Sheet, turn: Turn) -> Question:
    """A usual day by a button; any in words."""
    words = turn.speech
    buttons: list[Button] = [
        button_for(HOURS, hours_shown(Hours(*day), turn), "-".join(map(str, day))) for day in USUAL
    ]
    return Question(str(words.say(ASK_HOURS)), tuple(buttons), columns=1)


async def read_hours_told(answer: Answer, sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """A day's hours, as the rules allow; a long day has its break."""
    pressed = answer.pressed(HOURS)
    if pressed is not None:
        starts, ends, pause = map(int, pressed.split("-"))
        hours = Hours(starts, ends, pause)
    else:
        said = read_hours(answer.typed)
        if said is None:
            return Refused(str(turn.speech.say(NO_HOURS)))
        long = said.ends - said.starts >= rules.BREAK_FROM_MIN
        pause = (DEFAULT_BREAK if long else 0) if said.break_minutes is None else said.break_minutes
        hours = Hours(said.starts, said.ends, pause)
    rules.check_hours(hours, levels_of(sheet))
    return Accepted({HOURS: [hours.starts, hours.ends, hours.break_minutes]})


def hours_of(sheet: Sheet) -> Hours:
    """The hours that were answered."""
    return Hours(*(sheet.get(HOURS) or USUAL[0]))


def hours_shown(hours: Hours, turn: Turn) -> str:
    """« 9 h – 16 h (pause 60 min) »."""
    words = turn.speech
    return words.gettext(FROM_TO).format(
        starts=words_of.clock_time(hours.starts, words),
        ends=words_of.clock_time(hours.ends, words),
        minutes=hours.break_minutes,
    )


def learn(text: str, sheet: Sheet, turn: Turn) -> dict[str, Any]:
    """What a sentence that opens the form says of places."""
    told = learn_weeks(text, sheet, turn)
    levels = read_levels(text)
    if levels and not ("seconde" in levels and len(levels) > 1):
        told[LEVELS] = ",".join(levels)
    said = read_quantity(without_year_groups(text), "pupils")
    units = (None, "pupils", "seats", "young_people")
    if said is not None and said.unit in units and 1 <= said.value <= rules.MOST_SEATS:
        told |= learn_seats(text, int(said.value), told)
    return told


STEPS = (
    Step(
        slot=WEEKS,
        label=N_("Semaines"),
        ask=ask_weeks,
        read=read_weeks_told,
        show=show_weeks,
        example=N_("semaines du 11 et du 18 janvier"),
        hint=N_("Les semaines de vacances scolaires sont exclues."),
        also=frozenset({"offer_internship"}),
    ),
    Step(
        slot=SEATS,
        label=N_("Places par semaine"),
        ask=ask_seats,
        read=read_seats,
        show=lambda sheet, turn: (
            words_of.seats(sheet.get(SEATS), turn.speech) if sheet.get(SEATS) else None
        ),
        example=N_("2"),
        hint=N_("Il n’y a pas de maximum légal : autant que vous pouvez en encadrer."),
        also=frozenset({"offer_internship"}),
    ),
    Step(
        slot=LEVELS,
        label=N_("Niveau"),
        ask=ask_levels,
        read=read_levels_told,
        show=lambda sheet, turn: (
            words_of.levels_label(levels_of(sheet), turn.speech) if sheet.get(LEVELS) else None
        ),
        example=N_("3e"),
        hint=N_("Le stage de 3e est le plus demandé. Il n’y a plus d’âge minimum depuis 2019."),
        also=frozenset({"offer_internship"}),
    ),
    Step(
        slot=HOURS,
        label=N_("Horaires"),
        ask=ask_hours,
        read=read_hours_told,
        show=lambda sheet, turn: hours_shown(hours_of(sheet), turn) if sheet.get(HOURS) else None,
        example=N_("9h-12h et 13h-16h"),
        hint=N_("Les moins de 15 ans font 30 heures par semaine au plus."),
    ),
    Step(
        slot=TOWN.slot,
        label=N_("Commune"),
        hint=N_("La commune où les élèves viendront chaque matin."),
        ask=TOWN.ask,
        read=TOWN.read,
        show=TOWN.show,
        example=N_("Cergy, ou 95000"),
    ),
)
