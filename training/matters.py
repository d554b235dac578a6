"""Decisions on a matter: which are found, and the weights by which: `python -m training.matters`.

From `matters.jsonl`: questions for what was decided on a matter, with the turns that tell it
(`right`; none where nothing was decided on it) and those that may stand beside them. Prints the
weights of `rag.outline.matter`, and what is answered of these questions and of those on talks set
apart (`matters_apart.jsonl`).
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.sets import open_set
from ingest import intake
from ingest.transcript import Transcript
from rag.answer import ask
from rag.check.citations import Answer
from rag.count import decisions
from rag.find.find import find, reader_of
from rag.find.retrieve import Filters, Index
from training.talks import talk

HERE = Path(__file__).parent
Row = Mapping[str, Any]
# How the weights are held down, and the steps until they stand.
RIDGE, STEPS = 1.0, 60
# Turns that a search finds; the chance from which a sentence may be a decision at all.
TURNS, LIKELY = 20, 0.1


def main() -> None:
    """Print the weights and what is answered."""
    for name in ("matters", "matters_apart"):
        lines = (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        rows: list[Row] = [json.loads(line) for line in lines]
        with tempfile.TemporaryDirectory() as folder:
            index = open_set(tuple({r["of"]: _talk(r["of"]) for r in rows}.values()), Path(folder))
            if name == "matters":
                print("weights, constant:", np.round(_learned(index, rows), 2).tolist())
            for told in (True, False):
                found = Counter(_grade(index, r) for r in rows if bool(r["right"]) == told)
                print(f"{name}, {'decided' if told else 'nothing decided'}: {dict(found)}")


def _learned(index: Index, rows: Sequence[Row]) -> np.ndarray[Any, Any]:
    """The weights of a logistic model of the signs, by Newton's method, and its constant."""
    told, right = [], []
    reader = reader_of(index.library.settings)
    for row in rows:
        name = _talk(row["of"]).name
        found = find(index, row["q"], TURNS, Filters(transcripts=(name,)))
        asked, transcript = found.question, index.transcript(name)
        terms = decisions.terms_of(asked)
        matter = decisions.matter_in(transcript, asked, terms, found.passages)
        best = decisions.best_in(transcript.turns, decisions.wanted(asked.text), reader)
        for number, done in best.items():
            if done.chance >= LIKELY and (number in row["right"] or number not in row["beside"]):
                told.append([*matter.signs(number - 1, done.chance), 1.0])
                right.append(number in row["right"])
    matrix, wanted = np.array(told), np.array(right, dtype=float)
    mean, spread = matrix[:, :-1].mean(axis=0), matrix[:, :-1].std(axis=0)
    matrix[:, :-1] = (matrix[:, :-1] - mean) / spread
    held = RIDGE * np.eye(matrix.shape[1])
    held[-1, -1] = 0
    weights = np.zeros(matrix.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (chance - wanted) + held @ weights
        weights -= np.linalg.solve((matrix.T * (chance * (1 - chance))) @ matrix + held, slope)
    plain = weights[:-1] / spread
    return np.array([*plain, weights[-1] - plain @ mean])


def _grade(index: Index, row: Row) -> str:
    """Right, mixed with another, wrong, "perhaps" of either, or refused."""
    *_, made = ask(index, row["q"], filters=Filters(transcripts=(_talk(row["of"]).name,)))
    if not isinstance(made, Answer) or made.refused:
        return "refused"
    sure = [s for s in made.sentences if "erhaps" not in (s.note or "")]
    turns = {int(c.turn.rpartition("#")[2]) for s in sure or made.sentences for c in s.citations}
    fine = turns <= {*row["right"], *row["beside"]}
    hit = bool(turns.intersection(row["right"])) if row["right"] else fine
    grade = ("right" if fine else "mixed") if hit else "wrong"
    return grade if sure else f"perhaps {grade}"


@cache
def _talk(name: str) -> Transcript:
    if name.startswith("examples/"):
        path = HERE.parent / name
        (read,) = intake.parse(path.name, path.read_bytes())
        return read
    return talk(name)


if __name__ == "__main__":
    main()
