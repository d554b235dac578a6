"""What a question wants, learned by example: `python -m training.kinds [--write]`.

From the phrasings of `kinds.jsonl` (two thirds; the rest is kept out by a seeded sum) and the
questions on the talks to learn from: ridge regression on the reading model's vectors and the words
of the frame. Prints what is right of the phrasings kept out, of those of another hand
(`kinds_apart.jsonl`), and of the questions on the tuning talks. A minute, the same every time;
`--write` keeps the weights in `rag/asked/intent.json`.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import confusion_matrix

from rag.asked.intent import INTENTS, WEIGHTS, Weights, decided, features, frame
from rag.read.reader import FOLDER, load
from training.talks import QUESTIONS, questions, split

PHRASINGS, APART = (Path(__file__).with_name(f"kinds{part}.jsonl") for part in ("", "_apart"))
SEED, KEPT_OUT = 15, 3
# Words in fewer examples are left out; a phrasing counts as much as so many of the other questions;
# rare intents count more, by this power of their rarity; the penalty on the squares of the weights.
# Of 4 to 25 examples, 5 to 20, 0 to .75 and 1 to 10 those that do well on the phrasings of another
# hand and cost nothing on the tuning talks.
LEAST, COUNTS, RARITY, PENALTY = 8, 10.0, 0.25, 3.0
# Kinds of the questions on talks that are one intent here; the overviews among them are of parts.
ONE = {"number": "fact", "date": "fact", "overview": "part"}
# A question that one turn answers is answered by one quotation, whatever it is called there.
OF_SEVERAL = frozenset({"list", "overview", "decision", "compare", "said"})

Example = tuple[str, str]


def phrasings() -> tuple[list[Example], list[Example]]:
    """The phrasings to learn from, and those kept out: a third, by a sum of their text."""
    examples = _read(PHRASINGS)
    kept = [e for e in examples if _drawn(e[0])]
    return [e for e in examples if e not in kept], kept


def _read(path: Path) -> list[Example]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [(str(r["q"]), str(r["k"])) for r in rows]


def _drawn(text: str) -> bool:
    """Whether a phrasing is kept out: the same ones, whatever else is written beside them."""
    return hashlib.sha256(f"{SEED} {text}".encode()).digest()[0] % KEPT_OUT == 0


def on_talks(names: Iterable[str]) -> list[Example]:
    """The questions on some talks whose intent is sure."""
    rows = [row for name in names for row in questions(name)]
    sure = [r for r in rows if r["k"] not in OF_SEVERAL or len(r["t"]) > 1]  # type: ignore[arg-type]
    return [(str(r["q"]), ONE.get(str(r["k"]), str(r["k"]))) for r in sure]


def learned(examples: Sequence[Example], vectors: NDArray[np.float32], first: int) -> Weights:
    """The weights from some examples, of which the first so many are phrasings."""
    held = Counter(w for q, _ in examples for w in frame(q))
    words = {w: n for n, w in enumerate(sorted(w for w, count in held.items() if count >= LEAST))}
    counts = np.ones(len(examples))
    counts[:first] = COUNTS
    wanted = np.array([[intent == i for i in INTENTS] for _, intent in examples], dtype=np.float64)
    share = counts @ wanted / counts.sum()
    counts *= (wanted @ share) ** -RARITY
    x = features([q for q, _ in examples], vectors, words).astype(np.float64)
    weighed = x * (counts / counts.mean())[:, None]
    inner = weighed.T @ x + PENALTY * np.eye(x.shape[1])
    return Weights(words, np.linalg.solve(inner, weighed.T @ wanted).astype(np.float32).round(4))


def told(name: str, examples: Sequence[Example], known: Weights) -> float:
    """Print a confusion table (rows: meant, columns: taken for); the share that is right."""
    texts, meant = [q for q, _ in examples], [intent for _, intent in examples]
    # One text a call, as the product asks: beside others its vector is a little another one.
    vectors = np.vstack([load().vectors([text]) for text in texts])
    scores = features(texts, vectors, known.words) @ known.matrix
    taken = [decided(row) for row in scores]
    right = float(np.mean([a == b for a, b in zip(meant, taken, strict=True)]))
    print(f"\n{name}: {len(texts)} questions, {right:.3f} right\n")
    print("| | " + " | ".join(INTENTS) + " |\n|---|" + "---|" * len(INTENTS))
    for intent, row in zip(INTENTS, confusion_matrix(meant, taken, labels=INTENTS), strict=True):
        print(f"| {intent} | " + " | ".join(str(n or "") for n in row) + " |")
    if "--errors" in sys.argv:
        for q, a, b in zip(texts, meant, taken, strict=True):
            if a != b:
                print(f"   {a} -> {b}: {q}")
    return right


def main() -> None:
    """Learn, print, and with --write keep the weights."""
    parts = split()
    apart = {*parts["dev"], *parts["test"]}
    files = (p.relative_to(QUESTIONS).with_suffix("") for p in sorted(QUESTIONS.rglob("*.jsonl")))
    phrased, kept = phrasings()
    examples = [*phrased, *on_talks(n for n in map(str, files) if n not in apart)]
    known = learned(examples, load().vectors([q for q, _ in examples]), len(phrased))
    right = told("Phrasings kept out", kept, known)
    of_another = told("Phrasings of another hand", _read(APART), known)
    on_dev = told("Questions on the tuning talks", on_talks(parts["dev"]), known)
    if "--write" not in sys.argv:
        return
    model = json.loads((FOLDER / "reader.json").read_text(encoding="utf-8"))["sha256"]
    data = {
        "made": f"{datetime.now(UTC):%Y-%m-%d}",
        "examples": len(examples),
        "examples_sha256": hashlib.sha256(json.dumps(examples).encode()).hexdigest(),
        "reader_sha256": model["reader.onnx"],
        "right_of_phrasings_kept_out": round(right, 3),
        "right_of_another_hand": round(of_another, 3),
        "right_on_tuning_talks": round(on_dev, 3),
        "words": list(known.words),
        "weights": [[float(f"{w:.4g}") for w in row] for row in known.matrix],
    }
    WEIGHTS.write_text(json.dumps(data) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
