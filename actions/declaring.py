"""Declaring an action: what, how much, when; then it is counted."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from markupsafe import Markup
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import action_kind, corrections, sheets
from actions.axes import guard
from actions.base import Events, PaqteAction
from actions.recap import NOT_ABOUT_IT, WANTS_CHANGE, lines, recap_buttons
from actions.speaking import Button, Question, payload, tell
from actions.steps import Accepted, Again, Form, Outcome, Refused, Sheet, Step, Tools, button_for
from actions.totals import since_the_start
from actions.turn import Answer, Turn
from paqte.errors import Refusal
from paqte.i18n import N_, Speech
from paqte.models import Company
from paqte.reference.action_types import EUROS, action_type, amount, unit_label
from paqte.services import actions, drafts
from paqte.services.actions import Declaration
from reading.dates import Period, read_period
from reading.quantities import Quantity, read_money, read_quantity

NAME = "action_form"
TYPE, QUANTITY, DATE, RECAP = "action_type", "action_quantity", "action_date", "action_recap"
SEND = "send"
SURE = "_sure"

UNITS = {
    "pupils": ("pupils", "young_people", "people"),
    "young_people": ("young_people", "pupils", "people"),
    "people": ("people", "young_people", "pupils", "employees"),
    EUROS: ("euros", EUROS),
}
"""Which units said are as good as the type's own; a bare number always is."""

HOW_MANY = N_("Combien de {unit} ?")
HOW_MUCH = N_("Pour quel montant, hors taxes ?")
HOW_LONG = N_("Combien d’heures ?")
WHEN = N_("C’était quand ?")
TODAY, YESTERDAY, LAST_WEEK = N_("Aujourd’hui"), N_("Hier"), N_("La semaine dernière")
NO_NUMBER = N_("Je n’ai pas vu de nombre.")
OTHER_UNIT = N_("Ici, on compte en {unit}. Combien y en a-t-il ?")
EXCLUDING_TAX = N_("Il me faut le montant hors taxes. Quel est-il ?")
NO_DATE = N_("Je n’ai pas compris la date.")
READ_AGAIN = N_("Je résume :")
ALL_RIGHT = N_("C’est bien ça ?")
SAVE = N_("Enregistrer")
YES_OR_CORRECT = N_("Répondez « enregistrer » si c’est juste, ou « corriger ».")
COUNTED = N_("C’est enregistré, merci !")
ANOTHER = N_("Déclarer une autre action")
MENU = N_("Menu")
KEPT = N_("Rien n’est enregistré. Vous pouvez corriger.")
RESUME = N_("Reprendre")


def ask_quantity(sheet: Sheet, turn: Turn) -> Question:
    """« Combien d’élèves ? », in the unit that the type fixes."""
    words = turn.speech
    doubt = _doubt(sheet, turn)
    if doubt is not None:
        return Question(
            str(doubt),
            (
                button_for(QUANTITY, words.gettext(N_("Oui, c’est bien ça")), "yes"),
                button_for(QUANTITY, words.gettext(N_("Non, je corrige")), "no"),
            ),
        )
    kind = action_type(sheet.get(TYPE))
    # What was understood comes first: the type was perhaps read from a sentence.
    text = Markup("<i>{}</i>\n{}").format(kind.label(words), how_many(kind.unit, words))
    return Question(str(text))


def how_many(unit: str, words: Speech) -> Markup:
    """« Combien d’élèves ? »: French elides before a vowel."""
    if unit == EUROS:
        return words.say(HOW_MUCH)
    if unit == "hours":
        return words.say(HOW_LONG)
    noun = unit_label(unit, 2, words)
    if words.locale == "fr" and noun[:1].casefold() in "aeéèêiouyh":
        return words.say("Combien d’{unit} ?", unit=noun)
    return words.say(HOW_MANY, unit=noun)


