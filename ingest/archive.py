"""ZIP to the files in it, within bounds: a small archive must not unpack to a huge one."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile

from ingest.errors import BrokenFile, TooLarge

MOST_FILES = 2000
MOST_BYTES = 200_000_000
_OF_WORD = "[Content_Types].xml"


def is_zip(data: bytes) -> bool:
    """Whether the bytes begin as an archive does."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def is_docx(data: bytes) -> bool:
    """Whether an archive is a Word file."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (BadZipFile, ValueError, NotImplementedError):
        return False
    return _OF_WORD in names and any(n.startswith("word/") for n in names)


def check(path: str, data: bytes) -> None:
    """Raise TooLarge where what the archive says it unpacks to is over the bounds."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            size = sum(info.file_size for info in archive.infolist())
            count = len(archive.infolist())
    except (BadZipFile, ValueError, NotImplementedError) as error:
        raise BrokenFile(path, "not a whole archive; pack it again") from error
    if size > MOST_BYTES:
        raise TooLarge(path, size / 1e6, MOST_BYTES // 1_000_000)
    if count > MOST_FILES:
        raise BrokenFile(path, f"more than {MOST_FILES} files in the archive; unpack it")


def files(path: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Path (`archive.zip/name`) and bytes of every file, hidden ones and folders left out.

    Raises BrokenFile, and TooLarge as soon as more comes out than the bounds allow.
    """
    check(path, data)
    left = MOST_BYTES
    with ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            parts = PurePosixPath(info.filename).parts
            if info.is_dir() or any(p.startswith((".", "__MACOSX")) for p in parts):
                continue
            try:
                with archive.open(info) as file:
                    content = file.read(left + 1)  # the size in the header may be a lie
            except (BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as error:
                raise BrokenFile(
                    f"{path}/{info.filename}", f"cannot be unpacked: {error}"
                ) from error
            left -= len(content)
            if left < 0:
                raise TooLarge(path, (MOST_BYTES + 1) / 1e6, MOST_BYTES // 1_000_000)
            yield f"{path}/{info.filename}", content
