"""The first question of joining: what is kept, and whether that is all right."""

from typing import Any

from actions import notice
from actions.joining.opening import OPENING, told
from actions.reading_answers import NOTICE
from actions.speaking import Button, Question, payload, person_button
from actions.steps import Accepted, Ended, Outcome, Refused, Sheet, Step, Tools
from actions.turn import Answer, Turn
from paqte.i18n import N_
from reading.identifiers import read_company_identifier

SLOT = "join_consent"

SAY_YES = N_("Il me faut votre accord pour continuer : « j’accepte » ou « je refuse » ?")
NOT_CLEAR = N_("Je n’ai pas compris votre réponse.")
NUMBER_COMES_NEXT = N_("J’ai vu votre numéro : on y vient dès que vous aurez répondu.")


def ask(sheet: Sheet, turn: Turn) -> Question:
    """All of it once, with who speaks to who was not told yet; then only the question."""
    words = turn.speech
    # Asked again after an interruption, the sheet is as an earlier turn left it.
    again = sheet.step == SLOT and sheet.last_turn_id != turn.id
    if again or sheet.failures or sheet.get(NOTICE):
        text = words.say(SAY_YES)
    else:
        text = notice.kept(turn) if turn.introduced else notice.introduction(turn)
    return Question(str(text), notice.buttons(turn, "inform", SLOT))


async def read(answer: Answer, sheet: Sheet, turn: Turn, tools: Tools) -> Outcome:
    """Yes goes on with what was said before; no ends the form, questions are still answered."""
    agreed = notice.decision(answer, SLOT, "decision")
    if agreed is None:
        number = read_company_identifier(answer.typed)
        if number is not None and number.valid:
            return Refused(str(turn.speech.say(NUMBER_COMES_NEXT)), values={OPENING: turn.id})
        return Refused(str(turn.speech.say(NOT_CLEAR)))
    effect = notice.record(turn, granted=agreed)
    opening = sheet.get(OPENING)
    sheet.forget(OPENING)
    if not agreed:
        return Ended(refused(turn), effects=(effect,))
    values: dict[str, Any] = {}
    said: str | None = None
    if opening is not None and (text := await tools.said(turn, opening)) is not None:
        values, said = await told(text, sheet, turn, tools)
    return Accepted({SLOT: True, **values}, notice=said, effects=(effect,))


def refused(turn: Turn) -> Question:
    """What is said to who does not agree."""
    words = turn.speech
    return Question(
        str(words.say(notice.REFUSED)),
        (
            Button(words.gettext(N_("Qu’est-ce que PaQte ?")), payload("ask_about_program")),
            person_button(words),
        ),
    )


STEP = Step(
    slot=SLOT,
    label=N_("Accord"),
    ask=ask,
    read=read,
    needed=lambda sheet, turn: not turn.agreed or sheet.answered(SLOT),
    hint=N_("Sans votre accord, je réponds à vos questions mais je n’inscris pas l’entreprise."),
    counted=False,
    editable=False,
    also=frozenset({"consent"}),
)
