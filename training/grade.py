"""Train the grading model: `python -m training.grade JUDGED AFTER OUT [--without FOLD]`.

JUDGED is what `training.judged` wrote, AFTER a run of the reader, whose encoder it goes on from.
Writes OUT/grader.pt. The loss: the right one of the moves, a yes or no for an item of a list and
for a question left open, and how much of three a sentence is worth. `--without`: leave out a fold
of talks and print how well each task is told on it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from sklearn.metrics import average_precision_score, roc_auc_score
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F

from rag.read.grades import COLUMNS, ITEM, MOVES, OPEN, WORTH
from rag.read.pairs import assemble, heard
from training.model import Grader
from training.pairs import padded
from training.train import HALF, fading

RATE, HEAD_RATE = 1e-4, 1e-3
BATCH = 48
SAVE = 100  # steps
# What the reader knows of words it keeps: they are half of the weights, and the examples few.
KEPT = ("reader.words", "reader.places", "reader.kinds", "reader.norm.", "reader.layers.0.")
# Of the passages that belong in no list so many are learned from for each that does.
WRONG = 4
FOLDS = 8
BEST = 3.0  # the highest worth of a sentence


@dataclass(frozen=True)
class Example:
    """A pair as tokens and kinds, its task, and its label."""

    pair: tuple[list[int], list[int]]
    task: str
    of: str
    y: float


def main() -> None:
    """Train, and measure on what was left out."""
    args = _arguments()
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    examples = read(args.judged, args.tokenizer)
    split = json.loads((Path(__file__).with_name("split.json")).read_text(encoding="utf-8"))
    apart = {*split["dev"], *split["test"]}
    out = {e.of for e in examples if e.of in apart or _fold(e.of) == args.without}
    learned = fewer([e for e in examples if e.of not in out], random.Random(args.seed))
    grader = Grader(COLUMNS)
    grader.reader.load_state_dict(torch.load(args.after / "reader.pt")["reader"])
    train(grader, learned, args.epochs, args.seed, args.out / "grader.pt")
    grader.eval()
    for name, kept in (
        ("fold", [e for e in examples if e.of in out - apart]),
        ("apart", [e for e in examples if e.of in apart]),
    ):
        _print(name, kept, graded(grader, kept))


def read(folder: Path, tokenizer_file: Path) -> list[Example]:
    """The examples as tokens, as the product's grader makes them too."""
    tokenizer = Tokenizer.from_file(str(tokenizer_file))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    rows = [json.loads(line) for line in (folder / "judged.jsonl").open(encoding="utf-8")]

    def ids(texts: list[str]) -> list[list[int]]:
        return [e.ids for e in tokenizer.encode_batch(texts, add_special_tokens=False)]

    asked = ids([r.get("question", "") for r in rows])
    before = ids([heard(r.get("who", ""), r.get("before", "")) for r in rows])
    told = ids([r["text"] for r in rows])
    return [
        Example(assemble(a, b, t), r["task"], r["of"], float(r["y"]))
        for a, b, t, r in zip(asked, before, told, rows, strict=True)
    ]


def fewer(examples: Sequence[Example], draw: random.Random) -> list[Example]:
    """The examples, but of the passages that belong in no list only some."""
    wrong = [e for e in examples if e.task == "item" and not e.y]
    right = sum(e.task == "item" for e in examples) - len(wrong)
    drawn = draw.sample(wrong, min(len(wrong), WRONG * right))
    return [*drawn, *(e for e in examples if e.task != "item" or e.y)]


def train(grader: Grader, examples: Sequence[Example], epochs: int, seed: int, path: Path) -> None:
    """Learn from all examples so many times; after a kill go on from `path`. Tells how it goes."""
    steps = epochs * math.ceil(len(examples) / BATCH)
    for name, own in grader.named_parameters():
        own.requires_grad = not name.startswith(KEPT)
    learning = [(n, p) for n, p in grader.named_parameters() if p.requires_grad]
    heads = [p for n, p in learning if n.startswith(("grades", "reader.mix"))]
    rest = [p for n, p in learning if not n.startswith(("grades", "reader.mix"))]
    optimiser = torch.optim.AdamW(
        [{"params": rest, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}], weight_decay=0.01
    )
    schedule = fading(optimiser, steps)
    run = {"grader": grader, "optimiser": optimiser, "schedule": schedule}
    done = _resume(run, path)
    print(f"{len(examples)} examples, {steps} steps, {done} done", flush=True)
    grader.train()
    began, mean = time.perf_counter(), 0.0
    every = (b for n in range(epochs) for b in batches(examples, random.Random(f"{seed} {n}")))
    for step, batch in enumerate(every, 1):
        if step <= done:
            continue
        value = loss(grader, batch)
        optimiser.zero_grad()
        value.backward()
        torch.nn.utils.clip_grad_norm_([p for _, p in learning], 1.0)
        optimiser.step()
        schedule.step()
        mean = 0.98 * (mean or value.item()) + 0.02 * value.item()
        if step % 20 == 0:
            seconds = time.perf_counter() - began
            print(f"step {step}/{steps} loss {mean:.3f} {seconds:.0f} s", flush=True)
        if step % SAVE == 0 or step == steps:
            held = {name: part.state_dict() for name, part in run.items()}
            torch.save({**held, "step": step}, path.with_suffix(".new"))
            path.with_suffix(".new").replace(path)


