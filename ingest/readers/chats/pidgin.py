"""Pidgin's logs: `Conversation with ann at ... on ...`, then `(10:01:00) name: text`."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.open.containers import Document
from ingest.readers.common import clock, lines
from ingest.readers.common.blocks import Opening, messages, tile
from ingest.readers.common.dates import find_date
from ingest.transcript import Reading

_TITLE = re.compile(r"[\ufeff\s]*(?P<title>Conversation with .{1,200}) at (?P<date>.{8,60}) on .*")
_STAMP = rf"\((?P<stamp>(?:{clock.DATE} )?{clock.TIME})\) "
_SAYS = re.compile(rf"{_STAMP}(?:<AUTO-REPLY> )?(?P<name>[^\n:]{{1,80}}(?:/[^\n:]*)?): ?")
_NOTICE = re.compile(_STAMP)


def sniff(document: Document) -> str | None:
    """A reason when the title line of a log stands above messages with times."""
    title = _TITLE.match(document.text[:400])
    if title is None:
        return None
    count = sum(1 for x in lines.split(document.text[:50_000]) if _SAYS.match(x.text))
    return f"'Conversation with' and {count} lines '(time) name:' (Pidgin)" if count else None


def read(document: Document) -> list[Reading]:
    """One reading: a turn a message; what the program tells is none."""
    text = document.text
    title = _TITLE.match(text[:400])
    day = find_date(title["date"]) if title else None
    found = messages(text, lines.split(text), _opens)
    timed = clock.conversation([f"{day or ''} {b.stamp}".strip() for b in found])
    blocks = [replace(b, start_ms=ms) for b, ms in zip(found, timed.ms, strict=True)]
    turns, front, back = tile(text, blocks)
    return [
        Reading("chat:pidgin", turns, front, back, title=title and title["title"], date=timed.date)
    ]


def _opens(line: str) -> Opening | None:
    if m := _SAYS.match(line):
        return Opening(m["name"], m.end(), m["stamp"])
    return Opening() if _NOTICE.match(line) else None
