"""The base of every action: who speaks, in which language, and what if it goes wrong."""

import traceback
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

import structlog
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.exc import InterfaceError, OperationalError

from actions.asides import tell_asides
from actions.runtime import Runtime
from actions.speaking import person_button, tell
from actions.turn import Known, Turn, metadata, read_turn
from paqte.database import UnitOfWork
from paqte.errors import Refusal
from paqte.i18n import N_, SOURCE_LOCALE, Speech, speech
from paqte.services import conversations, incidents, speakers

Events = list[dict[str, Any]]

WENT_WRONG = N_(
    "Je n’ai pas pu faire cela, et ce n’est pas de votre faute. Vos réponses sont gardées : "
    "réessayez dans un moment, ou demandez à parler à quelqu’un, avec la référence {reference}."
)

log = structlog.get_logger("actions")


class PaqteAction(Action, ABC):  # type: ignore[misc]  # rasa-sdk ships no types
    """An action that answers whatever happens.

    A subclass gives ``act``. It is called outside of any transaction, with the person loaded, and
    opens its own on ``self.runtime.database``, short: nothing slow happens inside.
    """

    action_name: ClassVar[str] = ""
    loads_company: ClassVar[bool] = False
    loads_agreement: ClassVar[bool] = False
    loads_organisation: ClassVar[bool] = False
    loads_draft: str | None = None
    """The form whose open draft it needs."""

    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime

    def name(self) -> str:
        """The action's name in ``domain.yml``."""
        return self.action_name

    @abstractmethod
    async def act(self, turn: Turn, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
        """Do it, say it, and return what the engine must remember."""

    async def instead(self, turn: Turn) -> Events | None:
        """What is done in its place, where the words mean something else; ``None``: ``act``."""
        del turn
        return None

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, _domain: Mapping[str, Any]
    ) -> Events:
        """Run ``act``; a refusal is worded, anything unexpected becomes an incident."""
        try:
            turn = read_turn(tracker, await self.known(tracker))
            events = await self.instead(turn)
            if events is not None:
                return events
            events = await self.act(turn, dispatcher, tracker)
            await tell_asides(dispatcher, turn, tracker, self.name(), self.runtime.database)
            return events
        except Refusal as refusal:
            tell(dispatcher, refusal.sentence(_speech(tracker)))
            return self.after_failure(tracker)
        except (OperationalError, InterfaceError, TimeoutError):
            # The database is away. The turn fails as a whole, and the bot plays it again later.
            raise
        except Exception as error:
            await self._report(error, dispatcher, tracker)
            return self.after_failure(tracker)

    def after_failure(self, _tracker: Tracker) -> Events:
        """What the engine must remember when ``act`` could not do its work."""
        return []

    async def known(self, tracker: Tracker) -> Known:
        """Who speaks, and what of them this action asks for."""
        async with self.runtime.database.reading() as uow:
            speaker = await speakers.of_conversation(
                uow,
                tracker.sender_id,
                form=self.loads_draft,
                company=self.loads_company,
                organisation=self.loads_organisation or self.loads_company,
            )
            told = not self.loads_agreement or speaker.agreed
            return Known(speaker, told or await introduced(uow, tracker.sender_id))

    async def _report(
        self, error: Exception, dispatcher: CollectingDispatcher, tracker: Tracker
    ) -> None:
        """Tell the person what to do next; tell the operator where it broke, and no more."""
        words = _speech(tracker)
        async with self.runtime.database.unit_of_work() as uow:
            reference = await incidents.record(
                uow, f"actions.{self.name()}", error, tracker.sender_id
            )
            await uow.commit()
        log.error(
            "action.failed",
            action=self.name(),
            error=type(error).__name__,
            where=_where(error),
            conversation=tracker.sender_id,
            reference=reference,
        )
        dispatcher.messages.clear()
        tell(dispatcher, words.say(WENT_WRONG, reference=reference), [person_button(words)])


async def introduced(uow: UnitOfWork, conversation_id: str) -> bool:
    """Whether the question of consent was asked: it says who speaks and what is kept."""
    said = await conversations.history(uow, conversation_id)
    payloads = (b["payload"] for message in said for b in message.buttons or ())
    return any("consent" in payload for payload in payloads)


def _speech(tracker: Tracker) -> Speech:
    return speech(str(metadata(tracker).get("locale") or SOURCE_LOCALE))


def _where(error: BaseException) -> str:
    """The innermost line of ours: an exception's own text may quote what a person wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "site-packages" not in frame.filename] or frames
    return f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "?"
