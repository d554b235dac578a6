"""Question-set files -> plain data that knows on which line each of its parts stands.

YAML holds a whole set; JSONL and CSV hold a question a row. All three become the same shape, the
one that question-set.schema.json describes.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import yaml

from evals.errors import Problem, SetError
from ingest.errors import Stopped
from ingest.open import pool
from settings import Settings

if TYPE_CHECKING:
    from _csv import Reader  # the type has no public name

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
    """A set as it stands in its file. `lines` count from 1.

    `doubled` holds the fields given twice in one place, with the line of the second; `problems`
    what else is wrong with the file's form.
    """

    path: Path
    data: Any
    lines: Mapping[Where, int]
    doubled: tuple[tuple[Where, int], ...] = ()
    problems: tuple[Problem, ...] = ()

    def line(self, where: Where) -> int:
        """The line of a place, or of the nearest thing around it."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)


def read(path: Path, settings: Settings) -> Source:
    """A set file as data. Raises SetError where the file cannot be taken apart at all."""
    if path.suffix.lower() not in SUFFIXES:
        raise _failure(path, 1, f"no kind of question set; use one of {', '.join(SUFFIXES)}")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise _failure(path, 1, f"cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise _failure(path, 1, "is not UTF-8 text; save it as UTF-8") from error
    if not text.strip():
        raise _failure(path, 1, "is empty; see docs/question-sets.md for a first set")
    try:
        (found,) = pool.run(f"{__name__}:taken_apart", (path, text), pool.limits(settings))
    except Stopped as error:
        raise _failure(path, 1, f"could not be read: {error}") from error
    if isinstance(found, SetError):
        raise found
    return cast(Source, found)


def taken_apart(path: Path, text: str) -> Iterator[Source | SetError]:
    """The text of a set file as data, or what is wrong with it: a worker's job."""
    readers = {".jsonl": _jsonl, ".csv": _csv}
    try:
        yield readers.get(path.suffix.lower(), _yaml)(path, text)
    except SetError as error:
        yield error
    except RecursionError:
        yield _failure(path, 1, "is nested too deeply to be a question set")


def _failure(path: Path, line: int, text: str) -> SetError:
    return SetError([Problem(str(path), line, "file", text)])


class _Loader(yaml.SafeLoader):
    """Reads no alias: a few lines of them unfold to gigabytes."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(
                problem="an alias (*) stands for another part; write that out", problem_mark=mark
            )
        return super().compose_node(parent, index)


def _yaml(path: Path, text: str) -> Source:
    lines: dict[Where, int] = {}
    doubled: list[tuple[Where, int]] = []
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        if node is None:
            raise _failure(path, 1, "holds nothing but comments; add questions")
        _walk(node, (), lines, doubled)
        return Source(path, loader.construct_document(node), lines, tuple(doubled))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _failure(
            path, line, f"is no YAML: {error.problem}; try quotes around the words"
        ) from error
    except (yaml.YAMLError, ValueError) as error:
        reason = str(error).split("\n", 1)[0]
        raise _failure(path, 1, f"is no YAML: {reason}; mend it, or put it in quotes") from error


def _walk(
    node: yaml.Node,
    where: Where,
    lines: dict[Where, int],
    doubled: list[tuple[Where, int]],
) -> None:
    """Note the line of every part below a node, and every field given twice in one mapping."""
    lines[where] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        for at, item in enumerate(node.value):
            _walk(item, (*where, at), lines, doubled)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            place = (*where, str(key.value))
            if place in lines:
                doubled.append((place, key.start_mark.line + 1))
            _walk(value, place, lines, doubled)
            lines[place] = key.start_mark.line + 1


def _jsonl(path: Path, text: str) -> Source:
    rows: list[Any] = []
    lines: dict[Where, int] = {}
    doubled: list[tuple[Where, int]] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        twice: list[str] = []
        try:
            row = json.loads(line, object_pairs_hook=partial(_pairs, twice))
        except ValueError as error:
            problems.append(Problem(str(path), number, "row", f"is no JSON: {error}; mend it"))
            continue
        lines["questions", len(rows)] = number
        doubled += [(("questions", len(rows), field), number) for field in twice]
        rows.append(row)
    return _set(path, rows, lines, doubled, problems)


def _pairs(twice: list[str], pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object as a dict, its doubled keys noted in `twice`."""
    counts = Counter(key for key, _ in pairs)
    twice += [key for key, count in counts.items() if count > 1]
    return dict(pairs)


def _csv(path: Path, text: str) -> Source:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return _table(path, reader)
    except csv.Error as error:
        raise _failure(path, reader.line_num, f"is no CSV: {error}; mend the line") from error


def _table(path: Path, reader: Reader) -> Source:
    header = [name.strip() for name in next(reader)]
    twice: list[tuple[Where, int]] = [((n,), 1) for n, c in Counter(header).items() if c > 1]
    problems: list[Problem] = []
    rows: list[Any] = []
    lines: dict[Where, int] = {}
    last = reader.line_num
    for cells in reader:
        start, last = last + 1, reader.line_num
        if not any(cell.strip() for cell in cells):
            continue
        lines["questions", len(rows)] = start
        if len(cells) > len(header):
            wrong = f"has {len(cells)} cells under {len(header)} columns; quote cells with commas"
            problems.append(Problem(str(path), start, "row", wrong))
        rows.append(_row(dict(zip(header, cells, strict=False))))
    return _set(path, rows, lines, twice, problems)


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


def _set(
    path: Path,
    rows: list[Any],
    lines: dict[Where, int],
    doubled: list[tuple[Where, int]],
    problems: list[Problem],
) -> Source:
    data = {"name": path.stem, "questions": rows}
    return Source(path, data, lines, tuple(doubled), tuple(problems))
