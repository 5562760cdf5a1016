"""The recap of a commitment: targets, the convention's end, axes that come with them."""

import re

from markupsafe import Markup

from actions import corrections, menus
from actions.committing import told as commit_told
from actions.committing import year as commit_year
from actions.committing.told import KIND, SEVERAL, SLOT, TARGET
from actions.recap import SEND, recap_buttons
from actions.recap_several import Recap
from actions.several import Item
from actions.speaking import Question
from actions.steps import Accepted, Form, Outcome, Sheet, Tools
from actions.turn import Answer, Turn
from paqte.i18n import N_
from paqte.reference.action_types import action_type
from paqte.reference.axes import in_order, label

HERE_IT_IS = N_("Voici votre engagement :")
LINE = N_("• {label} : <b>{amount}</b> en {years}")
EACH_YEAR = N_("• {label} : <b>{amount}</b> par an, en {years}")
ADDS_AXES = N_("Cela ajoute à vos axes : {axes}.")
UNTIL = N_("La convention dure trois ans, jusqu’au {end}.")
AGREED = N_("C’est d’accord ?")
COMMIT = N_("Je m’engage")
COMMITS = re.compile(r"\b(engage|commit|sign)", re.IGNORECASE)
YES_OR_CORRECT = N_("Répondez « je m’engage » si c’est juste, ou « corriger ».")

RECAP = Recap(
    several=SEVERAL,
    kind=KIND.slot,
    number=TARGET.slot,
    told=commit_told.told,
    confirms=COMMITS,
    otherwise=YES_OR_CORRECT,
    shared=commit_year.SLOT,
    righted=commit_told.told,
)


def line(item: Item, turn: Turn) -> Markup:
    """« Accueillir des élèves de 3e : 3 élèves par an, en 2027 et 2028 »."""
    sheet = SEVERAL.sheet_of(item)
    return turn.speech.say(
        EACH_YEAR if len(item.get(commit_year.SLOT) or ()) > 1 else LINE,
        label=KIND.show(sheet, turn),
        amount=TARGET.show(sheet, turn),
        years=commit_year.show(sheet, turn),
    )


def ask(form: Form, sheet: Sheet, turn: Turn) -> Question:
    """What the company is about to commit to."""
    words = turn.speech
    if sheet.get(corrections.CHOOSING):
        return corrections.fields_question(form, sheet, turn)
    items = SEVERAL.all(sheet)
    said = [words.say(HERE_IT_IS), *(line(item, turn) for item in items)]
    missing = in_order({action_type(item[KIND.slot]).axis for item in items} - set(turn.axes))
    if missing:
        said.append(words.say(ADDS_AXES, axes=words.list(label(axis, words) for axis in missing)))
    end = commit_year.convention(sheet, turn)[1]
    said.append(words.say(UNTIL, end=words.date(end)))
    text = Markup("{}\n\n{}").format(Markup("\n").join(said), words.say(AGREED))
    text = menus.acting(turn, text, menus.FOR)
    return Question(str(text), recap_buttons(SLOT, words.gettext(COMMIT), SEND, words))


async def read(
    form: Form, answer: Answer, sheet: Sheet, turn: Turn, tools: Tools
) -> Outcome | None:
    """« Je m’engage », « corriger », or the right thing said at once."""

    async def send() -> Outcome:
        return Accepted({SLOT: SEND, corrections.CHOOSING: None})

    return await RECAP.read(form, answer, sheet, turn, tools, send)
