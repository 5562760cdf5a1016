"""One message, all the way and back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.limits import MAX_ANSWER_LENGTH
from tests.bot.conftest import RunningBot, Sandbox
from tests.support.chat import ChatClient
from tests.support.engine_server import EnginePeer, answer, reply

Person = Callable[..., Awaitable[ChatClient]]


async def test_a_text_goes_to_the_engine_and_its_reply_comes_back(
    bot: RunningBot, person: Person, engine: EnginePeer
) -> None:
    camille = await person()

    replies = await camille.say("Bonjour !")

    assert [entry.text for entry in replies] == ["écho : Bonjour !"]
    (turn,) = engine.played
    assert turn.text == "Bonjour !"
    assert turn.metadata.locale == "fr"
    assert turn.metadata.kind == "text"
    assert bot.url


async def test_messages_of_one_chat_are_answered_in_their_order(
    bot: RunningBot, person: Person, engine: EnginePeer
) -> None:
    camille = await person()
    engine.delay_s = 0.02
    for number in range(8):
        await camille.send(f"message {number}")

    await camille.wait_for_reply("message 7")

    assert bot.url
    assert engine.texts == [f"message {number}" for number in range(8)]
    said = [entry.text for entry in await camille.transcript() if entry.author == "bot"]
    assert said == [f"écho : message {number}" for number in range(8)]


async def test_a_slow_turn_of_one_person_holds_up_nobody_else(
    bot: RunningBot, person: Person, engine: EnginePeer
) -> None:
    slow, quick = await person("Lente"), await person("Vive")
    gate = engine.hold("attends")
    await slow.send("attends")
    await engine.heard_text("attends")

    replies = await quick.say("tout de suite")

    assert bot.url
    assert replies[0].text == "écho : tout de suite"
    gate.set()
    await slow.wait_for_reply("attends")


async def test_typing_is_shown_while_the_engine_takes_its_time(
    bot: RunningBot, person: Person, engine: EnginePeer, sandbox: Sandbox
) -> None:
    camille = await person()
    gate = engine.hold("long")

    await camille.send("long")

    assert await sandbox.called("sendChatAction")
    gate.set()
    await camille.wait_for_reply("long")
    assert bot.url


async def test_only_emoji_brings_the_question_back(
    bot: RunningBot, person: Person, engine: EnginePeer
) -> None:
    camille = await person()
    question = reply("Quelle est votre commune ?")
    engine.on("adhérer", answer(question, form="join_form", slot="join_town"))
    engine.on("/repeat", answer(question, form="join_form", slot="join_town"))
    await camille.say("adhérer")

    replies = await camille.say("🤷‍♀️ !!!")

    assert bot.url
    assert "pas trouvé de mots" in replies[0].text
    assert replies[-1].text == "Quelle est votre commune ?"


async def test_four_thousand_characters_get_a_sentence_and_not_the_engine(
    bot: RunningBot, person: Person, engine: EnginePeer
) -> None:
    camille = await person()

    replies = await camille.say("mot " * (MAX_ANSWER_LENGTH // 2))

    assert bot.url
    assert "trop long" in replies[0].text
    assert engine.played == []


async def test_markup_and_control_characters_arrive_as_plain_words(
    bot: RunningBot, person: Person, engine: EnginePeer
) -> None:
    camille = await person()

    replies = await camille.say("<b>gras</b> & \u202e\u0007\u200bcaché")

    assert bot.url
    assert [" ".join(text.split()) for text in engine.texts] == ["<b>gras</b> & caché"]
    assert " ".join(replies[0].text.split()) == "écho : <b>gras</b> & caché"


async def test_a_long_reply_comes_in_several_messages_with_its_buttons_on_the_last(
    bot: RunningBot, person: Person, engine: EnginePeer
) -> None:
    camille = await person()
    engine.on("long", answer(reply("<b>" + "Une phrase. " * 600 + "</b>", ("Suite", "/suite"))))

    replies = await camille.say("long")

    assert bot.url
    assert len(replies) == 2
    assert replies[0].labels == []
    assert replies[1].labels == ["Suite"]
    assert all(entry.text.endswith(".") for entry in replies)


async def test_a_payload_typed_by_hand_never_reaches_the_engine(
    bot: RunningBot, person: Person, engine: EnginePeer
) -> None:
    camille = await person()

    replies = await camille.say('/inform{"join_recap": "yes"}')

    assert bot.url
    assert "ne connais pas cette commande" in replies[0].text
    assert engine.played == []
