"""XLSX to the text of a table: the sheet with most talk, a record a row, tabs between cells."""

from __future__ import annotations

import csv
import io
import re
import warnings
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import ZipFile

import openpyxl
from lxml.etree import LxmlError
from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import to_excel
from openpyxl.utils.exceptions import InvalidFileException

from ingest.errors import BrokenFile, EmptyFile
from ingest.open import archive
from ingest.open.document import Block, Place, joined
from ingest.open.excel.plain import plain

# No sheet has more rows; cells in columns further right are left out.
MOST_ROWS, MOST_COLUMNS = 1_048_576, 128
# Characters of all cells: one long string may stand in as many of them as one likes.
MOST_TEXT = 30_000_000
_DAMAGE = (
    *(*archive.DAMAGE, LxmlError, ParseError, InvalidFileException),
    *(LookupError, AttributeError, TypeError, OSError),
)
# What stands for a carriage return in a cell; what parts cells in the text.
_LINE_END, _TAB = re.compile(r"(?:_x000D_|\r)*\n|_x000D_|\r"), re.compile(r" *\t+ *")
_MERGED = re.compile(
    rb'<(?:\w{1,9}:)?mergeCell\s[^<>]*?ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"'
)
# What a format shows beside literal text: seconds, or a day.
_LITERAL = re.compile(r'"[^"]*"|\\.|\[\$[^\]]*\]')
# Cells of a column of names, and how long one may be.
_FEWEST, _LONGEST_NAME = 4, 60
_MINUTE, _HOUR = 60_000, 3_600_000
# Days are counted from one of these: a moment so early is a time of more than a day.
_FIRST_YEARS = 1904

Cells = dict[int, Any]
"""What a row holds, by column: a string, or a _Clock."""


@dataclass(frozen=True, slots=True)
class _Clock:
    """A time that a cell holds. `minutes`: it is shown without its seconds."""

    ms: int
    minutes: bool


@dataclass(slots=True)
class _Sheet:
    """A sheet: its cells by row, and how many characters stand in rows of several."""

    source: Any
    rows: dict[int, Cells] = field(default_factory=dict)
    talk: int = 0
    size: int = 0


