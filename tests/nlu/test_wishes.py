"""Of two wishes in a message the first counts, and the second is kept."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.core.events import ActiveLoop, SlotSet
from rasa.shared.core.slots import TextSlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.components.wishes import SECOND_WISH, WishArbiter, WishSplitter

NOBODY = DialogueStateTracker.from_events("nobody", [])


def understood(text: str, intent: str, confidence: float, **more: Any) -> Message:
    guess = {"name": intent, "confidence": confidence}
    return Message(data={TEXT: text, INTENT: guess, "intent_ranking": [guess], **more})


def settled(*messages: Message, at: DialogueStateTracker = NOBODY) -> Message:
    [message] = WishArbiter(WishArbiter.get_default_config()).process(list(messages), at)
    return message


def asked(step: str, form: str = "join_form") -> DialogueStateTracker:
    """Somebody who was asked that."""
    slots = [TextSlot("requested_slot", mappings=[])]
    events = [ActiveLoop(form), SlotSet("requested_slot", step)]
    return DialogueStateTracker.from_events("someone", events, slots)


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


def test_in_a_form_a_message_may_be_an_answer_and_a_wish() -> None:
    message = Message(data={TEXT: "Cergy, et c'est quoi un QPV ?"})
    texts = [one.get(TEXT) for one in WishSplitter({}).process([message], asked("join_town"))]
    assert texts == [message.get(TEXT), "Cergy", "c'est quoi un QPV ?"]


def test_what_a_piece_says_that_is_no_wish_is_said_beside_the_first() -> None:
    town = {"entity": "place", "value": "93071"}
    whole = understood("qui nous suit, et je suis à Sevran", "inform", 0.5, entities=[town])
    first = understood("qui nous suit", "find_referent", 0.9)
    second = understood("je suis à Sevran", "inform", 0.9)
    told = settled(whole, first, second)
    assert intent_of(told) == "find_referent"
    assert told.get(ENTITIES) == [town]


def test_what_belongs_to_the_second_wish_is_not_said_of_the_first() -> None:
    town = {"entity": "place", "value": "93071"}
    whole = understood("qui nous suit, et un traiteur à Sevran", "inform", 0.5, entities=[town])
    first = understood("qui nous suit", "find_referent", 0.9)
    second = understood("un traiteur à Sevran", "find_supplier", 0.9)
    told = settled(whole, first, second)
    assert [one["entity"] for one in told.get(ENTITIES)] == [SECOND_WISH]


def test_what_is_for_somebody_else_and_what_opens_a_form_are_one() -> None:
    opening = DialogueStateTracker.from_events("someone", [ActiveLoop("join_form")])
    for at in (asked("relay_text", "relay_form"), opening):
        message = Message(data={TEXT: "il arrive à 9 h, et c'est quoi l'adresse ?"})
        assert WishSplitter({}).process([message], at) == [message]


def test_who_asks_for_a_person_behind_what_is_put_off_is_not_put_off() -> None:
    whole = "on a embauché un habitant, et je voudrais parler à quelqu'un"
    at = asked("join_identity")
    message = settled(
        understood(whole, "log_action", 0.9),
        understood("on a embauché un habitant", "log_action", 0.95),
        understood("je voudrais parler à quelqu'un", "human_handoff", 0.95),
        at=at,
    )
    assert intent_of(message) == "log_action"
    assert wishes_of(message) == [("human_handoff", "je voudrais parler à quelqu'un")]
    # Where the whole means something else than its beginning, nothing is made of its end.
    message = settled(
        understood(whole, "complaint", 0.9),
        understood("on a embauché un habitant", "log_action", 0.95),
        understood("je voudrais parler à quelqu'un", "human_handoff", 0.95),
        at=at,
    )
    assert (intent_of(message), wishes_of(message)) == ("complaint", [])


def test_the_answer_counts_in_a_form_and_the_wish_is_kept() -> None:
    entities = [{"entity": "place", "value": "95127"}]
    message = settled(
        understood("Cergy, et c'est quoi un QPV ?", "ask_about_program", 0.9),
        understood("Cergy", "inform", 1.0, entities=entities),
        understood("c'est quoi un QPV ?", "ask_about_program", 0.9),
        at=asked("join_town"),
    )
    assert intent_of(message) == "inform"
    assert message.get(ENTITIES)[0] == entities[0]
    assert message.get(ENTITIES)[1]["before"] == "Cergy"
    assert wishes_of(message) == [("ask_about_program", "c'est quoi un QPV ?")]


def test_an_answer_of_two_pieces_stays_whole_in_a_form() -> None:
    message = settled(
        understood("Camille Martin, et je suis la gérante", "inform", 1.0),
        understood("Camille Martin", "inform", 1.0),
        understood("je suis la gérante", "inform", 1.0),
        at=asked("join_contact_name"),
    )
    assert (intent_of(message), wishes_of(message)) == ("inform", [])


def test_two_wishes_in_a_form_interrupt_it_as_one_does() -> None:
    message = settled(
        understood("c'est quoi un QPV, et qui vous paie ?", "ask_about_program", 0.9),
        understood("c'est quoi un QPV", "ask_about_program", 0.9),
        understood("qui vous paie ?", "ask_about_program", 0.8),
        at=asked("join_town"),
    )
    assert (intent_of(message), wishes_of(message)) == ("ask_about_program", [])


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
