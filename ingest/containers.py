"""Bytes to a document: decoded text with places, whatever wraps it (plain, DOCX, PDF, HTML, ZIP)."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from pathlib import PurePath

from ingest.errors import EmptyFile, NotATranscript

BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")


@dataclass(frozen=True, slots=True)
class Place:
    """From `offset` of the document's text on, the text stands on this page / in this element."""

    offset: int
    page: int | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One file, opened. `text` is what readers read; `data` the bytes it came from.

    `container`: text, html, docx or pdf. For the last three `text` is the extracted reading text,
    paragraphs parted by blank lines, and `places` says where each stretch of it stands.
    """

    path: str
    data: bytes
    text: str
    container: str = "text"
    places: tuple[Place, ...] = field(default=())

    @property
    def stem(self) -> str:
        """The file's name without folder and last extension."""
        return PurePath(self.path).stem

    def place(self, offset: int) -> Place | None:
        """The place in which the character at `offset` stands."""
        at = bisect_right(self.places, offset, key=lambda p: p.offset)
        return self.places[at - 1] if at else None


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("cp1252", _as_cp1252)


def decode(data: bytes) -> str:
    """BOM, then UTF-8, then Windows-1252 (measured: charset guessing picks wrong code pages).

    A log may mix both: where UTF-8 sequences stand among other bytes, those are read one by one.
    Line ends are kept as they are; a UTF-8 BOM stays in the text as U+FEFF, so that offsets cover
    the file.
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        mixed = _MULTIBYTE.search(data) is not None
        return data.decode("utf-8", "cp1252") if mixed else data.decode("cp1252", "replace")


def open_document(path: str, data: bytes) -> list[Document]:
    """The documents in a file: one, or as many as an archive holds.

    Raises EmptyFile and NotATranscript.
    """
    if not data.strip():
        raise EmptyFile(path)
    if b"\x00" in data[:4096] and not data.startswith(tuple(b for b, _ in BOMS)):
        raise NotATranscript(path, "the file is binary, not a transcript; export it as text first")
    return [Document(path, data, decode(data))]
