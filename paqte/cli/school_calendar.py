"""The ministry's file of school holidays, checked before it is named in a setting."""

import argparse
from pathlib import Path

from paqte.cli.command import Commands, add, say
from paqte.database import Database
from paqte.errors import OperatorError
from paqte.reference import ministry_calendar


def register(commands: Commands) -> None:
    """check-school-calendar."""
    checking = add(
        commands, "check-school-calendar", "what a file for SCHOOL_CALENDAR tells of", _check
    )
    checking.add_argument("file", type=Path)


async def _check(_database: Database, given: argparse.Namespace) -> int:
    try:
        zones = ministry_calendar.read(given.file)
    except ministry_calendar.CalendarUnreadable as error:
        raise OperatorError(f"{error}.") from None
    for zone in ministry_calendar.ZONES:
        found = zones.get(zone)
        told = f"{found.first} to {found.last}, {len(found.days)} days" if found else "not there"
        say(f"{zone}: {told}")
    return 0
