"""The turns that told what has to wait for the end of the form that is open."""

from actions.steps import Sheet
from actions.turn import Turn

WAITS = "_waits"
"""Where a sheet keeps them, the oldest first."""
MOST = 3
"""As many are offered when the time has come: what was told last."""


def with_this(sheet: Sheet, turn: Turn) -> dict[str, list[str]]:
    """Those that wait already, and this one."""
    return {WAITS: [*(sheet.get(WAITS) or ()), turn.id][-MOST:]}
