"""The yearly report: when it is made, what this company's says, and the paper of it."""

from collections.abc import Sequence

from markupsafe import Markup
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import menus
from actions.base import Events, PaqteAction
from actions.progress import NOTHING_FOR, YEAR_END
from actions.progress_lines import counted_beside
from actions.speaking import Button, payload, run_command, tell
from actions.turn import Turn
from paqte.clock import PARIS
from paqte.i18n import N_, Speech
from paqte.reference.action_types import action_type, amount
from paqte.reference.axes import label
from paqte.services import yearly
from paqte.services.figures import Line
from paqte.services.yearly import Yearly
from reading.dates.years import read_years

WHEN = N_(
    "Le bilan d’une année se fait au début de la suivante, en général de janvier à avril : ce que "
    "l’entreprise a fait sur chaque axe, du 1er janvier au 31 décembre. Je le prépare à partir des "
    "actions déclarées ici, il n’y a rien d’autre à remplir."
)
YOURS = N_("<b>Votre bilan {year}</b>")
LINE = N_("• {label} : <b>{done}</b>")
LINE_OF = N_("• {label} : <b>{done}</b>, objectif {target}")
NOTHING_DONE = N_("• {axis} : néant")
MISSING = N_("Rien n’est déclaré pour <b>{axes}</b>.")
NOT_OVER = N_(
    "Il est provisoire et se complète à chaque action que vous déclarez, en général jusqu’en avril "
    "{next}. Il n’y a rien d’autre à remplir."
)
STILL_OPEN = N_(
    "Vous pouvez encore le compléter ou le corriger, en général jusqu’en avril {next}. Il n’y a "
    "rien d’autre à remplir."
)
NOTHING_OF = N_("Pour {year}, rien n’est déclaré. Voici {shown}.")
CLOSED = N_("Il est arrêté depuis le {day} : ce que vous corrigez est noté à part.")
MOST_YEARS = 3


class Report(PaqteAction):
    """The report of the year that is asked for; what a report is, to who has no company."""

    action_name = "action_ask_report"
    loads_company = True

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Say it, send the paper, and offer what is missing."""
        del tracker
        words, company = turn.speech, turn.company
        if company is None:
            joins = [] if turn.organisation else [Button(words.gettext(menus.JOIN), _JOIN)]
            tell(dispatcher, words.say(WHEN), [] if turn.form else joins)
            return []
        async with self.runtime.database.reading() as uow:
            years = await yearly.years(uow, company.id, turn.today)
            told = await yearly.of_company(uow, company, _year(turn, years), turn.today)
        if (told.figures.lines or told.nothing) and not turn.form:
            run_command(dispatcher, "bilan", told.year)
        said = Markup("\n\n").join(
            [*_instead(turn, told), _summary(told, words), _state(told, words)]
        )
        buttons = [] if turn.form else _buttons(told, years, words)
        tell(dispatcher, menus.acting(turn, said), buttons, columns=1)
        return []


_JOIN = payload("join_program")


def _year(turn: Turn, known: Sequence[int]) -> int:
    """The year pressed or named; else the one that is reported now, if there is any of it."""
    wanted = [*_named(turn), yearly.reported_now(turn.today)]
    return next((year for year in wanted if year in known), turn.today.year)


def _named(turn: Turn) -> list[int]:
    pressed = turn.answer.pressed("year")
    if pressed and pressed.isdecimal():
        return [int(pressed)]
    return list(read_years(turn.answer.typed, turn.today).named)


def _instead(turn: Turn, told: Yearly) -> list[Markup]:
    """Where a year is asked for that nothing is known of, that it is not the one that follows."""
    past = [year for year in _named(turn) if year <= turn.today.year]
    if not past or told.year in past:
        return []
    return [turn.speech.say(NOTHING_OF, year=str(past[0]), shown=str(told.year))]


def _summary(told: Yearly, words: Speech) -> Markup:
    said = [words.say(YOURS, year=str(told.year))]
    said += [_line(line, words) for line in told.figures.lines]
    said += counted_beside(told.figures.beside, words)
    said += [
        words.say(NOTHING_DONE, axis=label(axis, words))
        for axis in told.axes
        if axis in told.nothing
    ]
    if told.empty_axes:
        axes = words.list(label(axis, words) for axis in told.empty_axes)
        said.append(words.say(MISSING, axes=axes))
    return Markup("\n").join(said)


def _line(line: Line, words: Speech) -> Markup:
    kind = action_type(line.action_type)
    done = amount(line.sum.done, kind.unit, words)
    if not line.target:
        return words.say(LINE, label=kind.label(words), done=done)
    target = amount(line.target, kind.unit, words)
    return words.say(LINE_OF, label=kind.label(words), done=done, target=target)


def _state(told: Yearly, words: Speech) -> Markup:
    if told.closed_at is not None:
        return words.say(CLOSED, day=words.date(told.closed_at.astimezone(PARIS).date()))
    return words.say(STILL_OPEN if told.over else NOT_OVER, next=str(told.year + 1))


def _buttons(told: Yearly, years: Sequence[int], words: Speech) -> list[Button]:
    """What is missing, then the other years."""
    buttons = []
    if told.closed_at is None:
        buttons.append(Button(words.gettext(menus.DECLARE), payload("log_action")))
        if told.over or told.today.month == YEAR_END:
            buttons += [
                Button(
                    words.gettext(NOTHING_FOR).format(axis=label(axis, words), year=told.year),
                    payload("declare_nothing", axis=axis, year=str(told.year)),
                )
                for axis in told.empty_axes
            ]
    if told.entries:
        buttons.append(Button(words.gettext(menus.CORRECT), payload("correct_action")))
    others = [year for year in years if year != told.year][:MOST_YEARS]
    return buttons + [
        Button(words.gettext(menus.REPORT).format(year=year), payload("ask_report", year=str(year)))
        for year in others
    ]
