"""Tables in documents as lines of talk: `[time] NAME: what they said`."""

from __future__ import annotations

import re
from collections.abc import Sequence

# A fraction or video frames may follow; a cell may hold start and end.
_CLOCK = r"\d{1,3}:\d\d(?::\d\d)?(?:[.,]\d{1,3}|[:;]\d\d)?"
_TIME = re.compile(rf"[\[(]?(?P<clock>{_CLOCK}(?:\s*(?:-->|[-–—])\s*{_CLOCK})?)[\])]?")
_COUNT = re.compile(r"#?\d{1,6}[.)]?")
# A cell that could be a name: short, without the marks that end or part sentences.
_NAME = re.compile(
    r"[^\W_][^.?!;\n]{0,58}[^\W_)\]]?\.?:?|(?:[A-Z]\.|Mr\.|Ms\.|Mrs\.|Dr\.) [^.?!;\n]{1,50}:?"
)
# What heads the columns of a table of talk.
_PEOPLE = frozenset("speaker speakers name names who person participant role".split())
_TALK = frozenset(
    """text transcript transcription dialogue dialog speech content talk utterance message said
    statement comment comments remarks audio""".split()
)
_HEADS = (
    _PEOPLE
    | _TALK
    | frozenset(
        """time times timespan timecode timestamp tc in out start end begin no nr # line notes
        id""".split()
    )
)


def is_talk(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table has rows of several cells under one another; else it only sets a page."""
    return sum(sum(map(bool, row)) > 1 for row in rows) > 1


def as_lines(rows: Sequence[Sequence[str]]) -> list[str]:
    """A line for each row, empty for a row that heads the columns or holds nothing.

    Columns of times lead, columns that only count are left out; of two others the first names who
    speaks. Where a header names those two, further ones are left out, as in any table. Cells that
    do not fit are joined by tabs.
    """
    head = rows[0] if rows and _is_header(rows[0]) else ()
    body = rows[1:] if head else rows
    columns = range(max(map(len, rows), default=0))
    times = [c for c in columns if _all(_TIME, body, c)]
    counts = [c for c in columns if _all(_COUNT, body, c)]
    rest = [c for c in columns if c not in times and c not in counts]
    named = [next((c for c in rest if _heads(head, c) & kind), None) for kind in (_PEOPLE, _TALK)]
    if len(rest) > 1 and None not in named:
        rest = [c for c in named if c is not None]
    elif len(rest) == 2 and _is_behind(body, *rest):
        rest.reverse()
    lines = [_line(row, times, rest or counts) for row in body]
    return [""] * (len(rows) - len(body)) + lines


def _is_header(row: Sequence[str]) -> bool:
    cells = [c.strip(" :*.").casefold() for c in row if c]
    return len(cells) > 1 and all(set(c.split()) & _HEADS for c in cells) and _short(cells)


def _heads(head: Sequence[str], column: int) -> set[str]:
    """The words over a column."""
    return set(head[column].casefold().split()) if column < len(head) else set()


def _short(cells: Sequence[str]) -> bool:
    return all(len(c.split()) <= 3 for c in cells)


def _all(shape: re.Pattern[str], rows: Sequence[Sequence[str]], column: int) -> bool:
    cells = [row[column] for row in rows if column < len(row) and row[column]]
    return bool(cells) and all(map(shape.fullmatch, cells))


def _is_behind(rows: Sequence[Sequence[str]], said: int, who: int) -> bool:
    """Who speaks stands behind the words: names that come again, shorter than what is said."""
    names = [row[who] for row in rows if who < len(row) and row[who]]
    talk = [row[said] for row in rows if said < len(row) and row[said]]
    recur = 2 * len(set(names)) <= len(names)
    shorter = sum(map(len, names)) * len(talk) < sum(map(len, talk)) * len(names)
    return recur and shorter and _all(_NAME, rows, who) and not _all(_NAME, rows, said)


def _line(row: Sequence[str], times: Sequence[int], rest: Sequence[int]) -> str:
    clocks = [m["clock"] for c in times if c < len(row) and (m := _TIME.fullmatch(row[c]))]
    lead = f"[{' - '.join(clocks[:2])}] " if clocks else ""
    cells = [row[c] for c in rest if c < len(row) and row[c]]
    if len(cells) == 2 and _NAME.fullmatch(cells[0]):
        return f"{lead}{cells[0].rstrip(':')}: {cells[1]}"
    return lead + "\t".join(cells) if cells else ""
