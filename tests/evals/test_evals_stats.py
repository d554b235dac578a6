import random

import pytest

from evals.measure import stats


def test_percentiles_between_neighbours() -> None:
    assert stats.percentile([1, 2, 3, 4], 50) == 2.5
    assert stats.percentile([], 50) is None
    assert stats.percentile([7], 95) == 7


def test_the_interval_holds_the_mean_and_is_the_same_each_time() -> None:
    values = [0.0] * 30 + [1.0] * 70
    bounds = stats.interval(values)
    assert bounds is not None
    low, high = bounds
    # the normal approximation: 0.7 +- 1.96 * sqrt(0.7 * 0.3 / 100)
    assert low == pytest.approx(0.61, abs=0.02)
    assert high == pytest.approx(0.79, abs=0.02)
    assert stats.interval(values) == bounds


def test_no_interval_from_one_value_and_no_width_without_spread() -> None:
    assert stats.interval([1.0]) is None
    assert stats.interval([]) is None
    assert stats.interval([0.5, 0.5]) == (0.5, 0.5)


def test_the_paired_test_by_hand() -> None:
    # Of the 2^5 sign patterns, one falls as far as five falls out of five.
    p_value = stats.paired_test({"facts": [-1.0] * 5})["facts"]
    assert p_value == pytest.approx(1 / 32, abs=0.004)


def test_no_change_and_a_rise_are_no_fall() -> None:
    found = stats.paired_test({"same": [0.0, None, 0.0], "up": [1.0, 1.0, 1.0]})
    assert found["same"] == 1
    assert found["up"] > 0.8


def test_a_fall_everywhere_is_sure_and_one_that_misses_scores_is_judged_by_the_rest() -> None:
    found = stats.paired_test({"mrr": [-0.5] * 20, "facts": [None] * 18 + [-1.0] * 2})
    assert found["mrr"] < 0.001
    assert found["facts"] > 0.2


def test_noise_in_twenty_metrics_is_flagged_in_one_run_of_twenty() -> None:
    rng = random.Random(3)
    flagged = 0
    for trial in range(100):
        noise = {f"m{n}": [rng.gauss(0, 1) for _ in range(30)] for n in range(20)}
        flagged += min(stats.paired_test(noise, seed=trial).values()) < 0.05
    assert flagged <= 11  # 5 expected; 11 or fewer in 99.5% of such trials
