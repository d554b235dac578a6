"""Retrieval quality beside the usual recipe: `make bench-quality` writes benchmarks/RESULTS.md."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import fmean

import numpy as np

from benchmarks import baselines
from benchmarks.listwise import Floats, fit
from benchmarks.results import write_section
from benchmarks.sets import SETS, Asked, QuestionSet, read_set
from benchmarks.train_ranker import PENALTY, Data, Pool, folds, read_data, table
from evals.measure.metrics import any_at, ndcg_at, recall_at, reciprocal_rank
from evals.measure.stats import interval
from ingest.transcript import turn_id
from rag.find.find import READ, by_reading, by_sentences, candidates, speakers_in
from rag.find.retrieve import Filters, Hit, best_turns
from rag.question import analyse
from rag.read.evidence import gather
from rag.read.reader import Reader, load
from rag.read.reading import read
from training.build import KEPT

# Words handed on, about what ten turns of talk and of a meeting hold: a larger piece finds more for
# free.
BUDGETS = (200, 800)
Ranking = Callable[[Asked], list[str]]
METRICS: dict[str, Callable[[list[str], frozenset[str]], float | None]] = {
    "recall@5": lambda ranked, gold: recall_at(ranked, gold, 5),
    "recall@10": lambda ranked, gold: recall_at(ranked, gold, 10),
    "recall@20": lambda ranked, gold: recall_at(ranked, gold, 20),
    "MRR": reciprocal_rank,
    "nDCG@10": lambda ranked, gold: ndcg_at(ranked, gold, 10),
    "any@10": lambda ranked, gold: any_at(ranked, gold, 10),
}
WITH_INTERVAL = ("recall@10", "MRR")


def within(ranked: Sequence[str], words: Mapping[str, int], budget: int) -> list[str]:
    """The first turns that fit into a number of words; the first one always."""
    kept: list[str] = []
    used = 0
    for turn in ranked:
        used += words[turn]
        if kept and used > budget:
            break
        kept.append(turn)
    return kept


def row(title: str, ranking: Ranking, questions: Sequence[Asked], words: Mapping[str, int]) -> str:
    """A line of the table: every metric, the words of ten turns, recall within the budget."""
    ranked = [ranking(asked) for asked in questions]
    cells = []
    for name, metric in METRICS.items():
        values = [metric(r, a.gold) or 0.0 for r, a in zip(ranked, questions, strict=True)]
        span = interval(values) if name in WITH_INTERVAL else None
        cells.append(f"{fmean(values):.3f}" + (f" ({span[0]:.2f}-{span[1]:.2f})" if span else ""))
    cells.append(f"{fmean(sum(words[t] for t in r[:10]) for r in ranked):.0f}")
    for budget in BUDGETS:
        fits = [within(r, words, budget) for r in ranked]
        held = [recall_at(r, a.gold, len(r)) or 0.0 for r, a in zip(fits, questions, strict=True)]
        cells.append(f"{fmean(held):.3f}")
    return f"| {title} | " + " | ".join(cells) + " |"


def by_weights(data: Data, weights: Mapping[str, Floats], reader: Reader | None = None) -> Ranking:
    """Our search, with weights of the ranker that did not see the question's transcript.

    With `reader` the reading model puts the best in order, else the choice of sentences, which was
    not learned from these sets.
    """
    pools: dict[tuple[str, str], Pool] = {
        (p.asked.transcript, p.asked.question): p for p in data.pools
    }

    speakers = speakers_in(data.index, Filters())

    def ranking(asked: Asked) -> list[str]:
        pool = pools[asked.transcript, asked.question]
        scores = np.round(pool.example.matrix.astype(np.float64) @ weights[asked.transcript], 9)
        best = best_turns(data.index, pool.slices, scores)
        turns = data.index.turns(key for key, _ in best[:READ])
        hits = [Hit(key[0], turns[key], score) for key, score in best[:READ]]
        question, around = analyse(asked.question, speakers), candidates(data.index, hits)
        weighed = gather(question, around)
        ordered = by_sentences(hits, weighed)
        if reader:
            ordered = by_reading(hits, read(question, around, reader, weighed))
        return [
            *(h.id for h in ordered),
            *(turn_id(*key) for key, _ in best[READ:]),
        ]

    return ranking


def _asking(search: baselines.Search) -> Ranking:
    return lambda asked: search(asked.question)


def section(name: str, questions: QuestionSet, data: Mapping[str, Data]) -> str:
    """The table of one set, over its questions on transcripts that nothing here learned from."""
    asked = [q for q in questions.questions if KEPT.match(q.transcript)]
    part = data[name]
    fold = folds(data)
    fitted = {
        f: fit(
            [p.example for d in data.values() for p in d.pools if fold[p.asked.transcript] != f],
            PENALTY,
        )
        for f in set(fold.values())
    }
    by_turn = baselines.keyword(questions.transcripts, 0, 0)
    by_window = baselines.keyword(questions.transcripts, 1, 1)
    by_wide = baselines.keyword(questions.transcripts, 3, 3)
    near = baselines.vectors(part.index)
    simple = {
        "usual recipe: chunks of 1,000/200, Chroma": baselines.chunks(questions.transcripts),
        "BM25 by turn": by_turn,
        "BM25 by window of 3 turns": by_window,
        "BM25 by window of 7 turns": by_wide,
        "vectors by passage": near,
        "fusion of the four": baselines.fused([by_turn, by_window, by_wide, near]),
    }
    words = {
        turn_id(t.name, u.number): len(u.text.split())
        for t in questions.transcripts
        for u in t.turns
    }
    rankings = {title: _asking(search) for title, search in simple.items()}
    own = {n: fitted[f] for n, f in fold.items()}
    rankings["**ours**, without the reading model"] = by_weights(part, own)
    rankings["**ours**"] = by_weights(part, own, load())
    head = ["", *METRICS, "words@10", *(f"recall in {b} words" for b in BUDGETS)]
    lines = [
        f"### {name}: {len(asked)} questions, {len(questions.transcripts)} transcripts, "
        f"{sum(len(t.turns) for t in questions.transcripts):,} turns pooled\n",
        "| " + " | ".join(head) + " |",
        "|" + "---|" * len(head),
        *(row(title, ranking, asked, words) for title, ranking in rankings.items()),
    ]
    return (
        "\n".join(lines)
        + f"\n\nOf the gold turns, {_held(part):.3f} are in the pool that is ranked.\n"
    )


def _held(data: Data) -> float:
    shares = []
    arrays = data.index.corpus.arrays
    for pool in data.pools:
        turns = {
            turn_id(arrays.names[arrays.transcript[row]], int(arrays.turn[row]))
            for row in pool.slices.tolist()
        }
        shares.append(len(turns & pool.asked.gold) / len(pool.asked.gold))
    return fmean(shares)


def main() -> None:
    """Measure everything in one run and write it into RESULTS.md."""
    with tempfile.TemporaryDirectory() as folder:
        data = read_data(Path(folder))
        parts = [section(name, read_set(name), data) for name in SETS]
        groups = (
            "### What each group of features is worth\n\n"
            "Recall@20 / MRR of the light order alone, cross-validated without it. Asked in the "
            "room: the question is a turn that asks, the gold is the turn that answers it.\n\n"
        )
        parts.append(groups + table(data))
    text = "\n".join(parts)
    print(text)
    write_section("Quality", "make bench-quality", text)


if __name__ == "__main__":
    main()
