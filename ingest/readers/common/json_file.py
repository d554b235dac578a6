"""JSON files: read whole, with errors that say where; or their first objects only, to sniff."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from ingest.errors import BrokenFile
from ingest.open.containers import Document

_FIRST = re.compile(r"\{")
_FLAT = re.compile(r"\{[^{}\[\]]*\}")
_GAP = re.compile(r"\s*")
# Escapes of single bytes beyond ASCII: one that opens a letter of UTF-8, and one that ends it.
_BYTES = re.compile(r"\\u00[c-fC-F][0-9a-fA-F]\\u00[89abAB][0-9a-fA-F]")
_RUN = re.compile(r"(?:(?<!\\)\\u00[89a-fA-F][0-9a-fA-F])+")
_ESCAPE = re.compile(r"\\u00([0-9a-fA-F]{2})")
# Objects and lists take a hundred times the memory of their brackets: of so many, each must hold
# this many characters.
MANY, LEAST = 100_000, 12


def load(document: Document) -> Any:
    """The value in the file. Raises BrokenFile."""
    return parse(document.path, document.text.lstrip("\ufeff"))


def parse(path: str, text: str, line: int | None = None) -> Any:
    """The value of `text`, which is line `line` of the file, or the whole. Raises BrokenFile."""
    place = f"line {line}" if line else None
    opened = text.count("{") + text.count("[")
    if opened > MANY and opened * LEAST > len(text):
        raise BrokenFile(path, f"{opened} objects and lists that hold next to nothing", place)
    try:
        return json.loads(_mended(text))
    except json.JSONDecodeError as e:
        problem = f"the JSON breaks off or is malformed ({e.msg})"
        raise BrokenFile(path, problem, f"line {line or e.lineno}, column {e.colno}") from e
    except RecursionError as e:
        problem = "the JSON is nested too deeply to be a transcript"
        raise BrokenFile(path, problem, place) from e
    except ValueError as e:  # a number of thousands of digits
        raise BrokenFile(path, f"the JSON holds a value that cannot be read ({e})", place) from e


def _mended(text: str) -> str:
    r"""The text with its letters whole: Messenger's and Instagram's exports escape each byte.

    "\u00c3\u00a9" is "é" there. Only where every run of such escapes is UTF-8.
    """
    if not _BYTES.search(text):
        return text
    try:
        return _RUN.sub(lambda m: _letters(m[0]), text)
    except UnicodeDecodeError:
        return text


def _letters(run: str) -> str:
    return bytes(int(code, 16) for code in _ESCAPE.findall(run)).decode("utf-8")


def one_after_another(text: str) -> list[Any]:
    """The values that stand one after another in `text`; none where it holds anything else."""
    decoder, values, at = json.JSONDecoder(), list[Any](), 0
    while (gap := _GAP.match(text, at)) and (at := gap.end()) < len(text):
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return []
        values.append(value)
    return values


def objects(text: str, most: int = 3) -> Iterator[dict[str, Any]]:
    """The first objects in the text that are whole, the outermost first; for sniffing."""
    decoder = json.JSONDecoder()
    for m in _FIRST.finditer(text[:20_000]):
        if most == 0:
            return
        most -= 1
        try:
            value, _ = decoder.raw_decode(text, m.start())
        except (ValueError, RecursionError):
            continue
        yield value


def flat_objects(text: str, most: int = 200) -> Iterator[dict[str, Any]]:
    """Objects near the beginning that hold no other object or list; for sniffing."""
    for m in islice(_FLAT.finditer(text[:200_000]), most):
        try:
            yield json.loads(m[0])
        except ValueError:
            continue


def at(document: Document, value: Any, path: str, kind: type) -> Any:
    """`value`, which must be a `kind` (list, dict). Raises BrokenFile naming the JSON path."""
    if not isinstance(value, kind):
        raise BrokenFile(
            document.path, f"a {kind.__name__} is expected, found {type(value).__name__}", path
        )
    return value
