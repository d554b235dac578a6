"""WebVTT and SubRip files to blocks: where each cue stands, its times, its text.

Own scanning, as neither webvtt-py nor srt tells where in the file a cue stands, and a turn must
lead back to its characters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.errors import BrokenFile
from ingest.times import CLOCK, clock_ms, matched_ms

# `-->` and what broken files have for it.
_ARROW = re.compile(r"\s*(?:--\s?>|->|[\u2013\u2014]>|=+>)\s*")
# WebVTT's `align:start position:0%`, SubRip's `X1:40 X2:600`: no text.
_SETTINGS = re.compile(r"(?:\s*[A-Za-z][\w-]*:\S+)*\s*")
_STOP = re.compile(CLOCK.pattern + r"(?![\w.,:])")
_LONGEST_TIME = 40


@dataclass(frozen=True, slots=True)
class Block:
    """A cue in its file: its head is `text[start:body]`, its words are `text[body:end]`."""

    start: int
    body: int
    end: int
    line: int
    start_ms: int
    end_ms: int | None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file, without its line end. `number` counts from 1."""

    offset: int
    text: str
    number: int


def with_line_feeds(text: str) -> str:
    """`text` with every line end a line feed, and as long as before, so that positions stay."""
    return text.replace("\r\n", " \n").replace("\r", "\n")


def lines(text: str) -> list[Line]:
    """The lines of `text`, which holds line feeds only. Nothing else ends a line in captions."""
    rows: list[Line] = []
    offset = 0
    for number, row in enumerate(text.split("\n"), 1):
        rows.append(Line(offset, row, number))
        offset += len(row) + 1
    return rows


def blocks(path: str, rows: Sequence[Line], word_ids: bool) -> list[Block]:
    """The blocks of a file's lines; they lie side by side from the first to the end of the file.

    With `word_ids` the line above a cue's times may be any name, as in WebVTT; else a number.
    Raises BrokenFile where a line holds `-->` and only one time.
    """
    heads: list[tuple[int, int, Line, _Times]] = []
    number = 0
    for at, row in enumerate(rows):
        if times := _times(path, row, len(heads) + 1):
            above = _id_above(rows, at, word_ids, number)
            number = _number(rows[at - 1].text) if above else number
            heads.append((at - above, at, row, times))
    ends = [rows[head[0]].offset for head in heads[1:]] + [_end(rows)]
    return [
        Block(
            rows[first].offset, row.offset + times.length, end, row.number - at + first, *times.ms
        )
        for (first, at, row, times), end in zip(heads, ends, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Times:
    ms: tuple[int, int]
    length: int


def _end(rows: Sequence[Line]) -> int:
    return rows[-1].offset + len(rows[-1].text) if rows else 0


def _times(path: str, row: Line, cue: int) -> _Times | None:
    arrow = _ARROW.search(row.text, 0, 2 * _LONGEST_TIME)
    if not arrow or arrow.start() > _LONGEST_TIME:
        return None
    begin = clock_ms(row.text[: arrow.start()].lstrip("\ufeff"))
    stop = _STOP.match(row.text, arrow.end())
    if begin is not None and stop:
        settings = _SETTINGS.match(row.text, stop.end())
        plain = settings and settings.end() == len(row.text)
        return _Times((begin, matched_ms(stop)), len(row.text) if plain else stop.end())
    if "-->" in arrow.group() and (
        begin is not None or (stop and ":" in row.text[: arrow.start()])
    ):
        raise BrokenFile(
            path,
            f"a time in '{row.text.strip()[:60]}' cannot be read; write it like 00:01:02.500",
            f"cue {cue}, line {row.number}",
        )
    return None


def _id_above(rows: Sequence[Line], at: int, word_ids: bool, number: int) -> int:
    """1 where the line above the times is the cue's own number or name, else 0."""
    if at == 0 or not (text := rows[at - 1].text.strip("\ufeff \t")):
        return 0
    apart = at == 1 or not rows[at - 2].text.strip()
    if text.isdecimal():
        # Without a blank line above, a number is the cue's own only where it counts on.
        return int(apart or _number(text) in (number, number + 1))
    return int(word_ids and apart and at > 1)


def _number(text: str) -> int:
    digits = text.strip("\ufeff \t")
    return int(digits) if digits.isdecimal() and len(digits) < 10 else 0
