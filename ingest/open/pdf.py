"""PDF to reading text: columns in order, running headers and footers left out, pages known."""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import or_
from statistics import median
from typing import Any

import pdfplumber
from pdfminer.layout import LTChar, LTContainer
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfparser import PDFSyntaxError
from pdfminer.pdftypes import resolve1
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from ingest.errors import BrokenFile, NotATranscript
from ingest.open import pdf_rows
from ingest.open.document import Block
from ingest.open.pdf_numbers import without_numbers

# Lines this near to a page's edge (as a share of its height) can be running headers or footers.
EDGE = 0.12
# A line that stands at the edge of this share of the pages is one, whatever its digits.
RUNNING = 0.5
# A gap between lines this many times the usual one parts paragraphs.
GAP = 1.45
# Words of a full page: on one of fewer an empty middle may be chance.
FULL = 80
MOST_PAGES = 3000
# Lines of a running head or foot, and one.
EDGE_LINES = 6
# The content of pages of text packs to a fifth or so; what packs to less is made to hurt.
MOST_RATIO, HARMLESS, MOST_CONTENT = 50, 2_000_000, 100_000_000
_ENDED = re.compile(r"[.?!:][\"'”’)\]]*$").search
# A label, a sentence, a name: what may be said at the edge of two pages.
_SAID = re.compile(r"[^:\n]{1,60}:(?:\s|$)|.*[.?!][\"'”’)\]]*$|[^a-z]*$|\D{1,40}$").match
_TIMED = re.compile(r"\d:\d\d|:$").search
_PAGE_NUMBER = re.compile(r"(?:page )?\d{1,5}", re.IGNORECASE)
_DIGITS = re.compile(r"\d{1,9}")

# Remarks on fonts that are not whole are of no use on a command's error output.
logging.getLogger("pdfminer").setLevel(logging.ERROR)

Line = dict[str, Any]


def read_pdf(path: str, data: bytes) -> list[Block]:
    """The paragraphs of a PDF, in reading order. Raises BrokenFile and NotATranscript."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                raise BrokenFile(path, f"more than {MOST_PAGES} pages; split the file")
            pages = []
            drawn, most = 0, min(max(HARMLESS, MOST_RATIO * len(data)), MOST_CONTENT)
            for page in map(_Characters, pdf.pages):
                drawn += sum(_unpacked(c, most + 1) for c in page.page_obj.contents)
                if drawn > most:
                    raise BrokenFile(path, "its pages unpack to too much; export the text")
                pages.append(_lines(page))
                page.close()  # drops what was parsed: memory stays flat over many pages
    except PdfminerException as error:
        cause = error.args[0] if error.args else error
        locked = isinstance(cause, PDFPasswordIncorrect)
        problem = (
            "the PDF is locked with a password; save it without one"
            if locked
            else "not a whole PDF; save it again, or export the text"
        )
        raise BrokenFile(path, problem) from error
    except (MalformedPDFException, PDFSyntaxError, ValueError, KeyError, TypeError) as error:
        raise BrokenFile(path, "not a whole PDF; save it again, or export the text") from error
    if not any(pages):
        raise NotATranscript(
            path, "the PDF holds pictures of pages and no text; recognise the text (OCR) first"
        )
    pages = without_numbers(_without_running(pages))
    return _blocks(pdf_rows.as_rows(pages) or pages)


class _Characters(Page):
    """A page of nothing but characters, with the traits of which lines are made.

    pdfplumber gathers thirty of each, the names of its colours and of its font among them, and the
    lines and pictures: that takes as long as all the rest of reading.
    """

    def __init__(self, page: Page) -> None:
        super().__init__(page.pdf, page.page_obj, page.page_number, page.initial_doctop)

    def parse_objects(self) -> dict[str, list[Line]]:
        return {"char": [self._traits(char) for char in _characters(self.layout)]}

    def _traits(self, char: LTChar) -> Line:
        """One character: where it stands from the page's left and top, in points, and how large."""
        left, above = self.mediabox[:2]
        top = self.height - char.y1 + above
        return {
            "object_type": "char",
            "text": char.get_text(),
            "upright": char.upright,
            "size": char.size,
            "x0": char.x0 + left,
            "x1": char.x1 + left,
            "top": top,
            "bottom": self.height - char.y0 + above,
            "doctop": self.initial_doctop + top,
            "width": char.width,
            "height": char.height,
        }


