"""A library in one file, checked by sums: its transcripts as read, corrections and vectors.

A ZIP of `about.json`, for each transcript its record and passages as they are stored and, where
they are whole, its vectors; the versions kept for undo; the library folder's other files; and
`sums.json` with the SHA-256 of each of these. It is written beside its place and then put there.
"""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

import numpy as np

from ingest.errors import BackupError
from ingest.index.embedding import Vectors
from ingest.store.care.health import STORE
from ingest.store.kept import Row
from ingest.store.records import Record
from ingest.store.stored import from_rows, to_rows

FORMAT = 1
Rows = Mapping[str, tuple[str, Any]]
"""Passages, text and metadata, by id."""
# What a library's folder holds that is no part of it: Chroma's files, caches, other backups.
_APART = {"chroma", "keywords", "prepared"}
# SQLite's own notes on what is kept beside the transcripts.
_JOURNALS = (f"{STORE}-journal", f"{STORE}-wal", f"{STORE}-shm")


@dataclass(frozen=True, slots=True)
class Item:
    """A transcript in a backup. `vectors` is None where they were not whole."""

    record: Record
    rows: Rows
    vectors: Vectors | None


def write(
    path: Path,
    about: Mapping[str, Any],
    items: Iterable[Item],
    versions: Iterable[Sequence[Row]],
    folder: Path,
) -> int:
    """Write a backup; how many transcripts it holds. Raises BackupError where it cannot be.

    `versions`: those kept for undo, each as its rows.
    """
    beside = path.with_name(path.name + ".new")
    try:
        with ZipFile(beside, "w", ZIP_DEFLATED, compresslevel=1) as file:
            count = _fill(file, about, items, versions, folder)
        beside.replace(path)
    except OSError as error:
        raise BackupError(path, f"cannot be written: {error.strerror or error}") from error
    finally:
        beside.unlink(missing_ok=True)
    return count


def _fill(
    file: ZipFile,
    about: Mapping[str, Any],
    items: Iterable[Item],
    versions: Iterable[Sequence[Row]],
    folder: Path,
) -> int:
    sums: dict[str, str] = {}

    def add(name: str, data: bytes, how: int = ZIP_DEFLATED) -> None:
        file.writestr(name, data, how)
        sums[name] = hashlib.sha256(data).hexdigest()

    count = 0
    for count, each in enumerate(items, 1):
        place = f"transcripts/{count:06}"
        passages = [[i, *each.rows[i]] for i in each.record.ids()]
        add(f"{place}.json", _json({"record": to_rows(each.record), "passages": passages}))
        if each.vectors is not None:
            data = io.BytesIO()
            np.save(data, np.asarray(each.vectors, dtype=np.float32))
            add(f"{place}.npy", data.getvalue(), ZIP_STORED)
    for number, rows in enumerate(versions, 1):
        add(f"kept/{number:06}.json", _json(rows))
    for path in others(folder):
        add(f"files/{path.relative_to(folder).as_posix()}", _content(path))
    add("about.json", _json({**about, "format": FORMAT, "transcripts": count}))
    file.writestr("sums.json", _json(sums))
    return count


def _content(path: Path) -> bytes:
    """The bytes of a file; of an SQLite store those of one moment, whoever writes to it now."""
    if path.suffix == STORE:
        uri = f"{path.absolute().as_uri()}?mode=rw"
        # One that is damaged goes along as it is: the transcripts are not to be lost for it.
        with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(uri, uri=True)) as store:
            store.execute("BEGIN")
            store.execute("SELECT count(*) FROM sqlite_master").fetchone()
            return store.serialize()
    return path.read_bytes()


def others(folder: Path) -> Iterator[Path]:
    """The files in a library's folder that are neither Chroma's nor a cache, lock or backup."""
    for path in sorted(folder.rglob("*")):
        names = path.relative_to(folder).parts
        hidden = any(name.startswith(".") for name in names)
        is_ours = path.suffix == ".backup" or path.name.endswith(_JOURNALS)
        if path.is_file() and not hidden and names[0] not in _APART and not is_ours:
            yield path


class Backup:
    """A backup that was read and found whole."""

    def __init__(self, path: Path, file: ZipFile) -> None:
        """Raises BackupError where it is damaged or no backup."""
        self._path, self._file = path, file
        sums = json.loads(file.read("sums.json"))
        names = [n for n in file.namelist() if n != "sums.json"]
        whole = sorted(names) == sorted(sums) and all(
            hashlib.sha256(file.read(name)).hexdigest() == sums[name] for name in names
        )
        self.about: dict[str, Any] = json.loads(file.read("about.json")) if whole else {}
        if not whole:
            raise _damaged(path)
        if self.about["format"] > FORMAT:
            raise BackupError(path, "a newer On Record made this backup; update On Record")

    def items(self) -> Iterator[Item]:
        """The transcripts, one after the other."""
        for at in range(1, self.about["transcripts"] + 1):
            place = f"transcripts/{at:06}"
            data = json.loads(self._file.read(f"{place}.json"))
            parts = data["record"]
            (record,) = from_rows(
                (f"r/{part}", text, {"rows": len(parts)}) for part, text in enumerate(parts)
            )
            vectors = None
            if f"{place}.npy" in self._file.namelist():
                vectors = np.load(io.BytesIO(self._file.read(f"{place}.npy")), allow_pickle=False)
            yield Item(record, {i: (text, meta) for i, text, meta in data["passages"]}, vectors)

    def versions(self) -> Iterator[list[Row]]:
        """The rows of each version kept for undo."""
        for name in self._file.namelist():
            if PurePosixPath(name).parts[0] == "kept":
                yield [(i, text, meta) for i, text, meta in json.loads(self._file.read(name))]

    def files(self) -> Iterator[tuple[PurePosixPath, bytes]]:
        """The library folder's other files, by their path in it."""
        for name in self._file.namelist():
            place = PurePosixPath(name)
            if place.parts[0] == "files":
                if ".." in place.parts:
                    raise _damaged(self._path)
                yield place.relative_to("files"), self._file.read(name)


@contextmanager
def opened(path: Path) -> Iterator[Backup]:
    """A backup, checked from end to end. Raises BackupError."""
    try:
        with ZipFile(path) as file:
            yield Backup(path, file)
    except (BadZipFile, zlib.error, KeyError, ValueError, EOFError, NotImplementedError) as error:
        raise _damaged(path) from error
    except OSError as error:
        raise BackupError(path, f"cannot be read: {error.strerror or error}") from error


def _damaged(path: Path) -> BackupError:
    return BackupError(
        path, "this is no whole backup; take another copy of it; nothing was changed"
    )


def _json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=True).encode()
