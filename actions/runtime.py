"""What the actions share: one pool of database connections, one client of the directory."""

from dataclasses import dataclass, field

from actions.recent import Recent
from paqte import crypto
from paqte.database import Database
from paqte.directory import Directory
from paqte.settings import Settings


@dataclass(frozen=True)
class Runtime:
    """Opened once for the process, inside its event loop."""

    settings: Settings
    database: Database
    directory: Directory
    recent: Recent = field(default_factory=Recent)

    @classmethod
    def open(cls, settings: Settings) -> "Runtime":
        """Connect to what ``settings`` name.

        Raises:
            ConfigurationError: no secret key, or an address that is none.
        """
        crypto.configure(settings.secret_keys())
        return cls(
            settings=settings,
            database=Database(settings.database_url, short_reads=True),
            directory=Directory(
                settings.sirene_url,
                settings.sirene_timeout_s,
                calls_a_second=settings.sirene_calls_a_second,
            ),
        )

    async def close(self) -> None:
        """Close every connection."""
        await self.directory.close()
        await self.database.dispose()