def _characters(drawn: LTContainer[Any]) -> Iterator[LTChar]:
    """The characters of a page, in the order in which they are drawn; pictures may hold some."""
    for each in drawn:
        if isinstance(each, LTChar):
            yield each
        elif isinstance(each, LTContainer):
            yield from _characters(each)


def _unpacked(content: Any, most: int) -> int:
    """Bytes that a page's content unpacks to, up to `most`; it may be packed more than once."""
    stream = resolve1(content)
    data = getattr(stream, "rawdata", None) or b""
    for _ in stream.get_filters() if data else ():
        try:
            data = zlib.decompressobj().decompress(data, most)
        except zlib.error:
            break  # not packed, or in a way that gains little
    return len(data)


def _lines(page: Any) -> list[Line]:
    """The lines of a page, column by column, each with its place as a share of the height."""
    height = float(page.height) or 1.0
    lines: list[Line] = []
    for part in _columns(page):
        for line in part.extract_text_lines(strip=True):
            found = pdf_rows.cells(line.pop("chars"))
            whole = part.width == page.width
            line |= {"at": line["top"] / height, "cells": found, "whole": whole}
            lines.append(line)
    return lines


def _columns(page: Any) -> list[Any]:
    """The page, or its two halves where an empty gutter runs down its middle.

    A running head or foot that crosses the middle is no part of either half.
    """
    words = page.extract_words()
    middle = (page.bbox[0] + page.bbox[2]) / 2
    body = [w for w in words if EDGE < w["top"] / page.height < 1 - EDGE]
    crossing = sum(w["x0"] < middle < w["x1"] for w in body)
    left, right = (sum(w["x1"] <= middle for w in body), sum(w["x0"] >= middle for w in body))
    if len(words) < FULL and not _side_by_side(body, middle):
        return [page]
    # A line of one column crosses the middle nearly always; two columns leave it free.
    if crossing > 0.01 * len(body) or min(left, right) < 0.25 * len(body):
        return [page]
    x0, top, x1, bottom = page.bbox
    across = [w for w in words if w["x0"] < middle < w["x1"]]
    high, low = top + EDGE * page.height, top + (1 - EDGE) * page.height
    head = max((w["bottom"] + 1 for w in across if w["bottom"] < high), default=top)
    foot = min((w["top"] - 1 for w in across if w["top"] > low), default=bottom)
    if any(w["top"] < edge < w["bottom"] for w in words for edge in (head, foot)):
        head, foot = top, bottom
    boxes = [(x0, top, x1, head), (x0, head, middle, foot), (middle, head, x1, foot)]
    boxes.append((x0, foot, x1, bottom))
    return [page.crop(box) for box in boxes if box[3] > box[1]]


def _side_by_side(words: list[Line], middle: float) -> bool:
    """On a page of few words: lines stand beside each other, and those on the right start as one.

    Names beside words are no column of talk: what stands left is as long.
    """
    right = [w for w in words if w["x0"] >= middle]
    left = [w for w in words if w["x1"] <= middle]
    starts = Counter(round(w["x0"]) for w in right)
    lines = {round(w["top"]) for w in right}
    beside = lines & {round(w["top"]) for w in left}
    aligned = starts.most_common(1)[0][1] >= 0.8 * len(lines) if starts else False
    return len(beside) >= 3 and aligned and 2 * len(left) >= len(right)


def _without_running(pages: list[list[Line]]) -> list[list[Line]]:
    """The pages without the lines that stand at the edge of most of them.

    Those of the first page's head that hold words are kept.
    """
    running = _at_edges(pages) | _outermost(pages)
    kept = {id(x) for page in pages[:1] for x in page if _heads(x)}
    return [_without(page, running - kept) for page in pages]


