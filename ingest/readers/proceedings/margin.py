"""Numbers in a margin that count every line, or every fifth: they are no part of the text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from ingest.readers.common.lines import Line

_MARGIN = re.compile(r"[ \t]{0,12}(\d{1,4})(?:[ \t]+|$)")
# Lines from one number to the next, and the lines there may be to it, with blank ones.
STEPS = {5: 12, 1: 3}
# Numbers that a margin needs, and their share of the lines that open with any number.
FEWEST, MOST = 4, 0.7
# Where each line has a number: their share of the lines with words; one in so many goes on with a
# sentence. Else the numbers count the turns.
EACH, GOES_ON = 0.6, 20
_REST = re.compile(r"[^\W\d_A-Z\u00c0-\u00de]")


def without_margin(lines: Sequence[Line]) -> list[Line]:
    """The lines without the numbers of a margin, page by page or through the file."""
    found = {
        i: (m.end(), int(m[1])) for i, line in enumerate(lines) if (m := _MARGIN.match(line.text))
    }
    if len(found) < FEWEST:
        return list(lines)
    for step in STEPS:
        taken = _counted(found, step)
        enough = len(taken) >= max(FEWEST, MOST * len(found))
        if enough and (step > 1 or _each(lines, taken)):
            return _cut(lines, taken)
    return list(lines)


def _counted(found: Mapping[int, tuple[int, int]], step: int) -> dict[int, int]:
    """Where the numbers end that count on; some may be missing, with their lines between."""
    numbers = [(i, number) for i, (_, number) in found.items() if not number % step]
    runs: list[list[tuple[int, int]]] = []
    for one, after in pairwise([*numbers, None]):
        if one and runs and _follows(runs[-1][-1], one, step):
            runs[-1].append(one)
        elif one and (one[1] == step or (after and _follows(one, after, step))):
            runs.append([one])
    long = [r for r in runs if len(r) >= FEWEST or r[0][1] == step > 1]
    return {i: found[i][0] for run in long for i, _ in run}


def _follows(a: tuple[int, int], b: tuple[int, int], step: int) -> bool:
    """The number counts on in as many lines."""
    counted, rows = (b[1] - a[1]) // step, b[0] - a[0]
    return (
        counted > 0 and (counted == 1 or rows >= step * counted) and rows <= STEPS[step] * counted
    )


def _each(lines: Sequence[Line], taken: Mapping[int, int]) -> bool:
    """Nearly every line is numbered, those too that go on with a sentence."""
    first, last = next(iter(taken)), next(reversed(taken))
    full = sum(not line.blank for line in lines[first : last + 1])
    rest = sum(_REST.match(lines[i].text, end) is not None for i, end in taken.items())
    return len(taken) >= EACH * full and rest * GOES_ON >= len(taken)


def _cut(lines: Sequence[Line], taken: Mapping[int, int]) -> list[Line]:
    """Without the numbers; in a text of double space, without the blank lines between."""
    spaces = [b - a for a, b in pairwise(taken)]
    double = 2 * spaces.count(2) > len(spaces)
    kept: list[Line] = []
    for i, line in enumerate(lines):
        at = taken.get(i, 0)
        if double and line.blank and i - 1 in taken and i + 1 in taken:
            continue
        opens = line.opens or (bool(kept) and kept[-1].blank)
        opens = opens and not (double and at and i - 2 in taken)
        kept.append(line._replace(start=line.start + at, text=line.text[at:], opens=opens))
    return kept
