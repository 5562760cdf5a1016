"""The Bot API says no in Telegram's words, and yes only to what Telegram accepts."""

from __future__ import annotations

import pytest

from .conftest import TOKEN, Json, Sandbox

NOTHING = "can't parse reply keyboard markup JSON object"


def inline(**button: object) -> Json:
    return {"inline_keyboard": [[{"text": "x", **button}]]}


async def test_a_malformed_token_is_unauthorized(sandbox: Sandbox) -> None:
    for token in ("abc", "12", "x:y", "12:"):
        answer = await sandbox.http.get(f"/bot{token}/getMe")
        assert answer.status_code == 401
        assert answer.json() == {
            "ok": False, "error_code": 401, "description": "Unauthorized",
        }  # fmt: skip


async def test_an_unknown_method_is_not_found(sandbox: Sandbox) -> None:
    assert await sandbox.bot.refusal("sendTelepathy") == {
        "ok": False, "error_code": 404, "description": "Not Found",
    }  # fmt: skip


async def test_method_names_ignore_case_and_parameters_come_in_every_way(sandbox: Sandbox) -> None:
    await sandbox.person().send("/start")
    path = f"/bot{TOKEN}/sendmessage"
    values = {"chat_id": "7", "text": "é & =", "reply_markup": '{"force_reply": true}'}
    for answer in (
        await sandbox.http.get(path, params=values),
        await sandbox.http.post(path, params=values),
        await sandbox.http.post(path, data=values),
        await sandbox.http.post(path, json={**values, "chat_id": 7}),
        await sandbox.http.post(path, files={name: (None, v) for name, v in values.items()}),
    ):
        assert answer.json()["result"]["text"] == "é & =", answer.text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"chat_id": ""}, "chat_id is empty"),
        ({"chat_id": 99}, "chat not found"),
        ({"chat_id": "@nobody"}, "chat not found"),
        ({"text": ""}, "message text is empty"),
        ({"text": " \n "}, "message text is empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "message text is empty"),
        ({"text": "x" * 4097}, "message is too long"),
        (
            {"text": "<b>x", "parse_mode": "HTML"},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        ({"parse_mode": "BBCode"}, "unsupported parse_mode"),
        ({"reply_markup": "{"}, NOTHING),
        ({"reply_markup": inline(callback_data="é" * 33)}, "BUTTON_DATA_INVALID"),
        ({"reply_markup": inline(callback_data="")}, "BUTTON_DATA_INVALID"),
        (
            {"reply_markup": inline()},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"reply_markup": inline(url="http://localhost/")},
            "inline keyboard button URL 'http://localhost/' is invalid: Wrong HTTP URL",
        ),
        (
            {"reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "y"}]] * 101}},
            "reply markup is too long",
        ),
        ({"reply_parameters": {"message_id": 1}}, "message to be replied not found"),
    ],
)
async def test_a_wrong_message_is_refused(sandbox: Sandbox, change: Json, words: str) -> None:
    await sandbox.person().send("/start")
    call: Json = {"chat_id": 7, "text": "bonjour", **change}
    refused = await sandbox.bot.refusal("sendMessage", **call)
    assert refused["description"] == f"Bad Request: {words}"
    assert refused["error_code"] == 400


async def test_limits_are_accepted_to_the_last_unit(sandbox: Sandbox) -> None:
    await sandbox.person().send("/start")
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": "é" * 32}]] * 100}
    text = f"<b>{'🎉' * 4096}</b>"
    sent = await sandbox.bot(
        "sendMessage", chat_id=7, text=text, parse_mode="HTML", reply_markup=markup
    )
    assert sent["entities"] == [{"offset": 0, "length": 8192, "type": "bold"}]


async def test_a_person_who_never_wrote_is_not_written_to(sandbox: Sandbox) -> None:
    await sandbox.person().put(first_name="Léa")
    refused = await sandbox.bot.refusal("sendMessage", chat_id=7, text="Bonjour")
    assert refused["description"] == "Forbidden: bot can't initiate conversation with a user"
    await sandbox.person().put(started=True)
    await sandbox.bot("sendMessage", chat_id=7, text="Bonjour")