def _at_edges(pages: list[list[Line]]) -> set[int]:
    """Lines near the edges that come on three pages, and on so large a share of all."""
    edges = [[x for x in page if _at_edge(x)] for page in pages]
    counts = Counter(shape for page in edges for shape in set(map(_shape, page)))
    running = {s for s, n in counts.items() if n >= max(3, RUNNING * len(pages))}
    return {id(x) for page in edges for x in page if _shape(x) in running}


def _outermost(pages: list[list[Line]]) -> set[int]:
    """First and last lines that stand at one height on most pages and count them, or are alike.

    Two pages are enough, wherever the line stands: no label and no sentence is one, and nothing
    that stands on a page once more.
    """
    found = set[int]()
    for last in (True, False):
        rest = [page[:-EDGE_LINES:-1] if last else page[: EDGE_LINES - 1] for page in pages]
        while outer := _alike([page[:1] for page in rest]):
            alone = {_shape(x) for x in outer}
            if any(sum(_shape(x) in alone for x in page) > 1 for page in pages):
                break
            found |= {id(x) for x in outer}
            rest = [page[1:] if page and id(page[0]) in found else page for page in rest]
    return found


def _alike(firsts: Sequence[list[Line]]) -> list[Line]:
    """Of the first lines of pages those of one shape and height; none where they may be said."""
    groups: dict[tuple[str, int], list[tuple[int, Line]]] = {}
    for number, line in ((n, x) for n, lines in enumerate(firsts) for x in lines):
        groups.setdefault((_shape(line), round(line["top"])), []).append((number, line))
    outer = max(groups.values(), key=len, default=[])
    found = [x for _, x in outer]
    columns = [*zip(*([int(n) for n in _DIGITS.findall(x["text"])] for x in found), strict=True)]
    fixed = [len(set(column)) == 1 for column in columns]
    counts = [len({n - at for n, (at, _) in zip(c, outer, strict=True)}) == 1 for c in columns]
    if len(outer) < max(2, RUNNING * len(firsts)) or not all(map(or_, fixed, counts)):
        return []
    if any(_ENDED(x["text"]) for x in found):
        return []
    said = _TIMED if any(counts) else _SAID
    return [] if any(said(x["text"]) for x in found) else found


def _heads(line: Line) -> bool:
    """A line over the first page, in words: it tells what the file is."""
    letters = sum(c.isalpha() for c in line["text"])
    return bool(line["at"] < EDGE and line["whole"] and letters > 3)


def _without(page: list[Line], running: set[int]) -> list[Line]:
    """The page without running lines; a court reporter's keeps its number, which is cited."""
    numbered = sum(x["text"][:1].isdigit() for x in page) * 2 > len(page)
    return [
        x for x in page if id(x) not in running or (numbered and _PAGE_NUMBER.fullmatch(x["text"]))
    ]


def _at_edge(line: Line) -> bool:
    return not EDGE < line["at"] < 1 - EDGE


def _shape(line: Line) -> str:
    return _DIGITS.sub("0", line["text"]).strip()


def _blocks(pages: list[list[Line]]) -> list[Block]:
    """Lines to paragraphs, by the gaps between them; a sentence may go on over a page."""
    gaps = [b["top"] - a["top"] for page in pages for a, b in pairwise(page) if b["top"] > a["top"]]
    usual = median(gaps) if gaps else 0.0
    blocks: list[Block] = []
    for number, page in enumerate(pages, 1):
        for at, paragraph in enumerate(_paragraphs(page, GAP * usual)):
            text = "\n".join(line["text"] for line in paragraph)
            goes_on = not at and bool(blocks) and text[0].islower() and not _ENDED(blocks[-1].text)
            blocks.append(Block(text, page=number, goes_on=goes_on))
    return blocks


def _paragraphs(page: list[Line], gap: float) -> Iterator[list[Line]]:
    """Runs of lines that stand no further apart than `gap`, one under the other."""
    lines: list[Line] = []
    for line in page:
        apart = not lines or not 0 < line["top"] - lines[-1]["top"] <= gap
        if lines and (apart or "row" in line or "opens" in line):
            yield lines
            lines = []
        lines.append(line)
    if lines:
        yield lines
