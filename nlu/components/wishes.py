"""Two wishes in one message: the first is what the message means, the second is offered after.

A classifier gives one intent, and of « on a animé un atelier, et c'est quand le prochain forum ? »
it hears the louder half. So where words may part two wishes (``reading.wishes``), both pieces go
through the pipeline beside the whole message: ``WishSplitter`` stands first, ``WishArbiter`` last.
Within a form the first may be the answer to its question (« Cergy, et c'est quoi un QPV ? »).
"""

# ruff: noqa: ARG003 - the signatures are Rasa's or Python's
from __future__ import annotations

import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.components.arbitration import first_guess
from nlu.components.form_questions import ANSWER, VERBATIM_STEPS, open_question
from reading.wishes import two_wishes
from reading.words import plain

#: The entity that carries the second wish: its words, under ``intent`` what it wants, and under
#: ``before`` what was said before it.
SECOND_WISH = "second_wish"
#: Said beside a wish, and none itself.
NO_WISHES = frozenset(
    {
        *("greet", "thanks", "goodbye", "affirm", "deny", "unsure", "inform", "abuse"),
        *(
            "complaint",
            "out_of_scope",
            "back",
            "repeat",
            "restart",
            DEFAULT_NLU_FALLBACK_INTENT_NAME,
        ),
    }
)
#: « Je ne sais pas encore, et vous… »: no wish to come back to, but what the message means.
MAY_COME_FIRST = frozenset({"unsure", "restart", "back", "repeat", "out_of_scope"})

#: « Mon atelier est en QPV », « we're in the Mirail »: alone it may ask whether that is so; before
#: a wish it says who speaks.
_WHERE_ONE_IS = re.compile(
    r"(?:je|j'|on|nous|mon|ma|notre|nos|i|i'm|we|we're|my|our)\b"
    r"(?!.*(?:\?|\b(?:si|savoir|v[eé]rifi\w+|dites|dis|whether|if|know|check|tell|wonder\w*)\b))",
    re.IGNORECASE,
)

_Guess = tuple[str, float]


class _Stateless(GraphComponent):
    """A component with nothing to train or to load."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> _Stateless:
        """Make the component."""
        return cls(config)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class WishSplitter(_Stateless):
    """First of the pipeline: adds the two pieces of a message that may hold two wishes."""

    def __init__(self, config: dict[str, Any]) -> None:
        """Nothing to set."""

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Examples are learned whole."""
        return training_data

    def process(self, messages: list[Message], tracker: DialogueStateTracker) -> list[Message]:
        """The messages, the pieces of the last one behind it."""
        question = open_question(tracker)
        if len(messages) != 1:
            return messages
        if tracker.active_loop_name and (question is None or question[1] in VERBATIM_STEPS):
            return messages
        pieces = two_wishes(messages[0].get(TEXT) or "")
        if pieces is None:
            return messages
        metadata = messages[0].get(METADATA) or {}
        return [*messages, *(Message(data={TEXT: text, METADATA: metadata}) for text in pieces)]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class WishArbiter(_Stateless):
    """Last of the pipeline: settles what a message of two pieces means, and keeps the second.

    Configuration:
        sure: from which confidence the first piece may speak for the message.
        offered: from which confidence the second is worth an offer.
        louder: how sure the whole must be to mean what its second piece says, where the first is
            less sure than that.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The thresholds."""
        return {"sure": 0.6, "offered": 0.6, "louder": 0.7}

    def __init__(self, config: dict[str, Any]) -> None:
        self._sure = float(config["sure"])
        self._offered = float(config["offered"])
        self._louder = float(config["louder"])

    def process(self, messages: list[Message], tracker: DialogueStateTracker) -> list[Message]:
        """The message itself, settled."""
        if len(messages) != 3:
            return messages
        message, first, second = messages
        if open_question(tracker) is not None:
            self._settle_answer(message, first, second)
            return [message]
        leads_up = _guess(first)[0] == "check_qpv" and _says_where_one_is(first)
        said = message.get(ENTITIES) or []
        counts = self._first_counts(_guess(message), _guess(first), _guess(second))
        if counts and not leads_up:
            _take(message, first)
        meant = _guess(message)[0]
        if meant not in NO_WISHES and self._is_wish(second, meant):
            self._offer(message, first, second)
        elif counts and not leads_up:
            _keep(message, said)
        return [message]

    def _settle_answer(self, message: Message, first: Message, second: Message) -> None:
        """Where the first piece answers the open question, the other, a wish, comes after.

        So does the second of two wishes of which the first is what the message means: what is put
        off until the form is over must not take with it somebody who asks for a person.
        """
        meant, its_first = _guess(message)[0], _guess(first)[0]
        if its_first == ANSWER and self._is_wish(second, ANSWER):
            _take(message, first)
            self._offer(message, first, second)
        elif its_first == meant and meant not in NO_WISHES and self._is_wish(second, meant):
            self._offer(message, first, second)

    def _is_wish(self, piece: Message, meant: str) -> bool:
        intent, confidence = _guess(piece)
        return intent not in {*NO_WISHES, meant} and confidence >= self._offered

    def _offer(self, message: Message, first: Message, second: Message) -> None:
        entity = {
            "entity": SECOND_WISH,
            "value": second.get(TEXT),
            "intent": _guess(second)[0],
            "before": first.get(TEXT),
            "extractor": type(self).__name__,
        }
        message.set(ENTITIES, [*(message.get(ENTITIES) or []), entity], add_to_output=True)

    def _first_counts(self, whole: _Guess, first: _Guess, second: _Guess) -> bool:
        """Whether the first piece tells what the message means, and the whole does not."""
        if first[0] == whole[0] or first[0] in NO_WISHES - MAY_COME_FIRST:
            return False
        if first[1] < self._sure:
            return False
        if first[0] == "out_of_scope":
            return first[1] >= 0.9
        if second[0] == whole[0]:  # the louder half: a wish, unless the first only leads up to it
            return first[1] >= self._louder or whole[1] < self._louder
        return first[1] > whole[1]


def _take(message: Message, piece: Message) -> None:
    """What the piece means, the message means."""
    for name in (INTENT, "intent_ranking", ENTITIES):
        message.set(name, piece.get(name), add_to_output=True)


def _keep(message: Message, said: list[dict[str, Any]]) -> None:
    """What the other piece carries is said too, where it is no wish of its own."""
    told = message.get(ENTITIES) or []
    kinds = {one["entity"] for one in told}
    more = [one for one in said if one["entity"] not in kinds]
    message.set(ENTITIES, [*told, *more], add_to_output=True)


def _says_where_one_is(message: Message) -> bool:
    return _WHERE_ONE_IS.match(plain(message.get(TEXT) or "")) is not None


def _guess(message: Message) -> _Guess:
    return first_guess(message.get("intent_ranking") or []) or (
        DEFAULT_NLU_FALLBACK_INTENT_NAME,
        0.0,
    )
