"""« Vous avez quoi comme stages de 3e à Nantes, semaine du 14 décembre, plutôt mécanique ? »."""

import re

from markupsafe import Markup
from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import notice, sheets
from actions.base import Events, PaqteAction
from actions.internships.searching import cards, following, form, wanted
from actions.naming import folded
from actions.speaking import Question, ask, tell
from actions.turn import Turn
from paqte.i18n import N_
from paqte.services import conversations, drafts
from paqte.services.internships import alerts, search
from paqte.services.internships.search import Criteria

ALERTED = N_(
    "Entendu : je vous préviens dès qu’une offre correspond. Pour arrêter, écrivez « stop »."
)
_TELL_ME = re.compile(
    r"(?:previen[sz]|prevenez|alerte[sz]?)[- ]?moi\b.*|me prevenir|"
    r"(?:notify|alert) me\b.*|let me know\b.*|tell me when\b.*"
)
"""« Prévenez-moi », said of the search before."""
_OWN = re.compile(r"\b(?:mes|nos|my|our) (?:offres?|offers?)\b", re.IGNORECASE)
"""What a company calls its own: it looks for nothing."""


class SearchSlots(PaqteAction):
    """Shows what is open; asks where, if nothing tells."""

    action_name = "action_search_slots"
    loads_company = True
    loads_organisation = True
    loads_agreement = True

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Search, leaf through, or set an alert."""
        del tracker
        if turn.company is not None and turn.form is None and _OWN.search(turn.answer.typed):
            return [FollowupAction("action_edit_offer")]
        if turn.form is None and _TELL_ME.fullmatch(folded(turn.answer.typed)):
            earlier = await following.before(self.runtime, turn)
            if earlier is not None:
                await self._alert(turn, earlier, dispatcher)
                return []
        criteria = await self._criteria(turn)
        if criteria is None:
            if turn.form is not None:
                return []
            if not turn.introduced and await self._first_words(turn):
                tell(dispatcher, Markup("{} {}").format(notice.hello(turn), notice.who(turn)))
            return [FollowupAction(form.NAME)]
        if turn.answer.pressed("alert") is not None:
            await self._alert(turn, criteria, dispatcher)
            return []
        ask(dispatcher, await self.found(turn, criteria, wanted.start_of(turn.answer)))
        return []

    async def _criteria(self, turn: Turn) -> Criteria | None:
        """What is looked for, with what the search before told where this one goes on from it."""
        text = turn.answer.typed
        if text and following.goes_on(text):
            earlier = await following.before(self.runtime, turn)
            if earlier is not None:
                if wanted.unclear(text, turn, earlier.department):
                    return None
                place = wanted.place_in(text, turn, earlier.department)
                return following.merged(place, earlier, text, turn)
        return wanted.told(turn.answer, turn)

    async def _first_words(self, turn: Turn) -> bool:
        async with self.runtime.database.reading() as uow:
            said = await conversations.history(uow, turn.conversation_id, limit=2)
        return not any(message.direction == "out" for message in said)

    async def found(self, turn: Turn, criteria: Criteria, start: int = 0) -> Question:
        """The page of cards, or what is near."""
        async with self.runtime.database.reading() as uow:
            page = await search.search(uow, criteria, start)
            near = [] if page.cards else await search.instead(uow, criteria)
        if page.cards:
            return cards.question(page, criteria, start, turn)
        return cards.nothing(criteria, near, turn)

    async def _alert(
        self, turn: Turn, criteria: Criteria, dispatcher: CollectingDispatcher
    ) -> None:
        async with self.runtime.database.unit_of_work() as uow:
            await alerts.set_alert(uow, turn.contact.id, criteria, turn.key("alert"))
            await uow.commit()
        tell(dispatcher, turn.speech.say(ALERTED))


class SubmitSearch(SearchSlots):
    """The place is known now."""

    action_name = "action_submit_search"
    loads_draft = form.NAME

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Search with all that was said."""
        del tracker
        sheet = sheets.begun(turn)
        if sheet is None or not sheet.answered(form.TOWN.slot):
            return []
        town, department = form.TOWN.of(sheet), sheet.get(form.DEPARTMENT)
        if town is None and not department:
            return []
        place = Criteria(town.department, town.insee) if town else Criteria(department)
        criteria = wanted.at(place, sheet.get(form.TOLD) or "", turn)
        async with self.runtime.database.unit_of_work() as uow:
            draft = await drafts.current(uow, turn.contact.id, form.NAME)
            if draft is not None:
                await drafts.close(uow, draft)
            await uow.commit()
        ask(dispatcher, await self.found(turn, criteria))
        return []
