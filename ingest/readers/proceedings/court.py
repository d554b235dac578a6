"""Court reporters' pages: 24 to 28 numbered lines each, headers and footers, Q. and A., an index.

The page furniture is left out of the lines, whose labels are then found as in any labelled text.
Every turn knows its printed page and line. Examinations whose line numbers are lost are read too.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from ingest.open.containers import Document
from ingest.readers.common import stamps
from ingest.readers.common.lines import Line, split
from ingest.readers.common.matter import title_of
from ingest.readers.labelled.labelled import SAMPLE, assemble
from ingest.readers.labelled.winner import decide
from ingest.readers.proceedings import askers, line_numbers
from ingest.readers.proceedings.line_numbers import NUMBERED, SHORTEST_PAGE
from ingest.readers.proceedings.page_words import content
from ingest.readers.proceedings.pages import without_furniture
from ingest.transcript import RawTurn, Reading

# Share of the lines within the pages that are numbered, at least, for the layout to be this one.
COVERED = 0.6
_CAPS = re.compile(r"[^a-z:]*[A-Z]{2}[^a-z:]*$")
_EXAMINATION = re.compile(r"[^a-z]{0,40}\bEXAMINATION\b[^a-z]{0,40}$")
_SWORN = re.compile(r"\b(?:having|being|was|been)\s(?:\w+\s){0,3}sworn\b|\btestified\sas\sfollows")


def sniff(document: Document) -> str | None:
    """A reason when most lines are numbered page by page and labels open turns among them."""
    lines = split(document.text[:SAMPLE])
    pages = line_numbers.find(lines)
    if not pages:
        return _examined(without_furniture(lines))
    inside = [line for p in pages for line in lines[p.first : p.last + 1] if not line.blank]
    numbered = line_numbers.count(inside)
    long = sum(p.last - p.first + 1 >= 2 * SHORTEST_PAGE for p in pages)
    if numbered < COVERED * max(len(inside), line_numbers.count(lines)) or long * 2 < len(pages):
        return None
    if decide(_without_headings(content(lines, pages))) is None:
        return None
    return f"{len(pages)} pages of numbered lines with speaker labels"


def _examined(lines: Sequence[Line]) -> str | None:
    """A reason when headings say who examines, and the questions and answers follow."""
    headings = len({*askers.names(lines), *_examinations(lines)})
    found = decide(_without_headings(lines)) if headings else None
    labels = {o.head.label for o in found.openers} if found else set()
    return f"{headings} headings of examinations, Q. and A." if {"Q", "A"} <= labels else None


def _examinations(lines: Sequence[Line]) -> set[int]:
    return {i for i, line in enumerate(lines) if _EXAMINATION.match(line.text)}


def read(document: Document) -> list[Reading]:
    """One reading; `source.page` and `page_line` as printed."""
    lines = split(document.text)
    pages = line_numbers.find(lines)
    printed = content(lines, pages) if pages else without_furniture(lines)
    talk = _without_headings(printed)
    found = decide(talk)
    if found is None:
        return []
    reading = assemble(document, talk, found, f"{document.container}:court")
    # With numbered pages the first line is a page header.
    title = title_of(document.stem) if pages else reading.title
    turns = [_clocked(document.text, t) for t in reading.turns] if pages else reading.turns
    return [replace(reading, title=title, turns=_headed(turns, printed))]


def _clocked(text: str, turn: RawTurn) -> RawTurn:
    """With the time that the clock beside the first line shows, to the second."""
    m = NUMBERED.match(text, text.rfind("\n", 0, turn.source.text_start or 0) + 1)
    ms = (
        stamps.milliseconds(m["clock"].strip())[0]
        if m and (m["clock"] or "").count(":") > 1
        else turn.start_ms
    )
    return replace(turn, start_ms=ms)


def _headed(turns: Sequence[RawTurn], content: Sequence[Line]) -> tuple[RawTurn, ...]:
    """Questions know from the heading over them ("BY MR. LEE:") who asks."""
    headings = [(content[i].start, name) for i, name in askers.names(content).items()]
    starts = [start for start, _ in headings]
    return tuple(
        replace(turn, headed=headings[at - 1][1])
        if turn.label == "Q" and (at := bisect_left(starts, turn.source.text_start or 0))
        else turn
        for turn in turns
    )


def _without_headings(lines: Sequence[Line]) -> list[Line]:
    """Without lines in capitals that stand between talk ("DIRECT EXAMINATION", "BY MR. LEE:")."""
    caps = [_is_heading(line) for line in lines]
    if sum(caps) * 3 > len(lines):
        return list(lines)  # everything is in capitals: nothing can be told by it
    over = askers.names(lines)
    caps = [c or i in over or _is_witness(lines, i) for i, c in enumerate(caps)]
    return [line for line, heading in zip(lines, caps, strict=True) if not heading]


def _is_witness(lines: Sequence[Line], index: int) -> bool:
    """A name in capitals over the line that says that they were sworn."""
    text = lines[index].text.strip()
    below = next((x.text for x in lines[index + 1 : index + 4] if not x.blank), "")
    return text.isupper() and text[-1:] == "," and bool(_SWORN.search(below))


def _is_heading(line: Line) -> bool:
    """In capitals, or a set phrase of examinations."""
    text = line.text.strip()
    if text[:1] in "([" or text[-1:] in "?!":
        return False
    known = _EXAMINATION.match(text) or _SWORN.search(text)
    return bool(known or (len(text.split()) > 2 and _CAPS.match(text)))
