"""When to answer: `python -m training.calibrate [--write]`, on the talks set apart for tuning.

Learns, from questions that those talks answer and twins that they do not, the chance that what the
reader puts first answers. Prints what each bar costs, each talk judged by what the others teach.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from benchmarks.sets import open_set
from rag.find.find import find
from rag.find.retrieve import Filters
from rag.read.choice import WEIGHTS
from rag.read.judge import may_quote, read_signs
from training.talks import questions, split, talk

# What a question looks like by itself tells who wrote it, not whether it is answered.
OF_THE_QUESTION = ("terms", "kind_", "speech", "subject")
# A sign that fewer of the questions have says what these few were.
LEAST_SEEN = 10
PENALTY = 0.03
# Every so many questions of another talk are put to a talk too: most twins are near its matter.
STRANGE = 3


def collected() -> tuple[list[dict[str, float]], list[bool], list[str]]:
    """The signs of every question on the talks for tuning, whether it is answered, and its talk."""
    signs, answered, of = [], [], []
    transcripts = {name: talk(name) for name in split()["dev"]}
    with tempfile.TemporaryDirectory() as folder:
        index = open_set(tuple(transcripts.values()), Path(folder))
        for at, (name, transcript) in enumerate(transcripts.items()):
            other = questions(list(transcripts)[at - 1])[::STRANGE]
            strange = [{"q": None, "u": row["q"]} for row in other]
            for row in [*questions(name), *strange]:
                for text, told in ((row["q"], True), (row.get("u"), False)):
                    if not text:
                        continue
                    found = find(index, str(text), 20, Filters(transcripts=(transcript.name,)))
                    able = [p for p in found.passages if may_quote(found.question, p)]
                    if able and found.evidence:
                        signs.append(read_signs(found.question, found.evidence, able))
                        answered.append(told)
                        of.append(name)
    return signs, answered, of


def main() -> None:
    """Learn, print, and with --write keep the weights."""
    signs, answered, of = collected()
    seen = Counter(n for s in signs for n, value in s.items() if value)
    names = sorted(
        n for n, count in seen.items() if count >= LEAST_SEEN and not n.startswith(OF_THE_QUESTION)
    )
    x = np.array([[s.get(n, 0.0) for n in names] for s in signs])
    y, talks = np.array(answered), np.array(of)
    model = make_pipeline(StandardScaler(), LogisticRegression(C=PENALTY, max_iter=5000))
    chance = np.zeros(len(y))
    for name in sorted(set(of)):
        out = talks == name
        chance[out] = model.fit(x[~out], y[~out]).predict_proba(x[out])[:, 1]
    print(f"{len(y)} questions, {y.sum()} answered; AUROC {roc_auc_score(y, chance):.3f}")
    for bar in np.arange(0.3, 0.85, 0.05):
        right, wrong = np.mean(chance[y] >= bar), np.mean(chance[~y] >= bar)
        print(f"{bar:.2f}  answered {right:.3f}  others {wrong:.3f}")
    if "--write" not in sys.argv:
        return
    model.fit(x, y)
    scale, fit = model[0], model[1]
    weights = fit.coef_[0] / scale.scale_
    learned = {n: float(f"{w:.5g}") for n, w in zip(names, weights, strict=True)}
    learned[""] = float(f"{fit.intercept_[0] - (weights * scale.mean_).sum():.5g}")
    data = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    data["read"] = dict(sorted(learned.items()))
    WEIGHTS.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
