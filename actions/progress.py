"""How far the company is: in words and in a picture, what is late, what comes next."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup
from rasa_sdk.executor import CollectingDispatcher

from actions import menus, progress_period
from actions.base import Events
from actions.company_action import CompanyAction
from actions.progress_lines import AXIS, amount_of, by_axis, counted_beside
from actions.speaking import Button, payload, run_command, tell
from actions.turn import Turn
from paqte.i18n import N_, Speech
from paqte.models import Company
from paqte.reference.action_types import action_type
from paqte.reference.axes import label
from paqte.services import figures, nothing, nudges, progress, yearly
from paqte.services.progress import Line, Progress
from reading.axes import read_axes
from reading.dates.years import read_years

STATUS = {
    "submitted": N_("Votre adhésion {reference} est <b>transmise</b> : l’équipe va la vérifier."),
    "confirmed": N_("Votre adhésion {reference} est <b>confirmée</b>."),
    "declined": N_(
        "Votre adhésion {reference} n’a pas été retenue : l’équipe peut vous dire pourquoi."
    ),
}
NO_AXES_YET = N_("Vous n’avez pas encore choisi d’axe ni déclaré d’action.")
NOTHING_YET = N_("Rien n’est déclaré en {year}. Vos axes : <b>{axes}</b>.")
YEAR = N_("<b>Où vous en êtes en {year}</b>")
NOTHING_SAID = N_("• néant")
LATE = N_("<b>En retard</b> : {list}.")
NEXT = N_("<b>Ensuite</b> : {label}, {amount} en {year}.")
REACHED = N_("Tous les objectifs de {year} sont atteints, bravo !")
LATE_ITEM = N_("{label}, encore {amount} pour {year}")
DECLARE_ONE = N_("Déclarer : {label}")
NOTHING_FOR = N_("Néant pour {axis} en {year}")
NOTED_NOTHING = N_(
    "C’est noté : rien pour {axis} en {year}. Si une action vous revient, déclarez-la : elle "
    "comptera."
)
WHICH_NOTHING = N_("Pour quel axe n’y a-t-il rien à déclarer ?")
NOTHING_TO_SAY = N_("Chacun de vos axes a déjà une action, ou un « néant ».")
MOST_BUTTONS = 3
LAST_QUARTER, YEAR_END = 10, 12
"""« Néant » is offered in the year's last month; in its last quarter after a reminder."""


class ShowProgress(CompanyAction):
    """Where the company stands, for one year."""

    action_name = "action_ask_progress"

    async def act_for(
        self, company: Company, turn: Turn, dispatcher: CollectingDispatcher
    ) -> Events:
        """Say it, show it, and offer to log what is missing."""
        words = turn.speech
        async with self.runtime.database.reading() as uow:
            stands = await progress.of_company(uow, company.id, turn.today)
            reminded = await nudges.reminded_since(uow, turn.contact.id, _autumn(turn.today))
            asked = progress_period.asked_period(turn, stands)
            if asked is not None:
                done = await progress.between(uow, company.id, asked.start, asked.end)
                text = menus.acting(turn, progress_period.of_period(done, asked, words))
                buttons = [] if turn.form else progress_period.ways_on(stands, words)
                tell(dispatcher, text, buttons, columns=1)
                return []
            year = _year(turn, stands)
            counted = await figures.of(uow, Company.id == company.id, year)
        said = [
            words.say(STATUS[company.status], reference=company.reference),
            *sections(stands, year, words),
            *counted_beside(counted.beside, words),
        ]
        if stands.lines and not turn.form:
            run_command(dispatcher, "progres")
        text = menus.acting(turn, Markup("\n\n").join(said))
        buttons = [] if turn.form else _buttons(stands, year, words, reminded=reminded)
        tell(dispatcher, text, buttons, columns=1)
        return []


class DeclareNothing(CompanyAction):
    """« Néant » for an axis and a year: by a button, or in words."""

    action_name = "action_declare_nothing"

    async def act_for(
        self, company: Company, turn: Turn, dispatcher: CollectingDispatcher
    ) -> Events:
        """Note it, or ask for which axis."""
        words, answer = turn.speech, turn.answer
        axis, year = answer.pressed("axis"), _reported_year(turn)
        if axis is None:
            said = list(read_axes(answer.typed).chosen)
            axis = said[0] if len(said) == 1 else None
        if axis is None:
            await self._which(turn, company.id, year, dispatcher)
            return []
        async with self.runtime.database.unit_of_work() as uow:
            await nothing.declare_nothing(
                uow, company.id, turn.contact.id, axis, year, turn.key("nothing")
            )
            await uow.commit()
        tell(
            dispatcher,
            words.say(NOTED_NOTHING, axis=label(axis, words), year=str(year)),
            [Button(words.gettext(menus.PROGRESS), payload("ask_progress"))],
        )
        return []

    async def _which(
        self, turn: Turn, company_id: str, year: int, dispatcher: CollectingDispatcher
    ) -> None:
        async with self.runtime.database.reading() as uow:
            stands = await progress.of_company(uow, company_id, turn.today)
        buttons = _nothing_buttons(stands, year, turn.speech)
        tell(dispatcher, turn.speech.say(WHICH_NOTHING if buttons else NOTHING_TO_SAY), buttons)


