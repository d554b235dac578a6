"""What stands in lists and opens no turn: people with their offices, chapters, items."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ingest.readers.common.lines import Line
from ingest.readers.labelled.openers import Opener

# Lines in which a list is looked for.
REACH = 300
# "Ann Lee - Chief Executive", "Ann Lee, Chief Executive".
_PERSON = re.compile(
    r"[ \t*•_-]*([^\W\d_][^\n:–—,]{1,60}?)[*_]*(?: +-{1,2} +| *[–—] *|, )[^\W\d_][^\n.?!]{2,80}$"
)
_ITEM = re.compile(r"\s*(?:[-*•+]|\d{1,4}[.)])[ \t]")


class Listed(NamedTuple):
    """The people of a list: names, case folded, and the indexes of the lines they stand on."""

    names: frozenset[str]
    lines: frozenset[int]


def people(lines: Sequence[Line]) -> Listed:
    """Who is listed; wrapped talk may look so too, which no label repeats."""
    found = {i: m for i, x in enumerate(lines[:REACH]) if (m := _PERSON.match(x.text))}
    return Listed(frozenset(m[1].casefold() for m in found.values()), frozenset(found))


def without_list(found: Sequence[Opener], people: Listed) -> list[Opener]:
    """Without the list of people, and what heads it, where names of it stand alone on lines."""
    alone = {o.key for o in found if o.head.form == "bare" and o.line not in people.lines}
    if len(alone & people.names) < 2:
        return list(found)
    return [o for o in found if not people.lines & {o.line, o.talk}]


def without_items(lines: Sequence[Line], own: Sequence[Opener]) -> list[Opener]:
    """Without items of lists ("- **Cost:** low"), where the labels that recur are none."""
    counts = Counter(o.key for o in own)
    items = {o.line for o in own if _ITEM.match(lines[o.line].text)}
    recurring = [o.line in items for o in own if counts[o.key] > 1]
    if 2 * sum(recurring) > len(recurring):
        return list(own)
    return [o for o in own if o.line not in items]


def with_talk(found: Sequence[Opener]) -> list[Opener]:
    """Without names alone that have no talk under them: headings, tables of contents, chapters."""
    counts = Counter(o.key for o in found)
    heads = {o.line for o in found if counts[o.key] > 1 or (o.timed and o.alone)}
    spoken = {o.key for o in found if o.talk not in heads}
    kept: list[Opener] = []
    above = -1  # the line that follows a line of a list of chapters
    for o in found:
        plain = o.alone and o.head.form != "colon"
        empty = plain and (o.talk == o.line or o.talk in heads)
        again = o.timed and o.key in spoken and counts[o.key] > 1
        last = plain and o.line == above and counts[o.key] == 1
        if (empty and not again) or last:
            above = o.talk
        else:
            kept.append(o)
    return kept
