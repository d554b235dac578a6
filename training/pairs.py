"""Groups and windows to batches of tokens, as the product's reader makes them too."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from rag.read.pairs import CLS, HEARD, PASSAGE, QUESTION, SEP, assemble, window_at
from rag.read.pairs import heard as heard_text

WRONG = 4
# How often a wrong window is one of any other talk, and how fast those far down are left alone.
STRANGE, FADE = 0.1, 0.12


@dataclass(frozen=True)
class Window:
    """A window as tokens: what stands before (with the speaker), the passage, its offsets."""

    heard: list[int]
    passage: list[int]
    offsets: list[tuple[int, int]]


@dataclass(frozen=True)
class Group:
    """A question as tokens, its right windows `(window, first, last character)` and wrong ones."""

    kind: str
    of: str
    question: list[int]
    right: list[tuple[int, int, int]]
    wrong: list[int]
    twins: list[list[int]]


def read(folder: Path, tokenizer: Tokenizer) -> tuple[list[Window], list[Group]]:
    """What training.build wrote, as tokens."""
    rows = [json.loads(line) for line in (folder / "windows.jsonl").open(encoding="utf-8")]
    before = [heard_text(r["who"], r["before"]) for r in rows]
    heard = tokenizer.encode_batch(before, add_special_tokens=False)
    texts = tokenizer.encode_batch([r["text"] for r in rows], add_special_tokens=False)
    windows = [
        Window(h.ids[-HEARD:], t.ids[:PASSAGE], t.offsets[:PASSAGE])
        for h, t in zip(heard, texts, strict=True)
    ]
    found = [json.loads(line) for line in (folder / "groups.jsonl").open(encoding="utf-8")]
    asked = tokenizer.encode_batch([g["q"] for g in found], add_special_tokens=False)
    twins = [tokenizer.encode_batch(g["twins"], add_special_tokens=False) for g in found]
    groups = [
        Group(
            g["kind"],
            g["of"],
            a.ids[:QUESTION],
            [tuple(r) for r in g["right"]],
            g["wrong"],
            [twin.ids[:QUESTION] for twin in t],
        )
        for g, a, t in zip(found, asked, twins, strict=True)
    ]
    return windows, groups


def padded(pairs: Sequence[tuple[list[int], list[int]]]) -> tuple[Tensor, Tensor]:
    """Pairs as two matrices, filled up with 0."""
    longest = max(len(t) for t, _ in pairs)
    tokens = torch.zeros(len(pairs), longest, dtype=torch.long)
    kinds = torch.zeros(len(pairs), longest, dtype=torch.long)
    for at, (t, k) in enumerate(pairs):
        tokens[at, : len(t)] = torch.tensor(t)
        kinds[at, : len(k)] = torch.tensor(k)
    return tokens, kinds


@dataclass(frozen=True)
class Batch:
    """`tokens`, `kinds`: (groups * (1 + WRONG), tokens).

    `right`: which groups have a right window, their first. `spans`: (groups, 2), the answer's
    first and last token, -1 where unknown. `texts`: (texts, tokens), to be read alone.
    """

    tokens: Tensor
    kinds: Tensor
    right: Tensor
    spans: Tensor
    texts: Tensor


def epoch(
    windows: Sequence[Window], groups: Sequence[Group], size: int, draw: random.Random
) -> Iterator[Batch]:
    """Batches of `size` groups each, every group once, groups of like length together."""
    drawn = [_drawn(windows, g, draw) for g in groups]
    order = sorted(
        range(len(drawn)), key=lambda i: max(len(t) for t, _ in drawn[i][0]) + 20 * draw.random()
    )
    batches = [order[i : i + size] for i in range(0, len(order), size)]
    draw.shuffle(batches)
    for batch in batches:
        tokens, kinds = padded([p for i in batch for p in drawn[i][0]])
        spans = torch.tensor([drawn[i][1] for i in batch])
        right = torch.tensor([bool(groups[i].right) for i in batch])
        alone = [groups[i].question for i in batch]
        alone += [draw.choice(windows).passage for _ in batch[::2]]
        texts, _ = padded([([CLS, *text, SEP], []) for text in alone])
        yield Batch(tokens, kinds, right, spans, texts)


def _drawn(
    windows: Sequence[Window], group: Group, draw: random.Random
) -> tuple[list[tuple[list[int], list[int]]], tuple[int, int]]:
    rights = {r for r, _, _ in group.right}
    pool = [w for w in group.wrong if w not in rights]
    chosen: list[int] = []
    span = (-1, -1)
    deaf = group.kind == "room" and draw.random() < 0.6
    if group.right:
        row, first, last = draw.choice(group.right)
        chosen.append(row)
        if last > first:
            inside = [i for i, (a, b) in enumerate(windows[row].offsets) if a < last and b > first]
            if inside:
                lead = window_at(group.question, [] if deaf else windows[row].heard)
                span = (lead + inside[0], lead + inside[-1])
    pairs = 1 + WRONG
    twin = draw.choice(group.twins) if group.twins else []
    if twin and group.right:
        pairs -= 1  # the right window, with a question that it does not answer
    while len(chosen) < pairs:
        if not pool or draw.random() < STRANGE:
            other = draw.randrange(len(windows))
            if other not in rights:
                chosen.append(other)
            continue
        at = min(int(draw.expovariate(FADE)), len(pool) - 1)
        chosen.append(pool.pop(at))
    asked = [(group.question, windows[row]) for row in chosen]
    if pairs <= WRONG:
        asked.append((twin, windows[chosen[0]]))
    return [assemble(q, [] if deaf else w.heard, w.passage) for q, w in asked], span
