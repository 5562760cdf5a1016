"""The users' side over HTTP: /sandbox/users/… and /sandbox/groups."""

from __future__ import annotations

import asyncio
import time

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sandbox.model.bots import Bot
from sandbox.model.chats import Chat
from sandbox.model.json import Json, json_response
from sandbox.model.users import User
from sandbox.model.world import World
from sandbox.people.contents import Contents
from sandbox.people.groups import create_group, find_group
from sandbox.people.membership import change_bot_status
from sandbox.people.requests import (
    ChatChoice,
    EditedMessage,
    NewMessage,
    NewTap,
    Profile,
)
from sandbox.people.talking import ImpossibleError, Posted, edit, post, press
from sandbox.people.transcript import keyboard_rows, transcript
from sandbox.people.uploads import read_message

MAX_WAIT_S = 60.0


def world_of(request: Request) -> World:
    """The memory of the sandbox that answers a request."""
    world: World = request.app.state.world
    return world


def _user(request: Request) -> User:
    user_id = int(request.path_params["id"])
    if user_id <= 0:
        raise ImpossibleError("a person's id is a positive number", missing=True)
    return world_of(request).user(user_id)


def choose_bot(world: World, choice: str | int) -> Bot:
    """A bot by its id, @name or token.

    Raises:
        ImpossibleError: there is none.
    """
    wanted = str(choice).removeprefix("@")
    for bot in world.bots.values():
        if wanted in {str(bot.id), bot.username, bot.token}:
            return bot
    made = world.bot(wanted)
    if made is None:
        raise ImpossibleError(f"there is no bot {choice}", missing=True)
    return made


def _chat(world: World, user: User, choice: ChatChoice | None) -> Chat:
    bot = world.bot_of(user)
    if choice is None:
        return world.private_chat(bot, user)
    if choice.id is not None:
        for (_, chat_id), chat in world.chats.items():
            if chat_id == choice.id and user.id in {person.id for person in chat.people()}:
                return chat
        raise ImpossibleError(f"this person is in no chat {choice.id}", missing=True)
    found = find_group(world, bot, user, choice.title)
    return found or create_group(world, bot, [user], choice.type, choice.title)


def _posted(chat: Chat, posted: list[Posted]) -> Json:
    return {
        "chat_id": chat.id,
        "message_id": posted[0].message.id,
        "message_ids": [one.message.id for one in posted],
        "n": posted[-1].message.n,
        "update_id": posted[0].update_id,
        "update_ids": [one.update_id for one in posted if one.update_id is not None],
    }


async def post_message(request: Request) -> Response:
    """POST /sandbox/users/{id}/messages."""
    message = await read_message(request)
    world, user = world_of(request), _user(request)
    chat = _chat(world, user, message.chat)
    contents = Contents(world.files, user).of(message)
    posted = [post(world, chat, user, content, message.reply_to) for content in contents]
    return json_response(_posted(chat, posted), 201)


async def patch_message(request: Request) -> Response:
    """PATCH /sandbox/users/{id}/messages/{message_id}."""
    edited = EditedMessage.model_validate_json(await request.body())
    world, user = world_of(request), _user(request)
    chat = _chat(world, user, edited.chat)
    message_id = int(request.path_params["message_id"])
    return json_response(_posted(chat, [edit(world, chat, user, message_id, edited.text)]))


async def post_tap(request: Request) -> Response:
    """POST /sandbox/users/{id}/taps."""
    tap = NewTap.model_validate_json(await request.body())
    world, user = world_of(request), _user(request)
    chat = _chat(world, user, tap.chat)
    if tap.data is not None and tap.message_id is not None:
        return await _press(world, chat, user, tap.message_id, tap.data, tap.wait)
    message_id, button = _labelled(chat, tap.label or "", tap.message_id)
    if "callback_data" in button:
        return await _press(world, chat, user, message_id, button["callback_data"], tap.wait)
    if "url" in button:
        return json_response({"url": button["url"]})
    if "copy_text" in button:
        return json_response({"copied": button["copy_text"]["text"]})
    message = NewMessage(text=button["text"])
    if button.get("request_contact"):
        message = NewMessage.model_validate({"contact": {"own": True}, "reply_to": message_id})
    elif button.get("request_location"):
        paris = {"latitude": 48.8566, "longitude": 2.3522}
        message = NewMessage.model_validate({"location": paris, "reply_to": message_id})
    if chat.keyboard is not None and chat.keyboard.get("one_time_keyboard"):
        chat.keyboard = None
    (content,) = Contents(world.files, user).of(message)
    posted = post(world, chat, user, content, message.reply_to)
    return json_response(_posted(chat, [posted]), 201)


