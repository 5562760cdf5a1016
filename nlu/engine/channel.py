"""The channel the bot talks to the engine through.

``POST turns`` plays one turn and answers its replies, what was understood, and the state the
conversation is left in; the same ``turn_id`` again gets the same answer. ``GET health`` says
whether a model is loaded. ``DELETE conversations/{sender}`` forgets.
"""

# ruff: noqa: ARG002 - the signatures are Rasa's or Python's
from __future__ import annotations

import hmac
import os
from collections.abc import Awaitable, Callable
from typing import Any, Literal

import structlog
from pydantic import BaseModel, Extra, Field, ValidationError
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty, json

from nlu.engine.processor import ActionFailedError, EngineAgent, TurnUnfinishedError
from nlu.engine.tracker_store import CompactTrackerStore
from nlu.engine.turn import Answer, Turn, current_turn

log = structlog.get_logger("nlu.engine.channel")

#: How often a turn looks whether the one before it in its conversation is over.
_LOCK_POLL_S = 0.05

_ID = Field(..., min_length=1, max_length=64)


class Metadata(BaseModel):
    """What the bot knows of a turn beside its text."""

    locale: str = Field("fr", max_length=8)
    kind: Literal["text", "button", "contact", "location", "command", "edit"] = "text"
    turn_id: str | None = None

    class Config:
        extra = Extra.allow


class TurnRequest(BaseModel):
    """Body of ``POST turns``.

    Attributes:
        sender: the conversation's id.
        turn_id: unique for the turn, the same when it is sent again.
        text: what was typed, or a payload ``/intent{json}``.
    """

    sender: str = _ID
    turn_id: str = _ID
    text: str = Field(..., max_length=8192)
    metadata: Metadata = Field(default_factory=Metadata)

    class Config:
        extra = Extra.forbid


class PaqteChannel(InputChannel):
    """Rasa input channel; in ``credentials.yml`` as ``nlu.engine.channel.PaqteChannel``.

    Args:
        token: the bearer token that callers must show.
    """

    def __init__(self, token: str) -> None:
        if not token:
            raise ValueError("The channel needs a token.")
        self._token = token.encode()

    @classmethod
    def name(cls) -> str:
        """The channel's name, and the first part of its addresses."""
        return "paqte"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> PaqteChannel:
        """Make the channel from ``credentials.yml``; the token may come from ENGINE_TOKEN."""
        return cls((credentials or {}).get("token") or os.environ.get("ENGINE_TOKEN", ""))

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The channel's routes."""
        blueprint = Blueprint("paqte_channel")

        # Functions and not the methods themselves: Sanic writes attributes on its handlers.
        @blueprint.get("/health")
        async def health(request: Request) -> HTTPResponse:
            return await self._health(request)

        @blueprint.post("/turns")
        async def turns(request: Request) -> HTTPResponse:
            return await self._turns(request)

        @blueprint.delete("/conversations/<sender:str>")
        async def conversation(request: Request, sender: str) -> HTTPResponse:
            return await self._forget(request, sender)

        return blueprint

    async def _health(self, request: Request) -> HTTPResponse:
        agent = _agent(request)
        if agent is None:
            return json({"status": "starting"}, status=503)
        return json({"status": "ready", "model": agent.fingerprint})

    async def _turns(self, request: Request) -> HTTPResponse:
        if not self._may(request):
            return _problem(401, "unauthorized", "A valid bearer token is needed.")
        try:
            body = TurnRequest.parse_raw(request.body or b"")
        except ValidationError as error:
            wrong = [
                {"field": ".".join(str(step) for step in part["loc"]), "problem": part["msg"]}
                for part in error.errors()
            ]
            return _problem(422, "invalid", "The body is not a turn.", details=wrong)
        agent = _agent(request)
        if agent is None:
            return _problem(503, "starting", "The model is being loaded.")
        try:
            return json(await play(agent, body))
        except ActionFailedError as failure:
            cause = type(failure.__cause__).__name__
            log.error("turn.action_failed", action=failure.action, cause=cause)
            return _problem(502, "action_failed", "An action could not be run.")
        except TurnUnfinishedError:
            log.error("turn.unfinished")
            return _problem(500, "unfinished", "The dialogue came to no end.")
        except Exception as error:
            # Neither the message nor the traceback's values: both may hold what was written.
            log.error("turn.failed", error=type(error).__name__, where=_where(error))
            return _problem(500, "failed", "The turn could not be played.")

    async def _forget(self, request: Request, sender: str) -> HTTPResponse:
        if not self._may(request):
            return _problem(401, "unauthorized", "A valid bearer token is needed.")
        agent = _agent(request)
        if agent is None:
            return _problem(503, "starting", "The model is being loaded.")
        try:
            async with agent.lock_store.lock(sender, wait_time_in_seconds=_LOCK_POLL_S):
                await _store(agent).forget(sender)
        except Exception as error:
            log.error("forget.failed", error=type(error).__name__, where=_where(error))
            return _problem(500, "failed", "The conversation could not be forgotten.")
        return empty(204)

    def _may(self, request: Request) -> bool:
        scheme, _, shown = request.headers.get("authorization", "").partition(" ")
        return scheme.lower() == "bearer" and hmac.compare_digest(shown.encode(), self._token)


async def play(agent: EngineAgent, body: TurnRequest) -> Answer:
    """Play one turn, or give the answer it got the first time.

    Raises:
        ActionFailedError: an action could not be run; nothing of the turn is kept.
        TurnUnfinishedError: the dialogue went round; nothing of the turn is kept.
    """
    turn = Turn(body.sender, body.turn_id)
    store = _store(agent)
    # Also while the turn's memory is read: a copy may come while the first is being played.
    async with agent.lock_store.lock(body.sender, wait_time_in_seconds=_LOCK_POLL_S):
        await store.open_turn(turn)
        remembered = turn.remembered()
        if remembered is not None:
            return remembered
        before = current_turn.set(turn)
        try:
            metadata = {**body.metadata.dict(), "turn_id": body.turn_id}
            message = UserMessage(
                body.text,
                turn.collector,
                body.sender,
                input_channel=PaqteChannel.name(),
                message_id=body.turn_id,
                metadata=metadata,
            )
            assert agent.processor is not None  # noqa: S101  # what a loaded agent has
            await agent.processor.handle_message(message)
        finally:
            current_turn.reset(before)
    if turn.answer is None:
        raise TurnUnfinishedError
    return turn.answer


def _agent(request: Request) -> EngineAgent | None:
    agent = getattr(request.app.ctx, "agent", None)
    return agent if agent is not None and agent.is_ready() else None


def _store(agent: EngineAgent) -> CompactTrackerStore:
    store = agent.tracker_store
    if not isinstance(store, CompactTrackerStore):
        raise TypeError("The channel needs the compact tracker store (see endpoints.yml).")
    return store


def _problem(status: int, error: str, message: str, **more: Any) -> HTTPResponse:
    return json({"error": error, "message": message, **more}, status=status)


def _where(error: BaseException) -> str:
    """File and line of the innermost frame, which say nothing about the person."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
