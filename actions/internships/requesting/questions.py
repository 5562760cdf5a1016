"""What is asked of a request: which of the offer's weeks, how many places, for which level."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from actions.internships.requesting import room
from actions.speaking import Question
from actions.steps import Accepted, Outcome, Refused, Sheet, Step, Tools, button_for
from actions.turn import Answer, Turn
from paqte.i18n import N_
from paqte.reference import internships as words_of
from paqte.services.internships import refusals
from reading.dates.weeks import read_weeks
from reading.levels import read_levels, without_year_groups
from reading.quantities.reader import read_quantity

WEEKS, SEATS, LEVEL = "request_weeks", "request_seats", "request_level"
ALL = "all"
MOST_WEEKS, MOST_SEATS = 8, 6

ASK_WEEKS = N_("<b>{title}</b>\nPour quelle semaine ? Vous pouvez en écrire plusieurs.")
EVERY_WEEK = N_("Toutes")
NOT_THOSE = N_("L’offre n’est pas ouverte ces semaines-là. Choisissez parmi celles-ci.")
THESE_ALONE = N_("Je retiens ce que l’offre propose : {weeks}.")
NO_WEEK = N_("Je n’ai pas reconnu de semaine. Choisissez, ou écrivez « semaine du 11 janvier ».")
HOW_MANY = N_("Combien de places ?")
HOW_MANY_A_WEEK = N_("Combien de places par semaine ?")
FULL = N_(
    "Toutes les places sont prises : votre demande ira sur la liste d’attente. Combien de places ?"
)
ONE_IS_FULL = N_(
    "L’une de ces semaines est complète : votre demande ira sur la liste d’attente. Combien de "
    "places par semaine ?"
)
ASK_LEVEL = N_("Pour des élèves de quel niveau ?")
NO_NUMBER = N_("Je n’ai pas vu de nombre de places.")


def ask_weeks(sheet: Sheet, turn: Turn) -> Question:
    """Which of the offer's weeks."""
    words, mondays = turn.speech, room.mondays(sheet)
    buttons = [
        button_for(WEEKS, words_of.week(monday, words), monday.isoformat())
        for monday in mondays[:MOST_WEEKS]
    ]
    if len(mondays) > 1:
        buttons.append(button_for(WEEKS, words.gettext(EVERY_WEEK), ALL))
    text = words.say(ASK_WEEKS, title=sheet.get(room.TITLE))
    return Question(str(text), tuple(buttons), columns=1)


async def read_weeks_of(answer: Answer, sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """A button, or weeks in words: of those told, the ones that the offer is open in."""
    pressed, known = answer.pressed(WEEKS), sheet.get(room.OPEN) or {}
    if pressed == ALL:
        return Accepted({WEEKS: list(known)})
    if pressed in known:
        return Accepted({WEEKS: [pressed]})
    said = [m.isoformat() for m in read_weeks(answer.typed, turn.today, turn.speech.locale)]
    if offered := [text for text in said if text in known]:
        # « En février » is four weeks, of an offer that is open in one of them.
        return Accepted({WEEKS: offered}, notice=_left_out(said, offered, turn))
    return Refused(str(turn.speech.say(NOT_THOSE if said else NO_WEEK)))


def _left_out(said: Sequence[str], offered: Sequence[str], turn: Turn) -> str | None:
    """Which weeks are asked for, where more were told than the offer has."""
    if len(said) == len(offered):
        return None
    weeks = words_of.weeks([date.fromisoformat(text) for text in offered], turn.speech)
    return str(turn.speech.say(THESE_ALONE, weeks=weeks))


def ask_seats(sheet: Sheet, turn: Turn) -> Question:
    """How many, up to what is left."""
    weeks = sheet.get(WEEKS)
    most = room.most(sheet, weeks)
    buttons = tuple(
        button_for(SEATS, str(count), str(count)) for count in range(1, min(most, MOST_SEATS) + 1)
    )
    words = turn.speech
    several = len(weeks or ()) > 1
    if room.is_full(sheet, weeks):
        return Question(str(words.say(ONE_IS_FULL if several else FULL)), buttons, columns=3)
    asked = words.say(HOW_MANY_A_WEEK if several else HOW_MANY)
    return Question(
        str(Markup("{} {}").format(asked, left_said(most, several, turn))), buttons, columns=3
    )


def left_said(left: int, several: bool, turn: Turn) -> Markup:
    """« Il en reste 2. »"""
    if several:
        return turn.speech.say_n(
            "Vous pouvez en demander une.", "Vous pouvez en demander jusqu’à {n}.", left
        )
    return turn.speech.say_n("Il en reste une.", "Il en reste {n}.", left)


async def read_seats(answer: Answer, sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """A number."""
    said = read_quantity(answer.pressed(SEATS) or without_year_groups(answer.typed))
    if said is None or said.value != int(said.value):
        return Refused(str(turn.speech.say(NO_NUMBER)))
    most = room.most(sheet, sheet.get(WEEKS))
    if not 1 <= said.value <= most:
        return Refused(str(up_to(most, turn)))
    return Accepted({SEATS: int(said.value)})


def up_to(most: int, turn: Turn) -> Markup:
    """How many can be asked for, to who asks for more, or for none."""
    return turn.speech.say_n(
        "Vous pouvez demander une place, pas plus.",
        "Vous pouvez demander jusqu’à {n} places.",
        most,
    )


def ask_level(sheet: Sheet, turn: Turn) -> Question:
    """Which of the levels that the offer is for."""
    words = turn.speech
    buttons = tuple(
        button_for(LEVEL, words_of.level_label(level, words), level)
        for level in sheet.get(room.LEVELS)
    )
    return Question(str(words.say(ASK_LEVEL)), buttons)


async def read_level(answer: Answer, sheet: Sheet, _turn: Turn, _tools: Tools) -> Outcome:
    """One of them."""
    said = (answer.pressed(LEVEL), *read_levels(answer.typed))
    level = next((one for one in said if one in sheet.get(room.LEVELS)), None)
    if level is None:
        raise refusals.LevelNotOffered("level")
    return Accepted({LEVEL: level})


def show_weeks(sheet: Sheet, turn: Turn) -> str | None:
    """« du 11 au 15 janvier 2027 »."""
    weeks = [date.fromisoformat(text) for text in sheet.get(WEEKS) or ()]
    return words_of.weeks(weeks, turn.speech) if weeks else None


def show_level(sheet: Sheet, turn: Turn) -> str | None:
    """« 3e »."""
    level = sheet.get(LEVEL)
    return words_of.level_label(level, turn.speech) if level else None


def _several_levels(sheet: Sheet, _turn: Turn) -> bool:
    return len(sheet.get(room.LEVELS) or ()) > 1


STEPS = (
    Step(
        slot=WEEKS,
        label=N_("Semaines"),
        ask=ask_weeks,
        read=read_weeks_of,
        show=show_weeks,
        example=N_("semaine du 11 janvier"),
        hint=N_("Choisissez une semaine où vos élèves sont en stage."),
        also=frozenset({"request_slots", "search_slots"}),
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
        hint=N_("Un nombre suffit, sans nom d’élève."),
        also=frozenset({"request_slots", "search_slots"}),
    ),
    Step(
        slot=LEVEL,
        label=N_("Niveau"),
        hint=N_("L’offre dit à quels niveaux elle est ouverte."),
        ask=ask_level,
        read=read_level,
        needed=_several_levels,
        show=show_level,
        example=N_("3e"),
    ),
)
