"""What stands in the way, said in one sentence."""

from __future__ import annotations


class Problem(Exception):
    """Something the person at the keyboard can mend; its text says what is wrong and what to do."""
