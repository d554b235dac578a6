"""Train the reader: `python -m training.train PAIRS MINILM OUT [--epochs N] [--seed N]`.

Writes OUT/reader.pt now and then and goes on from it after a kill. The loss: softmax over a right
window and four wrong ones, a yes or no for each, the place of the answering words, and how far the
vector of a text by itself is from the one that MiniLM gives it. With several processes (`python -m
torch.distributed.run --nproc-per-node 2 -m training.train ...`, one a core: a little faster than
two threads) each takes its share of every batch, and they step together.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.distributed as together
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional as F

from training.model import Reader, start
from training.pairs import WRONG, Batch, Group, epoch, read

RATE, HEAD_RATE, WARM = 2e-4, 2e-3, 0.06
YES_NO, PLACE, VECTOR = 1.0, 0.3, 2.0
GROUPS = 16  # a batch: 80 pairs
SAVE = 200  # steps
KEPT = ("reader", "optimiser", "schedule")
# Numbers of 16 bits where the processor computes with them: elsewhere they cost four times as much.
HALF = torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()


def loss(reader: Reader, batch: Batch) -> Tensor:
    """The loss of a batch, as the module says."""
    with torch.autocast("cpu", torch.bfloat16, enabled=HALF):
        answers, begins, ends = reader(batch.tokens, batch.kinds)
    answers = answers.float().view(-1, 1 + WRONG)
    told = torch.zeros_like(answers)
    told[batch.right, 0] = 1.0
    total = YES_NO * F.binary_cross_entropy_with_logits(answers, told)
    if batch.right.any():
        of_right = answers[batch.right]
        total = total + F.cross_entropy(of_right, torch.zeros(len(of_right), dtype=torch.long))
    known = batch.spans[:, 0] >= 0
    if known.any():
        first = begins[:: 1 + WRONG][known], batch.spans[known, 0]
        last = ends[:: 1 + WRONG][known], batch.spans[known, 1]
        total = total + PLACE * (F.cross_entropy(*first) + F.cross_entropy(*last)) / 2
    return total


def drift(reader: Reader, first: Reader, texts: Tensor) -> Tensor:
    """How far the vectors of some texts are from the first model's: 0 where they are the same."""
    with torch.autocast("cpu", torch.bfloat16, enabled=HALF):
        with torch.no_grad():
            wanted = first.vectors(texts).float()
        return 1 - (reader.vectors(texts).float() * wanted).sum(-1).mean()


def chosen(groups: list[Group], dev: set[str]) -> list[Group]:
    """The groups to train on: none of a talk set apart, none that measures."""
    return [g for g in groups if g.of not in dev and not g.kind.startswith("kept:")]


