"""The process put together: intake, handling, delivery, reminders, and a graceful end."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from collections.abc import Iterator
from typing import Any, Final

import structlog
import uvicorn
from telegram.ext import ApplicationBuilder

from bot.crew import Crew
from bot.delivery import Delivery
from bot.engine_client import EngineClient
from bot.engine_turns import EngineTurns
from bot.groups import Groups
from bot.handling import Handler
from bot.intake import Intake, poll
from bot.reminders import EVERY_S, Reminders
from bot.server import make_server
from bot.signals import Signals
from bot.startup import check_database, introduce, meet_telegram, open_port
from bot.telegram_client import Telegram
from bot.troubles import Troubles
from paqte.database import Database
from paqte.services import leases
from paqte.settings import Settings

#: Updates dealt with at the same time: as many chats wait for the engine side by side.
HANDLERS: Final = 16
#: Calls to Telegram at the same time.
SENDERS: Final = 16
#: How long an end may take: what is at hand is finished, the rest is in the database.
_STOP_WITHIN_S: Final = 10.0

log = structlog.get_logger(__name__)


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        # Signals end the whole process in order, not the server alone.
        yield


async def run(settings: Settings) -> None:
    """Run the bot until SIGTERM or SIGINT.

    Raises:
        ConfigurationError: it cannot start as it is set up.
    """
    listening = open_port(settings.bot_port)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    database = Database(settings.database_url)
    engine = EngineClient(settings.engine_url, settings.engine_token.get_secret_value())
    try:
        await check_database(database)
        await _run(settings, database, engine, listening, stop)
    finally:
        listening.close()
        await engine.aclose()
        await database.dispose()


async def _run(
    settings: Settings,
    database: Database,
    engine: EngineClient,
    listening: socket.socket,
    stop: asyncio.Event,
) -> None:
    telegram = Telegram(settings.bot_token, settings.bot_api_url)
    signals = Signals()
    intake = Intake(database, telegram, signals)
    health: dict[str, object] = {"status": "starting"}
    secret = settings.webhook_secret.get_secret_value() if settings.uses_webhook else ""
    app = make_server(intake, ready=lambda: health, webhook_secret=secret)
    server = _Server(uvicorn.Config(app, log_config=None, access_log=False, lifespan="off"))
    tasks = [asyncio.create_task(server.serve(sockets=[listening]), name="server")]
    stopping = asyncio.create_task(stop.wait(), name="stop")
    try:
        ready = asyncio.create_task(_meet(telegram, settings), name="telegram")
        if await _first(stopping, ready) is stopping:
            ready.cancel()
            return
        identity = ready.result()
        port = listening.getsockname()[1]
        worker = f"{socket.gethostname()}:{port}"
        async with database.unit_of_work() as uow:
            freed = await leases.give_back(uow, worker)
            await uow.commit()
        handler = Handler(
            database,
            EngineTurns(engine, telegram),
            Groups(telegram, identity.username),
            Troubles(database, worker),
            signals,
            settings,
            identity,
            worker,
        )
        delivery = Delivery(database, telegram, worker)
        crews: list[Crew[Any]] = [
            Crew("handlers", handler.claim, handler.handle, signals.inbox, HANDLERS),
            Crew("senders", delivery.claim, delivery.send, signals.outbox, SENDERS),
        ]
        tasks += [asyncio.create_task(crew.run()) for crew in crews]
        incoming = None
        if not settings.uses_webhook:
            incoming = asyncio.create_task(poll(intake, telegram), name="polling")
            tasks.append(incoming)
        async with _job_queue(telegram, Reminders(database, signals)):
            health["status"] = "ready"
            health["updates"] = "webhook" if settings.uses_webhook else "polling"
            log.info("ready", port=port, updates=health["updates"], taken_up=freed)
            await _first(stopping, *tasks)
            health["status"] = "stopping"
            log.info("stopping")
            if incoming is not None:
                incoming.cancel()
        for task in tasks[1:]:
            task.cancel()
        for crew in crews:
            await crew.finish(_STOP_WITHIN_S)
        await intake.aclose()
    finally:
        stopping.cancel()
        server.should_exit = True
        results = await asyncio.gather(*tasks, return_exceptions=True)
        with contextlib.suppress(Exception):
            await telegram.shutdown()
        for result in results:
            if isinstance(result, Exception):
                raise result


async def _meet(telegram: Telegram, settings: Settings) -> Any:
    identity = await meet_telegram(telegram)
    await introduce(telegram, settings)
    return identity


async def _first(*tasks: asyncio.Task[Any]) -> asyncio.Task[Any]:
    done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    return next(task for task in tasks if task in done)


@contextlib.asynccontextmanager
async def _job_queue(telegram: Telegram, reminders: Reminders) -> Any:
    """python-telegram-bot's application, for its job queue: updates are taken in by us."""
    application = ApplicationBuilder().bot(telegram).updater(None).build()
    await application.initialize()
    await application.start()

    async def tick(_context: object) -> None:
        await reminders.tick()

    if application.job_queue is not None:
        application.job_queue.run_repeating(tick, interval=EVERY_S, first=1.0)
    try:
        yield
    finally:
        await application.stop()
