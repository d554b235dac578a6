"""WebVTT and SubRip files to blocks: where each cue stands, its times, its text.

Own scanning, as neither webvtt-py nor srt tells where in the file a cue stands, and a turn must
lead back to its characters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ingest.errors import BrokenFile
from ingest.text.times import CLOCK, clock_ms, matched_ms
from ingest.transcript import clean

# `-->` and what broken files have for it.
_ARROW = re.compile(r"\s*(?:--\s?>|->|[\u2013\u2014]>|=+>)\s*")
# WebVTT's `align:start position:0%`, SubRip's `X1:40 X2:600`: no text.
_SETTINGS = re.compile(r"(?:\s*[A-Za-z][\w-]*:\S+)*\s*")
_STOP = re.compile(CLOCK.pattern + r"(?![\w.,:])")
# Webex: `12 "Ann Lee" (3456)` above the times.
_SPEAKER_ID = re.compile(r'\s*\d+\s+"(?P<name>[^"]+)"(?:\s+\(\d*\))?\s*')
_LONGEST_TIME = 40


class Block(NamedTuple):
    """A cue in its file: its head is `text[start:body]`, its words are `text[body:end]`.

    `speaker` is whom the cue's own id names.
    """

    start: int
    body: int
    end: int
    line: int
    start_ms: int
    end_ms: int | None
    speaker: str | None = None


class Line(NamedTuple):
    """A line that is not blank, without its line end. `number` counts from 1.

    `opens` says that no line, or a blank one, stands above it.
    """

    offset: int
    text: str
    number: int
    opens: bool


def with_line_feeds(text: str) -> str:
    """`text` with every line end a line feed, and as long as before, so that positions stay."""
    return text.replace("\r\n", " \n").replace("\r", "\n")


def lines(text: str) -> list[Line]:
    """The lines of `text`, which holds line feeds only. Nothing else ends a line in captions."""
    rows: list[Line] = []
    offset = 0
    opens = True
    for number, row in enumerate(text.split("\n"), 1):
        blank = not row or row.isspace()
        if not blank:
            rows.append(Line(offset, row, number, opens))
        opens = blank
        offset += len(row) + 1
    return rows


def blocks(path: str, text: str, word_ids: bool) -> list[Block]:
    """The blocks of `text` (line feeds only); side by side from the first to the end of the file.

    With `word_ids` the line above a cue's times may be any name, as in WebVTT; else a number.
    Raises BrokenFile where a line holds `-->` and only one time.
    """
    found: list[Block] = []
    rows = lines(text)
    number = 0
    for at, row in enumerate(rows):
        if times := _times(path, row, len(found) + 1):
            above = rows[at - 1] if _has_id(rows, at, word_ids, number, len(found) + 1) else None
            number = _number(above.text) if above else number
            name = _SPEAKER_ID.fullmatch(above.text) if above else None
            found.append(
                Block(
                    start=(above or row).offset,
                    body=row.offset + times.length,
                    end=row.offset + len(row.text),
                    line=(above or row).number,
                    start_ms=times.start_ms,
                    end_ms=times.end_ms,
                    speaker=clean(name["name"]) if name else None,
                )
            )
    ends = [*(block.start for block in found), len(text)][1:]
    return [block._replace(end=end) for block, end in zip(found, ends, strict=True)]


class _Times(NamedTuple):
    start_ms: int
    end_ms: int
    length: int


def _times(path: str, row: Line, cue: int) -> _Times | None:
    if ">" not in row.text:
        return None
    arrow = _ARROW.search(row.text, 0, 2 * _LONGEST_TIME)
    if not arrow or arrow.start() > _LONGEST_TIME:
        return None
    begin = clock_ms(row.text[: arrow.start()].lstrip("\ufeff"))
    stop = _STOP.match(row.text, arrow.end())
    if begin is not None and stop:
        settings = _SETTINGS.match(row.text, stop.end())
        plain = settings and settings.end() == len(row.text)
        return _Times(begin, matched_ms(stop), len(row.text) if plain else stop.end())
    if "-->" in arrow.group() and (
        begin is not None or (stop and ":" in row.text[: arrow.start()])
    ):
        raise BrokenFile(
            path,
            f"a time in '{row.text.strip()[:60]}' cannot be read; write it like 00:01:02.500",
            f"cue {cue}, line {row.number}",
        )
    return None


def _has_id(rows: Sequence[Line], at: int, word_ids: bool, number: int, cue: int) -> bool:
    """The line above the times is the number or name of this cue, which follows one of `number`."""
    if at == 0:
        return False
    above = rows[at - 1]
    text = above.text.strip("\ufeff \t")
    if rows[at].opens:
        # Blank lines between all lines: a number that counts on.
        return above.opens and text.isdecimal() and _number(text) in (number + 1, cue)
    if text.isdecimal():
        # Without a blank line above, a number is the cue's own only where it counts on.
        return above.opens or _number(text) in (number, number + 1)
    return word_ids and above.opens and above.number > 1


def _number(text: str) -> int:
    digits = text.strip("\ufeff \t")
    return int(digits) if digits.isdecimal() and len(digits) < 10 else 0
