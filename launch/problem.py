"""What stands in the way, said in one sentence."""

from __future__ import annotations


class Problem(Exception):  # noqa: N818 - nothing in the program is at fault
    """Something the person at the keyboard can mend; its text says what is wrong and what to do."""
