"""The way to the action server: pooled connections, a time limit, answers checked at a glance.

Rasa opens a connection for every action and compiles the schema of the response again each time:
three quarters of a form's turn. The schema stays Rasa's own, and judges what is not plainly right.
"""

# ruff: noqa: ARG001, ARG002 - the signatures are Rasa's or Python's
from __future__ import annotations

from typing import Any

import aiohttp
import jsonschema
import ujson
from rasa.core.actions.action import RemoteAction
from rasa.shared.utils.schemas.events import EVENT_SCHEMA
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

_VALIDATOR = jsonschema.validators.validator_for(RemoteAction.action_response_format_spec())(
    RemoteAction.action_response_format_spec()
)
#: Kinds of events of which the schema asks nothing more.
_BARE_KINDS = frozenset(
    kind["properties"]["event"]["const"]
    for kind in EVENT_SCHEMA["oneOf"]
    if kind.keys() == {"properties"} and kind["properties"].keys() == {"event"}
)
_TIMES = frozenset({int, float, type(None)})
_NOTES = frozenset({dict, type(None)})


class MalformedActionResponseError(Exception):
    """The action server answered something that is not a list of events and responses.

    The message names the place in the answer, never its content, which may be personal.
    """


def validate_action_response(response: Any) -> None:
    """Check what the action server answered.

    Raises:
        MalformedActionResponseError: it has not the form of an action's result.
    """
    if _is_plainly_right(response):
        return
    error = next(_VALIDATOR.iter_errors(response), None)
    if error is not None:
        place = "/".join(str(step) for step in error.absolute_path) or "the answer itself"
        raise MalformedActionResponseError(f"{place}: fails « {error.validator} »")


def _is_plainly_right(response: Any) -> bool:
    """Whether an answer holds what actions mostly say; if not, it may be right all the same."""
    if type(response) is not dict:
        return False
    events, responses = response.get("events", []), response.get("responses", [])
    if type(events) is not list or type(responses) is not list:
        return False
    return all(type(said) is dict for said in responses) and all(map(_is_plain, events))


def _is_plain(event: Any) -> bool:
    if type(event) is not dict:
        return False
    if type(event.get("timestamp")) not in _TIMES or type(event.get("metadata")) not in _NOTES:
        return False
    kind = event.get("event")
    if kind == "slot":
        return type(event.get("name")) is str and "value" in event
    return type(kind) is str and kind in _BARE_KINDS


def _validate_action_result(self: RemoteAction, result: dict[str, Any]) -> bool:
    validate_action_response(result)
    return True


def install_validator() -> None:
    """Have Rasa's remote actions use the compiled validator."""
    RemoteAction._validate_action_result = _validate_action_result


def _tell_what_came_before(call: dict[str, Any]) -> None:
    """Correct and shorten the state that an action is shown.

    For a form's validation Rasa adds an event as if the form had just run, so that its SDK can
    see which slots are new; ``latest_action_name`` then hides whether a message is to be read
    (``action_listen``) or the form comes back after an interruption. It is told as it was. And of
    the events, an action sees this turn's: the message and what came of it.
    """
    tracker = call["tracker"]
    events = tracker.get("events") or []
    executed = [event.get("name") for event in events if event.get("event") == "action"]
    if str(call.get("next_action", "")).startswith("validate_") and executed:
        before = executed[-2] if len(executed) > 1 else None
        tracker["latest_action_name"] = before
        tracker["latest_action"] = {"action_name": before}
    spoken = [at for at, event in enumerate(events) if event.get("event") == "user"]
    tracker["events"] = events[spoken[-1] :] if spoken else events[-1:]


class ActionEndpoint(EndpointConfig):
    """An action server reached over connections that are kept open.

    Args:
        url: the action server's webhook.
        timeout_s: for the whole request, in seconds.
        kwargs: what Rasa's ``EndpointConfig`` takes, ``enable_selective_domain`` among them.
    """

    def __init__(self, url: str, timeout_s: float = 10.0, **kwargs: Any) -> None:
        super().__init__(url, **kwargs)
        self._timeout = aiohttp.ClientTimeout(total=timeout_s, connect=min(2.0, timeout_s))
        self._session: aiohttp.ClientSession | None = None

    async def request(
        self,
        method: str = "post",
        subpath: str | None = None,
        content_type: str | None = "application/json",
        compress: bool = False,
        **kwargs: Any,
    ) -> Any:
        """Send a request; the JSON of the response.

        Raises:
            ClientResponseError: a status of 400 or above (400: the action refuses to run).
            aiohttp.ClientError, asyncio.TimeoutError: no answer.
        """
        call = kwargs.get("json")
        if isinstance(call, dict) and "tracker" in call:
            _tell_what_came_before(call)
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(timeout=self._timeout, json_serialize=ujson.dumps)
        kwargs.pop("timeout", None)
        async with self._session.request(
            method,
            self.url,
            headers={"Content-Type": content_type} if content_type else None,
            compress=compress or None,
            **kwargs,
        ) as response:
            if response.status >= 400:
                raise ClientResponseError(
                    response.status, response.reason or "", await response.read()
                )
            return ujson.loads(await response.read())

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()
