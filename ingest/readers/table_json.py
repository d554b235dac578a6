"""Tables as JSON: an object a line, or a list of flat objects, with speaker and text fields."""

from __future__ import annotations

from typing import Any

from ingest.containers import Document
from ingest.errors import BrokenFile
from ingest.readers import json_file, lines
from ingest.readers.columns import Columns, find
from ingest.readers.table_rows import Row, readings
from ingest.transcript import Reading


def sniff(document: Document) -> str | None:
    """A reason when the first flat object has a text field beside a speaker, or start and end."""
    text = document.text.lstrip("\ufeff \t\r\n")
    if not text.startswith(("{", "[")):
        return None
    columns = next((c for o in json_file.objects(text) if (c := _columns([o]))), None)
    if columns is None:
        return None
    named = " and ".join(f"'{c}'" for c in (columns.speaker, columns.start, columns.text) if c)
    return f"JSON objects with {named}"


def read(document: Document) -> list[Reading]:
    """One reading, or one for each meeting. Raises BrokenFile."""
    by_line = _by_line(document)
    rows = _line_rows(document) if by_line else _list_rows(document)
    columns = _columns([r.values for r in rows[:30]])
    if columns is None:
        return []
    return readings("jsonl" if by_line else "json", document.text, rows, columns)


def _columns(objects: list[dict[str, Any]]) -> Columns | None:
    if not objects:
        return None
    sample = [_values(o) for o in objects]
    return find(list(dict.fromkeys(k for o in sample for k in o)), sample)


def _by_line(document: Document) -> bool:
    """The first line is an object of its own, and a row."""
    first = document.text.lstrip("\ufeff \t\r\n").partition("\n")[0].rstrip()
    if not (first.startswith("{") and first.endswith("}")):
        return False
    row = next(json_file.objects(first, 1), None)
    return row is not None and _columns([row]) is not None


def _line_rows(document: Document) -> list[Row]:
    split = [x for x in lines.split(document.text) if x.text.strip("\ufeff \t")]
    ends = [x.start for x in split[1:]] + [len(document.text)]
    rows = []
    for line, end in zip(split, ends, strict=True):
        value = json_file.parse(document.path, line.text.lstrip("\ufeff"), line.number)
        if not isinstance(value, dict):
            raise BrokenFile(document.path, "an object is expected", f"line {line.number}")
        rows.append(Row(_values(value), line.start, end, line.number))
    return rows


def _list_rows(document: Document) -> list[Row]:
    path, items = "$", json_file.load(document)
    if isinstance(items, dict):
        lists = [(k, v) for k, v in items.items() if isinstance(v, list) and v]
        path, items = next(((k, v) for k, v in lists if isinstance(v[0], dict)), ("$", []))
    rows = []
    for n, item in enumerate(json_file.at(document, items, path, list)):
        where = f"{path}[{n}]"
        values = _values(json_file.at(document, item, where, dict))
        rows.append(Row(values, 0, 0, 1, where))
    return rows


def _values(item: dict[str, Any]) -> dict[str, str]:
    """The flat fields as text; a speaker given as an object is known by its name."""
    flat = {}
    for key, value in item.items():
        if isinstance(value, dict) and isinstance(value.get("name"), str):
            flat[key] = value["name"]
        elif isinstance(value, str | int | float) and not isinstance(value, bool):
            flat[key] = str(value)
    return flat
