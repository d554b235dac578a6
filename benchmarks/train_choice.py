"""Train the choice of sentences: `python -m benchmarks.train_choice` writes rag/read/choice.json.

It learns from the question sets in benchmarks/questions which sentence to quote, and whether it
answers; it measures both by cross-validation over transcripts, and on a public set. The same
questions give the same weights.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks import scripted
from benchmarks.listwise import Example, fit
from benchmarks.scripted import Scripted
from benchmarks.sets import SEED
from evals.measure.text import contains
from rag import answer
from rag.find.retrieve import Index
from rag.question import Question
from rag.read.choice import WEIGHTS
from rag.read.evidence import Evidence
from rag.read.judge import LEAST_CHANCE, is_about, may_answer, signs

Floats = NDArray[np.float64]
Weights = dict[str, float]
FOLDS = 6
# Of 3 to 100 this one quoted the right sentence most often, by a hair.
PENALTY = 20.0
# On the logistic model, its signs scaled to unit deviation.
CHANCE_PENALTY = 33.0
# The public set is not learned from: it measures this, and the search that goes by it.
PUBLIC_WEIGHT = 0.0
DIGITS = 5


@dataclass(frozen=True, slots=True)
class Seen:
    """A question taken apart, the sentences that may answer it, and which of them do."""

    asked: Scripted
    question: Question
    able: tuple[Evidence, ...]
    right: NDArray[np.bool_]


def see(index: Index, asked: Scripted) -> Seen | None:
    """What the answerer sees of a question; None where it is answered from the whole record."""
    taken, found = answer.evidence(index, asked.question, asked.history, asked.filters)
    if not found:
        return None
    able = tuple(e for e in found if may_answer(taken, e))
    return Seen(asked, taken, able, _right(asked, able))


def _right(asked: Scripted, able: Sequence[Evidence]) -> NDArray[np.bool_]:
    """Which sentences answer: those of a gold turn with the quote, else a fact, else all of it."""
    gold = np.array([e.hit.id in asked.gold for e in able], dtype=bool)
    for holds in (_overlaps, _states):
        right: NDArray[np.bool_] = gold & np.array([holds(asked, e.text) for e in able], dtype=bool)
        if right.any():
            return right
    return gold


def _overlaps(asked: Scripted, text: str) -> bool:
    quote, said = _plain(asked.quote), _plain(text)
    return bool(quote and said) and (quote in said or said in quote)


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()


def _states(asked: Scripted, text: str) -> bool:
    return any(contains(text, way) for fact in asked.facts for way in fact.split("|"))


def fit_score(seen: Sequence[Seen]) -> Weights:
    """The weight of each trait, so that of a question's sentences the right ones score best."""
    used = [s for s in seen if s.asked.weight and s.asked.answerable and s.right.any()]
    names = list(used[0].able[0].traits)
    examples = [
        Example(
            np.array([[e.traits[n] for n in names] for e in s.able], dtype=np.float32),
            s.right,
            s.asked.weight,
        )
        for s in used
    ]
    return dict(zip(names, fit(examples, PENALTY).tolist(), strict=True))


def scored(seen: Seen, weights: Mapping[str, float]) -> list[Evidence]:
    """The sentences that may answer, best first by these weights."""
    able = [
        replace(e, score=sum(weights[n] * value for n, value in e.traits.items()))
        for e in seen.able
    ]
    return sorted(able, key=lambda e: (-e.score, e.rank, e.start))


def fit_chance(rows: Sequence[Weights], answerable: Sequence[bool]) -> Weights:
    """A logistic model with an L2 penalty: the weight of each sign, and under "" the constant."""
    names = sorted({n for row in rows for n in row})
    matrix = np.array([[row.get(n, 0.0) for n in names] for row in rows])
    middle, wide = matrix.mean(axis=0), matrix.std(axis=0) + 1e-6
    matrix = np.column_stack([(matrix - middle) / wide, np.ones(len(rows))])
    target = np.array(answerable, dtype=np.float64)
    penalty = np.append(np.full(len(names), CHANCE_PENALTY), 0.0)

    def loss(w: Floats) -> tuple[float, Floats]:
        odds = matrix @ w
        likelihood = float((target * odds - np.logaddexp(0, odds)).sum())
        slope = matrix.T @ (target - 1 / (1 + np.exp(-odds)))
        return float(penalty @ (w * w)) / 2 - likelihood, penalty * w - slope

    solved = minimize(loss, np.zeros(matrix.shape[1]), jac=True, method="L-BFGS-B").x
    weights = solved[:-1] / wide
    return {
        **dict(zip(names, weights.tolist(), strict=True)),
        "": float(solved[-1] - weights @ middle),
    }


