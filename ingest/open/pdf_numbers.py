"""Numbers of paragraphs in a PDF's margin: they run through the file, and are no part of the text.

A court reporter's lines are numbered anew on each page; those numbers are cited, and stay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain
from typing import Any

Line = dict[str, Any]

_NUMBER = re.compile(r"(\d{1,5})[.)]?(?:\s+|$)")
_LABEL = re.compile(r"[^\W\d_][^:\n]{0,40}:(?:\s|$)")
# Numbered paragraphs that a file needs, and the share of them that open with a label.
FEWEST, LABELLED = 8, 0.5


def without_numbers(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages with each numbered paragraph as one that opens, its number left out."""
    lines = list(chain.from_iterable(pages))
    found, bare = _counted(lines)
    texts = [line["text"][m.end() :] for line, m in zip(lines, found, strict=True) if m]
    labelled = sum(bool(_LABEL.match(t)) for t in texts)
    anew = sum(line["text"].startswith(("1 ", "2 ")) for line in lines)
    if len(texts) < FEWEST or labelled < LABELLED * len(texts) or anew > 4:
        return [list(page) for page in pages]
    numbers = iter(found)
    return [[kept for line in page if (kept := _kept(line, next(numbers), bare))] for page in pages]


def _counted(lines: Sequence[Line]) -> tuple[list[re.Match[str] | None], set[str]]:
    """For each line the number that opens it, where it counts on; and the numbers alone on a line.

    A block of bare numbers may stand before the paragraphs that they belong to, or in their place.
    """
    found, bare, expected = list[re.Match[str] | None](), set[str](), 1
    for line in lines:
        m = _NUMBER.match(line["text"])
        number = int(m[1]) if m else 0
        if m and m.end() == len(line["text"]) and number >= expected:
            bare.add(line["text"])
            m = None
        elif m and not (
            number >= expected and all(str(n) in bare for n in range(expected, number))
        ):
            m = None
        expected = number + 1 if m else expected
        found.append(m)
    return found, bare


def _kept(line: Line, number: re.Match[str] | None, bare: set[str]) -> Line | None:
    if number is None:
        return None if line["text"] in bare else line
    return {**line, "text": line["text"][number.end() :], "opens": True}
