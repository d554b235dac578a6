"""How labels lie in a file: line under line or a paragraph each, and how much of it they cover."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.readers.common.lines import Line
from ingest.readers.labelled import heads
from ingest.readers.labelled.openers import Opener, is_stamp
from ingest.text import words


def by_line(openers: Sequence[Opener]) -> bool:
    """Turns stand line under line, not parted by blank lines."""
    named = [o for o in openers if could_be_new(o)] or openers
    return sum(not o.opens for o in named) * 3 >= len(named)


def density(lines: Sequence[Line], own: Sequence[Opener], chosen: Sequence[Opener]) -> float:
    """Share of paragraphs (lines, where labels open those), first label on, that have a label."""
    first, last = chosen[0].line, chosen[-1].line
    each_line = by_line(chosen)
    units = sum(
        1
        for line in lines[first : last + 1]
        if not line.blank and (each_line or line.opens) and not is_stamp(line)
        if not heads.is_heading(line.text)
    )
    known = {o.key for o in chosen}
    labelled = sum(
        first <= o.line <= last and (each_line or o.opens) and (o.key in known or shaped(o))
        for o in own
    )
    return labelled / units if units else 0.0


def fills(lines: Sequence[Line], group: Sequence[Opener]) -> bool:
    """At least half of the file's paragraphs (or lines) have a label: it is no list in a text."""
    each_line = by_line(group)
    units = sum(not line.blank and (each_line or line.opens) for line in lines)
    return len(group) * 2 >= units


def shaped(o: Opener) -> bool:
    """The label has the shape of a name or names a role; in bold a few small words do too."""
    label = o.head.label
    small = o.head.bold and o.head.form == "colon" and label.islower() and len(label.split()) < 4
    return words.name_shaped(label) or words.is_role(label) or small


def could_be_new(o: Opener) -> bool:
    """The label could be somebody's whom nothing else in the file shows."""
    label = o.head.label
    return shaped(o) and not words.is_document(label) and not words.starts_a_sentence(label)
