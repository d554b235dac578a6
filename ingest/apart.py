"""Transcripts read apart: in a process that ends where a file takes too long, or too much.

Whatever a file does there is one line about that file, and the rest goes on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from operator import attrgetter
from typing import Any

from ingest import intake
from ingest.errors import ReadError, Stopped, Unreadable
from ingest.open import pool
from ingest.transcript import Source, Transcript, Turn
from settings import Settings

FUNCTION = f"{__name__}:steps"
"""What the worker runs."""
# So many files of one archive may end their process; then the rest is left.
MOST_ENDED = 5

_TURN = attrgetter(*(f.name for f in fields(Turn) if f.name != "source"))
_SOURCE = attrgetter(*(f.name for f in fields(Source)))
Packed = tuple[Transcript, list[tuple[tuple[Any, ...], tuple[Any, ...]]]]
"""A transcript without turns, and its turns as plain values: four times as fast on the way."""


def start() -> None:
    """Have a worker start, before the first file is there."""
    pool.start(__name__)


def read_all(
    path: str, data: bytes, settings: Settings, as_talk: bool = False
) -> Iterator[Transcript | ReadError]:
    """Every transcript in a file's bytes; what cannot be read stands as its error in its place.

    Each file in an archive has the limits for itself.
    """
    with pool.place(settings.workers):
        yield from _read_all(path, data, settings, as_talk)


def _read_all(
    path: str, data: bytes, settings: Settings, as_talk: bool
) -> Iterator[Transcript | ReadError]:
    limits = pool.limits(settings)
    at, done = path, 0
    for _ in range(MOST_ENDED):
        try:
            for step in pool.run(FUNCTION, (path, data, done, as_talk), limits):
                if isinstance(step, str):
                    at, done = step, done + 1
                else:
                    yield from (e if isinstance(e, ReadError) else _unpacked(e) for e in step)
            return
        except Stopped as error:
            yield Unreadable(at, str(error))
            if at == path:
                return
    yield Unreadable(path, f"so did {MOST_ENDED} files in it, and the rest was left; unpack it")


def parse(path: str, data: bytes, settings: Settings) -> list[Transcript]:
    """Every transcript in a file's bytes. Raises ReadError."""
    return intake.whole(read_all(path, data, settings))


def steps(
    path: str, data: bytes, done: int, as_talk: bool
) -> Iterator[str | list[Packed | ReadError]]:
    """In the worker: the name of each file in it, and then what it reads as.

    `done`: so many files are passed over.
    """
    for number, (name, read) in enumerate(intake.files(path, data, as_talk)):
        if number >= done:
            yield name
            yield [e if isinstance(e, ReadError) else _packed(e) for e in read()]


def _packed(transcript: Transcript) -> Packed:
    turns = [(_TURN(t), _SOURCE(t.source)) for t in transcript.turns]
    return replace(transcript, turns=()), turns


def _unpacked(packed: Packed) -> Transcript:
    transcript, turns = packed
    return replace(transcript, turns=tuple(Turn(*(*t, Source(*s))) for t, s in turns))
