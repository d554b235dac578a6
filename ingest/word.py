"""DOCX to reading text: paragraphs with their line breaks, rows of tables as lines."""

from __future__ import annotations

import io
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from lxml.etree import XMLSyntaxError

from ingest.document import Block
from ingest.errors import BrokenFile
from ingest.rows import as_line


def read_docx(path: str, data: bytes) -> list[Block]:
    """The paragraphs and table rows of a Word file, in order. Raises BrokenFile."""
    try:
        document = docx.Document(io.BytesIO(data))
    except (BadZipFile, PackageNotFoundError, XMLSyntaxError, KeyError, ValueError) as error:
        raise BrokenFile(path, "not a whole Word file; save it again as DOCX or text") from error
    blocks: list[Block] = []
    for number, item in enumerate(document.iter_inner_content(), 1):
        if isinstance(item, Table):
            rows = [[cell.text for cell in row.cells] for row in item.rows]
            blocks += [
                Block(as_line(list(dict.fromkeys(cells))), path=f"body[{number}]/row[{at}]")
                for at, cells in enumerate(rows, 1)
            ]
        else:
            blocks.append(Block(item.text.strip(), path=f"body[{number}]"))
    return [b for b in blocks if b.text]
