"""What happens when a declaration is sent: it is recorded once, and added up."""

from typing import Any

from markupsafe import Markup
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import menus, sheets
from actions.base import Events, PaqteAction
from actions.declaring import form as declaring
from actions.declaring import recap as action_recap
from actions.declaring import to_come as action_to_come
from actions.declaring.recap import SEVERAL
from actions.declaring.told import declaration
from actions.recap import CORRECT, SEND
from actions.speaking import Button, payload, tell
from actions.totals import since_the_start
from actions.turn import Turn
from paqte.errors import Refusal
from paqte.i18n import N_
from paqte.models import Company
from paqte.services import actions, drafts, proofs

COUNTED = N_("C’est enregistré, merci !")
ANOTHER = N_("Déclarer une autre action")
MENU = N_("Menu")
KEPT = N_("Rien n’est enregistré. Vous pouvez corriger.")
RESUME = N_("Reprendre")


class SubmitAction(PaqteAction):
    """Records the action and says what it adds up to."""

    action_name = "action_submit_action"
    loads_company = True
    loads_draft = declaring.NAME

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Declare, once; then the totals since the start."""
        del tracker
        words = turn.speech
        sheet = sheets.begun(turn)
        sent = None if sheet is None else sheet.get(declaring.RECAP)
        if sheet is not None and sheet.get(action_to_come.LEFT):
            async with self.runtime.database.unit_of_work() as uow:
                await sheets.close(uow, turn, declaring.NAME)
                await uow.commit()
            return []
        if turn.company is None or (sheet is not None and sent not in (SEND, action_recap.SAME)):
            return []
        if sheet is not None and sent == action_recap.SAME:
            await self._leave(turn, turn.company, sheet.get(action_recap.TWIN) or [])
            tell(dispatcher, words.say(action_recap.KEPT_ONE), menus.buttons(turn), columns=1)
            return []
        try:
            totals, joined = await self._declare(turn, turn.company)
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
        said = [words.say(COUNTED), since_the_start(totals, words)]
        if joined:
            proven = words.say_n(
                "{n} justificatif est joint.", "{n} justificatifs sont joints.", joined
            )
            said.insert(1, proven)
        tell(
            dispatcher,
            Markup("\n").join(said),
            [
                Button(words.gettext(ANOTHER), payload("log_action")),
                Button(words.gettext(CORRECT), payload("correct_action")),
                *menus.still_to_choose(turn),
                Button(words.gettext(MENU), payload("menu")),
            ],
        )
        return []

    async def _leave(self, turn: Turn, company: Company, twins: list[dict[str, Any]]) -> None:
        """It was declared before: a proof that came with it is for the first one."""
        async with self.runtime.database.unit_of_work() as uow:
            await sheets.close(uow, turn, declaring.NAME)
            if twins:
                try:
                    await proofs.attach(uow, company.id, turn.contact.id, twins[0]["id"])
                except Refusal:
                    await proofs.forget_waiting(uow, company.id, turn.contact.id)
            await uow.commit()

    async def _declare(self, turn: Turn, company: Company) -> tuple[list[actions.Total], int]:
        """The totals, and how many proofs went with it: to the first action, of several."""
        joined = 0
        ids: list[str] = []
        async with self.runtime.database.unit_of_work() as uow:
            draft = await drafts.current(uow, turn.contact.id, declaring.NAME)
            if draft is not None:
                for place, item in enumerate(SEVERAL.all(sheets.as_sheet(draft))):
                    action = await actions.declare(
                        uow,
                        company.id,
                        turn.contact.id,
                        declaration(item),
                        key=f"action:{draft.id}:{place}",
                        # Told as two and read again as two: none of them is the other's twin.
                        beside=(*(item.get(action_recap.BESIDE) or ()), *ids),
                    )
                    ids.append(action.id)
                    if place == 0:
                        joined = await proofs.attach(uow, company.id, turn.contact.id, action.id)
                await drafts.close(uow, draft)
            totals = await actions.done(uow, company.id)
            await uow.commit()
            return totals, joined
