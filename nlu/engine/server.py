"""The engine's server: one Sanic application, one worker, the model loaded beside it."""

from __future__ import annotations

import asyncio
import gc
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import rasa.shared.utils.io
import structlog
from rasa.core.channels.channel import register
from rasa.core.lock_store import LockStore
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.utils.endpoints import EndpointConfig
from sanic import Sanic

from nlu.engine.action_endpoint import ActionEndpoint, install_validator
from nlu.engine.channel import PaqteChannel
from nlu.engine.processor import EngineAgent
from nlu.engine.quick_events import install_quick_events
from nlu.engine.settings import EngineSettings
from nlu.engine.slots import install_quick_copies
from nlu.engine.tracker_store import CompactTrackerStore
from nlu.engine.trackers import install_quick_trackers

log = structlog.get_logger("nlu.engine.server")

_DAY_S = 24 * 60 * 60
#: Objects made and not gone, before cycles are looked for.
_ALLOCATIONS = 20_000
NO_MODEL = (
    "The model {model} cannot be loaded: remove it and train again "
    "(`nlu/.venv/bin/python -m nlu.engine.train`)."
)
NO_DATABASE = (
    "The database of ENGINE_DATABASE_URL cannot be opened: check the address, and that it answers."
)


def make_app(settings: EngineSettings, model: Path, endpoints: Path) -> Sanic:
    """The application; the model is loaded once the port is open, and ``health`` says when.

    Where that fails it stops, and ``ctx.failed`` says why in a sentence.

    Args:
        model: the archive to load.
        endpoints: ``endpoints.yml``.
    """
    install_validator()
    install_quick_copies()
    install_quick_trackers()
    install_quick_events()
    app = Sanic("paqte_engine", configure_logging=False)
    app.config.RESPONSE_TIMEOUT = 60
    app.config.REQUEST_MAX_SIZE = 64 * 1024
    app.config.ACCESS_LOG = False
    register([PaqteChannel(settings.token)], app, route="/webhooks/")
    app.ctx.agent = None

    def give_up(running: Sanic, event: str, error: Exception, sentence: str) -> None:
        log.critical(event, error=type(error).__name__)
        running.ctx.failed = sentence
        running.stop()

    async def load(running: Sanic) -> None:
        try:
            agent = make_agent(settings, endpoints)
        except Exception as error:  # whatever the address or the database has wrong
            return give_up(running, "database.unusable", error, NO_DATABASE)
        try:
            await asyncio.to_thread(agent.load_model, model, model.name.removesuffix(".tar.gz"))
        except Exception as error:
            return give_up(running, "model.unusable", error, NO_MODEL.format(model=model.name))
        # The model stays: the garbage collector need not look at it, nor several times a turn.
        gc.collect()
        gc.freeze()
        gc.set_threshold(_ALLOCATIONS)
        running.ctx.agent = agent
        log.info("engine.ready", model=agent.fingerprint)
        await _keep_clean(agent.tracker_store, timedelta(days=settings.retention_days))

    async def close(running: Sanic, _: Any) -> None:
        agent = running.ctx.agent
        if agent is not None:
            await agent.action_endpoint.close()
            agent.processor.close()
            agent.tracker_store.close()

    app.ctx.failed = ""
    app.add_task(load)
    app.register_listener(close, "after_server_stop")
    return app


def make_agent(settings: EngineSettings, endpoints: Path) -> EngineAgent:
    """An agent as ``endpoints.yml`` describes it, without a model yet."""
    os.environ.update(
        {
            "ENGINE_DATABASE_URL": settings.database_url,
            "ACTIONS_URL": settings.actions_url,
            "PAQTE_SECRET_KEY": ",".join(settings.secrets),
        }
    )
    described = rasa.shared.utils.io.read_config_file(endpoints)
    actions = dict(described["action_endpoint"])
    store = dict(described["tracker_store"])
    return EngineAgent(
        generator=NaturalLanguageGenerator.create(
            EndpointConfig.from_dict(described["nlg"]), Domain.empty()
        ),
        tracker_store=CompactTrackerStore(
            Domain.empty(), host=store["url"], secrets=store["secrets"]
        ),
        lock_store=LockStore.create(EndpointConfig.from_dict(described["lock_store"])),
        action_endpoint=ActionEndpoint(timeout_s=settings.action_timeout_s, **actions),
    )


async def _keep_clean(store: CompactTrackerStore, retention: timedelta) -> None:
    """Forget, once a day, the conversations that nobody came back to."""
    while True:
        try:
            forgotten = await store.purge(retention)
            if forgotten:
                log.info("conversations.purged", count=forgotten)
        except Exception as error:
            log.error("conversations.purge_failed", error=type(error).__name__)
        await asyncio.sleep(_DAY_S)
