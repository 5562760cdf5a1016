"""``python -m console``: serve the team until told to stop."""

from console.application import make_application
from web.serving import main

if __name__ == "__main__":
    raise SystemExit(main("console", "CONSOLE_PORT", make_application))
