"""The transaction of an asynchronous session: what a unit of work is where statements wait."""

from collections.abc import Sequence

from sqlalchemy import Executable
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from paqte.prepared import Rows, Values


class SessionWork:
    """Statements go SQLAlchemy's own way to the driver."""

    def __init__(self, session: AsyncSession) -> None:
        self.session = session

    async def run(self, statement: Executable, values: Values | Sequence[Values] = ()) -> Rows:
        """As ``UnitOfWork.run``."""
        await self.session.flush()
        found = await (await self.session.connection()).execute(statement, values or None)
        return Rows(found.all() if found.returns_rows else ())

    async def run_unless_taken(self, statement: Executable, values: Values) -> Rows | None:
        """As ``UnitOfWork.run_unless_taken``: SQLite undoes a statement that fails by itself."""
        await self.session.flush()
        try:
            return await self.run(statement, values)
        except IntegrityError:
            return None

    async def commit(self) -> None:
        """Keep what was done."""
        await self.session.commit()

    async def rollback(self) -> None:
        """Undo what was done since the last commit."""
        await self.session.rollback()
