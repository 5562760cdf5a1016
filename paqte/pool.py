"""Pooled connections that may have died while they lay in the pool: asked, but not each time.

``pool_pre_ping`` asks at every transaction whether the server is still there, a round trip of a
fifth of a short transaction. A connection that was used a moment ago is not asked: if the server
went down since, that one transaction fails as it would have failed in its middle, and is repeated.
"""

import time
from typing import Any, Final

from sqlalchemy import Engine, event
from sqlalchemy.exc import DisconnectionError

ASKED_AFTER_S: Final = 5.0
"""How long a connection rests before it is asked whether it still is one."""

_RESTING_SINCE: Final = "paqte_resting_since"


def ask_after_rest(engine: Engine) -> None:
    """Have a connection of ``engine`` that rested for ``ASKED_AFTER_S`` seconds asked first.

    One that is dead is replaced, with all that rested longer, as ``pool_pre_ping`` does.
    """

    @event.listens_for(engine, "checkin")
    def rests(_connection: Any, record: Any) -> None:
        record.info[_RESTING_SINCE] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def asked(connection: Any, record: Any, _proxy: Any) -> None:
        since = record.info.get(_RESTING_SINCE)
        if since is None or time.monotonic() - since < ASKED_AFTER_S:
            return
        try:
            alive = engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise DisconnectionError from error
        if not alive:
            raise DisconnectionError
