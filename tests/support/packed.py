"""Writers of DOCX, XLSX, PDF and ZIP, for tests that read them."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import openpyxl

Placed = tuple[int, int, str]
"""Points from the left, points from the top, text."""

TALK = (
    ("ANNA BELL", "The quay needs a new wall."),
    ("TOM REED", "Who pays for it?"),
    ("ANNA BELL", "The port pays half of it."),
    ("TOM REED", "And the rest? The city: I doubt that."),
)
LABELLED = [f"{who}: {text}" for who, text in TALK]


def word(*items: str | Sequence[Sequence[str]], heading: str = "") -> bytes:
    """A Word file of paragraphs (line breaks as such) and tables."""
    document = docx.Document()
    if heading:
        document.add_heading(heading, 1)
    for item in items:
        if isinstance(item, str):
            document.add_paragraph(item)
            continue
        table = document.add_table(0, len(item[0]))
        for row in item:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def sheets(**named: Sequence[Sequence[Any]]) -> bytes:
    """An Excel file of sheets by name, each of rows of cells."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in named.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """The file of an Excel book."""
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def rewritten(data: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """The file with one of its parts changed."""
    with ZipFile(io.BytesIO(data)) as whole:
        parts: dict[str, str | bytes] = {n: whole.read(n) for n in whole.namelist()}
    content = parts[name]
    assert isinstance(content, bytes)
    parts[name] = change(content.decode())
    assert parts[name] != content.decode()
    return packed(parts)


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """An archive of files by name."""
    written = io.BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return written.getvalue()


def pdf(pages: Sequence[Sequence[Placed]], encrypt: str = "") -> bytes:
    """A PDF of placed lines, 10 points high, in Helvetica, on pages of 612 by 792 points."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, page in enumerate(pages):
        shown = "".join(
            f"BT /F1 10 Tf {x} {792 - y} Td ({_escaped(text)}) Tj ET\n" for x, y, text in page
        )
        objects += [
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>",
            f"<< /Length {len(shown.encode('cp1252'))} >>\nstream\n{shown}endstream",
        ]
    return _filed(objects, encrypt)


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _filed(objects: Sequence[str], encrypt: str) -> bytes:
    """The objects with their table of offsets. `encrypt`: an encryption dictionary."""
    written, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(written))
        written += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size, start = len(objects) + 1, len(written)
    lock = f"/Encrypt {encrypt} /ID [<00><00>]" if encrypt else ""
    return written + (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {size} /Root 1 0 R {lock} >>\nstartxref\n{start}\n%%EOF"
    ).encode("cp1252")
