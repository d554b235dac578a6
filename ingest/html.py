"""HTML to reading text: what a reader of the page reads, without menus, scripts and footers."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.document import Block
from ingest.rows import as_line

_HTML = re.compile(
    r"\s*(?:\ufeff\s*)?(?:<!--.*?-->\s*)*(?:<!doctype\s+html|<html\b|<head\b|<body\b|<(?:div|p|table|article|"
    r"main|section|h1)\b)",
    re.IGNORECASE | re.DOTALL,
)
_LEFT_OUT = frozenset(
    """script style noscript template svg math iframe object video audio canvas nav footer aside
    form button select textarea head dialog menu""".split()
)
_BLOCKS = frozenset(
    """address article blockquote body center dd details div dl dt fieldset figcaption figure h1 h2
    h3 h4 h5 h6 header hr html li main ol p pre section summary tbody table thead tr ul""".split()
)
_SPACE = re.compile(r"[ \t\r\n\f]+")


def is_html(text: str) -> bool:
    """Whether the text begins as a page of HTML does."""
    return _HTML.match(text[:4096]) is not None


def read_html(text: str) -> list[Block]:
    """The paragraphs of a page, in reading order; rows of tables as lines."""
    tree = LexborHTMLParser(text)
    writer = _Writer()
    if tree.body is not None:
        _walk(tree.body, writer)
    writer.end()
    return [Block(b) for b in writer.blocks]


class _Writer:
    """Collects text into blocks."""

    def __init__(self) -> None:
        self.blocks: list[str] = []
        self._pieces: list[str] = []

    def write(self, text: str) -> None:
        self._pieces.append(text)

    def end(self) -> None:
        lines = (_SPACE.sub(" ", line).strip() for line in "".join(self._pieces).split("\0"))
        block = "\n".join(line for line in lines if line)
        if block:
            self.blocks.append(block)
        self._pieces = []


def _walk(body: LexborNode, writer: _Writer) -> None:
    """The node and all below it, without recursion: pages nest deeper than Python's stack."""
    stack: list[tuple[LexborNode, bool]] = [(body, True)]
    while stack:
        node, opening = stack.pop()
        tag = node.tag
        if tag == "-text":
            writer.write(node.text_content or "")
        elif tag == "br":
            writer.write("\0")
        elif tag == "tr" and opening:
            writer.end()
            writer.write(as_line(_cells(node)))
            writer.end()
        elif tag in _BLOCKS:
            writer.end()
        if opening and tag not in _LEFT_OUT and tag not in ("tr", "-text", "-comment", "br"):
            if tag in _BLOCKS:
                stack.append((node, False))
            stack.extend((child, True) for child in reversed(list(node.iter(include_text=True))))


def _cells(row: LexborNode) -> list[str]:
    return [
        _SPACE.sub(" ", cell.text(separator=" ")).strip()
        for cell in row.iter()
        if cell.tag in ("td", "th")
    ]
