"""Rows of a table to readings: one turn a row, one reading a meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.readers.blocks import Block, tile, turn
from ingest.readers.columns import Columns
from ingest.readers.dates import written_date
from ingest.readers.table_times import milliseconds
from ingest.transcript import RawTurn, Reading, Source, clean


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
    return [
        _reading(format, text, part, columns, _title(keys, key) if len(parts) > 1 else None)
        for key, part in parts.items()
    ]


def _keys(rows: Sequence[Row], columns: Columns) -> list[str]:
    """The columns whose values part the meetings: some value holds for several rows."""
    names = [*columns.meeting]
    if not names and columns.date and columns.date not in (columns.start, columns.end):
        names = [columns.date]
    distinct = {n: {r.values.get(n, "").strip() for r in rows} for n in names}
    return [n for n in names if 1 < len(distinct[n]) <= len(rows) / 2]


def _title(keys: Sequence[str], values: Sequence[str]) -> str:
    """`season 1, episode 3`: bare numbers get the name of their column."""
    named = (f"{k} {v}" if v.isdigit() else v for k, v in zip(keys, values, strict=True) if v)
    return clean(", ".join(named))


def _reading(
    format: str, text: str, rows: Sequence[Row], columns: Columns, part: str | None
) -> Reading:
    words = [len(r.values.get(columns.text, "").split()) for r in rows]
    start, began = _times(rows, columns.start, words)
    end, _ = _times(rows, columns.end, words) if columns.end else ((None,) * len(rows), None)
    blocks = [
        _block(text, row, columns, start_ms, end_ms)
        for row, start_ms, end_ms in zip(rows, start, end, strict=True)
    ]
    turns, front, back = _placed(text, rows, blocks, alone=part is None)
    dates = {r.values.get(columns.date, "").strip() for r in rows} if columns.date else set()
    held = written_date(dates.pop()) if len(dates) == 1 else None
    return Reading(format, turns, front=front, back=back, date=held or began, part=part)


def _times(
    rows: Sequence[Row], column: str | None, words: Sequence[int]
) -> tuple[tuple[int | None, ...], str | None]:
    if column is None:
        return (None,) * len(rows), None
    return milliseconds([r.values.get(column, "") for r in rows], words, column)


def _block(
    text: str, row: Row, columns: Columns, start_ms: int | None, end_ms: int | None
) -> Block:
    talk = row.values[columns.text]
    label = clean(row.values.get(columns.speaker, "")) if columns.speaker else ""
    raw = text[row.start : row.end] if row.path is None else ""
    at = raw.find(talk)
    verbatim = at >= 0 and raw.find(talk, at + 1) < 0
    return Block(
        label=label.rstrip(":").rstrip() or None,
        start=row.start,
        end=row.end,
        text_start=row.start + at,
        text_end=row.start + at + len(talk),
        line=row.line,
        talk=None if verbatim else talk,
        start_ms=start_ms,
        end_ms=end_ms,
    )


def _placed(
    text: str, rows: Sequence[Row], blocks: Sequence[Block], alone: bool
) -> tuple[tuple[RawTurn, ...], str, str]:
    """Turns, front and back. Rows of several meetings may be mixed: each keeps its own place."""
    if alone and all(r.path is None for r in rows):
        return tile(text, blocks)
    turns = (turn(text, b, b.end) for b in blocks)
    placed = tuple(
        t if row.path is None else replace(t, source=Source(path=row.path))
        for t, row in zip(turns, rows, strict=True)
    )
    return placed, "" if rows[0].path else text[: rows[0].start], ""
