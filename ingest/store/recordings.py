"""The recording of a transcript: a file beside it, an address, or a file put into the library.

What is chosen lies in the library's folder, in `recordings/`, under the transcript's name: the
file itself, or the address in a file of the ending `.url`.
"""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import quote, urlsplit

from ingest.errors import OnRecordError
from ingest.store.records import Record

# Endings of files that browsers play.
SOUND = (".mp3", ".m4a", ".wav", ".ogg", ".oga", ".opus", ".flac", ".aac")
PICTURE = (".mp4", ".webm", ".m4v", ".mov", ".ogv")
_ADDRESS = ".url"


class NoRecording(OnRecordError):
    """What was given is no recording that can be played."""


@dataclass(frozen=True, slots=True)
class Recording:
    """Where a recording is: a file or an address, and whether it is kept in the library."""

    place: Path | str
    kind: Literal["audio", "video"]
    is_kept: bool = True

    @property
    def type(self) -> str:
        """The MIME type, as the ending tells it."""
        return mimetypes.guess_type(str(self.place))[0] or f"{self.kind}/mp4"


def find(library: Path, record: Record) -> Recording | None:
    """The recording that was chosen for a transcript, else a file of its name beside its own."""
    for kept in _kept(library, record.name):
        place = kept.read_text("utf-8").strip() if kept.suffix == _ADDRESS else kept
        return Recording(place, _kind(str(place)))
    if not record.path:
        return None
    source = Path(record.path)
    beside = (source.with_suffix(ending) for ending in (*SOUND, *PICTURE))
    found = next((path for path in beside if path.is_file()), None)
    return Recording(found, _kind(found.name), is_kept=False) if found else None


def keep(library: Path, name: str, file: str, data: bytes) -> None:
    """Keep a file as the recording of a transcript. Raises NoRecording."""
    ending = Path(file).suffix.lower()
    if ending not in SOUND + PICTURE:
        raise NoRecording(
            f"{file}: no recording that can be played; use {', '.join(SOUND + PICTURE)}"
        )
    _write(library, name, ending, data)


def keep_address(library: Path, name: str, address: str) -> None:
    """Keep an address as the recording of a transcript. Raises NoRecording."""
    parts = urlsplit(address.strip())
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise NoRecording(f"'{address}' is no address; write it like https://example.org/talk.mp3")
    _write(library, name, _ADDRESS, address.strip().encode())


def forget(library: Path, name: str) -> None:
    """Let go of the recording that was chosen, if one was. Raises NoRecording."""
    try:
        for path in _kept(library, name):
            path.unlink()
    except OSError as error:
        raise NoRecording(f"{library}: cannot be written: {error.strerror}") from error


def _write(library: Path, name: str, ending: str, data: bytes) -> None:
    folder = library / "recordings"
    new = folder / f"{_stem(name)}{ending}"
    part = new.with_name(new.name + ".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        forget(library, name)
        part.replace(new)
    except OSError as error:
        raise NoRecording(f"{folder}: cannot be written: {error.strerror}") from error


def _kept(library: Path, name: str) -> list[Path]:
    endings = (*SOUND, *PICTURE, _ADDRESS)
    paths = (library / "recordings" / f"{_stem(name)}{ending}" for ending in endings)
    return [path for path in paths if path.is_file()]


def _stem(name: str) -> str:
    return quote(name, safe=" ")


def _kind(place: str) -> Literal["audio", "video"]:
    return "video" if Path(urlsplit(place).path).suffix.lower() in PICTURE else "audio"
