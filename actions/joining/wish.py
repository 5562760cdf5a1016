"""What somebody wanted to do before they joined or chose axes: kept in mind, and offered then.

Only the turn that told it is remembered, so nothing is kept of it before the person agrees; its
words are read again when the time has come.
"""

from collections.abc import Iterable
from dataclasses import replace

from markupsafe import Markup

from actions import menus
from actions.declaring.logging_action import offers_places
from actions.runtime import Runtime
from actions.speaking import Button, Question, payload
from actions.steps import Sheet, Tools
from actions.turn import Answer, Turn
from actions.waiting import MOST, WAITS
from paqte.i18n import N_
from paqte.services import conversations
from paqte.services import earlier as earlier_words
from reading.deeds import read_deeds
from reading.done import has_acted

WISHES = frozenset({"log_action", "offer_internship", "commit"})
"""The intents of what only a company may do, and that say what it is about."""
MOST_SHOWN = 160
MOST_LABEL = 40
QUOTED = N_("« {said} »")
YOU_SAID = N_("Vous disiez : {said}. On s’en occupe maintenant ?")
LET_US = N_("Oui, allons-y")


async def heard(turn: Turn, tools: Tools) -> list[str]:
    """The turns that told a wish: those before, the oldest first, and this one."""
    async with tools.reading() as uow:
        lately = await earlier_words.told(uow, turn.conversation_id)
    told_in = {
        str(message.update_id): None
        for message in reversed(lately)
        if _of(message.text or "", message.intent or "", turn) is not None
    }
    if told(turn):
        told_in[turn.id] = None
    return list(told_in)[-MOST:]


def told(turn: Turn) -> bool:
    """Whether the latest message, whatever it was taken for, tells a wish."""
    return _of(turn.answer.typed, turn.answer.intent, turn) is not None


async def question(
    runtime: Runtime,
    turn: Turn,
    sheet: Sheet | None,
    sent: Markup,
    otherwise: Button | None = None,
) -> Question:
    """``sent``, and the wishes that waited, if there are any: each goes on from its own words.

    Args:
        otherwise: the last button under wishes; without it, to choose axes.
    """
    words = turn.speech
    wishes = await _kept(runtime, turn, (sheet.get(WAITS) if sheet is not None else None) or ())
    if not wishes:
        return Question(str(sent))
    quoted = words.list([words.say(QUOTED, said=shortened(said, MOST_SHOWN)) for said in wishes])
    one = len(wishes) == 1
    buttons = [
        Button(
            words.gettext(LET_US) if one else shortened(said, MOST_LABEL),
            payload(intent, said=said),
        )
        for said, intent in wishes.items()
    ]
    return Question(
        str(Markup("{}\n\n{}").format(sent, words.say(YOU_SAID, said=quoted))),
        (*buttons, otherwise or Button(words.gettext(menus.CHOOSE), payload("choose_axis"))),
        columns=1,
    )


async def _kept(runtime: Runtime, turn: Turn, told_in: Iterable[str]) -> dict[str, str]:
    """What was said in those turns, each with the intent that goes on with it."""
    wishes: dict[str, str] = {}
    async with runtime.database.reading() as uow:
        for turn_id in told_in:
            message = await conversations.incoming(uow, turn.conversation_id, turn_id)
            said = (message.text or "") if message is not None else ""
            intent = _of(said, (message.intent or "") if message is not None else "", turn)
            if intent is not None:
                wishes[said] = intent
    return wishes


def shortened(said: str, most: int) -> str:
    """``said`` in ``most`` characters at the most, whole words of it."""
    said = said.strip(" .!")
    return said if len(said) <= most else f"{said[:most].rsplit(' ', 1)[0]}…"


def _of(text: str, intent: str, turn: Turn) -> str | None:
    """Which intent goes on with ``text``; ``None`` where it tells of nothing to be done."""
    if not text or text.startswith("/"):
        return None
    if intent in WISHES:
        return intent
    told = replace(turn, answer=Answer(text=text, intent=intent))
    if offers_places(told):
        return "offer_internship"
    return (
        "log_action"
        if has_acted(text) and read_deeds(text, turn.today, turn.speech.locale)
        else None
    )
