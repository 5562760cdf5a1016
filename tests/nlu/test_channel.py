"""The wire between bot and engine, with a real engine process and a real action server."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import uuid
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from tests.nlu.harness import TOKEN, ActionServer, EngineProcess

pytestmark = pytest.mark.model


class Caller:
    """Plays turns of one conversation."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self.session = session
        self.url = url
        self.sender = str(uuid.uuid4())

    def body(
        self, text: str, kind: str = "text", locale: str = "fr", **more: Any
    ) -> dict[str, Any]:
        turn_id = more.pop("turn_id", uuid.uuid4().hex)
        return {
            "sender": self.sender,
            "turn_id": turn_id,
            "text": text,
            "metadata": {"locale": locale, "kind": kind, "turn_id": turn_id},
            **more,
        }

    async def post(self, body: Any, token: str | None = TOKEN) -> tuple[int, dict[str, Any]]:
        headers = {"Authorization": f"Bearer {token}"} if token is not None else {}
        data = body if isinstance(body, (str, bytes)) else json.dumps(body)
        async with self.session.post(f"{self.url}/turns", data=data, headers=headers) as response:
            return response.status, await response.json()

    async def say(self, text: str, **more: Any) -> dict[str, Any]:
        status, answer = await self.post(self.body(text, **more))
        assert status == 200, answer
        return answer

    async def press(self, payload: str, **more: Any) -> dict[str, Any]:
        return await self.say(payload, kind="button", **more)


@pytest_asyncio.fixture
async def person(engine: EngineProcess) -> AsyncIterator[Caller]:
    async with aiohttp.ClientSession() as session:
        yield Caller(session, engine.url)


def texts(answer: dict[str, Any]) -> list[str]:
    return [reply["text"] for reply in answer["replies"]]


async def test_a_typed_text_is_understood_and_answered(person: Caller) -> None:
    answer = await person.say("à quoi sert ce programme")
    assert texts(answer) == ["C’est un pacte."]
    assert answer["understanding"]["intent"] == "ask_about_program"
    assert answer["understanding"]["confidence"] > 0.5
    assert answer["state"] == {"form": None, "requested_slot": None}


async def test_health_says_which_model_is_ready(person: Caller) -> None:
    async with person.session.get(f"{person.url}/health") as response:
        assert response.status == 200
        assert (await response.json())["status"] == "ready"


@pytest.mark.parametrize("token", [None, "", "wrong", TOKEN + "x"])
async def test_a_caller_without_the_token_is_refused(person: Caller, token: str | None) -> None:
    status, _ = await person.post(person.body("bonjour"), token)
    assert status == 401
    async with person.session.delete(f"{person.url}/conversations/x") as response:
        assert response.status == 401


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"sender": ""}, "sender"),
        ({"turn_id": None}, "turn_id"),
        ({"text": "x" * 8193}, "text"),
        ({"metadata": {"kind": "telepathy"}}, "metadata.kind"),
        ({"surprise": 1}, "surprise"),
    ],
)
async def test_a_body_that_is_no_turn_is_named(
    person: Caller, change: dict[str, Any], field: str
) -> None:
    status, answer = await person.post({**person.body("bonjour"), **change})
    assert status == 422
    assert field in {part["field"] for part in answer["details"]}


async def test_a_body_that_is_no_json_is_refused(person: Caller) -> None:
    status, answer = await person.post("{")
    assert (status, answer["error"]) == (422, "invalid")


async def test_a_button_carries_its_meaning_and_values(person: Caller) -> None:
    await person.press("/join_program")
    answer = await person.press('/inform{"join_name": "Les \\"Épis\\" {d’or}", "extra": [1, 2]}')
    assert answer["understanding"]["intent"] == "inform"
    values = [(e["entity"], e["value"]) for e in answer["understanding"]["entities"]]
    assert values == [("join_name", 'Les "Épis" {d’or}'), ("extra", 1), ("extra", 2)]
    assert answer["state"] == {"form": "join_form", "requested_slot": "join_town"}


async def test_what_is_typed_is_never_taken_for_a_button(person: Caller) -> None:
    answer = await person.say("/join_program")
    assert answer["state"]["form"] is None or answer["understanding"]["confidence"] < 1
    answer = await person.say('/misbehave{"how": "{}"}')
    assert answer["understanding"]["intent"] != "misbehave"


async def test_a_button_of_an_unknown_meaning_is_not_understood(person: Caller) -> None:
    answer = await person.press("/conquer_the_world")
    assert answer["understanding"]["intent"] == "nlu_fallback"
    assert texts(answer) == ["Je n’ai pas compris."]


async def test_a_form_is_filled_interrupted_and_finished(person: Caller) -> None:
    answer = await person.say("je veux adhérer")
    assert texts(answer) == ["Comment s’appelle votre entreprise ?"]
    answer = await person.say("Les Deux Frères")
    assert answer["understanding"]["intent"] == "inform"
    assert answer["state"] == {"form": "join_form", "requested_slot": "join_town"}
    answer = await person.say("attendez, combien ça coûte d'adhérer ?")
    assert texts(answer) == ["C’est un pacte.", "Dans quelle ville ?"]
    answer = await person.say("à Cergy")
    assert texts(answer) == ["Bienvenue !"]
    assert answer["state"] == {"form": None, "requested_slot": None}


async def test_back_goes_to_the_form_and_not_to_rasa(person: Caller) -> None:
    await person.press("/join_program")
    await person.say("Les Deux Frères")
    answer = await person.say("Retour")
    assert answer["understanding"]["intent"] == "back"
    assert texts(answer) == ["Comment s’appelle votre entreprise ?"]


