"""Metrics of retrieval and citation by turn. Pure functions; None where a metric does not apply.

`ranked` holds turn ids, best first; an id that comes again is ignored, and the order given is the
ranking, also where scores tied. `gold` holds the ids of the turns with the evidence; without gold
turns none of these is defined. Every value lies in 0 to 1.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from math import log2

Turns = Sequence[str]
Gold = Collection[str]


def recall_at(ranked: Turns, gold: Gold, k: int) -> float | None:
    """|first k of ranked, in gold| / |gold|: the share of the gold turns among the first k.

    Source: Manning, Raghavan and Schuetze, "Introduction to Information Retrieval" (2008), 8.3-8.4.
    """
    return _found(ranked, gold, k) / len(set(gold)) if gold else None


def precision_at(ranked: Turns, gold: Gold, k: int) -> float | None:
    """|first k of ranked, in gold| / k. Fewer than k ranked count as misses, as in trec_eval.

    Source: Manning, Raghavan and Schuetze (2008), 8.4.
    """
    return _found(ranked, gold, k) / k if gold else None


def any_at(ranked: Turns, gold: Gold, k: int) -> float | None:
    """1 where at least one gold turn is among the first k, else 0 (success@k in trec_eval)."""
    return float(_found(ranked, gold, k) > 0) if gold else None


def reciprocal_rank(ranked: Turns, gold: Gold) -> float | None:
    """1 / rank of the first gold turn, 0 where none was retrieved; its mean is MRR.

    Source: Voorhees, "The TREC-8 Question Answering Track Report" (1999).
    """
    if not gold:
        return None
    rank = first_rank(ranked, gold)
    return 1 / rank if rank else 0.0


def first_rank(ranked: Turns, gold: Gold) -> int | None:
    """The rank, from 1, of the first gold turn; None where none was retrieved."""
    return next((at for at, turn in enumerate(_unique(ranked), 1) if turn in set(gold)), None)


def ndcg_at(ranked: Turns, gold: Gold, k: int) -> float | None:
    """DCG / ideal DCG over the first k, with gain 1 for a gold turn: DCG = sum 1 / log2(rank + 1).

    The ideal puts min(|gold|, k) gold turns first. Source: Jarvelin and Kekalainen, "Cumulated
    gain-based evaluation of IR techniques" (2002), with trec_eval's discount.
    """
    if not gold:
        return None
    golden = set(gold)
    first = _unique(ranked)[:k]
    dcg = sum(1 / log2(rank + 1) for rank, turn in enumerate(first, 1) if turn in golden)
    return dcg / sum(1 / log2(rank + 1) for rank in range(1, min(len(golden), k) + 1))


def citation_precision(cited: Turns, gold: Gold) -> float | None:
    """|cited turns in gold| / |cited turns|; None where nothing is cited.

    ALCE's question, is each citation one that supports the answer, with the gold turns as the
    judge in place of an entailment model. Source: Gao, Yen, Yu and Chen, "Enabling Large Language
    Models to Generate Text with Citations" (2023), section 3.
    """
    if not gold or not cited:
        return None
    return len(set(cited) & set(gold)) / len(set(cited))


def citation_recall(cited: Turns, gold: Gold) -> float | None:
    """|gold turns cited| / |gold turns|: ALCE's question whether the evidence is cited, by turn.

    0 where nothing is cited. Source: as `citation_precision`.
    """
    return len(set(cited) & set(gold)) / len(set(gold)) if gold else None


def citation_f1(cited: Turns, gold: Gold) -> float | None:
    """2PR / (P + R) of citation precision and recall; 0 where both are 0 or nothing is cited."""
    if not gold:
        return None
    both = len(set(cited) & set(gold))
    return 2 * both / (len(set(cited)) + len(set(gold)))


def _found(ranked: Turns, gold: Gold, k: int) -> int:
    return len(set(_unique(ranked)[:k]) & set(gold))


def _unique(ranked: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(ranked))
