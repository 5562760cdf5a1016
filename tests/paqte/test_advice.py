"""Advice: three to five actions of the reviewed table, within what was said, never more."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paqte.i18n import speech
from paqte.reference.action_types import DIVISIBLE_UNITS, action_type, all_types
from paqte.reference.advice import table
from paqte.reference.axes import AXES
from paqte.reference.sizes import BANDS, at_most
from paqte.services.advice import FEWEST, MOST, advise
from paqte.services.declarations import check_quantity
from paqte.typography import faults
from reading.means import Means, read_means


def test_the_table_has_every_type_with_its_reasons_and_targets() -> None:
    assert [*table()] == [kind.code for kind in all_types()]
    for fit in table().values():
        assert faults(fit.why_fr) == []
        assert fit.why_en
        assert fit.why(speech("en")) != fit.why(speech("fr"))
        assert fit.targets == tuple(sorted(fit.targets))
        for target in fit.targets:
            check_quantity(fit.code, target)
            if action_type(fit.code).unit not in DIVISIBLE_UNITS:
                assert target == int(target)


def test_what_is_closed_is_never_advised() -> None:
    everything = Means(hours=1000, euros=Decimal(10**9), job=True, room=True)
    for size in BANDS:
        for axis in AXES:
            assert "emploi_franc" not in [one.fit.code for one in advise(everything, size, [axis])]


@given(
    hours=st.none() | st.integers(1, 300),
    euros=st.none() | st.integers(0, 50_000).map(Decimal),
    job=st.sampled_from([None, True]),
    room=st.sampled_from([None, True, False]),
    size=st.none() | st.sampled_from(BANDS),
    axes=st.lists(st.sampled_from(AXES), unique=True),
)
def test_no_advice_asks_for_more_than_was_said(
    hours: int | None,
    euros: Decimal | None,
    job: bool | None,
    room: bool | None,
    size: str | None,
    axes: list[str],
) -> None:
    found = advise(Means(hours, euros, job, room), size, axes)
    assert len(found) <= MOST
    assert len({one.fit.code for one in found}) == len(found)
    for one in found:
        assert hours is None or one.fit.hours <= hours
        assert euros is None or one.fit.euros <= euros
        assert job or not one.fit.job
        assert room is not False or not one.fit.room
        largest = at_most(size or "0-9")
        assert largest is None or one.fit.from_size <= largest
        assert one.target == one.fit.target(largest)
    if (hours is None or hours >= 4) and (euros is None or euros >= 0):
        assert len(found) >= FEWEST


def test_the_chosen_axes_come_first_and_a_post_to_fill_is_used() -> None:
    found = advise(Means(hours=60, euros=Decimal(5000), job=True), "10-49", ["recruit"])
    assert action_type(found[0].fit.code).axis == "recruit"
    assert found[0].fit.job
    assert len({action_type(one.fit.code).axis for one in found}) > 1


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("qu’est-ce qui prend moins d’une demi-journée ?", Means(hours=4)),
        ("qu’est-ce qu’on peut faire sans budget ?", Means(euros=Decimal(0))),
        ("on a 500 euros, on peut faire quoi ?", Means(euros=Decimal(500))),
        ("deux heures par mois et pas de budget", Means(hours=2, euros=Decimal(0))),
        ("on a deux jours", Means(hours=14)),
        ("on a un poste à pourvoir", Means(job=True)),
        ("on a un atelier et peu de temps", Means(hours=4, room=True)),
        ("what takes less than half a day?", Means(hours=4)),
        ("what can we do without a budget?", Means(euros=Decimal(0))),
        ("quels sont les axes ?", Means()),
    ],
)
def test_means_are_read_in_words(text: str, means: Means) -> None:
    assert read_means(text) == means


@given(st.text(max_size=200))
def test_any_text_is_read_without_fail(text: str) -> None:
    read_means(text)
