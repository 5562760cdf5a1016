"""Advice that fits: a few questions about means, then actions with why and a first target."""

from decimal import Decimal
from typing import Any

from markupsafe import Markup
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import menus, sheets
from actions.base import Events, PaqteAction
from actions.company_only import guard
from actions.speaking import Button, Question, ask, payload, tell
from actions.steps import Accepted, Again, Form, Outcome, Refused, Sheet, Step, Tools, button_for
from actions.turn import Answer, Turn
from paqte.i18n import N_, Speech
from paqte.reference.action_types import action_type, amount
from paqte.reference.axes import AXES, label, meaning
from paqte.services import advice, drafts
from paqte.services.advice import Advice
from reading.means import Means, read_means

NAME = "advice_form"
TIME, GIVES = "advice_time", "advice_means"
PICKED, DONE = "_picked", "done"

ASK_TIME = N_("Combien de temps pourriez-vous y passer, pour commencer ?")
TIMES = {
    "3": N_("2 ou 3 heures"),
    "4": N_("Une demi-journée"),
    "14": N_("Un ou deux jours"),
    "60": N_("Plus, sur plusieurs mois"),
}
NO_TIME = N_("Je n’ai pas compris la durée.")
ASK_MEANS = N_("De quoi disposez-vous ? Touchez ce qui convient, puis « Valider ».")
MEANS = {
    "job": N_("Un poste à pourvoir"),
    "room": N_("De la place pour accueillir"),
    "euros": N_("Un budget, même petit"),
}
ON, OFF = "☑ {title}", "☐ {title}"
PICKED_NOW = N_("Choisi : <b>{list}</b>.")
VALIDATE = N_("Valider")
NO_MEANS = N_("Touchez ce qui convient, puis « Valider ». Rien de tout cela ? « Valider » aussi.")
SMALL_BUDGET = Decimal(1000)
"""« Un budget, même petit », in euros excluding tax."""

HERE = N_("Voici ce qui vous irait, avec un premier objectif à votre mesure :")
ITEM = N_("{place}. <b>{label}</b> ({target}). {why}")
NOTHING = N_("Avec ces limites, je n’ai pas d’idée toute faite. L’équipe en aura peut-être une.")
AXES_ARE = N_("Il y a quatre axes, et vous choisissez ceux qui vous vont :")
AXIS_LINE = N_("<b>{axis}</b> : {meaning}")
IDEAS = N_("Trouver des idées pour nous")
COMMIT_TO = N_("M’engager : {label}")
OTHER_IDEAS = N_("Changer mes réponses")
MOST_BUTTONS = 3


def ask_time(_sheet: Sheet, turn: Turn) -> Question:
    """How much time, for one action."""
    words = turn.speech
    buttons = [button_for(TIME, words.gettext(title), hours) for hours, title in TIMES.items()]
    return Question(str(words.say(ASK_TIME)), tuple(buttons))


