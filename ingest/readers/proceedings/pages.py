"""Printed pages in plain text: page numbers on lines of their own, headers and footers.

They are left out of the lines that labels are looked for in; a sentence goes on over them. So are
numbers in a margin that count every line, or every fifth.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from itertools import pairwise

from ingest.readers.common.lines import Line

# Pages that a file needs for its lone numbers to be page numbers.
FEWEST = 3
# Lines beside a page number that may be a header or footer.
BESIDE = 3
_NUMBER = re.compile(
    r"[\s\f]*(?:page\s*)?[-–—]{0,2}\s*(\d{1,5})\s*[-–—]{0,2}(?:\s*(?:of|/)\s*\d+)?\s*$",
    re.IGNORECASE,
)
# "24-13355                     3/21": set in columns, a number at the edge.
_WIDE = re.compile(r"\S[ \u00a0]{8,}\S|\S\t{2,}\S")
_LEFT = re.compile(r"\s*(\d{1,5})\s\s")
_RIGHT = re.compile(r"\s\s(?:page )?\d{1,5}(?:/\d{1,5})?$", re.IGNORECASE)
_CLOCK = re.compile(r"\d:\d\d")
# Lines of such a foot or head, words and characters of each.
MOST_SET, MOST_WORDS, LONGEST = 3, 14, 240
# Share of the paragraphs from which on columns are how the talk itself is set.
COLUMNS = 0.25
_ENDS = re.compile(r"[.?!:…—–-][\"'”’)\]*_]*\s*$")


def page_number(line: Line) -> int | None:
    """The number where the line holds a page number and nothing else."""
    m = _NUMBER.match(line.text[:60]) if len(line.text) < 60 else None
    return int(m[1]) if m else None


def without_furniture(lines: Sequence[Line]) -> list[Line]:
    """The lines without page numbers and what repeats beside them; all, where there are no pages.

    The lines know their page, where the number stands at the foot or the head of it.
    """
    full = [i for i, line in enumerate(lines) if not line.blank]
    numbered = _numbered(lines, full)
    gone = _repeated(lines, full, numbered) | {full[at] for at in numbered} | _set(lines)
    if not gone:
        return list(lines)
    kept: list[Line] = []
    last = ""  # the last words that were kept
    over = False  # a page has ended since
    for i, line in enumerate(lines):
        if i in gone:
            over = True
        elif not over or not line.blank:
            goes_on = over and bool(last) and not _ENDS.search(last)
            kept.append(line._replace(opens=line.opens and not goes_on))
            last, over = line.text if not line.blank else last, False
    return kept


def _numbered(lines: Sequence[Line], full: Sequence[int]) -> list[int]:
    """The places in `full` of the page numbers: the longest run that counts up by one."""
    runs: list[list[tuple[int, int]]] = []
    for at, i in enumerate(full):
        if (number := page_number(lines[i])) is None:
            continue
        run = next((r for r in runs if r[-1][1] + 1 == number), None)
        if run is None:
            runs.append(run := [])
        run.append((at, number))
        runs = runs[-50:]
    best = max(runs, key=len, default=[])
    spaced = all(b - a > 1 for (a, _), (b, _) in pairwise(best))
    return [at for at, _ in best] if len(best) >= FEWEST and spaced else []


def _set(lines: Sequence[Line]) -> set[int]:
    """Paragraphs set in columns with a page number at the edge, be it only once.

    Not where the talk is set so too, nor what stands first on other lines: a name.
    """
    gaps = ("        ", "\t\t")
    wide = {
        i
        for i, line in enumerate(lines)
        if any(gap in line.text for gap in gaps) and _WIDE.search(line.text)
    }
    opening = [i for i, line in enumerate(lines) if line.opens and not line.blank]
    starts = [i for i in opening if i in wide]
    if not starts or len(starts) > max(1, COLUMNS * len(opening)):
        return set()
    lefts = [int(m[1]) for i in starts if (m := _LEFT.match(lines[i].text))]
    counted = any(a + 1 == b for a, b in pairwise(lefts))  # turns
    found = [rows for i in starts if (rows := _rows(lines, i, wide, counted))]
    taken = {j for rows in found for j in rows}
    others = {_first(line) for i, line in enumerate(lines) if i not in taken} - {""}
    return {j for rows in found if not any(_first(lines[k]) in others for k in rows) for j in rows}


def _rows(lines: Sequence[Line], at: int, wide: Set[int], counted: bool) -> range | None:
    """The lines of a paragraph, few and all in columns, with a page number at an edge."""
    ends = (j for j in range(at, min(at + MOST_SET + 1, len(lines))) if lines[j].blank)
    rows = range(at, next(ends, min(at + MOST_SET + 1, len(lines))))
    few = len(rows) <= MOST_SET and all(j in wide and _is_set(lines[j].text) for j in rows)
    return rows if few and any(_at_edge(lines[j].text, counted) for j in rows) else None


def _at_edge(text: str, counted: bool) -> bool:
    """A page number stands at an edge of the line; at the left one none that counts turns."""
    return bool(_RIGHT.search(text.rstrip()) or (not counted and _LEFT.match(text)))


def _is_set(text: str) -> bool:
    """No talk: a few words that are no sentence, and no one who speaks at a time or alone."""
    first, *_ = re.split(r"\s{2,}", text[:LONGEST].strip(), maxsplit=1)
    named = len(first.split()) > 1 or any(map(str.isdigit, first))
    short = len(text) < LONGEST and len(text.split()) <= MOST_WORDS and not _ENDS.search(text)
    return named and short and not first.endswith(":") and not _CLOCK.search(text)


def _first(line: Line) -> str:
    """What stands before the first colon or gap, if one does: a label, if on other lines too."""
    first, *more = re.split(r":|\s\s", line.text[:LONGEST].strip(), maxsplit=1)
    return first.casefold() if more else ""


def _repeated(lines: Sequence[Line], full: Sequence[int], numbered: Sequence[int]) -> set[int]:
    """Lines beside the page numbers that come again beside most others, digits ignored."""
    near = {
        full[at + step]
        for at in numbered
        for step in range(-BESIDE, BESIDE + 1)
        if step and 0 <= at + step < len(full)
    }
    keys = {i: _key(lines[i]) for i in near}
    counts = Counter(keys.values())
    often = {k for k, n in counts.items() if n * 2 > len(numbered) and n >= FEWEST}
    # A name alone over its talk stands beside the pages' ends as well as elsewhere.
    everywhere = Counter(k for i in full if (k := _key(lines[i])) in often)
    return {i for i in near if keys[i] in often and everywhere[keys[i]] == counts[keys[i]]}


def _key(line: Line) -> str:
    """The words of a line as running heads are compared: digits ignored."""
    return re.sub(r"\d+", "0", line.text.strip(" \t\f\u00a0"))
