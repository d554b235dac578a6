"""Files to transcripts: found, read within bounds, opened and parsed; nothing is stored."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePath

from ingest import readers
from ingest.errors import BrokenFile, NotATranscript, NoTranscripts, ReadError, TooLarge
from ingest.open import archive
from ingest.open.containers import Document, open_file, unpack
from ingest.people import speakers
from ingest.readers.chats import slack
from ingest.readers.common.dates import date_in_name
from ingest.transcript import Transcript

# Files that often lie beside transcripts and are none: left out of a folder, tried when named.
BESIDE = frozenset(
    ".yaml .yml .png .jpg .jpeg .gif .webp .svg "
    ".ipynb .mp3 .m4a .wav .ogg .flac .mp4 .mov .webm .mkv".split()
)
Reads = Callable[[], list[Transcript] | list[ReadError]]
# What no name may hold: the marks of turn ids and paths, and control characters.
_NOT_IN_NAMES = re.compile(r"[#/\\\x00-\x1f\x7f]+")


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
        check_size(str(path), path.stat().st_size, limit_mb)
        return path.read_bytes()
    except OSError as error:
        raise ReadError(str(path), f"cannot be read: {error.strerror or error}") from error


def check_size(path: str, size: int, limit_mb: int) -> None:
    """Raise TooLarge where a file of `size` bytes is over the limit."""
    if size > limit_mb * 1_000_000:
        raise TooLarge(path, size / 1e6, limit_mb)


def parse(path: str, data: bytes, as_talk: bool = False) -> list[Transcript]:
    """Every transcript in a file's bytes; `path` gives the name. Raises ReadError."""
    return whole(read_all(path, data, as_talk))


def whole(found: Iterable[Transcript | ReadError]) -> list[Transcript]:
    """The transcripts, where all could be read. Raises the first ReadError."""
    transcripts = []
    for each in found:
        if isinstance(each, ReadError):
            raise each
        transcripts.append(each)
    return transcripts


def read_all(path: str, data: bytes, as_talk: bool = False) -> Iterator[Transcript | ReadError]:
    """Every transcript in a file's bytes; what cannot be read stands as its error in its place."""
    for _, read in files(path, data, as_talk):
        yield from read()


def files(path: str, data: bytes, as_talk: bool = False) -> Iterator[tuple[str, Reads]]:
    """The name of a file, or of each file in an archive, and what reads it.

    An archive goes on after a file that is no transcript. What lies beside transcripts (pictures,
    question sets, the lists of a Slack export) is left out. `as_talk`: what is no transcript by its
    look is read as talk without names.
    """
    text_path = path.encode(errors="replace").decode()  # a file name need not be UTF-8
    empty = True
    try:
        users, people = _slack_export(text_path, data)
        for name, content in unpack(text_path, data):
            listed = users and PurePath(name).parent == users.parent
            if name == text_path or not (listed or PurePath(name).suffix.lower() in BESIDE):
                empty = False
                yield name, partial(_opened, name, content, people, as_talk)
    except ReadError as error:
        yield text_path, partial(list, [error])
        return
    if empty:
        problem = "no transcript in the archive; nothing was added"
        yield text_path, partial(list, [NotATranscript(text_path, problem)])


def _slack_export(path: str, data: bytes) -> tuple[PurePath | None, dict[str, str]]:
    """The list of people in a Slack export, and their names by their ids. Raises BrokenFile."""
    users = archive.member(path, data, "users.json")
    try:
        people = slack.directory(*users) if users else {}
    except BrokenFile:  # said where the file's turn comes
        people = {}
    return (PurePath(users[0]) if users and people else None), people


def _opened(
    path: str, data: bytes, people: Mapping[str, str], as_talk: bool
) -> list[Transcript] | list[ReadError]:
    try:
        return _transcripts(replace(open_file(path, data), people=people), as_talk)
    except ReadError as error:
        return [error]


def _transcripts(document: Document, as_talk: bool) -> list[Transcript]:
    found = []
    file = _nameable(PurePath(document.path).name)
    named = date_in_name(document.stem)
    for reading in readers.read(document, as_talk):
        part = reading.part or ""
        digest = hashlib.sha256(document.data + part.encode()).hexdigest()
        name = _nameable(f"{document.stem}-{part}" if part else document.stem)
        read = speakers.resolve(reading, name, digest)
        found.append(replace(read, date=read.date or named, file=file))
    return found


def _nameable(text: str) -> str:
    return _NOT_IN_NAMES.sub("-", unicodedata.normalize("NFC", text)).strip() or "transcript"
