"""What a command is: its words, and what it does with the database."""

import argparse
import sys
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from paqte.database import Database

Does: TypeAlias = Callable[[Database, argparse.Namespace], Awaitable[int]]
"""The exit status of a command; it writes to the terminal itself."""
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add(commands: Commands, name: str, about: str, does: Does) -> argparse.ArgumentParser:
    """One more command, « name »; its parser, to which arguments are added."""
    parser = commands.add_parser(name, help=about, description=about)
    parser.set_defaults(does=does)
    return parser


def say(line: str) -> None:
    """A line for who typed the command."""
    sys.stdout.write(f"{line}\n")
