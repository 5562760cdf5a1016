"""Whatever is typed, the whole program answers, and nothing in it fails."""

from __future__ import annotations

from tests.support.odd_texts import drawn, odd_texts
from tests.support.stack import Stack
from tests.support.talk import PEOPLE, talk

#: More of them are ``make bench SUITE=fuzz``.
TEXTS = 160


async def test_every_text_is_answered_in_and_out_of_a_form(stack: Stack) -> None:
    texts = drawn(odd_texts, TEXTS)

    found = await talk(stack, texts)

    assert found.silent == []
    assert found.errors == []
    assert found.said + found.refused >= TEXTS
    assert found.refused < TEXTS / PEOPLE
