"""What a company tells of an action: done, it is declared; to be done, it is committed to."""

import re

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events, PaqteAction
from actions.company_only import guard
from actions.naming import folded
from actions.speaking import ask
from actions.turn import Turn
from reading.dates.weeks import read_weeks
from reading.deeds import read_deeds
from reading.nothing import is_nothing
from reading.quantities.differences import takes_off

_CAN_HOST = re.compile(
    r"\b(?:on|nous|je|we|i) (?:peut|peux|pouvons|pourrait|pourrais|pourrions|can|could|would like "
    r"to|are able to) (?:\w+ )?(?:prendre|accueillir|recevoir|proposer|offrir|take|host|welcome|"
    r"have|offer)\b"
)


class Log(PaqteAction):
    """Opens the form that the sentence is for."""

    action_name = "action_log"
    loads_company = True

    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """« On a pris un apprenti » declares, « on prendra un apprenti » commits.

        « Enlevez un des deux apprentis » corrects, whatever it was taken for.
        """
        del tracker
        refusal = guard(turn)
        if refusal is not None:
            ask(dispatcher, refusal)
            return []
        if is_nothing(turn.answer.typed):
            return [FollowupAction("action_declare_nothing")]
        if takes_off(turn.answer.typed):
            return [FollowupAction("action_correct_action")]
        if offers_places(turn):
            return [FollowupAction("offer_form")]
        told = read_deeds(turn.answer.typed, turn.today, turn.speech.locale)
        return [FollowupAction("commit_form" if told and told[0].promised else "action_form")]


def offers_places(turn: Turn) -> bool:
    """« On peut prendre 3 élèves la semaine du 18 janvier » is an offer, not something done."""
    text = turn.answer.typed
    if not _CAN_HOST.search(folded(text)):
        return False
    weeks = read_weeks(text, turn.today, turn.speech.locale)
    return any(monday > turn.today for monday in weeks)
