"""What a message says, without the marks of Telegram's HTML."""

import re
from html import unescape

from paqte.models import BOT, Message

_TAG = re.compile(r"<[^>]+>")


def said(message: Message) -> str:
    """The words that the person typed or saw; nothing for a message without any."""
    text = message.text or ""
    return unescape(_TAG.sub("", text)) if message.author == BOT else text
