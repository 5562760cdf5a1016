"""The content of a person's message, as fields of the Bot API's `Message`."""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass

from sandbox.bot_api.images import picture_size
from sandbox.entities.detect import with_detected
from sandbox.entities.text import Formatted, clean, trimmed
from sandbox.model.files import FileStore, StoredFile
from sandbox.model.json import Json
from sandbox.model.users import User
from sandbox.people.requests import AlbumItem, Contact, Media, NewMessage, Poll

# One grey pixel: the picture of a photo sent without one.
_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
)
_SOMEONES_NUMBER = "33639980099"  # of the range kept for fiction in France


class ContentError(ValueError):
    """What a person sends is not possible; the message says why."""


def text_content(text: str) -> Json:
    """A text with the entities that the app and the server find in it.

    Raises:
        ContentError: nothing is left of the text.
    """
    formatted = with_detected(trimmed(Formatted(clean(text))))
    if not formatted.text:
        raise ContentError("the text is empty")
    content: Json = {"text": formatted.text}
    if formatted.entities:
        content["entities"] = formatted.entities
    return content


@dataclass
class Contents:
    """Makes contents for one sender."""

    files: FileStore
    sender: User

    def of(self, message: NewMessage) -> list[Json]:
        """One content, or one per item of an album."""
        if message.media_group is not None:
            group = str(secrets.randbits(53))
            return [{"media_group_id": group, **self._item(item)} for item in message.media_group]
        return [self._single(message)]

    def _single(self, message: NewMessage) -> Json:
        caption = _caption(message.caption)
        if message.text is not None:
            return text_content(message.text)
        if message.location is not None:
            return {"location": message.location.model_dump()}
        if message.contact is not None:
            return {"contact": self._contact(message.contact)}
        if message.document is not None:
            return {"document": self._document(message.document), **caption}
        if message.photo is not None:
            return {"photo": self._photo(message.photo), **caption}
        if message.voice is not None:
            return {"voice": self._voice(message.voice), **caption}
        if message.video is not None:
            return {"video": self._video(message.video), **caption}
        if message.sticker is not None:
            return {"sticker": self._sticker(message.sticker.emoji)}
        if message.poll is not None:
            return {"poll": _poll(message.poll)}
        raise ContentError("a message has a content")

    def _item(self, item: AlbumItem) -> Json:
        caption = _caption(item.caption)
        if item.photo is not None:
            return {"photo": self._photo(item.photo), **caption}
        if item.video is not None:
            return {"video": self._video(item.video), **caption}
        return {"document": self._document(item.document or Media()), **caption}

    def _contact(self, contact: Contact) -> Json:
        theirs = contact.user_id not in (None, self.sender.id)
        if contact.own or not (contact.phone_number or theirs):
            return {
                "phone_number": self.sender.phone_number,
                "first_name": self.sender.first_name,
                **({"last_name": self.sender.last_name} if self.sender.last_name else {}),
                "user_id": self.sender.id,
            }
        card: Json = {
            "phone_number": contact.phone_number or _SOMEONES_NUMBER,
            "first_name": contact.first_name or "Contact",
        }
        if contact.last_name:
            card["last_name"] = contact.last_name
        if contact.user_id is not None:
            card["user_id"] = contact.user_id
        return card

    def _keep(self, kind: str, media: Media, name: str, mime_type: str | None = None) -> StoredFile:
        content = media.content
        if content is None and media.size is None:
            content = b"sandbox"
        return self.files.add(
            kind,
            media.file_name or name,
            content,
            mime_type=media.mime_type or mime_type,
            size=media.size if content is None else None,
            width=media.width,
            height=media.height,
        )

    def _document(self, media: Media) -> Json:
        file = self._keep("document", media, "document.txt")
        return {**file.identity(), "file_name": file.name, "mime_type": file.mime_type}

    def _photo(self, media: Media) -> list[Json]:
        if media.content is None and media.size is None:
            media = media.model_copy(update={"content": _PIXEL})
        if media.content is not None:
            size = picture_size(media.content)
            if size is None:
                raise ContentError("the photo is not a PNG, JPEG, GIF or WebP picture")
            media = media.model_copy(update={"width": size[0], "height": size[1]})
        file = self._keep("photo", media, "photo.jpg")
        return [{**file.identity(), "width": file.width, "height": file.height}]

    def _voice(self, media: Media) -> Json:
        file = self._keep("voice", media, "voice.oga", "audio/ogg")
        return {**file.identity(), "duration": media.duration, "mime_type": file.mime_type}

    def _video(self, media: Media) -> Json:
        file = self._keep("video", media, "video.mp4", "video/mp4")
        size = {"width": media.width, "height": media.height, "duration": media.duration}
        return {**file.identity(), **size, "mime_type": file.mime_type, "file_name": file.name}

    def _sticker(self, emoji: str) -> Json:
        file = self._keep("sticker", Media(), "sticker.webp", "image/webp")
        size = {"width": 512, "height": 512, "is_animated": False, "is_video": False}
        return {**file.identity(), **size, "type": "regular", "emoji": emoji}


def _caption(caption: str) -> Json:
    formatted = with_detected(trimmed(Formatted(clean(caption))))
    if not formatted.text:
        return {}
    content: Json = {"caption": formatted.text}
    if formatted.entities:
        content["caption_entities"] = formatted.entities
    return content


def _poll(poll: Poll) -> Json:
    return {
        "id": str(secrets.randbits(62)),
        "question": poll.question,
        "options": [
            {"persistent_id": f"option{position}", "text": option, "voter_count": 0}
            for position, option in enumerate(poll.options)
        ],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": False,
        "members_only": False,
    }
