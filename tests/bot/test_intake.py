"""Updates taken in: once, in order, by polling and by webhook, whatever they hold."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import socket
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from sqlalchemy import select

from bot.limits import MAX_WEBHOOK_BODY_BYTES
from bot.objects import chat_id_of, read_update
from bot.redaction import MARK, redact
from bot.server import SECRET_HEADER
from bot.updates import Incoming, Nothing, Text, understand
from paqte.database import Database
from paqte.models import InboxItem
from paqte.settings import Settings
from tests.bot.conftest import RunningBot, Sandbox, make_settings, running
from tests.support.chat import ChatClient
from tests.support.engine_server import EnginePeer
from web.serving import open_port

Person = Callable[..., Awaitable[ChatClient]]
Json = dict[str, Any]

SECRET = "secret_1"


def text_update(update_id: int, user_id: int, text: str) -> Json:
    """A message as Telegram sends it."""
    user = {"id": user_id, "is_bot": False, "first_name": "Camille", "language_code": "fr"}
    return {
        "update_id": update_id,
        "message": {
            "message_id": update_id,
            "date": 1_795_000_000,
            "chat": {"id": user_id, "type": "private", "first_name": "Camille"},
            "from": user,
            "text": text,
        },
    }


async def test_an_update_delivered_three_times_is_answered_once(
    bot: RunningBot, person: Person, sandbox: Sandbox, engine: EnginePeer
) -> None:
    camille = await person()
    sent = await sandbox.post(f"/sandbox/users/{camille.user_id}/messages", text="bonjour")
    await camille.wait_for_reply("bonjour")

    await sandbox.post("/sandbox/updates", update_id=sent["update_id"], times=3)
    await camille.send("suite")
    await camille.wait_for_reply("suite")

    assert bot.url
    assert engine.texts == ["bonjour", "suite"]
    assert max(engine.asked.values()) == 1


async def test_updates_that_arrive_out_of_order_are_played_in_order(
    sandbox: Sandbox, engine: EnginePeer, sqlite_url: str, http: httpx.AsyncClient, person: Person
) -> None:
    camille = await person()
    await sandbox.put(f"/sandbox/users/{camille.user_id}", started=True)
    engine.failing = 503
    async with hooked(sandbox, engine, sqlite_url) as url:
        for number in (903, 901, 902):
            body = text_update(number, camille.user_id, f"message {number}")
            assert (await post(http, url, body)).status_code == 200
        await camille.wait_for_reply("dès que possible")
        engine.failing = None
        await camille.wait_for_reply("message 903")

    later = [text for text in engine.texts if text != "message 903"]
    assert later == ["message 901", "message 902"]


def hooked(sandbox: Sandbox, engine: EnginePeer, database_url: str) -> Any:
    """A bot that takes webhooks; its webhook's address."""

    @contextlib.asynccontextmanager
    async def run() -> Any:
        chosen = make_settings(
            sandbox,
            engine,
            database_url,
            webhook_url="http://127.0.0.1:9/telegram",
            webhook_secret=SECRET,
        )
        async with running(chosen) as bot:
            yield f"{bot.url}/telegram"

    return run()


async def post(
    http: httpx.AsyncClient, url: str, body: Any, secret: str = SECRET
) -> httpx.Response:
    """Call the webhook as Telegram does."""
    headers = {SECRET_HEADER: secret} if secret else {}
    if isinstance(body, bytes):
        return await http.post(url, content=body, headers=headers)
    return await http.post(url, json=body, headers=headers)


async def test_a_webhook_is_stored_before_it_is_acknowledged(
    sandbox: Sandbox, engine: EnginePeer, database_url: str, http: httpx.AsyncClient, person: Person
) -> None:
    camille = await person()
    await sandbox.put(f"/sandbox/users/{camille.user_id}", started=True)
    database = Database(database_url)
    async with hooked(sandbox, engine, database_url) as url:
        for _ in range(3):
            response = await post(http, url, text_update(77, camille.user_id, "par webhook"))
            assert response.status_code == 200
        async with database.reading() as uow:
            (item,) = await uow.session.scalars(select(InboxItem))
        assert item.update_id == 77
        await camille.wait_for_reply("par webhook")
    await database.dispose()
    assert engine.texts == ["par webhook"]


@pytest.mark.parametrize("secret", ["", "wrong", SECRET + "x"])
async def test_a_webhook_without_the_secret_is_refused(
    sandbox: Sandbox,
    engine: EnginePeer,
    sqlite_url: str,
    http: httpx.AsyncClient,
    secret: str,
) -> None:
    async with hooked(sandbox, engine, sqlite_url) as url:
        response = await post(http, url, text_update(1, 5, "bonjour"), secret)

    assert response.status_code == 403
    assert engine.played == []


