"""What happens when a correction is sent, and before one is asked for."""

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import correct_choice, correcting, menus, sheets
from actions.action_told import declaration
from actions.base import Events, PaqteAction
from actions.company_action import CompanyAction
from actions.speaking import Button, payload, tell
from actions.steps import Sheet
from actions.turn import Turn
from paqte.errors import Refusal
from paqte.i18n import N_
from paqte.models import Company
from paqte.services import actions, corrections, drafts, holding

NONE_YET = N_("Vous n’avez pas encore déclaré d’action : il n’y a rien à corriger.")
CORRECTED = N_("C’est corrigé.")
BESIDE = N_("C’est corrigé : le bilan {year} étant arrêté, la différence est notée à part.")
CANCELLED = N_("C’est annulé : cette action ne compte plus.")


class Correct(CompanyAction):
    """Opens the form, if there is anything to correct."""

    action_name = "action_correct_action"

    async def act_for(
        self, company: Company, turn: Turn, dispatcher: CollectingDispatcher
    ) -> Events:
        """Hand over to the form, or say that nothing was declared."""
        async with self.runtime.database.reading() as uow:
            found = await actions.latest(uow, company.id, 1)
        if not found:
            declare = Button(turn.speech.gettext(menus.DECLARE), payload("log_action"))
            tell(dispatcher, turn.speech.say(NONE_YET), [declare])
            return []
        return [FollowupAction(correcting.NAME)]


class SubmitCorrection(PaqteAction):
    """Corrects or cancels, once; what is confirmed goes to staff."""

    action_name = "action_submit_correction"
    loads_company = True
    loads_draft = correcting.NAME

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Write, and say what changed."""
        del tracker
        words = turn.speech
        sheet = sheets.begun(turn)
        if turn.company is None or sheet is None or sheet.get(correcting.RECAP) != correcting.SEND:
            return []
        try:
            done = await self._correct(turn, turn.company, sheet)
        except Refusal as refusal:
            await self._refused(turn, refusal)
            tell(dispatcher, refusal.sentence(words), menus.buttons(turn), columns=1)
            return []
        cancelled = done.action.status == "cancelled"
        if done.beside:
            said = words.say(BESIDE, year=str(done.action.ended_on.year))
        else:
            said = words.say(CANCELLED if cancelled else CORRECTED)
        tell(
            dispatcher,
            said,
            [
                Button(words.gettext(menus.PROGRESS), payload("ask_progress")),
                Button(words.gettext(N_("Menu")), payload("menu")),
            ],
        )
        return []

    async def _correct(self, turn: Turn, company: Company, sheet: Sheet) -> corrections.Corrected:
        async with self.runtime.database.unit_of_work() as uow:
            draft = await drafts.current(uow, turn.contact.id, correcting.NAME)
            key = f"correct:{draft.id}" if draft else turn.key("correct")
            action_id = sheet.get(correct_choice.SLOT)
            if sheet.get(correcting.CHANGE) == correcting.CANCEL:
                done = await corrections.cancel(uow, company.id, turn.contact.id, action_id, key)
            else:
                right = declaration(sheet.get(correct_choice.ITEM))
                seen = declaration(sheet.get(correct_choice.BEFORE))
                done = await corrections.correct(
                    uow, company.id, turn.contact.id, action_id, right, key, seen=seen
                )
            if draft is not None:
                await drafts.close(uow, draft)
            await uow.commit()
            return done

    async def _refused(self, turn: Turn, refusal: Refusal) -> None:
        """The form is over; what staff confirmed is asked of them."""
        async with self.runtime.database.unit_of_work() as uow:
            await sheets.close(uow, turn, correcting.NAME)
            if isinstance(refusal, corrections.ConfirmedByStaff):
                await holding.request_human(uow, turn.conversation_id, turn.key("human"))
            await uow.commit()
