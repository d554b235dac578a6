"""Tables with a row a turn: comma, tab, semicolon or pipe separated text with a header."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import dropwhile, islice
from typing import Any

from ingest.errors import BrokenFile
from ingest.open.containers import Document
from ingest.readers.common import matter
from ingest.readers.tables.columns import Columns, find, heads, unnamed
from ingest.readers.tables.table_rows import Row, readings
from ingest.transcript import Reading

DELIMITERS = {",": "comma", "\t": "tab", ";": "semicolon", "|": "pipe"}
# What may hold a table: a file of text, or a sheet, whose cells are parted by tabs.
TABLES = ("text", "xlsx")
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")
# Records above the header that may hold a title, a date and the like.
PREAMBLE = 10
_RULE = re.compile(r":?-+:?")
_BOLD = re.compile(r"(?<![\w*])\*\*(?=\S)([^*]+)(?<=\S)\*\*(?![\w*])")
_LONGEST_FIELD = 2**31 - 1
# A field of a table by tabs that opens with a quotation and goes on after it.
_QUOTED_WORD = re.compile(r'(?:^|\t)"[^"\t\r\n]+"[^"\t\r\n]', re.MULTILINE)
_SEP = re.compile(r"\ufeff?sep=(.)\r?\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a table is set: where it begins, its delimiter, its columns, whether it names them."""

    start: int
    above: int
    delimiter: str
    header: tuple[str, ...]
    columns: Columns
    headed: bool = True


def sniff(document: Document) -> str | None:
    """A reason when a header names a text column beside one of speakers, or of start and end."""
    layout = _layout(document) if document.container in TABLES else None
    if layout is None:
        return None
    parted = f"separated by {DELIMITERS[layout.delimiter]}"
    if layout.columns.text.isdigit():
        return f"a column of names that recur beside one of words, {parted}"
    columns = layout.columns
    if columns.cells:
        return f"conversations in the cells of '{columns.text}', {parted}"
    named = " and ".join(f"'{c}'" for c in (columns.speaker, columns.start, columns.text) if c)
    return f"columns {named}, {parted}"


def read(document: Document) -> list[Reading]:
    """One reading, or one for each meeting of a table that holds several. Raises BrokenFile."""
    layout = _layout(document) if document.container in TABLES else None
    if layout is None:
        return []
    rows = list(_rows(document, layout))
    name = "tsv" if layout.delimiter == "\t" else "csv"
    name = name if document.container == "text" else f"{document.container}:table"
    found = readings(name, document.text, rows, layout.columns)
    return [_placed(_with_matter(r, document, layout), document) for r in found]


def _placed(reading: Reading, document: Document) -> Reading:
    """With the rows of a sheet as the places of the turns: its text has lines of its own."""
    if not document.places:
        return reading
    turns = (
        replace(t, source=replace(t.source, line=None, path=place.path))
        if (place := document.place(t.source.start or 0))
        else t
        for t in reading.turns
    )
    return replace(reading, turns=tuple(turns))


def _with_matter(reading: Reading, document: Document, layout: _Layout) -> Reading:
    """With title and date from the lines above the header ("Title,Board meeting")."""
    above = document.text[: layout.start]
    if not above.strip("\ufeff \r\n") or _SEP.fullmatch(above):
        return reading
    # A sheet gives each line as many fields as the widest has.
    lines = (line.rstrip(f"{layout.delimiter}\r") for line in above.split("\n"))
    pairs = re.sub(
        rf"(?m)^([^{layout.delimiter}\n]+){re.escape(layout.delimiter)}", r"\1: ", "\n".join(lines)
    )
    known = matter.read(pairs, document.stem)
    return replace(reading, title=reading.title or known.title, date=reading.date or known.date)


def _layout(document: Document) -> _Layout | None:
    """The layout by the header, else by the columns themselves, if either is beyond doubt."""
    text, bare = document.text[:200_000], None
    separator = _SEP.match(text)
    start = separator.end() if separator else int(text.startswith("\ufeff"))
    for delimiter in DELIMITERS if document.container == "text" else "\t":
        try:
            found = [*islice(_records(text, delimiter, start, int(bool(separator))), 30 + PREAMBLE)]
        except csv.Error:
            continue
        if delimiter == "|":  # what stands above a table in Markdown, and the rule below its header
            table = dropwhile(lambda record: len(record[2]) == 1, found)
            found = [record for record in table if not _is_rule(record[2])]
        records = [r for _, _, r in found]
        for n, (at, line, header) in enumerate(found[:PREAMBLE]):
            below = records[n + 1 :]
            if (below or not n) and (columns := _headed(header, below)):
                return _Layout(at, line - 1, delimiter, tuple(header), columns)
        if bare is None and (columns := unnamed(records[:30])):
            numbers = tuple(str(n) for n in range(len(records[0])))
            headed = heads(records[0], records[1:30])
            at, line, _ = found[0] if delimiter == "|" else (start, 1 + bool(separator), [""])
            bare = _Layout(at, line - 1, delimiter, numbers, columns, headed)
    return bare


