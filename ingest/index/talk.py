"""A transcript's turns as they are shown, in a file beside its columns: a line of JSON a turn.

What a question reads. The file stays readable to who has it open, also when it is deleted, so that
a question ends with the text that it began with.
"""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.transcript import Transcript, Turn, read_turn


class Talk:
    """The turns of one transcript, left on disk until they are asked for."""

    def __init__(self, path: Path) -> None:
        """Open what `save` wrote. Raises OSError and ValueError where there is no such file."""
        self._data: NDArray[np.uint8] = np.memmap(path, dtype=np.uint8, mode="r")

    @cached_property
    def _starts(self) -> NDArray[np.intp]:
        return np.flatnonzero(self._data == ord("\n")) + 1

    def turn(self, number: int) -> Turn:
        """The turn of this number, from 1. Raises IndexError where there is none."""
        data = json.loads(self._data[self._starts[number - 1] : self._starts[number]].tobytes())
        return read_turn(data, data["text"])

    def turns(self) -> tuple[Turn, ...]:
        """All turns, in order."""
        return tuple(self.turn(number) for number in range(1, len(self._starts)))


def packed(transcript: Transcript) -> bytes:
    """The turns as they are written: an empty line, then a line each."""
    lines = (json.dumps(t.as_json(), ensure_ascii=False) for t in transcript.turns)
    return "\n".join(["", *lines, ""]).encode()
