"""Responses of the domain: translated, then filled, never the other way round."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from nlu.engine.response_generator import GettextResponseGenerator

RESPONSES: dict[str, list[dict[str, Any]]] = {
    "utter_hello": [
        {
            "text": "Bonjour <b>{name}</b> !",
            "buttons": [
                {"title": "Je suis {name}", "payload": '/inform{"name": "{name}"}'},
            ],
            "custom": {"placeholder": "Votre nom", "menu": "m1"},
        }
    ],
    "utter_size": [
        {"text": "Petit."},
        {"text": "Grand.", "condition": [{"type": "slot", "name": "size", "value": "big"}]},
        {"text": "Ailleurs.", "channel": "other"},
    ],
    "utter_many": [{"text": str(n)} for n in range(8)],
}


def write_catalog(folder: Path, locale: str, messages: dict[str, str]) -> None:
    """A .mo file, by its format (gettext manual, « The Format of GNU MO Files »)."""
    messages = {"": "Content-Type: text/plain; charset=UTF-8\n", **messages}
    pairs = sorted((k.encode(), v.encode()) for k, v in messages.items())
    ids = b"\0".join(k for k, _ in pairs) + b"\0"
    texts = b"\0".join(v for _, v in pairs) + b"\0"
    start = 28 + 16 * len(pairs)
    keys, values, at_id, at_text = [], [], start, start + len(ids)
    for k, v in pairs:
        keys += [len(k), at_id]
        values += [len(v), at_text]
        at_id, at_text = at_id + len(k) + 1, at_text + len(v) + 1
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    body = struct.pack(f"<{len(keys) + len(values)}I", *keys, *values)
    path = folder / locale / "LC_MESSAGES"
    path.mkdir(parents=True)
    (path / "paqte.mo").write_bytes(head + body + ids + texts)


@pytest.fixture
def generator(tmp_path: Path) -> GettextResponseGenerator:
    write_catalog(
        tmp_path,
        "en",
        {
            "Bonjour <b>{name}</b> !": "Hello <b>{name}</b>!",
            "Je suis {name}": "I am {name}",
            "Votre nom": "Your name",
            "Bonjour <b>Zoé</b> !": "never looked up",
        },
    )
    made = GettextResponseGenerator(EndpointConfig(type="x", locales=str(tmp_path)), Domain.empty())
    made.responses = RESPONSES
    return made


def a_tracker(
    locale: str | None = None, message_id: str = "m", **slots: Any
) -> DialogueStateTracker:
    names = [AnySlot(name, mappings=[]) for name in ("name", "size")]
    tracker = DialogueStateTracker("s", names)
    metadata = {"locale": locale} if locale else None
    tracker.update(UserUttered("x", metadata=metadata, message_id=message_id))
    for name, value in slots.items():
        tracker.update(SlotSet(name, value))
    return tracker


async def test_french_is_the_source(generator: GettextResponseGenerator) -> None:
    said = await generator.generate("utter_hello", a_tracker("fr", name="Zoé"), "paqte")
    assert said is not None
    assert said["text"] == "Bonjour <b>Zoé</b> !"


async def test_english_comes_from_the_catalog(generator: GettextResponseGenerator) -> None:
    said = await generator.generate("utter_hello", a_tracker("en", name="Zoé"), "paqte")
    assert said is not None
    assert said["text"] == "Hello <b>Zoé</b>!"
    assert said["buttons"][0]["title"] == "I am Zoé"
    assert said["buttons"][0]["payload"] == '/inform{"name": "{name}"}'
    assert said["custom"] == {"placeholder": "Your name", "menu": "m1"}


@pytest.mark.parametrize("locale", [None, "de", "../../etc", "", "e", "zzzzzz"])
async def test_any_other_language_gets_french(
    generator: GettextResponseGenerator, locale: str | None
) -> None:
    said = await generator.generate("utter_hello", a_tracker(locale, name="Zoé"), "paqte")
    assert said is not None
    assert said["text"].startswith("Bonjour")


async def test_a_value_is_never_markup(generator: GettextResponseGenerator) -> None:
    tracker = a_tracker("fr", name="<a href='x'>&{size}</a>", size="big")
    said = await generator.generate("utter_hello", tracker, "paqte")
    assert said is not None
    assert said["text"] == "Bonjour <b>&lt;a href='x'&gt;&amp;{size}&lt;/a&gt;</b> !"
    assert said["buttons"][0]["title"] == "Je suis <a href='x'>&{size}</a>"


async def test_a_missing_value_leaves_nothing_behind(generator: GettextResponseGenerator) -> None:
    said = await generator.generate("utter_hello", a_tracker("fr"), "paqte")
    assert said is not None
    assert said["text"] == "Bonjour <b></b> !"


async def test_an_action_may_give_values_of_its_own(generator: GettextResponseGenerator) -> None:
    said = await generator.generate("utter_hello", a_tracker("fr"), "paqte", name="<i>")
    assert said is not None
    assert said["text"] == "Bonjour <b>&lt;i&gt;</b> !"


async def test_conditions_choose_the_variation(generator: GettextResponseGenerator) -> None:
    for slots, expected in (({}, "Petit."), ({"size": "big"}, "Grand.")):
        said = await generator.generate("utter_size", a_tracker(**slots), "paqte")
        assert said is not None
        assert said["text"] == expected


async def test_variations_vary_but_not_when_a_turn_is_played_again(
    generator: GettextResponseGenerator,
) -> None:
    said = []
    for n in range(30):
        for _ in range(2):
            chosen = await generator.generate("utter_many", a_tracker(message_id=str(n)), "paqte")
            assert chosen is not None
            said.append(chosen["text"])
    assert said[::2] == said[1::2]
    assert len(set(said)) > 3


async def test_an_unknown_response_is_none(generator: GettextResponseGenerator) -> None:
    assert await generator.generate("utter_nothing", a_tracker(), "paqte") is None


async def test_the_domain_stays_as_it_was(generator: GettextResponseGenerator) -> None:
    await generator.generate("utter_hello", a_tracker("en", name="Zoé"), "paqte")
    assert RESPONSES["utter_hello"][0]["text"] == "Bonjour <b>{name}</b> !"
    assert RESPONSES["utter_hello"][0]["buttons"][0]["title"] == "Je suis {name}"