def read_sheet(path: str, data: bytes) -> tuple[str, tuple[Place, ...]]:
    """The text of a table, and the place of each row ("Sheet1!7").

    Of a sheet with a single column it is the cells as paragraphs. Raises BrokenFile and EmptyFile.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what is drawn on a sheet, or checked in it
            book = openpyxl.load_workbook(plain(data), read_only=True, data_only=True)
            sheet = _fullest(path, book)
            if sheet is not None:
                _fill_merged(sheet, data)
    except _DAMAGE as error:
        raise BrokenFile(path, "not a whole sheet; save it again as XLSX or CSV") from error
    if sheet is None:
        raise EmptyFile(path)
    return _text(sheet)


def _fullest(path: str, book: Any) -> _Sheet | None:
    """The sheet with most in rows of several cells; hidden ones where no other holds anything."""
    found: list[_Sheet] = []
    size = 0
    # By the part of the file that each stands in: one may be named as many sheets as one likes.
    for source in {sheet._worksheet_path: sheet for sheet in book.worksheets}.values():
        sheet = _Sheet(source)
        for number, cells in _rows(source, book.epoch):
            length = sum(len(c) for c in cells.values() if isinstance(c, str))
            size += length
            if size > MOST_TEXT:
                problem = f"it unpacks to more than {MOST_TEXT / 1e6:.0f} MB of text; split it"
                raise BrokenFile(path, problem)
            sheet.rows[number] = cells
            sheet.size += length
            sheet.talk += length * (len(cells) > 1)
        if sheet.rows:
            found.append(sheet)
    shown = [s for s in found if s.source.sheet_state == "visible"]
    return max(shown or found, key=lambda s: (_recurs(s), s.talk, s.size), default=None)


def _recurs(sheet: _Sheet) -> bool:
    """A column holds short words that come again, as names do: notes and lists of codes do not."""
    columns: dict[int, list[str]] = {}
    for cells in sheet.rows.values():
        if len(cells) > 1:
            for column, value in cells.items():
                columns.setdefault(column, []).append(value if isinstance(value, str) else "")
    return any(
        len(held) >= _FEWEST
        and 2 * len(set(held)) <= len(held)
        and all(len(v) <= _LONGEST_NAME and v[:1].isalpha() for v in held)
        for held in columns.values()
    )


def _rows(source: Any, epoch: datetime) -> Iterator[tuple[int, Cells]]:
    """The rows that hold something, by their numbers."""
    every = source.iter_rows(max_col=MOST_COLUMNS, max_row=MOST_ROWS)
    empty = None
    for number, row in enumerate(every, 1):
        if row is empty:  # one row stands for all those that a sheet leaves out
            continue
        there = [c for c in row if c is not EMPTY_CELL]
        cells = {c.column: v for c in there if (v := _value(c, epoch)) != ""}
        if cells:
            yield number, cells
        elif not there:
            empty = row


def _value(cell: Any, epoch: datetime) -> str | _Clock:
    """What a cell holds as people read it, "" for nothing and for an error."""
    value = cell.value
    if value is None or cell.data_type == "e":
        return ""
    if isinstance(value, str):
        return _TAB.sub(" ", _LINE_END.sub("\n", value)).strip()
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return f"{value:.15g}" if isinstance(value, float) else str(value)
    shown = _LITERAL.sub("", str(cell.number_format)).lower()
    if isinstance(value, datetime) and value.year <= _FIRST_YEARS and not set("dy") & set(shown):
        value = timedelta(days=to_excel(value, epoch))  # past a day, where only hours are shown
    if isinstance(value, datetime):
        exact = "milliseconds" if value.microsecond else "seconds"
        timed = value.time() != time.min or set("hs") & set(shown)
        return value.isoformat(" ", exact) if timed else value.date().isoformat()
    if isinstance(value, time):
        value = datetime.combine(date.min, value) - datetime.min
    if not isinstance(value, timedelta):
        return str(value)
    return _Clock(round(value / timedelta(milliseconds=1)), "s" not in shown)


def _fill_merged(sheet: _Sheet, data: bytes) -> None:
    """Say in each row what a cell says that reaches over several, but for the talk: once is enough.

    The library tells nothing of such cells where it reads row by row.
    """
    with ZipFile(io.BytesIO(data)) as whole:
        found = _MERGED.findall(whole.read(sheet.source._worksheet_path))
    spans = sorted((column_index_from_string(c.decode()), int(a), int(b)) for c, a, b in found)
    sizes: Counter[int] = Counter()
    for cells in sheet.rows.values():
        sizes.update({c: len(v) for c, v in cells.items() if isinstance(v, str)})
    talk = max(sizes, key=sizes.__getitem__, default=0)
    numbers = list(sheet.rows)
    done = (0, 0)
    for column, first, last in spans:
        value = sheet.rows.get(first, {}).get(column)
        if column == talk or value is None or (column, first) <= done:
            continue
        done = (column, last)  # no two have a cell in common
        for number in numbers[bisect_left(numbers, first) : bisect_right(numbers, last)]:
            sheet.rows[number].setdefault(column, value)


def _text(sheet: _Sheet) -> tuple[str, tuple[Place, ...]]:
    columns = sorted({c for cells in sheet.rows.values() for c in cells})
    for column in columns:
        held = [(cells, v) for cells in sheet.rows.values() if (v := cells.get(column))]
        clocks = _clocks([v for _, v in held if isinstance(v, _Clock)])
        for cells, value in held:
            cells[column] = next(clocks) if isinstance(value, _Clock) else value
    paths = {number: f"{sheet.source.title}!{number}" for number in sheet.rows}
    if len(columns) == 1:
        return joined([Block(c[columns[0]], path=paths[n]) for n, c in sheet.rows.items()])
    written, places = io.StringIO(), []
    table = csv.writer(written, delimiter="\t", lineterminator="\n")
    for number, cells in sheet.rows.items():
        places.append(Place(written.tell(), path=paths[number]))
        table.writerow([cells.get(c, "") for c in columns])
    return written.getvalue(), tuple(places)


def _clocks(column: Sequence[_Clock]) -> Iterator[str]:
    """The times of a column: `1:02:03.450`, or `2:03` where whole minutes are shown so.

    Whoever types 2:03 for two minutes and three seconds has it taken for two hours, and 25:03 for a
    time that is shown with seconds of 0. What is shown as `2:03` is left to whoever reads it.
    """
    whole = [not clock.ms % _MINUTE for clock in column]
    hidden = any(c.minutes and not w for c, w in zip(column, whole, strict=True))
    all_short = all(whole) and any(c.minutes for c in column)
    for clock in column:
        hours, rest = divmod(abs(clock.ms), _HOUR)
        minutes, rest = divmod(rest, _MINUTE)
        exact = f":{rest // 1000:02}" + (f".{rest % 1000:03}" if rest % 1000 else "")
        short = all_short or (clock.minutes and not hidden)
        yield f"{'-' * (clock.ms < 0)}{hours}:{minutes:02}{'' if short else exact}"
