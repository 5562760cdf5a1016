"""Updates of the Bot API as they come, as they may come one day, and as they should never come.

Drawn with a fixed seed. Most are whole, of every kind there is and of some there is not; one in
four is broken somewhere: a field gone, of another type, out of any range.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.support.odd_texts import SEED, drawn, odd_texts

Json = dict[str, Any]

#: People that the local Telegram knows; they write in private.
PEOPLE = range(7001, 7041)
#: Who joined once and whom nobody can write to.
STRANGERS = (1, 2**31, 2**52 - 1, 2**62)
GROUP, CHANNEL = -4001, -1001999000111
BOT_ID = 1000001
_NOW = 1_795_000_000

#: What may stand where something else should.
_WRONG: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 2**31, 2**53, 2**63 - 1, 2**63, 2**70, -(2**70), 1.5, 1e308),
    *("", "x", "1", "null", "\u0000", "é" * 5000, [], [[]], [None], {}, {"id": None}, {"": {}}),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OddUpdate:
    """An update; ``asks``: it is whole, and somebody whom we can write to waits for an answer."""

    body: Json
    asks: bool = False


def odd_updates(count: int) -> Iterator[OddUpdate]:
    """``count`` updates, the same at every call; one in twenty comes a second time."""
    source = random.Random(SEED)
    draw = _Draw(source, drawn(odd_texts, 500))
    sent: list[OddUpdate] = []
    for number in range(count):
        if sent and source.random() < 0.05:
            again = source.choice(sent[-200:])
            yield OddUpdate(again.body)
            continue
        made = draw.update(1000 + number)
        sent.append(made)
        yield made


class _Draw:
    def __init__(self, source: random.Random, texts: list[str]) -> None:
        self._source = source
        self._texts = texts
        self._kinds: list[tuple[int, Callable[[], tuple[Json, bool]]]] = [
            (30, self._text),
            (15, self._content),
            (6, self._edited),
            (10, self._tap),
            (3, self._membership),
            (4, self._in_group),
            (8, self._elsewhere),
            (2, self._unknown),
        ]

    def update(self, update_id: int) -> OddUpdate:
        weights = [weight for weight, _ in self._kinds]
        (make,) = self._source.choices([make for _, make in self._kinds], weights)
        body, asks = make()
        whole = {"update_id": update_id, **body}
        if self._source.random() < 0.25:
            return OddUpdate(self._broken(whole))
        return OddUpdate(whole, asks)

    # What comes

    def _text(self) -> tuple[Json, bool]:
        message = self._message()
        text = self._source.choice(self._texts) or "…"
        message["text"] = text
        if text.startswith("/") and self._source.random() < 0.9:
            name = text.split()[0]
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(name)}]
        if self._source.random() < 0.1:
            message["reply_to_message"] = self._message() | {
                "text": self._source.choice(self._texts)
            }
        if self._source.random() < 0.05:
            message["forward_origin"] = {"type": "hidden_user", "sender_user_name": "x", "date": 1}
        return {"message": message}, _known(message) and bool(text.strip())

    def _content(self) -> tuple[Json, bool]:
        message, file = self._message(), self._file()
        contents: dict[str, Any] = {
            "voice": {**file, "duration": 3},
            "video_note": {**file, "duration": 3, "length": 240},
            "sticker": {**file, "type": "regular", "width": 1, "height": 1},
            "video": file,
            "audio": file,
            "contact": {"phone_number": "+33612345678", "first_name": "A", "user_id": 42},
            "location": {"latitude": 91.0, "longitude": -181.0},
            "poll": {"id": "1", "question": "?", "options": []},
            "dice": {"emoji": "🎲", "value": 7},
            "game": {"title": "x"},
            "story": {"id": 1},
            "hologram": {"depth": 3},
            "new_chat_title": "x",
            "pinned_message": {"message_id": 1},
        }
        name = self._source.choice(list(contents))
        message[name] = contents[name]
        if name in ("video", "audio", "voice") and self._source.random() < 0.5:
            message["caption"] = self._source.choice(self._texts)
        service = name in ("hologram", "new_chat_title", "pinned_message")
        return {"message": message}, _known(message) and not service

    def _edited(self) -> tuple[Json, bool]:
        message = self._message() | {"text": self._source.choice(self._texts), "edit_date": _NOW}
        return {"edited_message": message}, False

    def _tap(self) -> tuple[Json, bool]:
        message = self._message()
        sender = message["from"]
        query: Json = {
            "id": str(self._source.getrandbits(60)),
            "from": sender,
            "chat_instance": "1",
        }
        form = self._source.randrange(4)
        if form == 0:
            query |= {"inline_message_id": "x"}
        elif form == 1:
            query |= {"message": {"chat": message["chat"], "message_id": 1, "date": 0}}
        else:
            query |= {
                "message": {**message, "from": {"id": BOT_ID, "is_bot": True, "first_name": "b"}}
            }
        data = ["x" * 64, "paqte:1:2", "é" * 32, "/join_program", "\u0000", "a.b.c", "1"]
        query |= {"game_short_name": "g"} if form == 3 else {"data": self._source.choice(data)}
        return {"callback_query": query}, False

    def _membership(self) -> tuple[Json, bool]:
        message = self._message()
        me = {"id": BOT_ID, "is_bot": True, "first_name": "b"}
        states = ["member", "kicked", "left", "administrator", "restricted", "ghost"]
        old, new = self._source.sample(states, 2)
        changed = {
            **{key: message[key] for key in ("chat", "from", "date")},
            "old_chat_member": {"status": old, "user": me},
            "new_chat_member": {"status": new, "user": me},
        }
        return {"my_chat_member": changed}, False

    def _in_group(self) -> tuple[Json, bool]:
        message = self._message()
        message["chat"] = {"id": GROUP, "type": self._source.choice(["group", "supergroup"])}
        message["text"] = self._source.choice(["bonjour", "@nobody ?", "/start@nobody"])
        if self._source.random() < 0.1:
            message["migrate_to_chat_id"] = -1000000000000 - self._source.randrange(9)
        return {"message": message}, False

    def _elsewhere(self) -> tuple[Json, bool]:
        message = self._message() | {"text": "x"}
        user = message["from"]
        post = {
            **message,
            "chat": {"id": CHANNEL, "type": "channel"},
            "sender_chat": {"id": CHANNEL},
        }
        kinds: dict[str, Any] = {
            "channel_post": post,
            "edited_channel_post": post,
            "poll": {"id": "1", "question": "?", "options": [], "is_closed": True},
            "poll_answer": {"poll_id": "1", "user": user, "option_ids": [0]},
            "message_reaction": {"chat": message["chat"], "user": user, "message_id": 1},
            "message_reaction_count": {"chat": message["chat"], "message_id": 1, "reactions": []},
            "inline_query": {"id": "1", "from": user, "query": "x", "offset": ""},
            "chosen_inline_result": {"result_id": "1", "from": user, "query": ""},
            "shipping_query": {"id": "1", "from": user, "invoice_payload": ""},
            "pre_checkout_query": {"id": "1", "from": user, "currency": "EUR", "total_amount": 1},
            "chat_member": {"chat": message["chat"], "from": user},
            "chat_join_request": {"chat": {"id": GROUP, "type": "group"}, "from": user},
            "chat_boost": {"chat": message["chat"], "boost": {}},
            "business_message": message,
            "deleted_business_messages": {"chat": message["chat"], "message_ids": [1]},
        }
        name = self._source.choice(list(kinds))
        return {name: kinds[name]}, False

    def _unknown(self) -> tuple[Json, bool]:
        name = self._source.choice(["telepathy", "", "message2", "MESSAGE", "update_id2"])
        return {name: self._source.choice([self._message(), *_WRONG])}, False

    # Of what it is made

    def _message(self) -> Json:
        person = self._source.choice(PEOPLE)
        if self._source.random() < 0.03:
            person = self._source.choice(STRANGERS)
        language = self._source.choice(["fr", "en", "de", "zh-hans", "", "x" * 30, None])
        user = {"id": person, "is_bot": False, "first_name": self._source.choice(self._texts)[:64]}
        if language is not None:
            user["language_code"] = language
        return {
            "message_id": self._source.randrange(1, 2**31),
            "date": _NOW,
            "chat": {"id": person, "type": "private"},
            "from": user,
        }

    def _file(self) -> Json:
        size = self._source.choice([0, 1000, 30_000_000, 2**40])
        return {"file_id": "AgAD" * 5, "file_unique_id": "x", "file_size": size}

    def _broken(self, whole: Json) -> Json:
        """A copy with one to three places gone, of another type, or one too many."""
        broken = copy.deepcopy(whole)
        for _ in range(self._source.randint(1, 3)):
            holder = self._source.choice(list(_holders(broken)))
            keys = [key for key in holder if holder is not broken or key != "update_id"]
            if not keys:
                continue
            key = self._source.choice(keys)
            fate = self._source.randrange(3)
            if fate == 0:
                del holder[key]
            elif fate == 1:
                holder[key] = copy.deepcopy(self._source.choice(_WRONG))
            else:
                holder[self._source.choice(["id", "text", "chat", "from", "x"])] = copy.deepcopy(
                    self._source.choice(_WRONG)
                )
        broken["update_id"] = whole["update_id"]
        return broken


def _known(message: Json) -> bool:
    return message["chat"]["id"] in PEOPLE


def _holders(value: Any) -> Iterator[Json]:
    if isinstance(value, dict):
        yield value
        for inner in list(value.values()):
            yield from _holders(inner)
