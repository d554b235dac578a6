"""Add files: split, embed, store. Yields one outcome a transcript, so that progress shows."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path, PurePath
from typing import Any, Literal

from ingest import intake
from ingest.errors import NameTaken, OnRecordError, ReadError
from ingest.index.passages import passages
from ingest.store.corrections import NO_CORRECTIONS, Corrections, corrected
from ingest.store.library import Library, Made
from ingest.store.records import Record, version_of
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


def add_files(library: Library, paths: Iterable[Path]) -> Iterator[Outcome]:
    """Add each file, each transcript all or nothing. One that fails is said so; the rest go on.

    Raises LibraryError (busy, made with another model, database failed) and EmbeddingError.
    """
    taken: dict[str, str] = {}
    for path in paths:
        try:
            data = intake.read_file(path, library.settings.max_file_mb)
            yield from add_bytes(library, str(path), data, taken)
        except ReadError as error:
            yield failure(path, error)


def add_bytes(
    library: Library, path: str, data: bytes, taken: dict[str, str] | None = None
) -> Iterator[Outcome]:
    """Add every transcript in a file's bytes.

    `taken` holds the names that this run has given, each with its path: a file that would replace
    one of them fails instead. Raises ReadError, LibraryError and EmbeddingError.
    """
    taken = {} if taken is None else taken
    intake.check_size(path, len(data), library.settings.max_file_mb)
    for transcript in intake.read_all(path, data):
        if isinstance(transcript, ReadError):
            yield failure(Path(path), transcript)
            continue
        started = time.perf_counter()
        try:
            outcome = _add(library, path, transcript, taken)
        except ReadError as error:
            outcome = failure(Path(path), error)
        yield replace(outcome, seconds=round(time.perf_counter() - started, 3))


def _add(library: Library, path: str, transcript: Transcript, taken: dict[str, str]) -> Outcome:
    status, name = _place(library.records(), path, transcript)
    if status == "replaced" and name in taken:
        raise NameTaken(path, name, taken[name])
    transcript = replace(transcript, name=name)
    if status in ("added", "replaced"):
        library.put(*made(library, transcript, _corrections(library, name)))
    taken.setdefault(name, path)
    return Outcome(
        path,
        name,
        status,
        transcript.format,
        len(transcript.turns),
        len(transcript.speakers),
    )


def _place(records: dict[str, Record], path: str, transcript: Transcript) -> tuple[Status, str]:
    """What a transcript is to the library, and its name there.

    A file keeps its name, and is unchanged where it also reads as it did when it was added. Where
    another file of the same stem has the name (`talk.srt`, `talk.vtt`), the second is called
    `talk-vtt`. Raises NameTaken where that is another file's too.
    """
    suffix = PurePath(transcript.file).suffix.removeprefix(".").lower()
    names = list(dict.fromkeys((transcript.name, f"{transcript.name}-{suffix}".strip("-"))))
    for name in names:
        if name in records and records[name].file == transcript.file:
            read = version_of(replace(transcript, name=name), records[name].corrections)
            return ("unchanged" if read == records[name].version else "replaced"), name
    for record in records.values():
        if record.sha256 == transcript.sha256:
            return "duplicate", record.name
    for name in names:
        if name not in records:
            return "added", name
    raise NameTaken(path, names[-1], records[names[-1]].file)


def rebuild(library: Library) -> int:
    """Cut and embed every transcript again with the configured model; how many there were."""

    def anew() -> Iterator[Made]:
        for name in library.records():
            yield made(library, library.transcript_as_read(name), _corrections(library, name))

    library.rebuild(anew())
    return len(library.records())


def made(library: Library, transcript: Transcript, corrections: Corrections) -> Made:
    """A transcript as read, cut and embedded as it is shown with its corrections."""
    cut = passages(corrected(transcript, corrections).turns)
    return transcript, cut, library.embedder.documents([p.embed for p in cut]), corrections


def _corrections(library: Library, name: str) -> Corrections:
    """What was put right in a transcript; it holds for a new version of its file too."""
    records = library.records()
    return records[name].corrections if name in records else NO_CORRECTIONS


def failure(path: Path, error: OnRecordError) -> Outcome:
    """The outcome of a file that could not be added."""
    return Outcome(str(path), None, "failed", error=str(error))
