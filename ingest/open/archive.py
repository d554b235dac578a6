"""ZIP to the files in it, within bounds: a small archive must not unpack to a huge one."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from ingest.errors import BrokenFile

MOST_FILES = 2000
MOST_BYTES = 200_000_000
# Text packs to a third, JSON to a twentieth; what packs to less than this is made to hurt.
MOST_RATIO, HARMLESS = 100, 10_000_000
# What the library raises on damaged archives (locked ones: RuntimeError).
DAMAGE = (BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError, OverflowError)
_ODT = b"application/vnd.oasis.opendocument.text"
_OF_OFFICE = "[Content_Types].xml"


def is_zip(data: bytes) -> bool:
    """Whether the bytes begin as an archive does."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def is_docx(data: bytes) -> bool:
    """Whether an archive is a Word file."""
    names = _names(data)
    return _OF_OFFICE in names and any(n.startswith("word/") for n in names)


def is_sheet(data: bytes) -> bool:
    """Whether an archive is an Excel file; those of a binary kind are not."""
    names = _names(data)
    return _OF_OFFICE in names and any(n.startswith("xl/") and n.endswith(".xml") for n in names)


def is_odt(data: bytes) -> bool:
    """Whether an archive is a text document of LibreOffice, Google Docs or their kin."""
    if not {"mimetype", "content.xml"} <= _names(data):
        return False
    try:
        with ZipFile(io.BytesIO(data)) as archive, archive.open("mimetype") as file:
            return file.read(len(_ODT) + 1).strip() == _ODT
    except DAMAGE:
        return False


def is_bundle(data: bytes) -> bool:
    """Whether an archive is one file of a program (slides, a drawing, a book), not a folder."""
    return not {_OF_OFFICE, "mimetype"}.isdisjoint(_names(data))


def _names(data: bytes) -> set[str]:
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            return set(archive.namelist())
    except DAMAGE:
        return set()


def check(path: str, data: bytes, most: int = MOST_BYTES) -> None:
    """Raise BrokenFile where what the archive says it unpacks to is over the bounds."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            size = sum(info.file_size for info in archive.infolist())
            count = len(archive.infolist())
    except DAMAGE as error:
        raise BrokenFile(path, _torn(path)) from error
    if size > most or (size > HARMLESS and size > MOST_RATIO * len(data)):
        raise BrokenFile(
            path, f"it unpacks to {size / 1e6:.0f} MB; unpack it and add what is in it"
        )
    if count > MOST_FILES:
        raise BrokenFile(path, f"more than {MOST_FILES} files in the archive; unpack it")


def files(path: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Path (`archive.zip/name`) and bytes of every file, hidden ones and folders left out.

    Raises BrokenFile.
    """
    check(path, data)
    with ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            parts = PurePosixPath(info.filename).parts
            if not info.is_dir() and not any(p.startswith((".", "__MACOSX")) for p in parts):
                yield f"{path}/{info.filename}", _content(path, archive, info)


def member(path: str, data: bytes, name: str) -> tuple[str, bytes] | None:
    """Path and bytes of the file of this name nearest to the archive's root, where there is one.

    Raises BrokenFile.
    """
    if not is_zip(data):
        return None
    check(path, data)
    with ZipFile(io.BytesIO(data)) as archive:
        named = [i for i in archive.infolist() if PurePosixPath(i.filename).name == name]
        if not named:
            return None
        info = min(named, key=lambda i: i.filename.count("/"))
        return f"{path}/{info.filename}", _content(path, archive, info)


def _torn(path: str) -> str:
    """What is wrong and what to do: a person who made a document knows of no archive."""
    if PurePosixPath(path).suffix.lower() == ".zip":
        return "not a whole archive; pack it again"
    return "the file is damaged or not whole; save it again where it was made"


def verify(path: str, data: bytes, most: int) -> None:
    """Raise BrokenFile where the archive is damaged or unpacks to more than `most` bytes.

    For archives that a library unpacks, which believes what the headers say.
    """
    check(path, data, most)
    with ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            _content(path, archive, info)


def _content(path: str, archive: ZipFile, info: ZipInfo) -> bytes:
    """Read up to the size in the header: where that is a lie, the checksum does not fit."""
    try:
        with archive.open(info) as file:
            return file.read(info.file_size + 1)
    except DAMAGE as error:
        raise BrokenFile(f"{path}/{info.filename}", f"cannot be unpacked: {error}") from error