async def read_time(answer: Answer, _sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """Hours, by a button or in words."""
    pressed = answer.pressed(TIME)
    if pressed in TIMES:
        return Accepted({TIME: int(pressed)})
    said = read_means(answer.typed)
    if said.hours is None:
        return Refused(str(turn.speech.say(NO_TIME)))
    return Accepted({TIME: said.hours, **_learned(said)})


def ask_means(sheet: Sheet, turn: Turn) -> Question:
    """What else there is to give: several, in one message that updates."""
    words, picked = turn.speech, set(sheet.get(PICKED) or ())
    buttons = [
        button_for(GIVES, (ON if name in picked else OFF).format(title=words.gettext(title)), name)
        for name, title in MEANS.items()
    ]
    buttons.append(button_for(GIVES, words.gettext(VALIDATE), DONE))
    text = words.say(ASK_MEANS)
    if picked:  # in words too, not by a tick alone
        titles = words.list(words.gettext(MEANS[name]) for name in MEANS if name in picked)
        text = Markup("{}\n\n{}").format(text, words.say(PICKED_NOW, list=titles))
    return Question(str(text), tuple(buttons), columns=1, menu="advice")


async def read_means_step(answer: Answer, sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """A tap picks or drops one; words tell them all."""
    picked = set(sheet.get(PICKED) or ())
    pressed = answer.pressed(GIVES)
    if pressed in MEANS:
        return Again({PICKED: sorted(picked ^ {pressed})})
    said = _learned(read_means(answer.typed))
    if pressed == DONE or answer.intent in ("affirm", "deny"):
        return Accepted({GIVES: sorted(picked)})
    if said.get(PICKED):
        return Accepted({GIVES: sorted(picked | set(said[PICKED]))})
    return Refused(str(turn.speech.say(NO_MEANS)))


def _learned(said: Means) -> dict[str, Any]:
    names = [name for name in MEANS if getattr(said, name)]
    return {PICKED: names} if names else {}


async def opening(answer: Answer, _sheet: Sheet, _turn: Turn, _tools: Tools) -> dict[str, Any]:
    """« On a deux heures par mois et de la place » answers both questions."""
    said = read_means(answer.typed)
    learned = _learned(said)
    return learned if said.hours is None else {TIME: said.hours, **learned}


FORM = Form(
    name=NAME,
    label=N_("Trouver des idées"),
    opens="get_advice",
    steps=(
        Step(
            slot=TIME,
            label=N_("Temps"),
            ask=ask_time,
            read=read_time,
            example=N_("une demi-journée"),
            hint=N_("Le temps de vos équipes, pour une première action."),
            optional=True,
            also=frozenset({"ask_axes"}),
        ),
        Step(
            slot=GIVES,
            label=N_("Moyens"),
            ask=ask_means,
            read=read_means_step,
            example=N_("un poste à pourvoir, de la place"),
            hint=N_("Ce que vous pourriez offrir, même un peu."),
            also=frozenset({"ask_axes", "log_action"}),
        ),
    ),
    guard=guard,
    opening=opening,
)


class SubmitAdvice(PaqteAction):
    """Says which actions fit what was answered."""

    action_name = "action_submit_advice"
    loads_company = True

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Advise, and offer to commit to each."""
        del tracker
        async with self.runtime.database.unit_of_work() as uow:
            draft = await drafts.current(uow, turn.contact.id, NAME)
            sheet = sheets.as_sheet(draft) if draft else None
            if draft is not None:
                await drafts.close(uow, draft)
            await uow.commit()
        if sheet is None:
            return []
        gives = set(sheet.get(GIVES) or ())
        means = Means(
            hours=sheet.get(TIME),
            euros=SMALL_BUDGET if "euros" in gives else Decimal(0),
            job="job" in gives or None,
            room="room" in gives,
        )
        ask(dispatcher, question(means, turn))
        return []


class AskAxes(PaqteAction):
    """What the axes are; with means in the question, what would fit them, at once."""

    action_name = "action_ask_axes"
    loads_company = True

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Answer; in a form, its own question follows."""
        del tracker
        words, means = turn.speech, read_means(turn.answer.typed)
        if means:
            ask(dispatcher, question(means, turn))
            return []
        said = [words.say(AXES_ARE)] + [
            words.say(AXIS_LINE, axis=label(axis, words), meaning=meaning(axis, words))
            for axis in AXES
        ]
        tell(dispatcher, Markup("\n").join(said), [] if turn.form else _after_axes(turn), columns=1)
        return []


def _after_axes(turn: Turn) -> list[Button]:
    words = turn.speech
    if turn.company is None:
        return [Button(words.gettext(menus.JOIN), payload("join_program"))]
    return [
        Button(words.gettext(IDEAS), payload("get_advice")),
        Button(words.gettext(menus.CHANGE if turn.axes else menus.CHOOSE), payload("choose_axis")),
    ]


def question(means: Means, turn: Turn) -> Question:
    """The actions that fit ``means``, with why and a first target; a button commits to each."""
    words = turn.speech
    found = advice.advise(means, turn.company.size_band if turn.company else None, turn.axes)
    if not found:
        return Question(str(words.say(NOTHING)))
    said = [words.say(HERE)] + [_item(place, one, words) for place, one in enumerate(found, 1)]
    buttons: list[Button] = []
    if turn.form is None and turn.company is not None:
        buttons = [
            Button(
                words.gettext(COMMIT_TO).format(label=action_type(one.fit.code).label(words)),
                payload("commit", commit_type=one.fit.code),
            )
            for one in found[:MOST_BUTTONS]
        ]
        buttons.append(Button(words.gettext(OTHER_IDEAS), payload("get_advice")))
    elif turn.form is None:
        buttons = [Button(words.gettext(menus.JOIN), payload("join_program"))]
    return Question(str(Markup("\n\n").join(said)), tuple(buttons), columns=1)


def _item(place: int, one: Advice, words: Speech) -> Markup:
    kind = action_type(one.fit.code)
    return words.say(
        ITEM,
        place=place,
        label=kind.label(words),
        target=amount(one.target, kind.unit, words),
        why=one.fit.why(words),
    )
