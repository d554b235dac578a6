"""A row of a table in a document as a line of talk: `[time] NAME: what they said`."""

from __future__ import annotations

import re

_TIME = re.compile(r"\[?\(?\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?\)?\]?")
# A cell that could be a name: short, without the marks that end or part sentences.
_NAME = re.compile(
    r"[^\W_][^.?!;\n]{0,58}[^\W_)\]]?\.?:?|(?:[A-Z]\.|Mr\.|Ms\.|Mrs\.|Dr\.) [^.?!;\n]{1,50}:?"
)


def as_line(cells: list[str]) -> str:
    """The cells of a row as one line; cells that are no time and no name are joined by tabs."""
    cells = [c.strip() for c in cells if c.strip()]
    times = [c for c in cells[:-1] if _TIME.fullmatch(c)]
    rest = [c for c in cells if c not in times]
    lead = f"[{times[0].strip('[]()')}] " if times else ""
    if len(rest) == 2 and _NAME.fullmatch(rest[0]):
        return f"{lead}{rest[0].rstrip(':')}: {rest[1]}"
    return lead + "\t".join(rest)
