"""Asking for places on an offer: which weeks, how many, re-read before it is sent."""

from typing import Any

from actions.internships import menu
from actions.internships.requesting import questions, room
from actions.internships.requesting.questions import LEVEL, SEATS, WEEKS
from actions.recap import PlainRecap
from actions.speaking import Question, person_button
from actions.steps import Form, Outcome, Sheet, Step, Tools
from actions.turn import Answer, Turn
from paqte.i18n import N_
from paqte.services.internships import offers

NAME, RECAP = "request_form", "request_recap"

REGISTER_FIRST = N_(
    "Pour demander des places, dites-moi d’abord qui vous êtes : l’entreprise doit savoir à qui "
    "elle répond."
)
READ_AGAIN, ALL_RIGHT = N_("Votre demande :"), N_("On l’envoie ?")
YES_OR_CORRECT = N_("Répondez « envoyer » si c’est juste, ou « corriger ».")
PLAIN = PlainRecap(RECAP, head=READ_AGAIN, whether=ALL_RIGHT, otherwise=YES_OR_CORRECT)


def guard(turn: Turn) -> Question | None:
    """Who asks must be known."""
    if turn.organisation is not None:
        return None
    words = turn.speech
    wanted = turn.answer.pressed("offer")
    return Question(
        str(words.say(REGISTER_FIRST)), (menu.register(words, wanted=wanted), person_button(words))
    )


async def opening(answer: Answer, sheet: Sheet, turn: Turn, tools: Tools) -> dict[str, Any]:
    """The offer that was shown, and what the search or the sentence says already."""
    offer_id = answer.pressed("offer") or sheet.get(room.OFFER)
    if offer_id is None:
        return {}
    async with tools.reading() as uow:
        found = await offers.with_company(uow, [offer_id])
        weeks = await offers.weeks_of(uow, offer_id)
    if offer_id not in found:
        return {}
    offer, company = found[offer_id]
    ahead = [week for week in weeks if week.monday > turn.today]
    if offer_id != sheet.get(room.OFFER):
        sheet.forget(WEEKS, SEATS, LEVEL, RECAP)
    room.keep(sheet, offer, company, ahead)
    told: dict[str, Any] = {}
    wanted = [
        text for text in (answer.pressed("weeks") or "").split(",") if text in sheet.get(room.OPEN)
    ]
    if len(wanted) == 1 or (wanted and len(wanted) == len(ahead)):
        told[WEEKS] = wanted
    elif len(ahead) == 1:
        told[WEEKS] = [ahead[0].monday.isoformat()]
    seats = answer.pressed("seats") or ""
    if seats.isdecimal() and 1 <= int(seats) <= room.most(sheet, told.get(WEEKS)):
        told[SEATS] = int(seats)
    level = answer.pressed("level")
    if level in sheet.get(room.LEVELS):
        told[LEVEL] = level
    elif len(sheet.get(room.LEVELS)) == 1:
        told[LEVEL] = sheet.get(room.LEVELS)[0]
    return told


def settle(sheet: Sheet, _turn: Turn) -> None:
    """A number that the weeks chosen since have not: it is asked again, with what is left."""
    seats = sheet.get(SEATS)
    if seats and sheet.get(WEEKS) and seats > room.most(sheet, sheet.get(WEEKS)):
        sheet.forget(SEATS)


def ask_recap(sheet: Sheet, turn: Turn) -> Question:
    """What is about to be asked for."""
    return PLAIN.ask(FORM, sheet, turn, sheet.get(room.TITLE))


async def read_recap(_answer: Answer, sheet: Sheet, turn: Turn, _tools: Tools) -> Outcome | None:
    """« Envoyer », « corriger », « corriger la commune »."""
    return PLAIN.read(FORM, sheet, turn)


FORM = Form(
    name=NAME,
    label=N_("Demander des places"),
    opens="request_slots",
    steps=(
        *questions.STEPS,
        Step(
            slot=RECAP,
            label=N_("Relecture"),
            ask=ask_recap,
            read=read_recap,
            hint=N_("Relisez : « envoyer » transmet à l’entreprise."),
            counted=False,
            editable=False,
            also=frozenset({"correct_action", "request_slots"}),
        ),
    ),
    guard=guard,
    opening=opening,
    settle=settle,
)
