"""What an action says: texts in Telegram HTML, and buttons that carry payloads."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from paqte.i18n import N_, Speech

PERSON = N_("Parler à quelqu’un")


@dataclass(frozen=True)
class Button:
    """A button; ``title`` is plain text, which can also be typed."""

    title: str
    payload: str


@dataclass(frozen=True)
class Question:
    """A message that may ask something.

    ``menu``: messages of the same menu are edited in place. ``share_contact``: the title of a
    key that shares the person's own number; ``unshare`` takes that key away. ``placeholder``:
    shown in the empty input field.
    """

    text: str
    buttons: tuple[Button, ...] = ()
    columns: int | None = None
    menu: str | None = None
    share_contact: str | None = None
    placeholder: str | None = None
    unshare: bool = False

    def custom(self) -> dict[str, Any]:
        """The part of the message that the bot renders in its own way."""
        custom: dict[str, Any] = {}
        if self.columns is not None:
            custom["columns"] = self.columns
        if self.menu is not None:
            custom["menu"] = self.menu
        if self.share_contact is not None:
            custom["keyboard"] = "contact"
            custom["keyboard_title"] = self.share_contact
        elif self.unshare:
            custom["keyboard"] = "remove"
        if self.placeholder is not None:
            custom["placeholder"] = self.placeholder
        return custom


def payload(intent: str, **values: str) -> str:
    """``/intent{"name": "value"}``, as the engine reads it."""
    return f"/{intent}{json.dumps(values, ensure_ascii=False)}" if values else f"/{intent}"


def person_button(speech: Speech) -> Button:
    """The way to a person."""
    return Button(speech.gettext(PERSON), payload("human_handoff"))


def tell(
    dispatcher: CollectingDispatcher, text: str, buttons: Sequence[Button] = (), **custom: Any
) -> None:
    """Say ``text``, Telegram HTML, with ``buttons`` under it."""
    dispatcher.utter_message(
        text=str(text),
        buttons=[{"title": button.title, "payload": button.payload} for button in buttons],
        json_message=custom or None,
    )


def ask(dispatcher: CollectingDispatcher, question: Question) -> None:
    """Ask ``question``."""
    tell(dispatcher, question.text, question.buttons, **question.custom())


def run_command(dispatcher: CollectingDispatcher, command: str, year: int | None = None) -> None:
    """Have the bot run one of its own commands, as if it had been typed; for ``year`` if given."""
    about = {} if year is None else {"year": year}
    dispatcher.utter_message(json_message={"command": command, **about})
