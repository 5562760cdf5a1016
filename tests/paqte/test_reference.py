"""The programme's own data: complete, consistent, readable in both languages."""

from collections import Counter
from decimal import Decimal

import pytest

from paqte.i18n import speech
from paqte.reference import axes, sizes, trades
from paqte.reference.action_types import (
    action_type,
    all_types,
    amount,
    known,
    of_axis,
    unit_label,
)
from paqte.reference.schools import school
from paqte.typography import faults


def test_there_are_48_types_in_the_order_of_the_axes() -> None:
    types = all_types()
    assert len({kind.code for kind in types}) == len(types) == 48
    assert Counter(kind.axis for kind in types) == {
        "raise_awareness": 13,
        "train": 11,
        "recruit": 12,
        "buy": 12,
    }
    assert [kind.axis for kind in types] == sorted(
        (kind.axis for kind in types), key=axes.AXES.index
    )


def test_every_type_has_labels_and_units_in_both_languages() -> None:
    for kind in all_types():
        assert kind.label_fr
        assert kind.label_en
        assert faults(kind.label_fr) == []
        for unit in (kind.unit, *kind.side_units):
            for locale in ("fr", "en"):
                assert unit_label(unit, 1, speech(locale))
                assert unit_label(unit, 2, speech(locale))


def test_a_label_fits_a_button() -> None:
    assert max(len(kind.label_fr) for kind in all_types()) <= 52


def test_types_are_found_by_code_and_by_axis() -> None:
    assert known("class_talk")
    assert not known("dance")
    assert action_type("class_talk").unit == "sessions"
    assert {kind.axis for kind in of_axis("buy")} == {"buy"}
    with pytest.raises(KeyError):
        action_type("dance")


@pytest.mark.parametrize(
    ("quantity", "unit", "fr", "en"),
    [
        ("1", "pupils", "1 élève", "1 pupil"),
        ("2.00", "pupils", "2 élèves", "2 pupils"),
        ("1.5", "hours", "1,5 heure", "1.5 hours"),
        ("1500", "euros_ht", "1\u202f500 € HT", "€1,500 excl. tax"),
        ("12.50", "euros_ht", "12,50 € HT", "€12.50 excl. tax"),
        ("1000", "young_people", "1\u202f000 jeunes", "1,000 young people"),
    ],
)
def test_amounts_read_as_people_write_them(quantity: str, unit: str, fr: str, en: str) -> None:
    assert amount(Decimal(quantity), unit, speech("fr")).replace("\u00a0", " ") == fr
    assert amount(Decimal(quantity), unit, speech("en")).replace("\u00a0", " ") == en


def test_a_school_is_found_by_its_uai_with_its_priority_education() -> None:
    found = school("0010002X")
    assert found is not None
    assert (found.name, found.town, found.insee) == (
        "Collège Saint-Exupéry",
        "Ambérieu-en-Bugey",
        "01004",
    )
    assert school("0000000A") is None


def test_axes_and_sizes_have_their_words() -> None:
    french = speech("fr")
    assert [axes.label(axis, french) for axis in axes.AXES] == [
        "Sensibiliser",
        "Former",
        "Recruter",
        "Acheter",
    ]
    assert all(axes.meaning(axis, french) for axis in axes.AXES)
    assert axes.in_order({"buy", "train", "nothing"}) == ("train", "buy")
    assert all(sizes.label(band, french) for band in sizes.BANDS)


@pytest.mark.parametrize(
    ("code", "band"),
    [
        ("NN", None),
        (None, None),
        ("00", "0-9"),
        ("03", "0-9"),
        ("11", "10-49"),
        ("12", "10-49"),
        ("21", "50-249"),
        ("31", "50-249"),
        ("32", "250-4999"),
        ("51", "250-4999"),
        ("52", "5000+"),
        ("53", "5000+"),
    ],
)
def test_insee_s_size_codes_fall_in_our_bands(code: str | None, band: str | None) -> None:
    assert sizes.from_insee(code) == band


@pytest.mark.parametrize("code", ["10.71C", "1071C", " 10.71c"])
def test_a_naf_code_has_its_trade_however_it_is_written(code: str) -> None:
    assert trades.trade(code) == "Boulangerie et boulangerie-pâtisserie"


@pytest.mark.parametrize("code", [None, "", "99.99Z", "boulanger"])
def test_an_unknown_naf_code_has_none(code: str | None) -> None:
    assert trades.trade(code) is None
