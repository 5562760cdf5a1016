"""Bringing a database up to date, in code: what ``alembic upgrade head`` does."""

from pathlib import Path

from alembic import command
from alembic.config import Config

ROOT = Path(__file__).resolve().parent.parent


def config(url: str) -> Config:
    """Alembic's configuration for the database at ``url``."""
    settings = Config(ROOT / "alembic.ini")
    settings.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return settings


def upgrade(url: str) -> None:
    """Apply every migration that the database lacks. Not from inside a running event loop."""
    command.upgrade(config(url), "head")
