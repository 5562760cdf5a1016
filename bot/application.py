"""The process put together: intake, handling, delivery, reminders, and a graceful end."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from typing import Any, Final

import structlog
import uvicorn
from telegram.ext import ApplicationBuilder

from bot.chores import EVERY_S as CHORES_EVERY_S
from bot.chores import Chores
from bot.crew import Crew
from bot.delivery import Delivery
from bot.engine_client import EngineClient
from bot.engine_turns import EngineTurns
from bot.groups import Groups
from bot.handling import Handler, Identity
from bot.intake import Intake, poll
from bot.notices import Notices
from bot.pauses import Pauses
from bot.proofs import Proofs
from bot.reminders import EVERY_S, Reminders
from bot.server import make_server
from bot.signals import Signals
from bot.startup import introduce, meet_telegram
from bot.telegram_client import Telegram
from bot.troubles import Troubles
from paqte.database import Database
from paqte.long_lived import keep_what_is_loaded
from paqte.services import leases
from paqte.settings import Settings
from web.serving import KEEP_ALIVE_S, open_port

#: Updates dealt with at the same time: as many chats wait for the engine side by side.
HANDLERS: Final = 16
#: Calls to Telegram at the same time.
SENDERS: Final = 16
#: How often what people have to be told is looked for: they learn of it within a second.
NOTICES_EVERY_S: Final = 0.5
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
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await serve(settings, stop)


async def serve(
    settings: Settings,
    stop: asyncio.Event,
    *,
    ready: Callable[[int], None] | None = None,
    pauses: Pauses | None = None,
) -> None:
    """Run the bot until ``stop`` is set; ``ready`` is told the port when it takes updates.

    Raises:
        ConfigurationError: it cannot start as it is set up.
    """
    listening = open_port(settings.bot_port, "BOT_PORT")
    database = Database(settings.database_url, short_reads=True)
    engine = EngineClient(settings.engine_url, settings.engine_token.get_secret_value())
    telegram = Telegram(settings.bot_token, settings.bot_api_url)
    signals = Signals()
    intake = Intake(database, telegram, signals)
    health: dict[str, object] = {"status": "starting"}
    server = _Server(
        uvicorn.Config(
            make_server(intake, health, settings),
            log_config=None,
            access_log=False,
            lifespan="off",
            timeout_keep_alive=KEEP_ALIVE_S,
        )
    )
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        await database.check()
        identity = await _unless(stop, _meet(telegram, settings))
        if identity is not None:
            worker = f"{socket.gethostname()}:{listening.getsockname()[1]}"
            parts = _Parts(
                settings, database, engine, telegram, signals, intake, identity, worker, pauses
            )
            health["updates"] = "webhook" if settings.uses_webhook else "polling"
            await parts.run(stop, serving, health, ready)
    finally:
        server.should_exit = True
        await asyncio.gather(serving, return_exceptions=True)
        listening.close()
        with contextlib.suppress(Exception):
            await telegram.shutdown()
        await engine.aclose()
        await database.dispose()


class _Parts:
    """What works once Telegram is met."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        engine: EngineClient,
        telegram: Telegram,
        signals: Signals,
        intake: Intake,
        identity: Identity,
        worker: str,
        pauses: Pauses | None,
    ) -> None:
        self._polls = not settings.uses_webhook
        self._database = database
        self._telegram = telegram
        self._intake = intake
        self._worker = worker
        self._reminders = Reminders(database, signals)
        self._notices = Notices(database, signals)
        self._chores = Chores(database, engine, settings)
        delivery = Delivery(database, telegram, worker, signals.outbox, pauses=pauses)
        senders = Crew("senders", delivery.claim, delivery.send, signals.outbox, SENDERS)
        handler = Handler(
            database,
            EngineTurns(engine, telegram),
            Proofs(database, telegram),
            Groups(telegram, identity.username),
            Troubles(database, signals, worker, pauses),
            delivery,
            senders.give,
            signals,
            settings,
            identity,
            worker,
        )
        handlers = Crew("handlers", handler.claim, handler.handle, signals.inbox, HANDLERS)
        self._crews: list[Crew[Any]] = [handlers, senders]

    async def run(
        self,
        stop: asyncio.Event,
        serving: asyncio.Task[None],
        health: dict[str, object],
        ready: Callable[[int], None] | None,
    ) -> None:
        async with self._database.unit_of_work() as uow:
            freed = await leases.give_back(uow, self._worker)
            await uow.commit()
        claiming = [asyncio.create_task(crew.run()) for crew in self._crews]
        polling = [asyncio.create_task(poll(self._intake, self._telegram))] if self._polls else []
        try:
            async with _job_queue(self._telegram, self._reminders, self._chores, self._notices):
                health["status"] = "ready"
                keep_what_is_loaded()
                log.info("ready", worker=self._worker, taken_up=freed)
                if ready is not None:
                    ready(int(self._worker.rpartition(":")[2]))
                await _until(stop, serving, *claiming, *polling)
                health["status"] = "stopping"
                log.info("stopping")
        finally:
            for crew in self._crews:
                crew.stop()
            for task in polling:
                task.cancel()
            await asyncio.wait([*claiming, *polling], timeout=_STOP_WITHIN_S)
            for crew in self._crews:
                await crew.finish(_STOP_WITHIN_S)
            for task in claiming:
                task.cancel()
            await self._intake.aclose()


async def _until(stop: asyncio.Event, *tasks: asyncio.Task[None]) -> None:
    """Wait for ``stop``; a task that ends before is a fault, raised."""
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait([stopping, *tasks], return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            if task.done():
                task.result()
    finally:
        stopping.cancel()


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, Identity]) -> Identity | None:
    """The result of ``work``, or None if ``stop`` is set first."""
    stopping = asyncio.create_task(stop.wait())
    working = asyncio.create_task(work)
    try:
        await asyncio.wait([stopping, working], return_when=asyncio.FIRST_COMPLETED)
        return working.result() if working.done() else None
    finally:
        stopping.cancel()
        working.cancel()


async def _meet(telegram: Telegram, settings: Settings) -> Identity:
    identity = await meet_telegram(telegram)
    await introduce(telegram, settings)
    return identity


@contextlib.asynccontextmanager
async def _job_queue(
    telegram: Telegram, reminders: Reminders, chores: Chores, notices: Notices
) -> AsyncIterator[None]:
    """python-telegram-bot's application, for its job queue: updates are taken in by us."""
    application = ApplicationBuilder().bot(telegram).updater(None).build()
    await application.initialize()
    await application.start()

    async def remind(_context: object) -> None:
        await reminders.tick()

    async def tell(_context: object) -> None:
        await notices.tick()

    async def keep_clean(_context: object) -> None:
        await chores.tick()

    if application.job_queue is not None:
        application.job_queue.run_repeating(remind, interval=EVERY_S, first=1.0)
        application.job_queue.run_repeating(tell, interval=NOTICES_EVERY_S, first=0.5)
        application.job_queue.run_repeating(keep_clean, interval=CHORES_EVERY_S, first=2.0)
    try:
        yield
    finally:
        await application.stop()
