"""Declaring actions: what, how much, when; several at once; then they are counted."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from actions.company_only import guard
from actions.declaring import date as action_date
from actions.declaring import kind as action_kind
from actions.declaring import part as action_part
from actions.declaring import partner as action_partner
from actions.declaring import place as action_place
from actions.declaring import recap as action_recap
from actions.declaring import repeat as action_repeat
from actions.declaring import sides as action_sides
from actions.declaring import to_come as action_to_come
from actions.declaring import told as action_told
from actions.declaring.kind import KIND
from actions.declaring.quantity import ONLY_TOTAL, TOTAL, is_rate
from actions.declaring.quantity import QUANTITY as AMOUNT
from actions.declaring.recap import SEVERAL
from actions.reading_answers import NOTICE
from actions.recap import NOT_ABOUT_IT
from actions.speaking import Question
from actions.steps import (
    Accepted,
    Again,
    Form,
    Outcome,
    Read,
    Refused,
    Sheet,
    Step,
    Tools,
    always,
    never,
)
from actions.turn import Answer, Turn
from paqte.i18n import N_
from paqte.reference.action_types import known
from reading.dates.reader import read_period

NAME, RECAP = "action_form", action_recap.SLOT
TYPE, QUANTITY, DATE = KIND.slot, AMOUNT.slot, action_date.SLOT
PROMISES = "commit"
"""What is taken for it, and is no promise of the action asked about, leads to targets at once."""
AFTER_THIS = N_("C’est noté, on y vient juste après.")


async def opening(answer: Answer, sheet: Sheet, turn: Turn, tools: Tools) -> dict[str, Any]:
    """« J’ai accueilli deux stagiaires de 3e la semaine dernière » answers three questions."""
    sheet.forget(action_to_come.LEFT)
    pressed = answer.pressed(TYPE)
    if pressed is not None and known(pressed):
        number = answer.pressed(QUANTITY)
        return {TYPE: pressed, **({QUANTITY: number} if number else {})}
    if KIND.is_another(answer.typed, sheet):
        SEVERAL.put_off(sheet)
    again = await action_repeat.told(answer.typed, turn, tools)
    first, *others = again or action_told.told(answer.typed, sheet, turn)
    if others:
        SEVERAL.add(sheet, others)
    return first


async def read_type(answer: Answer, sheet: Sheet, turn: Turn, tools: Tools) -> Outcome | None:
    """A type; and whatever else the sentence tells, other actions included."""
    if (to_come := action_to_come.at_the_type(answer.typed, sheet, turn)) is not None:
        return to_come
    if answer.intent == PROMISES:
        return None
    listed = KIND.listed(answer.typed, sheet, turn)
    if len(listed) > 1:  # « les deux premiers »: one after the other
        SEVERAL.add(sheet, [{TYPE: code} for code in listed[1:]])
        return Accepted({TYPE: listed[0], action_kind.CANDIDATES: None, action_kind.TOLD: None})
    told = sheet.get(action_kind.TOLD) or ""
    outcome = await KIND.read(answer, sheet, turn, tools)
    if not isinstance(outcome, Accepted):
        return outcome
    sheet.apply(outcome.values)
    # The sentence that named the type, or that it was chosen from, may tell the rest as well.
    rest, *others = action_told.told(told if listed else answer.typed or told, sheet, turn)
    notice = rest.pop(NOTICE, None)
    if others:
        SEVERAL.add(sheet, others)
        return Accepted(rest, notice)
    return Accepted({**rest, **outcome.values, action_kind.TOLD: None}, notice)


def or_another(read: Read) -> Read:
    """A question that also hears of another action: one that stands is righted, a new one waits."""

    async def reads(answer: Answer, sheet: Sheet, turn: Turn, tools: Tools) -> Outcome | None:
        other = action_recap.RECAP.set_right_elsewhere(answer.typed, sheet, turn)
        if other is not None:
            return other
        if answer.typed and action_recap.RECAP.add_what_was_done(answer.typed, sheet, turn):
            return Again(notice=str(turn.speech.say(AFTER_THIS)))
        return await read(answer, sheet, turn, tools)

    return reads


async def read_date(answer: Answer, sheet: Sheet, turn: Turn, tools: Tools) -> Outcome | None:
    """A day or a period; « c'est pas encore fait » is no action."""
    to_come = action_to_come.at_the_date(answer.typed, sheet, turn)
    if to_come is not None or answer.intent == PROMISES:
        return to_come
    return await action_date.read(answer, sheet, turn, tools)