async def _press(
    world: World, chat: Chat, user: User, message_id: int, data: str, wait: float
) -> Response:
    tap, update_id = press(world, chat, user, message_id, data)
    answer: Json | None = None
    if wait:
        done, _ = await asyncio.wait([tap.answer], timeout=wait)
        if done and not tap.answer.cancelled():
            answer = tap.answer.result()
    return json_response(
        {
            "callback_query_id": tap.id,
            "message_id": message_id,
            "update_id": update_id,
            "answered": answer is not None,
            "answer": answer,
        },
        201,
    )


def _labelled(chat: Chat, label: str, message_id: int | None) -> tuple[int, Json]:
    """The button of that label on the newest message that bears it."""
    messages = sorted(chat.messages.values(), key=lambda message: -message.id)
    for message in messages:
        if message.deleted or message_id not in (None, message.id):
            continue
        rows = message.body.get("reply_markup", {}).get("inline_keyboard", [])
        if message.keyboard_markup is not None:
            shown = message.keyboard_markup is chat.keyboard
            rows = message.keyboard_markup.get("keyboard", []) if shown else []
        for button in (button for row in rows for button in row):
            if _typed(button["text"]) == _typed(label):
                return message.id, button
    raise ImpossibleError(f"no message bears a button « {label} »", missing=True)


def _typed(label: str) -> str:
    """``label`` as a keyboard types it: whoever asks for « Où ? » has no no-break spaces."""
    return " ".join(label.split())


async def get_transcript(request: Request) -> Response:
    """GET /sandbox/users/{id}/transcript?after=N&wait=S&from=bot|user&chat=ID."""
    world, user = world_of(request), _user(request)
    query = request.query_params
    choice = ChatChoice(id=int(query["chat"])) if "chat" in query else None
    sender = query.get("from")
    if sender not in (None, "bot", "user"):
        raise ValueError("from is bot or user")
    found = await transcript(
        _chat(world, user, choice),
        world.files,
        after=int(query.get("after", 0)),
        wait=min(max(float(query.get("wait", 0)), 0), MAX_WAIT_S),
        sender=sender,
    )
    return json_response(found)


async def put_user(request: Request) -> Response:
    """PUT /sandbox/users/{id}: change the profile, block or unblock the bot."""
    profile = Profile.model_validate_json(await request.body() or b"{}")
    world, user = world_of(request), _user(request)
    for name in ("first_name", "last_name", "username", "language_code"):
        value = getattr(profile, name)
        if value is not None:
            setattr(user, name, value)
    if profile.phone_number is not None:
        user.phone_number = profile.phone_number.removeprefix("+")
    if profile.bot is not None:
        user.bot_id = choose_bot(world, profile.bot).id
    chat = world.private_chat(world.bot_of(user), user)
    if profile.started is not None:
        chat.started = profile.started
    if profile.blocked is not None:
        change_bot_status(chat, "kicked" if profile.blocked else "member", by=user.as_user())
    world.notices.publish("profile", user.id)
    return json_response(_view(world, user))


async def get_user(request: Request) -> Response:
    """GET /sandbox/users/{id}."""
    return json_response(_view(world_of(request), _user(request)))


def _view(world: World, user: User) -> Json:
    chat = world.private_chat(world.bot_of(user), user)
    bot, language = chat.bot, user.language_code[:2]
    return {
        **user.as_user(),
        "phone_number": user.phone_number,
        "bot": {
            "id": bot.id,
            "username": bot.username,
            "name": bot.name(language),
            "description": bot.description(language),
        },
        "blocked": chat.bot_status == "kicked",
        "started": chat.started,
        "typing_until": chat.typing_until if chat.typing_until > time.time() else None,
        "commands": bot.commands_for(chat.id, True, language),
        "menu_button": bot.menu_buttons.get(chat.id) or bot.menu_buttons.get(0),
        "keyboard": _keyboard(chat),
        "groups": [
            {"id": group.id, "type": group.kind, "title": group.title}
            for (_, _), group in world.chats.items()
            if user.id in group.members
        ],
        "n": chat.n,
    }


def _keyboard(chat: Chat) -> Json | None:
    if chat.keyboard is None:
        return None
    return {
        "buttons": keyboard_rows(chat.keyboard),
        "placeholder": chat.keyboard.get("input_field_placeholder", ""),
    }


async def get_users(request: Request) -> Response:
    """GET /sandbox/users: everyone known."""
    world = world_of(request)
    return json_response([_view(world, user) for user in world.users.values()])


ROUTES = [
    Route("/sandbox/users", get_users),
    Route("/sandbox/users/{id:int}", get_user, methods=["GET"]),
    Route("/sandbox/users/{id:int}", put_user, methods=["PUT"]),
    Route("/sandbox/users/{id:int}/messages", post_message, methods=["POST"]),
    Route("/sandbox/users/{id:int}/messages/{message_id:int}", patch_message, methods=["PATCH"]),
    Route("/sandbox/users/{id:int}/taps", post_tap, methods=["POST"]),
    Route("/sandbox/users/{id:int}/transcript", get_transcript),
]
