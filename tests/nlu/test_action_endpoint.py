"""What the action server may answer."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from rasa.core.actions.action import RemoteAction

from nlu.engine.action_endpoint import (
    MalformedActionResponseError,
    install_validator,
    validate_action_response,
)

GOOD: list[Any] = [
    {"events": [], "responses": []},
    {},
    {"events": [{"event": "slot", "name": "a", "value": {"b": [1]}, "timestamp": None}]},
    {"events": [{"event": "active_loop", "name": None}], "responses": [{"text": "é"}]},
    {"events": [{"event": "followup", "name": "action_listen"}], "responses": [{}]},
    {"events": [{"event": "reset_slots", "timestamp": 1.5, "metadata": {}}], "responses": []},
    {"events": [{"event": "action", "name": "a", "policy": None, "hide_rule_turn": False}]},
    {"events": [{"event": "user", "text": "é", "parse_data": {"intent": {"name": "greet"}}}]},
    {"events": [{"event": "entities", "entities": [{"entity": "place", "value": "Cergy"}]}]},
]
BAD: list[Any] = [
    None,
    [],
    "text",
    3,
    {"events": {}},
    {"events": "none"},
    {"events": [3]},
    {"events": [{"event": "slot"}]},
    {"events": [{"name": "a"}]},
    {"events": [{"event": "telepathy"}]},
    {"events": [{"event": ["slot"]}]},
    {"events": [{"event": "slot", "name": 3, "value": 1}]},
    {"events": [{"event": "slot", "name": "a"}]},
    {"events": [{"event": "slot", "name": "a", "value": 1, "timestamp": "now"}]},
    {"events": [{"event": "slot", "name": "a", "value": 1, "timestamp": True}]},
    {"events": [{"event": "pause", "metadata": []}]},
    {"events": [{"event": "action", "name": 3}]},
    {"events": [{"event": "entities", "entities": [{"entity": "place"}]}]},
    {"events": None},
    {"events": [], "responses": None},
    {"responses": {}},
    {"responses": ["text"]},
    {"responses": [None]},
]


@pytest.mark.parametrize("answer", GOOD)
def test_a_well_formed_answer_is_taken(answer: Any) -> None:
    validate_action_response(answer)


@pytest.mark.parametrize("answer", BAD)
def test_a_malformed_answer_is_refused(answer: Any) -> None:
    with pytest.raises(MalformedActionResponseError):
        validate_action_response(answer)


@pytest.mark.parametrize("answer", [*GOOD, *BAD])
def test_it_judges_as_rasa_does(answer: Any) -> None:
    schema = RemoteAction.action_response_format_spec()
    try:
        jsonschema.validate(answer, schema)
        expected = True
    except jsonschema.ValidationError:
        expected = False
    try:
        validate_action_response(answer)
        judged = True
    except MalformedActionResponseError:
        judged = False
    assert judged == expected


def test_the_refusal_names_the_place_and_never_the_content() -> None:
    with pytest.raises(MalformedActionResponseError) as refused:
        validate_action_response({"events": [{"event": "slot", "value": "Zébulon"}]})
    assert "events/0" in str(refused.value)
    assert "Zébulon" not in str(refused.value)


def test_remote_actions_use_it() -> None:
    install_validator()
    with pytest.raises(MalformedActionResponseError):
        RemoteAction("action_x", None)._validate_action_result({"events": 1})
