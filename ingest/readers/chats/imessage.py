"""iMessage, as imessage-exporter saves it: a time on its line, who wrote on the next, the message.

May 12, 2024  9:03:11 AM (Read by them after 4 minutes)
Ann Lee
Is the oven on?
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.open.containers import Document
from ingest.readers.common import clock, lines
from ingest.readers.common.blocks import Block, tile
from ingest.readers.common.dates import written_date
from ingest.readers.common.lines import Line
from ingest.transcript import Reading

_HEAD = re.compile(
    r"\ufeff?(?P<day>[A-Z][a-z]{2,8} \d{1,2}, \d{4}) {1,3}(?P<time>\d{1,2}:\d{2}:\d{2} [AP]M)"
    r"(?: \([^()\n]*\))?[ \t]*"
)
_LONGEST = 80  # characters of a name, a number or an address


def sniff(document: Document) -> str | None:
    """A reason when the file opens with a time and a name above a message, and others follow."""
    found = _heads(lines.split(document.text[:50_000]))
    return f"{len(found)} times above a name and a message (iMessage)" if found else None


def read(document: Document) -> list[Reading]:
    """One reading: a turn a message, its time counted from the first."""
    text, rows = document.text, lines.split(document.text)
    heads = _heads(rows)
    stamps = [_stamp(rows[at].text) for at in heads]
    timed = clock.conversation(stamps)
    blocks = [
        _block(rows, at, until, ms)
        for (at, until), ms in zip(pairwise([*heads, len(rows)]), timed.ms, strict=True)
    ]
    turns, front, back = tile(text, blocks)
    return [Reading("chat:imessage", turns, front=front, back=back, date=timed.date)]


def _heads(rows: Sequence[Line]) -> list[int]:
    """The lines that open a message, where the first line of the text does."""
    first = next((i for i, row in enumerate(rows) if not row.blank), len(rows))
    found = [
        i
        for i, (row, below) in enumerate(pairwise(rows))
        if _HEAD.fullmatch(row.text) and 0 < len(below.text.strip()) <= _LONGEST
    ]
    return found if found[:1] == [first] else []


def _stamp(text: str) -> str:
    m = _HEAD.fullmatch(text)
    return f"{written_date(m['day'])} {m['time']}" if m else ""


def _block(rows: Sequence[Line], at: int, until: int, ms: int | None) -> Block:
    said = [row for row in rows[at + 2 : until] if not row.blank]
    end = rows[until].start if until < len(rows) else rows[-1].end
    return Block(
        label=rows[at + 1].text.strip(),
        start=rows[at].start,
        end=end,
        text_start=said[0].start if said else end,
        text_end=said[-1].end if said else end,
        line=rows[at].number,
        start_ms=ms,
    )
