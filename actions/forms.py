"""Forms: the actions that read an answer, keep it, and ask the next question.

``validate_<form>`` runs when Rasa hands the form a message, ``action_ask_<slot>`` when it asks.
Between the two there is only the draft in the database. A message that is no answer is declined
(no event): Rasa then follows the rule for its intent, and asks the open question again.
"""

from dataclasses import replace

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import questions, sheets
from actions.base import Events, PaqteAction
from actions.reading_answers import NOTICE, PENDING_RESTART, PERSON, UNSHARE, outcome_of
from actions.runtime import Runtime
from actions.speaking import ask
from actions.steps import Accepted, Again, Effect, Ended, Form, Refused, Sheet, Step, Tools
from actions.turn import Answer, Known, Turn
from paqte.i18n import N_
from paqte.services import conversations, joining

OPENED_UNASKED = ("inform", "nlu_fallback")
"""Sentences that open a form by what is in them, whatever they were taken for."""

RESUMED = N_("On reprend où nous en étions.")


class FormAction(PaqteAction):
    """What the two kinds of actions of a form share."""

    loads_company = True
    loads_agreement = True
    loads_organisation = True

    def __init__(self, runtime: Runtime, form: Form) -> None:
        super().__init__(runtime)
        self.form = form
        self.loads_draft = form.name


