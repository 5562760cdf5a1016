"""Rows of buttons, one to three columns by the width of their labels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

#: Widest label, in characters, that a phone of 360 dp shows whole in a row of three, of two.
WIDTH_OF_THREE: Final = 9
WIDTH_OF_TWO: Final = 16
#: Longest input_field_placeholder (ReplyKeyboardMarkup).
MAX_PLACEHOLDER: Final = 64


def columns_for(titles: Sequence[str]) -> int:
    """How many buttons a row of these labels holds so that none is cut."""
    widest = max((len(title) for title in titles), default=0)
    if len(titles) >= 3 and widest <= WIDTH_OF_THREE:
        return 3
    if len(titles) >= 2 and widest <= WIDTH_OF_TWO:
        return 2
    return 1


def inline(
    titles: Sequence[str], data: Sequence[str], columns: int | None = None
) -> dict[str, Any]:
    """An InlineKeyboardMarkup of `titles`, each with its callback `data`."""
    width = min(max(columns or columns_for(titles), 1), 3)
    keys = [
        {"text": title, "callback_data": token} for title, token in zip(titles, data, strict=True)
    ]
    return {"inline_keyboard": [keys[at : at + width] for at in range(0, len(keys), width)]}


def share_contact(
    title: str, others: Sequence[str] = (), placeholder: str | None = None
) -> dict[str, Any]:
    """A ReplyKeyboardMarkup whose first button shares the person's own number.

    ``others`` are labels below it: pressing one types it.
    """
    markup: dict[str, Any] = {
        "keyboard": [
            [{"text": title, "request_contact": True}],
            *([{"text": other}] for other in others),
        ],
        "resize_keyboard": True,
        "one_time_keyboard": True,
    }
    if placeholder:
        markup["input_field_placeholder"] = placeholder[:MAX_PLACEHOLDER]
    return markup


#: Takes a reply keyboard away (ReplyKeyboardRemove).
REMOVE: Final[dict[str, Any]] = {"remove_keyboard": True}
#: No button left under an edited message.
NO_BUTTONS: Final[dict[str, Any]] = {"inline_keyboard": []}