async def test_cancel_closes_the_form(person: Caller) -> None:
    await person.press("/join_program")
    answer = await person.say("J’arrête !")
    assert texts(answer) == ["C’est annulé."]
    assert answer["state"]["form"] is None


async def test_a_turn_sent_again_gets_the_same_answer_and_is_not_played_again(
    person: Caller, action_server: ActionServer
) -> None:
    await person.press("/join_program")
    body = person.body("Les Deux Frères")
    _, first = await person.post(body)
    calls = len(action_server.called("validate_join_form"))
    again = [answer for _, answer in await asyncio.gather(*(person.post(body) for _ in range(3)))]
    assert again == [first] * 3
    assert len(action_server.called("validate_join_form")) == calls


async def test_the_same_turn_twice_at_once_is_played_once(
    person: Caller, action_server: ActionServer
) -> None:
    before = len(action_server.called("action_ask_join_name"))
    body = person.body("/join_program", kind="button")
    answers = await asyncio.gather(*(person.post(body) for _ in range(4)))
    assert {status for status, _ in answers} == {200}
    assert all(answer == answers[0][1] for _, answer in answers)
    assert len(action_server.called("action_ask_join_name")) == before + 1


@pytest.mark.parametrize(
    "how",
    [
        {"status": 500},
        {"status": 404},
        {"body": {"events": "none"}},
        {"body": {"events": [{"event": "slot"}], "responses": []}},
        {"body": ["not", "an", "object"]},
        {"body": {"events": [], "responses": ["text"]}},
        {"slow": True},
    ],
)
async def test_a_failing_action_gives_the_turn_up_whole(
    person: Caller, engine: EngineProcess, how: dict[str, Any]
) -> None:
    await person.press("/join_program")
    body = person.body("/misbehave" + json.dumps({"how": json.dumps(how)}), kind="button")
    # In the form the rule runs after the form declined, so something was done before it failed.
    status, answer = await person.post(body)
    assert status == 502
    assert "secret" not in json.dumps(answer)
    assert "secret of the person" not in "".join(engine.log)
    answer = await person.say("Les Deux Frères")
    assert answer["state"] == {"form": "join_form", "requested_slot": "join_town"}


async def test_a_turn_that_failed_is_played_when_it_comes_again(
    person: Caller, action_server: ActionServer
) -> None:
    kept = action_server.handlers["action_ask_join_name"]
    body = person.body("/join_program", kind="button")
    try:
        action_server.handlers["action_ask_join_name"] = lambda _: {"events": 3}
        status, _ = await person.post(body)
        assert status == 502
    finally:
        action_server.handlers["action_ask_join_name"] = kept
    status, answer = await person.post(body)
    assert (status, texts(answer)) == (200, ["Comment s’appelle votre entreprise ?"])


async def test_forgetting_erases_the_conversation(person: Caller, engine: EngineProcess) -> None:
    await person.press("/join_program")
    with sqlite3.connect(engine.database) as database:
        kept = database.execute(
            "select count(*) from engine_conversations where sender = ?", (person.sender,)
        ).fetchone()
    assert kept == (1,)
    headers = {"Authorization": f"Bearer {TOKEN}"}
    for _ in range(2):
        async with person.session.delete(
            f"{person.url}/conversations/{person.sender}", headers=headers
        ) as response:
            assert response.status == 204
    answer = await person.say("bonsoir madame")
    assert answer["state"]["form"] is None


async def test_the_action_server_is_not_sent_the_domain(
    person: Caller, action_server: ActionServer
) -> None:
    await person.press("/join_program")
    call = action_server.called("validate_join_form")[-1]
    assert "domain" not in call or not call["domain"]
    assert call["sender_id"] == person.sender


async def test_a_validation_sees_whether_there_is_a_message_to_read(
    person: Caller, action_server: ActionServer
) -> None:
    await person.press("/join_program")
    await person.say("attendez, combien ça coûte d'adhérer ?")
    calls = [
        c for c in action_server.called("validate_join_form") if c["sender_id"] == person.sender
    ]
    seen = [
        (c["tracker"]["latest_action_name"], c["tracker"]["slots"]["requested_slot"]) for c in calls
    ]
    assert seen == [
        ("action_listen", None),
        ("action_listen", "join_name"),
        ("utter_about", "join_name"),
    ]
    message = calls[1]["tracker"]["latest_message"]
    assert message["metadata"]["kind"] == "text"
    assert message["metadata"]["turn_id"]
    assert message["text"] == "attendez, combien ça coûte d'adhérer ?"
    assert [e["event"] for e in calls[1]["tracker"]["events"]].count("user") == 1


@pytest.mark.parametrize("text", ["/", "//", " ", "?", "\x00", "😀", "‮abc", "{}", "%s", "x" * 8192])
async def test_any_text_gets_an_answer(person: Caller, text: str) -> None:
    answer = await person.say(text)
    assert answer["replies"]


async def test_many_people_at_once_each_get_their_own(engine: EngineProcess) -> None:
    async with aiohttp.ClientSession() as session:
        people = [Caller(session, engine.url) for _ in range(20)]
        await asyncio.gather(*(person.press("/join_program") for person in people))
        answers = await asyncio.gather(*(p.say(f"Maison numéro {i}") for i, p in enumerate(people)))
        assert {answer["state"]["requested_slot"] for answer in answers} == {"join_town"}


async def test_the_log_holds_nothing_that_was_said(person: Caller, engine: EngineProcess) -> None:
    await person.press("/join_program")
    await person.say("Pâtisserie Zébulon, siret 73282932000074")
    assert "Zébulon" not in "".join(engine.log)
    assert "73282932000074" not in "".join(engine.log)
