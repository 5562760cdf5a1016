"""What the users' side accepts, checked: unknown names are refused, so that a slip shows."""

from __future__ import annotations

import base64
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

MAX_TEXT = 4096
_MAX_SIZE = 2 * 1024**3  # what a person may send (Telegram: 2 GB)


class Request(BaseModel):
    """Base of all requests."""

    model_config = ConfigDict(extra="forbid")


def _decoded(value: Any) -> Any:
    return base64.b64decode(value, validate=True) if isinstance(value, str) else value


def _shorthand(value: Any) -> Any:
    return {} if value is True else value


class Location(Request):
    """A place."""

    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)


class Contact(Request):
    """A contact card. Without a number and without another's `user_id`, or with `own`: the
    sender's own, as the share button sends it."""

    phone_number: str = ""
    first_name: str = ""
    last_name: str = ""
    user_id: int | None = None
    own: bool = False


class Media(Request):
    """A file: its content in base64, or only its size in bytes, to send a big one without it."""

    file_name: str = ""
    mime_type: str | None = None
    content: Annotated[bytes | None, BeforeValidator(_decoded)] = None
    size: int | None = Field(default=None, ge=0, le=_MAX_SIZE)
    width: int = Field(default=640, ge=1, le=10_000)
    height: int = Field(default=480, ge=1, le=10_000)
    duration: int = Field(default=3, ge=0)


class Sticker(Request):
    """A sticker, known by its emoji."""

    emoji: str = "👍"


class Poll(Request):
    """A poll."""

    question: str = Field(min_length=1, max_length=300)
    options: list[str] = Field(min_length=1, max_length=12)


class AlbumItem(Request):
    """One item of an album: exactly one of photo, video or document."""

    photo: Annotated[Media | None, BeforeValidator(_shorthand)] = None
    video: Annotated[Media | None, BeforeValidator(_shorthand)] = None
    document: Annotated[Media | None, BeforeValidator(_shorthand)] = None
    caption: str = Field(default="", max_length=1024)

    @model_validator(mode="after")
    def _one(self) -> AlbumItem:
        if sum(value is not None for value in (self.photo, self.video, self.document)) != 1:
            raise ValueError("an album's item is one of photo, video, document")
        return self


class ChatChoice(Request):
    """Where to write: a group by its id, or by its title (made when there is none)."""

    id: int | None = None
    type: Literal["group", "supergroup"] = "group"
    title: str = "Groupe"


class NewMessage(Request):
    """A message a person sends: exactly one kind of content."""

    text: Annotated[str, StringConstraints(max_length=MAX_TEXT)] | None = None
    location: Location | None = None
    contact: Annotated[Contact | None, BeforeValidator(_shorthand)] = None
    document: Media | None = None
    photo: Annotated[Media | None, BeforeValidator(_shorthand)] = None
    voice: Annotated[Media | None, BeforeValidator(_shorthand)] = None
    video: Annotated[Media | None, BeforeValidator(_shorthand)] = None
    sticker: Annotated[Sticker | None, BeforeValidator(_shorthand)] = None
    poll: Poll | None = None
    media_group: list[AlbumItem] | None = Field(default=None, min_length=2, max_length=10)
    caption: str = Field(default="", max_length=1024)
    reply_to: int | None = None
    chat: ChatChoice | None = None

    @model_validator(mode="after")
    def _one_content(self) -> NewMessage:
        kinds = (
            self.text, self.location, self.contact, self.document, self.photo, self.voice,
            self.video, self.sticker, self.poll, self.media_group,
        )  # fmt: skip
        if sum(value is not None for value in kinds) != 1:
            raise ValueError("a message has exactly one content, such as text or document")
        return self


class EditedMessage(Request):
    """A new text (or caption) for an earlier message."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=MAX_TEXT)]
    chat: ChatChoice | None = None


class NewTap(Request):
    """A press of a button: by label on the newest message that bears it, or by data on one.

    `wait`: seconds to wait for the bot's answerCallbackQuery.
    """

    label: str | None = None
    message_id: int | None = None
    data: str | None = None
    chat: ChatChoice | None = None
    wait: float = Field(default=0, ge=0, le=60)

    @model_validator(mode="after")
    def _something(self) -> NewTap:
        if self.label is None and self.data is None:
            raise ValueError("a tap names a label, or a message_id and its data")
        if self.label is None and self.message_id is None:
            raise ValueError("data needs the message_id it is on")
        if self.data is not None and not 1 <= len(self.data.encode()) <= 64:
            raise ValueError("data is 1 to 64 bytes long")
        return self


class Profile(Request):
    """A person's profile; what is absent stays as it is.

    `started`: the person has talked to the bot before, so that it may write first.
    """

    first_name: str | None = Field(default=None, min_length=1, max_length=64)
    last_name: str | None = Field(default=None, max_length=64)
    username: str | None = Field(default=None, pattern=r"^\w{0,32}$")
    language_code: str | None = Field(default=None, max_length=35)
    phone_number: str | None = Field(default=None, max_length=20)
    bot: str | int | None = None
    blocked: bool | None = None
    started: bool | None = None


class NewGroup(Request):
    """A group with people and the bot in it."""

    title: str = Field(default="Groupe", min_length=1, max_length=128)
    members: list[int] = Field(min_length=1)
    type: Literal["group", "supergroup"] = "group"
    bot: str | int | None = None


class BotStatus(Request):
    """The bot's new place in a group, and who gave it (default: the first member)."""

    status: Literal["member", "administrator", "left", "kicked"]
    by: int | None = None


class NewFault(Request):
    """A failure to come; see `sandbox.model.faults.Fault`."""

    method: str
    code: int = Field(ge=200, le=599)
    times: int = Field(default=1, ge=1)
    retry_after: int | None = Field(default=None, ge=1)
    description: str = ""
    chat_id: int | None = None
    after: bool = False
    delay_s: float = Field(default=0, ge=0, le=120)


class NewLimits(Request):
    """Settings of pace; what is absent stays as it is."""

    enabled: bool | None = None
    per_second: int | None = Field(default=None, ge=1)
    per_chat_per_second: float | None = Field(default=None, gt=0)
    chat_burst: int | None = Field(default=None, ge=1)
    callback_timeout_s: float | None = Field(default=None, ge=0)
    webhook_retry_s: float | None = Field(default=None, gt=0)


class Redelivery(Request):
    """An update to send again by its id, or a raw one to send as it is."""

    update_id: int | None = None
    update: dict[str, Any] | None = None
    times: int = Field(default=1, ge=1, le=100)
    bot: str | int | None = None

    @model_validator(mode="after")
    def _one(self) -> Redelivery:
        if (self.update_id is None) == (self.update is None):
            raise ValueError("give either update_id or update")
        return self


class ResetRequest(Request):
    """What to forget: always people, chats, files and faults; `bots`: their settings too."""

    bots: bool = False
