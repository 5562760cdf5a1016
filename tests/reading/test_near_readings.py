"""Words that look like what they are not."""

import pytest

from reading.action_types import read_action_type
from reading.places.qpv import read_qpv_names
from reading.trades.reader import read_trades
from reading.trades.supplies import read_supplies


def test_a_workplace_is_no_quarter() -> None:
    workplace = "Est-ce que le Garage Montfort a atteint son but dans les quartiers ?"
    assert read_qpv_names(workplace) == ()
    quarter = "Est-ce que le Val Montfort est dans les quartiers ?"
    assert read_qpv_names(quarter) == ("le Val Montfort",)


@pytest.mark.parametrize(
    ("text", "trades"),
    [
        ("fromagerie plutôt que laiterie", ["fromagerie"]),
        ("trois jours au lieu d'une semaine en laiterie", ["laiterie"]),
    ],
)
def test_what_is_instead_of_a_number_of_days_is_no_trade(text: str, trades: list[str]) -> None:
    assert [one.value for one in read_trades(text)] == trades


def test_who_asks_whom_to_turn_to_sells_nothing() -> None:
    assert read_supplies("who do we turn to") is None


def test_who_says_do_not_gives_nothing() -> None:
    assert read_action_type("don't text me any more") == ()
    assert read_action_type("un don de 500 euros") == ("cash_sponsorship",)
