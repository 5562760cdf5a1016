"""Groups: made, left, turned into supergroups."""

from __future__ import annotations

import time

from sandbox.model.bots import Bot
from sandbox.model.chats import Chat
from sandbox.model.json import Json
from sandbox.model.users import User
from sandbox.model.world import World
from sandbox.people.membership import change_bot_status
from sandbox.people.talking import ImpossibleError


def create_group(world: World, bot: Bot, members: list[User], kind: str, title: str) -> Chat:
    """Make a group of people and add the bot: `my_chat_member`, then a service message."""
    number = world.group_ids.next()
    chat_id = -number if kind == "group" else -(1_000_000_000_000 + number)
    chat = Chat(bot, chat_id, kind, title=title, bot_status="left", started=True)
    chat.members = {member.id: member for member in members}
    world.chats[bot.id, chat_id] = chat
    change_bot_status(chat, "member", by=members[0].as_user())
    what: Json = {"new_chat_members": [bot.as_user()]}
    if kind == "group":
        what = {"group_chat_created": True}
    _service(world, chat, members[0], what)
    return chat


def find_group(world: World, bot: Bot, user: User, title: str) -> Chat | None:
    """The group of that title that a person is in with a bot."""
    for (bot_id, _), chat in world.chats.items():
        mine = bot_id == bot.id and chat.kind != "private" and user.id in chat.members
        if mine and chat.title == title and chat.migrated_to is None:
            return chat
    return None


def migrate(world: World, chat: Chat) -> Chat:
    """Turn a group into a supergroup with a new id; the old id then answers with the new one.

    Raises:
        ImpossibleError: it is one already.
    """
    if chat.kind != "group" or chat.migrated_to is not None:
        raise ImpossibleError("only a group can become a supergroup, once")
    members = list(chat.members.values())
    new_id = -(1_000_000_000_000 + world.group_ids.next())
    new = Chat(chat.bot, new_id, "supergroup", title=chat.title, started=True)
    new.members = chat.members
    new.bot_status = chat.bot_status
    world.chats[chat.bot.id, new_id] = new
    _service(world, chat, members[0], {"migrate_to_chat_id": new_id})
    chat.migrated_to = new_id
    _service(world, new, members[0], {"migrate_from_chat_id": chat.id})
    return new


def _service(world: World, chat: Chat, user: User, what: Json) -> None:
    body: Json = {
        "message_id": chat.bot.message_ids.next(),
        "from": user.as_user(),
        "chat": chat.as_chat(),
        "date": int(time.time()),
        **what,
    }
    chat.store(body, from_bot=False)
    chat.bot.updates.add("message", body)
    for member in chat.members.values():
        world.notices.publish("transcript", member.id)
