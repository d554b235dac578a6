"""Add files: read, split, embed, store. Yields one outcome a transcript, so that progress shows."""

from __future__ import annotations

import hashlib
import re
import time
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path, PurePath
from typing import Any, Literal

from ingest import archive, readers, speakers
from ingest.containers import Document, open_file, unpack
from ingest.corrections import NO_CORRECTIONS, Corrections, corrected
from ingest.errors import (
    BrokenFile,
    NameTaken,
    NotATranscript,
    NoTranscripts,
    OnRecordError,
    ReadError,
    TooLarge,
)
from ingest.library import Library, Made
from ingest.passages import passages
from ingest.readers import slack
from ingest.records import Record, version_of
from ingest.transcript import Transcript

# Files that often lie beside transcripts and are none: left out of a folder, tried when named.
BESIDE = frozenset(
    ".yaml .yml .png .jpg .jpeg .gif .webp .svg "
    ".mp3 .m4a .wav .ogg .flac .mp4 .mov .webm .mkv".split()
)
# What no name may hold: the marks of turn ids and paths, and control characters.
_NOT_IN_NAMES = re.compile(r"[#/\\\x00-\x1f\x7f]+")

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
    """The file itself, or every file in the folder and below it that may hold a transcript.

    Hidden files are left out, and what BESIDE names. Raises ReadError and NoTranscripts.
    """
    try:
        if path.is_file():
            return [path]
        if not path.is_dir():
            raise ReadError(str(path), "no such file or folder")
    except OSError as error:
        raise ReadError(str(path), f"cannot be read: {error.strerror}") from error
    files = [
        p
        for p in sorted(path.rglob("*"))
        if p.is_file()
        and p.suffix.lower() not in BESIDE
        and not any(s.startswith(".") for s in p.relative_to(path).parts)
    ]
    if not files:
        raise NoTranscripts(str(path))
    return files


def read_file(path: Path, limit_mb: int) -> bytes:
    """The bytes of a file within the size limit. Raises ReadError and TooLarge."""
    try:
        _check_size(str(path), path.stat().st_size, limit_mb)
        return path.read_bytes()
    except OSError as error:
        raise ReadError(str(path), f"cannot be read: {error.strerror or error}") from error


def _check_size(path: str, size: int, limit_mb: int) -> None:
    if size > limit_mb * 1_000_000:
        raise TooLarge(path, size / 1e6, limit_mb)


def parse(path: str, data: bytes) -> list[Transcript]:
    """Every transcript in a file's bytes; `path` gives the name. Raises ReadError."""
    found = list(read_all(path, data))
    for transcript in found:
        if isinstance(transcript, ReadError):
            raise transcript
    return [t for t in found if not isinstance(t, ReadError)]


def read_all(path: str, data: bytes) -> Iterator[Transcript | ReadError]:
    """Every transcript in a file's bytes; what cannot be read stands as its error in its place.

    An archive goes on after a file that is no transcript. What lies beside transcripts (pictures,
    question sets, the lists of a Slack export) is left out.
    """
    text_path = path.encode(errors="replace").decode()  # a file name need not be UTF-8
    found: list[Transcript] | list[ReadError] = []
    try:
        users, people = _slack_export(text_path, data)
        for name, content in unpack(text_path, data):
            listed = users and PurePath(name).parent == users.parent
            if name == text_path or not (listed or PurePath(name).suffix.lower() in BESIDE):
                found = _opened(name, content, people)
                yield from found
    except ReadError as error:
        yield error
        return
    if not found:
        yield NotATranscript(text_path, "no transcript in the archive; nothing was added")


def _slack_export(path: str, data: bytes) -> tuple[PurePath | None, dict[str, str]]:
    """The list of people in a Slack export, and their names by their ids. Raises BrokenFile."""
    users = archive.member(path, data, "users.json")
    try:
        people = slack.directory(*users) if users else {}
    except BrokenFile:  # said where the file's turn comes
        people = {}
    return (PurePath(users[0]) if users and people else None), people


def _opened(
    path: str, data: bytes, people: Mapping[str, str]
) -> list[Transcript] | list[ReadError]:
    try:
        return _transcripts(replace(open_file(path, data), people=people))
    except ReadError as error:
        return [error]


def _transcripts(document: Document) -> list[Transcript]:
    found = []
    file = _nameable(PurePath(document.path).name)
    for reading in readers.read(document):
        part = reading.part or ""
        digest = hashlib.sha256(document.data + part.encode()).hexdigest()
        name = _nameable(f"{document.stem}-{part}" if part else document.stem)
        found.append(replace(speakers.resolve(reading, name, digest), file=file))
    return found


def _nameable(text: str) -> str:
    return _NOT_IN_NAMES.sub("-", unicodedata.normalize("NFC", text)).strip() or "transcript"


def add_files(library: Library, paths: Iterable[Path]) -> Iterator[Outcome]:
    """Add each file, each transcript all or nothing. One that fails is said so; the rest go on.

    Raises LibraryError (busy, made with another model, database failed) and EmbeddingError.
    """
    taken: dict[str, str] = {}
    for path in paths:
        try:
            data = read_file(path, library.settings.max_file_mb)
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
    _check_size(path, len(data), library.settings.max_file_mb)
    for transcript in read_all(path, data):
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
        library.put(*_made(library, transcript, _corrections(library, name)))
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
    library.rebuild(
        _made(library, library.transcript_as_read(name), _corrections(library, name))
        for name in library.records()
    )
    return len(library.records())


def _made(library: Library, transcript: Transcript, corrections: Corrections) -> Made:
    cut = passages(corrected(transcript, corrections).turns)
    return transcript, cut, library.embedder.documents([p.embed for p in cut]), corrections


def _corrections(library: Library, name: str) -> Corrections:
    """What was put right in a transcript; it holds for a new version of its file too."""
    records = library.records()
    return records[name].corrections if name in records else NO_CORRECTIONS


def failure(path: Path, error: OnRecordError) -> Outcome:
    """The outcome of a file that could not be added."""
    return Outcome(str(path), None, "failed", error=str(error))
