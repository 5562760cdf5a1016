"""Agreement given or refused outside of the form that asks for it."""

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import contact_details, menus, newest, notice
from actions.base import Events
from actions.contact_details import HearsContactDetails
from actions.form_table import FORMS
from actions.greeting import Offer, open_draft
from actions.internships.answering import refusing
from actions.internships.answering.taking_back import HearsTakingBack
from actions.joining.consent import refused
from actions.runtime import Runtime
from actions.speaking import ask, payload, tell
from actions.turn import Turn
from paqte.i18n import N_

AGREED = N_("Merci. Que voulez-vous faire ?")
NOTHING_ASKED = N_("D’accord. Que voulez-vous faire ?")


OPENS = {payload(form.opens): form.name for form in FORMS.values()}
"""Which form the button of a task opens."""


async def answer(runtime: Runtime, turn: Turn, dispatcher: CollectingDispatcher) -> None:
    """Record the decision if it is clear; else say what is kept, and ask."""
    agreed = notice.decision(turn.answer, "decision")
    if agreed is None:
        tell(dispatcher, notice.kept(turn), notice.buttons(turn, "consent", "decision"))
        return
    async with runtime.database.unit_of_work() as uow:
        await notice.record(turn, granted=agreed)(uow)
        await uow.commit()
    if not agreed:
        ask(dispatcher, refused(turn))
    elif turn.form is None:
        draft = await open_draft(runtime, turn)
        tell(dispatcher, turn.speech.say(AGREED), menus.buttons(turn, draft), columns=1)


class Consent(HearsContactDetails, HearsTakingBack):
    """« J’accepte », « je refuse »."""

    action_name = "action_consent"
    loads_company = True

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Record, or ask."""
        del tracker
        await answer(self.runtime, turn, dispatcher)
        return []


class Confirm(HearsTakingBack, Offer):
    """Yes or no to nothing asked."""

    action_name = "action_confirm"
    loads_agreement = True
    sentence = NOTHING_ASKED

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Right after « d’accord ? » about data it is the answer; else the menu.

        « J’accepte » in so many words is that answer at any time, until it was given.
        """
        if not turn.agreed and notice.explicit(turn.answer) is not None:
            await answer(self.runtime, turn, dispatcher)
            return []
        offered = await newest.payloads(self.runtime, turn)
        if any(button.startswith(payload("consent")) for button in offered):
            await answer(self.runtime, turn, dispatcher)
            return []
        if turn.form is None and turn.company is not None:
            refused_by = await refusing.answered_by(self.runtime, turn)
            if refused_by is not None:
                return [FollowupAction(refused_by)]
        right = contact_details.offered(offered)
        if turn.answer.intent == "affirm" and right is not None:
            await contact_details.write(self.runtime, turn, right, dispatcher)
            return []
        if turn.answer.intent == "affirm" and offered and offered[0] in OPENS:
            # « Déclarer une action » was offered first: yes is that.
            return [FollowupAction(OPENS[offered[0]])]
        return await super().act(turn, dispatcher, tracker)
