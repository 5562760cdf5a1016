from pathlib import Path

import httpx
import pytest
import yaml

from actions.form_table import FORMS
from actions.registry import all_actions
from actions.runtime import Runtime
from paqte.settings import Settings
from tests.actions.caller import Caller
from tests.actions.conftest import serving

DOMAIN = yaml.safe_load((Path(__file__).parents[2] / "domain.yml").read_text(encoding="utf-8"))


async def test_the_server_says_that_it_is_ready(server: httpx.AsyncClient) -> None:
    answer = await server.get("/health")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ready"


async def test_every_action_of_the_domain_is_served_and_no_other(
    server_settings: Settings,
) -> None:
    runtime = Runtime.open(server_settings)
    served = {action.name() for action in all_actions(runtime)}
    await runtime.close()
    assert served == set(DOMAIN["actions"])


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_form_asks_the_slots_that_the_domain_gives_it(form: object) -> None:
    slots = [step.slot for step in form.steps]  # type: ignore[attr-defined]
    assert slots == DOMAIN["forms"][form.name]["required_slots"]  # type: ignore[attr-defined]


def test_slots_are_markers_that_influence_nothing() -> None:
    for slot in DOMAIN["slots"].values():
        assert slot["influence_conversation"] is False
        assert slot["mappings"] == [{"type": "custom"}]


def test_what_a_button_carries_is_known_to_the_engine() -> None:
    for response in DOMAIN["responses"].values():
        for button in response[0].get("buttons", ()):
            assert button["payload"].removeprefix("/").partition("{")[0] in DOMAIN["intents"]


async def test_an_unknown_action_is_answered_404(server: httpx.AsyncClient) -> None:
    answer = await server.post("/webhook", json={"next_action": "action_x", "tracker": {}})
    assert (answer.status_code, answer.json()) == (400, {"error": "invalid"}) or (
        answer.status_code == 404
    )


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"next_action": "action_greet"}'])
async def test_what_is_no_call_is_refused_without_a_word_of_it(
    server: httpx.AsyncClient, body: bytes
) -> None:
    answer = await server.post(
        "/webhook", content=body, headers={"content-type": "application/json"}
    )
    assert answer.status_code == 400
    assert set(answer.json()) == {"error"}


async def test_without_its_database_the_server_says_no_more_than_that(
    server_settings: Settings, caller: Caller
) -> None:
    away = server_settings.model_copy(
        update={"database_url": "postgresql+psycopg://nobody@127.0.0.1:1/none"}
    )
    caller.hear("mon secret", "greet")
    async with serving(away) as http:
        answer = await http.post(
            "/webhook",
            json={
                "next_action": "action_greet",
                "tracker": {"sender_id": caller.conversation_id, "latest_message": {}},
            },
        )
    assert (answer.status_code, answer.json()) == (503, {"error": "unavailable"})


async def test_a_fault_becomes_an_incident_that_the_person_can_quote(
    server: httpx.AsyncClient,
) -> None:
    stranger = Caller(server, "no-such-conversation")
    stranger.hear("bonjour", "greet")
    played = await stranger.call("action_greet")
    assert played.events == []
    assert "la référence E-" in played.text
    assert played.buttons == {"Parler à quelqu’un": "/human_handoff"}