def _is_rule(fields: list[str]) -> bool:
    """The row under the header of a table in Markdown: "|---|:--:|"."""
    return all(_RULE.fullmatch(f) for f in fields if f)


def _headed(header: list[str], below: list[list[str]]) -> Columns | None:
    """The columns where the record is a header, by the records as long under it."""
    if len(header) < 2:
        return None
    sample = [dict(zip(header, r, strict=False)) for r in below if len(r) == len(header)]
    return find([h for h in header if h], sample, tell=heads(header, below))


def _records(
    text: str, delimiter: str, offset: int, above: int
) -> Iterator[tuple[int, int, list[str]]]:
    """Offset, line number (from 1) and fields of each record from `offset` on, but for blank ones.

    `above`: the lines before `offset`.
    """
    csv.field_size_limit(_LONGEST_FIELD)
    starts = [offset]

    def source() -> Iterator[str]:
        for line in _LINE.finditer(text, offset):
            if line[0]:
                starts.append(line.end())
                yield line[0]

    reader = csv.reader(source(), **_style(text, delimiter, offset))
    done = 0
    for fields in reader:
        if any(f.strip() for f in fields):
            piped = delimiter == "|"
            cells = [_BOLD.sub(r"\1", f.strip()) for f in fields] if piped else fields
            yield starts[done], done + 1 + above, cells
        done = reader.line_num


def _style(text: str, delimiter: str, offset: int) -> dict[str, Any]:
    """How the table quotes: with spaces before its quotes; by tabs alone, with quotes as text."""
    header = text[offset : text.find("\n", offset) % (len(text) + 1)]
    fields = header.split(delimiter)[1:]
    spaced = delimiter == "|" or all(f.startswith(" ") for f in fields)
    bare = delimiter == "\t" and _QUOTED_WORD.search(text[:200_000], offset) is not None
    quoting = csv.QUOTE_NONE if bare else csv.QUOTE_MINIMAL
    return {"delimiter": delimiter, "skipinitialspace": spaced, "quoting": quoting}


def _rows(document: Document, layout: _Layout) -> Iterator[Row]:
    """The records after the header, with their places. Raises BrokenFile."""
    text, delimiter = document.text, layout.delimiter
    before: tuple[int, int, list[str]] | None = None
    try:
        records = _records(text, delimiter, layout.start, layout.above)
        for record in islice(records, int(layout.headed), None):
            if before:
                yield _row(document, layout.header, before, record[0])
            before = None if _is_rule(record[2]) else record
    except csv.Error as e:
        line = before[1] + 1 if before else 1
        raise BrokenFile(document.path, f"the table cannot be read on ({e})", f"line {line}") from e
    if before:
        _closed(document, delimiter, before, layout.start)
        yield _row(document, layout.header, before, len(text))


def _row(
    document: Document, header: tuple[str, ...], record: tuple[int, int, list[str]], end: int
) -> Row:
    start, line, fields = record
    if any(f.strip() for f in fields[len(header) :]):
        problem = f"{len(fields)} fields under {len(header)} columns; put quotes around the text"
        raise BrokenFile(document.path, problem, f"line {line}")
    return Row(dict(zip(header, fields, strict=False)), start, end, line)


def _closed(
    document: Document, delimiter: str, record: tuple[int, int, list[str]], at: int
) -> None:
    """Raises BrokenFile where the last record is cut off inside a quoted field."""
    start, line, _ = record
    rest = document.text[start:].splitlines(keepends=True)
    try:
        list(csv.reader(rest, **_style(document.text, delimiter, at), strict=True))
    except csv.Error as e:
        if "unexpected end" in str(e):
            raise BrokenFile(
                document.path, "a quoted field is never closed; the file is cut off", f"line {line}"
            ) from e