def _resume(run: Mapping[str, Any], path: Path) -> int:
    """Go on from a file, if there is one. Gives the steps that it has done."""
    if not path.exists():
        return 0
    held = torch.load(path)
    for name, part in run.items():
        part.load_state_dict(held[name])
    return int(held["step"])


def batches(examples: Sequence[Example], draw: random.Random) -> Iterator[list[Example]]:
    """All examples once, those of like length together, in a drawn order."""
    order = sorted(examples, key=lambda e: len(e.pair[0]) + 20 * draw.random())
    made = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
    draw.shuffle(made)
    yield from made


def loss(grader: Grader, batch: Sequence[Example]) -> Tensor:
    """The mean loss of a batch over its examples, as the module says."""
    tokens, kinds = padded([e.pair for e in batch])
    with torch.autocast("cpu", torch.bfloat16, enabled=HALF):
        grades = grader(tokens, kinds)
    grades = grades.float()
    total = grades.new_zeros(())
    y = torch.tensor([e.y for e in batch])
    for task, column in (("worth", WORTH), ("open", OPEN), ("item", ITEM)):
        mine = torch.tensor([e.task == task for e in batch])
        if mine.any():
            wanted = y[mine] / BEST if task == "worth" else y[mine]
            total = total + F.binary_cross_entropy_with_logits(
                grades[mine, column], wanted, reduction="sum"
            )
    mine = torch.tensor([e.task == "moves" for e in batch])
    if mine.any():
        total = total + F.cross_entropy(grades[mine][:, MOVES], y[mine].long(), reduction="sum")
    return total / len(batch)


def graded(grader: Grader, examples: Sequence[Example]) -> Tensor:
    """The logits of examples, (examples, COLUMNS)."""
    found = torch.zeros(len(examples), COLUMNS)
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].pair[0]))
    with torch.no_grad():
        for at in range(0, len(order), BATCH):
            rows = order[at : at + BATCH]
            found[rows] = grader(*padded([examples[i].pair for i in rows])).float()
    return found


def _print(name: str, examples: Sequence[Example], grades: Tensor) -> None:
    """How well each task is told: areas under the curve, mean precision, correlation."""
    for task, column in (("worth", WORTH), ("open", OPEN), ("item", ITEM)):
        at = [i for i, e in enumerate(examples) if e.task == task]
        y = [examples[i].y for i in at]
        if len(set(y)) < 2:
            continue
        told = grades[at, column]
        if task == "worth":
            r = torch.corrcoef(torch.stack([told.sigmoid(), torch.tensor(y)]))[0, 1].item()
            good = [v >= 2 for v in y]
            area = roc_auc_score(good, told)
            print(f"{name} worth: {len(at)}, r {r:.3f}, AUROC of 2 and 3 {area:.3f}")
        else:
            does = [v > 0.5 for v in y]
            area, precise = roc_auc_score(does, told), average_precision_score(does, told)
            print(
                f"{name} {task}: {sum(does)} of {len(at)}, AUROC {area:.3f}, "
                f"mean precision {precise:.3f}"
            )
    at = [i for i, e in enumerate(examples) if e.task == "moves"]
    if not at:
        return
    shares = grades[at][:, MOVES].softmax(-1)
    y = [int(examples[i].y) for i in at]
    for what, columns in (("decision or vote", [0, 2]), ("action", [1]), ("procedure", [3])):
        does = [v in columns for v in y]
        if any(does):
            told = shares[:, columns].sum(-1)
            print(f"{name} {what}: {sum(does)} of {len(at)}, mean precision "
                  f"{average_precision_score(does, told):.3f}")  # fmt: skip
            for bar in (0.3, 0.5, 0.7):
                shown = told >= bar
                right = sum(d for d, s in zip(does, shown, strict=True) if s)
                print(f"   from {bar}: {right} of {int(shown.sum())}")


def _fold(of: str) -> int:
    return hashlib.sha256(of.encode()).digest()[0] % FOLDS


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("judged", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--tokenizer", type=Path, default=Path("models/reader/tokenizer.json"))
    parser.add_argument("--without", type=int, default=-1, help="a fold of talks to leave out")
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
