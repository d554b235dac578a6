"""Podcasting 2.0 transcripts as HTML: <cite>Name:</cite> <time>0:00</time> <p>talk</p>."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from ingest.containers import Document, decode
from ingest.times import clock_ms
from ingest.transcript import RawTurn, Reading, Source, clean

_CITE = re.compile(r"<cite\b", re.IGNORECASE)
_TIME = re.compile(r"<time\b", re.IGNORECASE)


def sniff(document: Document) -> str | None:
    """A reason when paragraphs follow <cite> and <time> elements."""
    if document.container not in ("text", "html"):
        return None
    html = decode(document.data)
    cites, times = len(_CITE.findall(html)), len(_TIME.findall(html))
    if not cites or not times or "<blockquote" in html:
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
    said = False

    def turn() -> RawTurn:
        return RawTurn(label, clean("\n\n".join(paragraphs)), start, source=Source(path=path))

    counts = {"cite": 0, "time": 0, "p": 0}
    for node in tree.css("cite, time, p"):
        tag = node.tag or ""
        counts[tag] += 1
        text = clean(node.text(separator=""))
        if tag == "p":
            path = path or f"(//p)[{counts[tag]}]"
            paragraphs.append(text)
            said = True
            continue
        if said:
            yield turn()
            path, paragraphs, said, start = "", [], False, None
        if tag == "cite":
            label = text.rstrip(":").rstrip() or None
        else:
            start = clock_ms(text)
    if said:
        yield turn()
