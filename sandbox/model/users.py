"""A person with the app."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.model.json import Json


@dataclass(eq=False)
class User:
    """One person: their profile, and the bot they talk to (None: the default bot)."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "fr"
    phone_number: str = ""
    bot_id: int | None = None

    @classmethod
    def unknown(cls, user_id: int) -> User:
        """A person nobody introduced. The number is of the range kept for fiction in France
        (06 39 98 00 00 to 99), without a plus sign, as Telegram sends them."""
        return cls(user_id, f"Personne {user_id}", phone_number=f"336399800{user_id % 100:02}")

    def as_user(self) -> Json:
        """The person as the Bot API's `User`."""
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        if self.last_name:
            user["last_name"] = self.last_name
        if self.username:
            user["username"] = self.username
        if self.language_code:
            user["language_code"] = self.language_code
        return user

    def as_chat(self) -> Json:
        """The private chat with this person as the Bot API's `Chat`."""
        chat: Json = {"id": self.id, "type": "private", "first_name": self.first_name}
        if self.last_name:
            chat["last_name"] = self.last_name
        if self.username:
            chat["username"] = self.username
        return chat
