"""Medians, spreads and ratios, as the documents quote them."""

import pytest

from bench._dialogue_measures import Load, compared
from bench._figures import Several, percentile


def test_the_median_of_several_runs_comes_with_its_spread() -> None:
    runs = Several.of([30.0, 10.0, 21.0, 20.0, 90.0])
    assert (runs.median, runs.spread) == (21.0, 80.0)
    assert str(runs) == "21.00 (10.00 to 90.00)"


def test_a_ratio_is_taken_run_by_run() -> None:
    # The machine grew four times slower meanwhile, for both alike: the ratio did not change.
    ours, theirs = Several.of([80.0, 40.0, 20.0]), Several.of([20.0, 10.0, 5.0])
    ratio = ours.over(theirs)
    assert (ratio.median, ratio.spread) == (4.0, 0.0)


def test_runs_without_their_counterpart_have_no_ratio() -> None:
    with pytest.raises(ValueError, match="shorter"):
        Several.of([1.0, 2.0]).over(Several.of([1.0]))
    with pytest.raises(ValueError, match="no run"):
        Several.of([])


@pytest.mark.parametrize(
    ("share", "found"), [(0.5, 50.0), (0.99, 99.0), (0.999, 100.0), (1.0, 100.0), (0.001, 1.0)]
)
def test_a_percentile_is_a_value_that_was_measured(share: float, found: float) -> None:
    assert percentile([float(n) for n in range(100, 0, -1)], share) == found


def test_a_percentile_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="percentile"):
        percentile([], 0.99)


def test_a_conversation_is_compared_at_its_tenth_and_its_three_hundredth_turn() -> None:
    took = [0.5, 0.5] + [0.01] * 283 + [0.03] * 16
    assert compared([*took, 9.0]) == pytest.approx(3.0)


def test_what_was_left_unanswered_is_the_backlog() -> None:
    load = Load(took=[0.02] * 98 + [0.3, 0.4], unanswered=2, failed=1)
    assert load.figures() == {
        "at_30_per_s.p50_ms": pytest.approx(20.0),
        "at_30_per_s.p99_ms": pytest.approx(300.0),
        "at_30_per_s.backlog": 3.0,
    }
