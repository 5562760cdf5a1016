"""The users' side: messages, taps, transcripts, groups, faults, reset."""

from __future__ import annotations

import asyncio
import base64
import time

import pytest

from .conftest import Json, Sandbox

OUI_NON = {
    "inline_keyboard": [
        [{"text": "Oui", "callback_data": "o"}, {"text": "Non", "callback_data": "n"}],
        [{"text": "Site", "url": "https://paqte.fr"}],
    ]
}


async def test_the_transcript_lists_both_sides_with_their_buttons(sandbox: Sandbox) -> None:
    person = sandbox.person()
    await person.send("/start")
    await sandbox.bot("sendMessage", chat_id=7, text="Alors ?", reply_markup=OUI_NON)
    keyboard = {"keyboard": [[{"text": "Mon numéro", "request_contact": True}, "Passer"]]}
    await sandbox.bot("sendMessage", chat_id=7, text="Numéro ?", reply_markup=keyboard)
    await sandbox.bot(
        "sendMessage", chat_id=7, text="Merci", reply_markup={"remove_keyboard": True}
    )
    entries = await person.transcript()
    assert [(entry["from"], entry["text"], entry["keyboard"]) for entry in entries] == [
        ("user", "/start", None), ("bot", "Alors ?", None), ("bot", "Numéro ?", True),
        ("bot", "Merci", False),
    ]  # fmt: skip
    assert entries[1]["buttons"] == [
        [{"label": "Oui", "data": "o"}, {"label": "Non", "data": "n"}],
        [{"label": "Site", "url": "https://paqte.fr"}],
    ]
    assert entries[2]["buttons"] == [
        [{"label": "Mon numéro", "request_contact": True}, {"label": "Passer"}]
    ]
    assert (await person.view())["keyboard"] is None


async def test_an_edited_message_comes_again_with_a_new_n(sandbox: Sandbox) -> None:
    person = sandbox.person()
    await person.send("/start")
    sent = await sandbox.bot("sendMessage", chat_id=7, text="un")
    await sandbox.bot("sendMessage", chat_id=7, text="deux")
    known = (await person.transcript())[-1]["n"]
    await sandbox.bot("editMessageText", chat_id=7, message_id=sent["message_id"], text="un bis")
    (entry,) = await person.transcript(after=known)
    assert (entry["message_id"], entry["text"], entry["edited"]) == (
        sent["message_id"], "un bis", True,
    )  # fmt: skip
    assert [entry["text"] for entry in await person.transcript()] == ["/start", "deux", "un bis"]


async def test_waiting_ends_with_the_message_that_is_waited_for(sandbox: Sandbox) -> None:
    person = sandbox.person()
    await person.send("/start")
    waiting = asyncio.create_task(person.transcript(**{"after": 0, "wait": 30, "from": "bot"}))
    await person.send("encore")
    await sandbox.bot("sendMessage", chat_id=7, text="voilà")
    start = time.monotonic()
    (entry,) = await waiting
    assert entry["text"] == "voilà"
    assert time.monotonic() - start < 10
    assert await person.transcript(after=entry["n"], wait=0.05) == []


async def test_nobody_waits_in_a_sandbox_that_stops(sandbox: Sandbox) -> None:
    person = sandbox.person()
    await person.send("/start")
    waiting = asyncio.create_task(person.transcript(**{"wait": 60, "from": "bot"}))
    async with asyncio.timeout(20):
        while not sandbox.world.chats:  # noqa: ASYNC110 - the wait has no event of its own
            await asyncio.sleep(0)
        sandbox.world.stop()
        assert await waiting == []
        # Who asks again before the door is closed is not kept either.
        assert await person.transcript(**{"wait": 60, "from": "bot"}) == []


async def test_a_tap_finds_the_newest_message_with_the_label(sandbox: Sandbox) -> None:
    person = sandbox.person()
    await person.send("/start")
    await sandbox.bot("sendMessage", chat_id=7, text="un", reply_markup=OUI_NON)
    newest = await sandbox.bot("sendMessage", chat_id=7, text="deux", reply_markup=OUI_NON)
    assert (await person.tap("Oui"))["message_id"] == newest["message_id"]
    assert (await person.tap("Site")) == {"url": "https://paqte.fr"}
    missing = await sandbox.http.post("/sandbox/users/7/taps", json={"label": "Peut-être"})
    assert missing.status_code == 404


async def test_a_button_that_is_gone_or_forged_can_still_be_pressed(sandbox: Sandbox) -> None:
    person = sandbox.person()
    await person.send("/start")
    sent = await sandbox.bot("sendMessage", chat_id=7, text="un", reply_markup=OUI_NON)
    await sandbox.bot("editMessageReplyMarkup", chat_id=7, message_id=sent["message_id"])
    for data in ("o", "forged"):
        await person.tap(message_id=sent["message_id"], data=data)
    queries = [update.get("callback_query") for update in await sandbox.bot.updates()]
    assert [query["data"] for query in queries if query] == ["o", "forged"]


