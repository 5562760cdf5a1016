"""Formatted text: HTML and entity lists in, plain text and entities with UTF-16 offsets out."""