async def read_quantity_step(answer: Answer, sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """A number in the type's unit; a surprising one is asked about, once."""
    if _doubt(sheet, turn) is not None:
        said = answer.pressed(QUANTITY)
        if said == "yes" or (said is None and answer.intent == "affirm"):
            return Accepted({QUANTITY: sheet.get(SURE), SURE: None})
        if said == "no" or answer.intent == "deny":
            return Again({SURE: None})
    code = sheet.get(TYPE)
    value = _value(code, answer.typed, turn.speech)
    if isinstance(value, str):
        return Refused(value, values={SURE: None})
    actions.check_quantity(code, value)
    if _doubtful(code, value, turn) is not None:
        return Again({SURE: str(value)})
    return Accepted({QUANTITY: str(value), SURE: None})


def _doubt(sheet: Sheet, turn: Turn) -> Markup | None:
    """The question about a surprising quantity, if one was given."""
    value = sheet.get(SURE)
    return None if value is None else _doubtful(sheet.get(TYPE), Decimal(value), turn)


def _doubtful(code: str, value: Decimal, turn: Turn) -> Markup | None:
    size = turn.company.size_band if turn.company else None
    doubt = actions.needs_confirmation(Declaration(code, value, turn.today), size)
    return None if doubt is None else doubt.sentence(turn.speech)


def _value(code: str, text: str, words: Speech) -> Decimal | str:
    """The number in ``text``, or why it is not the one that is wanted."""
    unit = action_type(code).unit
    said = read_money(text) if unit == EUROS else read_quantity(text)
    if said is None:
        return str(words.say(NO_NUMBER))
    if said.tax == "ttc":
        return str(words.say(EXCLUDING_TAX))
    if not _fits(said, unit):
        return str(words.say(OTHER_UNIT, unit=unit_label(unit, 2, words)))
    return said.value


def _fits(said: Quantity, unit: str) -> bool:
    return said.unit is None or said.unit in UNITS.get(unit, (unit,))


def ask_date(_sheet: Sheet, turn: Turn) -> Question:
    """When: the commonest answers as buttons."""
    words = turn.speech
    buttons = tuple(
        button_for(DATE, words.gettext(title), value)
        for title, value in ((TODAY, "today"), (YESTERDAY, "yesterday"), (LAST_WEEK, "last_week"))
    )
    return Question(str(words.say(WHEN)), buttons)


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


async def read_date_step(answer: Answer, sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """A day or a period, in the past. « La semaine dernière » is its working days."""
    period = _pressed_period(answer.pressed(DATE), turn.today)
    if period is None:
        period = read_period(answer.typed, turn.today, turn.speech.locale)
    if period is None:
        return Refused(str(turn.speech.say(NO_DATE)))
    actions.check_dates(sheet.get(TYPE), period.start, period.end)
    return Accepted({DATE: [period.start.isoformat(), period.end.isoformat()]})


def show_date(sheet: Sheet, turn: Turn) -> str | None:
    """« 20 novembre 2026 », « du 16 novembre 2026 au 20 novembre 2026 »."""
    if sheet.get(DATE) is None:
        return None
    start, end = (date.fromisoformat(day) for day in sheet.get(DATE))
    return turn.speech.period(start, end)


def show_quantity(sheet: Sheet, turn: Turn) -> str | None:
    """« 2 élèves »."""
    if sheet.get(QUANTITY) is None:
        return None
    return amount(Decimal(sheet.get(QUANTITY)), action_type(sheet.get(TYPE)).unit, turn.speech)


def ask_recap(sheet: Sheet, turn: Turn) -> Question:
    """What was understood, to be saved or corrected."""
    if sheet.get(corrections.CHOOSING):
        return corrections.fields_question(FORM, sheet, turn)
    words = turn.speech
    text = Markup("{}\n{}\n\n{}").format(
        words.say(READ_AGAIN), lines(FORM, sheet, turn), words.say(ALL_RIGHT)
    )
    return Question(str(text), recap_buttons(RECAP, words.gettext(SAVE), SEND, words))


async def read_recap(answer: Answer, sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome | None:
    """« Enregistrer », « corriger », or the right thing said at once."""
    if answer.pressed(RECAP) == SEND:
        return Accepted({RECAP: SEND, corrections.CHOOSING: None})
    field = corrections.named(FORM, sheet, turn)
    if field is not None:
        return corrections.choose(FORM, sheet, turn, field)
    learned = learn(answer.typed, sheet, turn)
    if learned:
        return Again({**learned, corrections.CHOOSING: None})
    if answer.intent in ("deny", "correct_action") or WANTS_CHANGE.search(answer.typed):
        return Again({corrections.CHOOSING: True})
    if answer.intent == "affirm" or "enregistr" in answer.typed.casefold():
        return Accepted({RECAP: SEND, corrections.CHOOSING: None})
    if answer.intent in NOT_ABOUT_IT:
        return None
    return Refused(str(turn.speech.say(YES_OR_CORRECT)))


def learn(text: str, sheet: Sheet, turn: Turn) -> dict[str, Any]:
    """What one sentence tells of type, quantity and date; only what holds by the rules."""
    learned: dict[str, Any] = action_kind.learn(text)
    code = learned.get(TYPE) or sheet.get(TYPE)
    if learned.get(TYPE) and learned[TYPE] != sheet.get(TYPE):
        sheet.forget(QUANTITY)  # counted in another unit, perhaps
    period = read_period(text, turn.today, turn.speech.locale)
    if period is not None and _holds(actions.check_dates, code or "", period.start, period.end):
        learned[DATE] = [period.start.isoformat(), period.end.isoformat()]
    if code is not None:
        value = _value(code, text, turn.speech)
        if isinstance(value, Decimal) and _holds(actions.check_quantity, code, value):
            doubtful = _doubtful(code, value, turn) is not None
            learned[SURE if doubtful else QUANTITY] = str(value)
    return learned


def _holds(rule: Any, *values: Any) -> bool:
    try:
        rule(*values)
    except Refusal:
        return False
    return True


async def opening(answer: Answer, sheet: Sheet, turn: Turn, _tools: Tools) -> dict[str, Any]:
    """« J’ai accueilli deux stagiaires de 3e la semaine dernière » answers three questions."""
    return learn(answer.typed, sheet, turn)


async def read_type(answer: Answer, sheet: Sheet, turn: Turn, tools: Tools) -> Outcome:
    """A type; and whatever else the sentence tells."""
    told = sheet.get(action_kind.TOLD) or ""
    outcome = await action_kind.read(answer, sheet, turn, tools)
    if not isinstance(outcome, Accepted):
        return outcome
    sheet.apply(outcome.values)
    # The sentence that named the type, or that it was chosen from, may tell the rest as well.
    rest = learn(answer.typed or told, sheet, turn)
    return Accepted({**rest, **outcome.values, action_kind.TOLD: None})


FORM = Form(
    name=NAME,
    label=N_("Déclarer une action"),
    opens="log_action",
    steps=(
        Step(
            slot=TYPE,
            label=N_("Action"),
            ask=action_kind.ask,
            read=read_type,
            show=action_kind.show,
            example=N_("j’ai accueilli deux stagiaires de 3e la semaine dernière"),
            hint=N_("Racontez en une phrase ce que vous avez fait : je m’occupe du classement."),
            also=frozenset({"log_action"}),
        ),
        Step(
            slot=QUANTITY,
            label=N_("Nombre"),
            ask=ask_quantity,
            read=read_quantity_step,
            show=show_quantity,
            example=N_("3"),
            hint=N_("Un nombre approchant suffit."),
            also=frozenset({"log_action"}),
        ),
        Step(
            slot=DATE,
            label=N_("Date"),
            ask=ask_date,
            read=read_date_step,
            show=show_date,
            example=N_("le 14 octobre, ou la semaine dernière"),
            hint=N_("Une date approximative suffit : « en octobre », « la semaine dernière »."),
            also=frozenset({"log_action"}),
        ),
        Step(
            slot=RECAP,
            label=N_("Relecture"),
            ask=ask_recap,
            read=read_recap,
            hint=N_("Relisez : « enregistrer » compte l’action, « corriger » change une réponse."),
            counted=False,
            editable=False,
            also=frozenset({"log_action", "correct_action", *NOT_ABOUT_IT}),
        ),
    ),
    guard=guard,
    opening=opening,
)


class SubmitAction(PaqteAction):
    """Records the action and says what it adds up to."""

    action_name = "action_submit_action"
    loads_company = True

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Declare, once; then the totals since the start."""
        del tracker
        words = turn.speech
        sheet = await sheets.load(self.runtime, turn, NAME)
        if turn.company is None or (sheet is not None and sheet.get(RECAP) != SEND):
            return []
        try:
            totals = await self._declare(turn, turn.company)
        except Refusal as refusal:
            if sheet is not None:
                sheet.forget(RECAP)
                sheet.step = RECAP
                await sheets.keep(self.runtime, turn, NAME, sheet)
            tell(
                dispatcher,
                Markup("{}\n{}").format(refusal.sentence(words), words.say(KEPT)),
                [Button(words.gettext(RESUME), payload("resume"))],
            )
            return []
        tell(
            dispatcher,
            Markup("{}\n{}").format(words.say(COUNTED), since_the_start(totals, words)),
            [
                Button(words.gettext(ANOTHER), payload("log_action")),
                Button(words.gettext(MENU), payload("menu")),
            ],
        )
        return []

    async def _declare(self, turn: Turn, company: Company) -> list[actions.Total]:
        async with self.runtime.database.unit_of_work() as uow:
            draft = await drafts.current(uow, turn.contact.id, NAME)
            if draft is not None:
                sheet = sheets.as_sheet(draft)
                await actions.declare(
                    uow,
                    company.id,
                    turn.contact.id,
                    declaration(sheet),
                    key=f"action:{draft.id}",
                )
                await drafts.close(uow, draft)
            totals = await actions.done(uow, company.id)
            await uow.commit()
            return totals


def declaration(sheet: Sheet) -> Declaration:
    """The sheet as the service takes it."""
    start, end = (date.fromisoformat(day) for day in sheet.get(DATE))
    return Declaration(
        action_type=sheet.get(TYPE),
        quantity=Decimal(sheet.get(QUANTITY)),
        started_on=start,
        ended_on=end,
    )