class ValidateForm(FormAction):
    """``validate_<form>``: reads the answer to the open question."""

    def __init__(self, runtime: Runtime, form: Form) -> None:
        super().__init__(runtime, form)
        self._tools = Tools(
            directory=runtime.directory,
            reading=runtime.database.reading,
            registered=self._registered,
            said=self._said,
        )

    def name(self) -> str:
        """The action's name in ``domain.yml``."""
        return f"validate_{self.form.name}"

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Open the form, or read the answer; the events that mark where it stands."""
        sheet = sheets.begun(turn)
        step = self.form.step(turn.requested_slot)
        if turn.form == self.form.name and step is not None and sheet is not None:
            if not turn.listening:
                return []  # an interruption was dealt with: Rasa asks the same question again
            if sheet.last_turn_id == turn.id:
                # Kept before, and the engine then lost it: where it led, without doing it again.
                return self._going_on(sheet, turn, tracker)
            if _names_another(self.form, sheet, turn.answer):
                return await self._open(sheet, turn, dispatcher, tracker)
            return await self._answer(step, sheet, turn, dispatcher, tracker)
        open_here = turn.form == self.form.name and step is not None and turn.listening
        if open_here and await sheets.finished_now(self.runtime, turn, self.form.name):
            # Sent before, and the engine then lost it: sending again finds what was written.
            return all_answered(self.form, tracker)
        return await self._open(sheet, turn, dispatcher, tracker)

    def after_failure(self, tracker: Tracker) -> Events:
        """Stay on the open question: nothing of the answer was kept."""
        slot = tracker.slots.get("requested_slot")
        if self.form.step(slot) is None:
            return [SlotSet("requested_slot", None)]
        return [SlotSet(slot, None), SlotSet("requested_slot", slot)]

    async def _open(
        self,
        sheet: Sheet | None,
        turn: Turn,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
    ) -> Events:
        if (action := await self.form.elsewhere(self.runtime, turn)) is not None:
            return [SlotSet("requested_slot", None), FollowupAction(action)]
        refusal = self.form.guard(turn)
        if refusal is not None:
            ask(dispatcher, refusal)
            return [SlotSet("requested_slot", None)]
        if sheet is not None and sheet.last_turn_id == turn.id:
            return self._going_on(sheet, turn, tracker)  # opened before, and lost since
        before = sheet is not None and self.form.begun(sheet)
        if sheet is None:
            sheet = Sheet(answers=self.form.start(turn))
        sheet.forget(NOTICE, PERSON, PENDING_RESTART)
        sheet.failures = 0
        tells = turn.answer.intent in (self.form.opens, *self.form.opened_by, *OPENED_UNASKED)
        opened_by = turn.answer if tells else replace(turn.answer, text="")
        learned = await self.form.opening(opened_by, sheet, turn, self._tools)
        sheet.apply(learned)
        # Opened for something else, it may begin afresh.
        if before and self.form.begun(sheet) and not learned:
            sheet.answers[NOTICE] = str(turn.speech.say(RESUMED))
        self._move(sheet, turn)
        await sheets.keep(self.runtime, turn, self.form.name, sheet)
        return self._going_on(sheet, turn, tracker)

    async def _answer(
        self,
        step: Step,
        sheet: Sheet,
        turn: Turn,
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
    ) -> Events:
        sheet.step = step.slot
        sheet.forget(NOTICE, PERSON, UNSHARE)
        shares = step.ask(sheet, turn).share_contact is not None
        outcome = await outcome_of(self.form, step, sheet, turn, self._tools)
        effects: tuple[Effect, ...] = ()
        match outcome:
            case None:
                return []
            case Ended(question, effects):
                ask(dispatcher, question)
                await sheets.keep(self.runtime, turn, self.form.name, sheet, effects)
                return [SlotSet(step.slot, None), SlotSet("requested_slot", None)]
            case Accepted(values, notice, effects):
                sheet.apply({**values, NOTICE: notice})
                sheet.failures = 0
                self._move(sheet, turn)
            case Again(values, notice, effects):
                sheet.apply({**values, NOTICE: notice})
            case Refused(sentence, person, values):
                sheet.failures += 1
                sheet.apply({**values, NOTICE: sentence})
                explains = sheet.failures >= questions.EXPLAINED_AFTER and not person
                if explains and step.example:
                    example = questions.example(step.example, turn.speech)
                    sheet.answers[NOTICE] = f"{sentence}\n{example}"
                if person or sheet.failures >= questions.PERSON_AFTER:
                    sheet.answers[PERSON] = True
        if shares and sheet.step != step.slot:
            sheet.answers[UNSHARE] = True
        await sheets.keep(self.runtime, turn, self.form.name, sheet, effects)
        if effects:
            return markers(self.form, sheet, tracker, turn)  # they may have changed what was known
        return self._going_on(sheet, turn, tracker)

    def _going_on(self, sheet: Sheet, turn: Turn, tracker: Tracker) -> Events:
        """Where the form stands; what is known of it is left for the action that asks."""
        if sheet.step is not None:
            known = turn.known(sheets.as_kept(sheet, turn))
            self.runtime.recent.keep(tracker, self.form.name, known)
        return markers(self.form, sheet, tracker, turn)

    def _move(self, sheet: Sheet, turn: Turn) -> None:
        self.form.settle(sheet, turn)
        following = self.form.first_open(sheet, turn)
        sheet.step = following.slot if following else None

    async def _registered(self, siret: str) -> bool:
        async with self.runtime.database.reading() as uow:
            return await joining.already_registered(uow, siret)

    async def _said(self, turn: Turn, turn_id: str) -> str | None:
        async with self.runtime.database.reading() as uow:
            message = await conversations.incoming(uow, turn.conversation_id, turn_id)
            return message.text if message is not None else None


class AskStep(FormAction):
    """``action_ask_<slot>``: words the question, with what is to be said before it."""

    def __init__(self, runtime: Runtime, form: Form, step: Step) -> None:
        super().__init__(runtime, form)
        self.step = step

    def name(self) -> str:
        """The action's name in ``domain.yml``."""
        return f"action_ask_{self.step.slot}"

    async def known(self, tracker: Tracker) -> Known:
        """What the action that kept the answer has just read and written, if it was this one's."""
        recent = self.runtime.recent.take(tracker, self.form.name)
        return await super().known(tracker) if recent is None else recent

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Ask."""
        del tracker
        sheet = sheets.begun(turn) or Sheet(answers=self.form.start(turn))
        if sheet.get(PENDING_RESTART):
            ask(dispatcher, questions.start_again(turn))
            return []
        # What was remembered to be said belongs to the turn that put it there.
        fresh = sheet.last_turn_id == turn.id
        question = questions.worded(
            self.form,
            self.step,
            sheet,
            turn,
            notice=sheet.get(NOTICE) if fresh else None,
            person=fresh and bool(sheet.get(PERSON)),
        )
        if fresh and sheet.get(UNSHARE):
            question = replace(question, unshare=True)
        ask(dispatcher, question)
        return []


def _names_another(form: Form, sheet: Sheet, answer: Answer) -> bool:
    """Whether a button opens the form for something else than what it is open for.

    What a form is about (a request, an offer) is remembered under the button's own name for it,
    after an underscore. Passed over, the answer would go to the one that was meant before.
    """
    if answer.intent not in (form.opens, *form.opened_by):
        return False
    about = {name: sheet.get(f"_{name}") for name in answer.values}
    return any(kept not in (None, answer.values[name]) for name, kept in about.items())


def markers(form: Form, sheet: Sheet, tracker: Tracker, turn: Turn) -> Events:
    """One slot a question: ``None`` where it is still to be asked, ``True`` elsewhere.

    Rasa asks the first of a form's slots that is ``None``, now and after an interruption; the
    answers themselves never leave the database.
    """
    events: Events = []
    for step in form.steps:
        to_ask = step.slot == sheet.step or (step.needed(sheet, turn) and step.open(sheet, turn))
        value = None if to_ask else True
        # The question to ask is always marked: a validation without any slot would pass for
        # « nothing was answered ».
        if step.slot == sheet.step or tracker.slots.get(step.slot) != value:
            events.append(SlotSet(step.slot, value))
    return [*events, SlotSet("requested_slot", sheet.step)]


def all_answered(form: Form, tracker: Tracker) -> Events:
    """The events that end ``form``: no question is open."""
    done = [SlotSet(s.slot, True) for s in form.steps if tracker.slots.get(s.slot) is not True]
    return [*done, SlotSet("requested_slot", None)]


def actions_of(form: Form, runtime: Runtime) -> list[PaqteAction]:
    """Every action that ``form`` needs in ``domain.yml``, but what happens at its end."""
    return [ValidateForm(runtime, form), *(AskStep(runtime, form, s) for s in form.steps)]
