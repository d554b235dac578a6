"""Rows of a table to readings: one turn a row, one reading a meeting."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count, groupby, pairwise

from ingest.open.html import read_html
from ingest.readers.captions.captions import labelled_by_text
from ingest.readers.common import cues
from ingest.readers.common.dates import written_date
from ingest.readers.tables import dialogue_cells
from ingest.readers.tables.columns import Columns, in_turn
from ingest.readers.tables.table_times import milliseconds
from ingest.transcript import RawTurn, Reading, Source, clean

# What HTML closes, or breaks a line with; the share of the cells from which on all hold HTML.
_TAG = re.compile(r"</(?:p|div|span|b|i|u|em|strong|a|li|font)>|<br ?/?>", re.IGNORECASE)
MARKED = 0.5
_REFERENCE = re.compile(r"&#(?:\d{1,7}|[xX][0-9A-Fa-f]{1,6});")


@dataclass(frozen=True, slots=True)
class Row:
    """A row's values by column, and where it stands: offsets, line, or a JSON path."""

    values: dict[str, str]
    start: int
    end: int
    line: int
    path: str | None = None


def readings(format: str, text: str, rows: Sequence[Row], columns: Columns) -> list[Reading]:
    """The meetings of a table, in the order in which they begin; rows without talk are left out."""
    rows = [r for r in rows if clean(r.values.get(columns.text, ""))]
    keys = _keys(rows, columns)
    parts: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        parts.setdefault(tuple(row.values.get(k, "").strip() for k in keys), []).append(row)
    if len(parts) == 1:
        reading = _reading(format, text, _side_by_side(rows), columns)
        return [replace(reading, title=_constant(rows, columns))]
    # The rows of several meetings may be mixed: each keeps its own place, all have the header.
    header = text[: rows[0].start] if rows else ""
    return [
        replace(
            _reading(format, text, part, columns),
            part=_title(keys, key),
            title=", ".join(v for v in map(clean, key) if _names_meeting(v)) or None,
            front=header,
            back="",
        )
        for key, part in parts.items()
    ]


def _side_by_side(rows: Sequence[Row]) -> list[Row]:
    """Each row up to the next that holds talk, so that the turns cover the file."""
    ends = [r.start for r in rows[1:]] + [rows[-1].end]
    return [replace(row, end=end) for row, end in zip(rows, ends, strict=True)]


def _keys(rows: Sequence[Row], columns: Columns) -> list[str]:
    """The columns whose values part the meetings: some value holds for several rows."""
    names = [*columns.meeting]
    if not names and columns.date and columns.date not in (columns.start, columns.end):
        names = [columns.date]
    values = {n: [r.values.get(n, "").strip() for r in rows] for n in names}
    return [
        n
        for n, v in values.items()
        if 1 < len(set(v)) <= len(rows) / 2
        and (not in_turn(n) or len([*groupby(v)]) == len(set(v)))
    ]


def _constant(rows: Sequence[Row], columns: Columns) -> str | None:
    """The name of the only meeting: a value that all rows share, and that is no number."""
    for name in columns.meeting:
        values = {r.values.get(name, "").strip() for r in rows}
        if len(values) == 1 and _names_meeting(only := clean(values.pop())):
            return only
    return None


def _names_meeting(value: str) -> bool:
    """A name of several words, not a number or a key ("episode 3" is one, "ep_03" is none)."""
    return " " in value and any(c.isalpha() for c in value)


def _title(keys: Sequence[str], values: Sequence[str]) -> str:
    """`season 1, episode 3`: bare numbers get the name of their column."""
    named = (f"{k} {v}" if v.isdigit() else v for k, v in zip(keys, values, strict=True) if v)
    return clean(", ".join(named))


