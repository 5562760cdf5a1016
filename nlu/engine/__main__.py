"""``python -m nlu.engine``: start the dialogue engine, from the project's folder."""

from __future__ import annotations

import argparse
import os
import socket
import sys
from pathlib import Path


def main(arguments: list[str] | None = None) -> int:
    """Start, and serve until told to stop. Returns the process's exit code."""
    parser = argparse.ArgumentParser(prog="python -m nlu.engine", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (loopback)")
    parser.add_argument("--port", type=int, help="instead of ENGINE_PORT")
    parser.add_argument("--root", type=Path, default=Path.cwd(), help="the project's folder")
    parser.add_argument("--model", type=Path, help="instead of the model of the files as they are")
    options = parser.parse_args(arguments)

    # One thread a sentence: the cores are for the conversations side by side.
    os.environ.setdefault("OMP_NUM_THREADS", "1")

    from nlu.engine.fingerprint import Inputs
    from nlu.engine.settings import SettingError, load_dotenv, read_settings

    load_dotenv(options.root / ".env")
    if options.port:
        os.environ["ENGINE_PORT"] = str(options.port)
    try:
        settings = read_settings(os.environ, options.host)
    except SettingError as error:
        return _refuse(str(error))
    model = options.model or Inputs(options.root).model()
    if not model.is_file():
        return _refuse(
            "No model fits the training files as they are now: "
            "run `nlu/.venv/bin/python -m nlu.engine.train` (or `make up`) first."
        )
    if _taken(settings.host, settings.port):
        return _refuse(
            f"Port {settings.port} of {settings.host} is taken: "
            "stop what listens there, or set ENGINE_PORT to another one."
        )

    from nlu.engine.absent import leave_out
    from nlu.engine.quiet import configure_logging, quiet

    quiet()
    leave_out()

    from nlu.engine.server import make_app

    configure_logging(os.environ.get("PAQTE_LOG_LEVEL", "info"))
    os.chdir(options.root)
    app = make_app(settings, model, options.root / "endpoints.yml")
    app.run(host=settings.host, port=settings.port, access_log=False, debug=False, workers=1)
    if app.ctx.failed:
        return _refuse(app.ctx.failed)
    return 0


def _taken(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def _refuse(sentence: str) -> int:
    print(f"engine: {sentence}", file=sys.stderr)  # noqa: T201
    return 1


if __name__ == "__main__":
    sys.exit(main())
