"""Bytes to documents: text with places, whatever wraps it (DOCX, XLSX, PDF, HTML, ZIP ...)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ingest.errors import BrokenFile, EmptyFile, NotATranscript
from ingest.open import archive
from ingest.open.document import Block, Document, Place, joined
from ingest.open.encoding import decode, is_marked
from ingest.open.html import is_html, page_title, read_html
from ingest.open.rtf import is_rtf, read_rtf

__all__ = ["Document", "Place", "decode", "open_document", "open_file", "unpack"]

# Bytes that a file of Word or Excel may unpack to, pictures included: its XML is in memory whole.
MOST_WORD = 30_000_000

# Quotation marks of a JSON file that holds one long string; its share of the file; lines of text.
QUOTES, MOSTLY, LINES = 60, 0.6, 3
_MARKED_UP = re.compile(r"<br\b|</(?:p|div|span|li)>", re.IGNORECASE)
_RECOGNISED = frozenset("text language duration task usage language_probability".split())

# Bytes in which a mail says that it is one.
MOST_HEAD = 16_384

# How files of Word, Excel and Outlook of before 2007 begin.
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What is in one that a password locks, whatever made it.
_LOCKED = "EncryptedPackage".encode("utf-16-le")
# How a mail begins that was saved whole, or a page with its pictures (MHTML).
_MAIL = re.compile(
    rb"(?:[A-Za-z][A-Za-z-]{1,40}:[^\r\n]{0,998}\r?\n(?:[ \t][^\r\n]{1,998}\r?\n){0,50}){0,60}?"
    rb"MIME-Version: ?1\.0",
    re.IGNORECASE,
)
# How recordings begin: they need a transcript first.
_RECORDINGS = re.compile(
    rb"ID3|\xff[\xfb\xf3\xf2\xf1\xf9]|RIFF....(?:WAVE|AVI )|OggS|fLaC|\x1aE\xdf\xa3|....ftyp|#!AMR|"
    rb"\x00\x00\x01[\xba\xb3]|FLV|FORM....AIF|caff|MAC ",
    re.DOTALL,
)


def open_document(path: str, data: bytes) -> Iterator[Document]:
    """The documents in a file: one, or as many as an archive holds.

    Raises EmptyFile, NotATranscript and BrokenFile, each before the document concerned.
    """
    return (open_file(name, content) for name, content in unpack(path, data))


def unpack(path: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """The file itself, or the files in it where it is an archive, empty ones left out.

    Raises EmptyFile, NotATranscript and BrokenFile.
    """
    if not data.strip():
        raise EmptyFile(path)
    if not archive.is_zip(data) or _holds_text(data):
        yield path, data
        return
    if archive.is_bundle(data):
        raise NotATranscript(
            path,
            "a file of another program; save it as DOCX, PDF or text (a sheet: as XLSX or CSV)",
        )
    yield from ((name, content) for name, content in archive.files(path, data) if content.strip())


def _holds_text(data: bytes) -> bool:
    """Whether an archive is one document."""
    return archive.is_docx(data) or archive.is_sheet(data) or archive.is_odt(data)


def open_file(path: str, data: bytes) -> Document:
    """One file that is no archive. Raises EmptyFile, NotATranscript and BrokenFile."""
    if archive.is_docx(data):
        archive.verify(path, data, MOST_WORD)
        return _extracted(path, data, "docx", _read_docx(path, data))
    if archive.is_sheet(data):
        archive.verify(path, data, MOST_WORD)
        return _sheet(path, data)
    if archive.is_odt(data):
        archive.verify(path, data, MOST_WORD)
        return _extracted(path, data, "odt", _read_odt(path, data))
    if archive.is_zip(data):
        raise BrokenFile(path, "an archive in an archive; unpack it first")
    if data.lstrip()[:5] == b"%PDF-":
        return _extracted(path, data, "pdf", _read_pdf(path, data))
    if is_rtf(data):
        return _extracted(path, data, "rtf", read_rtf(path, data))
    _refuse(path, data)
    text = decode(data)
    if is_html(text):
        page = _extracted(path, data, "html", read_html(path, text))
        return replace(page, title=page_title(text))
    return _wrapped(path, data, text) or Document(path, data, text)


def _wrapped(path: str, data: bytes, text: str) -> Document | None:
    """The document that is the one long string of a JSON file, as oTranscribe saves it, if one is.

    HTML, or lines of text; beside what recognisers say of it, it is theirs.
    """
    if not text.lstrip("\ufeff \t\r\n").startswith("{"):
        return None
    if text.count('"') > text.count('\\"') + QUOTES:
        return None
    try:
        held = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return None
    where, inner = max(_strings(held), key=lambda each: len(each[1]), default=("", ""))
    if len(inner) < MOSTLY * len(text) or _RECOGNISED.issuperset(held):
        return None
    title = next((held[k] for k in ("title", "name") if isinstance(held.get(k), str)), "")
    if _MARKED_UP.search(inner):
        blocks = [
            replace(b, path=f"{where} {b.path or ''}".strip()) for b in read_html(path, inner)
        ]
        return replace(_extracted(path, data, "json", blocks), title=title)
    if inner.count("\n") < LINES:
        return None
    return Document(path, data, inner, "json", (Place(0, path=where),), title)


def _strings(value: Any, path: str = "$", depth: int = 4) -> Iterator[tuple[str, str]]:
    """The strings in a value of JSON, each behind its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict) and depth:
        for key, inner in value.items():
            yield from _strings(inner, f"{path}.{key}", depth - 1)
    elif isinstance(value, list) and depth:
        for n, inner in enumerate(value):
            yield from _strings(inner, f"{path}[{n}]", depth - 1)


def _refuse(path: str, data: bytes) -> None:
    """Raise NotATranscript for what is no text: old Office, a mail, a recording, other bytes."""
    if data.startswith(_OLD_OFFICE):
        if _LOCKED in data:
            raise NotATranscript(path, "locked by a password; save it without one")
        raise NotATranscript(
            path, "a file of an old Word or Office; save it as DOCX, XLSX, PDF or text"
        )
    if _MAIL.match(data[:MOST_HEAD].lstrip(b"\xef\xbb\xbf\r\n")):
        raise NotATranscript(
            path, "a saved mail or web archive; save its text, or what it encloses"
        )
    if _RECORDINGS.match(data):
        raise NotATranscript(
            path, "this is a recording; On Record reads transcripts, so have it transcribed first"
        )
    if b"\x00" in data[:4096] and not is_marked(data):
        raise NotATranscript(path, "the file is binary, not a transcript; export it as text first")


def _read_docx(path: str, data: bytes) -> list[Block]:
    from ingest.open.word import read_docx  # a third of what reading text takes to import

    return read_docx(path, data)


def _sheet(path: str, data: bytes) -> Document:
    from ingest.open.excel.sheet import read_sheet  # as long to import as reading text takes

    text, places = read_sheet(path, data)
    return Document(path, data, text, "xlsx", places)


def _read_odt(path: str, data: bytes) -> list[Block]:
    from ingest.open.odt import read_odt  # lxml: few files need it

    return read_odt(path, data)


def _read_pdf(path: str, data: bytes) -> list[Block]:
    from ingest.open.pdf import read_pdf  # half a second to import, and few files are PDF

    return read_pdf(path, data)


def _extracted(path: str, data: bytes, container: str, blocks: list[Block]) -> Document:
    text, places = joined(blocks)
    return Document(path, data, text, container, places)
