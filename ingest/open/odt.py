"""ODT to reading text, as LibreOffice and Google Docs save it: paragraphs, rows as lines."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

from lxml import etree

from ingest.errors import BrokenFile, EmptyFile
from ingest.open import archive, rows
from ingest.open.document import Block

_URN = "urn:oasis:names:tc:opendocument:xmlns"
_TEXT, _TABLE = f"{{{_URN}:text:1.0}}", f"{{{_URN}:table:1.0}}"
_P, _H = f"{_TEXT}p", f"{_TEXT}h"
_WHOLE, _ROW, _CELL = f"{_TABLE}table", f"{_TABLE}table-row", f"{_TABLE}table-cell"
_GROUPS = {f"{_TABLE}{tag}" for tag in ("table-header-rows", "table-rows", "table-row-group")}
_MARKS = {f"{_TEXT}line-break": "\n", f"{_TEXT}tab": "\t"}
# Drafts, and what stands beside the text.
_NOT_TEXT = {f"{_TEXT}{tag}" for tag in ("tracked-changes", "note", "table-of-content")}
_NOT_TEXT.add(f"{{{_URN}:office:1.0}}annotation")
_MOST_SPACES = 100


def read_odt(path: str, data: bytes) -> list[Block]:
    """The paragraphs and table rows of an ODT file, in order; headings are set as in Markdown.

    Raises BrokenFile and EmptyFile.
    """
    try:
        with ZipFile(io.BytesIO(data)) as file:
            content = file.read("content.xml")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
        root = etree.fromstring(content, parser)
    except (*archive.DAMAGE, etree.LxmlError, KeyError) as error:
        raise BrokenFile(path, "not a whole ODT file; save it again as ODT or text") from error
    body = root.find(f".//{{{_URN}:office:1.0}}text")
    blocks = [b for b in _blocks(body) if b.text] if body is not None else []
    if not blocks:
        raise EmptyFile(path)
    return blocks


def _blocks(body: Any) -> Iterator[Block]:
    for number, item in enumerate(_items(body), 1):
        yield from _of(item, f"text[{number}]")


def _of(item: Any, place: str) -> Iterator[Block]:
    if item.tag != _WHOLE:
        text = _text(item)
        level = item.get(f"{_TEXT}outline-level", "1")
        lead = "#" * int(level) + " " if item.tag == _H and level in tuple("123456") else ""
        yield Block(lead + text if text else "", path=place)
        return
    table = [[_cell(cell) for cell in row.iterchildren(_CELL)] for row in _rows(item)]
    if rows.is_talk(table):
        for at, line in enumerate(rows.as_lines(table), 1):
            yield Block(line, path=f"{place}/row[{at}]")
        return
    for inner in _items(item):
        yield from _of(inner, place)


def _items(parent: Any) -> Iterator[Any]:
    """The paragraphs, headings and tables in order, those of lists, sections and cells too."""
    for child in parent.iterchildren(etree.Element):
        if child.tag in (_P, _H, _WHOLE):
            yield child
        elif child.tag not in _NOT_TEXT:
            yield from _items(child)


def _rows(table: Any) -> Iterator[Any]:
    """The rows of a table, also those that head it; not those of tables in its cells."""
    for child in table.iterchildren(etree.Element):
        if child.tag == _ROW:
            yield child
        elif child.tag in _GROUPS:
            yield from _rows(child)


def _cell(cell: Any) -> str:
    parts = (_cell(i) if i.tag == _WHOLE else _text(i) for i in _items(cell))
    return "\n".join(filter(None, parts))


def _text(paragraph: Any) -> str:
    return "".join(_pieces(paragraph)).strip()


def _pieces(node: Any) -> Iterator[str]:
    # White space as in HTML: a run of it is one space, more are told by an element.
    yield _one_space(node.text)
    for child in node.iterchildren(etree.Element):
        if child.tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c", "1")
            yield " " * (
                min(int(count), _MOST_SPACES) if count.isascii() and count.isdigit() else 1
            )
        elif child.tag in _MARKS:
            yield _MARKS[child.tag]
        elif child.tag not in _NOT_TEXT:
            yield from _pieces(child)
        yield _one_space(child.tail)


def _one_space(text: str | None) -> str:
    if not text:
        return ""
    middle = " ".join(text.split())
    lead, tail = " " * text[0].isspace(), " " * text[-1].isspace()
    return lead + middle + tail if middle else " "
