"""What leaves in one turn: recorded as messages, queued as calls to the Bot API, in order."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any, Final

from bot import callbacks
from bot.commands.own import Document, Picture, Sent
from bot.engine_client import Reply
from bot.limits import MAX_TEXT
from bot.plans import Pressed
from bot.rendering import keyboards as markup
from bot.rendering.html import escape, sound, units, visible
from bot.rendering.splitting import split
from bot.telegram_client import FILE, ROW
from paqte.database import UnitOfWork
from paqte.i18n import Speech
from paqte.models import Conversation, Message, OutboxItem
from paqte.models.queues import OutboxKind
from paqte.services import conversations, keyboards, outbox

#: The kind of a message whose buttons are a reply keyboard that shares a number.
ASKS_CONTACT: Final = "ask_contact"
#: A link in our texts is a reference, not something to look at.
_NO_PREVIEW: Final = {"is_disabled": True}


class Sheet:
    """The messages of one turn (or of one reminder).

    Args:
        live: the messages whose buttons work so far: retired as soon as new buttons leave.
        key: begins the key of every call, where the same may be put twice: the second time
            queues nothing. A turn needs none: it is queued with the end of its update.
        pressed: the button that this turn answers.
        message_kind: what its messages are recorded as.
    """

    def __init__(
        self,
        uow: UnitOfWork,
        conversation: Conversation,
        live: Sequence[Message],
        speech: Speech,
        *,
        key: str | None = None,
        kind: OutboxKind = "reply",
        pressed: Pressed | None = None,
        message_kind: str = "text",
    ) -> None:
        self._uow = uow
        self._conversation = conversation
        self._live = list(live)
        self._speech = speech
        self._key = key
        self._kind: OutboxKind = kind
        self._pressed = pressed
        self._message_kind = message_kind
        self._queued: list[OutboxItem] = []
        self._new_buttons = False

    async def put_all(self, replies: Sequence[Sent]) -> list[OutboxItem]:
        """Record and queue ``replies``, the press's mark before them, retirements after.

        Returns:
            The calls that were queued, to be read.
        """
        menu = self._menu_in_place(replies)
        if self._pressed is not None and menu is None:
            await self._mark_used(self._pressed)
        for reply in replies:
            if isinstance(reply, Document | Picture):
                await self._file(reply)
            elif reply is menu:
                await self._rewrite(reply)
            elif reply.text:
                await self._message(reply)
        if self._new_buttons:
            await self._retire()
        return self._queued

    def _menu_in_place(self, replies: Sequence[Sent]) -> Reply | None:
        """The reply that takes the place of the tapped menu: edited where the person looks."""
        pressed = self._pressed
        if pressed is None or pressed.typed or not pressed.message.menu:
            return None
        for reply in replies:
            if (
                isinstance(reply, Reply)
                and reply.text
                and reply.custom
                and reply.custom.menu == pressed.message.menu
                and len(split(sound(reply.text))) == 1
            ):
                return reply
        return None

    async def _message(self, reply: Reply) -> None:
        asks_contact = reply.custom is not None and reply.custom.keyboard == "contact"
        removes = reply.custom is not None and reply.custom.keyboard == "remove"
        if removes and reply.buttons:
            # A message has one markup: the reply keyboard goes with a line of its own.
            await self._send(str(self._speech.say("D’accord.")), reply_markup=markup.REMOVE)
        parts = [part for part in split(sound(reply.text or "")) if visible(part).strip()]
        for part in parts[:-1]:
            await self._send(part)
        if not parts:
            return
        buttons = [{"title": b.title, "payload": b.payload} for b in reply.buttons]
        message = await self._record(parts[-1], buttons, reply)
        reply_markup: dict[str, Any] | None = None
        if asks_contact and reply.custom is not None:
            title = reply.custom.keyboard_title or self._speech.gettext("Partager mon numéro")
            reply_markup = markup.share_contact(
                title, [b.title for b in reply.buttons], reply.custom.placeholder
            )
        elif buttons:
            reply_markup = self._inline(message.id, buttons, reply)
        elif removes:
            reply_markup = markup.REMOVE
        await self._call("sendMessage", _text(parts[-1], reply_markup), message.id)
        self._new_buttons = self._new_buttons or bool(buttons)

    async def _send(self, part: str, *, reply_markup: dict[str, Any] | None = None) -> None:
        message = await self._record(part, [], None)
        await self._call("sendMessage", _text(part, reply_markup), message.id)

    async def _file(self, file: Document | Picture) -> None:
        kind = "document" if isinstance(file, Document) else "photo"
        message = await conversations.record_outgoing(
            self._uow, self._conversation.id, text=file.caption, kind=kind
        )
        await self._call(
            "sendDocument" if kind == "document" else "sendPhoto",
            {
                "caption": sound(file.caption),
                "parse_mode": "HTML",
                FILE: {
                    "field": kind,
                    "name": file.name,
                    "content": base64.b64encode(file.content).decode(),
                },
            },
            message.id,
        )

    async def _rewrite(self, reply: Reply) -> None:
        if self._pressed is None:
            return
        message = self._pressed.message
        buttons = [{"title": b.title, "payload": b.payload} for b in reply.buttons]
        text = sound(reply.text or "")
        await keyboards.rewrite(self._uow, message.id, text, buttons)
        await self._edit(message, text, self._inline(message.id, buttons, reply))
        self._live = [other for other in self._live if other.id != message.id]
        self._new_buttons = self._new_buttons or bool(buttons)

    async def _mark_used(self, pressed: Pressed) -> None:
        """The keyboard goes; what was chosen stays to be read in its place."""
        message = pressed.message
        self._live = [other for other in self._live if other.id != message.id]
        if not await keyboards.choose(self._uow, message, pressed.index):
            return
        if message.kind == ASKS_CONTACT:
            return
        text = sound(f"{message.text or ''}\n\n✓ {escape(pressed.label)}")
        if units(visible(text)) > MAX_TEXT:
            await self._edit_markup(message)
        else:
            await self._edit(message, text, markup.NO_BUTTONS)

    async def _retire(self) -> None:
        """Older buttons ask about a question that is no longer the one."""
        for message in self._live:
            if await conversations.retire_keyboard(self._uow, message.id):
                await self._edit_markup(message)

    async def _edit(self, message: Message, text: str, reply_markup: dict[str, Any]) -> None:
        # By its row: the message may still be on its way, and have no id of Telegram's yet.
        await self._call("editMessageText", {ROW: message.id, **_text(text, reply_markup)})

    async def _edit_markup(self, message: Message) -> None:
        # Telegram edits no message that carries a keyboard of the other kind.
        if message.kind != ASKS_CONTACT:
            await self._call(
                "editMessageReplyMarkup", {ROW: message.id, "reply_markup": markup.NO_BUTTONS}
            )

    async def _record(
        self, text: str, buttons: list[dict[str, str]], reply: Reply | None
    ) -> Message:
        custom = reply.custom if reply else None
        menu = custom.menu if custom else None
        return await conversations.record_outgoing(
            self._uow,
            self._conversation.id,
            text=text,
            kind=ASKS_CONTACT if custom and custom.keyboard == "contact" else self._message_kind,
            buttons=buttons or None,
            menu=menu,
        )

    def _inline(
        self, message_id: int, buttons: Sequence[dict[str, str]], reply: Reply
    ) -> dict[str, Any]:
        return markup.inline(
            [button["title"] for button in buttons],
            [
                callbacks.make(
                    self._conversation.id, message_id, index, button["payload"], button["title"]
                )
                for index, button in enumerate(buttons)
            ],
            reply.custom.columns if reply.custom else None,
        )

    async def _call(
        self, method: str, payload: dict[str, Any], message_id: int | None = None
    ) -> None:
        call = await outbox.queue(
            self._uow,
            self._conversation.id,
            method,
            payload,
            kind=self._kind,
            message_id=message_id,
            key=None if self._key is None else f"{self._key}:{len(self._queued)}",
        )
        self._queued.append(call)


def _text(text: str, reply_markup: dict[str, Any] | None) -> dict[str, Any]:
    payload: dict[str, Any] = {
        "text": text,
        "parse_mode": "HTML",
        "link_preview_options": _NO_PREVIEW,
    }
    if reply_markup is not None:
        payload["reply_markup"] = reply_markup
    return payload
