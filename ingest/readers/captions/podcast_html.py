"""Podcasting 2.0 transcripts as HTML: <cite>Name:</cite> <time>0:00</time> <p>talk</p>."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ingest.open.containers import Document, decode
from ingest.text.times import clock_ms
from ingest.transcript import RawTurn, Reading, Source, clean

MARKS = ("cite", "time", "p")
DEEPEST = 20  # elements inside one of these; real pages have bold and italics
_CITE = re.compile(r"<cite\b", re.IGNORECASE)
_TIME = re.compile(r"<time\b", re.IGNORECASE)


def sniff(document: Document) -> str | None:
    """A reason when paragraphs follow <cite> and <time> elements."""
    if document.container not in ("text", "html"):
        return None
    html = decode(document.data)
    cites, times = len(_CITE.findall(html)), len(_TIME.findall(html))
    markup = html.lstrip("\ufeff \t\r\n").startswith("<")
    if not markup or not cites or not times or "<blockquote" in html:
        return None
    return f"{cites} <cite> and {times} <time> elements (Podcasting 2.0)"


def read(document: Document) -> list[Reading]:
    """One reading: a <cite> or <time> opens a turn, the paragraphs up to the next belong to it."""
    tree = LexborHTMLParser(decode(document.data))
    title = tree.css_first("title")
    return [
        Reading("html:podcast", tuple(_turns(tree)), title=clean(title.text()) if title else None)
    ]


def _turns(tree: LexborHTMLParser) -> Iterator[RawTurn]:
    label: str | None = None
    start: int | None = None
    path, paragraphs = "", list[str]()
    for tag, text, place in _pieces(tree):
        if tag == "p":
            path = path or place
            paragraphs.append(text)
            continue
        if paragraphs:
            yield _turn(label, paragraphs, start, path)
            path, paragraphs, start = "", [], None
        if tag == "cite":
            label = text.rstrip(":").rstrip() or None
        else:
            start = clock_ms(text)
    if paragraphs:
        yield _turn(label, paragraphs, start, path)


def _turn(label: str | None, paragraphs: list[str], start: int | None, path: str) -> RawTurn:
    return RawTurn(label, clean("\n\n".join(paragraphs)), start, source=Source(path=path))


def _pieces(tree: LexborHTMLParser) -> Iterator[tuple[str, str, str]]:
    """Tag, text and XPath of each <cite>, <time> and <p>, in one pass over the page.

    Not by `node.text()`: elements that never close nest without end, and would be read again and
    again.
    """
    tag, words = "", list[str]()
    counts = dict.fromkeys(MARKS, 0)
    for node in tree.root.traverse(include_text=True) if tree.root else ():
        if node.tag in counts:
            if tag:
                yield tag, clean("".join(words)), f"(//{tag})[{counts[tag]}]"
            tag, words = node.tag, []
            counts[tag] += 1
        elif node.is_text_node and _holder(node) == tag:
            words.append(node.text_content or "")
        elif node.tag == "br":
            words.append(" ")
    if tag:
        yield tag, clean("".join(words)), f"(//{tag})[{counts[tag]}]"


def _holder(text: LexborNode) -> str | None:
    """The tag of the nearest <cite>, <time> or <p> around a piece of text."""
    above = text.parent
    for _ in range(DEEPEST):
        if above is None or above.tag in MARKS:
            return above.tag if above else None
        above = above.parent
    return None
