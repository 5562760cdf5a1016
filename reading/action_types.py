"""The kind of action that a sentence tells of."""

from __future__ import annotations


def read_action_type(text: str) -> tuple[str, ...]:
    """Codes of action types that `text` may tell of, likeliest first; () when none."""
    return ()
