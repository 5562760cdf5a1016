"""What a company tells of an action: done, it is declared; to be done, it is committed to."""

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.axes import guard
from actions.base import Events, PaqteAction
from actions.speaking import ask
from actions.turn import Turn
from reading.deeds import read_deeds
from reading.nothing import is_nothing


class Log(PaqteAction):
    """Opens the form that the sentence is for."""

    action_name = "action_log"
    loads_company = True

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """« On a pris un apprenti » declares, « on prendra un apprenti » commits."""
        del tracker
        refusal = guard(turn)
        if refusal is not None:
            ask(dispatcher, refusal)
            return []
        if is_nothing(turn.answer.typed):
            return [FollowupAction("action_declare_nothing")]
        told = read_deeds(turn.answer.typed, turn.today, turn.speech.locale)
        return [FollowupAction("commit_form" if told and told[0].promised else "action_form")]
