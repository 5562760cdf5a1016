"""The address of every method: /bot<token>/<method>, and of files: /file/bot<token>/<path>."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from sandbox.bot_api import callbacks, chat, commands, editing, files, profile, receiving, sending
from sandbox.bot_api.call import Call
from sandbox.bot_api.errors import NOT_FOUND, UNAUTHORIZED, ApiError
from sandbox.bot_api.params import Params, read_body, read_multipart, read_params
from sandbox.model.bots import Bot
from sandbox.model.faults import Fault
from sandbox.model.files import DOWNLOAD_LIMIT
from sandbox.model.json import json_response
from sandbox.model.world import World

log = structlog.get_logger(__name__)

Method = Callable[[Call], Any]

METHODS: dict[str, Method] = {
    "getme": chat.get_me,
    "getchat": chat.get_chat,
    "getchatmember": chat.get_chat_member,
    "leavechat": chat.leave_chat,
    "logout": chat.log_out,
    "close": chat.log_out,
    "getupdates": receiving.get_updates,
    "setwebhook": receiving.set_webhook,
    "deletewebhook": receiving.delete_webhook,
    "getwebhookinfo": receiving.get_webhook_info,
    "sendmessage": sending.send_message,
    "senddocument": sending.send_document,
    "sendphoto": sending.send_photo,
    "sendlocation": sending.send_location,
    "sendcontact": sending.send_contact,
    "copymessage": sending.copy_message,
    "sendchataction": sending.send_chat_action,
    "editmessagetext": editing.edit_message_text,
    "editmessagecaption": editing.edit_message_caption,
    "editmessagereplymarkup": editing.edit_message_reply_markup,
    "deletemessage": editing.delete_message,
    "deletemessages": editing.delete_messages,
    "answercallbackquery": callbacks.answer_callback_query,
    "getfile": files.get_file,
    "setmycommands": commands.set_my_commands,
    "getmycommands": commands.get_my_commands,
    "deletemycommands": commands.delete_my_commands,
    "setchatmenubutton": commands.set_chat_menu_button,
    "getchatmenubutton": commands.get_chat_menu_button,
    "setmyname": profile.set_my_name,
    "getmyname": profile.get_my_name,
    "setmydescription": profile.set_my_description,
    "getmydescription": profile.get_my_description,
    "setmyshortdescription": profile.set_my_short_description,
    "getmyshortdescription": profile.get_my_short_description,
}


async def bot_api(request: Request) -> Response:
    """Carry out one call of the Bot API."""
    world: World = request.app.state.world
    bot = world.bot(request.path_params["token"])
    if bot is None:
        return _refusal(UNAUTHORIZED)
    bot.called = True
    name = request.path_params["method"].lower()
    chat_id: str | None = None
    try:
        if name not in METHODS:
            raise NOT_FOUND
        params = await read_params(request)
        chat_id = params.text("chat_id") or None
        result = await _with_faults(world, bot, name, params, chat_id)
    except ApiError as error:
        world.record_call(bot, name, chat_id, error.code)
        return _refusal(error)
    world.record_call(bot, name, chat_id, 200)
    return json_response({"ok": True, "result": result})


async def bot_file(request: Request) -> Response:
    """Give a bot a file that getFile named."""
    world: World = request.app.state.world
    file = world.files.by_path.get(request.path_params["path"])
    if world.bot(request.path_params["token"]) is None:
        return _refusal(UNAUTHORIZED)
    if file is None or file.size > DOWNLOAD_LIMIT:
        return _refusal(NOT_FOUND)
    return StreamingResponse(
        file.chunks(),
        media_type="application/octet-stream",
        headers={"content-length": str(file.size)},
    )


async def run(world: World, bot: Bot, name: str, params: Params) -> Any:
    """Carry out a method by its lower-case name.

    Raises:
        ApiError: the call is refused.
    """
    result = METHODS[name](Call(world, bot, params))
    return await result if inspect.isawaitable(result) else result


def webhook_answer(world: World, bot: Bot) -> Callable[[str, bytes], Awaitable[None]]:
    """What to do with a method call in a webhook's answer (Bot API, « Making requests when
    getting updates »): carry it out; nobody learns the result."""

    async def answer(content_type: str, body: bytes) -> None:
        params = Params()
        try:
            if content_type.startswith("multipart/form-data"):
                await read_multipart({"content-type": content_type}, body, params)
            else:
                read_body(content_type, body, params)
            name = params.text("method").lower()
            if name in METHODS and name != "getupdates":
                await run(world, bot, name, params)
                world.record_call(bot, name, params.text("chat_id") or None, 200)
        except ApiError as error:
            log.info("method in a webhook's answer refused", reason=error.description)

    return answer


async def _with_faults(
    world: World, bot: Bot, name: str, params: Params, chat_id: str | None
) -> Any:
    fault = world.faults.take(name, chat_id)
    if fault is None:
        return await run(world, bot, name, params)
    if fault.delay_s:
        await asyncio.sleep(fault.delay_s)
    if fault.code == 200:
        return await run(world, bot, name, params)
    if fault.after:
        await run(world, bot, name, params)
    raise _as_error(fault)


def _as_error(fault: Fault) -> ApiError:
    parameters = {"retry_after": fault.retry_after or 1} if fault.code == 429 else None
    return ApiError(fault.code, fault.words(), parameters)


def _refusal(error: ApiError) -> Response:
    response = json_response(error.as_json(), error.code)
    if error.code == 429 and error.parameters:
        response.headers["Retry-After"] = str(error.parameters["retry_after"])
    return response
