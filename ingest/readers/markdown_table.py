"""A table of turns within a Markdown file: `| Time | Speaker | Text |`, text before and after."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.containers import Document
from ingest.readers import matter, tables
from ingest.transcript import RawTurn, Reading, Source

# A table: lines that begin with a bar, the second of them a rule.
_TABLE = re.compile(
    r"^[ \t]{0,3}\|[^\n]*\|[ \t]*\r?\n[ \t]{0,3}\|[ \t:|-]*-[ \t:|-]*\r?\n"
    r"(?:[ \t]{0,3}\|[^\n]*(?:\n|\Z))+",
    re.MULTILINE,
)


def sniff(document: Document) -> str | None:
    """A reason when a table has a column of speakers and one of what they said."""
    found = _table(document)
    return tables.sniff(found[0]) if found else None


def read(document: Document) -> list[Reading]:
    """One reading, or one for each meeting of the table. Raises BrokenFile."""
    found = _table(document)
    if found is None:
        return []
    part, start = found
    end, above = start + len(part.text), document.text.count("\n", 0, start)
    known = matter.read(document.text[:start], document.stem)
    return [
        replace(
            reading,
            turns=tuple(_moved(t, start, above) for t in reading.turns),
            front=document.text[:start] + reading.front,
            back=reading.back + document.text[end:],
            title=known.title,
            date=reading.date or known.date,
            participants=known.participants,
        )
        for reading in tables.read(part)
    ]


def _table(document: Document) -> tuple[Document, int] | None:
    """The first table that holds turns, as a document of its own, and where it begins."""
    for m in _TABLE.finditer(document.text):
        part = replace(document, text=m[0])
        if tables.sniff(part):
            return part, m.start()
    return None


def _moved(turn: RawTurn, offset: int, above: int) -> RawTurn:
    """The turn with its place in the whole file: `offset` characters and `above` lines further."""
    s = turn.source
    moved = {
        name: value + by
        for name, by in (
            ("start", offset), ("end", offset), ("text_start", offset), ("text_end", offset),
            ("line", above),
        )
        if (value := getattr(s, name)) is not None
    }  # fmt: skip
    source: Source = replace(s, **moved)
    return replace(turn, source=source)
