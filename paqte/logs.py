"""Structured logs: one JSON object a line, or coloured lines on a terminal.

No personal data is logged: no name, text, phone, e-mail or Telegram id. Conversations are
named by their own random id. Nor does a traceback tell any: neither the variables of its frames
nor what an error quotes.
"""

import logging
import sys

import structlog

from paqte.settings import Settings
from paqte.tracebacks import print_without_data, without_data

_CHATTY = ("httpx", "httpcore", "aiosqlite", "apscheduler", "telegram", "sqlalchemy.engine")
"""Libraries that would write addresses (with the bot's token) or data at INFO."""


def set_up(settings: Settings, process: str) -> None:
    """Send the logs of structlog and of the standard library to stderr in one shape."""
    as_json = settings.paqte_log_format == "json" or (
        settings.paqte_log_format == "auto" and not sys.stderr.isatty()
    )
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.ExceptionRenderer(without_data) if as_json else _as_it_is,
    ]
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        else structlog.dev.ConsoleRenderer(exception_formatter=print_without_data)
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.paqte_log_level.upper())
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.contextvars.bind_contextvars(process=process)


def _as_it_is(
    _logger: structlog.typing.WrappedLogger, _name: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    return event
