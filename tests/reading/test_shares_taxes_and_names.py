"""Numbers that are no amounts, an amount led by its tax, and a number that is not the one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reading.organisations.reader import read_organisations
from reading.quantities.counts import read_counts
from reading.quantities.reader import read_money, read_quantities
from reading.trades.reader import read_trades


@pytest.mark.parametrize(
    "text",
    [
        "10 % d'achats",
        "dix pour cent de nos achats",
        "ten percent of our purchases",
        "10% of our purchases",
        "2,5 % du budget",
        "cent pour cent",
    ],
)
def test_a_share_is_no_amount(text: str) -> None:
    assert read_money(text) is None


def test_what_a_share_is_of_is_an_amount() -> None:
    assert [one.value for one in read_quantities("20 % de 5000 €")] == [5000]
    assert [one.value for one in read_quantities("200 euros pour 100 élèves")] == [200, 100]


@pytest.mark.parametrize(
    ("text", "value", "tax"),
    [
        ("TTC, 2000", "2000", "ttc"),
        ("ttc : 1 500", "1500", "ttc"),
        ("hors taxes, 2000", "2000", "ht"),
        ("HT 1,5 k€", "1500", "ht"),
        ("incl. VAT, 2000", "2000", "ttc"),
        ("excluding VAT: 2000", "2000", "ht"),
        ("2000 HT, 2400 TTC", "2000", "ht"),
        ("2000", "2000", None),
    ],
)
def test_the_tax_may_stand_before_the_amount(text: str, value: str, tax: str | None) -> None:
    found = read_money(text)
    assert found is not None
    assert (found.value, found.tax) == (Decimal(value), tax)


def test_a_tax_said_of_one_amount_makes_no_other_number_an_amount() -> None:
    assert [(one.value, one.unit) for one in read_quantities("1500 € HT, 3 factures")] == [
        (1500, "euros"),
        (3, None),
    ]


def test_an_amount_behind_its_tax_is_no_year() -> None:
    assert [one.value for one in read_counts("TTC, 2000")] == [2000]
    assert read_counts("le bilan TTC de 2025") == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("nous étions trois et non deux", 3),
        ("three, not two", 3),
        ("it was 12 pupils and not 21", 12),
        ("500 euros et non 5 000", 500),
        ("3 élèves, pas 30", 3),
        ("trois, non, quatre", 4),
        ("trois, enfin non deux", 2),
    ],
)
def test_what_it_is_not_is_not_read(text: str, value: int) -> None:
    assert [one.value for one in read_quantities(text)] == [value]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("quartier des Trois Ponts", []),
        ("the Trois Ponts neighbourhood", []),
        ("un jeune du quartier des Trois Ponts", [1]),
        ("la cité des 4000", []),
        ("dans les quartiers, 3 jeunes", [3]),
        ("du quartier des 3 jeunes", [3]),
        ("two local young people", [2]),
    ],
)
def test_a_number_in_a_quarters_name_counts_nothing(text: str, values: list[int]) -> None:
    assert [one.value for one in read_quantities(text)] == values


def test_a_departement_behind_a_trade_is_neither_an_amount_nor_a_name() -> None:
    for text in ("traiteur 971", "je cherche un traiteur 971", "plombier 974 svp"):
        assert all(one.value < 900 for one in read_quantities(text))
    assert read_organisations("traiteur 971", answer=True) == ()
    assert [one.value for one in read_quantities("traiteur 971 €")] == [971]
    assert [one.value for one in read_quantities("facture 971")] == [971]


def test_what_is_planned_is_no_programmer() -> None:
    assert read_trades("la visite programmée") == ()
    assert read_trades("les actions programmées") == ()
    assert read_trades("un programmeur")
