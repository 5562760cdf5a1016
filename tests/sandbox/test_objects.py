"""Every object the sandbox emits is one that other people's clients accept."""

from __future__ import annotations

from typing import Any

import pytest
import telegram
from aiogram import types

from .conftest import Json, Person, Sandbox

CONTENTS: list[Json] = [
    {"text": "/start 93 @paqte https://paqte.fr 🎉"},
    {"location": {"latitude": 49.03, "longitude": 2.07}},
    {"contact": {}},
    {"contact": {"phone_number": "33639980042", "first_name": "Sacha", "user_id": 99}},
    {"document": {"file_name": "liste.csv", "content": "YTtiCg=="}, "caption": "la liste /aide"},
    {"document": {"file_name": "gros.zip", "size": 22_020_096}},
    {"photo": True},
    {"voice": {"duration": 4}},
    {"video": True},
    {"sticker": {"emoji": "👍"}},
    {"poll": {"question": "Quand ?", "options": ["lundi", "mardi"]}},
    {"media_group": [{"photo": True, "caption": "deux"}, {"document": {"file_name": "a.pdf"}}]},
]


def check_update(update: Json) -> None:
    """Parse with aiogram and python-telegram-bot; nothing may be unknown to aiogram."""
    parsed = types.Update.model_validate(update)
    assert_nothing_unknown(parsed)
    read = telegram.Update.de_json(update, None)
    assert read.update_id == update["update_id"]
    assert read.effective_user is not None


def assert_nothing_unknown(parsed: Any) -> None:
    """aiogram keeps fields it does not know in `model_extra`: there must be none."""
    if isinstance(parsed, list):
        for item in parsed:
            assert_nothing_unknown(item)
    elif isinstance(parsed, types.TelegramObject):
        assert not parsed.model_extra, f"{type(parsed).__name__}: {parsed.model_extra}"
        for name in type(parsed).model_fields:
            assert_nothing_unknown(getattr(parsed, name))


def check_message(message: Json) -> types.Message:
    """A message as a result of a method."""
    parsed = types.Message.model_validate(message)
    assert_nothing_unknown(parsed)
    assert telegram.Message.de_json(message, None).message_id == message["message_id"]
    return parsed


@pytest.mark.parametrize("content", CONTENTS, ids=lambda content: next(iter(content)))
async def test_a_message_of_each_kind_is_accepted(sandbox: Sandbox, content: Json) -> None:
    sent = await sandbox.person().send(**content)
    updates = await sandbox.bot.updates()
    assert [update["update_id"] for update in updates] == sent["update_ids"]
    for update in updates:
        check_update(update)


async def test_edits_taps_blocks_and_replies_are_accepted(sandbox: Sandbox) -> None:
    person = sandbox.person()
    first = await person.send("/start")
    keyboard = {"inline_keyboard": [[{"text": "Oui", "callback_data": "oui"}]]}
    asked = await sandbox.bot("sendMessage", chat_id=7, text="Sûr ?", reply_markup=keyboard)
    await person.tap("Oui")
    await person.send("ça", reply_to=asked["message_id"])
    await person.edit(first["message_id"], "/aide")
    await sandbox.bot("deleteMessage", chat_id=7, message_id=asked["message_id"])
    await person.tap(message_id=asked["message_id"], data="oui")
    await person.put(blocked=True)
    await person.put(blocked=False)
    updates = await sandbox.bot.updates()
    kinds = [next(key for key in update if key != "update_id") for update in updates]
    assert kinds == [
        "message", "callback_query", "message", "edited_message", "callback_query",
        "my_chat_member", "my_chat_member",
    ]  # fmt: skip
    for update in updates:
        check_update(update)
    assert updates[4]["callback_query"]["message"]["date"] == 0


async def test_groups_made_joined_and_migrated_are_accepted(sandbox: Sandbox) -> None:
    made = (await sandbox.post("groups", title="Équipe", members=[7, 8])).json()
    await Person(sandbox.http, 8).send("/aide", chat={"id": made["chat_id"]})
    await sandbox.post(f"groups/{made['chat_id']}/migrate")
    await sandbox.http.put(
        f"/sandbox/groups/{made['chat_id']}/bot", json={"status": "administrator"}
    )
    updates = await sandbox.bot.updates()
    assert len(updates) == 6
    for update in updates:
        check_update(update)


async def test_results_of_methods_are_accepted(sandbox: Sandbox) -> None:
    bot, person = sandbox.bot, sandbox.person()
    await person.put(username="camille", last_name="Durand")
    await person.send("/start")
    rich = await bot(
        "sendMessage",
        chat_id=7,
        parse_mode="HTML",
        text='<b>Gras</b> <a href="https://paqte.fr">lien</a>',
        link_preview_options={"is_disabled": True},
        reply_parameters={"message_id": (await person.transcript())[0]["message_id"]},
        reply_markup={"inline_keyboard": [[{"text": "Site", "url": "https://paqte.fr"}]]},
    )
    check_message(rich)
    document = await bot("sendDocument", chat_id=7, files={"document": ("é.csv", b"a;b\n")})
    parsed = check_message(document)
    assert parsed.document is not None
    file = types.File.model_validate(await bot("getFile", file_id=parsed.document.file_id))
    assert_nothing_unknown(file)
    check_message(await bot("sendLocation", chat_id=7, latitude=48.8, longitude=2.3))
    check_message(
        await bot("sendContact", chat_id=7, phone_number="0139000000", first_name="Mairie")
    )
    info = types.ChatFullInfo.model_validate(await bot("getChat", chat_id=7))
    assert_nothing_unknown(info)
    me = types.User.model_validate(await bot("getMe"))
    assert_nothing_unknown(me)
    hook = types.WebhookInfo.model_validate(await bot("getWebhookInfo"))
    assert_nothing_unknown(hook)
