"""Whether the files of a folder are as they were left: nothing lost, cut short or written over."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from pathlib import Path

Mark = tuple[int, int, int]
"""A file's size in bytes, the time of its last change in nanoseconds, and its CRC-32."""


def seal(folder: Path, before: Mapping[str, Mark] | None = None) -> dict[str, Mark]:
    """A mark of each file in the folder, by its path there; locks and hidden files left out.

    Only a file that differs from its mark of `before` in size or time is read.
    """
    made = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith(".") and path.suffix != ".lock":
            name = path.relative_to(folder).as_posix()
            known = (before or {}).get(name)
            size, time = _stat(path)
            made[name] = known if known and known[:2] == (size, time) else (size, time, crc(path))
    return made


def is_as_left(folder: Path, marks: Mapping[str, Mark], closely: bool = False) -> bool:
    """Whether each file with a mark is there and holds what it held; others do not count.

    A file of the same size and another time, as a copy has, is read; `closely`, each is.
    """
    for name, (size, time, content) in marks.items():
        path = folder / name
        try:
            now = _stat(path)
            if now[0] != size or ((closely or now[1] != time) and crc(path) != content):
                return False
        except OSError:
            return False
    return True


def crc(path: Path) -> int:
    """The CRC-32 of a file's bytes."""
    total = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            total = zlib.crc32(block, total)
    return total


def _stat(path: Path) -> tuple[int, int]:
    held = path.stat()
    return held.st_size, held.st_mtime_ns
