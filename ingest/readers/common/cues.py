"""Cues to turns: captions, utterances or words, joined to the runs of one speaker."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ingest.transcript import RawTurn, Source, clean

# Where nobody is named, a piece of talk is a long paragraph: 1,000 to 2,000 characters are 170 to
# 340 words, one to two minutes of speech, and fit a screen.
SHORT_PIECE = 1000
LONG_PIECE = 2000
# What somebody named says in one go is one turn, up to some seven minutes: a lecture is cut too,
# and of slow talk a piece lasts two minutes at most.
LONG_SPEECH, LONG_SPEECH_MS, LONG_PIECE_MS = 6000, 420_000, 120_000
PAUSE_MS = 2000
# A sign that `clean` would keep.
_SEEN = re.compile(r"[^\s\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff]")
_SENTENCE_END = re.compile(r"[.!?\u2026\u3002\uff01\uff1f\u061f\u0964][\"'\u201d\u2019\u00bb)\]]*$")


class Cue(NamedTuple):
    """A stretch of talk with one label: a caption, a part of one, an utterance or a word.

    `number` counts the file's cues from 1; parts of one cue share it. `change` says that another
    person speaks from here on, also where nobody is named. `offset` is where its block begins in
    the decoded file, `line` the line of that, `path` its JSON or XML path.
    """

    number: int
    text: str
    label: str | None = None
    start_ms: int | None = None
    end_ms: int | None = None
    change: bool = False
    offset: int | None = None
    line: int | None = None
    path: str | None = None


def turns(cues: Iterable[Cue], end: int | None = None) -> tuple[RawTurn, ...]:
    """One turn for each run of a speaker; unnamed and very long runs are cut to a readable size.

    Cues without label and words count as silence. `end` is where the last block ends in the file;
    the character ranges of the turns lie side by side from the first cue to it.
    """
    talk = [cue for cue in cues if cue.label or _SEEN.search(cue.text)]
    runs = [piece for run in _runs(talk) for piece in ([run] if _is_turn(run) else _pieces(run))]
    ends = [run[0].offset for run in runs[1:]] + [end]
    return tuple(_turn(run, stop) for run, stop in zip(runs, ends, strict=True)) if runs else ()


def _runs(cues: Iterable[Cue]) -> Iterator[list[Cue]]:
    run: list[Cue] = []
    for cue in cues:
        if run and (cue.label != run[-1].label or (cue.change and not cue.label)):
            yield run
            run = []
        run.append(cue)
    if run:
        yield run


def _is_turn(run: Sequence[Cue]) -> bool:
    size = sum(len(cue.text) + 1 for cue in run)
    return bool(run[0].label) and size <= LONG_SPEECH and _lasts(run[0], run[-1]) <= LONG_SPEECH_MS


def _lasts(first: Cue, last: Cue) -> int:
    """Milliseconds from the beginning of one cue to that of another."""
    return (last.start_ms or 0) - (first.start_ms or 0)


def _pieces(run: Sequence[Cue]) -> Iterator[list[Cue]]:
    """`run` cut at its pauses and sentence ends, or at any cue where there is neither."""
    piece: list[Cue] = []
    size = 0
    for cue in run:
        if piece and _cut(piece[-1], cue, size, _lasts(piece[0], cue)):
            yield piece
            piece, size = [], 0
        piece.append(cue)
        size += len(cue.text) + 1
    yield piece


def _cut(before: Cue, after: Cue, size: int, lasts: int) -> bool:
    if size < SHORT_PIECE and lasts < LONG_PIECE_MS:
        return False
    if size >= LONG_PIECE or _SENTENCE_END.search(before.text[-8:].rstrip()):
        return True
    return (
        before.end_ms is not None
        and after.start_ms is not None
        and after.start_ms - before.end_ms >= PAUSE_MS
    )


def _turn(run: Sequence[Cue], end: int | None) -> RawTurn:
    first, last = run[0], run[-1]
    times = [ms for cue in run for ms in (cue.start_ms, cue.end_ms) if ms is not None]
    return RawTurn(
        label=first.label,
        # A line break or blank line inside a caption is layout, not a paragraph.
        text=" ".join(clean(" ".join(cue.text for cue in run)).split()),
        start_ms=first.start_ms,
        end_ms=max(times) if last.end_ms is not None else None,
        source=Source(
            start=first.offset,
            end=end,
            line=first.line,
            cue=first.number,
            end_cue=last.number,
            path=first.path,
        ),
    )
