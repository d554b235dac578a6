"""What the grading model learns from: `python -m training.judged OUT` writes OUT/judged.jsonl.

A line an example: `task`, `of` (its talk), `question`, `who`, `before`, `text` and the label `y`.
Tasks: `moves` (0 to 4, see rag.outline.moves), `open` (a reply leaves its question open), `item` (a
passage belongs in the list that a question asks for) and `worth` (0 to 3, of a sentence alone).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ingest.transcript import Transcript, Turn
from rag.count.unanswered import exchanges
from rag.outline.moves import MOVES
from rag.read.windows import context
from training.talks import talk

FOLDER = Path(__file__).parent
Example = dict[str, object]


def main(out: Path) -> None:
    """Write every example of every task."""
    out.mkdir(parents=True, exist_ok=True)
    with (out / "judged.jsonl").open("w", encoding="utf-8") as file:
        for example in (*moves(), *replies(), *worth(), *items()):
            file.write(json.dumps(example, ensure_ascii=False) + "\n")


def moves() -> Iterator[Example]:
    """What a sentence does."""
    for row in _rows("moves.jsonl"):
        y = MOVES.index(str(row["k"]))
        if "of" in row:
            yield _place("moves", row, y)
        else:
            yield {"task": "moves", "of": "written", "text": row["s"], "y": y}


def worth() -> Iterator[Example]:
    """What a sentence is worth alone in an overview."""
    for row in _rows("worth.jsonl"):
        yield _place("worth", row, row["k"])


def items() -> Iterator[Example]:
    """Whether a passage belongs in the list that a question asks for."""
    for row in _rows("items.jsonl"):
        yield {**_place("item", row, row["k"]), "question": row["q"]}


def replies() -> Iterator[Example]:
    """Whether a reply leaves its question open."""
    for row in _rows("exchanges.jsonl"):
        if row["k"] == "none":
            continue
        y = float(row["k"] == "open")
        if "of" not in row:
            yield {"task": "open", "of": "written", "question": row["q"], "text": row["r"], "y": y}
            continue
        key = (int(str(row["turn"])), int(str(row["start"])), int(str(row["end"])))
        if key in (found := _exchanges(str(row["of"]))):
            question, reply = found[key]
            yield {
                "task": "open", "of": row["of"], "question": question,
                "who": reply.who if reply else "", "text": reply.text if reply else "", "y": y,
            }  # fmt: skip


def _place(task: str, row: Example, y: object) -> Example:
    """An example that is a place of a talk, with who speaks and what stands before it."""
    turns = _talk(str(row["of"])).turns
    at = int(str(row["turn"])) - 1
    start, end = int(str(row["start"])), int(str(row["end"]))
    text = turns[at].text
    before = context(text, start, turns[at - 1].text if at else "")
    return {
        "task": task, "of": row["of"], "who": turns[at].speaker or turns[at].label or "",
        "before": before, "text": text[start:end].strip(), "y": y,
    }  # fmt: skip


@cache
def _talk(name: str) -> Transcript:
    return talk(name)


@cache
def _exchanges(name: str) -> dict[tuple[int, int, int], tuple[str, Turn | None]]:
    return {
        (put.turn.number, *put.span): (
            put.turn.text[put.span[0] : put.span[1]], replies[0] if replies else None,
        )
        for put, replies in exchanges(_talk(name))
    }  # fmt: skip


def _rows(name: str) -> list[Example]:
    path = FOLDER / name
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
