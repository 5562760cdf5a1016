"""Numbers of the Bot API and of this face, each with its source.

Telegram's own come from python-telegram-bot's constants, which mirror
https://core.telegram.org/bots/api, https://core.telegram.org/bots/faq#my-bot-is-hitting-limits
and https://core.telegram.org/bots/features.
"""

from __future__ import annotations

from typing import Final

from telegram.constants import (
    FileSizeLimit,
    FloodLimit,
    InlineKeyboardButtonLimit,
    MessageLimit,
    PollingLimit,
)

#: Longest text of a message, in UTF-16 code units after entities are parsed (sendMessage).
MAX_TEXT: Final = int(MessageLimit.MAX_TEXT_LENGTH)
#: Longest callback_data, in bytes (InlineKeyboardButton).
MAX_CALLBACK_DATA: Final = int(InlineKeyboardButtonLimit.MAX_CALLBACK_DATA)
#: Largest file a bot may download, in bytes (getFile): 20 MB.
MAX_DOWNLOAD_BYTES: Final = int(FileSizeLimit.FILESIZE_DOWNLOAD)
#: Most updates in one answer of getUpdates.
MAX_BATCH: Final = int(PollingLimit.MAX_LIMIT)
#: Messages a second that Telegram takes for all chats (FAQ on limits).
OVERALL_PER_S: Final = float(FloodLimit.MESSAGES_PER_SECOND)
#: How long « typing… » stays on the person's screen (sendChatAction): 5 s or less.
TYPING_LASTS_S: Final = 5.0

#: Ours: how long getUpdates is held open when there is nothing.
POLL_TIMEOUT_S: Final = 25
#: Ours: a webhook body of Telegram stays far below; larger ones are refused unread.
MAX_WEBHOOK_BODY_BYTES: Final = 1_048_576
#: Ours: longer than any answer or question we can do something with.
MAX_ANSWER_LENGTH: Final = 1_000
#: Ours: a person notices a wait from about 0.3 s; below it « typing… » only flickers.
TYPING_AFTER_S: Final = 0.3
#: Ours: a button older than this asks about a situation that has changed.
BUTTON_LIFETIME_DAYS: Final = 7
#: Ours: a second tap within this time is a double tap, not a person lost in old buttons.
DOUBLE_TAP_S: Final = 10
