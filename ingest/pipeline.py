"""Add files: read, split, embed, store. Yields one outcome a transcript, so that progress shows."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from ingest import readers, speakers
from ingest.containers import open_document
from ingest.errors import NoTranscripts, OnRecordError, ReadError, TooLarge
from ingest.embedding import Vectors
from ingest.library import Library
from ingest.passages import Passage, passages
from ingest.transcript import Transcript

Status = Literal["added", "unchanged", "replaced", "duplicate", "failed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file or transcript. `speakers` counts people; `seconds` is wall time."""

    path: str
    name: str | None
    status: Status
    format: str | None = None
    turns: int = 0
    speakers: int = 0
    seconds: float = 0.0
    error: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The outcome as `ingest add --json` prints it."""
        return asdict(self)


def find_files(path: Path) -> list[Path]:
    """The file itself, or every file in the folder and below it, hidden ones left out.

    Raises ReadError and NoTranscripts.
    """
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise ReadError(str(path), "no such file or folder")
    files = [
        p
        for p in sorted(path.rglob("*"))
        if p.is_file() and not any(s.startswith(".") for s in p.relative_to(path).parts)
    ]
    if not files:
        raise NoTranscripts(str(path))
    return files


def read_file(path: Path, limit_mb: int) -> bytes:
    """The bytes of a file within the size limit. Raises ReadError and TooLarge."""
    try:
        size = path.stat().st_size
        if size > limit_mb * 1_000_000:
            raise TooLarge(str(path), size / 1e6, limit_mb)
        return path.read_bytes()
    except OSError as error:
        raise ReadError(str(path), f"cannot be read: {error.strerror or error}") from error


def parse(path: str, data: bytes) -> list[Transcript]:
    """Every transcript in a file's bytes; `path` gives the name. Raises ReadError."""
    found: list[Transcript] = []
    for document in open_document(path, data):
        for reading in readers.read(document):
            part = (reading.part or "").encode()
            digest = hashlib.sha256(document.data + part).hexdigest()
            name = f"{document.stem}-{reading.part}" if reading.part else document.stem
            name = name.replace("#", "-").replace("/", "-").strip() or "transcript"
            found.append(speakers.resolve(reading, name, digest))
    return found


def add_files(library: Library, paths: Iterable[Path]) -> Iterator[Outcome]:
    """Add each file, each transcript all or nothing. One that fails is said so; the rest go on."""
    for path in paths:
        started = time.perf_counter()
        try:
            data = read_file(path, library.settings.max_file_mb)
            yield from add_bytes(library, str(path), data)
        except ReadError as error:
            took = round(time.perf_counter() - started, 3)
            yield Outcome(str(path), None, "failed", seconds=took, error=str(error))


def add_bytes(library: Library, path: str, data: bytes) -> Iterator[Outcome]:
    """Add every transcript in a file's bytes. Raises ReadError; LibraryBusy before any write."""
    for transcript in parse(path, data):
        started = time.perf_counter()
        outcome = add_transcript(library, path, transcript)
        yield replace(outcome, seconds=round(time.perf_counter() - started, 3))


def add_transcript(library: Library, path: str, transcript: Transcript) -> Outcome:
    """Add one transcript; the same content again is `unchanged`, under another name `duplicate`."""
    status = _status(library, transcript)
    if status in ("added", "replaced"):
        made = passages(transcript.turns)
        vectors = library.embedder.documents([p.embed for p in made])
        library.put(transcript, made, vectors)
    return Outcome(
        path,
        transcript.name,
        status,
        transcript.format,
        len(transcript.turns),
        len(transcript.speakers),
    )


def rebuild(library: Library) -> int:
    """Cut and embed every transcript again with the configured model; how many there were."""

    def made() -> Iterator[tuple[Transcript, list[Passage], Vectors]]:
        for name in library.records():
            transcript = library.transcript(name)
            cut = passages(transcript.turns)
            yield transcript, cut, library.embedder.documents([p.embed for p in cut])

    library.rebuild(made())
    return len(library.records())


def _status(library: Library, transcript: Transcript) -> Status:
    records = library.records()
    same = records.get(transcript.name)
    if same:
        return "unchanged" if same.sha256 == transcript.sha256 else "replaced"
    if any(r.sha256 == transcript.sha256 for r in records.values()):
        return "duplicate"
    return "added"


def failure(path: Path, error: OnRecordError) -> Outcome:
    """The outcome of a path that could not even be looked at."""
    return Outcome(str(path), None, "failed", error=str(error))
