"""Tables as JSON: an object a line, or lists of flat objects, with speaker and text fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from ingest.errors import BrokenFile, NotATranscript
from ingest.open.containers import Document
from ingest.readers.common import json_file, lines
from ingest.readers.common.dates import written_date
from ingest.readers.tables.columns import DATE, MEETING, SPEAKER, TEXT, Columns, find
from ingest.readers.tables.table_rows import Row, readings
from ingest.transcript import Reading, clean

# Lists lie in objects in lists; deeper ones are no table of talk.
DEEPEST = 6
_TITLE = ("title", "name", "topic", "subject", "headline")

# Under which a message's words lie in its content (Matrix, Telegram's and other programs' APIs).
_SAID = ("body", "text", "plain_text")

Values = dict[str, str]


@dataclass(frozen=True, slots=True)
class _Table:
    """Rows that stand together, with the flat fields of the object that holds them.

    `depth` counts down from DEEPEST.
    """

    rows: list[Row]
    columns: Columns
    about: Values
    depth: int


def sniff(document: Document) -> str | None:
    """A reason when a flat object has a text field beside a speaker, or start and end."""
    text = document.text.lstrip("\ufeff \t\r\n")
    if not text.startswith(("{", "[")):
        return None
    objects = [*json_file.objects(text)]
    flat = (c for o in (*objects, *json_file.flat_objects(text)) if (c := _columns([o])))
    tables = (t.columns for o in objects for t in _tables(document, o, "$", {}, 1))
    columns = next(flat, None) or next(tables, None) or _columns(_first_rows(document))
    if columns is None:
        return None
    named = " and ".join(f"'{c}'" for c in (columns.speaker, columns.start, columns.text) if c)
    return f"JSON objects with {named}"


def read(document: Document) -> list[Reading]:
    """One reading, or one for each meeting.

    Raises BrokenFile, and NotATranscript where the lists of talk are not made alike: then the file
    is about something else.
    """
    if _by_line(document):
        rows = _line_rows(document)
        columns = _columns([r.values for r in rows[:30]])
        return readings("jsonl", document.text, rows, columns) if columns else []
    tables = [*_all_tables(document)]
    if len({t.depth for t in tables}) > 1:
        problem = "speakers and texts stand in lists of several kinds; a meeting has one of turns"
        raise NotATranscript(document.path, problem)
    return _named(tables)


def _named(tables: list[_Table]) -> list[Reading]:
    """The readings of all tables; several are told apart by what their objects call them."""
    found: list[Reading] = []
    for number, table in enumerate(tables, 1):
        title = next((clean(table.about[k]) for k in _TITLE if table.about.get(k)), None)
        key = next((clean(table.about[k]) for k in (*MEETING, "id") if table.about.get(k)), "")
        given = (written_date(table.about[k]) for k in DATE if k in table.about)
        date = next((d for d in given if d), None)
        for reading in readings("json", "", table.rows, table.columns):
            part = ", ".join(p for p in (title or key or str(number), reading.part) if p)
            found.append(
                replace(
                    reading,
                    title=reading.title or title,
                    date=reading.date or date,
                    part=part if len(tables) > 1 else reading.part,
                )
            )
    parts = [r.part for r in found]
    return [
        replace(r, part=f"{r.part} {n}") if r.part and parts.count(r.part) > 1 else r
        for n, r in enumerate(found, 1)
    ]


def _columns(objects: list[Any]) -> Columns | None:
    sample = [_values(o) for o in objects if isinstance(o, dict)]
    return find(list(dict.fromkeys(k for o in sample for k in o)), sample) if sample else None


def _by_line(document: Document) -> bool:
    """The first line is an object of its own, and a row."""
    row = _first_line(document)
    return row is not None and (_columns([row]) or _columns(_first_rows(document))) is not None


def _first_rows(document: Document) -> list[dict[str, Any]]:
    """The objects of the first lines, where each line is one."""
    head = document.text.lstrip("\ufeff \t\r\n")[:200_000].splitlines()[:30]
    return [row for line in head for row in json_file.objects(line, 1)]


def _first_line(document: Document) -> dict[str, Any] | None:
    first = document.text.lstrip("\ufeff \t\r\n").partition("\n")[0].rstrip()
    if not (first.startswith("{") and first.endswith("}")):
        return None
    return next(json_file.objects(first, 1), None)


def _lines(document: Document) -> Iterator[tuple[lines.Line, dict[str, Any]]]:
    for line in lines.split(document.text):
        if not line.text.strip("\ufeff \t"):
            continue
        value = json_file.parse(document.path, line.text.lstrip("\ufeff"), line.number)
        if not isinstance(value, dict):
            raise BrokenFile(document.path, "an object is expected", f"line {line.number}")
        yield line, value


def _line_rows(document: Document) -> list[Row]:
    found = [*_lines(document)]
    ends = [line.start for line, _ in found[1:]] + [len(document.text)]
    return [
        Row(_values(value), line.start, end, line.number)
        for (line, value), end in zip(found, ends, strict=True)
    ]


def _all_tables(document: Document) -> Iterator[_Table]:
    """Those of the one value in the file, or of the value on each line."""
    if _first_line(document) is None:
        yield from _tables(document, json_file.load(document), "$", {}, 1)
        return
    for line, value in _lines(document):
        yield from _tables(document, value, "$", {}, line.number)


def _tables(
    document: Document, value: Any, path: str, about: Values, line: int, depth: int = DEEPEST
) -> Iterator[_Table]:
    """The tables in a value; within one no other is looked for. Raises BrokenFile."""
    if isinstance(value, list) and value:
        items = {f"{path}[{n}]": item for n, item in enumerate(value)}
        if columns := isinstance(value[0], dict) and _columns(value[:30]):
            rows = [
                Row(_values(json_file.at(document, item, where, dict)), 0, 0, line, where)
                for where, item in items.items()
            ]
            yield _Table(rows, columns, about, depth)
            return
    elif isinstance(value, dict):
        items = {k if path == "$" else f"{path}.{k}": item for k, item in value.items()}
        about = _values(value)
        if table := _side_by_side(value, path, about, line, depth):
            yield table
            return
    else:
        return
    for where, item in items.items() if depth else ():
        yield from _tables(document, item, where, about, line, depth - 1)


def _side_by_side(
    value: dict[str, Any], path: str, about: Values, line: int, depth: int
) -> _Table | None:
    """Two lists as long, of speakers and of what they said."""
    texts, people = (
        [v for k in known if isinstance(v := value.get(k), list)] for known in (TEXT, SPEAKER)
    )
    for said, who in ((t, w) for t in texts for w in people if t and len(t) == len(w)):
        if all(isinstance(x, str) for x in (*said, *who)):
            rows = [
                Row({"text": t, "speaker": w}, 0, 0, line, f"{path}[{n}]")
                for n, (t, w) in enumerate(zip(said, who, strict=True))
            ]
            columns = Columns("text", "speaker", None, None, (), None)
            return _Table(rows, columns, about, depth)
    return None


def _values(item: dict[str, Any]) -> Values:
    """The flat fields as text; a speaker given as an object is known by its name, or its office."""
    flat = {}
    for key, value in item.items():
        if isinstance(value, dict) and "name" in value:
            called = (value.get(k) for k in ("full", "full_name", "name", "title"))
            flat[key] = next((name for name in called if name and isinstance(name, str)), "")
        elif isinstance(value, dict) and (said := [value[k] for k in _SAID if k in value]):
            flat[key] = next((text for text in said if isinstance(text, str)), "")
        elif isinstance(value, str | int | float) and not isinstance(value, bool):
            flat[key] = str(value)
    return flat
