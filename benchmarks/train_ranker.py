"""Train the ranker: `python -m benchmarks.train_ranker` writes rag/find/coefficients.json.

It learns from the two public sets and from questions that were asked in the room, measures itself
by cross-validation over transcripts and across the sets, and says what each group of features is
worth. The same data gives the same coefficients.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from benchmarks.listwise import Example, Floats, fit
from benchmarks.sets import SEED, SETS, Asked, asked_in_the_room, open_set, read_set
from evals.measure.metrics import recall_at, reciprocal_rank
from ingest.transcript import turn_id
from rag.find.rank import COEFFICIENTS
from rag.find.retrieve import Index, best_turns, examine

FOLDS = 5
# A strong penalty: of 30 to 300 the largest lost nothing by cross-validation and carried best from
# one set to the other.
PENALTY = 300.0
# Questions from the room, per set, and what one counts beside a question that a person wrote.
ROOM, ROOM_WEIGHT = 150, 0.3
DIGITS = 5

# Feature groups of the table, by the beginning of their names.
GROUPS: dict[str, str] = {
    "BM25 of the texts": r"bm25",
    "soft BM25 of the texts": r"soft_bm25",
    "vectors": r"cosine",
    "the question's words here and around": r"exact|own_gain|plain(_wide|_around|_fade)?$"
    r"|rarest(_around)?$|first_here|precision",
    "words like them": r"soft(?!_bm25)|close|least|plain_soft|rarest_soft|head",
    "pairs of words": r"pairs",
    "names and speakers": r"names|speak|subject|object",
    "form of the turn": r"mark|length|told|right_kind|goes_on|part$",
    "question before, answer after": r"question|asked",
    "transcript and stretch": r"transcript|crowd",
}


@dataclass(frozen=True, slots=True)
class Pool:
    """What the ranker sees of one question, and which of its rows hold the evidence."""

    asked: Asked
    slices: NDArray[np.intp]
    example: Example


@dataclass(frozen=True)
class Data:
    """The pools of a set, its library, and whether its questions come from the room."""

    index: Index
    pools: tuple[Pool, ...]
    names: tuple[str, ...]


def collect(index: Index, questions: Sequence[Asked], weight: float) -> Data:
    """The pools of some questions."""
    pools = []
    names: tuple[str, ...] = ()
    arrays = index.corpus.arrays
    for asked in questions:
        found = examine(index, asked.question)
        if found is None:
            continue
        names = found.names
        ids = [
            turn_id(arrays.names[arrays.transcript[row]], int(arrays.turn[row]))
            for row in found.slices.tolist()
        ]
        gold = np.array([i in asked.gold for i in ids])
        pools.append(Pool(asked, found.slices, Example(found.matrix, gold, weight)))
    return Data(index, tuple(pools), names)


def measured(data: Data, weights: Mapping[str, Floats]) -> tuple[float, float]:
    """Recall@10 and MRR of the pools; `weights` are those for each transcript."""
    recall, rank = [], []
    for pool in data.pools:
        scores = np.round(
            pool.example.matrix.astype(np.float64) @ weights[pool.asked.transcript], 9
        )
        ranked = [turn_id(*key) for key, _ in best_turns(data.index, pool.slices, scores)]
        recall.append(recall_at(ranked, pool.asked.gold, 10) or 0.0)
        rank.append(reciprocal_rank(ranked, pool.asked.gold) or 0.0)
    return fmean(recall), fmean(rank)


def folds(data: Mapping[str, Data]) -> dict[str, int]:
    """The fold of each transcript, the same for a set's questions and its questions of the room."""
    fold: dict[str, int] = {}
    for part in data.values():
        names = sorted(part.index.corpus.arrays.names)
        np.random.default_rng(SEED).shuffle(names)
        fold |= {name: at % FOLDS for at, name in enumerate(names)}
    return fold


def cross_validated(data: Mapping[str, Data]) -> dict[str, tuple[float, float]]:
    """Recall@10 and MRR of each set, each transcript ranked by what the other folds teach."""
    fold = folds(data)
    fitted = [
        fit(
            [p.example for d in data.values() for p in d.pools if fold[p.asked.transcript] != f],
            PENALTY,
        )
        for f in range(FOLDS)
    ]
    weights = {name: fitted[f] for name, f in fold.items()}
    return {name: measured(part, weights) for name, part in data.items()}


def across(data: Mapping[str, Data]) -> dict[str, tuple[float, float]]:
    """Recall@10 and MRR of each set, ranked by what the other set alone teaches."""
    found = {}
    for name, part in data.items():
        others = [d for other, d in data.items() if other.split()[0] != name.split()[0]]
        weights = fit([p.example for d in others for p in d.pools], PENALTY)
        found[name] = measured(part, dict.fromkeys(part.index.corpus.arrays.names, weights))
    return found


def without(data: Mapping[str, Data], pattern: str) -> dict[str, Data]:
    """The data with the features that match set to 0, which takes them out of the fit."""
    kept = np.array([not re.match(pattern, n) for n in next(iter(data.values())).names])
    return {
        name: replace(
            part,
            pools=tuple(
                replace(p, example=replace(p.example, matrix=p.example.matrix * kept))
                for p in part.pools
            ),
        )
        for name, part in data.items()
    }


def read_data(folder: Path) -> dict[str, Data]:
    """Both sets and their questions from the room, in libraries under a folder."""
    data = {}
    for name in SETS:
        questions = read_set(name)
        index = open_set(questions.transcripts, folder / name)
        data[name] = collect(index, questions.questions, 1.0)
        room = asked_in_the_room(questions.transcripts, ROOM)
        data[f"{name} (asked in the room)"] = collect(index, room, ROOM_WEIGHT)
    return data


def table(data: Mapping[str, Data]) -> str:
    """What the ranker is worth, and what it loses without each group of features."""
    names = list(data)
    lines = [
        "| | " + " | ".join(names) + " |",
        "|---|" + "---|" * len(names),
        _row("cross-validated by transcript", cross_validated(data), names),
        _row("trained on the other set", across(data), names),
    ]
    for group, pattern in GROUPS.items():
        lines.append(_row(f"without {group}", cross_validated(without(data, pattern)), names))
    return "\n".join(lines)


def _row(title: str, values: Mapping[str, tuple[float, float]], names: Sequence[str]) -> str:
    cells = [f"{values[n][0]:.3f} / {values[n][1]:.3f}" for n in names]
    return f"| {title} | " + " | ".join(cells) + " |"


def main() -> None:
    """Train, print the table, write the coefficients."""
    with tempfile.TemporaryDirectory() as folder:
        data = read_data(Path(folder))
    weights = fit([p.example for d in data.values() for p in d.pools], PENALTY)
    names = next(iter(data.values())).names
    coefficients = {n: float(f"{w:.{DIGITS}g}") for n, w in zip(names, weights, strict=True)}
    COEFFICIENTS.write_text(
        json.dumps({"weights": coefficients}, indent=1) + "\n", encoding="utf-8"
    )
    print("Recall@10 / MRR\n")
    print(table(data))


if __name__ == "__main__":
    main()