def main() -> None:
    """Train, from a checkpoint where there is one."""
    args = _arguments()
    if "RANK" in os.environ:
        together.init_process_group("gloo")
    torch.manual_seed(args.seed + _process()[0])
    args.out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(args.minilm / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    windows, groups = read(args.pairs, tokenizer)
    split = json.loads((Path(__file__).with_name("split.json")).read_text(encoding="utf-8"))
    groups = chosen(groups, {*split["dev"], *split["test"]})
    reader = start(args.minilm)
    if args.after:
        reader.load_state_dict(torch.load(args.after / "reader.pt")["reader"])
    steps = args.epochs * math.ceil(len(groups) / args.batch)
    first = start(args.minilm, 0.0).eval()
    run = Run(reader, first, *_schedule(reader, steps), args.out / "reader.pt")
    done = run.resume()
    print(f"{len(groups)} groups, {steps} steps, {done} done", flush=True)
    reader.train()
    batches = (
        batch
        for number in range(args.epochs)
        for batch in epoch(windows, groups, args.batch, random.Random(f"{args.seed} {number}"))
    )
    train(run, batches, done, steps)


@dataclass(frozen=True)
class Run:
    """What a training run holds, and the file that keeps it."""

    reader: Reader
    first: Reader
    optimiser: torch.optim.Optimizer
    schedule: torch.optim.lr_scheduler.LambdaLR
    path: Path

    def resume(self) -> int:
        """Go on from the file, if there is one. Gives the steps that it has done."""
        if not self.path.exists():
            return 0
        held = torch.load(self.path)
        self.reader.load_state_dict(held["reader"])
        self.optimiser.load_state_dict(held["optimiser"])
        self.schedule.load_state_dict(held["schedule"])
        return int(held["step"])

    def step(self, batch: Batch) -> float:
        """Learn from a batch. Gives its loss."""
        value = loss(self.reader, batch) + VECTOR * drift(self.reader, self.first, batch.texts)
        self.optimiser.zero_grad()
        value.backward()
        _average(self.reader)
        torch.nn.utils.clip_grad_norm_(self.reader.parameters(), 1.0)
        self.optimiser.step()
        self.schedule.step()
        return value.item()

    def save(self, step: int) -> None:
        """Keep the run, at one moment: a kill leaves the file of before or this one."""
        held = {name: getattr(self, name).state_dict() for name in KEPT}
        torch.save({**held, "step": step}, self.path.with_suffix(".new"))
        self.path.with_suffix(".new").replace(self.path)


def train(run: Run, batches: Iterable[Batch], done: int, steps: int) -> None:
    """Learn from all batches but those that are done, and tell how it goes."""
    began, pairs, mean = time.perf_counter(), 0, 0.0
    rank, size = _process()
    for step, batch in enumerate(batches, 1):
        if step <= done:
            continue
        value = run.step(_share(batch, rank, size))
        pairs += len(batch.tokens)
        mean = 0.98 * (mean or value) + 0.02 * value
        if rank:
            continue
        if step % 20 == 0:
            speed = pairs / (time.perf_counter() - began)
            print(f"step {step}/{steps} loss {mean:.3f} {speed:.0f} pairs/s", flush=True)
        if step % SAVE == 0 or step == steps:
            run.save(step)


def _process() -> tuple[int, int]:
    """Which of how many processes this is."""
    on = together.is_initialized()
    return (together.get_rank(), together.get_world_size()) if on else (0, 1)


def _share(batch: Batch, rank: int, size: int) -> Batch:
    """Every so many groups of a batch, and of its texts."""
    groups = len(batch.right)
    mine = torch.arange(len(batch.tokens)).view(groups, 1 + WRONG)[rank::size].flatten()
    return Batch(
        batch.tokens[mine], batch.kinds[mine], batch.right[rank::size], batch.spans[rank::size],
        batch.texts[rank::size],
    )  # fmt: skip


def _average(reader: Reader) -> None:
    """Give each process the mean of what all have learned from their shares."""
    size = _process()[1]
    if size == 1:
        return
    held = list(reader.parameters())
    # a share without a known place teaches nothing of places
    flat = torch.cat([(torch.zeros_like(p) if p.grad is None else p.grad).flatten() for p in held])
    together.all_reduce(flat)
    for p, grad in zip(held, (flat / size).split([p.numel() for p in held]), strict=True):
        p.grad = grad.view_as(p)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("minilm", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--after", type=Path, help="a run whose reader this one goes on from")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--batch", type=int, default=GROUPS)
    return parser.parse_args()


def _schedule(
    reader: Reader, steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LambdaLR]:
    """The encoder learns slowly, the heads, which know nothing yet, fast; both warm up and fade."""
    heads = ("mix", "answer", "span")
    own = [p for n, p in reader.named_parameters() if n.startswith(heads)]
    rest = [p for n, p in reader.named_parameters() if not n.startswith(heads)]
    optimiser = torch.optim.AdamW(
        [{"params": rest, "lr": RATE}, {"params": own, "lr": HEAD_RATE}], weight_decay=0.01
    )
    return optimiser, fading(optimiser, steps)


def fading(optimiser: torch.optim.Optimizer, steps: int) -> torch.optim.lr_scheduler.LambdaLR:
    """The rates warm up for a share of the steps, and fade to the end."""
    return torch.optim.lr_scheduler.LambdaLR(
        optimiser,
        lambda s: min(s / (WARM * steps), max(0.02, (steps - s) / ((1 - WARM) * steps))),
    )


if __name__ == "__main__":
    main()
