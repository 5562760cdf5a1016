"""« Fait », under a reminder: what a target still wanted is declared by that press."""

from decimal import Decimal, InvalidOperation

from markupsafe import Markup
from rasa_sdk.executor import CollectingDispatcher

from actions import menus
from actions.base import Events
from actions.company_action import CompanyAction
from actions.declaring.declared import COUNTED
from actions.recap import CORRECT
from actions.speaking import Button, payload, tell
from actions.turn import Turn
from paqte.errors import Refusal
from paqte.i18n import N_
from paqte.models import Company
from paqte.reference.action_types import action_type, amount
from paqte.services import actions, nudges
from paqte.services.declarations import Declaration

TODAY = N_("{label} : <b>{amount}</b>, à la date d’aujourd’hui. Vous pouvez corriger.")
REACHED = N_("Cet objectif est déjà atteint, merci ! Il n’y a rien à ajouter.")


class LogDone(CompanyAction):
    """Declares, at once, as many as the button said and the target still wants."""

    action_name = "action_log_done"

    async def act_for(
        self, company: Company, turn: Turn, dispatcher: CollectingDispatcher
    ) -> Events:
        """Declare, and offer to correct."""
        words = turn.speech
        code = str(turn.answer.pressed("action_type") or "")
        try:
            done = await self._declare(turn, company.id, code)
        except Refusal as told:
            declare = Button(words.gettext(menus.DECLARE), payload("log_action", action_type=code))
            tell(dispatcher, told.sentence(words), [declare])
            return []
        if done is None:
            tell(dispatcher, words.say(REACHED), [] if turn.form else menus.buttons(turn))
            return []
        kind = action_type(code)
        said = words.say(TODAY, label=kind.label(words), amount=amount(done, kind.unit, words))
        buttons = [
            Button(words.gettext(CORRECT), payload("correct_action")),
            Button(words.gettext(menus.PROGRESS), payload("ask_progress")),
        ]
        text = Markup("{}\n{}").format(words.say(COUNTED), said)
        tell(dispatcher, text, [] if turn.form else buttons)
        return []

    async def _declare(self, turn: Turn, company_id: str, code: str) -> Decimal | None:
        """How many were declared; ``None``: the target was reached meanwhile."""
        async with self.runtime.database.unit_of_work() as uow:
            line = await nudges.missing(uow, company_id, code, turn.today)
            if line is None:
                return None
            quantity = min(_number(turn.answer.pressed("quantity")) or line.missing, line.missing)
            told = Declaration(code, quantity, turn.today)
            await actions.declare(uow, company_id, turn.contact.id, told, turn.key("done"))
            await uow.commit()
            return quantity


def _number(said: object) -> Decimal | None:
    try:
        found = Decimal(str(said))
    except InvalidOperation:
        return None
    return found if found.is_finite() and found > 0 else None