def sections(stands: Progress, year: int, words: Speech) -> list[Markup]:
    """The paragraphs of one year: by axis, then what is late, then what comes next."""
    lines = stands.of_year(year)
    nothing_said = {axis for axis, of in stands.nothing if of == year}
    if not lines and not nothing_said:
        if not stands.axes:
            return [words.say(NO_AXES_YET)]
        axes = words.list(label(axis, words) for axis in stands.axes)
        paragraphs = [words.say(NOTHING_YET, year=str(year), axes=axes)]
    else:
        said = [words.say(YEAR, year=str(year)), *by_axis(lines, words)]
        for axis in stands.axes:
            if axis in nothing_said:
                said += [words.say(AXIS, axis=label(axis, words)), words.say(NOTHING_SAID)]
        paragraphs = [Markup("\n").join(said)]
    late, following = stands.late(), stands.next()
    if late:
        paragraphs.append(words.say(LATE, list=words.list(_late(line, words) for line in late)))
    elif lines and any(line.target for line in lines) and not any(line.missing for line in lines):
        paragraphs.append(words.say(REACHED, year=str(year)))
    if following is not None:
        paragraphs.append(
            words.say(
                NEXT,
                label=action_type(following.action_type).label(words),
                amount=amount_of(following, following.missing, words),
                year=str(following.year),
            )
        )
    return paragraphs


def _late(line: Line, words: Speech) -> str:
    said = words.gettext(LATE_ITEM)
    return said.format(
        label=action_type(line.action_type).label(words),
        amount=amount_of(line, line.missing, words),
        year=line.year,
    )


def _year(turn: Turn, stands: Progress) -> int:
    """The year asked for, by a button or in words; the present one else."""
    pressed = turn.answer.pressed("year")
    said = read_years(turn.answer.typed, turn.today).named
    wanted = int(pressed) if pressed and pressed.isdecimal() else (said[0] if said else None)
    return wanted if wanted in stands.years else turn.today.year


def _reported_year(turn: Turn) -> int:
    """The year that « néant » is about: the one said, else the one that is reported now."""
    pressed = turn.answer.pressed("year")
    if pressed and pressed.isdecimal():
        return int(pressed)
    said = read_years(turn.answer.typed, turn.today).named
    if said:
        return said[0]
    return yearly.reported_now(turn.today)


def _buttons(stands: Progress, year: int, words: Speech, *, reminded: bool) -> list[Button]:
    """What is missing, one tap each; « néant » in its season; the other years."""
    missing = [line for line in stands.of_year(year) if line.missing and year <= stands.today.year]
    late_first = sorted(missing, key=lambda line: line not in stands.late())
    buttons = [
        Button(
            words.gettext(DECLARE_ONE).format(label=action_type(line.action_type).label(words)),
            payload("log_action", action_type=line.action_type),
        )
        for line in late_first[:MOST_BUTTONS]
    ] or [Button(words.gettext(menus.DECLARE), payload("log_action"))]
    if _reportable(year, stands, reminded=reminded):
        buttons += _nothing_buttons(stands, year, words)
    if not any(line.target for line in stands.lines):
        buttons.append(Button(words.gettext(menus.COMMIT), payload("commit")))
    if year <= stands.today.year and stands.of_year(year):
        title = words.gettext(menus.REPORT).format(year=year)
        buttons.append(Button(title, payload("ask_report", year=str(year))))
    others: Sequence[int] = [other for other in stands.years if other != year]
    buttons += [Button(str(other), payload("ask_progress", year=str(other))) for other in others]
    return buttons


def _nothing_buttons(stands: Progress, year: int, words: Speech) -> list[Button]:
    return [
        Button(
            words.gettext(NOTHING_FOR).format(axis=label(axis, words), year=year),
            payload("declare_nothing", axis=axis, year=str(year)),
        )
        for axis in stands.empty_axes(year)
    ]


def _reportable(year: int, stands: Progress, *, reminded: bool) -> bool:
    """Whether « néant » can be said of ``year`` without haste."""
    today = stands.today
    last = year == today.year - 1 and today.month in yearly.SEASON
    near = today.month == YEAR_END or (reminded and today.month >= LAST_QUARTER)
    return last or (year == today.year and near)


def _autumn(today: date) -> date:
    """The first day of the year's last quarter."""
    return today.replace(month=LAST_QUARTER, day=1)
