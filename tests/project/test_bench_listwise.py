"""The fit of the ranker."""

from __future__ import annotations

import numpy as np

from benchmarks.listwise import Example, fit


def _examples(seed: int) -> list[Example]:
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(60):
        matrix = rng.normal(size=(20, 4)).astype(np.float32)
        matrix[:, 3] = rng.normal()
        gold = np.zeros(20, dtype=bool)
        gold[np.argmax(2 * matrix[:, 0] - matrix[:, 1])] = True
        found.append(Example(matrix, gold))
    return found


def test_it_finds_what_orders_the_rows() -> None:
    weights = fit(_examples(1), 1.0)
    assert weights[0] > 0 > weights[1]
    assert abs(weights[2]) < 0.2 * weights[0]
    assert weights[3] == 0
    right = [e.gold[np.argmax(e.matrix @ weights)] for e in _examples(2)]
    assert np.mean(right) > 0.9


def test_the_same_data_gives_the_same_weights() -> None:
    np.testing.assert_array_equal(fit(_examples(3), 5.0), fit(_examples(3), 5.0))


def test_a_question_without_gold_teaches_nothing() -> None:
    empty = Example(np.ones((3, 4), dtype=np.float32), np.zeros(3, dtype=bool))
    np.testing.assert_allclose(fit(_examples(4), 5.0), fit([*_examples(4), empty], 5.0))
