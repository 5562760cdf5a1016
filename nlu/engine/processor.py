"""Rasa's agent and message processor, with the turn as a unit: it succeeds whole or not at all.

Stock Rasa swallows the failure of an action, goes on without it and saves what is left; the
person gets no answer and the next message meets a conversation that nobody designed. Here a
failing action ends the turn, nothing is saved, and the bot sends the same turn again.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from rasa.core.actions.action import Action, ActionExecutionRejection
from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import InMemoryTrackerStore, TrackerStore
from rasa.shared.core.constants import (
    ACTION_VALIDATE_SLOT_MAPPINGS,
    DEFAULT_SLOT_NAMES,
    FOLLOWUP_ACTION,
    SlotMappingType,
)
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecutionRejected
from rasa.shared.core.trackers import DialogueStateTracker

from nlu.engine.graph_runner import OrderedGraphRunner
from nlu.engine.payloads import is_payload, read_payload, typed_text

#: Words that letters alone do not settle, a slip, a name that no dictionary has.
_FIRST = ("chez Datalune on aimeré acueillir trois stagiaires", "bonjour")


class ActionFailedError(Exception):
    """An action could not be run; the turn is given up and nothing of it is kept.

    Attributes:
        action: the action's name.
    """

    def __init__(self, action: str) -> None:
        super().__init__(action)
        self.action = action


class TurnUnfinishedError(Exception):
    """The dialogue went round without coming to listen again."""


class EngineProcessor(MessageProcessor):
    """Plays turns; see the module's docstring for what differs from Rasa's own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, on_circuit_break=_give_up, **kwargs)
        self.graph_runner = OrderedGraphRunner.of(self.graph_runner)
        self._known_intents = frozenset(self.domain.intents)
        self._fills_slots = _fills_slots(self.domain)
        # One thread: the embedding is C code that lets the event loop go on meanwhile.
        self._nlu_thread = ThreadPoolExecutor(1, thread_name_prefix="nlu")

    async def parse_message(
        self,
        message: UserMessage,
        tracker: DialogueStateTracker | None = None,
        only_output_properties: bool = True,
    ) -> dict[str, Any]:
        """Understand a message: a payload is read, anything else goes through the pipeline."""
        text = message.text or ""
        if is_payload(text, message.metadata):
            return read_payload(text, self._known_intents)
        message.text = typed_text(text)
        if tracker is None:
            tracker = DialogueStateTracker.from_events(message.sender_id, [])
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(
            self._nlu_thread,
            self._parse_message_with_graph,
            message,
            tracker,
            only_output_properties,
        )

    async def run_action_extract_slots(
        self, output_channel: OutputChannel, tracker: DialogueStateTracker
    ) -> DialogueStateTracker:
        """Fill slots from the message, where any slot is filled so."""
        if not self._fills_slots:
            return tracker
        return await super().run_action_extract_slots(output_channel, tracker)

    async def run_anonymization_pipeline(self, tracker: DialogueStateTracker) -> None:
        """No event leaves the engine, so there is nothing to make anonymous."""

    async def _run_action(
        self,
        action: Action,
        tracker: DialogueStateTracker,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        prediction: PolicyPrediction,
    ) -> bool:
        temporary = tracker.copy()
        if prediction.policy_name == FOLLOWUP_ACTION:
            temporary.followup_action = action.name()  # cleared by now; an action is told it
        temporary.update_with_events(prediction.events, self.domain)
        try:
            events = await action.run(output_channel, nlg, temporary, self.domain)
        except ActionExecutionRejection:
            tracker.update(
                ActionExecutionRejected(
                    action.name(), prediction.policy_name, prediction.max_confidence
                )
            )
            return self.should_predict_another_action(action.name())
        except Exception as error:
            raise ActionFailedError(action.name()) from error
        self._log_action_on_tracker(tracker, action, events, prediction)
        await self._send_bot_messages(events or [], tracker, output_channel)
        return self.should_predict_another_action(action.name())

    @staticmethod
    def _log_slots(tracker: DialogueStateTracker) -> None:
        """Nothing: what they hold belongs in no log, and Rasa words all of them for one."""

    def warm_up(self) -> None:
        """Understand something, so that nobody waits for what is loaded when it is first used."""
        for text in _FIRST:
            message = UserMessage(text, metadata={"locale": "fr"})
            self._parse_message_with_graph(message, DialogueStateTracker.from_events("", []))

    def close(self) -> None:
        """Let the NLU thread end."""
        self._nlu_thread.shutdown()


class EngineAgent(Agent):
    """An agent whose processor is ``EngineProcessor``.

    Its tracker store is used as given: Rasa's fail-safe wrapper answers from memory when the
    database is away, that is, with conversations that have lost everything.
    """

    processor: EngineProcessor | None

    def load_model(self, model_path: str | Path, fingerprint: str | None = None) -> None:
        """Load a model archive and make its domain known to the stores and the generator."""
        self.processor = EngineProcessor(
            model_path=model_path,
            tracker_store=self.tracker_store,
            lock_store=self.lock_store,
            action_endpoint=self.action_endpoint,
            generator=self.nlg,
        )
        self.domain = self.processor.domain
        _send_domain_only_where_asked(self.domain)
        self._set_fingerprint(fingerprint)
        self.tracker_store.domain = self.domain
        self.nlg.responses = self.domain.responses
        self.processor.warm_up()

    @staticmethod
    def _create_tracker_store(store: TrackerStore | None, domain: Domain) -> TrackerStore:
        if store is None:
            return InMemoryTrackerStore(domain)
        store.domain = domain
        return store


def _fills_slots(domain: Domain) -> bool:
    """Whether any slot is filled from messages; ours are set by actions, and Rasa looks at each."""
    return ACTION_VALIDATE_SLOT_MAPPINGS in domain.user_actions or any(
        mapping.get("type") != str(SlotMappingType.CUSTOM) or mapping.get("action")
        for slot in domain.slots
        if slot.name not in DEFAULT_SLOT_NAMES
        for mapping in slot.mappings
    )


def _send_domain_only_where_asked(domain: Domain) -> None:
    """Rasa adds the domain (60 kB) to every call of a ``validate_…`` action, asked for or not."""
    domain._actions_which_explicitly_need_domain = [
        name
        for action in domain.as_dict().get("actions", [])
        if isinstance(action, dict)
        for name, asked in action.items()
        if asked.get("send_domain")
    ]


def _give_up(*_: Any) -> None:
    raise TurnUnfinishedError


__all__ = ["ActionFailedError", "EngineAgent", "EngineProcessor", "TurnUnfinishedError"]
