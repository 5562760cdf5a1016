"""Of two wishes in a message the first counts, and the second is kept."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.core.events import ActiveLoop
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.components.wishes import SECOND_WISH, WishArbiter, WishSplitter

NOBODY = DialogueStateTracker.from_events("nobody", [])


def understood(text: str, intent: str, confidence: float, **more: Any) -> Message:
    guess = {"name": intent, "confidence": confidence}
    return Message(data={TEXT: text, INTENT: guess, "intent_ranking": [guess], **more})


def settled(*messages: Message) -> Message:
    [message] = WishArbiter(WishArbiter.get_default_config()).process(list(messages))
    return message


def intent_of(message: Message) -> str:
    return str(message.get(INTENT)["name"])


def wishes_of(message: Message) -> list[tuple[str, str]]:
    return [
        (entity["intent"], entity["value"])
        for entity in message.get(ENTITIES) or []
        if entity["entity"] == SECOND_WISH
    ]


def test_a_message_of_two_pieces_goes_on_whole_and_in_pieces() -> None:
    message = Message(data={TEXT: "coupe les rappels et dis-moi où j'en suis"})
    texts = [one.get(TEXT) for one in WishSplitter({}).process([message], NOBODY)]
    assert texts == [message.get(TEXT), "coupe les rappels", "dis-moi où j'en suis"]


def test_in_a_form_a_message_is_one_answer() -> None:
    within = DialogueStateTracker.from_events("someone", [ActiveLoop("join_form")])
    message = Message(data={TEXT: "coupe les rappels et dis-moi où j'en suis"})
    assert WishSplitter({}).process([message], within) == [message]


def test_the_first_wish_counts_though_the_second_is_louder() -> None:
    entities = [{"entity": "action_type", "value": "company_visit"}]
    message = settled(
        understood("x et y", "ask_event", 0.84),
        understood("x", "log_action", 0.99, entities=entities),
        understood("y", "ask_event", 0.98),
    )
    assert intent_of(message) == "log_action"
    assert message.get(ENTITIES)[0] == entities[0]
    assert wishes_of(message) == [("ask_event", "y")]


def test_what_is_asked_back_as_a_whole_is_served_where_a_piece_is_clear() -> None:
    whole = understood("x et y", "nlu_fallback", 0.7)
    message = settled(
        whole, understood("x", "find_referent", 0.9), understood("y", "ask_event", 0.9)
    )
    assert intent_of(message) == "find_referent"


@pytest.mark.parametrize(
    ("first", "second", "meant"),
    [
        # It only leads up to the wish.
        (("inform", 0.95), ("search_slots", 0.9), "search_slots"),
        (("complaint", 0.9), ("search_slots", 0.9), "search_slots"),
        # Not sure enough to speak for the message.
        (("ask_axes", 0.5), ("search_slots", 0.9), "search_slots"),
        # The whole is another thing, and surer.
        (("ask_axes", 0.7), ("ask_event", 0.9), "search_slots"),
    ],
)
def test_the_whole_stands_where_the_first_piece_is_no_wish_of_its_own(
    first: tuple[str, float], second: tuple[str, float], meant: str
) -> None:
    message = settled(
        understood("x et y", "search_slots", 0.8), understood("x", *first), understood("y", *second)
    )
    assert intent_of(message) == meant


@pytest.mark.parametrize("second", [("thanks", 0.99), ("ask_axes", 0.99), ("ask_event", 0.4)])
def test_nothing_is_kept_that_is_no_other_wish(second: tuple[str, float]) -> None:
    message = settled(
        understood("x et y", "ask_axes", 0.9),
        understood("x", "ask_axes", 0.9),
        understood("y", *second),
    )
    assert wishes_of(message) == []


def test_where_one_is_leads_up_to_a_wish_and_is_none() -> None:
    whole = "Mon atelier est en QPV et je voudrais être référencée"
    told = settled(
        understood(whole, "register_supplier", 0.6),
        understood("Mon atelier est en QPV", "check_qpv", 0.98),
        understood("je voudrais être référencée", "register_supplier", 0.9),
    )
    assert intent_of(told) == "register_supplier"
    asked = settled(
        understood("x", "register_supplier", 0.6),
        understood("Je veux savoir si mon atelier est en QPV", "check_qpv", 0.98),
        understood("je voudrais être référencée", "register_supplier", 0.9),
    )
    assert (intent_of(asked), wishes_of(asked)) == (
        "check_qpv",
        [("register_supplier", "je voudrais être référencée")],
    )
