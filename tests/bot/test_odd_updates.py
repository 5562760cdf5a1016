"""Hundreds of updates of all kinds, whole and broken, into a real bot: each is over in the end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from bot.objects import read_update
from bot.updates import Nothing, understand
from tests.conftest import SECRET_KEY
from tests.support.flood import flood
from tests.support.odd_updates import BOT_ID, odd_updates

Json = dict[str, Any]

#: The whole ten thousand are ``make bench SUITE=fuzz``.
UPDATES = 500


@pytest.mark.stack
async def test_every_update_is_over_and_whoever_waits_is_answered_once(
    database_url: str, tmp_path: Path
) -> None:
    found = await flood(odd_updates(UPDATES), database_url, tmp_path, SECRET_KEY)

    assert found.asked > UPDATES / 4
    assert found.unanswered == []
    assert found.twice == []
    assert found.errors == []
    assert found.refused == {}
    assert set(found.states) == {"done"}
    assert found.status == 0


def of(chat_id: int, message_id: int = 1) -> list[Json]:
    """What person 7 may do in a private chat: write, edit, tap, block."""
    user = {"id": 7, "is_bot": False, "first_name": "Camille"}
    chat = {"id": chat_id, "type": "private"}
    message = {"message_id": message_id, "chat": chat, "from": user, "text": "bonjour"}
    me = {"id": BOT_ID, "is_bot": True, "first_name": "b"}
    states = {"old_chat_member": {"status": "member", "user": me}}
    return [
        {"update_id": 1, "message": message},
        {"update_id": 2, "edited_message": message},
        {"update_id": 3, "callback_query": {"id": "1", "from": user, "message": message}},
        {
            "update_id": 4,
            "my_chat_member": {
                "chat": chat,
                "from": user,
                **states,
                "new_chat_member": {"status": "kicked", "user": me},
            },
        },
    ]


def test_nobody_is_answered_in_somebody_elses_chat() -> None:
    ours = [understand(read_update(one), bot_id=BOT_ID, username="b") for one in of(7)]
    theirs = [understand(read_update(one), bot_id=BOT_ID, username="b") for one in of(8)]

    assert not any(isinstance(one, Nothing) for one in ours)
    assert all(isinstance(one, Nothing) for one in theirs)


@pytest.mark.parametrize("number", [2**63, 2**70, -(2**63) - 1])
def test_an_id_that_no_column_holds_is_no_id(number: int) -> None:
    for update in of(7, message_id=number)[:3]:
        with pytest.raises(ValidationError):
            read_update(update)
