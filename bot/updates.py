"""What each update is, in our own words: the one place that knows Telegram's many kinds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot.limits import MAX_DOWNLOAD_BYTES
from bot.objects import Chat, Message, Update, User
from reading.cleaning import clean

PRIVATE: Final = "private"
_GROUPS: Final = frozenset({"group", "supergroup"})

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@([A-Za-z0-9_]+))?(?:\s+(.*))?\Z", re.DOTALL)

#: Kinds of content that are answered with their own sentence, by the message's field, the more
#: telling field first (an animation also comes as a document, a venue as a location).
_CONTENT: Final = (
    ("voice", "voice"),
    ("video_note", "video_note"),
    ("sticker", "sticker"),
    ("animation", "animation"),
    ("photo", "photo"),
    ("video", "video"),
    ("audio", "audio"),
    ("document", "document"),
    ("dice", "dice"),
    ("poll", "poll"),
    ("venue", "location"),
    ("location", "location"),
)
_OTHER_CONTENT: Final = frozenset(
    {"game", "story", "invoice", "checklist", "paid_media", "giveaway", "passport_data", "gift"}
    | {"live_photo", "web_app_data", "users_shared", "chat_shared", "unique_gift"}
)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who is in front of us, in a private chat."""

    telegram_id: int
    chat_id: int
    first_name: str
    language_code: str | None


@dataclass(frozen=True, slots=True)
class Text:
    """Typed words, cleaned; ``redacted`` names what kinds of pupil data were taken out."""

    sender: Sender
    message_id: int
    text: str
    redacted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Command:
    """``/name args``; the name in lower case, without the bot's own; ``redacted``: as a text's."""

    sender: Sender
    message_id: int
    name: str
    args: str
    text: str
    redacted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tap:
    """A press on an inline button."""

    sender: Sender
    query_id: str
    data: str
    message_id: int | None


@dataclass(frozen=True, slots=True)
class SharedContact:
    """A phone number shared by Telegram; ``own`` when it is the sender's."""

    sender: Sender
    message_id: int
    phone: str
    own: bool


@dataclass(frozen=True, slots=True)
class Attachment:
    """Something that is not words: ``kind`` names it, ``too_big`` passes Telegram's 20 MB.

    ``file_id``: of a picture or document that may be a proof.
    """

    sender: Sender
    message_id: int
    kind: str
    caption: str = ""
    too_big: bool = False
    album: str | None = None
    redacted: tuple[str, ...] = ()
    file_id: str | None = None


@dataclass(frozen=True, slots=True)
class Edited:
    """A message of theirs whose words, or those under a picture, the person changed."""

    sender: Sender
    message_id: int
    text: str
    redacted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reachability:
    """The person blocked or unblocked the bot."""

    sender: Sender
    reachable: bool


@dataclass(frozen=True, slots=True)
class GroupCall:
    """Somebody in a group speaks to the bot, or adds it."""

    chat_id: int
    message_id: int | None
    language_code: str | None


