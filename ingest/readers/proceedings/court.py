"""Court reporters' pages: 24 to 28 numbered lines each, headers and footers, Q. and A., an index.

The page furniture is left out of the lines, whose labels are then found as in any labelled text.
Every turn knows its printed page and line. Examinations whose line numbers are lost are read too.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.open.containers import Document
from ingest.readers.common import stamps
from ingest.readers.common.lines import Line, split
from ingest.readers.common.matter import title_of
from ingest.readers.labelled.labelled import SAMPLE, assemble
from ingest.readers.labelled.winner import decide
from ingest.readers.proceedings.pages import without_furniture
from ingest.transcript import RawTurn, Reading

# A page has lines 1, 2, 3 ...; a shorter run than this is a list or a table.
SHORTEST_PAGE = 5
# Reporters' pages have 24 to 28 lines; what counts further is a list, or paragraphs with numbers.
LONGEST_PAGE = 40
# Lines from the foot of one page to the head of the next, at most.
BETWEEN = 10
# Share of the lines within the pages that are numbered, at least, for the layout to be this one.
NUMBERED = 0.6
# A page may open with its number before that of its first line ("00012:01"); a clock may run beside
# the lines ("09:01:07  02").
_NUMBERED = re.compile(
    r"\f?[ \t\u00a0]{0,12}(?:(?P<page>\d{4,6}):)?(?P<clock>\d{1,2}:\d\d(?::\d\d)?[ \t]{1,8})?"
    r"(?P<line>\d{1,2})(?=[ \t\u00a0]|$)(?![ \t]*[-–]\s*\d)"
)
_PAGE = re.compile(r"\s*(?:page\s*)?[-–—]?\s*(\d{1,5})\s*[-–—]?(?:\s*of\s*\d+)?\s*$", re.IGNORECASE)
_CAPS = re.compile(r"[^a-z:]*[A-Z]{2}[^a-z:]*$")
_BY = re.compile(r"\s*[(\[]?(?:[A-Z-]+\s){0,3}?(?:BY|By)\s(?P<name>[^a-z()]{2,60}?)[)\]]?:\s*$")
_EXAMINATION = re.compile(r"[^a-z]{0,40}\bEXAMINATION\b[^a-z]{0,40}$")
_SWORN = re.compile(r"\b(?:having|being|was|been)\s(?:\w+\s){0,3}sworn\b|\btestified\sas\sfollows")
# The margin is the smallest indent that at least one line in so many has.
MARGIN = 10
# Beside a clock, one in so many lines begins in small letters, as the rest of a sentence does.
GOES_ON = 20
_REST = re.compile(r"[\d:\s]+[a-z][^:]*$")
# Deeper than the margin by this many columns: the line begins a paragraph.
_INDENT = 3


@dataclass(frozen=True, slots=True)
class _Page:
    first: int  # index of the first numbered line
    last: int
    number: int | None


def sniff(document: Document) -> str | None:
    """A reason when most lines are numbered page by page and labels open turns among them."""
    lines = split(document.text[:SAMPLE])
    pages = _pages(lines)
    if not pages:
        return _examined(without_furniture(lines))
    inside = [line for p in pages for line in lines[p.first : p.last + 1] if not line.blank]
    numbered = sum(_NUMBERED.match(line.text) is not None for line in inside)
    long = sum(p.last - p.first + 1 >= 2 * SHORTEST_PAGE for p in pages)
    if numbered < NUMBERED * len(inside) or long * 2 < len(pages):
        return None
    if decide(_without_headings(_content(lines, pages))) is None:
        return None
    return f"{len(pages)} pages of numbered lines with speaker labels"


def _examined(lines: Sequence[Line]) -> str | None:
    """A reason when headings say who examines, and the questions and answers follow."""
    headings = sum(bool(_BY.match(x.text) or _EXAMINATION.match(x.text)) for x in lines)
    found = decide(_without_headings(lines)) if headings else None
    labels = {o.head.label for o in found.openers} if found else set()
    return f"{headings} headings of examinations, Q. and A." if {"Q", "A"} <= labels else None


def read(document: Document) -> list[Reading]:
    """One reading; `source.page` and `page_line` as printed."""
    lines = split(document.text)
    pages = _pages(lines)
    content = _content(lines, pages) if pages else without_furniture(lines)
    talk = _without_headings(content)
    found = decide(talk)
    if found is None:
        return []
    reading = assemble(document, talk, found, f"{document.container}:court")
    # With numbered pages the first line is a page header.
    title = title_of(document.stem) if pages else reading.title
    turns = [_clocked(document.text, t) for t in reading.turns] if pages else reading.turns
    return [replace(reading, title=title, turns=_headed(turns, content))]


def _clocked(text: str, turn: RawTurn) -> RawTurn:
    """With the time that the clock beside the first line shows, to the second."""
    m = _NUMBERED.match(text, text.rfind("\n", 0, turn.source.text_start or 0) + 1)
    ms = (
        stamps.milliseconds(m["clock"].strip())[0]
        if m and (m["clock"] or "").count(":") > 1
        else turn.start_ms
    )
    return replace(turn, start_ms=ms)


def _headed(turns: Sequence[RawTurn], content: Sequence[Line]) -> tuple[RawTurn, ...]:
    """Questions know from the heading over them ("BY MR. LEE:") who asks."""
    headings = [(line.start, m["name"]) for line in content if (m := _BY.match(line.text))]
    starts = [start for start, _ in headings]
    return tuple(
        replace(turn, headed=headings[at - 1][1].strip())
        if turn.label == "Q" and (at := bisect_left(starts, turn.source.text_start or 0))
        else turn
        for turn in turns
    )


def _pages(lines: Sequence[Line]) -> list[_Page]:
    """Runs of lines numbered 1, 2, 3 ... with the page numbers printed between them."""
    runs: list[list[int]] = []
    expected = 0
    for i, line in enumerate(lines):
        m = _NUMBERED.match(line.text[:40])
        number = int(m["line"]) if m else 0
        if number and number == expected:
            runs[-1].append(i)
        elif number == 1:
            runs.append([i])
        else:
            continue
        expected = number + 1
    if any(len(r) > LONGEST_PAGE for r in runs):
        return []
    runs = _whole(runs)
    firsts = [_NUMBERED.match(lines[r[0]].text) for r in runs]
    clocked = bool(runs and firsts[0] and firsts[0]["clock"])
    # Beside times, numbers may count the turns: those of lines stand before some that go on, too.
    if not runs or (clocked and (len(runs) == 1 or not _go_on(lines, runs))):
        return []
    before = [_printed(lines[start:end]) for start, end in _between(runs, len(lines))]
    headed = before[0] is not None
    numbers = before[:-1] if headed else before[1:]
    numbers = [
        int(m["page"]) if m and m["page"] else n for m, n in zip(firsts, numbers, strict=True)
    ]
    return [_Page(r[0], r[-1], n) for r, n in zip(runs, numbers, strict=True)]


def _whole(runs: Sequence[list[int]]) -> list[list[int]]:
    """The runs that are pages; the last page may be short, close under a full one."""
    long = [at for at, r in enumerate(runs) if len(r) >= SHORTEST_PAGE]
    kept = [runs[at] for at in long]
    short = runs[long[-1] + 1 :][:1] if long else []
    if short and len(kept[-1]) >= 2 * SHORTEST_PAGE and short[0][0] - kept[-1][-1] <= BETWEEN:
        kept += short
    return kept


def _between(runs: Sequence[Sequence[int]], total: int) -> list[tuple[int, int]]:
    """The stretches of lines before, between and after the runs (a few lines at the ends)."""
    starts = [max(0, runs[0][0] - 8), *(r[-1] + 1 for r in runs)]
    ends = [*(r[0] for r in runs), min(total, runs[-1][-1] + 9)]
    return list(zip(starts, ends, strict=True))


def _printed(lines: Sequence[Line]) -> int | None:
    """The page number that stands alone on one of the lines."""
    return next((int(m[1]) for line in lines if (m := _PAGE.match(line.text[:60]))), None)


def _go_on(lines: Sequence[Line], runs: Sequence[Sequence[int]]) -> bool:
    """Enough of the numbered lines are the rest of a sentence."""
    rest = sum(bool(_REST.match(lines[i].text)) for run in runs for i in run)
    return rest * GOES_ON >= sum(map(len, runs))


def _content(lines: Sequence[Line], pages: Sequence[_Page]) -> list[Line]:
    """The lines of the pages without their numbers and repeated furniture."""
    repeated = _repeated(lines, pages)
    kept = []
    for page in pages:
        for line in lines[page.first : page.last + 1]:
            if line.text.strip() in repeated:
                continue
            m = _NUMBERED.match(line.text)
            at = m.end() if m else 0
            kept.append(
                line._replace(
                    start=line.start + at,
                    text=line.text[at:],
                    page=page.number,
                    page_line=int(m["line"]) if m else None,
                )
            )
    kept = [line for line in kept if not line.blank]
    return _with_paragraphs(kept)


def _repeated(lines: Sequence[Line], pages: Sequence[_Page]) -> frozenset[str]:
    """Unnumbered lines within pages that come again on other pages."""
    counts = Counter(
        text
        for p in pages
        for line in lines[p.first : p.last + 1]
        if (text := line.text.strip()) and not _NUMBERED.match(line.text)
    )
    return frozenset(text for text, n in counts.items() if n > 2)


def _with_paragraphs(lines: Sequence[Line]) -> list[Line]:
    """Lines that know by their indent whether they begin a paragraph."""
    indents = [len(line.text) - len(line.text.lstrip()) for line in lines]
    counts = Counter(indents)
    margin = min((n for n in counts if counts[n] * MARGIN >= len(lines)), default=0)
    deep = [n >= margin + _INDENT for n in indents]
    return [line._replace(opens=d) for line, d in zip(lines, deep, strict=True)]


def _without_headings(lines: Sequence[Line]) -> list[Line]:
    """Without lines in capitals that stand between talk ("DIRECT EXAMINATION", "BY MR. LEE:")."""
    caps = [_is_heading(line) for line in lines]
    if sum(caps) * 3 > len(lines):
        return list(lines)  # everything is in capitals: nothing can be told by it
    caps = [is_caps or _is_witness(lines, i) for i, is_caps in enumerate(caps)]
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
    known = _BY.match(text) or _EXAMINATION.match(text) or _SWORN.search(text)
    return bool(known or (len(text.split()) > 2 and _CAPS.match(text)))
