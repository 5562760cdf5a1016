"""What this face reads of Telegram's objects, as typed models.

Only the fields that are used, all others ignored, so that a new version of the Bot API changes
nothing here. An update is stored before these are made of it, and of its messages what is read
here alone (``bot.redaction``).
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

#: Telegram's ids have 52 significant bits at most; what no column of ours holds is no id.
Id = Annotated[int, Field(ge=-(2**63), lt=2**63)]


class _Object(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class User(_Object):
    """https://core.telegram.org/bots/api#user"""

    id: Id
    is_bot: bool = False
    first_name: str = ""
    language_code: str | None = None


class Chat(_Object):
    """https://core.telegram.org/bots/api#chat"""

    id: Id
    type: str


class Contact(_Object):
    """https://core.telegram.org/bots/api#contact"""

    phone_number: str
    user_id: Id | None = None


class File(_Object):
    """The common part of Document, PhotoSize, Audio, Video…"""

    file_id: str = ""
    file_size: int | None = None


class Message(_Object):
    """https://core.telegram.org/bots/api#message

    `names` are all the keys the message came with: they tell what kind of message it is.
    """

    message_id: Id
    chat: Chat
    from_: User | None = Field(default=None, alias="from")
    text: str | None = None
    caption: str | None = None
    media_group_id: str | None = None
    contact: Contact | None = None
    document: File | None = None
    photo: tuple[File, ...] = ()
    video: File | None = None
    audio: File | None = None
    reply_to_message: Message | None = None
    migrate_to_chat_id: Id | None = None
    migrate_from_chat_id: Id | None = None
    names: frozenset[str] = frozenset()
    redacted: tuple[str, ...] = Field(default=(), alias="paqte_redacted")


class CallbackQuery(_Object):
    """https://core.telegram.org/bots/api#callbackquery"""

    id: str
    from_: User = Field(alias="from")
    message: Message | None = None
    data: str | None = None


class ChatMember(_Object):
    """https://core.telegram.org/bots/api#chatmember"""

    status: str
    user: User


class ChatMemberUpdated(_Object):
    """https://core.telegram.org/bots/api#chatmemberupdated"""

    chat: Chat
    from_: User = Field(alias="from")
    old_chat_member: ChatMember
    new_chat_member: ChatMember


class Update(_Object):
    """https://core.telegram.org/bots/api#update"""

    update_id: Id
    message: Message | None = None
    edited_message: Message | None = None
    callback_query: CallbackQuery | None = None
    my_chat_member: ChatMemberUpdated | None = None


def read_update(payload: dict[str, Any]) -> Update:
    """The update in `payload`.

    Raises:
        pydantic.ValidationError: a field that we read is missing or of the wrong type.
    """
    named = dict(payload)
    for key in ("message", "edited_message"):
        message = named.get(key)
        if isinstance(message, dict):
            named[key] = {**message, "names": frozenset(map(str, message))}
    return Update.model_validate(named)


def chat_id_of(payload: dict[str, Any]) -> int | None:
    """The chat whose order an update keeps, from a raw update of any kind; None if it has none."""
    for part in payload.values():
        if not isinstance(part, dict):
            continue
        message = part.get("message")
        for holder in (part, message if isinstance(message, dict) else {}):
            chat = holder.get("chat")
            if isinstance(chat, dict) and isinstance(chat.get("id"), int):
                return int(chat["id"])
        sender = part.get("from")
        if isinstance(sender, dict) and isinstance(sender.get("id"), int):
            return int(sender["id"])
    return None
