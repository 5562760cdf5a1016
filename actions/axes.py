"""Choosing axes: by buttons in one message that updates, or in words."""

import re
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from markupsafe import Markup
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import menus, sheets, speaking, waiting
from actions.base import Events, PaqteAction
from actions.company_only import guard
from actions.internships.answering import counting
from actions.internships.requesting import changing
from actions.joining import wish
from actions.runtime import Runtime
from actions.speaking import Button, Question, payload, tell
from actions.steps import Accepted, Again, Form, Outcome, Refused, Sheet, Step, Tools, button_for
from actions.turn import Answer, Turn
from paqte.i18n import N_
from paqte.models import Company
from paqte.reference.action_types import action_type
from paqte.reference.axes import AXES, in_order, label, meaning
from paqte.services import axes, drafts
from paqte.services.axes import NoAxis
from reading.axes import read_axes
from reading.deeds import read_deeds
from reading.explaining import asks_what
from reading.words import fold

NAME = "axes_form"
SLOT = "axes_choice"
PICKED = "_picked"
DONE = "done"

ASK = N_("Quels axes choisissez-vous ? Touchez-les, puis « Valider », ou écrivez-les.")
AXIS_LINE = N_("<b>{axis}</b> : {meaning}")
PICKED_NOW = N_("Choisis : <b>{axes}</b>.")
NOTHING_PICKED = N_("Rien de choisi pour l’instant.")
VALIDATE = N_("Valider")
VALIDATES = ("valid", "c'est bon", "done", "confirm", "that's it")
"""What « Valider » is when typed in other words."""
_NO_MORE = re.compile(
    r"\W*(?:(?:voilà|ok|oui|non|yes|no)\W+)?(?:c'est|ce sera|that's|that is) (?:tout|all)\b"
)
"""« C’est tout » ends the choice; the « tout » in it is not the four axes."""
_ONLY = re.compile(r"\b(?:seulement|uniquement|juste|rien que|que (?:le|la|du|de)|only|just)\b")
_INSTEAD = re.compile(r"\b(?:plutot|a la place|au lieu|instead|rather)\b")
"""« Plutôt Former » takes the place of what was chosen, « plutôt que Recruter » of that alone; else
axes are added."""
ON, OFF = "☑ {axis}", "☐ {axis}"
CHOOSE = N_("Un axe, c’est une façon d’agir : prenez celles qui vous ressemblent.")
NOT_UNDERSTOOD = N_("Je n’ai pas reconnu d’axe : Sensibiliser, Former, Recruter ou Acheter ?")
CHOSEN = N_("C’est noté. Vos axes : <b>{axes}</b>.")
FIRST_ACTION = N_(
    "Avez-vous déjà fait quelque chose en ce sens ? On peut le compter. Vous pouvez aussi vous "
    "engager pour la suite."
)
AXES_FIRST = N_("Merci. Vos axes d’abord, et on s’en occupe juste après.")
DECLARE = N_("Déclarer une action")
LATER = N_("Plus tard")


async def elsewhere(runtime: Runtime, turn: Turn) -> str | None:
    """« Plutôt 2 » names no axis: where a number was asked or shown, it is that number."""
    said = turn.answer.typed
    if not said or read_axes(said).chosen or read_axes(said).excluded:
        return None
    if turn.company is not None:
        return await counting.answered_by(runtime, turn)
    outside = replace(turn, form=None)  # this form is only about to open
    return changing.ACTION if await changing.meant(runtime, outside) else None


def picked(sheet: Sheet) -> tuple[str, ...]:
    """The axes picked so far, in the programme's order."""
    return in_order(set(sheet.get(PICKED) or ()))


def ask(sheet: Sheet, turn: Turn) -> Question:
    """The axes, what each is, and what is picked: in words too, not by a tick alone."""
    words, chosen = turn.speech, picked(sheet)
    about = Markup("\n").join(
        words.say(AXIS_LINE, axis=label(axis, words), meaning=meaning(axis, words)) for axis in AXES
    )
    now = (
        words.say(PICKED_NOW, axes=words.list(label(axis, words) for axis in chosen))
        if chosen
        else words.say(NOTHING_PICKED)
    )
    text = Markup("{}\n\n{}\n\n{}").format(words.say(ASK), about, now)
    text = menus.acting(turn, text, menus.FOR)
    buttons = [
        button_for(SLOT, (ON if axis in chosen else OFF).format(axis=label(axis, words)), axis)
        for axis in AXES
    ]
    buttons.append(button_for(SLOT, words.gettext(VALIDATE), DONE))
    return Question(str(text), tuple(buttons), columns=2, menu="axes")


