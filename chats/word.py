"""A conversation as a Word document: questions as headings, quotations set in, citations listed."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.shared import Inches, Pt, RGBColor

from chats.blocks import Block, blocks
from chats.exchange import Exchange, asked_how
from chats.figures import COLUMNS, Figure, figures
from chats.references import Open, references, shown

# What XML cannot hold; Word would not open the file.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# Of the columns of a table of figures: where something is said takes most words.
_WIDTHS = (Inches(1.4), Inches(1.6), Inches(3.2))
_GREY = RGBColor(0x55, 0x55, 0x55)


def conversation(title: str, exchanges: Sequence[Exchange], open_: Open) -> bytes:
    """The document, as the bytes of a DOCX file."""
    document = Document()
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(11)
    document.core_properties.title = _text(title)[:255]
    document.add_heading(_text(title), 0)
    for exchange in exchanges:
        if [e.question for e in exchanges] != [title]:
            document.add_heading(_text(exchange.question), 1)
        if how := asked_how(exchange):
            _small(document.add_paragraph(), how)
        if exchange.answer is None:
            document.add_paragraph(_text(exchange.error or "Not answered."))
            continue
        paragraph = None
        for each in blocks(exchange.answer, open_, exchange.looked_in):
            paragraph = _add(document, each, paragraph)
        _add_table(document, figures(exchange.answer, open_))
        listed = references(exchange.answer, open_)
        if listed:
            document.add_heading("Cited", 2)
        for place in listed:
            line = document.add_paragraph()
            line.add_run(f"[{place.label}] ").bold = True
            words = f": \u201c{' '.join(place.quote.split())}\u201d" if place.quote else ""
            line.add_run(_text(f"{place.listed}{words}"))
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _add(document: Any, each: Block, before: Any) -> Any:
    """Put a sentence in; the paragraph that it stands in."""
    if each.topic:
        document.add_heading(_text(each.topic), 3)
    if each.by:
        head = document.add_paragraph()
        head.paragraph_format.keep_with_next = True
        head.paragraph_format.space_after = Pt(2)
        head.add_run(_text(shown(each.by.speaker))).bold = True
        _small(head, f" · {each.by.where}")
    is_new = each.opens or before is None
    paragraph = document.add_paragraph() if is_new else before
    if not is_new:
        paragraph.add_run(" ")
    if each.is_quote:
        paragraph.paragraph_format.left_indent = Pt(18)
    if each.note:
        paragraph.add_run(_text(f"{each.note}: ")).italic = True
    if each.title:
        paragraph.add_run(_text(f"{each.title}: ")).bold = True
    start, end = each.bold or (0, 0)
    paragraph.add_run(_text(each.text[:start]))
    paragraph.add_run(_text(each.text[start:end])).bold = True
    paragraph.add_run(_text(each.text[end:]))
    _small(paragraph, "".join(f" [{c.label}]" for c in each.citations))
    if each.doubt:
        paragraph.add_run(_text(f" ({each.doubt})")).italic = True
    return paragraph


def _add_table(document: Any, found: Sequence[Figure]) -> None:
    if not found:
        return
    table = document.add_table(rows=1, cols=len(COLUMNS), style="Light Grid Accent 1")
    table.autofit = False
    rows = [COLUMNS, *((f.said, shown(f.place.speaker), f.place.where) for f in found)]
    for row in rows:
        cells = table.rows[0].cells if row is COLUMNS else table.add_row().cells
        for cell, text, width in zip(cells, row, _WIDTHS, strict=True):
            cell.text, cell.width = _text(text), width


def _small(paragraph: Any, text: str) -> None:
    run = paragraph.add_run(_text(text))
    run.font.size = Pt(9)
    run.font.color.rgb = _GREY


def _text(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