async def test_a_blocked_bot_is_forbidden_everything_until_unblocked(sandbox: Sandbox) -> None:
    person = sandbox.person()
    await person.send("/start")
    sent = await sandbox.bot("sendMessage", chat_id=7, text="un")
    await person.put(blocked=True)
    for method, more in (
        ("sendMessage", {"text": "deux"}),
        ("editMessageText", {"text": "deux", "message_id": sent["message_id"]}),
        ("sendChatAction", {"action": "typing"}),
    ):
        refused = await sandbox.bot.refusal(method, chat_id=7, **more)
        assert refused["error_code"] == 403
        assert refused["description"] == "Forbidden: bot was blocked by the user"
    await person.put(blocked=False)
    await sandbox.bot("sendMessage", chat_id=7, text="trois")


async def test_edits_change_own_texts_and_nothing_else(sandbox: Sandbox) -> None:
    bot, person = sandbox.bot, sandbox.person()
    theirs = await person.send("/start")
    mine = await bot("sendMessage", chat_id=7, text="Sûr ?", reply_markup=inline(callback_data="y"))
    message_id = mine["message_id"]

    async def refusal(**change: object) -> str:
        call = {"chat_id": 7, "message_id": message_id, "text": "Sûr ?", **change}
        words: str = (await bot.refusal("editMessageText", **call))["description"]
        return words

    assert (await refusal(reply_markup=inline(callback_data="y"))).startswith(
        "Bad Request: message is not modified: specified new message content"
    )
    assert await refusal(message_id=1) == "Bad Request: message to edit not found"
    assert await refusal(message_id=theirs["message_id"]) == (
        "Bad Request: message can't be edited"
    )
    assert await refusal(reply_markup={"remove_keyboard": True, "keyboard": [["a"]]}) == (
        "Bad Request: inline keyboard expected"
    )
    edited = await bot("editMessageText", chat_id=7, message_id=message_id, text="Sûr ?")
    assert "reply_markup" not in edited
    assert edited["edit_date"] >= edited["date"]
    file = await bot("sendDocument", chat_id=7, files={"document": ("a.txt", b"a")})
    assert await refusal(message_id=file["message_id"]) == (
        "Bad Request: there is no text in the message to edit"
    )


async def test_deleted_messages_are_gone(sandbox: Sandbox) -> None:
    person = sandbox.person()
    theirs = await person.send("/start")
    for message_id in (
        theirs["message_id"],
        (await sandbox.bot("sendMessage", chat_id=7, text="x"))["message_id"],
    ):
        assert await sandbox.bot("deleteMessage", chat_id=7, message_id=message_id) is True
        refused = await sandbox.bot.refusal("deleteMessage", chat_id=7, message_id=message_id)
        assert refused["description"] == "Bad Request: message to delete not found"
    assert [entry["deleted"] for entry in await person.transcript()] == [True, True]


async def test_a_press_is_answered_in_time_or_not_at_all(sandbox: Sandbox) -> None:
    person = sandbox.person()
    await person.send("/start")
    await sandbox.bot("sendMessage", chat_id=7, text="?", reply_markup=inline(callback_data="y"))
    old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    query_id = (await person.tap("x"))["callback_query_id"]
    assert await sandbox.bot("answerCallbackQuery", callback_query_id=query_id) is True
    assert await sandbox.bot("answerCallbackQuery", callback_query_id=query_id) is True
    foreign = await sandbox.bot_with("5:x").refusal(
        "answerCallbackQuery", callback_query_id=query_id
    )
    assert foreign["description"] == old
    await sandbox.http.put("/sandbox/limits", json={"callback_timeout_s": 0})
    late = (await person.tap("x"))["callback_query_id"]
    refused = await sandbox.bot.refusal("answerCallbackQuery", callback_query_id=late)
    assert refused["description"] == old


async def test_files_have_telegrams_limits(sandbox: Sandbox) -> None:
    bot, person = sandbox.bot, sandbox.person()
    await person.send(document={"file_name": "a.bin", "size": 20 * 1024 * 1024})
    await person.send(document={"file_name": "b.bin", "size": 20 * 1024 * 1024 + 1})
    fits, too_big = (update["message"]["document"] for update in await bot.updates())
    file = await bot("getFile", file_id=fits["file_id"])
    download = await sandbox.http.get(f"/file/bot{TOKEN}/{file['file_path']}")
    assert len(download.content) == file["file_size"] == 20 * 1024 * 1024
    refused = await bot.refusal("getFile", file_id=too_big["file_id"])
    assert refused["description"] == "Bad Request: file is too big"
    assert (await bot.refusal("getFile", file_id="?"))["description"] == (
        "Bad Request: invalid file_id"
    )
    huge = await bot.refusal(
        "sendDocument", chat_id=7, files={"document": ("c.bin", bytes(50 * 1024 * 1024 + 1))}
    )
    assert (huge["error_code"], huge["description"]) == (413, "Request Entity Too Large")


