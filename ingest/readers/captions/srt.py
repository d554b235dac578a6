"""SubRip, whole or broken: numbers or blank lines missing, any arrow, comma or point."""

from __future__ import annotations

import re

from ingest.open.containers import Document
from ingest.readers.captions import captions
from ingest.readers.captions.cue_blocks import blocks, with_line_feeds
from ingest.transcript import Reading

_HEAD_CHARACTERS = 20_000
_TIMES = re.compile(
    r"^[\ufeff \t]*\d{1,3}\s?:[\d:.,\t ]{3,20}\s?(?:--\s?>|->|[\u2013\u2014]>|=+>)\s?\d{1,3}\s?:",
    re.MULTILINE,
)


def sniff(document: Document) -> str | None:
    """A line of two times with an arrow between them, near the top."""
    head = with_line_feeds(document.text[:_HEAD_CHARACTERS])
    times = _TIMES.search(head)
    return (
        f"times with an arrow in line {head.count(chr(10), 0, times.start()) + 1}"
        if times
        else None
    )


def read(document: Document) -> list[Reading]:
    """One reading. Raises BrokenFile and NotATranscript."""
    text = with_line_feeds(document.text)
    found = blocks(document.path, text, word_ids=False)
    return captions.reading(document, "srt", found, text)
