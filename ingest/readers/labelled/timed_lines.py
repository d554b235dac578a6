"""Lines that open with their time: LRC lyrics files, and what Whisper prints to a terminal.

[00:12.34] words                      [ti:Title]  [offset:+500]
[00:00:00.000 --> 00:00:04.000]  words
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.open.containers import Document
from ingest.readers.captions import captions
from ingest.readers.captions.cue_blocks import Block, Line, lines, with_line_feeds
from ingest.readers.common.lines import split
from ingest.readers.labelled.winner import decide
from ingest.text.times import clock_ms
from ingest.transcript import Reading, clean

_TIME = r"(?:\d{1,3}:)?\d{1,3}:\d{2}[.,]\d{1,3}"
# A refrain has several times before its words; the first is where it stands.
_STAMP = re.compile(rf"[\ufeff\s]*\[({_TIME})(?:\s*-->\s*({_TIME}))?\](?:\s*\[{_TIME}\])*")
_TAG = re.compile(r"[\ufeff\s]*\[(?P<key>[A-Za-z#]{1,10}):(?P<value>[^\]]*)\]\s*")
_SNIFFED_LINES = 200
_MOSTLY = 0.6


def sniff(document: Document) -> str | None:
    """Most lines open with a time of hundredths, or a range of times, in square brackets.

    Without a range, a tag of LRC or a time alone (nobody sings) it is labelled text where labels
    stand behind the times.
    """
    rows = lines(with_line_feeds(document.text[:20_000]))[:_SNIFFED_LINES]
    stamps = [match for row in rows if (match := _STAMP.match(row.text))]
    tags = sum(1 for row in rows if _TAG.fullmatch(row.text))
    if not stamps or len(stamps) + tags < _MOSTLY * len(rows):
        return None
    silent = any(match.end() == len(match.string.rstrip()) for match in stamps)
    if not (tags or silent or stamps[0][2]) and decide(split(document.text[:20_000])):
        return None
    return f"{len(stamps)} of {len(rows)} lines open with [minutes:seconds]"


def read(document: Document) -> list[Reading]:
    """One reading. A line without an end time ends where the next begins. Raises NotATranscript."""
    text = with_line_feeds(document.text)
    rows = lines(text)
    tags = {m["key"].lower(): m["value"].strip() for r in rows if (m := _TAG.fullmatch(r.text))}
    found = _blocks(rows, len(text), _offset_ms(tags.get("offset", "")))
    ranged = any("-->" in text[block.start : block.body] for block in found[:1])
    return captions.reading(
        document,
        "whisper:lines" if ranged else "lrc",
        found,
        text,
        clean(tags.get("ti", "")) or None,
    )


def _blocks(rows: Sequence[Line], end: int, offset_ms: int) -> list[Block]:
    heads = [(row, match) for row in rows if (match := _STAMP.match(row.text))]
    starts = [max(0, (clock_ms(match[1]) or 0) - offset_ms) for _, match in heads]
    stops = [*(row.offset for row, _ in heads), end][1:]
    return [
        Block(
            start=row.offset,
            body=row.offset + match.end(),
            end=stop,
            line=row.number,
            start_ms=start,
            end_ms=clock_ms(match[2]) if match[2] else following,
        )
        for (row, match), start, following, stop in zip(
            heads, starts, [*starts, None][1:], stops, strict=True
        )
    ]


def _offset_ms(value: str) -> int:
    """LRC's offset in milliseconds; a positive one makes the words appear sooner."""
    return int(value) if re.fullmatch(r"[+-]?\d{1,7}", value) else 0
