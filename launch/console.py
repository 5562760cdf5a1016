"""What of the processes' output the person at the keyboard sees; all of it goes to files."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

from honcho.printer import Message, Printer

#: A line that says it is a warning or worse: structlog in JSON or in words, logging.
_WARNS = re.compile(
    r'"level": ?"(warning|error|critical)"'
    r"|\[(warning|error|critical) *\]"
    r"|\b(WARNING|ERROR|CRITICAL)\b"
    r"|^Traceback |^[\w.]+(Error|Exception)\b"
)
_STOPPED = re.compile(r"(\S+) stopped \(rc=(-?\d+)\)")
_STOPPING = re.compile(r"^sending SIG|SIG\w+ received")
_MANAGER = "system"


class Console(Printer):  # type: ignore[misc]  # honcho has no types
    """honcho's printer: each process to its own file, and to the terminal what matters.

    Args:
        folder: where the files go, ``<process>.log``; the run before keeps ``<process>.log.1``.
        names: the processes.
        verbose: everything to the terminal.
        on_started: called once, when the processes have been started.
    """

    def __init__(
        self, folder: Path, names: list[str], *, verbose: bool, on_started: Callable[[], None]
    ) -> None:
        super().__init__(sys.stdout)
        self._verbose = verbose
        self._on_started: Callable[[], None] | None = on_started
        self._stopping = False
        self.first_stopped: tuple[str, int] | None = None
        folder.mkdir(parents=True, exist_ok=True)
        self._files: dict[str, IO[str]] = {}
        for name in names:
            file = folder / f"{name}.log"
            if file.exists():
                file.replace(folder / f"{name}.log.1")
            self._files[name] = file.open("w", encoding="utf-8")

    def write(self, message: Message) -> None:
        """Print one line of a process, or note what the manager says of it."""
        text = message.data
        if isinstance(text, bytes):
            text = text.decode("utf-8", "replace")
        if message.name == _MANAGER:
            self._note(text)
            return
        file = self._files.get(message.name)
        if file is not None:
            file.write(text if text.endswith("\n") else text + "\n")
            file.flush()
        # What is said while everything is being stopped is for the files.
        if self._verbose or (not self._stopping and _WARNS.search(text)):
            super().write(message._replace(data=text))

    def _note(self, text: str) -> None:
        if self._on_started is not None:
            started, self._on_started = self._on_started, None
            started()
        self._stopping = self._stopping or bool(_STOPPING.search(text))
        stopped = _STOPPED.search(text)
        if stopped and self.first_stopped is None:
            self.first_stopped = (stopped[1], int(stopped[2]))
