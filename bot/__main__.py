"""``python -m bot``: the Telegram face, until it is told to stop."""

from __future__ import annotations

import asyncio
import sys

from uvicorn.loops.auto import auto_loop_factory

from bot.application import run
from paqte import crypto, logs
from paqte.errors import ConfigurationError
from paqte.settings import settings


def main() -> int:
    """Run; the exit status. What cannot work is said in one sentence on stderr."""
    try:
        read = settings()
        logs.set_up(read, "bot")
        crypto.configure(read.secret_keys())
        with asyncio.Runner(loop_factory=auto_loop_factory()) as runner:
            runner.run(run(read))
    except ConfigurationError as error:
        print(f"bot: {error}", file=sys.stderr)  # noqa: T201 - for who starts it
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
