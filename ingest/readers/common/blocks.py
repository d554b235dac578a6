"""Labelled blocks of a text file, laid side by side: turns, and what stands before and after."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ingest.readers.common.lines import Line
from ingest.transcript import RawTurn, Source, clean

_LINE_END = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Block:
    """A labelled piece with its places in the file's text (character offsets, `line` from 1).

    `talk` is given where the talk is no verbatim slice (page markers or notes stand in it).
    `stamp` is the time as printed, for the reader to interpret over the whole file.
    """

    label: str | None
    start: int
    end: int
    text_start: int
    text_end: int
    line: int
    talk: str | None = None
    stamp: str = ""
    page: int | None = None
    start_ms: int | None = None
    end_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """What a line of a log opens: a message (talk from column `talk`), or, unlabelled, a notice."""

    label: str | None = None
    talk: int = 0
    stamp: str = ""


def messages(
    text: str, lines: Iterable[Line], opens: Callable[[str], Opening | None]
) -> list[Block]:
    """The messages of a log. `opens` reads a line: an Opening, or None for a line that goes on.

    Lines that go on after a notice belong to the notice.
    """
    found: list[Block] = []
    running: tuple[Opening, Line] | None = None
    last = 0
    for line in lines:
        opening = opens(line.text)
        if opening is None:
            last = line.end if running and not line.blank else last
            continue
        if running:
            found.append(_message(text, *running, last))
        running, last = ((opening, line) if opening.label is not None else None), line.end
    if running:
        found.append(_message(text, *running, last))
    return found


def tile(text: str, blocks: Sequence[Block]) -> tuple[tuple[RawTurn, ...], str, str]:
    """Turns, front and back: each block reaches to the next, so that all of `text` is covered."""
    if not blocks:
        return (), text, ""
    ends = [b.start for b in blocks[1:]] + [blocks[-1].end]
    turns = tuple(turn(text, block, end) for block, end in zip(blocks, ends, strict=True))
    return turns, text[: blocks[0].start], text[blocks[-1].end :]


def turn(text: str, block: Block, end: int) -> RawTurn:
    """The turn of a block that reaches to `end`."""
    verbatim = block.talk is None
    said = text[block.text_start : block.text_end] if block.talk is None else block.talk
    return RawTurn(
        label=clean(block.label or "") or None,
        text=clean(said),
        start_ms=block.start_ms,
        end_ms=block.end_ms,
        source=Source(
            start=block.start,
            end=end,
            text_start=block.text_start if verbatim else None,
            text_end=block.text_end if verbatim else None,
            line=block.line,
            page=block.page,
        ),
    )


def line_end(text: str, offset: int) -> int:
    """The offset after the line end that stands at `offset`, if one does."""
    m = _LINE_END.match(text, offset)
    return m.end() if m else offset


def _message(text: str, opening: Opening, line: Line, last: int) -> Block:
    return Block(
        label=opening.label,
        start=line.start,
        end=line_end(text, last),
        text_start=line.start + opening.talk,
        text_end=last,
        line=line.number,
        stamp=opening.stamp,
    )
