"""A connection of psycopg that goes on listening to its socket between two statements.

psycopg has the event loop begin to watch the socket, and leave off, at each answer it waits for: as
much as all else that sending a short statement and reading its answer takes (docs/performance.md).
"""

import asyncio
from typing import Any

import psycopg
from psycopg.abc import RV, PQGen
from psycopg.pq import TransactionStatus
from psycopg.waiting import READY_R, WAIT_R

_WAIT_INTERVAL_S = 0.1
_GIVE_UP_S = 5.0
_MORE_TO_DO: Any = object()


class Listening(psycopg.AsyncConnection[Any]):
    """As psycopg's own, for one event loop.

    Attributes:
        spoke_unasked: whether the server said something that nobody waited for: that it goes away,
            most often. Whoever uses the connection next asks whether it still is one.
    """

    spoke_unasked = False
    _listens_to: int | None = None
    _asked: PQGen[Any] | None = None
    _answer: asyncio.Future[Any] | None = None

    async def wait(
        self,
        gen: PQGen[RV],
        interval: float = _WAIT_INTERVAL_S,
        timeout: float | None = None,  # noqa: ASYNC109 - psycopg's signature
    ) -> RV:
        """As psycopg's, which is left what is not simply an answer to wait for."""
        try:
            wanted = next(gen)
        except StopIteration as end:
            result: RV = end.value
            return result
        except BaseException:
            self._listen_no_more()
            raise
        if wanted == WAIT_R and timeout is None:
            result = await self._answered(gen)
            if result is not _MORE_TO_DO:
                return result
        self._listen_no_more()
        return await super().wait(gen, interval, timeout)

    async def close(self) -> None:
        """As psycopg's."""
        self._listen_no_more()
        await super().close()

    async def _answered(self, gen: PQGen[Any]) -> Any:
        loop = asyncio.get_running_loop()
        if self._listens_to is None:
            self._listens_to = self.pgconn.socket
            loop.add_reader(self._listens_to, self._heard)
        self._asked, self._answer = gen, loop.create_future()
        try:
            return await self._answer
        except asyncio.CancelledError:
            self._listen_no_more()
            await self._withdraw(gen)
            raise
        finally:
            self._asked = self._answer = None

    def _heard(self) -> None:
        """Read what came, here and now: the event loop would say again that it is there."""
        if self._asked is None or self._answer is None:
            self.spoke_unasked = True
            self._listen_no_more()
            return
        if self._answer.done():
            return
        try:
            if self._asked.send(READY_R) != WAIT_R:
                self._answer.set_result(_MORE_TO_DO)
        except StopIteration as end:
            self._answer.set_result(end.value)
        except BaseException as error:
            self._listen_no_more()
            self._answer.set_exception(error)

    def _listen_no_more(self) -> None:
        # Before, or at once after, the socket is closed: its number may soon be another's.
        if self._listens_to is not None:
            asyncio.get_running_loop().remove_reader(self._listens_to)
            self._listens_to = None

    async def _withdraw(self, gen: PQGen[Any]) -> None:
        """Have the server end what nobody waits for any more: then it can be used again.

        A connection that cannot is closed.
        """
        if self.pgconn.transaction_status != TransactionStatus.ACTIVE:
            return
        try:
            await self.cancel_safe(timeout=_GIVE_UP_S)
            await super().wait(gen, timeout=_GIVE_UP_S)
        except psycopg.errors.QueryCanceled:
            pass
        except Exception:
            self.pgconn.finish()
        except BaseException:
            self.pgconn.finish()
            raise
