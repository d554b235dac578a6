"""SubViewer as YouTube writes it: `0:00:01.000,0:00:04.000` above each caption."""

from __future__ import annotations

import re

from ingest.open.containers import Document
from ingest.readers.captions import captions
from ingest.readers.captions.cue_blocks import Block, lines, with_line_feeds
from ingest.text.times import clock_ms
from ingest.transcript import Reading

_TIME = r"\d{1,3}:\d{2}:\d{2}[.,]\d{1,3}"
_TIMES = re.compile(rf"[\ufeff\s]*({_TIME}),({_TIME})\s*")


def sniff(document: Document) -> str | None:
    """Two times with a comma between them open the file."""
    head = with_line_feeds(document.text[:200]).lstrip("\ufeff \t\n")
    return "times with a comma in line 1" if _TIMES.fullmatch(head.split("\n")[0]) else None


def read(document: Document) -> list[Reading]:
    """One reading. Raises NotATranscript."""
    text = with_line_feeds(document.text)
    heads = [(row, match) for row in lines(text) if (match := _TIMES.fullmatch(row.text))]
    ends = [*(row.offset for row, _ in heads), len(text)][1:]
    found = [
        Block(
            start=row.offset,
            body=row.offset + len(row.text),
            end=end,
            line=row.number,
            start_ms=clock_ms(match[1]) or 0,
            end_ms=clock_ms(match[2]) or 0,
        )
        for (row, match), end in zip(heads, ends, strict=True)
    ]
    return captions.reading(document, "sbv", found, text)
