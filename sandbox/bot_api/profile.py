"""setMyName, setMyDescription, setMyShortDescription and their getters."""

from __future__ import annotations

from sandbox.bot_api.call import Call
from sandbox.bot_api.commands import language_of
from sandbox.bot_api.errors import bad_request
from sandbox.model.json import Json


def set_my_name(call: Call) -> bool:
    """Bot API setMyName (64 characters)."""
    return _set(call, call.bot.names, "name", 64)


def get_my_name(call: Call) -> Json:
    """Bot API getMyName."""
    return {"name": call.bot.name(language_of(call))}


def set_my_description(call: Call) -> bool:
    """Bot API setMyDescription (512 characters)."""
    return _set(call, call.bot.descriptions, "description", 512)


def get_my_description(call: Call) -> Json:
    """Bot API getMyDescription."""
    return {"description": call.bot.description(language_of(call))}


def set_my_short_description(call: Call) -> bool:
    """Bot API setMyShortDescription (120 characters)."""
    return _set(call, call.bot.short_descriptions, "short_description", 120)


def get_my_short_description(call: Call) -> Json:
    """Bot API getMyShortDescription."""
    texts = call.bot.short_descriptions
    text = texts.get(language_of(call)) or texts.get("", "")
    return {"short_description": text}


def _set(call: Call, texts: dict[str, str], name: str, limit: int) -> bool:
    language = language_of(call)
    text = call.params.text(name).strip()
    if len(text) > limit:
        raise bad_request(f"BOT_{'TITLE' if name == 'name' else 'DESCRIPTION'}_INVALID")
    if text:
        texts[language] = text
    else:
        texts.pop(language, None)
    call.world.notices.publish("profile")
    return True
