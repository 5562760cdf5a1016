"""Moving about: back, restart, repeat, cancel, resume."""

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import menus, sheets
from actions.base import Events, PaqteAction
from actions.form_table import FORMS
from actions.forms import markers
from actions.greeting import open_draft
from actions.reading_answers import NOTICE, PENDING_RESTART, PERSON, STARTED_AGAIN, start_again
from actions.speaking import Button, payload, tell
from actions.steps import Form, Sheet
from actions.turn import LISTEN, Turn
from paqte.i18n import N_

FIRST_QUESTION = N_("C’est déjà la première question.")
NOTHING_OPEN = N_("Rien n’est en cours. Que voulez-vous faire ?")
START_AGAIN = N_("On recommence depuis le début ? Vos réponses seront oubliées.")
YES_AGAIN = N_("Oui, recommencer")
NO_GO_ON = N_("Non, continuer")
STOPPED = N_("D’accord, on s’arrête là.")
STOPPED_KEPT = N_(
    "D’accord, on s’arrête là. Vos réponses sont gardées : écrivez /reprendre quand vous voulez."
)
YES = "yes"


class _InForm(PaqteAction):
    """Acts on the open form; without one, shows the menu."""

    loads_company = True
    loads_agreement = True

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Act on the form, or say that nothing is open."""
        form = FORMS.get(turn.form or "")
        sheet = await sheets.load(self.runtime, turn, form.name) if form else None
        if form is None or sheet is None:
            draft = await open_draft(self.runtime, turn)
            tell(dispatcher, turn.speech.say(NOTHING_OPEN), menus.buttons(turn, draft), columns=1)
            return []
        if sheet.last_turn_id == turn.id:
            return markers(form, sheet, tracker, turn)
        sheet.forget(NOTICE, PERSON)
        return await self.move(form, sheet, turn, dispatcher, tracker)

    async def move(
        self,
        form: Form,
        sheet: Sheet,
        turn: Turn,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
    ) -> Events:
        """Change where the form stands."""
        raise NotImplementedError


class Back(_InForm):
    """The question before, again. What was answered to it stands until it is answered anew."""

    action_name = "action_back"

    async def move(
        self,
        form: Form,
        sheet: Sheet,
        turn: Turn,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
    ) -> Events:
        """One question back."""
        del dispatcher
        earlier = form.before(turn.requested_slot or "", sheet, turn)
        if earlier is None:
            sheet.answers[NOTICE] = str(turn.speech.say(FIRST_QUESTION))
        else:
            sheet.step = earlier.slot
            sheet.failures = 0
        await sheets.keep(self.runtime, turn, form.name, sheet)
        return markers(form, sheet, tracker, turn)


class Restart(_InForm):
    """From the first question; asked about before anything is forgotten."""

    action_name = "action_restart"

    async def move(
        self,
        form: Form,
        sheet: Sheet,
        turn: Turn,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
    ) -> Events:
        """Ask, or do it."""
        words = turn.speech
        if turn.answer.pressed("confirm") == YES or sheet.get(PENDING_RESTART):
            start_again(form, sheet, turn)
            sheet.answers[NOTICE] = str(words.say(STARTED_AGAIN))
            await sheets.keep(self.runtime, turn, form.name, sheet)
            return markers(form, sheet, tracker, turn)
        sheet.answers[PENDING_RESTART] = True
        await sheets.keep(self.runtime, turn, form.name, sheet)
        tell(
            dispatcher,
            words.say(START_AGAIN),
            [
                Button(words.gettext(YES_AGAIN), payload("restart", confirm=YES)),
                Button(words.gettext(NO_GO_ON), payload("deny")),
            ],
        )
        # The form would ask its question now; this one is to be answered first.
        return [FollowupAction(LISTEN)]


class Repeat(PaqteAction):
    """In a form the question comes again by itself; elsewhere, the menu."""

    action_name = "action_repeat"
    loads_company = True

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Repeat."""
        del tracker
        if turn.form is None:
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
        draft = await open_draft(self.runtime, turn)
        if turn.form is None:
            text = turn.speech.say(NOTHING_OPEN)
        else:
            text = turn.speech.say(STOPPED_KEPT if draft else STOPPED)
        tell(dispatcher, text, menus.buttons(turn, draft), columns=1)
        return []


class Resume(PaqteAction):
    """Opens again what was left half-way."""

    action_name = "action_resume"
    loads_company = True

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Hand over to the form of the newest draft."""
        del tracker
        if turn.form is not None:
            return []
        draft = await open_draft(self.runtime, turn)
        if draft is None:
            tell(dispatcher, turn.speech.say(NOTHING_OPEN), menus.buttons(turn), columns=1)
            return []
        return [FollowupAction(draft.form)]
