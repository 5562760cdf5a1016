"""What only someone who speaks for a company may do."""

from abc import abstractmethod

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, PaqteAction
from actions.company_only import join_first
from actions.internships.requesting import changing
from actions.speaking import ask
from actions.turn import Turn
from paqte.models import Company


class CompanyAction(PaqteAction):
    """An action that gives ``act_for``; who has no company yet is asked to join first."""

    loads_company = True

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Act for the company, if there is one."""
        del tracker
        if turn.company is None:
            if await changing.meant(self.runtime, turn):
                return [FollowupAction(changing.ACTION)]
            ask(dispatcher, join_first(turn))
            return []
        return await self.act_for(turn.company, turn, dispatcher)

    @abstractmethod
    async def act_for(
        self, company: Company, turn: Turn, dispatcher: CollectingDispatcher
    ) -> Events:
        """Do it, say it, and return what the engine must remember."""
