"""Groups over HTTP: /sandbox/groups."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sandbox.model.chats import Chat
from sandbox.model.json import json_response
from sandbox.people.groups import create_group, migrate
from sandbox.people.membership import change_bot_status
from sandbox.people.requests import BotStatus, NewGroup
from sandbox.people.routes import choose_bot, world_of
from sandbox.people.talking import ImpossibleError


async def post_group(request: Request) -> Response:
    """POST /sandbox/groups."""
    wanted = NewGroup.model_validate_json(await request.body())
    world = world_of(request)
    members = [world.user(user_id) for user_id in wanted.members]
    bot = choose_bot(world, wanted.bot) if wanted.bot else world.bot_of(members[0])
    chat = create_group(world, bot, members, wanted.type, wanted.title)
    return json_response({"chat_id": chat.id}, 201)


async def post_migration(request: Request) -> Response:
    """POST /sandbox/groups/{chat_id}/migrate."""
    world = world_of(request)
    return json_response({"chat_id": migrate(world, _group(request)).id}, 201)


async def put_group_bot(request: Request) -> Response:
    """PUT /sandbox/groups/{chat_id}/bot."""
    wanted = BotStatus.model_validate_json(await request.body())
    chat = _group(request)
    by = chat.members.get(wanted.by or 0) or next(iter(chat.members.values()))
    update_id = change_bot_status(chat, wanted.status, by=by.as_user())
    return json_response({"update_id": update_id})


def _group(request: Request) -> Chat:
    wanted = int(request.path_params["chat_id"])
    for (_, chat_id), chat in world_of(request).chats.items():
        if chat_id == wanted and chat.kind != "private":
            return chat
    raise ImpossibleError(f"there is no group {wanted}", missing=True)


ROUTES = [
    Route("/sandbox/groups", post_group, methods=["POST"]),
    Route("/sandbox/groups/{chat_id}/migrate", post_migration, methods=["POST"]),
    Route("/sandbox/groups/{chat_id}/bot", put_group_bot, methods=["PUT"]),
]
