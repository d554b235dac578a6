"""Lists of terms in a page (<dl>): where most terms are who speaks, all are, and nothing else.

A voice that is heard once may have a name of any words ("A voice from below"), and what stands
beside such lists, below the last or between two, nobody says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from selectolax.lexbor import LexborNode

from ingest.open.containers import Document
from ingest.readers.common.elements import elements
from ingest.readers.common.lines import Line
from ingest.readers.labelled.winner import Labels
from ingest.readers.labels import heads
from ingest.readers.labels.openers import Opener, opener, unnamed

# Share of a list's terms that open turns by their words alone: of a glossary's none do.
MOST = 0.5


class _Place(NamedTuple):
    """Where a stretch of the text stands: whether in a term, and in which list, 0 in none."""

    offset: int
    term: bool
    whose: int


def with_terms(document: Document, lines: Sequence[Line], found: Labels) -> Labels:
    """The turns of a page, with those that only their place in a list of terms tells."""
    named = {lines[o.line].start for o in found.openers if o.head.label}
    places = _places(document) if named and document.container == "html" else []
    terms = {p.offset: p.whose for p in places if p.term and p.whose}
    if not named <= terms.keys() or not terms:
        return found
    counts, held = Counter(terms.values()), Counter(terms[at] for at in named)
    lists = {whose for whose in held if held[whose] >= MOST * counts[whose]}
    if len(lists) >= MOST * len(counts):  # each speech in a list of its own
        lists |= {whose for whose, count in counts.items() if count == 1}
    starts = {line.start: i for i, line in enumerate(lines[: found.end])}
    made = {o.line: o for o in found.openers}
    for at, whose in terms.items():
        i = starts.get(at)
        if whose in lists and i is not None and i not in made and (o := _opener(lines, i)):
            made[i] = o
    last, end, apart = max(made), found.end, False
    for place in places:
        i = starts.get(place.offset, 0)
        beside = place.whose not in lists and i > min(made)
        if beside and i > last:
            end = min(end, i)
        elif beside and not apart and not heads.is_heading(lines[i].text):
            made[i] = unnamed(i, 0)
        apart = beside
    return replace(found, openers=tuple(made[i] for i in sorted(made)), end=end)


def _opener(lines: Sequence[Line], at: int) -> Opener | None:
    """The turn that the term on a line opens, a time beside it."""
    found = (h for h in heads.parse(lines[at].text) if h.form in ("colon", "tight"))
    return next((opener(lines, at, h) for h in found), None)


def _places(document: Document) -> list[_Place]:
    """Where the blocks of a page stand, in order; none where it has no list of terms."""
    if not any("//dt)" in (p.path or "") for p in document.places):
        return []
    found = []
    for offset, node in elements(document).items():
        part = _around(node, ("dt", "dd"))
        whose = _around(part, ("dl",))
        term = part is not None and part.tag == "dt"
        found.append(_Place(offset, term, whose.mem_id if whose else 0))
    return found


def _around(node: LexborNode | None, tags: Sequence[str]) -> LexborNode | None:
    """The node itself, or the nearest around it, of these elements."""
    while node is not None and node.tag not in tags:
        node = node.parent
    return node
