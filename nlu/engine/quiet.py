"""Silences, by name, what Rasa and its libraries say of themselves at every start."""

from __future__ import annotations

import logging
import os
import warnings

import structlog


def quiet() -> None:
    """To be called before the first import of Rasa."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ["LOG_LEVEL"] = "ERROR"  # Rasa's own; it also turns off its progress bars
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    import sanic  # noqa: F401  # sets filters of its own when imported; those below come after

    # Rasa 3.6 and its pinned libraries use old interfaces of Python, setuptools and SQLAlchemy.
    for module in (
        "rasa",
        "pkg_resources",
        "sanic",
        "sanic_jwt",
        "sklearn",
        "google",
        "jsonpickle",
    ):
        warnings.filterwarnings("ignore", category=DeprecationWarning, module=rf"{module}(\..*)?")
    warnings.filterwarnings("ignore", message="Deprecated call to .pkg_resources")
    warnings.filterwarnings("ignore", message="the load_module.. method is deprecated")
    warnings.filterwarnings("ignore", message="'RulePolicy' is not included in the model's policy")
    warnings.filterwarnings("ignore", message="pkg_resources is deprecated as an API")
    warnings.filterwarnings("ignore", message=".*Deprecated API features detected.*")
    # The classifier stops at max_iter by choice: what further steps change is not the first intent.
    warnings.filterwarnings("ignore", message="lbfgs failed to converge")
    warnings.filterwarnings("ignore", message="Slot auto-fill has been removed in 3.0")
    # A payload's values may be of any name: buttons carry the names of questions.
    warnings.filterwarnings(
        "ignore", message="Parsed an entity .* which is not defined in the domain"
    )
    # Intents that only buttons and exact phrases give have no sentences to learn from.
    warnings.filterwarnings("ignore", message=".*is not present in the NLU training data.*")


def configure_logging(level: str) -> None:
    """Log to standard error: ours at ``level``, libraries at warning and above.

    Rasa writes texts and slots into its debug and info messages, so those never appear.
    """
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    for name in ("rasa", "sanic.root", "sanic.access", "sanic.error", "apscheduler", "asyncio"):
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("rasa.core.actions.action").setLevel(logging.CRITICAL)
    ours = logging.getLevelName(level.upper())
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            max(ours if isinstance(ours, int) else logging.INFO, logging.INFO)
        ),
        logger_factory=structlog.PrintLoggerFactory(),
    )
