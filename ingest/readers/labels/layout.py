"""How labels lie in a file: line under line or a paragraph each, what is beside each of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.readers.common.lines import Line
from ingest.readers.labels import heads
from ingest.readers.labels.openers import Opener, is_stamp

# A stop, a colon or a dash at the end of what somebody says, be it in quotes or brackets.
ENDS = re.compile(r"[.?!…。？！؟:–—-][\"'”’»)\]*_]*\s*$")


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


def value_of(lines: Sequence[Line], o: Opener) -> str:
    """What follows a label on its line, or on the next where it stands alone."""
    return lines[o.talk].text[o.column :].strip(" *_\t\u00a0")


def above(lines: Sequence[Line], o: Opener) -> str:
    """The line above a label, without markup at its end."""
    above = next((lines[at].text for at in range(o.line - 1, -1, -1) if not lines[at].blank), "")
    return above.rstrip(" *_\t\u00a0")


def adjoin(lines: Sequence[Line], a: Opener, b: Opener) -> bool:
    """Nothing but blank lines stands between the two."""
    first, last = sorted((a.line, b.line))
    return all(lines[i].blank for i in range(first + 1, last))
