"""getUpdates, setWebhook, deleteWebhook, getWebhookInfo."""

from __future__ import annotations

import ipaddress
import re
from typing import Any
from urllib.parse import urlsplit

from sandbox.bot_api.call import Call
from sandbox.bot_api.errors import bad_request, conflict
from sandbox.delivery.queue import TerminatedError
from sandbox.delivery.webhook import Webhook, WebhookSettings
from sandbox.model.json import Json

_KINDS = frozenset(
    [
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "guest_message",
        "message_reaction",
        "message_reaction_count",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "shipping_query",
        "pre_checkout_query",
        "purchased_paid_media",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
        "chat_boost",
        "removed_chat_boost",
        "managed_bot",
    ]
)
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}", re.ASCII)
MAX_POLL_S = 50


async def get_updates(call: Call) -> list[Json]:
    """Bot API getUpdates: long polling, one at a time."""
    if call.bot.webhook is not None:
        raise conflict(
            "can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first"
        )
    _remember_kinds(call)
    limit = call.params.integer("limit", 100)
    try:
        return await call.bot.updates.poll(
            call.params.integer("offset"),
            limit if 1 <= limit <= 100 else 100,
            min(max(call.params.integer("timeout"), 0), MAX_POLL_S),
        )
    except TerminatedError as error:
        raise conflict(str(error)) from error


async def set_webhook(call: Call) -> bool:
    """Bot API setWebhook. Only addresses of this machine: nothing leaves the sandbox."""
    url = call.params.text("url")
    if not url:
        return await delete_webhook(call)
    secret = call.params.text("secret_token")
    if secret and not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    _check_address(url)
    await _drop_webhook(call)
    call.bot.updates.terminate("terminated by setWebhook request")
    _remember_kinds(call)
    connections = call.params.integer("max_connections", 40)
    call.bot.webhook = Webhook(
        WebhookSettings(url, secret, min(max(connections, 1), 100)),
        call.bot.updates,
        call.world.client,
        call.world.webhook_answer(call.bot),
        lambda: call.world.limits.webhook_retry_s,
    )
    call.bot.webhook.start()
    return True


async def delete_webhook(call: Call) -> bool:
    """Bot API deleteWebhook."""
    await _drop_webhook(call)
    return True


def get_webhook_info(call: Call) -> Json:
    """Bot API getWebhookInfo."""
    if call.bot.webhook is not None:
        return call.bot.webhook.info()
    info: Json = {
        "url": "",
        "has_custom_certificate": False,
        "pending_update_count": len(call.bot.updates.entries),
    }
    if call.bot.updates.allowed:
        info["allowed_updates"] = sorted(call.bot.updates.allowed)
    return info


async def _drop_webhook(call: Call) -> None:
    await call.world.drop_webhook(call.bot)
    if call.params.boolean("drop_pending_updates"):
        call.bot.updates.clear()


def _remember_kinds(call: Call) -> None:
    kinds: Any = call.params.json("allowed_updates", "allowed_updates")
    if isinstance(kinds, list):
        call.bot.updates.set_allowed(str(kind) for kind in kinds if kind in _KINDS)


def _check_address(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise bad_request("bad webhook: Webhook URL must be an HTTP or HTTPS address")
    if not is_loopback(parts.hostname):
        raise bad_request("bad webhook: the sandbox calls addresses of this machine only")


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this very machine."""
    if host in {"localhost", "localhost.localdomain"}:
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