def folds(seen: Sequence[Seen]) -> list[int]:
    """The fold of each question: all of a transcript are in one."""
    names = sorted({s.asked.transcript for s in seen})
    np.random.default_rng(SEED).shuffle(names)
    return [names.index(s.asked.transcript) % FOLDS for s in seen]


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with its sentences as they score, and the signs of the best; None without any."""

    seen: Seen
    able: list[Evidence]
    signs: Weights | None


def judged(seen: Seen, weights: Mapping[str, float]) -> Judged:
    """The question as the weights order its sentences."""
    able = scored(seen, weights)
    return Judged(seen, able, signs(seen.question, able) if able else None)


def chance_of(found: Sequence[Judged]) -> Weights:
    """The logistic model of some questions.

    Those of the public set are left out here too.
    """
    used = [j for j in found if j.signs is not None and j.seen.asked.weight]
    return fit_chance([j.signs or {} for j in used], [j.seen.asked.answerable for j in used])


def report(found: Sequence[Judged], chances: Sequence[Weights]) -> str:
    """How often the right turn and sentence come first, and both ways of deciding wrongly."""
    given = [_is_given(j, w) for j, w in zip(found, chances, strict=True)]
    yes = [(j, g) for j, g in zip(found, given, strict=True) if j.seen.asked.answerable]
    no = [g for j, g in zip(found, given, strict=True) if not j.seen.asked.answerable]
    first = [bool(j.able) and j.able[0].hit.id in j.seen.asked.gold for j, _ in yes]
    return (
        f"{len(yes)} answerable: right turn first {np.mean(first):.3f}, answered "
        f"{np.mean([g for _, g in yes]):.3f}; {len(no)} not: answered {np.mean(no):.3f}"
    )


def _is_given(found: Judged, weights: Mapping[str, float]) -> bool:
    if found.signs is None or not is_about(found.seen.question, found.able[0]):
        return False
    odds = weights[""] + sum(weights.get(n, 0.0) * v for n, v in found.signs.items())
    return float(1 / (1 + np.exp(-odds))) >= LEAST_CHANCE


def train(seen: Sequence[Seen]) -> dict[str, Weights]:
    """Both models, and on the way what they are worth on transcripts that they did not see."""
    fold = folds(seen)
    scores = [
        fit_score([s for s, f in zip(seen, fold, strict=True) if f != k]) for k in range(FOLDS)
    ]
    found = [judged(s, scores[f]) for s, f in zip(seen, fold, strict=True)]
    chances = [
        chance_of([j for j, f in zip(found, fold, strict=True) if f != k]) for k in range(FOLDS)
    ]
    for title, weight in (("scripted", 1.0), ("public", PUBLIC_WEIGHT)):
        at = [i for i, j in enumerate(found) if j.seen.asked.weight == weight]
        print(f"{title}: {report([found[i] for i in at], [chances[fold[i]] for i in at])}")
    return {"score": fit_score(seen), "chance": chance_of(found)}


def read_seen() -> list[Seen]:
    """All questions to learn from, as the answerer sees them."""
    with tempfile.TemporaryDirectory() as folder:
        paths = scripted.set_paths()
        index = scripted.library(paths, Path(folder) / "scripted")
        asked = list(scripted.questions(paths, index))
        made = [see(index, a) for a in asked]
        index, asked = scripted.public(Path(folder) / "public", PUBLIC_WEIGHT)
        made += [see(index, a) for a in asked]
    return [s for s in made if s is not None]


def main() -> None:
    """Train, say what it is worth, write the weights."""
    trained = train(read_seen())
    rounded = {
        of: {name: float(f"{w:.{DIGITS}g}") for name, w in sorted(weights.items())}
        for of, weights in trained.items()
    }
    WEIGHTS.write_text(json.dumps(rounded, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
