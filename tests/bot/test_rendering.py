"""Keyboards by the width of their labels, tokens of 64 bytes, labels typed."""

from __future__ import annotations

from uuid import uuid4

import pytest

from bot import callbacks
from bot.labels import labelled
from bot.limits import MAX_CALLBACK_DATA
from bot.rendering.keyboards import columns_for, inline, share_contact
from paqte.crypto import sign


@pytest.mark.parametrize(
    ("titles", "columns"),
    [
        (["Oui", "Non", "Retour"], 3),
        (["Oui", "Non"], 2),
        (["Sensibiliser", "Former", "Recruter", "Acheter"], 2),
        (["Parler à quelqu’un de l’équipe", "Menu"], 1),
        (["Menu"], 1),
    ],
)
def test_columns_follow_the_widest_label(titles: list[str], columns: int) -> None:
    assert columns_for(titles) == columns


def test_rows_hold_as_many_buttons_as_columns() -> None:
    markup = inline(list("abcd"), list("1234"), columns=2)

    assert [[key["text"] for key in row] for row in markup["inline_keyboard"]] == [
        ["a", "b"],
        ["c", "d"],
    ]


def test_sharing_a_number_comes_first_and_other_choices_below() -> None:
    markup = share_contact("Partager mon numéro", ["Passer"], "06…")

    assert markup["keyboard"][0] == [{"text": "Partager mon numéro", "request_contact": True}]
    assert markup["keyboard"][1] == [{"text": "Passer"}]
    assert markup["input_field_placeholder"] == "06…"


def test_a_token_fits_64_bytes_even_with_the_largest_row() -> None:
    token = callbacks.make(str(uuid4()), 2**53, 99, "/inform{}" * 500, "Oui" * 500)

    assert len(token.encode()) <= MAX_CALLBACK_DATA


def test_a_token_fits_only_its_conversation_its_place_its_payload_and_its_title() -> None:
    mine, other = str(uuid4()), str(uuid4())
    read = callbacks.read(callbacks.make(mine, 12, 1, "/affirm", "Oui"))

    assert read is not None
    assert (read.message_id, read.index) == (12, 1)
    assert read.fits(mine, "/affirm", "Oui")
    assert not read.fits(other, "/affirm", "Oui")
    assert not read.fits(mine, "/deny", "Oui")
    assert not read.fits(mine, "/affirm", "✓ Oui")
    moved = callbacks.Token(read.message_id, 0, read.signature)
    assert not moved.fits(mine, "/affirm", "Oui")


def test_a_token_made_before_titles_were_signed_still_fits() -> None:
    mine = str(uuid4())
    signature = sign("callback", f"{mine}\n12\n1\nbot:reminder:stop", 16)
    read = callbacks.read(f"b12.1.{signature}")

    assert read is not None
    assert read.fits(mine, "bot:reminder:stop", "Arrêter les rappels")
    assert not read.fits(mine, "bot:humain", "Arrêter les rappels")
    changed = callbacks.read(f"c12.1.{signature}")
    assert changed is not None
    assert not changed.fits(mine, "bot:reminder:stop", "Arrêter les rappels")


@pytest.mark.parametrize("data", ["", "b1.2", "b1.2.short", "/affirm", "b-1.0." + "a" * 16])
def test_what_is_not_a_token_is_not_read(data: str) -> None:
    assert callbacks.read(data) is None


def test_a_label_is_known_without_case_accents_spaces_or_emoji() -> None:
    titles = ["✓ Sensibiliser", "Parler à quelqu’un", "Métiers de bouche"]

    assert labelled("sensibiliser", titles) == 0
    assert labelled("parler a quelqu'un !", titles) == 1
    assert labelled("METIERS DE BOUCHE", titles) == 2
    assert labelled("métiers", titles) is None
    assert labelled("👍", titles) is None
    assert labelled("oui", ["Oui", "oui"]) is None


def test_the_first_words_of_a_label_are_that_label_if_no_other_begins_so() -> None:
    titles = ["Pas encore créée", "Oui, c’est le bon", "Non, je corrige", "Non, je garde"]

    assert labelled("pas encore", titles) == 0
    assert labelled("Oui c'est", titles) == 1
    assert labelled("pas", titles) is None, "one word may be an answer of its own"
    assert labelled("pas enc", titles) is None
    assert labelled("non, je", titles) is None
    assert labelled("pas encore créée depuis hier", titles) is None
    assert labelled("pas encore", ["Pas encore", "Pas encore créée"]) == 0
