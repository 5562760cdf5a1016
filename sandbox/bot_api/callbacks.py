"""answerCallbackQuery."""

from __future__ import annotations

from sandbox.bot_api.call import Call
from sandbox.bot_api.errors import bad_request

MAX_ANSWER = 200  # characters (Bot API, answerCallbackQuery)


def answer_callback_query(call: Call) -> bool:
    """Bot API answerCallbackQuery; a repeated answer changes nothing."""
    text = call.params.text("text")
    if len(text) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    timeout = call.world.limits.callback_timeout_s
    tap = call.world.taps.live(call.params.text("callback_query_id"), call.bot.id, timeout)
    if tap is None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if not tap.answer.done():
        tap.answer.set_result(
            {
                "text": text,
                "show_alert": call.params.boolean("show_alert"),
                "url": call.params.text("url"),
            }
        )
    return True
