"""Leaving a form and coming back to it."""

import re

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import menus
from actions.base import Events, PaqteAction
from actions.form_table import FORMS
from actions.greeting import open_draft
from actions.sheets import as_sheet
from actions.speaking import tell
from actions.turn import Turn
from paqte.i18n import N_
from paqte.services import drafts
from paqte.services.internships import alerts

NOTHING_OPEN = N_("Rien n’est en cours. Que voulez-vous faire ?")
STOPPED = N_("D’accord, on s’arrête là.")
STOPPED_KEPT = N_(
    "D’accord, on s’arrête là. Vos réponses sont gardées : touchez /reprendre quand vous voulez."
)
_STOP = re.compile(r"\W*(?:stop|arr[êe]te[rz]?)\b", re.IGNORECASE)
"""Where no form is open it ends the alerts, as was said when they were set."""


class NothingOpen(PaqteAction):
    """« Retour », « recommencer » or « répéter » where no form is open: the menu."""

    action_name = "action_nothing_open"
    loads_company = True

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Say that nothing is open, and what can be done."""
        del tracker
        draft = await open_draft(self.runtime, turn)
        tell(dispatcher, turn.speech.say(NOTHING_OPEN), menus.buttons(turn, draft), columns=1)
        return []


class Cancel(PaqteAction):
    """Leaves the form. The rule closes it; the draft stays."""

    action_name = "action_cancel"
    loads_company = True

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Say that it stops, and how to come back."""
        del tracker
        if turn.form is None and _STOP.match(turn.answer.typed) and await self._awaits(turn):
            return [FollowupAction("action_stop_notifications")]
        await self._leave_nothing_void(turn)
        draft = await open_draft(self.runtime, turn)
        if turn.form is None:
            text = turn.speech.say(NOTHING_OPEN)
        else:
            text = turn.speech.say(STOPPED_KEPT if draft else STOPPED)
        tell(dispatcher, text, menus.buttons(turn, draft), columns=1)
        return []

    async def _leave_nothing_void(self, turn: Turn) -> None:
        """Of what nothing can come nobody is reminded; what was told beside it stays."""
        form = FORMS.get(turn.form or "")
        if form is None:
            return
        async with self.runtime.database.unit_of_work() as uow:
            draft = await drafts.current(uow, turn.contact.id, form.name)
            if draft is None or not form.void(sheet := as_sheet(draft)):
                return
            if form.several is None or not form.several.is_several(sheet):
                await drafts.close(uow, draft)
            else:
                form.several.drop(sheet)
                await drafts.keep(
                    uow,
                    turn.contact.id,
                    turn.conversation_id,
                    form.name,
                    answers=sheet.answers,
                    step=None,
                    failures=0,
                    turn_id=turn.id,
                )
            await uow.commit()

    async def _awaits(self, turn: Turn) -> bool:
        async with self.runtime.database.reading() as uow:
            return await alerts.awaits(uow, turn.contact.id)


class Resume(PaqteAction):
    """Opens again what was left half-way."""

    action_name = "action_resume"
    loads_company = True

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Hand over to the form of the newest draft."""
        del tracker
        if turn.form is not None:
            return []
        # A form left at its very first question is opened again too: the person asks for it.
        async with self.runtime.database.reading() as uow:
            draft = await drafts.current(uow, turn.contact.id)
        if draft is None or draft.form not in FORMS:
            tell(dispatcher, turn.speech.say(NOTHING_OPEN), menus.buttons(turn), columns=1)
            return []
        return [FollowupAction(draft.form)]
