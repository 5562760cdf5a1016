"""How many messages a second go from a person to an echo bot and back, through the sandbox.

The sandbox, the bot (long polling, one sendMessage a message) and the people run as three
processes over loopback HTTP. A round trip ends when the person reads the bot's answer to that very
message in the transcript. Run alone: `python bench/sandbox.py`.
"""

from __future__ import annotations

import asyncio
import os
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import aiohttp

PEOPLE = 50
MESSAGES_EACH = 60
RUNS = 5
TOKEN = "1000001:sandbox"  # noqa: S105 - a public name
ROOT = Path(__file__).resolve().parent.parent


def run() -> dict[str, float]:
    """Measure; return round trips per second, median of five runs of 3,000 messages."""
    rates = measure()
    return {"sandbox_echo_per_s": round(statistics.median(rates), 1)}


def measure(runs: int = RUNS) -> list[float]:
    """Return the rate of each run."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "SANDBOX_PORT": str(port)}
    sandbox = subprocess.Popen(
        [sys.executable, "-m", "sandbox"], env=environment, cwd=ROOT, stdout=subprocess.DEVNULL
    )
    bot = subprocess.Popen([sys.executable, __file__, "bot", url], env=environment, cwd=ROOT)
    try:
        return asyncio.run(_drive(url, runs))
    finally:
        for process in (bot, sandbox):
            process.terminate()
            process.wait(10)


async def _drive(url: str, runs: int) -> list[float]:
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(url, connector=connector) as http:
        await _ready(http)
        rates = []
        for number in range(runs):
            first = 1000 * (number + 1)
            start = time.perf_counter()
            await asyncio.gather(*(_person(http, first + one) for one in range(PEOPLE)))
            rates.append(PEOPLE * MESSAGES_EACH / (time.perf_counter() - start))
        return rates


async def _ready(http: aiohttp.ClientSession) -> None:
    """Wait until the sandbox listens and the bot polls."""
    async with asyncio.timeout(30):
        while True:
            try:
                async with http.get("/sandbox/health") as answer:
                    if any(bot["called"] for bot in (await answer.json())["bots"]):
                        return
            except aiohttp.ClientConnectionError:
                pass
            await asyncio.sleep(0.05)


async def _person(http: aiohttp.ClientSession, user_id: int) -> None:
    base = f"/sandbox/users/{user_id}"
    seen = 0
    for number in range(MESSAGES_EACH):
        text = f"message {number}"
        async with http.post(f"{base}/messages", json={"text": text}) as answer:
            answer.raise_for_status()
        heard = ""
        while heard != text:
            params: dict[str, str | int] = {"after": seen, "wait": 20, "from": "bot"}
            async with http.get(f"{base}/transcript", params=params) as answer:
                entries = await answer.json()
            if not entries:
                raise TimeoutError(f"no answer to {text!r} within 20 s")
            seen, heard = entries[-1]["n"], entries[-1]["text"]


async def _echo(url: str) -> None:
    """The bot."""
    async with aiohttp.ClientSession(url, connector=aiohttp.TCPConnector(limit=0)) as http:

        async def call(method: str, **params: object) -> Any:
            async with http.post(f"/bot{TOKEN}/{method}", json=params) as answer:
                return (await answer.json())["result"]

        async def answer(message: dict[str, dict[str, int]]) -> None:
            await call("sendMessage", chat_id=message["chat"]["id"], text=message["text"])

        offset = 0
        tasks: set[asyncio.Task[None]] = set()
        while True:
            try:
                updates = await call("getUpdates", offset=offset, timeout=20)
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.05)  # the sandbox is not up yet, or gone
                continue
            for update in updates:
                offset = update["update_id"] + 1
                task = asyncio.create_task(answer(update["message"]))
                tasks.add(task)
                task.add_done_callback(tasks.discard)


if __name__ == "__main__":
    if sys.argv[1:2] == ["bot"]:
        asyncio.run(_echo(sys.argv[2]))
    else:
        found = measure()
        print("round trips per second:", ", ".join(f"{rate:.0f}" for rate in found))
        print(f"median {statistics.median(found):.0f}, spread {max(found) - min(found):.0f}")
