"""One call of a method: who calls, with what, and the chat it is about."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.bot_api.errors import bad_request, forbidden, migrated, too_many
from sandbox.bot_api.params import Params
from sandbox.model.bots import Bot
from sandbox.model.chats import Chat, StoredMessage
from sandbox.model.world import World


@dataclass
class Call:
    """A call on its way; methods take it and return the result."""

    world: World
    bot: Bot
    params: Params

    def chat(self) -> Chat:
        """The chat of `chat_id`.

        Raises:
            ApiError: none such, or a group that became a supergroup.
        """
        given = self.params.text("chat_id")
        if not given:
            raise bad_request("chat_id is empty")
        try:
            chat_id = int(given)
        except ValueError as error:
            raise bad_request("chat not found") from error
        chat = self.world.chats.get((self.bot.id, chat_id))
        if chat is None:
            if chat_id in self.world.users:
                raise forbidden("bot can't initiate conversation with a user")
            raise bad_request("chat not found")
        if chat.migrated_to is not None:
            raise migrated(chat.migrated_to)
        return chat

    def writable_chat(self) -> Chat:
        """The chat of `chat_id`, if the bot may write there now.

        Raises:
            ApiError: blocked, thrown out, not yet started, or too fast.
        """
        chat = self.chat()
        if chat.kind == "private":
            if chat.bot_status == "kicked":
                raise forbidden("bot was blocked by the user")
            if not chat.started:
                raise forbidden("bot can't initiate conversation with a user")
        elif chat.bot_status == "kicked":
            raise forbidden(f"bot was kicked from the {chat.kind} chat")
        elif chat.bot_status == "left":
            raise forbidden(f"bot is not a member of the {chat.kind} chat")
        return chat

    def pace(self, chat: Chat) -> None:
        """Count a message about to be sent.

        Raises:
            ApiError: 429 when Telegram's limits are on and reached.
        """
        wait = self.world.limits.check(self.bot.id, chat.id)
        if wait is not None:
            raise too_many(wait)

    def message(self, chat: Chat, to: str) -> StoredMessage:
        """The message of `message_id`.

        Args:
            chat: where it is.
            to: edit or delete, for the error.
        """
        message_id = self.params.integer("message_id")
        if not message_id:
            raise bad_request("message identifier is not specified")
        message = chat.live(message_id)
        if message is None:
            raise bad_request(f"message to {to} not found")
        return message

    def changed(self, chat: Chat, what: str = "transcript") -> None:
        """Tell the chat page."""
        for user in chat.people():
            self.world.notices.publish(what, user.id)
