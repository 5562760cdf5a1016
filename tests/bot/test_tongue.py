"""Another language asked for in words: understood whole, taken up at once, in a form too."""

from collections.abc import Awaitable, Callable

import pytest

from bot.tongue import asked_for
from tests.support.chat import ChatClient
from tests.support.engine_server import EnginePeer

Person = Callable[..., Awaitable[ChatClient]]


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("en français s’il vous plaît", "fr"),
        ("Can I continue in English please?", "en"),
        ("can you switch to french", "fr"),
        ("parlez-moi en anglais svp", "en"),
        ("je préfère en anglais", "en"),
        ("english please", "en"),
        ("I speak English", None),
        ("prof d’anglais", None),
        ("cours de français", None),
        ("une formation en anglais", None),
        ("", None),
    ],
)
def test_a_language_is_asked_for(text: str, locale: str | None) -> None:
    assert asked_for(text) == locale


@pytest.mark.usefixtures("bot")
async def test_it_is_spoken_from_then_on(person: Person, engine: EnginePeer) -> None:
    camille = await person()
    await camille.say("bonjour")
    heard = await camille.say("in English please")
    assert "English" in heard[0].text or "language" in heard[0].text
    await camille.say("hello again")
    assert engine.played[-1].metadata.locale == "en"
    assert "in English please" not in engine.texts


@pytest.mark.usefixtures("bot")
async def test_who_speaks_it_already_is_told_so(person: Person, engine: EnginePeer) -> None:
    camille = await person()
    heard = await camille.say("en français s’il vous plaît")
    assert heard[0].text == "C’est noté, je vous parle désormais dans cette langue."
    assert engine.texts == []
