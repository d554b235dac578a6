"""Bytes to documents: decoded text with places, whatever wraps it (DOCX, PDF, HTML, ZIP)."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import replace

from ingest import archive
from ingest.document import Block, Document, Place, joined
from ingest.errors import BrokenFile, EmptyFile, NotATranscript
from ingest.html import is_html, page_title, read_html
from ingest.word import read_docx

__all__ = ["Document", "Place", "decode", "open_document", "open_file", "unpack"]

# Bytes that a Word file may unpack to, pictures included: its XML is held in memory whole.
MOST_WORD = 30_000_000

BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_DECLARED = re.compile(
    rb"""(?:<meta\b[^>]{0,200}?\bcharset=|<\?xml\b[^>]{0,200}?\bencoding=)["']?\s*([\w.:-]{1,40})""",
    re.IGNORECASE,
)
# Browsers read these names as wider code pages.
_AS_BROWSERS = {"iso-8859-1": "cp1252", "latin1": "cp1252", "shift_jis": "cp932", "x-sjis": "cp932"}
_AS_BROWSERS |= {"gb2312": "gb18030", "gbk": "gb18030", "euc-kr": "cp949", "iso-8859-9": "cp1254"}
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")


# How recordings begin: they need a transcript first.
_RECORDINGS = re.compile(
    rb"ID3|\xff[\xfb\xf3\xf2\xf1\xf9]|RIFF....(?:WAVE|AVI )|OggS|fLaC|\x1aE\xdf\xa3|....ftyp|#!AMR|"
    rb"\x00\x00\x01[\xba\xb3]|FLV|FORM....AIF|caff|MAC ",
    re.DOTALL,
)


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("cp1252", _as_cp1252)


def decode(data: bytes) -> str:
    """By BOM; as UTF-8; as the page or the XML declares; as Japanese kana; else Windows-1252.

    Other charset guessing picks wrong code pages (measured). A log may mix UTF-8 and Windows-1252:
    where UTF-8 sequences stand among other bytes, those are read one by one. Line ends are kept as
    they are; a UTF-8 BOM stays in the text as U+FEFF, so that offsets cover the file.
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return data.decode(encoding, "replace")
    if wide := _wide(data):
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        if told := _declared(data) or _japanese(data):
            return data.decode(told, "replace")
        if b"\r" in data and b"\n" not in data:
            return data.decode("mac_roman")  # line ends of the old Mac
        mixed = _MULTIBYTE.search(data) is not None
        return data.decode("utf-8", "cp1252") if mixed else data.decode("cp1252", "replace")


def _wide(data: bytes) -> str | None:
    """UTF-16 without a BOM: of the first bytes every other is zero, and the rest are text."""
    head = data[:4096]
    for encoding, zeros, others in (
        ("utf-16-le", head[1::2], head[::2]),
        ("utf-16-be", head[::2], head[1::2]),
    ):
        text = sum(0x20 <= c < 0x7F or c in b"\t\r\n" for c in others)
        if len(head) >= 16 and zeros.count(0) > 0.7 * len(zeros) and text > 0.7 * len(others):
            return encoding
    return None


def _declared(data: bytes) -> str | None:
    """The encoding that a page's <meta> or an XML declaration names, where it is a known one."""
    m = _DECLARED.search(data[:4096])
    name = m[1].decode().lower() if m else ""
    try:
        known = codecs.lookup(_AS_BROWSERS.get(name, name)).name if name else ""
    except LookupError:
        return None
    # UTF-8 was tried; what holds zeros or escapes is told by other signs.
    return None if known.startswith(("utf", "ascii", "punycode", "idna", "unicode")) else known


def _japanese(data: bytes) -> str | None:
    """Shift JIS or EUC, where the text is valid in it and much of it is kana."""
    for encoding in ("cp932", "euc_jp"):
        try:
            wide = [c for c in data[:200_000].decode(encoding, "ignore") if c > "\x7f"]
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if sum("\u3040" <= c <= "\u30ff" for c in wide) > len(wide) / 4:
            return encoding
    return None


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
    if not archive.is_zip(data) or archive.is_docx(data):
        yield path, data
        return
    if archive.is_bundle(data):
        raise NotATranscript(path, "a file of another program; save it as DOCX, PDF or text")
    yield from ((name, content) for name, content in archive.files(path, data) if content.strip())


def open_file(path: str, data: bytes) -> Document:
    """One file that is no archive. Raises EmptyFile, NotATranscript and BrokenFile."""
    if archive.is_docx(data):
        archive.verify(path, data, MOST_WORD)
        return _extracted(path, data, "docx", read_docx(path, data))
    if archive.is_zip(data):
        raise BrokenFile(path, "an archive in an archive; unpack it first")
    if data.lstrip()[:5] == b"%PDF-":
        return _extracted(path, data, "pdf", _read_pdf(path, data))
    if _RECORDINGS.match(data):
        raise NotATranscript(
            path, "this is a recording; On Record reads transcripts, so have it transcribed first"
        )
    marked = data.startswith(tuple(b for b, _ in BOMS)) or _wide(data)
    if b"\x00" in data[:4096] and not marked:
        raise NotATranscript(path, "the file is binary, not a transcript; export it as text first")
    text = decode(data)
    if is_html(text):
        page = _extracted(path, data, "html", read_html(path, text))
        return replace(page, title=page_title(text))
    return Document(path, data, text)


def _read_pdf(path: str, data: bytes) -> list[Block]:
    from ingest.pdf import read_pdf  # half a second to import, and few files are PDF

    return read_pdf(path, data)


def _extracted(path: str, data: bytes, container: str, blocks: list[Block]) -> Document:
    text, places = joined(blocks)
    return Document(path, data, text, container, places)
