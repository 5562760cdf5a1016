"""The action server: rasa-sdk's, on loopback, with an error handler that gives nothing away."""

import logging
from collections.abc import Mapping
from typing import Any

import structlog
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionNotFoundException
from sanic import Sanic
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse, json
from sqlalchemy.exc import InterfaceError, OperationalError

from actions.registry import all_actions
from actions.runtime import Runtime
from actions.warming import warm_up
from paqte.long_lived import keep_what_is_loaded
from paqte.settings import Settings

HOST = "127.0.0.1"
"""Loopback only: an action call carries a conversation, and nothing proves who sends it."""

App = Sanic[Any, Any]

log = structlog.get_logger("actions.server")


class Executor(ActionExecutor):  # type: ignore[misc]  # rasa-sdk ships no types
    """Runs our actions, which read no domain: the engine need not send it."""

    def update_and_return_domain(
        self, payload: Mapping[str, Any], action_name: str
    ) -> dict[str, Any]:
        """An empty domain, whatever came."""
        del payload, action_name
        return {}


def create_app(settings: Settings) -> App:
    """The server. What the actions share is opened when it starts, in its event loop."""
    _quiet()
    app: App = Sanic("paqte_actions", configure_logging=False)
    executor = Executor()

    @app.before_server_start
    async def open_runtime(app: App) -> None:
        runtime = Runtime.open(settings)
        app.ctx.runtime = runtime
        for action in all_actions(runtime):
            executor.register_action(action)
        warm_up()
        keep_what_is_loaded()

    @app.after_server_stop
    async def close_runtime(app: App) -> None:
        await app.ctx.runtime.close()

    @app.get("/health")
    async def health(_request: Request) -> HTTPResponse:
        return json({"status": "ready", "actions": len(executor.actions)})

    @app.post("/webhook")
    async def webhook(request: Request) -> HTTPResponse:
        call = request.json
        if not isinstance(call, dict) or not isinstance(call.get("tracker"), dict):
            return _problem(400, "invalid")
        try:
            result = await executor.run(call)
        except ActionNotFoundException:
            return _problem(404, "unknown action")
        if result is None:
            return _problem(400, "invalid")
        return json(result.model_dump())

    @app.exception(Exception)
    async def failed(_request: Request, error: Exception) -> HTTPResponse:
        # The text of an error may quote what a person wrote: neither answered nor logged.
        if isinstance(error, SanicException):
            return _problem(error.status_code, "refused")
        away = isinstance(error, OperationalError | InterfaceError | TimeoutError)
        log.error("request.failed", error=type(error).__name__)
        return _problem(503 if away else 500, "unavailable" if away else "failed")

    return app


def run(settings: Settings) -> None:
    """Serve until told to stop."""
    app = create_app(settings)
    app.run(
        host=HOST, port=settings.actions_port, single_process=True, access_log=False, motd=False
    )


def _problem(status: int, error: str) -> HTTPResponse:
    return json({"error": error}, status=status)


def _quiet() -> None:
    # They announce every action and every worker at INFO.
    for name in ("rasa_sdk.executor", "sanic.root", "sanic.server"):
        logging.getLogger(name).setLevel(logging.WARNING)
