"""What happens when a correction is sent, and before one is asked for."""

from collections.abc import Sequence

from markupsafe import Markup
from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import menus, sheets
from actions.base import Events, PaqteAction
from actions.committing import changed as commit_changed
from actions.committing import form as committing
from actions.committing.committed import by_year
from actions.company_action import CompanyAction
from actions.contact_details import HearsContactDetails
from actions.correcting import choice as correct_choice
from actions.correcting import form as correcting
from actions.correcting.change import CANCEL, CHANGE
from actions.declaring.told import declaration
from actions.speaking import Button, payload, tell
from actions.steps import Sheet
from actions.turn import Turn
from paqte.errors import Refusal
from paqte.i18n import N_
from paqte.models import Commitment, Company
from paqte.services import actions, commitments, corrections, drafts, holding

NONE_YET = N_("Vous n’avez pas encore déclaré d’action : il n’y a rien à corriger.")
CORRECTED = N_("C’est corrigé.")
BESIDE = N_("C’est corrigé : le bilan {year} étant arrêté, la différence est notée à part.")
WILL_DROP = N_("Je retire de votre engagement :")
SURE = N_("Rien d’autre ne change. C’est bien cela ?")
YES_DROP = N_("Oui, retirer")
DROPPED = N_("C’est retiré.")
LEFT = N_("Il reste :")
CANCELLED = N_("C’est annulé : cette action ne compte plus.")


class Correct(HearsContactDetails, CompanyAction):
    """Opens the form, if there is anything to correct."""

    action_name = "action_correct_action"

    async def act_for(
        self, company: Company, turn: Turn, dispatcher: CollectingDispatcher
    ) -> Events:
        """Hand over to the form of what is corrected, or say that nothing was declared."""
        said = turn.answer.typed
        if ids := turn.answer.pressed(commit_changed.DROP):
            await self._drop(company, ids.split(","), turn, dispatcher)
            return []
        async with self.runtime.database.reading() as uow:
            found = await actions.latest(uow, company.id, 1)
            standing = await commitments.standing(uow, company.id) if said else []
        if commit_changed.about_targets(said, standing, bool(found), turn.today):
            rows = commit_changed.meant(said, standing, turn.today)
            if not (rows and commit_changed.takes_back(said)):
                return [FollowupAction(committing.NAME)]
            _ask_whether(rows, turn, dispatcher)
            return []
        if not found:
            declare = Button(turn.speech.gettext(menus.DECLARE), payload("log_action"))
            tell(dispatcher, turn.speech.say(NONE_YET), [declare])
            return []
        return [FollowupAction(correcting.NAME)]

    async def _drop(
        self, company: Company, ids: list[str], turn: Turn, dispatcher: CollectingDispatcher
    ) -> None:
        async with self.runtime.database.unit_of_work() as uow:
            await commitments.drop(uow, company.id, ids, turn.key("drop"))
            left = await commitments.standing(uow, company.id)
            await uow.commit()
        words = turn.speech
        said = [words.say(DROPPED)]
        if left:
            said += [words.say(LEFT), by_year(left, words)]
        commit = Button(words.gettext(menus.COMMIT), payload("commit"))
        menu = Button(words.gettext(N_("Menu")), payload("menu"))
        tell(dispatcher, Markup("\n").join(said), [commit, menu])


def _ask_whether(rows: Sequence[Commitment], turn: Turn, dispatcher: CollectingDispatcher) -> None:
    """Which targets would go; one button, so that « oui » is it."""
    words = turn.speech
    text = Markup("{}\n{}\n\n{}").format(
        words.say(WILL_DROP), by_year(rows, words), words.say(SURE)
    )
    ids = ",".join(row.id for row in rows)
    button = Button(
        words.gettext(YES_DROP), payload("correct_action", **{commit_changed.DROP: ids})
    )
    tell(dispatcher, text, [button])


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
            if sheet.get(CHANGE) == CANCEL:
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
                await holding.request_human(uow, turn.conversation_id)
            await uow.commit()
