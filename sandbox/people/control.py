"""The tester's side over HTTP: faults, limits, redelivery, reset, health, calls, files."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import asdict

import orjson
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from sandbox.model.faults import Fault
from sandbox.model.json import Json, json_response
from sandbox.people.requests import NewFault, NewLimits, Redelivery, ResetRequest
from sandbox.people.routes import choose_bot, world_of
from sandbox.people.talking import ImpossibleError

_INLINE_TYPES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


async def post_fault(request: Request) -> Response:
    """POST /sandbox/faults: the next calls of a method fail."""
    fault = NewFault.model_validate_json(await request.body())
    world_of(request).faults.waiting.append(Fault(**fault.model_dump()))
    return json_response({"waiting": len(world_of(request).faults.waiting)}, 201)


async def get_faults(request: Request) -> Response:
    """GET /sandbox/faults: those still to come."""
    return json_response([asdict(fault) for fault in world_of(request).faults.waiting])


async def delete_faults(request: Request) -> Response:
    """DELETE /sandbox/faults: no more failures."""
    world_of(request).faults.waiting.clear()
    return Response(status_code=204)


async def put_limits(request: Request) -> Response:
    """PUT /sandbox/limits: Telegram's limits on or off, and other settings of pace."""
    wanted = NewLimits.model_validate_json(await request.body())
    limits = world_of(request).limits
    for name, value in wanted.model_dump(exclude_none=True).items():
        setattr(limits, name, value)
    public = {name: getattr(limits, name) for name in NewLimits.model_fields}
    return json_response(public)


async def post_update(request: Request) -> Response:
    """POST /sandbox/updates: send an update again, or a raw one."""
    wanted = Redelivery.model_validate_json(await request.body())
    world = world_of(request)
    bot = choose_bot(world, wanted.bot) if wanted.bot else world.default_bot()
    update: Json | None
    if wanted.update_id is not None:
        update = bot.updates.past(wanted.update_id)
        if update is None:
            raise ImpossibleError(f"update {wanted.update_id} is not known", missing=True)
    else:
        update = dict(wanted.update or {})
        update.setdefault("update_id", bot.updates.next_id())
    bot.updates.repeat(update, wanted.times)
    return json_response({"update_id": update["update_id"]}, 201)


async def get_calls(request: Request) -> Response:
    """GET /sandbox/calls?after=N&method=M&chat_id=C: the last calls of the Bot API."""
    query = request.query_params
    after = int(query.get("after", 0))
    method, chat_id = query.get("method", "").lower(), query.get("chat_id")
    return json_response(
        [
            call
            for call in world_of(request).calls
            if call["n"] > after
            and method in ("", call["method"])
            and chat_id in (None, call["chat_id"])
        ]
    )


async def post_reset(request: Request) -> Response:
    """POST /sandbox/reset."""
    wanted = ResetRequest.model_validate_json(await request.body() or b"{}")
    await world_of(request).reset(bots=wanted.bots)
    return Response(status_code=204)


async def get_health(request: Request) -> Response:
    """GET /sandbox/health."""
    world = world_of(request)
    bots = [
        {
            "id": bot.id,
            "called": bot.called,
            "polling": bot.updates.polling,
            "webhook": bot.webhook is not None,
            "pending": len(bot.updates.entries),
        }
        for bot in world.bots.values()
    ]
    return json_response({"status": "ready", "bots": bots, "users": len(world.users)})


async def get_file(request: Request) -> Response:
    """GET /sandbox/files/{id}: pictures to look at, everything else to download."""
    file = world_of(request).files.by_id.get(request.path_params["file_id"])
    if file is None:
        raise ImpossibleError("there is no such file", missing=True)
    shown = file.mime_type in _INLINE_TYPES
    name = file.name.encode("ascii", "replace").decode().replace('"', "'").replace("?", "_")
    return StreamingResponse(
        file.chunks(),
        media_type=file.mime_type if shown else "application/octet-stream",
        headers={
            "content-length": str(file.size),
            "content-disposition": f'{"inline" if shown else "attachment"}; filename="{name}"',
            "cache-control": "private, max-age=3600",
        },
    )


async def get_events(request: Request) -> Response:
    """GET /sandbox/events: server-sent events for the page: who has something new."""
    notices = world_of(request).notices

    async def stream() -> AsyncIterator[bytes]:
        queue = notices.listen()
        try:
            yield b"retry: 1000\n\n"
            while (notice := await queue.get()) is not None:
                yield b"data: " + orjson.dumps(notice) + b"\n\n"
        finally:
            notices.leave(queue)

    return StreamingResponse(
        stream(), media_type="text/event-stream", headers={"cache-control": "no-store"}
    )


ROUTES = [
    Route("/sandbox/health", get_health),
    Route("/sandbox/faults", post_fault, methods=["POST"]),
    Route("/sandbox/faults", get_faults, methods=["GET"]),
    Route("/sandbox/faults", delete_faults, methods=["DELETE"]),
    Route("/sandbox/limits", put_limits, methods=["PUT"]),
    Route("/sandbox/updates", post_update, methods=["POST"]),
    Route("/sandbox/calls", get_calls),
    Route("/sandbox/reset", post_reset, methods=["POST"]),
    Route("/sandbox/files/{file_id}", get_file),
    Route("/sandbox/events", get_events),
]
