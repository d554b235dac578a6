"""An Excel file without its looks: openpyxl refuses whole files for a colour or a filter.

Many programs write such files otherwise than Excel does. What their cells hold is all that is read.
"""

from __future__ import annotations

import io
import re
from typing import Any
from xml.sax.saxutils import quoteattr
from zipfile import ZipFile

from lxml import etree

# Who made the file, its colours, its charts; what is no XML are pictures.
_BESIDE = ("docProps/", "xl/theme/", "xl/chartsheets/")
_STYLES = "xl/styles.xml"
_ROOT = re.compile(rb"<(?:\w{1,20}:)?worksheet\b[^<>]*>")
_CELLS = re.compile(rb"<(\w{1,20}:)?sheetData\b[^<>]*>")
_EMPTY = re.compile(rb'<(?:\w{1,20}:)?row\s(?:[^<>]{0,300}\s)?r="\d{1,7}"[^<>]{0,300}/>')
_SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
# One of each thing that the styles of cells point to.
_LOOKS = (
    "<fonts><font/></fonts><fills><fill><patternFill/></fill></fills><borders><border/></borders>"
    "<cellStyleXfs><xf/></cellStyleXfs>"
)


def plain(data: bytes) -> io.BytesIO:
    """The file with its sheets, strings and formats of numbers alone."""
    written = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as whole, ZipFile(written, "w") as kept:
        for info in whole.infolist():
            name = info.filename
            if not name.endswith((".xml", ".rels")) or name.startswith(_BESIDE):
                continue
            content = whole.read(info)
            if name == _STYLES:
                content = _formats(content)
            elif name.startswith("xl/worksheets/") and name.endswith(".xml"):
                content = _cells(content)
            kept.writestr(name, content)
    return written


def _formats(styles: bytes) -> bytes:
    """The styles of cells, each with nothing but how it shows numbers."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root: Any = etree.fromstring(styles, parser)
    codes = "".join(
        f'<numFmt numFmtId="{int(each.get("numFmtId"))}" '
        f"formatCode={quoteattr(each.get('formatCode') or '')}/>"
        for each in root.iterfind("{*}numFmts/{*}numFmt")
    )
    cells = "".join(
        f'<xf numFmtId="{int(each.get("numFmtId") or 0)}"/>'
        for each in root.iterfind("{*}cellXfs/{*}xf")
    )
    cells = cells or "<xf/>"
    made = f"<numFmts>{codes}</numFmts>{_LOOKS}<cellXfs>{cells}</cellXfs>"
    return f'<styleSheet xmlns="{_SPACE}">{made}</styleSheet>'.encode()


def _cells(sheet: bytes) -> bytes:
    """A sheet with nothing but its rows; as it is where that is not told by its bytes."""
    root, rows = _ROOT.search(sheet), _CELLS.search(sheet)
    if not root or not rows:
        return sheet
    lead = rows[1] or b""
    end = sheet.rfind(b"</" + lead + b"sheetData>")
    if end < rows.end() or rows.start() < root.end():
        return sheet
    size = b"<" + lead + b'dimension ref="A1"/>'
    tail = b"</" + lead + b"sheetData></" + lead + b"worksheet>"
    return sheet[: root.end()] + size + _EMPTY.sub(b"", sheet[rows.start() : end]) + tail
