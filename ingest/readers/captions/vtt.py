"""WebVTT: Teams, Zoom, YouTube, podcast hosts, broadcasters."""

from __future__ import annotations

import re

from ingest.open.containers import Document
from ingest.readers.captions import captions
from ingest.readers.captions.cue_blocks import blocks, lines, with_line_feeds
from ingest.transcript import Reading, clean

_HEADER = re.compile(r"\ufeff?\s*WEBVTT(?=[ \t\r\n]|$)(?:[ \t]+-[ \t]+(?P<title>[^\r\n]+))?")
# Blocks that hold no talk; WEBVTT again where segments of a stream were put together.
_COMMENT = re.compile(r"(?:NOTE|STYLE|REGION|WEBVTT)(?:[ \t]|$)")


def sniff(document: Document) -> str | None:
    """The first line says WEBVTT."""
    return "opens with WEBVTT" if _HEADER.match(document.text) else None


def read(document: Document) -> list[Reading]:
    """One reading, the header in front. Raises BrokenFile and NotATranscript."""
    header = _HEADER.match(document.text)
    title = clean(header["title"] or "") if header else ""
    text = _without_comments(with_line_feeds(document.text))
    found = blocks(document.path, text, word_ids=True)
    return captions.reading(document, "vtt", found, text, title or None)


def _without_comments(text: str) -> str:
    """`text` with comments made spaces, so that positions stay. They end at a blank line."""
    parts: list[str] = []
    done = 0
    comment = False
    for row in lines(text):
        starts = row.opens and _COMMENT.match(row.text) is not None
        comment = (starts or (comment and not row.opens)) and "-->" not in row.text
        if comment:
            parts += (text[done : row.offset], " " * len(row.text))
            done = row.offset + len(row.text)
    return "".join(parts) + text[done:]
