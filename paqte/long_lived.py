"""What a process loads to serve from, it keeps: the garbage collector need not look at it again."""

import gc
from typing import Final

_ALLOCATIONS: Final = 20_000
"""Objects made and not gone, before the collector looks for cycles: a turn makes thousands, and
leaves next to none. Python's 700 has it look several times a turn."""


def keep_what_is_loaded() -> None:
    """Call once, when all is ready to serve."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS)