@dataclass(frozen=True, slots=True)
class Migration:
    """A group got a new id."""

    old_chat_id: int
    new_chat_id: int


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nobody waits for an answer; ``why`` goes to the log."""

    why: str


Incoming = (
    Text
    | Command
    | Tap
    | SharedContact
    | Attachment
    | Edited
    | Reachability
    | GroupCall
    | Migration
    | Nothing
)
FromPerson = Text | Command | Tap | SharedContact | Attachment | Edited


def understand(update: Update, *, bot_id: int, username: str) -> Incoming:
    """What ``update`` is. Never raises: what is unknown is ``Nothing``."""
    if update.message is not None:
        return _message(update.message, bot_id, username)
    if update.edited_message is not None:
        return _edited(update.edited_message)
    if update.callback_query is not None:
        query = update.callback_query
        if query.message is not None and query.message.chat.type != PRIVATE:
            return Nothing("tap outside a private chat")
        if query.message is not None and not _is_theirs(query.message.chat, query.from_):
            return Nothing("tap in somebody else's chat")
        # A message older than 48 hours may come without its chat: a private chat's id is the
        # person's own.
        chat_id = query.message.chat.id if query.message else query.from_.id
        return Tap(
            _sender(query.from_, chat_id),
            query.id,
            query.data or "",
            query.message.message_id if query.message else None,
        )
    if update.my_chat_member is not None:
        return _membership(update, bot_id)
    return Nothing("kind of update that needs no answer")


def _is_theirs(chat: Chat, person: User) -> bool:
    """Whether a private chat is this person's.

    Its id is the person's own (https://core.telegram.org/bots/api#chat); with another, an answer
    would go to somebody who did not ask.
    """
    return chat.id == person.id


def _sender(user: User, chat_id: int) -> Sender:
    return Sender(user.id, chat_id, clean(user.first_name), user.language_code)


def _message(message: Message, bot_id: int, username: str) -> Incoming:
    if message.migrate_to_chat_id is not None:
        return Migration(message.chat.id, message.migrate_to_chat_id)
    if message.migrate_from_chat_id is not None:
        return Migration(message.migrate_from_chat_id, message.chat.id)
    if message.chat.type in _GROUPS:
        return _group(message, bot_id, username)
    person = message.from_
    if message.chat.type != PRIVATE or person is None or person.is_bot:
        return Nothing("not from a person in a private chat")
    if not _is_theirs(message.chat, person):
        return Nothing("message in somebody else's chat")
    sender = _sender(person, message.chat.id)
    if message.text is not None:
        return _text(message, message.text, sender)
    if message.contact is not None:
        return SharedContact(
            sender,
            message.message_id,
            clean(message.contact.phone_number),
            own=message.contact.user_id == person.id,
        )
    return _attachment(message, sender)


def _text(message: Message, raw: str, sender: Sender) -> Text | Command:
    text = clean(raw)
    if text.startswith("/"):
        # Never words for the engine, to whom « /intent{…} » is a payload: what is not a command
        # of the table is an unknown one.
        command = _COMMAND.match(text)
        name, args = (command[1].lower(), command[3] or "") if command else ("", "")
        return Command(
            sender, message.message_id, name, args.strip(), text, redacted=message.redacted
        )
    return Text(sender, message.message_id, text, message.redacted)


def _attachment(message: Message, sender: Sender) -> Attachment | Nothing:
    for field, kind in _CONTENT:
        if field in message.names:
            # Of a picture's sizes, Telegram gives the largest last.
            shown = message.document or (message.photo[-1] if message.photo else None)
            file = shown or message.video or message.audio
            size = file.file_size if file and file.file_size else 0
            return Attachment(
                sender,
                message.message_id,
                kind,
                clean(message.caption or ""),
                too_big=size > MAX_DOWNLOAD_BYTES,
                album=message.media_group_id,
                redacted=message.redacted,
                file_id=shown.file_id if shown and kind in ("document", "photo") else None,
            )
    if message.names & _OTHER_CONTENT:
        caption = clean(message.caption or "")
        return Attachment(sender, message.message_id, "other", caption, redacted=message.redacted)
    return Nothing("service message")


def _edited(message: Message) -> Incoming:
    person = message.from_
    if message.chat.type != PRIVATE or person is None or person.is_bot:
        return Nothing("edited outside a private chat")
    if not _is_theirs(message.chat, person):
        return Nothing("edited in somebody else's chat")
    words = message.caption if message.text is None else message.text
    if words is None:
        # Also every step of a live location.
        return Nothing("edited without words")
    return Edited(
        _sender(person, message.chat.id),
        message.message_id,
        clean(words),
        message.redacted,
    )


def _group(message: Message, bot_id: int, username: str) -> GroupCall | Nothing:
    person = message.from_
    if person is None or person.is_bot:
        return Nothing("group message of no person")
    handle = f"@{username}".lower()
    named = handle in (message.text or message.caption or "").lower()
    quoted = message.reply_to_message
    answered = quoted is not None and quoted.from_ is not None and quoted.from_.id == bot_id
    if named or answered:
        return GroupCall(message.chat.id, message.message_id, person.language_code)
    return Nothing("group message for others")


def _membership(update: Update, bot_id: int) -> Incoming:
    change = update.my_chat_member
    if change is None or change.new_chat_member.user.id != bot_id:
        return Nothing("membership of another")
    inside = change.new_chat_member.status not in ("left", "kicked")
    if change.chat.type == PRIVATE:
        if not _is_theirs(change.chat, change.from_):
            return Nothing("membership in somebody else's chat")
        return Reachability(_sender(change.from_, change.chat.id), inside)
    was_inside = change.old_chat_member.status not in ("left", "kicked")
    if change.chat.type in _GROUPS and inside and not was_inside:
        return GroupCall(change.chat.id, None, change.from_.language_code)
    return Nothing("membership in a group or channel")
