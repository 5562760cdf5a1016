"""From what an update is to what is done about it: one small decision for each kind."""

from __future__ import annotations

from typing import Final

from bot import attachments, edits, taps, tongue
from bot.commands import dispatch, own_payloads
from bot.labels import labelled, plain
from bot.limits import MAX_ANSWER_LENGTH
from bot.plans import Ask, Desk, Heard, Plan, Pressed, say_then_repeat, sentence
from bot.rendering.html import visible
from bot.updates import (
    Attachment,
    Command,
    Edited,
    FromPerson,
    SharedContact,
    Tap,
    Text,
)
from reading.cleaning import looks_empty

_YES: Final = frozenset(
    plain(said)
    for said in (
        *("oui", "ouais", "ok", "okay", "d’accord", "volontiers", "bien sûr", "avec plaisir"),
        *("oui merci", "oui svp", "oui s’il vous plaît", "oui s’il te plaît"),
        *("je veux bien", "oui je veux bien", "yes", "yes please", "sure"),
    )
)


_NO: Final = frozenset(
    plain(said) for said in ("non", "nan", "non merci", "surtout pas", "no", "nope", "no thanks")
)
_FEW: Final = 3


async def plan(incoming: FromPerson, desk: Desk) -> Plan:
    """What to do about ``incoming``; whatever it is, what was taken out of it is said."""
    decided = await _plan(incoming, desk)
    if _was_redacted(incoming) and (decided.said or decided.ask or decided.own):
        # Of an edit that leaves what is kept as it was, nothing is said: it was, at the first text.
        decided.notice = sentence(
            desk.speech.say(
                "J’ai masqué dans votre message ce qui permettrait de reconnaître un élève : "
                "je ne garde jamais le nom, la naissance, la santé ou le téléphone d’un mineur."
            )
        )
    return decided


def _was_redacted(incoming: FromPerson) -> bool:
    return not isinstance(incoming, Tap | SharedContact) and bool(incoming.redacted)


async def _plan(incoming: FromPerson, desk: Desk) -> Plan:
    match incoming:
        case Text():
            return plan_text(incoming, desk)
        case Command():
            return dispatch.plan_command(incoming, desk)
        case Tap():
            return await taps.plan_tap(incoming, desk)
        case SharedContact():
            return attachments.plan_contact(incoming, desk)
        case Attachment():
            return await attachments.plan_attachment(incoming, desk)
        case Edited():
            return await edits.plan_edit(incoming, desk)


def plan_text(incoming: Text, desk: Desk) -> Plan:
    """Typed words: a button's label, nothing readable, too much, or a turn for the engine."""
    speech = desk.speech
    heard = Heard("text", incoming.text, incoming.message_id)
    for message in desk.live:
        index = labelled(incoming.text, [button["title"] for button in message.buttons or []])
        if index is not None:
            pressed = Pressed(message, index, typed=True)
            return taps.plan_pressed(pressed, desk, heard)
    if (locale := _tongue(incoming.text, desk)) is not None:
        return own_payloads.plan_own(f"{own_payloads.PREFIX}locale:{locale}", desk, heard)
    if (offered := _offered(incoming.text, desk)) is not None:
        return taps.plan_pressed(offered, desk, heard)
    if looks_empty(incoming.text):
        return say_then_repeat(
            desk,
            heard,
            speech.say("Je n’ai pas trouvé de mots dans votre message. Écrivez-moi une phrase."),
        )
    if len(incoming.text) > MAX_ANSWER_LENGTH:
        return say_then_repeat(
            desk,
            heard,
            speech.say(
                "Votre message est trop long pour que je le comprenne bien. "
                "Dites-moi l’essentiel en une ou deux phrases."
            ),
        )
    return Plan(heard, ask=Ask(incoming.text, "text"))


def _tongue(text: str, desk: Desk) -> str | None:
    """The language that is asked for; where a question is open one word alone may answer it."""
    return None if desk.asking and len(text.split()) == 1 else tongue.asked_for(text)


def _offered(text: str, desk: Desk) -> Pressed | None:
    """The button that « oui » or « non » is, under a question that waits for it.

    « Oui » is the only button there is, or the one that says yes; « non » the one that says no.
    """
    newest = desk.live[0] if desk.live else None
    buttons = (newest.buttons or []) if newest else []
    said = _said(text)
    if newest is None or desk.asking or said is None:
        return None
    titles = [button["title"] for button in buttons]
    answers = [_said(title.split(",")[0]) for title in titles]
    of_it = [place for place, answer in enumerate(answers) if answer is said]
    # « Oui, tout effacer » and « Non, tout garder » are a question, wherever its mark stands.
    if not {True, False} <= set(answers) and not _asks(newest.text or ""):
        return None
    if len(titles) == 1 and said:
        of_it = [0]
    return Pressed(newest, of_it[0], typed=True) if len(of_it) == 1 else None


def _said(text: str) -> bool | None:
    """Whether a few words are yes or no; « oui annule » is yes."""
    words = text.split()
    first = plain(words[0]) if words else ""
    if plain(text) in _YES or (first in ("oui", "yes") and len(words) <= _FEW):
        return True
    if plain(text) in _NO or (first in ("non", "no") and len(words) <= _FEW):
        return False
    return None


def _asks(shown: str) -> bool:
    return any(line.rstrip().endswith("?") for line in visible(shown).splitlines())
