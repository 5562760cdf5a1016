"""Whether a process says, at its health address, that it is ready."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping

#: Seconds between two questions.
PAUSE_S = 0.1

# Never through a proxy: the processes are on this machine.
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def is_ready(url: str, timeout_s: float = 1.0) -> bool:
    """Whether ``url`` answers 200."""
    try:
        with _opener.open(url, timeout=timeout_s) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError, ValueError):
        return False


def wait_for(
    urls: Mapping[str, str],
    timeout_s: float,
    *,
    stop: Callable[[], bool] = lambda: False,
) -> list[str]:
    """Ask each of ``urls`` until all are ready, ``timeout_s`` has passed or ``stop()`` says so.

    Returns:
        The names of those that are not ready, none when all are.
    """
    missing = dict(urls)
    end = time.monotonic() + timeout_s
    while True:
        for name in [name for name, url in missing.items() if is_ready(url)]:
            del missing[name]
        if not missing or time.monotonic() > end or stop():
            return list(missing)
        time.sleep(PAUSE_S)
