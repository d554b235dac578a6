"""The words on pages of numbered lines, without the numbers and what repeats at head and foot.

What stands under a lost number stays. Between whole pages everything is left out, and else only
what numbers a page, repeats, or stands between whole pages elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median_low

from ingest.readers.common.lines import Line
from ingest.readers.proceedings.line_numbers import BETWEEN, NUMBERED, PAGE, Page

# Share of the pages that end at a number, at least, for a page that ends sooner to have lost some.
OFTEN = 0.2
# So many lines more than between other pages: a page stands there that lost its numbers.
MORE = 4
# The margin is the smallest indent that at least one line in so many has.
MARGIN = 10
# Deeper than the margin by this many columns: the line begins a paragraph.
_INDENT = 3
# What stands in the margin for a number, and the digits that its letters are misread from.
_MISREAD = re.compile(r"\f?[ \t\u00a0]{0,12}([0-9lIi|!OoQDSsBZzgqGb]{1,2})(?=[ \t\u00a0]|$)")
_DIGITS = str.maketrans("lIi|!OoQDSsBZzgqGb", "111110000558229966")


def content(lines: Sequence[Line], pages: Sequence[Page]) -> list[Line]:
    """The lines of the pages with their places as printed, and which begin a paragraph."""
    repeated = _repeated(lines, pages)
    gaps = _Gaps(lines, pages)
    kept = gaps.head(pages[0], 0)
    for before, page in pairwise([None, *pages]):
        kept += gaps.between(before, page) if before and page else []
        kept += _page(lines, page, repeated) if page else []
    kept += gaps.foot(pages[-1], len(lines), close=True)
    return _with_paragraphs([line for line in kept if not line.blank])


def _page(lines: Sequence[Line], page: Page, repeated: frozenset[str]) -> Iterator[Line]:
    """The lines of a page. In a gap of the numbers stand the lines that lost them."""
    for (i, a), (j, b) in pairwise([*page.numbers.items(), (page.last + 1, 0)]):
        m = NUMBERED.match(lines[i].text)
        yield _cut(lines[i], m.end() if m else 0, page.number, a)
        inside = [lines[k] for k in range(i + 1, j) if not lines[k].blank]
        spare = max(0, len(inside) - (b - a - 1))
        gone = [x for x in inside if x.text.strip() in repeated][:spare]
        inside = [x for x in inside if x not in gone]
        exact = len(inside) == b - a - 1
        for number, line in enumerate(inside, a + 1):
            end = _margin(lines[i].text, line.text, number if exact else 0)
            yield _cut(line, end, page.number, number if exact else None)


def _cut(line: Line, at: int, page: int | None, number: int | None) -> Line:
    return line._replace(start=line.start + at, text=line.text[at:], page=page, page_line=number)


def _margin(above: str, text: str, number: int) -> int:
    """Where a number ends that was misread: in the column of the one above, or as like as "l0"."""
    m, own, misread = NUMBERED.match(above), NUMBERED.match(text), _MISREAD.match(text)
    if not misread:
        return 0
    end = misread.end(1)
    apart = text[end : end + 2].isspace() or not text[end + 1 : end + 2].islower()  # "I think"
    if m and own:
        columns = {m.start("line"), m.end()} & {own.start("line"), own.end()}
        return own.end() if columns and apart else 0
    like = misread[1].translate(_DIGITS).lstrip("0") == str(number)
    return end if like and (apart or misread[1] != "I") else 0


class _Gaps:
    """What stands before, between and after the pages."""

    def __init__(self, lines: Sequence[Line], pages: Sequence[Page]) -> None:
        self.lines = lines
        steps = Counter(j - i for p in pages for i, j in pairwise(p.numbers))
        self.step = steps.most_common(1)[0][0]
        ends = Counter(p.numbers[p.last] for p in pages)
        often = min(2, len(pages)), OFTEN * len(pages)
        self.usual = max((n for n, pages in ends.items() if pages >= max(often)), default=0)
        gaps = {b.first: self._full(a.last + 1, b.first) for a, b in pairwise(pages)}
        whole = [gaps[b.first] for a, b in pairwise(pages) if not self._missing(a, b)]
        sizes = sorted(map(len, whole))
        self.least, self.most = (sizes[0], median_low(sizes) + MORE) if sizes else (0, BETWEEN)
        self.furniture = {_key(lines[i]) for gap in whole if len(gap) <= self.most for i in gap}
        counts = Counter(key for gap in gaps.values() for key in {_key(lines[i]) for i in gap})
        self.furniture |= {key for key, n in counts.items() if n > 1 and 2 * n >= len(gaps)}

    def between(self, before: Page, page: Page) -> list[Line]:
        """What is talk between two pages: under lost numbers, or on a page that has none left."""
        gap = self._full(before.last + 1, page.first)
        if len(gap) > self.most + self._missing(before, page):
            return [_cut(self.lines[i], 0, None, None) for i in gap if not self._is_set(i)]
        foot = self.foot(before, page.first)[: max(0, len(gap) - self.least)]
        head = self.head(page, before.last + 1, taken=len(foot))
        return [*foot, *head[max(0, len(head) - (len(gap) - self.least - len(foot))) :]]

    def foot(self, page: Page, end: int, *, close: bool = False) -> list[Line]:
        """The lines that lost their numbers under the last of a page; `close`: without a gap."""
        found: list[Line] = []
        last = page.last
        for i in self._full(page.last + 1, end):
            number = page.numbers[page.last] + max(1, (i - page.last) // self.step)
            if number > self.usual or self._is_set(i) or (close and i - last > self.step):
                break
            found.append(self._line(page, page.last, i, number))
            last = i
        return found

    def head(self, page: Page, start: int, taken: int = 0) -> list[Line]:
        """The lines that lost their numbers over the first of a page."""
        found: list[Line] = []
        for i in reversed(self._full(start, page.first)[taken:]):
            number = page.numbers[page.first] - max(1, (page.first - i) // self.step)
            if number < 1 or self._is_set(i):
                break
            found.append(self._line(page, page.first, i, number))
        return found[::-1]

    def _line(self, page: Page, beside: int, i: int, number: int) -> Line:
        end = _margin(self.lines[beside].text, self.lines[i].text, number)
        return _cut(self.lines[i], end, page.number, number)

    def _missing(self, a: Page, b: Page) -> int:
        """How many numbers are missing at the foot of a page and the head of the next."""
        return max(0, self.usual - a.numbers[a.last]) + b.numbers[b.first] - 1

    def _full(self, start: int, end: int) -> list[int]:
        return [i for i in range(start, end) if not self.lines[i].blank]

    def _is_set(self, i: int) -> bool:
        """A line of the page's head or foot."""
        line = self.lines[i]
        return _key(line) in self.furniture or PAGE.match(line.text[:60]) is not None


def _key(line: Line) -> str:
    """The words of a line as running heads are compared: digits ignored."""
    return re.sub(r"\d+", "0", line.text.strip())


def _repeated(lines: Sequence[Line], pages: Sequence[Page]) -> frozenset[str]:
    """Unnumbered lines within pages that come again on other pages."""
    counts = Counter(
        text
        for p in pages
        for line in lines[p.first : p.last + 1]
        if (text := line.text.strip()) and not NUMBERED.match(line.text)
    )
    return frozenset(text for text, n in counts.items() if n > 2)


def _with_paragraphs(lines: Sequence[Line]) -> list[Line]:
    """Lines that know by their indent whether they begin a paragraph."""
    indents = [len(line.text) - len(line.text.lstrip()) for line in lines]
    counts = Counter(indents)
    margin = min((n for n in counts if counts[n] * MARGIN >= len(lines)), default=0)
    deep = [n >= margin + _INDENT for n in indents]
    return [line._replace(opens=d) for line, d in zip(lines, deep, strict=True)]