async def read(answer: Answer, sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome:
    """A tap picks or drops one; words pick several, « moins le recrutement » drops."""
    chosen = set(picked(sheet))
    pressed = answer.pressed(SLOT)
    if pressed in AXES:
        return Again({PICKED: list(in_order(chosen ^ {pressed}))})
    said = answer.typed.casefold().replace("’", "'")
    ends = bool(chosen and _NO_MORE.match(said))
    reading = read_axes(answer.typed)
    if pressed is None and wish.told(turn):
        return _to_declare(sheet, turn)
    if asks_what(answer.typed):
        return _explained(reading.chosen | reading.excluded, turn)
    if not ends and (reading.chosen or reading.excluded):
        return Again({PICKED: _picked_by(answer.typed, chosen)})
    validates = any(words in said for words in VALIDATES)
    if ends or validates or pressed == DONE or answer.intent == "affirm":
        if not chosen:
            raise NoAxis
        return Accepted({SLOT: list(picked(sheet)), PICKED: None})
    return Refused(str(turn.speech.say(NOT_UNDERSTOOD)))


def _to_declare(sheet: Sheet, turn: Turn) -> Outcome:
    """« On a accueilli deux stagiaires »: their axes are picked; the rest waits for the choice."""
    said = turn.answer.typed
    deeds = read_deeds(said, turn.today, turn.speech.locale)
    acted = {action_type(deed.types[0]).axis for deed in deeds if deed.types}
    picks = {PICKED: list(in_order(set(picked(sheet)) | acted))}
    return Again(picks | waiting.with_this(sheet, turn), notice=str(turn.speech.say(AXES_FIRST)))


def _explained(asked: Collection[str], turn: Turn) -> Outcome:
    """« C’est quoi, Sensibiliser ? » chooses nothing."""
    words = turn.speech
    told = [
        words.say(AXIS_LINE, axis=label(axis, words), meaning=meaning(axis, words))
        for axis in in_order(asked)
    ]
    return Again(notice=str(Markup("\n").join([*told, words.say(CHOOSE)])))


async def opening(answer: Answer, sheet: Sheet, _turn: Turn, _tools: Tools) -> dict[str, Any]:
    """« On prend les quatre, moins le recrutement »: picked already, to be validated."""
    chosen = _picked_by(answer.typed, set(picked(sheet)))
    return {PICKED: chosen} if chosen else {}


def start(turn: Turn) -> dict[str, Any]:
    """Those chosen before: a change of mind starts from them."""
    return {PICKED: list(turn.axes)} if turn.axes else {}


def _picked_by(text: str, chosen: set[str]) -> list[str]:
    reading = read_axes(text)
    said = fold(text)
    anew = _ONLY.search(said) or (_INSTEAD.search(said) and not reading.excluded)
    kept = set() if reading.chosen and anew else chosen
    return list(in_order((kept | reading.chosen) - reading.excluded))


FORM = Form(
    name=NAME,
    label=N_("Choisir les axes"),
    opens="choose_axis",
    steps=(
        Step(
            slot=SLOT,
            label=N_("Axes"),
            ask=ask,
            read=read,
            example=N_("Sensibiliser et Former"),
            hint=N_(
                "Vous pouvez en prendre un seul, et changer plus tard. Beaucoup commencent par "
                "Sensibiliser : accueillir un élève en stage."
            ),
            also=frozenset({"choose_axis"}),
        ),
    ),
    guard=guard,
    elsewhere=elsewhere,
    start=start,
    opening=opening,
)


class SubmitAxes(PaqteAction):
    """Records the choice and proposes a first action."""

    action_name = "action_submit_axes"
    loads_company = True

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Record, say what is chosen now, and what could come next."""
        del tracker
        words = turn.speech
        if turn.company is None:
            return []
        chosen, sheet = await self._record(turn, turn.company)
        if not chosen:
            return []
        said = words.say(CHOSEN, axes=words.list(label(axis, words) for axis in chosen))
        later = Button(words.gettext(LATER), payload("menu"))
        offered = await wish.question(self.runtime, turn, sheet, said, otherwise=later)
        if offered.buttons:
            speaking.ask(dispatcher, offered)
            return []
        tell(
            dispatcher,
            Markup("{}\n\n{}").format(said, words.say(FIRST_ACTION)),
            [
                Button(words.gettext(DECLARE), payload("log_action")),
                Button(words.gettext(menus.COMMIT), payload("commit")),
                later,
            ],
        )
        return []

    async def _record(self, turn: Turn, company: Company) -> tuple[tuple[str, ...], Sheet | None]:
        """The axes chosen now, and the sheet they were chosen on, if one was open."""
        async with self.runtime.database.unit_of_work() as uow:
            draft = await drafts.current(uow, turn.contact.id, NAME)
            sheet = sheets.as_sheet(draft) if draft else None
            wanted = sheet.get(SLOT) if sheet else None
            if draft is None or not wanted:
                return await axes.chosen(uow, company.id), None
            chosen = await axes.choose(
                uow, company.id, wanted, turn.contact.id, key=f"axes:{draft.id}"
            )
            await drafts.close(uow, draft)
            await uow.commit()
            return chosen, sheet
