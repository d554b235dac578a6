"""How labels lie in a file: line under line or a paragraph each, and how much of it they cover."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.readers.common.lines import Line
from ingest.readers.labels import heads
from ingest.readers.labels.openers import Opener, is_stamp


def by_line(openers: Sequence[Opener]) -> bool:
    """Turns stand line under line, not parted by blank lines."""
    return sum(not o.opens for o in openers) * 3 >= len(openers)


def density(lines: Sequence[Line], openers: Sequence[Opener], to_end: bool = False) -> float:
    """Share of paragraphs (lines, where labels open those) that have a label.

    From the first label to the last, or `to_end` of the file.
    """
    if not openers:
        return 0.0
    each_line = by_line(openers)
    taken = {i for o in openers for i in (*range(o.first, o.line + 1), o.talk)}
    last = len(lines) if to_end else openers[-1].line + 1
    labelled = sum(each_line or o.opens for o in openers)
    others = sum(
        not line.blank
        and (each_line or line.opens)
        and i not in taken
        and not is_stamp(line)
        and not heads.is_heading(line.text)
        for i, line in enumerate(lines[openers[0].line : last], openers[0].line)
    )
    return labelled / (labelled + others) if labelled else 0.0
