"""A table of talk in a PDF, told by where its words stand: names (and times) left of the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from ingest.open import rows

Line = dict[str, Any]
Cell = tuple[float, str]
"""Points from the left, text."""

# A gap this wide, in heights of the letters, parts cells; words stand a third apart.
GAP = 1.3
NEAR = 3.0  # points
FEWEST, MOST_SIDE, SHARE = 4, 60, 0.8
_NAME_OR_TIME = re.compile(r"[^\W\d_].*[^\W\d_]|.*\d:\d\d.*")


def cells(chars: Sequence[dict[str, Any]]) -> list[Cell]:
    """The cells of a line of characters, in order."""
    found: list[tuple[float, list[str]]] = []
    end = None
    for char in (c for c in chars if c["text"].strip()):
        gap = (char["x0"] - end) / (char["size"] or 1) if end is not None else GAP + 1
        if gap > GAP:
            found.append((char["x0"], []))
        elif gap > 0.15:
            found[-1][1].append(" ")
        found[-1][1].append(char["text"])
        end = char["x1"]
    return [(x, "".join(text)) for x, text in found]


def as_rows(pages: Sequence[Sequence[Line]]) -> list[list[Line]] | None:
    """The pages with a line for each row of the table, or None where they hold none.

    Rows begin at the left edge, what goes on stands under the cell that it belongs to. Lines over
    all columns stay as they are.
    """
    lines = [line for page in pages for line in page]
    starts = [line["cells"] for line in lines if len(line["cells"]) > 1]
    edges = _edges(starts)
    if len(starts) < FEWEST or len(edges) < 2 or not _is_table(lines, starts, edges):
        return None
    table: list[list[str]] = []
    placed: list[list[tuple[Line, int | None]]] = []
    for page in pages:
        placed.append([])
        for line in page:
            at = [_column(x, edges) for x, _ in line["cells"]]
            if len(at) > 1 and at[0] == 0:
                placed[-1].append((line, len(table)))
                table.append([""] * len(edges))
            elif not table or (at == [0] and line["x1"] > edges[1]):
                placed[-1].append((line, None))  # a heading over all columns
                continue
            for column, (_, text) in zip(at, line["cells"], strict=True):
                table[-1][column] = f"{table[-1][column]}\n{text}".strip("\n")
    texts = rows.as_lines(table)
    made = [[_made(line, texts, at) for line, at in page] for page in placed]
    return [[line for line in page if line["text"]] for page in made]


def _made(line: Line, texts: Sequence[str], row: int | None) -> Line:
    return line if row is None else {**line, "text": texts[row], "row": True}


def _edges(starts: Sequence[Sequence[Cell]]) -> list[float]:
    """Where the columns begin: places at which most rows have a cell."""
    counts = Counter(round(x) for row in starts for x, _ in row)
    edges: list[float] = []
    for x in sorted(counts):
        near = sum(n for place, n in counts.items() if abs(place - x) <= NEAR)
        if near >= SHARE * len(starts) and (not edges or x - edges[-1] > 2 * NEAR):
            edges.append(x)
    return edges


def _is_table(
    lines: Sequence[Line], starts: Sequence[Sequence[Cell]], edges: Sequence[float]
) -> bool:
    """Names or times without a colon stand left; nearly all else starts under the last cell."""
    left = [row[0][1] for row in starts]
    named = [t for t in left if len(t) <= MOST_SIDE and _NAME_OR_TIME.fullmatch(t)]
    going_on = [line["cells"][0][0] for line in lines if len(line["cells"]) == 1]
    under = [x for x in going_on if abs(x - edges[-1]) <= NEAR]
    return (
        len(named) >= SHARE * len(left)
        and sum(t.endswith(":") for t in left) < len(left) / 2
        and len(under) >= SHARE * len(going_on)
    )


def _column(x: float, edges: Sequence[float]) -> int:
    """The column in which a cell at `x` stands."""
    return max((n for n, edge in enumerate(edges) if edge <= x + NEAR), default=0)
