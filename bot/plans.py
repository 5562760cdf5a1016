"""What is going to be done about one update, decided before the engine is asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from markupsafe import Markup

from bot.engine_client import Custom, Kind, Reply, ReplyButton
from paqte.database import UnitOfWork
from paqte.i18n import Speech, speech
from paqte.models import BOT, Contact, Conversation, Message
from paqte.settings import Settings


@dataclass(frozen=True, slots=True)
class Desk:
    """What is at hand while one update is dealt with.

    ``live``: the messages whose buttons still work, newest first. ``username``: the bot's own.
    """

    uow: UnitOfWork
    conversation: Conversation
    live: list[Message]
    update_id: int
    settings: Settings
    username: str

    @property
    def contact(self) -> Contact:
        """The person."""
        return self.conversation.contact

    @property
    def speech(self) -> Speech:
        """Their language."""
        return speech(self.contact.locale)

    @property
    def asking(self) -> bool:
        """Whether a question of a form waits for its answer."""
        return self.conversation.requested_slot is not None

    @property
    def held_by_staff(self) -> bool:
        """Whether a member of staff answers in the bot's place."""
        return self.conversation.holder != BOT


@dataclass(frozen=True, slots=True)
class Ask:
    """What the engine is going to be told."""

    text: str
    kind: Kind


REPEAT = Ask("/repeat", "command")
"""Has the engine ask the open question again."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button used, by a tap or by typing its label."""

    message: Message
    index: int
    typed: bool = False

    @property
    def label(self) -> str:
        """What the button shows."""
        return (self.message.buttons or [])[self.index]["title"]

    @property
    def payload(self) -> str:
        """What the button means."""
        return (self.message.buttons or [])[self.index]["payload"]


@dataclass(frozen=True, slots=True)
class Heard:
    """What the person did, as the conversation keeps it.

    ``form`` and ``slot`` are set where it is known already which question it is about.
    """

    kind: str
    text: str | None
    telegram_message_id: int | None = None
    form: str | None = None
    slot: str | None = None


@dataclass(slots=True)
class Plan:
    """What one update leads to.

    ``notice``: that something was taken out of the message, said first, also while staff hold the
    conversation. ``said``: the face's own sentences, before the engine's. ``ask``: what the engine
    is told. ``own``: a command of the face's own (name, argument), run in the last transaction.
    ``forget``: the engine forgets the person first. ``always``: also while staff hold the
    conversation. ``once``: a second plan with the same key says nothing (an album's pictures),
    unless the person wrote something with it.
    ``file``: Telegram's name for a proof, to be fetched before the engine is asked.
    """

    heard: Heard
    notice: Reply | None = None
    said: list[Reply] = field(default_factory=list)
    ask: Ask | None = None
    own: tuple[str, str] | None = None
    pressed: Pressed | None = None
    locale: str | None = None
    forget: bool = False
    always: bool = False
    once: str | None = None
    file: str | None = None

    @property
    def tells_words(self) -> bool:
        """Whether the engine is told what the person wrote."""
        return self.ask is not None and self.ask.kind == "text"


def sentence(
    text: Markup, *buttons: tuple[str, str], menu: str | None = None, columns: int | None = None
) -> Reply:
    """A reply of the face's own: ``text`` (HTML) and buttons (title, payload)."""
    custom = Custom(menu=menu, columns=columns) if menu or columns else None
    return Reply(
        text=str(text),
        buttons=[ReplyButton(title=title, payload=payload) for title, payload in buttons],
        custom=custom,
    )


def say_then_repeat(desk: Desk, heard: Heard, *texts: Markup) -> Plan:
    """Say ``texts``, then have the open question asked again if there is one."""
    return Plan(
        heard,
        said=[sentence(text) for text in texts],
        ask=REPEAT if desk.asking else None,
    )


def age_s(moment: datetime, now: datetime) -> float:
    """Seconds since ``moment``."""
    return (now - moment).total_seconds()