def _reading(format: str, text: str, rows: Sequence[Row], columns: Columns) -> Reading:
    words = [len(r.values[columns.text].split()) for r in rows]
    start, began = _times(rows, columns.start, words)
    if began and rows[0].path is not None and _falls(start):  # the newest first
        return _reading(format, text, rows[::-1], columns)
    end, _ = _times(rows, columns.end, words)
    if began and columns.start and columns.end:  # moments: both count from the first start
        cells = [r.values.get(name, "") for name in (columns.start, columns.end) for r in rows]
        both, _ = milliseconds(cells, [*words, *words], columns.start)
        start, end = both[: len(rows)], both[len(rows) :]
    marked = sum(bool(_TAG.search(r.values[columns.text])) for r in rows) >= MARKED * len(rows)
    made = [
        replace(_turn(text, row, columns, marked), start_ms=_later(start_ms), end_ms=_later(end_ms))
        for row, start_ms, end_ms in zip(rows, start, end, strict=True)
    ]
    if columns.cells:
        placed = [(r.values[columns.text], t.source) for r, t in zip(rows, made, strict=True)]
        turns = tuple(t for cell, place in placed for t in dialogue_cells.turns(text, cell, place))
    else:
        one_voice = columns.speaker is None
        said = labelled_by_text([*map(_cue, made, count(1))]) if one_voice else []
        turns = cues.turns(said, rows[-1].end) if one_voice else tuple(made)
    return _dated(Reading(format, turns), text, rows, columns, began)


def _later(ms: int | None) -> int | None:
    """None for a moment before that of the first row: no place in a recording lies there."""
    return None if ms is None or ms < 0 else ms


def _falls(times: Sequence[int | None]) -> bool:
    known = [t for t in times if t is not None]
    return len(known) > 1 and known[-1] < known[0] and all(a >= b for a, b in pairwise(known))


def _dated(
    reading: Reading, text: str, rows: Sequence[Row], columns: Columns, began: str | None
) -> Reading:
    """With the only date of its rows, and what stands before and after them."""
    dates = {r.values.get(columns.date, "").strip() for r in rows} if columns.date else set()
    held = written_date(dates.pop()) if len(dates) == 1 else None
    front, back = text[: rows[0].start], text[rows[-1].end :]
    if rows[0].path is not None:
        front = back = ""
    return replace(reading, front=front, back=back, date=held or began)


def _turn(text: str, row: Row, columns: Columns, marked: bool) -> RawTurn:
    """The turn of a row; the cells of the table hold HTML where they are `marked`."""
    said = row.values[columns.text]
    # "&#8212;": nobody writes so; "&amp;" may be what was written.
    shown = _REFERENCE.sub(lambda m: html.unescape(m[0]), said)
    if marked and _TAG.search(said):
        shown = "\n\n".join(b.text for b in read_html(f"line {row.line}", said)) or shown
    label = clean(row.values.get(columns.speaker, "")) if columns.speaker else ""
    place = _source(text, row, said)
    if shown != said:  # what is shown stands nowhere in the file as it is
        place = replace(place, text_start=None, text_end=None)
    return RawTurn(label.rstrip(":").rstrip() or None, clean(shown), source=place)


def _source(text: str, row: Row, said: str) -> Source:
    """The row's place, and that of its text where it stands there once and without escapes."""
    if row.path is not None:
        return Source(path=row.path)
    raw = text[row.start : row.end]
    at = raw.find(said)
    if at < 0 or raw.find(said, at + 1) >= 0:
        return Source(row.start, row.end, line=row.line)
    at += row.start
    return Source(row.start, row.end, at, at + len(said), line=row.line)


def _cue(turn: RawTurn, number: int) -> cues.Cue:
    """A row without a speaker, as the piece of a longer turn."""
    place = turn.source
    return cues.Cue(
        number,
        turn.text,
        start_ms=turn.start_ms,
        end_ms=turn.end_ms,
        offset=place.start,
        line=place.line,
        path=place.path,
    )


def _times(
    rows: Sequence[Row], column: str | None, words: Sequence[int]
) -> tuple[tuple[int | None, ...], str | None]:
    if column is None:
        return (None,) * len(rows), None
    return milliseconds([r.values.get(column, "") for r in rows], words, column)