async def test_a_webhook_refuses_what_is_no_update(
    sandbox: Sandbox, engine: EnginePeer, sqlite_url: str, http: httpx.AsyncClient
) -> None:
    async with hooked(sandbox, engine, sqlite_url) as url:
        codes = [
            (await post(http, url, body)).status_code
            for body in (
                b"not json",
                b"[]",
                b"{}",
                b'{"update_id": "1"}',
                b'{"update_id": true}',
                b" " * (MAX_WEBHOOK_BODY_BYTES + 1),
            )
        ]

    assert codes == [400, 400, 400, 400, 400, 413]


async def test_without_a_webhook_there_is_no_door(bot: RunningBot, http: httpx.AsyncClient) -> None:
    assert (await post(http, f"{bot.url}/telegram", {"update_id": 1})).status_code == 404
    health = await http.get(f"{bot.url}/health")
    assert health.status_code == 200
    assert health.json() == {"status": "ready", "updates": "polling"}


async def test_answers_leave_at_once() -> None:
    """With Nagle's delay on the accepted socket, each would take 40 ms more."""
    accepted: asyncio.Queue[bool] = asyncio.Queue()

    def note(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        opened: socket.socket = writer.get_extra_info("socket")
        accepted.put_nowait(bool(opened.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)))
        writer.close()

    listening = open_port(0, "BOT_PORT")
    async with await asyncio.start_server(note, sock=listening):
        _, writer = await asyncio.open_connection(*listening.getsockname())
        assert await accepted.get()
        writer.close()


async def test_polling_goes_on_after_faults_and_conflicts(
    bot: RunningBot, person: Person, sandbox: Sandbox
) -> None:
    camille = await person()
    await camille.say("bonjour")
    await sandbox.post("/sandbox/faults", method="getUpdates", code=502, times=2)

    heard = await camille.say("encore là ?")

    assert bot.url
    assert heard[0].text == "écho : encore là ?"


_ODD = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**70) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["id", "type", "chat", "from", "text", "message", "entities", "data", "photo"]
            )
            | st.text(max_size=5),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
_FIELDS = """
text caption contact photo voice document dice entities sticker media_group_id
migrate_to_chat_id new_chat_title via_bot location
"""
_CONTENT = st.dictionaries(
    st.sampled_from(_FIELDS.split()),
    _ODD,
    max_size=4,
)


@st.composite
def updates(draw: st.DrawFn) -> Json:
    """Updates of all shapes, most of them nearly right."""
    user = {"id": draw(st.integers(1, 9)), "is_bot": draw(st.booleans()), "first_name": "x"}
    kind = draw(
        st.sampled_from(["message", "edited_message", "callback_query", "my_chat_member", "poll"])
    )
    message = {
        "message_id": draw(st.integers(1, 9)),
        "chat": {"id": user["id"], "type": draw(st.sampled_from(["private", "group", "channel"]))},
        "from": user,
        **draw(_CONTENT),
    }
    body: Any = message
    if kind == "callback_query":
        body = {"id": "1", "from": user, "message": message, "data": draw(st.text(max_size=70))}
    if draw(st.integers(0, 5)) == 0:
        body = draw(_ODD)
    return {"update_id": draw(st.integers(0, 2**40)), kind: body}


@settings(max_examples=400, deadline=None, derandomize=True)
@given(updates())
def test_no_update_at_all_raises_while_it_is_understood(update: Json) -> None:
    chat_id_of(update)
    try:
        read = read_update(redact(update))
    except ValidationError:
        return
    assert isinstance(understand(read, bot_id=1, username="paqte_bot"), Incoming)


async def test_arbitrary_updates_are_all_dealt_with(
    sandbox: Sandbox, engine: EnginePeer, sqlite_url: str, http: httpx.AsyncClient
) -> None:
    """No shape of update blocks the bot: each is done, and a person after them is answered."""
    source = random.Random(20261123)
    shapes: list[Json] = [
        {},
        {"message": None},
        {"message": {"message_id": 1}},
        {"message": {"message_id": "x", "chat": [], "from": 3}},
        {"channel_post": {"message_id": 1, "chat": {"id": -5, "type": "channel"}, "text": "x"}},
        {"message_reaction": {"chat": {"id": 5, "type": "private"}, "user": {"id": 5}}},
        {"callback_query": {"id": "1", "from": {"id": 9, "first_name": "x"}}},
        {"message": {"message_id": 2, "chat": {"id": 7, "type": "private"}, "dice": {}}},
    ]
    database = Database(sqlite_url)
    async with hooked(sandbox, engine, sqlite_url) as url:
        for number in range(40):
            body = {"update_id": 5000 + number, **source.choice(shapes)}
            assert (await post(http, url, body)).status_code == 200
        odd = text_update(6000, 33, "demi \ud83e caractère")
        raw = json.dumps(odd).encode()
        assert (await post(http, url, raw)).status_code in (200, 400)
        camille = ChatClient(sandbox.url, 34, http)
        await camille.arrive()
        await sandbox.put("/sandbox/users/34", started=True)
        await post(http, url, text_update(6001, 34, "toujours là ?"))
        await camille.wait_for_reply("toujours là ?")
        async with database.reading() as uow:
            states = list(
                await uow.session.scalars(
                    select(InboxItem.state).where(InboxItem.update_id.between(5000, 5999))
                )
            )
    await database.dispose()
    assert states == ["done"] * 40