async def test_wrong_files_are_refused(sandbox: Sandbox) -> None:
    bot = sandbox.bot
    await sandbox.person().send("/start")

    async def refusal(method: str, files: object = None, **params: object) -> str:
        answer = await bot.refusal(method, chat_id=7, files=files, **params)
        words: str = answer["description"]
        return words

    assert await refusal("sendDocument") == "Bad Request: there is no document in the request"
    assert await refusal("sendDocument", {"document": ("a.txt", b"")}) == (
        "Bad Request: file must be non-empty"
    )
    assert await refusal("sendDocument", document="nothing") == (
        "Bad Request: wrong file identifier/HTTP URL specified"
    )
    assert await refusal("sendPhoto", {"photo": ("a.png", b"not a picture")}) == (
        "Bad Request: IMAGE_PROCESS_FAILED"
    )
    assert await refusal("sendDocument", {"document": ("a", b"a")}, caption="x" * 1025) == (
        "Bad Request: message caption is too long"
    )


async def test_an_attached_file_and_its_id_can_both_be_sent(sandbox: Sandbox) -> None:
    await sandbox.person().send("/start")
    first = await sandbox.bot(
        "sendDocument", chat_id=7, document="attach://one", files={"one": ("été.csv", b"a;b")}
    )
    again = await sandbox.bot(
        "sendDocument", chat_id=7, document=first["document"]["file_id"], caption="encore"
    )
    assert again["document"] == first["document"]
    assert again["document"]["file_name"] == "été.csv"
    assert again["caption"] == "encore"


async def test_the_narrowest_commands_are_shown(sandbox: Sandbox) -> None:
    bot, person = sandbox.bot, sandbox.person()
    await person.send("/start")

    async def register(name: str, **where: object) -> None:
        commands = [{"command": name, "description": "…"}]
        await bot("setMyCommands", commands=commands, **where)

    async def shown() -> str:
        name: str = (await person.view())["commands"][0]["command"]
        return name

    await register("defaut")
    assert await shown() == "defaut"
    await register("prive", scope={"type": "all_private_chats"})
    assert await shown() == "prive"
    await register("prive_fr", scope={"type": "all_private_chats"}, language_code="fr")
    assert await shown() == "prive_fr"
    await register("elle", scope={"type": "chat", "chat_id": 7})
    assert await shown() == "elle"
    await bot("deleteMyCommands", scope={"type": "chat", "chat_id": 7})
    assert await shown() == "prive_fr"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ({"command": "Aide", "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "a" * 33, "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "aide", "description": ""}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"command": "aide", "description": "x" * 257}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ],
)
async def test_a_wrong_command_is_refused(sandbox: Sandbox, command: Json, words: str) -> None:
    refused = await sandbox.bot.refusal("setMyCommands", commands=[command])
    assert refused["description"] == f"Bad Request: {words}"


async def test_names_and_descriptions_exist_per_language(sandbox: Sandbox) -> None:
    bot = sandbox.bot
    await bot("setMyName", name="PaQte")
    await bot("setMyDescription", description="Bonjour")
    await bot("setMyDescription", description="Hello", language_code="en")
    assert await bot("getMyDescription", language_code="en") == {"description": "Hello"}
    assert await bot("getMyDescription", language_code="de") == {"description": "Bonjour"}
    view = await sandbox.person().put(language_code="en-US")
    assert (view["bot"]["name"], view["bot"]["description"]) == ("PaQte", "Hello")
    await bot("setMyShortDescription", short_description="x" * 120)
    refused = await bot.refusal("setMyShortDescription", short_description="x" * 121)
    assert refused["description"] == "Bad Request: BOT_DESCRIPTION_INVALID"


async def test_typing_shows_until_the_next_message(sandbox: Sandbox) -> None:
    person = sandbox.person()
    await person.send("/start")
    assert (await person.view())["typing_until"] is None
    await sandbox.bot("sendChatAction", chat_id=7, action="typing")
    assert (await person.view())["typing_until"] is not None
    await sandbox.bot("sendMessage", chat_id=7, text="voilà")
    assert (await person.view())["typing_until"] is None
    refused = await sandbox.bot.refusal("sendChatAction", chat_id=7, action="dancing")
    assert refused["description"] == "Bad Request: wrong parameter action in request"
