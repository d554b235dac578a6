"""Question-set files -> plain data that knows on which line each of its parts stands.

YAML holds a whole set; JSONL and CSV hold a question a row. All three become the same shape, the
one that question-set.schema.json describes.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from evals.errors import Problem, SetError

Where = tuple[str | int, ...]
"""The place of a value: keys and positions from the top, as jsonschema's `absolute_path`."""

SUFFIXES = (".yaml", ".yml", ".jsonl", ".csv")
_LISTS = frozenset({"history", "turns", "facts", "tags", "answer", "filters.speaker"}) | {
    "filters.transcript"
}
_NUMBERS = re.compile(r"\d+(?:\s*[-–]\s*\d+)?(?:[\s,;]+\d+(?:\s*[-–]\s*\d+)?)*")
_TRUTH = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


@dataclass(frozen=True, slots=True)
class Source:
    """A set as it stands in its file. `lines` count from 1; `problems` are doubled fields."""

    path: Path
    data: Any
    lines: Mapping[Where, int]
    problems: tuple[Problem, ...] = ()

    def line(self, where: Where) -> int:
        """The line of a place, or of the nearest thing around it."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)


def read(path: Path) -> Source:
    """A set file as data. Raises SetError where the file cannot be taken apart at all."""
    readers = {".yaml": _yaml, ".yml": _yaml, ".jsonl": _jsonl, ".csv": _csv}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise _failure(path, 1, f"no kind of question set; use one of {', '.join(SUFFIXES)}")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise _failure(path, 1, f"cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise _failure(path, 1, "is not UTF-8 text; save it as UTF-8") from error
    if not text.strip():
        raise _failure(path, 1, "is empty; see docs/question-sets.md for a first set")
    return reader(path, text)


def _failure(path: Path, line: int, text: str) -> SetError:
    return SetError([Problem(str(path), line, "file", text)])


def _yaml(path: Path, text: str) -> Source:
    lines: dict[Where, int] = {}
    problems: list[Problem] = []
    try:
        loader = yaml.SafeLoader(text)
        node = loader.get_single_node()
        _walk(path, node, (), lines, problems)
        return Source(path, loader.construct_document(node), lines, tuple(problems))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _failure(path, line, f"is no YAML: {error.problem}; mend the line") from error
    except (yaml.YAMLError, ValueError) as error:
        reason = str(error).split("\n", 1)[0]
        raise _failure(path, 1, f"is no YAML: {reason}; mend it, or put it in quotes") from error


def _walk(
    path: Path, node: yaml.Node, where: Where, lines: dict[Where, int], problems: list[Problem]
) -> None:
    """Note the line of every part below a node, and every field given twice in one mapping."""
    lines[where] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        for at, item in enumerate(node.value):
            _walk(path, item, (*where, at), lines, problems)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            place = (*where, str(key.value))
            if place in lines:
                problems.append(_doubled(path, key.start_mark.line + 1, str(key.value)))
            _walk(path, value, place, lines, problems)
            lines[place] = key.start_mark.line + 1


def _doubled(path: Path, line: int, field: str) -> Problem:
    return Problem(str(path), line, field, "is given twice in one place; keep one of the two")


def _jsonl(path: Path, text: str) -> Source:
    rows: list[Any] = []
    lines: dict[Where, int] = {}
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        doubled: list[str] = []
        try:
            row = json.loads(line, object_pairs_hook=lambda pairs, to=doubled: _pairs(pairs, to))
        except ValueError as error:
            problems.append(Problem(str(path), number, "row", f"is no JSON: {error}; mend it"))
            continue
        lines["questions", len(rows)] = number
        problems += [_doubled(path, number, field) for field in doubled]
        rows.append(row)
    return _rows(path, rows, lines, problems)


def _pairs(pairs: list[tuple[str, Any]], doubled: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            doubled.append(key)
        found[key] = value
    return found


def _csv(path: Path, text: str) -> Source:
    reader = csv.reader(io.StringIO(text, newline=""))
    header = [name.strip() for name in next(reader)]
    problems = [_doubled(path, 1, name) for at, name in enumerate(header) if name in header[:at]]
    rows: list[Any] = []
    lines: dict[Where, int] = {}
    last = reader.line_num
    for cells in reader:
        start, last = last + 1, reader.line_num
        if not any(cell.strip() for cell in cells):
            continue
        lines["questions", len(rows)] = start
        if len(cells) > len(header):
            text = f"has {len(cells)} cells under {len(header)} columns; quote cells with commas"
            problems.append(Problem(str(path), start, "row", text))
        rows.append(_row(dict(zip(header, cells, strict=False))))
    return _rows(path, rows, lines, problems)


def _row(cells: dict[str, str]) -> dict[str, Any]:
    """A row of a table as a question: empty cells left out, lists parted at semicolons."""
    row: dict[str, Any] = {}
    for name, cell in cells.items():
        text = cell.strip()
        if not text:
            continue
        value: Any = _list(text, name) if name in _LISTS else text
        if name == "answerable":
            value = _TRUTH.get(text.casefold(), text)
        outer, _, inner = name.partition(".")
        if inner and outer == "filters":
            row.setdefault("filters", {})[inner] = value
        else:
            row[name] = value
    return row


def _list(text: str, name: str) -> list[Any]:
    """`2; 4-6; some words`; turns that are numbers only may be parted by commas or spaces too."""
    if name == "turns" and _NUMBERS.fullmatch(text):
        found = re.findall(r"\d+\s*[-–]\s*\d+|\d+", text)
        return [int(item) if item.isdecimal() else item for item in found]
    return [item.strip() for item in text.split(";") if item.strip()]


def _rows(path: Path, rows: list[Any], lines: dict[Where, int], problems: list[Problem]) -> Source:
    return Source(path, {"name": path.stem, "questions": rows}, lines, tuple(problems))
