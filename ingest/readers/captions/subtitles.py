"""Subtitles of other programs: Advanced SubStation Alpha (Aegisub, ffmpeg) and SAMI (.smi).

Each is a line or tag with the times, and words after it; all else is as in any caption file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.open.containers import Document
from ingest.readers.captions import captions
from ingest.readers.captions.cue_blocks import Block, lines, with_line_feeds
from ingest.text.times import MOST_MS, clock_ms
from ingest.transcript import Reading, clean

_HEAD_CHARACTERS = 20_000
_SCRIPT = re.compile(r"[\s\ufeff]*\[Script Info\]", re.IGNORECASE)
_EVENTS = re.compile(r"^\[Events\]", re.IGNORECASE | re.MULTILINE)
_TITLE = re.compile(r"^Title:[ \t]*([^\n]{1,300})$", re.IGNORECASE | re.MULTILINE)
# The fields of an event where no line names them, as version 4 of the format sets them.
_FIELDS = "layer start end style name marginl marginr marginv effect text".split()
_DRAWING = re.compile(r"\{[^{}]{0,200}\\p[1-9]")
# What the program itself writes where nobody has named the script.
_NO_TITLE = frozenset(("default aegisub file", "untitled", "<untitled>"))

_SAMI = re.compile(r"[\s\ufeff]*<SAMI\b", re.IGNORECASE)
_SYNC = re.compile(r"<SYNC\b[^<>]{0,80}?\bStart\s*=\s*[\"']?(\d{1,10})[^<>]{0,80}>", re.IGNORECASE)
_BODY_END = re.compile(r"</BODY\s*>", re.IGNORECASE)
_SAMI_TITLE = re.compile(r"<TITLE\b[^<>]{0,80}>([^<>]{1,300})</TITLE", re.IGNORECASE)
# A sync that shows nothing ends the words before it.
_NOTHING = re.compile(r"(?:\s|&nbsp;?|<[^<>]{0,200}>)*")


def sniff(document: Document) -> str | None:
    """The head of a script of SubStation Alpha with events, or of SAMI with times."""
    if document.container != "text":
        return None
    text = document.text
    if _SCRIPT.match(text) and _EVENTS.search(with_line_feeds(text)):
        return "a script of SubStation Alpha with events"
    return "SAMI captions" if _SAMI.match(text) and _SYNC.search(text) else None


def read(document: Document) -> list[Reading]:
    """One reading. Raises NotATranscript."""
    text = with_line_feeds(document.text)
    sami = _SAMI.match(text)
    found = list(_syncs(text) if sami else _events(text))
    named = (_SAMI_TITLE if sami else _TITLE).search(text[:_HEAD_CHARACTERS])
    title = clean(named[1]) if named else ""
    title = "" if title.casefold() in _NO_TITLE else title
    return captions.reading(document, "sami" if sami else "ass", found, text, title or None)


def _events(text: str) -> Iterator[Block]:
    """The lines of dialogue, in the order of the file. Comments and drawings are left out."""
    begin = _EVENTS.search(text)
    fields = _FIELDS
    for row in lines(text):
        kind, colon, rest = row.text.partition(":")
        if begin is None or row.offset < begin.start() or not colon:
            continue
        if kind.strip().casefold() == "format":
            fields = [f.strip().casefold() for f in rest.split(",")]
        values = rest.split(",", len(fields) - 1)
        if kind.strip().casefold() != "dialogue" or len(values) < len(fields):
            continue
        event = dict(zip(fields, values, strict=True))
        start, end = (clock_ms(event.get(k, "").strip()) for k in ("start", "end"))
        if start is None or _DRAWING.match(values[-1].lstrip()):
            continue
        stop = row.offset + len(row.text)
        name = clean(event.get("name", event.get("actor", "")))
        yield Block(row.offset, stop - len(values[-1]), stop, row.number, start, end, name or None)


def _syncs(text: str) -> Iterator[Block]:
    """The words between the times, up to those that show nothing."""
    found = list(_SYNC.finditer(text))
    close = _BODY_END.search(text, found[-1].end()) if found else None
    ends = [*(m.start() for m in found), close.start() if close else len(text)][1:]
    line = at = 0
    for nth, (m, end) in enumerate(zip(found, ends, strict=True)):
        line, at = line + text.count("\n", at, m.start()), m.start()
        if int(m[1]) < MOST_MS and not _NOTHING.fullmatch(text, m.end(), end):
            until = min(int(found[nth + 1][1]), MOST_MS) if found[nth + 1 :] else None
            yield Block(m.start(), m.end(), end, line + 1, int(m[1]), until)
