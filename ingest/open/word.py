"""DOCX to reading text: paragraphs with their line breaks, rows of tables as lines."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml.etree import LxmlError

from ingest.errors import BrokenFile, EmptyFile
from ingest.open import archive, rows
from ingest.open.document import Block

_HEADING = re.compile(r"Heading ([1-6])|Title")
# What a damaged file raises from within the libraries that read it.
_DAMAGE = (*archive.DAMAGE, PackageNotFoundError, LxmlError, KeyError, AttributeError)
_P, _T, _TABLE, _ROW, _CELL = (qn(f"w:{tag}") for tag in ("p", "t", "tbl", "tr", "tc"))
# As the character that each stands for. Text in fields and of tracked insertions counts too.
_MARKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}
# Holds paragraphs of the text itself; python-docx passes them over.
_AROUND = {qn(f"w:{tag}") for tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml")}
# Drafts and doubles of what stands elsewhere.
_NOT_TEXT = {qn("w:moveFrom"), qn("w:del"), qn("w:pPr"), qn("w:rPr"), qn("w:txbxContent")}


def read_docx(path: str, data: bytes) -> list[Block]:
    """The paragraphs and table rows of a Word file, in order; headings are set as in Markdown.

    Raises BrokenFile and EmptyFile.
    """
    try:
        document = docx.Document(io.BytesIO(data))
        blocks = [b for b in _blocks(document) if b.text]
    except _DAMAGE as error:
        raise BrokenFile(path, "not a whole Word file; save it again as DOCX or text") from error
    if not blocks:
        raise EmptyFile(path)
    return blocks


def _blocks(document: Any) -> Iterator[Block]:
    leads = _leads(document)
    for number, item in enumerate(_items(document.element.body), 1):
        place = f"body[{number}]"
        if item.tag == _P:
            text = _text(item)
            yield Block(leads.get(item.style, "") + text if text else "", path=place)
            continue
        table = [[_cell(cell) for cell in row.iter(_CELL)] for row in item.iter(_ROW)]
        if rows.is_talk(table):
            for at, line in enumerate(rows.as_lines(table), 1):
                yield Block(line, path=f"{place}/row[{at}]")
        else:
            yield from (Block(_text(p), path=place) for p in item.iter(_P))


def _items(parent: Any) -> Iterator[Any]:
    """The paragraphs and tables of the text, in order."""
    for child in parent:
        if child.tag in (_P, _TABLE):
            yield child
        elif child.tag in _AROUND:
            yield from _items(child)


def _leads(document: Any) -> dict[str, str]:
    """What leads a paragraph of each style of headings."""
    named = ((style.style_id, _HEADING.fullmatch(style.name or "")) for style in document.styles)
    return {id: "#" * int(heading[1] or 1) + " " for id, heading in named if heading}


def _cell(cell: Any) -> str:
    return "\n".join(text for p in cell.iter(_P) if (text := _text(p)))


def _text(paragraph: Any) -> str:
    return "".join(_pieces(paragraph)).strip()


def _pieces(node: Any) -> Iterator[str]:
    for child in node:
        if child.tag == _T:
            yield child.text or ""
        elif child.tag in _MARKS:
            yield _MARKS[child.tag]
        elif child.tag not in _NOT_TEXT:
            yield from _pieces(child)
