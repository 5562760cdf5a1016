"""Updates reach the bot: polled with offsets and conflicts, or pushed with retries, in order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiohttp import web

from .conftest import Json, Sandbox


def texts(updates: list[Json]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_updates_stay_until_an_offset_acknowledges_them(sandbox: Sandbox) -> None:
    bot, person = sandbox.bot, sandbox.person()
    for text in ("un", "deux", "trois"):
        await person.send(text)
    first = await bot.updates()
    assert texts(first) == ["un", "deux", "trois"]
    assert await bot.updates() == first
    assert texts(await bot.updates(limit=2)) == ["un", "deux"]
    ids = [update["update_id"] for update in first]
    assert ids == list(range(ids[0], ids[0] + 3))
    assert texts(await bot.updates(offset=ids[1])) == ["deux", "trois"]
    assert texts(await bot.updates(offset=-1)) == ["trois"]
    assert texts(await bot.updates()) == ["trois"]
    assert await bot.updates(offset=ids[2] + 1) == []


async def test_a_long_poll_answers_as_soon_as_something_comes(sandbox: Sandbox) -> None:
    polling = asyncio.create_task(sandbox.bot.updates(timeout=30))
    await sandbox.bot("getMe")
    await sandbox.polled()
    await sandbox.person().send("coucou")
    async with asyncio.timeout(10):
        assert texts(await polling) == ["coucou"]


async def test_a_second_poller_ends_the_first_with_a_conflict(sandbox: Sandbox) -> None:
    first = asyncio.create_task(sandbox.bot.refusal("getUpdates", timeout=30))
    await sandbox.bot("getMe")
    await sandbox.polled()
    second = asyncio.create_task(sandbox.bot.updates(timeout=30))
    refused = await first
    assert refused["error_code"] == 409
    assert refused["description"].startswith(
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance"
    )
    await sandbox.person().send("pour le second")
    assert texts(await second) == ["pour le second"]


async def test_polling_beside_a_webhook_is_a_conflict(sandbox: Sandbox) -> None:
    await sandbox.bot("setWebhook", url="http://127.0.0.1:9/")
    refused = await sandbox.bot.refusal("getUpdates")
    assert refused["error_code"] == 409
    assert "webhook is active" in refused["description"]
    await sandbox.bot("deleteWebhook")
    assert await sandbox.bot.updates() == []


async def test_only_the_kinds_asked_for_come(sandbox: Sandbox) -> None:
    person = sandbox.person()
    await sandbox.bot.updates(allowed_updates=["callback_query"])
    sent = await person.send("/start")
    assert sent["update_id"] is None
    await sandbox.bot(
        "sendMessage",
        chat_id=7,
        text="?",
        reply_markup={"inline_keyboard": [[{"text": "x", "callback_data": "y"}]]},
    )
    await person.tap("x")
    (update,) = await sandbox.bot.updates()
    assert "callback_query" in update


async def test_an_update_comes_again_on_request_and_raw_ones_out_of_order(
    sandbox: Sandbox,
) -> None:
    bot = sandbox.bot
    sent = await sandbox.person().send("une fois")
    (update,) = await bot.updates()
    after = update["update_id"] + 1
    assert await bot.updates(offset=after) == []
    answer = await sandbox.post("updates", update_id=sent["update_id"], times=2)
    assert answer.status_code == 201
    assert await bot.updates(offset=after) == [update, update]
    assert await bot.updates(offset=after) == []
    late, early = {**update, "update_id": after + 5}, {**update, "update_id": after + 3}
    for raw in (late, early):
        await sandbox.post("updates", update=raw)
    assert await bot.updates(offset=after) == [late, early]
    assert (await sandbox.post("updates", update_id=1)).status_code == 404


async def test_two_bots_do_not_get_each_others_updates(sandbox: Sandbox) -> None:
    other = sandbox.bot_with("2000002:other")
    await sandbox.bot("getMe")
    await other("getMe")
    await sandbox.person(7).send("au premier")
    await sandbox.person(8).put(bot=2000002)
    await sandbox.person(8).send("au second")
    assert texts(await sandbox.bot.updates()) == ["au premier"]
    assert texts(await other.updates()) == ["au second"]
    assert (await other.refusal("sendMessage", chat_id=7, text="?"))["error_code"] == 403


@dataclass
class Hook:
    """A webhook that notes what it gets and answers as told."""

    url: str = ""
    seen: list[Json] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)
    answers: list[web.Response] = field(default_factory=list)
    got: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def handle(self, request: web.Request) -> web.Response:
        async with self.got:
            self.seen.append(await request.json())
            self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token", ""))
            self.got.notify_all()
        return self.answers.pop(0) if self.answers else web.Response()

    async def wait(self, count: int) -> None:
        async with asyncio.timeout(15), self.got:
            await self.got.wait_for(lambda: len(self.seen) >= count)


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    await runner.cleanup()


async def test_a_webhook_gets_what_waited_and_what_comes_with_its_secret(
    sandbox: Sandbox, hook: Hook
) -> None:
    person = sandbox.person()
    await person.send("avant")
    await sandbox.bot("setWebhook", url=hook.url, secret_token="s3cret")
    await person.send("après")
    await hook.wait(2)
    assert texts(hook.seen) == ["avant", "après"]
    assert hook.secrets == ["s3cret", "s3cret"]


async def test_a_refused_update_is_sent_again_before_the_next_of_its_chat(
    sandbox: Sandbox, hook: Hook
) -> None:
    await sandbox.http.put("/sandbox/limits", json={"webhook_retry_s": 0.01})
    hook.answers = [web.Response(status=500), web.Response(status=503)]
    await sandbox.bot("setWebhook", url=hook.url)
    for text in ("un", "deux"):
        await sandbox.person().send(text)
    await hook.wait(4)
    assert texts(hook.seen) == ["un", "un", "un", "deux"]
    info = await sandbox.bot("getWebhookInfo")
    assert info["last_error_message"].startswith("Wrong response from the webhook: 503")


async def test_a_chat_that_fails_does_not_hold_up_another(sandbox: Sandbox, hook: Hook) -> None:
    hook.answers = [web.Response(status=500, headers={"Retry-After": "30"})]
    await sandbox.bot("setWebhook", url=hook.url)
    await sandbox.person(7).send("attend")
    await hook.wait(1)
    await sandbox.person(8).send("passe")
    await hook.wait(2)
    assert texts(hook.seen) == ["attend", "passe"]
    await sandbox.bot("deleteWebhook")
    assert texts(await sandbox.bot.updates()) == ["attend"]


async def test_pending_updates_are_dropped_on_request(sandbox: Sandbox, hook: Hook) -> None:
    await sandbox.person().send("vieux")
    await sandbox.bot("setWebhook", url=hook.url, drop_pending_updates=True)
    await sandbox.person().send("neuf")
    await hook.wait(1)
    assert texts(hook.seen) == ["neuf"]


async def test_an_unreachable_webhook_keeps_its_updates(sandbox: Sandbox) -> None:
    await sandbox.bot("setWebhook", url="http://127.0.0.1:9/")
    await sandbox.person().send("patience")
    async with asyncio.timeout(10):
        while "last_error_message" not in (info := await sandbox.bot("getWebhookInfo")):
            pass
    assert info["last_error_message"] == "Connection refused"
    assert info["pending_update_count"] == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"url": "http://example.org/"}, "bad webhook: the sandbox calls addresses of this"),
        ({"url": "ftp://127.0.0.1/"}, "bad webhook: Webhook URL must be an HTTP or HTTPS"),
        ({"secret_token": "a b"}, "secret token contains unallowed characters"),
    ],
)
async def test_a_wrong_webhook_is_refused(sandbox: Sandbox, change: Json, words: str) -> None:
    call = {"url": "http://127.0.0.1:9/", **change}
    refused = await sandbox.bot.refusal("setWebhook", **call)
    assert refused["description"].startswith(f"Bad Request: {words}")
