"""From a reply of the dialogue to payloads of the Bot API."""