async def test_a_reply_key_sends_its_text_and_the_contact_key_the_own_number(
    sandbox: Sandbox,
) -> None:
    person = sandbox.person()
    await person.put(phone_number="+33639980007", first_name="Léa")
    await person.send("/start")
    keyboard = {
        "keyboard": [[{"text": "Mon numéro", "request_contact": True}, "Passer"]],
        "one_time_keyboard": True,
    }
    await sandbox.bot("sendMessage", chat_id=7, text="?", reply_markup=keyboard)
    await person.tap("Mon numéro")
    assert (await person.view())["keyboard"] is None
    await sandbox.bot("sendMessage", chat_id=7, text="?", reply_markup=keyboard)
    await person.tap("Passer")
    _, shared, skipped = [update["message"] for update in await sandbox.bot.updates()]
    assert shared["contact"] == {
        "phone_number": "33639980007", "first_name": "Léa", "user_id": 7,
    }  # fmt: skip
    assert skipped["text"] == "Passer"


async def test_a_contact_is_the_senders_own_unless_said_otherwise(sandbox: Sandbox) -> None:
    person = sandbox.person()
    for contact in (True, {}, {"user_id": 7}, {"user_id": 8}, {"phone_number": "0139000000"}):
        await person.send(contact=contact)
    contacts = [update["message"]["contact"] for update in await sandbox.bot.updates()]
    assert [contact.get("user_id") for contact in contacts] == [7, 7, 7, 8, None]


async def test_a_file_arrives_as_a_form_or_as_base64(sandbox: Sandbox) -> None:
    url = "/sandbox/users/7/messages"
    form = await sandbox.http.post(
        url, files={"document": ("é.csv", b"a;b", "text/csv")}, data={"caption": "la liste"}
    )
    assert form.status_code == 201, form.text
    content = base64.b64encode(b"c;d").decode()
    await sandbox.person().send(document={"file_name": "b.csv", "content": content})
    first, second = [update["message"] for update in await sandbox.bot.updates()]
    assert (first["document"]["file_name"], first["caption"]) == ("é.csv", "la liste")
    entries = await sandbox.person().transcript()
    bodies = [(await sandbox.http.get(entry["document"]["url"])).content for entry in entries]
    assert bodies == [b"a;b", b"c;d"]
    assert second["document"]["file_size"] == 3


@pytest.mark.parametrize(
    "body",
    [
        {}, {"text": "a", "photo": True}, {"txt": "a"}, {"text": "  "}, {"text": "x" * 4097},
        {"location": {"latitude": 91, "longitude": 0}}, {"media_group": [{"photo": True}]},
        {"photo": {"content": "AAAA"}}, {"document": {"content": "é"}},
    ],
)  # fmt: skip
async def test_an_impossible_message_is_refused(sandbox: Sandbox, body: Json) -> None:
    answer = await sandbox.post("users/7/messages", **body)
    assert answer.status_code == 422, answer.text
    assert answer.json()["error"]
    assert await sandbox.bot.updates() == []


async def test_only_own_messages_are_edited_and_blocked_people_write_nothing(
    sandbox: Sandbox,
) -> None:
    person = sandbox.person()
    sent = await person.send("/start")
    answer = await sandbox.bot("sendMessage", chat_id=7, text="x")
    url = "/sandbox/users/7/messages"
    theirs = await sandbox.http.patch(f"{url}/{answer['message_id']}", json={"text": "y"})
    assert theirs.status_code == 409
    gone = await sandbox.http.patch(f"{url}/1", json={"text": "y"})
    assert gone.status_code == 404
    await person.edit(sent["message_id"], "/aide")
    assert (await sandbox.bot.updates())[-1]["edited_message"]["text"] == "/aide"
    await person.put(blocked=True)
    assert (await sandbox.post("users/7/messages", text="x")).status_code == 409


async def test_a_caption_is_edited_as_a_caption(sandbox: Sandbox) -> None:
    person = sandbox.person()
    sent = await person.send(photo=True, caption="avant /aide")
    await person.edit(sent["message_id"], "après /start")
    edited = (await sandbox.bot.updates())[-1]["edited_message"]
    assert edited["caption"] == "après /start"
    assert edited["caption_entities"][0]["type"] == "bot_command"
    assert "text" not in edited


async def test_in_a_group_the_bot_hears_only_what_is_for_it(sandbox: Sandbox) -> None:
    person = sandbox.person()
    group = {"title": "Équipe"}
    await person.send("bonjour à tous", chat=group)
    await person.send("/aide", chat=group)
    updates = await sandbox.bot.updates()
    assert "my_chat_member" in updates[0]
    heard = [update["message"].get("text") for update in updates if "message" in update]
    assert heard == [None, "/aide"]
    chat = updates[-1]["message"]["chat"]
    assert (chat["type"], chat["title"]) == ("group", "Équipe")
    reply = await sandbox.bot("sendMessage", chat_id=chat["id"], text="Écrivez-moi en privé")
    entries = await person.transcript(chat=chat["id"])
    assert entries[-1]["message_id"] == reply["message_id"]
    refused = await sandbox.bot.refusal(
        "sendMessage", chat_id=chat["id"], text="?",
        reply_markup={"keyboard": [[{"text": "n", "request_contact": True}]]},
    )  # fmt: skip
    assert refused["description"] == (
        "Bad Request: phone number can be requested in private chats only"
    )


