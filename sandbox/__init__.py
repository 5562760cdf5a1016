"""A local Telegram: the Bot API on loopback, and a page to chat with the bot."""
