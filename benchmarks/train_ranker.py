"""Train the light order: `python -m benchmarks.train_ranker` writes rag/find/coefficients.json.

It learns from the questions written on talks (`training/questions`), each asked of its talk, from
the two public sets and from questions that were asked in the room; it measures itself on talks set
apart, by cross-validation over transcripts, and by taking its features away in groups. The same
data gives the same coefficients.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from benchmarks.listwise import Example, Floats, fit
from benchmarks.sets import SEED, SETS, Asked, asked_in_the_room, open_set, read_set
from evals.measure.metrics import recall_at, reciprocal_rank
from ingest.transcript import turn_id
from rag.find.rank import COEFFICIENTS
from rag.find.retrieve import Filters, Index, best_turns, examine
from training.talks import questions, split, talk

FOLDS = 5
# A strong penalty: of 30 to 300 the largest lost nothing by cross-validation and carried best from
# one set to the other.
PENALTY = 100.0
# Questions from the room, per set, and what one counts beside a question that a person wrote.
ROOM, ROOM_WEIGHT = 150, 0.3
# Questions of a talk that are learned from.
OF_A_TALK = 12
DIGITS = 5

# Feature groups of the table, by the beginning of their names.
GROUPS: dict[str, str] = {
    "BM25 around": r"near_rank|stretch",
    "vectors": r"cosine",
    "the question's words around": r"exact",
    "words like them": r"soft|close",
    "speakers": r"speaks|subject|object",
    "question before, form": r"asked_before|asks|length",
    "transcript": r"transcript",
}


@dataclass(frozen=True, slots=True)
class Pool:
    """What the ranker sees of one question, and which of its rows hold the evidence."""

    asked: Asked
    slices: NDArray[np.intp]
    example: Example


@dataclass(frozen=True)
class Data:
    """The pools of a set, its library, and the names of what the ranker sees."""

    index: Index
    pools: tuple[Pool, ...]
    names: tuple[str, ...]


def collect(index: Index, asked: Sequence[Asked], weight: float, within: bool = False) -> Data:
    """The pools of some questions; `within`: each is asked of its own transcript alone."""
    pools = []
    names: tuple[str, ...] = ()
    arrays = index.corpus.arrays
    for each in asked:
        filters = Filters(transcripts=(each.transcript,)) if within else None
        found = examine(index, each.question, filters)
        if found is None:
            continue
        names = found.names
        ids = [
            turn_id(arrays.names[arrays.transcript[row]], int(arrays.turn[row]))
            for row in found.slices.tolist()
        ]
        gold = np.array([i in each.gold for i in ids])
        pools.append(Pool(each, found.slices, Example(found.matrix, gold, weight)))
    return Data(index, tuple(pools), names)


def measured(data: Data, weights: Mapping[str, Floats]) -> tuple[float, float]:
    """Recall@20 and MRR of the pools; `weights` are those for each transcript."""
    recall, rank = [], []
    for pool in data.pools:
        scores = np.round(
            pool.example.matrix.astype(np.float64) @ weights[pool.asked.transcript], 9
        )
        ranked = [turn_id(*key) for key, _ in best_turns(data.index, pool.slices, scores)]
        recall.append(recall_at(ranked, pool.asked.gold, 20) or 0.0)
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
    """Recall@20 and MRR of each set, each transcript ranked by what the other folds teach."""
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
    """The talks, both sets and their questions from the room, in libraries under a folder."""
    data = {"talks": of_talks(split()["train"], folder / "talks", OF_A_TALK)}
    for name in SETS:
        found = read_set(name)
        index = open_set(found.transcripts, folder / name)
        data[name] = collect(index, found.questions, 1.0)
        room = asked_in_the_room(found.transcripts, ROOM)
        data[f"{name} (asked in the room)"] = collect(index, room, ROOM_WEIGHT)
    return data


def of_talks(names: Sequence[str], folder: Path, most: int | None = None) -> Data:
    """Questions written on talks, at most so many of each, asked within the talk."""
    draw = random.Random(SEED)
    transcripts = {name: talk(name) for name in names}
    asked = []
    for name, transcript in transcripts.items():
        rows = questions(name)
        for row in rows if most is None else draw.sample(rows, min(most, len(rows))):
            gold = frozenset(turn_id(transcript.name, int(n)) for n in row["t"])  # type: ignore[attr-defined]
            asked.append(Asked(transcript.name, str(row["q"]), gold))
    return collect(open_set(tuple(transcripts.values()), folder), asked, 1.0, within=True)


def table(data: Mapping[str, Data]) -> str:
    """What the ranker is worth, and what it loses without each group of features."""
    names = list(data)
    lines = [
        "| | " + " | ".join(names) + " |",
        "|---|" + "---|" * len(names),
        _row("cross-validated by transcript", cross_validated(data), names),
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
        kept = of_talks(split()["dev"], Path(folder) / "dev")
        examples = [p.example for d in data.values() for p in d.pools]
        weights = fit(examples, PENALTY)
        named = {p.asked.transcript: weights for p in kept.pools}
        recall, rank = measured(kept, named)
        names = next(iter(data.values())).names
        coefficients = {n: float(f"{w:.{DIGITS}g}") for n, w in zip(names, weights, strict=True)}
        seen = hashlib.sha256(b"".join(e.matrix.tobytes() + e.gold.tobytes() for e in examples))
        told = {
            "weights": coefficients,
            "data": seen.hexdigest(),
            "date": date.today().isoformat(),
            "on talks set apart": {"recall@20": round(recall, 3), "MRR": round(rank, 3)},
        }
        COEFFICIENTS.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
        print(f"On talks set apart: {recall:.3f} / {rank:.3f}\n\nRecall@20 / MRR\n")
        print(table(data))


if __name__ == "__main__":
    main()
