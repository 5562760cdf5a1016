"""A telephone or an address told while something else is asked: kept, said, the question stands.

« Au fait mon numéro c'est 06 12 34 56 78 » under any question of a company's form. Joining asks
for it itself, and keeps it among its own answers.
"""

from dataclasses import replace

from actions.reached import shown_channel
from actions.steps import Accepted, Again, Effect, Form, Outcome, Sheet, Step, Tools
from actions.turn import Turn
from paqte.database import UnitOfWork
from paqte.i18n import N_
from paqte.services import contact_details
from paqte.services.contact_details import Details
from reading.personal.own_details import OwnDetails, read_own_details

FORMS = frozenset(
    {"axes_form", "action_form", "commit_form", "correct_form", "advice_form", "offer_form"}
)
NAMES_SOMEBODY = frozenset({"offer_host"})
"""Questions whose answer may be a number by itself."""
KEPT = N_("C’est noté, l’équipe pourra vous joindre ainsi : {details}.")


async def told(form: Form, step: Step, sheet: Sheet, turn: Turn, tools: Tools) -> Outcome | None:
    """What the message comes to with the details kept; ``None``: it gives none."""
    if form.name not in FORMS or step.slot in NAMES_SOMEBODY or not turn.agreed:
        return None
    own = read_own_details(turn.answer.typed)
    if own is None:
        return None
    shown = shown_channel({"phone": own.phone, "email": own.email})
    kept = str(turn.speech.say(KEPT, details=shown))
    effects = (_keeps(own, turn),)
    if own.rest:
        answer = replace(turn.answer, text=own.rest, intent="inform")
        outcome = await step.outcome(answer, sheet, replace(turn, answer=answer), tools)
        if isinstance(outcome, Accepted):
            notice = f"{kept}\n{outcome.notice}" if outcome.notice else kept
            return Accepted(outcome.values, notice, (*outcome.effects, *effects))
    return Again(notice=kept, effects=effects)


def _keeps(own: OwnDetails, turn: Turn) -> Effect:
    async def keep(uow: UnitOfWork) -> None:
        right = Details(phone=own.phone, email=own.email)
        await contact_details.change(uow, turn.contact.id, turn.conversation_id, right)

    return keep
