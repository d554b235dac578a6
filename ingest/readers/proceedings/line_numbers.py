"""The numbers of lines on reporters' pages: each page counts anew; some are lost or misread."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from ingest.readers.common.lines import Line

# A page has lines 1, 2, 3 ...; a shorter run than this is a list or a table.
SHORTEST_PAGE = 5
# Reporters' pages have 24 to 28 lines; what counts further is a list, or paragraphs with numbers.
LONGEST_PAGE = 40
# Lines from the foot of one page to the head of the next, at most.
BETWEEN = 10
# Lines that may be lost together with their numbers.
LOST = 5
# A page may open with its number before that of its first line ("00012:01"); a clock may run beside
# the lines ("09:01:07  02").
NUMBERED = re.compile(
    r"\f?[ \t\u00a0]{0,12}(?:(?P<page>\d{4,6}):)?(?P<clock>\d{1,2}:\d\d(?::\d\d)?[ \t]{1,8})?"
    r"(?P<line>\d{1,2})(?=[ \t\u00a0]|$)(?![ \t]*[-–]\s*\d)"
)
PAGE = re.compile(r"\s*(?:page\s*)?[-–—]?\s*(\d{1,5})\s*[-–—]?(?:\s*of\s*\d+)?\s*$", re.IGNORECASE)
# Beside a clock, one in so many lines begins in small letters, as the rest of a sentence does.
GOES_ON = 20
_REST = re.compile(r"[\d:\s]+[a-z][^:]*$")


@dataclass(frozen=True, slots=True)
class Page:
    """A printed page: `numbers` of its lines by their index, its own `number` where printed."""

    numbers: Mapping[int, int]
    number: int | None

    @property
    def first(self) -> int:
        """The index of the first numbered line."""
        return next(iter(self.numbers))

    @property
    def last(self) -> int:
        """The index of the last numbered line."""
        return next(reversed(self.numbers))


# Index and number of the numbered lines, one list a page.
_Run = list[tuple[int, int]]


class _Sheet:
    """The lines of a file, and which of them may follow which on a page."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        matches = ((i, NUMBERED.match(line.text[:40])) for i, line in enumerate(lines))
        self.found = [(i, int(m["line"])) for i, m in matches if m]
        self._full = list[int]()
        if len(self.found) < SHORTEST_PAGE:
            return
        steps = Counter(b[0] - a[0] for a, b in pairwise(self.found) if b[1] == a[1] + 1)
        self.step = steps.most_common(1)[0][0] if steps else 1  # lines from one number to the next
        self._full = list(accumulate((not x.blank for x in lines), initial=0))

    def follows(self, a: tuple[int, int], b: tuple[int, int]) -> bool:
        """The number counts on, or as many lines stand between as numbers are missing."""
        missing = b[1] - a[1] - 1
        room = b[0] - a[0] >= self.step * (missing + 1)
        return not missing or (missing > 0 and room and self.words(a, b) <= 2 * missing + 3)

    def words(self, a: tuple[int, int], b: tuple[int, int]) -> int:
        """How many lines with words stand between two."""
        return self._full[b[0]] - self._full[a[0] + 1]

    def runs(self) -> list[_Run]:
        """Runs of numbers that count up. What counts on from neither side is misread, or talk."""
        runs: list[_Run] = []
        for k, one in enumerate(self.found):
            last = runs[-1][-1] if runs else (-self.step, 0)
            if runs and one[1] == last[1] + 1 and self._goes_on(last, one):
                runs[-1].append(one)
                continue
            ahead = self.found[k + 1 : k + 4]
            leads = not ahead or any(self.follows(one, x) for x in ahead)
            skipped = bool(runs) and any(self.follows(last, x) for x in ahead)
            exact = one[0] - last[0] == self.step * (one[1] - last[1])
            turns = leads or exact or any(x[1] == 1 or self._opens(one, x) for x in ahead)
            if not leads and (skipped or (runs and one[1] != 1 and not turns)):
                continue
            if runs and (self.follows(last, one) or self._leaps(last, one, ahead)):
                if one[1] <= LONGEST_PAGE and self._in_column(last, one):
                    runs[-1].append(one)
            elif one[1] == 1 or (leads and ahead and not skipped and self._opens(last, one)):
                runs.append([one])
        return runs

    def _goes_on(self, a: tuple[int, int], b: tuple[int, int]) -> bool:
        """The next number is close by, on a line of talk, or in the column of the one before."""
        near = b[0] - a[0] <= self.step
        return near or any(self.lines[b[0]].text.split()[1:]) or self._in_column(a, b)

    def _in_column(self, a: tuple[int, int], b: tuple[int, int]) -> bool:
        """The two numbers begin or end alike: one alone elsewhere is that of a page."""
        at, other = (NUMBERED.match(self.lines[x].text) for x, _ in (a, b))
        if at is None or other is None:
            return False
        return at.start("line") == other.start("line") or at.end() == other.end()

    def _leaps(self, a: tuple[int, int], b: tuple[int, int], ahead: _Run) -> bool:
        """A few lines are lost with their numbers, and the next goes on."""
        near = 0 < b[1] - a[1] - 1 <= LOST and b[0] - a[0] <= BETWEEN
        return near and bool(ahead) and ahead[0][1] == b[1] + 1

    def _opens(self, last: tuple[int, int], one: tuple[int, int]) -> bool:
        """The numbers before it on its page are lost; there is room for them."""
        return one[1] <= LONGEST_PAGE and one[0] - last[0] >= self.step * one[1]


