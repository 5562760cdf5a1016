"""``python -m actions``: the action server."""

import sys

from actions.server import run
from paqte import logs
from paqte.errors import ConfigurationError
from paqte.settings import settings


def main() -> int:
    """Serve; 2 and one sentence if the set-up cannot work."""
    try:
        its = settings()
        its.secret_keys()
        logs.set_up(its, "actions")
        run(its)
    except ConfigurationError as error:
        print(error, file=sys.stderr)  # noqa: T201 - before any log is set up
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
