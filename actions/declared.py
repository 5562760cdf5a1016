"""What happens when a declaration is sent: it is recorded once, and added up."""

from datetime import date
from decimal import Decimal

from markupsafe import Markup
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import action_date, action_kind, action_quantity, declaring, sheets
from actions.base import Events, PaqteAction
from actions.speaking import Button, payload, tell
from actions.steps import Sheet
from actions.totals import since_the_start
from actions.turn import Turn
from paqte.errors import Refusal
from paqte.i18n import N_
from paqte.models import Company
from paqte.services import actions, drafts
from paqte.services.actions import Declaration

COUNTED = N_("C’est enregistré, merci !")
ANOTHER = N_("Déclarer une autre action")
MENU = N_("Menu")
KEPT = N_("Rien n’est enregistré. Vous pouvez corriger.")
RESUME = N_("Reprendre")


class SubmitAction(PaqteAction):
    """Records the action and says what it adds up to."""

    action_name = "action_submit_action"
    loads_company = True

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Declare, once; then the totals since the start."""
        del tracker
        words = turn.speech
        sheet = await sheets.load(self.runtime, turn, declaring.NAME)
        if turn.company is None or (
            sheet is not None and sheet.get(declaring.RECAP) != declaring.SEND
        ):
            return []
        try:
            totals = await self._declare(turn, turn.company)
        except Refusal as refusal:
            if sheet is not None:
                sheet.forget(declaring.RECAP)
                sheet.step = declaring.RECAP
                await sheets.keep(self.runtime, turn, declaring.NAME, sheet)
            tell(
                dispatcher,
                Markup("{}\n{}").format(refusal.sentence(words), words.say(KEPT)),
                [Button(words.gettext(RESUME), payload("resume"))],
            )
            return []
        tell(
            dispatcher,
            Markup("{}\n{}").format(words.say(COUNTED), since_the_start(totals, words)),
            [
                Button(words.gettext(ANOTHER), payload("log_action")),
                Button(words.gettext(MENU), payload("menu")),
            ],
        )
        return []

    async def _declare(self, turn: Turn, company: Company) -> list[actions.Total]:
        async with self.runtime.database.unit_of_work() as uow:
            draft = await drafts.current(uow, turn.contact.id, declaring.NAME)
            if draft is not None:
                sheet = sheets.as_sheet(draft)
                await actions.declare(
                    uow,
                    company.id,
                    turn.contact.id,
                    declaration(sheet),
                    key=f"action:{draft.id}",
                )
                await drafts.close(uow, draft)
            totals = await actions.done(uow, company.id)
            await uow.commit()
            return totals


def declaration(sheet: Sheet) -> Declaration:
    """The sheet as the service takes it."""
    start, end = (date.fromisoformat(day) for day in sheet.get(action_date.SLOT))
    return Declaration(
        action_type=sheet.get(action_kind.SLOT),
        quantity=Decimal(sheet.get(action_quantity.SLOT)),
        started_on=start,
        ended_on=end,
    )