def find(lines: Sequence[Line]) -> list[Page]:
    """The pages of a file, none where its numbers count no lines of pages."""
    sheet = _Sheet(lines)
    if len(sheet.found) < SHORTEST_PAGE:
        return []
    runs = sheet.runs()
    if any(len(r) > LONGEST_PAGE for r in runs):
        return []
    runs = _joined(sheet, _whole(runs))
    firsts = [NUMBERED.match(lines[r[0][0]].text) for r in runs]
    clocked = bool(runs and firsts[0] and firsts[0]["clock"])
    # Beside times, numbers may count the turns: those of lines stand before some that go on, too.
    if not runs or (clocked and (len(runs) == 1 or not _go_on(lines, runs))):
        return []
    before = [_printed(lines[start:end]) for start, end in _edges(runs, len(lines))]
    headed = before[0] is not None
    numbers = before[:-1] if headed else before[1:]
    numbers = [
        int(m["page"]) if m and m["page"] else n for m, n in zip(firsts, numbers, strict=True)
    ]
    return [Page(dict(r), n) for r, n in zip(runs, numbers, strict=True)]


def count(lines: Sequence[Line]) -> int:
    """How many lines begin with a number as lines of pages do."""
    return sum(NUMBERED.match(line.text[:40]) is not None for line in lines)


def _whole(runs: Sequence[_Run]) -> list[_Run]:
    """The runs that are pages; the last page may be short, close under a full one."""
    long = [at for at, r in enumerate(runs) if len(r) >= SHORTEST_PAGE]
    kept = [runs[at] for at in long]
    short = runs[long[-1] + 1 :][:1] if long else []
    near = short and short[0][0][0] - kept[-1][-1][0] <= BETWEEN
    if near and short[0][0][1] == 1 and len(kept[-1]) >= 2 * SHORTEST_PAGE:
        kept += short
    return kept


def _joined(sheet: _Sheet, runs: Sequence[_Run]) -> list[_Run]:
    """Runs of one page, between which numbers were misread, as one."""
    made: list[_Run] = []
    for run in runs:
        if made and made[-1][-1][1] < run[0][1] and sheet.follows(made[-1][-1], run[0]):
            made[-1] = [*made[-1], *run]
        else:
            made.append(run)
    return made


def _edges(runs: Sequence[_Run], total: int) -> list[tuple[int, int]]:
    """The stretches of lines before, between and after the runs (a few lines at the ends)."""
    starts = [max(0, runs[0][0][0] - 8), *(r[-1][0] + 1 for r in runs)]
    ends = [*(r[0][0] for r in runs), min(total, runs[-1][-1][0] + 9)]
    return list(zip(starts, ends, strict=True))


def _printed(lines: Sequence[Line]) -> int | None:
    """The page number that stands alone on one of the lines."""
    return next((int(m[1]) for line in lines if (m := PAGE.match(line.text[:60]))), None)


def _go_on(lines: Sequence[Line], runs: Sequence[_Run]) -> bool:
    """Enough of the numbered lines are the rest of a sentence."""
    rest = sum(bool(_REST.match(lines[i].text)) for run in runs for i, _ in run)
    return rest * GOES_ON >= sum(map(len, runs))
