"""Committing: which actions, how many, which years; the convention and its targets."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from markupsafe import Markup

from actions.committing import changed as commit_changed
from actions.committing import recap as commit_recap
from actions.committing import told as commit_told
from actions.committing import year as commit_year
from actions.committing.told import KIND, SEVERAL, SLOT, TARGET
from actions.company_only import guard
from actions.declaring.kind import CANDIDATES, TOLD
from actions.recap import NOT_ABOUT_IT
from actions.speaking import Question
from actions.steps import Accepted, Form, Outcome, Sheet, Step, Tools
from actions.turn import Answer, Turn
from paqte.i18n import N_
from paqte.models import Commitment
from paqte.reference.action_types import known
from paqte.services import commitments, conventions

NAME = "commit_form"
OWN_WORDS = frozenset({"log_action", "choose_axis", "offer_internship"})
"""What « on prendra trois apprentis » may be taken for: here, it is an answer."""


async def opening(answer: Answer, sheet: Sheet, turn: Turn, tools: Tools) -> dict[str, Any]:
    """« On s’engage sur 3 apprentis par an » answers three questions."""
    if turn.company is not None:
        async with tools.reading() as uow:
            days = await conventions.in_view(uow, turn.company.id)
            standing = await commitments.standing(uow, turn.company.id)
        if answer.intent == "correct_action":
            return _changing(answer, sheet, turn, days, standing)
        sheet.apply({commit_year.CONVENTION: [day.isoformat() for day in days]})
    pressed = answer.pressed(KIND.slot)
    if pressed is not None and known(pressed):
        number = answer.pressed(TARGET.slot)
        years = commit_year.learn(answer.pressed(commit_year.SLOT) or "", sheet, turn)
        inside = set(years.get(commit_year.SLOT) or ()) & {*commit_year.open_years(sheet, turn)}
        return {
            KIND.slot: pressed,
            **({TARGET.slot: number} if number else {}),
            **({commit_year.SLOT: sorted(inside)} if inside else {}),
        }
    if KIND.is_another(answer.typed, sheet):
        SEVERAL.put_off(sheet)
    first, *others = commit_told.told(answer.typed, sheet, turn)
    if others:
        SEVERAL.add(sheet, others)
    return first


def _changing(
    answer: Answer,
    sheet: Sheet,
    turn: Turn,
    days: Sequence[date],
    standing: Sequence[Commitment],
) -> dict[str, Any]:
    """« Mettez 6000 au lieu de 8000 » of a target that stands; what was left half told is over."""
    sheet.answers.clear()
    kept = commit_changed.before(answer, standing, turn.today)
    sheet.apply({**kept, commit_year.CONVENTION: [day.isoformat() for day in days]})
    first, *others = commit_told.told(answer.typed, sheet, turn)
    if others:
        SEVERAL.add(sheet, others)
    if TARGET.slot not in first:
        sheet.forget(TARGET.slot)  # how many now?
    return first


async def read_type(answer: Answer, sheet: Sheet, turn: Turn, tools: Tools) -> Outcome:
    """A type; and whatever else the sentence tells, other targets included."""
    listed = KIND.listed(answer.typed, sheet, turn)
    if len(listed) > 1:
        SEVERAL.add(sheet, [{KIND.slot: code} for code in listed[1:]])
        return Accepted({KIND.slot: listed[0], CANDIDATES: None, TOLD: None})
    told = sheet.get(TOLD) or ""
    outcome = await KIND.read(answer, sheet, turn, tools)
    if not isinstance(outcome, Accepted):
        return outcome
    sheet.apply(outcome.values)
    rest, *others = commit_told.told(told if listed else answer.typed or told, sheet, turn)
    if others:
        SEVERAL.add(sheet, others)
    return Accepted({**rest, **outcome.values, TOLD: None})


async def read_target(answer: Answer, sheet: Sheet, turn: Turn, tools: Tools) -> Outcome:
    """A number; « 3 par an » tells the years too, « 2 en 2027 et 3 en 2028 » two targets."""
    told = commit_told.told(answer.typed, sheet, turn)
    if len(told) > 1:
        first, *others = told
        SEVERAL.add(sheet, others)
        return Accepted(first)
    outcome = await TARGET.read(answer, sheet, turn, tools)
    if isinstance(outcome, Accepted):
        return Accepted({**commit_year.learn(answer.typed, sheet, turn), **outcome.values})
    return outcome


def ask_year(sheet: Sheet, turn: Turn) -> Question:
    """Which year; of several targets, under the name of the one that lacks it."""
    asked = commit_year.ask(sheet, turn)
    return replace(asked, text=str(KIND.headed(Markup(asked.text), sheet, turn)))  # noqa: S704 - ours


def ask_recap(sheet: Sheet, turn: Turn) -> Question:
    """What the company is about to commit to."""
    return commit_recap.ask(FORM, sheet, turn)


async def read_recap(answer: Answer, sheet: Sheet, turn: Turn, tools: Tools) -> Outcome | None:
    """« Je m’engage », « corriger », or the right thing said at once."""
    return await commit_recap.read(FORM, answer, sheet, turn, tools)


def settle(sheet: Sheet, turn: Turn) -> None:
    """One target after the other, until one lacks an answer; then what is shown is what holds."""
    SEVERAL.settle(FORM, sheet, turn)
    following = FORM.first_open(sheet, turn)
    if following is None or following.slot != SLOT:
        return
    items = SEVERAL.all(sheet)
    merged = commit_told.merged(items)
    if merged != items:
        SEVERAL.arrange(sheet, merged)


FORM = Form(
    name=NAME,
    label=N_("S’engager"),
    opens="commit",
    steps=(
        Step(
            slot=KIND.slot,
            label=N_("Action"),
            ask=KIND.ask,
            read=read_type,
            show=KIND.show,
            example=N_("prendre un apprenti par an"),
            hint=N_("Choisissez une action à votre mesure : vous pourrez en ajouter d’autres."),
            also=OWN_WORDS,
        ),
        Step(
            slot=TARGET.slot,
            label=N_("Objectif"),
            ask=TARGET.ask,
            read=read_target,
            show=TARGET.show,
            example=N_("3"),
            hint=N_("Mieux vaut un objectif modeste et tenu. Vous pourrez le changer."),
            also=OWN_WORDS,
        ),
        Step(
            slot=commit_year.SLOT,
            label=N_("Année"),
            ask=ask_year,
            read=commit_year.read,
            show=commit_year.show,
            example=N_("2027, ou chaque année"),
            hint=N_("L’année où vous comptez le faire."),
            also=OWN_WORDS,
        ),
        Step(
            slot=SLOT,
            label=N_("Relecture"),
            ask=ask_recap,
            read=read_recap,
            hint=N_("Relisez : « je m’engage » vaut accord, « corriger » change une réponse."),
            counted=False,
            editable=False,
            also=frozenset({"correct_action", *OWN_WORDS, *NOT_ABOUT_IT}),
        ),
    ),
    guard=guard,
    opening=opening,
    opened_by=frozenset({"log_action", "correct_action"}),
    settle=settle,
    several=SEVERAL,
)
