"""What happens when a declaration is sent: it is recorded once, and added up."""

from markupsafe import Markup
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import action_recap, declaring, menus, sheets
from actions.action_recap import SEVERAL
from actions.action_told import declaration
from actions.base import Events, PaqteAction
from actions.recap import CORRECT
from actions.recap_several import SEND
from actions.speaking import Button, payload, tell
from actions.totals import since_the_start
from actions.turn import Turn
from paqte.errors import Refusal
from paqte.i18n import N_
from paqte.models import Company
from paqte.services import actions, drafts

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
        sent = None if sheet is None else sheet.get(declaring.RECAP)
        if sent == action_recap.SAME:
            async with self.runtime.database.unit_of_work() as uow:
                await sheets.close(uow, turn, declaring.NAME)
                await uow.commit()
            tell(dispatcher, words.say(action_recap.KEPT_ONE), menus.buttons(turn), columns=1)
            return []
        if turn.company is None or (sheet is not None and sent != SEND):
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
                Button(words.gettext(CORRECT), payload("correct_action")),
                Button(words.gettext(MENU), payload("menu")),
            ],
        )
        return []

    async def _declare(self, turn: Turn, company: Company) -> list[actions.Total]:
        async with self.runtime.database.unit_of_work() as uow:
            draft = await drafts.current(uow, turn.contact.id, declaring.NAME)
            if draft is not None:
                for place, item in enumerate(SEVERAL.all(sheets.as_sheet(draft))):
                    await actions.declare(
                        uow,
                        company.id,
                        turn.contact.id,
                        declaration(item),
                        key=f"action:{draft.id}:{place}",
                        beside=item.get(action_recap.BESIDE) or (),
                    )
                await drafts.close(uow, draft)
            totals = await actions.done(uow, company.id)
            await uow.commit()
            return totals