def test_pupils_data_are_gone_before_anything_is_stored() -> None:
    update = text_update(1, 5, "L’élève Léa Martin, née le 12/03/2012, est en 3e, 06 12 34 56 78")

    kept = redact(update)

    assert "Léa Martin" not in str(kept)
    assert kept["message"][MARK]
    assert update["message"]["text"].startswith("L’élève Léa")


def test_what_a_person_quotes_is_not_kept() -> None:
    update = text_update(1, 5, "oui")
    update["message"]["reply_to_message"] = {
        "message_id": 9,
        "chat": {"id": 5, "type": "private"},
        "text": "ancien texte",
    }

    assert "ancien texte" not in str(redact(update))


@pytest.mark.parametrize(
    "content",
    [
        {"contact": {"phone_number": "+33612345678", "first_name": "Kim", "vcard": "TEL:Kim"}},
        {"contact": {"phone_number": "+33612345678", "first_name": "Kim", "user_id": 6}},
        {"contact": "Kim +33612345678"},
        {"document": {"file_id": "f", "file_name": "Bulletin de Kim.pdf", "file_size": 3}},
        {"audio": {"file_id": "f", "title": "Kim", "performer": "Kim", "file_name": "Kim"}},
        {"animation": {"file_id": "f", "file_name": "Kim"}},
        {"paid_media": {"paid_media": [{"video": {"file_name": "Kim"}}]}},
        {"poll": {"question": "Qui prend Kim ?", "options": [{"text": "Kim"}]}},
        {"checklist": {"title": "Stage de Kim", "tasks": [{"text": "Kim"}]}},
        {"game": {"title": "Kim"}},
        {"forward_origin": {"type": "user", "sender_user": {"first_name": "Kim"}}},
        {"entities": [{"type": "text_mention", "user": {"first_name": "Kim"}}]},
        {"pinned_message": {"text": "Kim"}},
    ],
    ids=lambda content: next(iter(content)),
)
@pytest.mark.parametrize("kind", ["message", "edited_message"])
def test_nothing_of_others_that_is_not_read_is_stored(content: Json, kind: str) -> None:
    update = text_update(1, 5, "voilà")
    update[kind] = {**update.pop("message"), **content}

    kept = redact(update)

    assert "Kim" not in str(kept)
    assert "33612345678" not in str(kept)
    assert set(kept[kind]) == set(update[kind])
    assert kept[kind]["text"] == "voilà"
    assert kept[kind]["date"] == update[kind]["date"]


def test_ones_own_number_and_where_to_fetch_a_file_are_kept() -> None:
    update = text_update(1, 5, "voilà")
    own = {"phone_number": "+33612345678", "first_name": "Camille", "user_id": 5}
    file = {"file_id": "f", "file_size": 3, "file_name": "attestation.pdf"}
    update["message"] |= {"contact": own, "document": file}

    kept = redact(update)["message"]

    assert kept["contact"] == {"phone_number": "+33612345678", "user_id": 5}
    assert kept["document"] == {"file_id": "f", "file_size": 3}


@pytest.mark.parametrize("broken", [{"entities": [3]}, {"via_bot": "x"}])
def test_what_is_not_read_may_be_of_any_shape(broken: Json) -> None:
    update = text_update(1, 5, "bonjour")
    update["message"] |= broken

    understood = understand(read_update(redact(update)), bot_id=1, username="paqte_bot")

    assert isinstance(understood, Text)


def test_a_service_message_needs_no_answer() -> None:
    update = text_update(1, 5, "")
    del update["message"]["text"]
    update["message"]["pinned_message"] = {"message_id": 3}

    understood = understand(read_update(update), bot_id=1, username="paqte_bot")

    assert isinstance(understood, Nothing)


def test_settings_decide_between_polling_and_webhook() -> None:
    assert not Settings(_env_file=None).uses_webhook
