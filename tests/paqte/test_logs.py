"""Logs are one JSON object a line, without the bot's token."""

import json
import subprocess
import sys

from paqte.migrating import ROOT

PROGRAM = """
import logging, structlog
from paqte.logs import set_up
from paqte.settings import Settings
set_up(Settings(_env_file=None, paqte_log_format="json"), "bot")
structlog.stdlib.get_logger("bot.intake").info("stored", new=2)
logging.getLogger("httpx").info("POST https://api.telegram.org/bot1:secret/sendMessage")
try:
    1 / 0
except ZeroDivisionError:
    logging.getLogger("bot").exception("failed")
"""


def test_lines_are_json_with_process_level_and_time_and_no_token() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=True
    )
    first, second = (json.loads(line) for line in done.stderr.splitlines())
    assert (first["event"], first["new"], first["process"]) == ("stored", 2, "bot")
    assert first["level"] == "info"
    assert first["timestamp"].endswith("Z")
    assert "ZeroDivisionError" in second["exception"]
    assert "secret" not in done.stderr
