import random

import ir_measures
import pytest
from ir_measures import RR, P, R, Success, nDCG

from evals.measure import metrics as m

CUTOFFS = (1, 3, 5, 10)


def test_a_ranking_by_hand() -> None:
    ranked, gold = ["a", "b", "c", "d"], ["b", "d", "x"]
    assert m.recall_at(ranked, gold, 2) == 1 / 3
    assert m.recall_at(ranked, gold, 4) == 2 / 3
    assert m.precision_at(ranked, gold, 2) == 1 / 2
    assert m.precision_at(ranked, gold, 10) == 2 / 10
    assert m.any_at(ranked, gold, 1) == 0
    assert m.any_at(ranked, gold, 2) == 1
    assert m.reciprocal_rank(ranked, gold) == 1 / 2
    # gains at ranks 2 and 4; the ideal has three at ranks 1, 2, 3
    assert m.ndcg_at(ranked, gold, 4) == pytest.approx((0.63093 + 0.43068) / 2.13093, abs=1e-5)


def test_nothing_retrieved_is_zero() -> None:
    gold = ["a"]
    assert m.recall_at([], gold, 5) == 0
    assert m.precision_at([], gold, 5) == 0
    assert m.any_at([], gold, 5) == 0
    assert m.reciprocal_rank([], gold) == 0
    assert m.ndcg_at([], gold, 5) == 0


def test_without_gold_no_metric_applies() -> None:
    for metric in (m.recall_at, m.precision_at, m.any_at, m.ndcg_at):
        assert metric(["a"], [], 5) is None
        assert metric([], [], 5) is None
    assert m.reciprocal_rank(["a"], []) is None
    for cited in ([], ["a"]):
        assert m.citation_precision(cited, []) is None
        assert m.citation_recall(cited, []) is None
        assert m.citation_f1(cited, []) is None


def test_a_turn_that_comes_again_neither_counts_nor_takes_a_rank() -> None:
    ranked, gold = ["a", "a", "b", "b"], ["b"]
    assert m.first_rank(ranked, gold) == 2
    assert m.reciprocal_rank(ranked, gold) == 1 / 2
    assert m.recall_at(ranked, gold, 2) == 1
    assert m.precision_at(["b", "b"], gold, 2) == 1 / 2
    assert m.ndcg_at(["b", "b"], gold, 2) == 1
    assert m.recall_at(["b"], ["b", "b"], 1) == 1


def test_ties_stand_in_the_order_given() -> None:
    assert m.reciprocal_rank(["gold", "tied"], ["gold"]) == 1
    assert m.reciprocal_rank(["tied", "gold"], ["gold"]) == 1 / 2


def test_all_gold_first_is_one_also_beyond_the_cutoff() -> None:
    assert m.ndcg_at(["a", "b"], ["a", "b", "c"], 2) == 1
    assert m.recall_at(["a", "b"], ["a", "b", "c"], 2) == 2 / 3


def test_citations_by_hand() -> None:
    cited, gold = ["a", "b", "b", "c"], ["b", "d"]
    assert m.citation_precision(cited, gold) == 1 / 3
    assert m.citation_recall(cited, gold) == 1 / 2
    assert m.citation_f1(cited, gold) == pytest.approx(2 * (1 / 3) * (1 / 2) / (1 / 3 + 1 / 2))


def test_citing_nothing_has_no_precision_and_no_recall() -> None:
    assert m.citation_precision([], ["a"]) is None
    assert m.citation_recall([], ["a"]) == 0
    assert m.citation_f1([], ["a"]) == 0
    assert m.citation_f1(["b"], ["a"]) == 0


def test_equal_to_ir_measures_on_a_thousand_random_rankings() -> None:
    rng = random.Random(7)
    turns = [f"t#{n}" for n in range(40)]
    run, qrels, expected = {}, {}, {}
    for number in range(1000):
        query = f"q{number}"
        ranked = rng.sample(turns, rng.randint(1, 30))
        gold = rng.sample(turns, rng.randint(1, 8))
        # An independent implementation ranks by score: distinct scores, in order.
        run[query] = {turn: float(len(ranked) - at) for at, turn in enumerate(ranked)}
        qrels[query] = dict.fromkeys(gold, 1)
        expected[query] = {
            RR: m.reciprocal_rank(ranked, gold),
            **{R @ k: m.recall_at(ranked, gold, k) for k in CUTOFFS},
            **{P @ k: m.precision_at(ranked, gold, k) for k in CUTOFFS},
            **{Success @ k: m.any_at(ranked, gold, k) for k in CUTOFFS},
            **{nDCG @ k: m.ndcg_at(ranked, gold, k) for k in CUTOFFS},
        }
    measures = list(expected["q0"])
    compared = 0
    for found in ir_measures.iter_calc(measures, qrels, run):
        assert found.value == pytest.approx(expected[found.query_id][found.measure], abs=1e-9)
        compared += 1
    assert compared == 1000 * len(measures)
