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
from itertools import islice
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
# Rows in which the head of a table is looked for.
_ABOVE = 11
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
    """A sheet: its cells by row, and how many characters stand in rows of several.

    `head`: the row that names the columns, where it is known.
    """

    source: Any
    rows: dict[int, Cells] = field(default_factory=dict)
    talk: int = 0
    size: int = 0
    head: int = 0

    def placed(self) -> Iterator[tuple[str, Cells]]:
        """Each row behind its place."""
        return ((f"{self.source.title}!{number}", cells) for number, cells in self.rows.items())


def read_sheet(path: str, data: bytes) -> tuple[str, tuple[Place, ...]]:
    """The text of a table, and the place of each row ("Sheet1!7").

    Of a sheet with a single column it is the cells as paragraphs; sheets under one head are the
    sessions of one table. Raises BrokenFile and EmptyFile.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what is drawn on a sheet, or checked in it
            book = openpyxl.load_workbook(plain(data), read_only=True, data_only=True)
            sheets = _alike(_filled(path, book))
            for sheet in sheets:
                _fill_merged(sheet, data)
                _tell_times(sheet)
    except _DAMAGE as error:
        raise BrokenFile(path, "not a whole sheet; save it again as XLSX or CSV") from error
    if not sheets:
        raise EmptyFile(path)
    return _text(_together(sheets) if len(sheets) > 1 else [*sheets[0].placed()])


def _filled(path: str, book: Any) -> list[_Sheet]:
    """The sheets that hold something; hidden ones where no other does."""
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
    return shown or found


def _alike(sheets: list[_Sheet]) -> list[_Sheet]:
    """The sheet with most in rows of several cells, and those of the same head, in order."""
    fullest = max(sheets, key=lambda s: (_recurs(s), s.talk, s.size), default=None)
    if fullest is None:
        return []
    others = [s for s in sheets if s is not fullest and _recurs(s)]
    for head in sorted(_first_rows(fullest).values(), key=len, reverse=True):
        same = [s for s in others if head in _first_rows(s).values()]
        if same and _heads(fullest, head):
            for sheet in (alike := [s for s in sheets if s is fullest or s in same]):
                sheet.head = next(n for n, c in _first_rows(sheet).items() if c == head)
            return alike
    return [fullest]


def _heads(sheet: _Sheet, row: Cells) -> bool:
    """The row names columns: several words, of which none stands in its column again."""
    if len(row) < 2 or not all(isinstance(v, str) for v in row.values()):
        return False
    others = [cells for cells in sheet.rows.values() if cells is not row]
    return not any(cells.get(c) == v for cells in others for c, v in row.items())


def _first_rows(sheet: _Sheet) -> dict[int, Cells]:
    return dict(islice(sheet.rows.items(), _ABOVE))


def _together(sheets: list[_Sheet]) -> list[tuple[str, Cells]]:
    """The rows of sheets under their one head, each with the name of its sheet."""
    path, head = next((p, c) for p, c in sheets[0].placed() if c is sheets[0].rows[sheets[0].head])
    rows = [(path, {0: "session", **head})]
    for sheet in sheets:
        below = islice(sheet.placed(), [*sheet.rows].index(sheet.head) + 1, None)
        rows += [(path, {0: sheet.source.title, **cells}) for path, cells in below]
    return rows


def _recurs(sheet: _Sheet) -> bool:
    """A column holds short words that come again, as names do: notes and lists of codes do not."""
    columns: dict[int, list[str]] = {}
    for cells in sheet.rows.values():
        if len(cells) > 1:
            for column, value in cells.items():
                columns.setdefault(column, []).append(value if isinstance(value, str) else "")
    return any(
        len(held) >= _FEWEST
        and 2 * (len(set(held)) - 1) <= len(held)  # one may head the column
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


def _tell_times(sheet: _Sheet) -> None:
    """Write the times of each column, in place."""
    for column in {c for cells in sheet.rows.values() for c in cells}:
        held = [c for c in sheet.rows.values() if isinstance(c.get(column), _Clock)]
        for cells, shown in zip(held, _clocks([c[column] for c in held]), strict=True):
            cells[column] = shown


def _text(rows: list[tuple[str, Cells]]) -> tuple[str, tuple[Place, ...]]:
    columns = sorted({c for _, cells in rows for c in cells})
    if len(columns) == 1:
        return joined([Block(cells[columns[0]], path=path) for path, cells in rows])
    written, places = io.StringIO(), []
    table = csv.writer(written, delimiter="\t", lineterminator="\n")
    for path, cells in rows:
        places.append(Place(written.tell(), path=path))
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
