"""``python -m api``: serve partners until told to stop."""

from api.application import make_application
from web.serving import main

if __name__ == "__main__":
    raise SystemExit(main("api", "API_PORT", make_application))
