"""Long stretches of talk cut to a size that a citation can point at: at sentence ends.

Talk that names nobody is cut from LIMIT words on, about a minute of speech. What the file shows as
a turn of one person among others stays whole, be it long: the file's own division is the reference
that people cite. A lone named speaker is cut as nobody is, from LECTURE words on: then there is no
division to cite.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from ingest.readers.common.lines import Line
from ingest.text.sentences import sentence_spans

LIMIT, HALF = 120, 60
# Five minutes of speech by one person alone.
LECTURE = 600
_WORDS = re.compile(r"\S+")
_ENDS = re.compile(r"[.?!…。？！][\"'”’»)\]*_]*\s*$")

Paragraph = Sequence[Line]


def count(said: Sequence[Paragraph]) -> int:
    """Words in paragraphs."""
    return sum(len(line.text.split()) for p in said for line in p)


def pieces(said: Sequence[Paragraph]) -> list[list[list[Line]]]:
    """The paragraphs in pieces of at most LIMIT words, cut at sentence ends, else between words."""
    made: list[list[list[Line]]] = [[]]
    size = 0
    for p in said:
        for at, (part, words) in enumerate(_sentences(p)):
            full = size + words > LIMIT or (at == 0 and size >= HALF)
            if size and full:
                made.append([])
                size = 0
            if at and made[-1]:
                made[-1][-1] = _joined(made[-1][-1], part)
            else:
                made[-1].append(part)
            size += words
    return made


def _sentences(p: Paragraph) -> Iterator[tuple[list[Line], int]]:
    """The sentences of a paragraph as parts of its lines, and their words; long ones in parts."""
    text = "\n".join(line.text for line in p)
    starts = list(accumulate((len(line.text) + 1 for line in p), initial=0))
    for start, end in sentence_spans(text):
        found = list(_WORDS.finditer(text, start, end))
        for i in range(0, len(found), LIMIT):
            first = start if i == 0 else found[i].start()
            last = found[i + LIMIT].start() if i + LIMIT < len(found) else end
            yield _part(p, starts, first, last), len(found[i : i + LIMIT])


def _part(p: Paragraph, starts: Sequence[int], start: int, end: int) -> list[Line]:
    """The lines of a paragraph between two offsets of its text, the first and last cut.

    `starts` are the offsets of its lines: a page without blank lines is one paragraph of thousands.
    """
    made = []
    for n in range(bisect_right(starts, start) - 1, bisect_left(starts, end)):
        line, at = p[n], starts[n]
        a, b = max(start - at, 0), min(end - at, len(line.text))
        if a < b:
            made.append(
                line._replace(start=line.start + a, end=line.start + b, text=line.text[a:b])
            )
    return made


def _joined(before: list[Line], part: list[Line]) -> list[Line]:
    """Two parts of a paragraph that follow one another; a line that was cut is one again."""
    if before and part and before[-1].number == part[0].number and before[-1].end == part[0].start:
        whole = before[-1]._replace(end=part[0].end, text=before[-1].text + part[0].text)
        return [*before[:-1], whole, *part[1:]]
    return [*before, *part]


def ends(text: str) -> bool:
    """The text ends as a sentence does."""
    return _ENDS.search(text[-20:]) is not None