async def read_quantity(answer: Answer, sheet: Sheet, turn: Turn, tools: Tools) -> Outcome:
    """A number; the part that was told of another whole is asked anew if it cannot be."""
    if is_rate(sheet.get(TYPE), answer.typed):
        if sheet.get(TOTAL):
            return Refused(str(turn.speech.say(ONLY_TOTAL)))
        period = read_period(answer.typed, turn.today, turn.speech.locale)
        told = action_told.of_type(answer.typed, sheet.get(TYPE), sheet, turn, period=period)
        return Again({name: told[name] for name in (TOTAL, DATE) if name in told})
    outcome = await AMOUNT.read(answer, sheet, turn, tools)
    if not isinstance(outcome, Accepted):
        return outcome
    part: dict[str, Any] = {}
    if sheet.get(action_part.SLOT):
        part = action_told.recounted(sheet, Decimal(outcome.values[QUANTITY]))
    return replace(outcome, values={**outcome.values, **part, action_part.VOID: None})


def void(sheet: Sheet) -> bool:
    """Whether nobody was of those who count: there is nothing to come back to."""
    whole = sheet.answered(QUANTITY) and sheet.answered(action_part.SLOT)
    return bool(sheet.get(action_part.VOID)) and not whole


def ask_recap(sheet: Sheet, turn: Turn) -> Question:
    """What was understood, to be saved or corrected."""
    return action_recap.ask(FORM, sheet, turn)


async def read_recap(answer: Answer, sheet: Sheet, turn: Turn, tools: Tools) -> Outcome | None:
    """« Enregistrer », « corriger », or the right thing said at once."""
    return await action_recap.read(FORM, answer, sheet, turn, tools)


def settle(sheet: Sheet, turn: Turn) -> None:
    """One action after the other, until one lacks an answer."""
    SEVERAL.settle(FORM, sheet, turn)


FORM = Form(
    name=NAME,
    label=N_("Déclarer une action"),
    opens="log_action",
    steps=(
        Step(
            slot=TYPE,
            label=N_("Action"),
            ask=KIND.ask,
            read=read_type,
            show=KIND.show,
            example=N_("j’ai accueilli deux stagiaires de 3e la semaine dernière"),
            hint=N_("Racontez en une phrase ce que vous avez fait : je m’occupe du classement."),
            also=frozenset({"log_action", PROMISES}),
        ),
        Step(
            slot=QUANTITY,
            label=N_("Nombre"),
            ask=AMOUNT.ask,
            read=or_another(read_quantity),
            show=AMOUNT.show,
            example=N_("3"),
            hint=N_("Un nombre approchant suffit."),
            also=frozenset({"log_action"}),
        ),
        Step(
            slot=DATE,
            label=N_("Date"),
            ask=action_date.ask,
            read=or_another(read_date),
            show=action_date.show,
            example=N_("le 14 octobre, ou la semaine dernière"),
            hint=N_("Une date approximative suffit : « en octobre », « la semaine dernière »."),
            also=frozenset({"log_action", PROMISES}),
        ),
        Step(
            slot=action_part.SLOT,
            label=N_("Dont"),
            ask=action_part.ask,
            read=or_another(action_part.read),
            needed=action_part.wanted,
            complete=action_part.complete,
            show=action_part.show,
            example=N_("2, tous ou aucun"),
            hint=N_("Le collège peut vous le dire."),
            optional=True,
            also=frozenset({"log_action"}),
        ),
        Step(
            slot=action_partner.SLOT,
            label=N_("Avec"),
            ask=action_partner.ask,
            read=action_partner.read,
            needed=action_partner.unclear,
            show=action_partner.show,
            example=N_("le collège Jean-Jaurès"),
            hint=N_("Le nom qui figure sur la convention ou dans vos courriels suffit."),
            optional=True,
            counted=False,
            offered=always,
            also=frozenset({"log_action"}),
        ),
        Step(
            slot=action_place.SLOT,
            label=N_("Lieu"),
            ask=action_place.ask,
            read=action_place.read,
            needed=never,
            show=action_place.show,
            example=N_("Cergy, ou 95000"),
            hint=N_("La commune où cela s’est passé. Si c’est chez vous, passez."),
            optional=True,
            counted=False,
            offered=always,
        ),
        Step(
            slot=action_sides.SLOT,
            label=N_("Autres chiffres"),
            ask=action_sides.ask,
            read=action_sides.read,
            needed=never,
            show=action_sides.show,
            example=N_("28 jeunes"),
            hint=N_("Le nombre de jeunes rencontrés, par exemple. Un nombre approchant suffit."),
            optional=True,
            counted=False,
            offered=action_sides.possible,
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
    settle=settle,
    several=SEVERAL,
    void=void,
)