async def test_a_migrated_group_answers_with_its_new_id(sandbox: Sandbox) -> None:
    old = (await sandbox.post("groups", members=[7])).json()["chat_id"]
    new = (await sandbox.post(f"groups/{old}/migrate")).json()["chat_id"]
    refused = await sandbox.bot.refusal("sendMessage", chat_id=old, text="x")
    assert refused["description"] == ("Bad Request: group chat was upgraded to a supergroup chat")
    assert refused["parameters"] == {"migrate_to_chat_id": new}
    updates = [update["message"] for update in await sandbox.bot.updates() if "message" in update]
    assert updates[-2]["migrate_to_chat_id"] == new
    assert updates[-1]["migrate_from_chat_id"] == old
    await sandbox.http.put(f"/sandbox/groups/{new}/bot", json={"status": "kicked"})
    kicked = await sandbox.bot.refusal("sendMessage", chat_id=new, text="x")
    assert kicked["description"] == "Forbidden: bot was kicked from the supergroup chat"


async def test_faults_come_as_often_as_asked_and_where_asked(sandbox: Sandbox) -> None:
    bot = sandbox.bot
    for user_id in (7, 8):
        await sandbox.person(user_id).send("/start")
    await sandbox.post("faults", method="sendmessage", code=429, retry_after=4, times=2, chat_id=7)
    await bot("sendMessage", chat_id=8, text="passe")
    for _ in range(2):
        response = await bot.raw("sendMessage", chat_id=7, text="x")
        assert response.headers["retry-after"] == "4"
        assert response.json() == {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 4",
            "parameters": {"retry_after": 4},
        }
    await bot("sendMessage", chat_id=7, text="passe")
    await sandbox.post("faults", method="*", code=500, description="Internal Server Error: x")
    assert (await bot.refusal("getMe"))["description"] == "Internal Server Error: x"
    await sandbox.post("faults", method="getMe", code=500, times=9)
    await sandbox.http.delete("/sandbox/faults")
    await bot("getMe")


async def test_an_answer_can_get_lost_after_the_work_is_done(sandbox: Sandbox) -> None:
    person = sandbox.person()
    await person.send("/start")
    await sandbox.post("faults", method="sendMessage", code=500, after=True)
    await sandbox.bot.refusal("sendMessage", chat_id=7, text="arrivé")
    assert [entry["text"] for entry in await person.transcript()] == ["/start", "arrivé"]


async def test_real_limits_are_off_until_switched_on(sandbox: Sandbox) -> None:
    await sandbox.person().send("/start")
    for _ in range(8):
        await sandbox.bot("sendMessage", chat_id=7, text="x")
    await sandbox.http.put("/sandbox/limits", json={"enabled": True, "chat_burst": 3})
    answers = [await sandbox.bot.raw("sendMessage", chat_id=7, text="x") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert answers[-1].json()["parameters"]["retry_after"] == 1


async def test_a_reset_forgets_people_and_keeps_what_bots_registered(sandbox: Sandbox) -> None:
    person = sandbox.person()
    sent = await person.send("/start")
    await sandbox.bot("setMyCommands", commands=[{"command": "aide", "description": "…"}])
    await sandbox.post("faults", method="getMe", code=500)
    assert (await sandbox.post("reset")).status_code == 204
    assert await person.transcript() == []
    assert await sandbox.bot.updates() == []
    assert (await person.view())["commands"] == [{"command": "aide", "description": "…"}]
    again = await person.send("/start")
    assert again["update_id"] > sent["update_id"]
    assert again["message_id"] > sent["message_id"]
    await sandbox.post("reset", bots=True)
    assert (await person.view())["commands"] == []


async def test_calls_of_the_bot_are_listed(sandbox: Sandbox) -> None:
    await sandbox.person().send("/start")
    await sandbox.bot("sendMessage", chat_id=7, text="x")
    await sandbox.bot.refusal("sendMessage", chat_id=7, text="")
    answer = await sandbox.http.get("/sandbox/calls", params={"method": "sendMessage"})
    assert [(call["chat_id"], call["code"]) for call in answer.json()] == [("7", 200), ("7", 400)]


async def test_it_is_ready_and_answers_this_machine_only(sandbox: Sandbox) -> None:
    health = await sandbox.http.get("/sandbox/health")
    assert health.json()["status"] == "ready"
    for headers in ({"host": "sandbox.example.org"}, {"origin": "https://example.org"}):
        answer = await sandbox.http.get("/sandbox/health", headers=headers)
        assert answer.status_code == 403
    page = await sandbox.http.get("/", headers={"origin": sandbox.url})
    assert "default-src 'self'" in page.headers["content-security-policy"]
