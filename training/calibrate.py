"""When to answer, and how sure: `python -m training.calibrate [--write]`.

Learns two chances from questions by many hands: that the talk answers, and that what stands first
is what answers. They differ: of the questions that a talk answers the first tells hardly which are
answered right, the second does. Prints what each bar costs, each talk judged by what the others
teach.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from benchmarks import apart, scripted
from benchmarks.sets import open_set
from ingest.transcript import turn_id
from rag.count import everywhere
from rag.find.find import find, records_in
from rag.find.retrieve import Filters, Index
from rag.read.choice import WEIGHTS
from rag.read.judge import may_quote, read_signs
from rag.read.traits import KINDS
from training.talks import questions, split, talk

# What a question looks like by itself, and what it asks for, tells who wrote it, not whether it is
# answered: without the latter AUROC is the same within .003.
OF_THE_QUESTION = ("terms", "kind_", "speech", "subject", *(f"fit_{kind}" for kind in KINDS))
# A sign that fewer of the questions have says what these few were.
LEAST_SEEN = 10
PENALTY = 0.01
# Every so many questions of another talk are put to a talk too: most twins are near its matter.
STRANGE = 6


@dataclass(frozen=True, slots=True)
class Example:
    """The signs of a question, its talk, whether this answers it, and what stands first does."""

    of: str
    signs: dict[str, float]
    answered: bool
    right: bool


def on_talks() -> Iterator[tuple[str, str, frozenset[int]]]:
    """Talk, question, and the turns that answer, on the talks that the model has not read."""
    names = [*split()["dev"], *split()["test"]]
    for at, name in enumerate(names):
        for row in questions(name):
            yield name, str(row["q"]), frozenset(row["t"])  # type: ignore[call-overload]
            if "u" in row:
                yield name, str(row["u"]), frozenset()
        for row in questions(names[at - 1])[::STRANGE]:
            yield name, str(row["q"]), frozenset()
    for told in apart.rows(apart.BEFORE):
        yield told.of, told.question, told.gold


def collected() -> list[Example]:
    """Every question with what its transcript gave, of the talks and of the project's own sets."""
    examples = []
    rows = list(on_talks())
    talks = {name: talk(name) for name in dict.fromkeys(of for of, _, _ in rows)}
    with tempfile.TemporaryDirectory() as folder:
        index = open_set(tuple(talks.values()), Path(folder))
        for of, text, numbers in rows:
            gold = frozenset(turn_id(talks[of].name, n) for n in numbers)
            examples += _seen(index, talks[of].name, text, gold)
    paths = scripted.set_paths()
    with tempfile.TemporaryDirectory() as folder:
        index = scripted.library(paths, Path(folder))
        for asked in scripted.questions(paths, index):
            if not asked.history:
                examples += _seen(index, asked.transcript, asked.question, asked.gold)
    return examples


def _seen(index: Index, of: str, text: str, gold: frozenset[str]) -> list[Example]:
    """What one transcript gave for a question; nothing where that is answered from every turn."""
    within = Filters(transcripts=(of,))
    found = find(index, text, 20, within)
    able = [p for p in found.passages if may_quote(found.question, p)]
    if not able or not found.evidence:
        return []
    if everywhere.is_wanted(found.question, records_in(index, within)):
        return []
    signs = read_signs(found.question, found.evidence, able)
    return [Example(of, signs, bool(gold), able[0].hit.id in gold)]


def learned(
    examples: Sequence[Example], names: Sequence[str], told: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], dict[str, float]]:
    """The chance of each example by what other talks teach, and the weights by all of them."""
    x = np.array([[e.signs.get(n, 0.0) for n in names] for e in examples])
    talks = np.array([e.of for e in examples])
    model = make_pipeline(StandardScaler(), LogisticRegression(C=PENALTY, max_iter=5000))
    chance = np.zeros(len(examples))
    for name in sorted(set(talks)):
        out = talks == name
        chance[out] = model.fit(x[~out], told[~out]).predict_proba(x[out])[:, 1]
    model.fit(x, told)
    scale, fit = model[0], model[1]
    weights = fit.coef_[0] / scale.scale_
    found = {n: float(f"{w:.5g}") for n, w in zip(names, weights, strict=True)}
    found[""] = float(f"{fit.intercept_[0] - (weights * scale.mean_).sum():.5g}")
    return chance, dict(sorted(found.items()))


def main() -> None:
    """Learn, print, and with --write keep the weights."""
    examples = collected()
    seen = Counter(n for e in examples for n, value in e.signs.items() if value)
    names = sorted(
        n for n, count in seen.items() if count >= LEAST_SEEN and not n.startswith(OF_THE_QUESTION)
    )
    answered = np.array([e.answered for e in examples])
    right = np.array([e.right for e in examples])
    chance, read = learned(examples, names, answered)
    sure, good = learned(examples, names, right)
    print(f"{len(examples)} questions, {answered.sum()} answered, {right.sum()} right first")
    print(f"AUROC answered {roc_auc_score(answered, chance):.3f}, ", end="")
    print(f"right {roc_auc_score(right, sure):.3f}, ", end="")
    print(f"right of the answered {roc_auc_score(right[answered], sure[answered]):.3f}")
    for bar in np.arange(0.3, 0.8, 0.05):
        given, firm = chance >= bar, sure >= bar
        print(
            f"{bar:.2f}  answered {given[answered].mean():.3f} others {given[~answered].mean():.3f}"
            f"  sure {firm[answered].mean():.3f} others {firm[~answered].mean():.3f}"
            f" of these right {right[firm].mean():.3f}"
        )
    if "--write" in sys.argv:
        data = json.loads(WEIGHTS.read_text(encoding="utf-8"))
        data |= {"read": read, "right": good}
        WEIGHTS.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
