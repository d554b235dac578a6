"""Tables with a whole conversation in a cell ("Doctor: ...", a line each): sets of visits or calls.

Only the column that holds conversations is talk; summaries and codes beside it are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.transcript import RawTurn, Source, clean

# "Doctor: When did it begin?", "[Guest_clinician]: Hi", "#Person1#: Hi", at the start of a line.
_SAID = re.compile(
    r"^[ \t]*[\[#]?(?P<label>[^\W\d_][\w .'’()-]{0,40}?)[\]#]?[ \t]*[:\uff1a][ \t]*(?=\S)",
    re.MULTILINE,
)
# Cells of the column that hold a conversation, and lines of a cell that open with a label.
MOST, LABELLED = 0.8, 0.6
FEWEST = 2  # turns in a cell
MOST_PEOPLE = 8


def column(sample: Sequence[dict[str, str]]) -> str | None:
    """The column whose cells hold conversations of few people, or None."""
    names = dict.fromkeys(name for row in sample for name in row if name)
    return next((n for n in names if _converses([row.get(n, "") for row in sample])), None)


def _converses(cells: Sequence[str]) -> bool:
    cells = [c for c in cells if c.strip()]
    labels = {m["label"].casefold() for c in cells for m in _SAID.finditer(c)}
    return (
        bool(cells)
        and sum(map(_conversation, cells)) >= MOST * len(cells)
        and FEWEST <= len(labels) <= max(MOST_PEOPLE, len(cells))
    )


def _conversation(cell: str) -> bool:
    lines = [line for line in cell.splitlines() if line.strip()]
    opened = list(_SAID.finditer(cell))
    recur = len({m["label"].casefold() for m in opened}) < len(opened)
    return (
        len(opened) >= FEWEST
        and len(opened) >= LABELLED * len(lines)
        and (recur or len(opened) == FEWEST)
    )


def turns(text: str, cell: str, row: Source) -> Iterator[RawTurn]:
    """The turns of a cell. `row` is the place of its row: their blocks share it out."""
    opened = list(_SAID.finditer(cell))
    start, end = row.start or 0, row.end or 0
    at = text.find(cell, start, end) if row.path is None else -1
    ends = [m.start() for m in opened[1:]] + [len(cell)]
    # Quotes in a cell are doubled in the file: then the row is as near as the place is known.
    marks = [start, *(at + m.start() if at >= 0 else end for m in opened[1:]), end]
    blocks = pairwise(marks)
    for m, stop, (first, last) in zip(opened, ends, blocks, strict=True):
        said = cell[m.end() : stop].rstrip()
        exact = at >= 0 and bool(said)
        place = Source(
            start=first if row.path is None else None,
            end=last if row.path is None else None,
            text_start=at + m.end() if exact else None,
            text_end=at + m.end() + len(said) if exact else None,
            line=row.line and row.line + cell.count("\n", 0, m.start()),
            path=row.path,
        )
        if said:
            yield RawTurn(clean(m["label"]), clean(said), source=place)
