"""What of a turn's lines is talk: between turns stand section headings, times and rules.

None of them is told by its site or its words alone: talk is made of sentences, and these are not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from ingest.readers.common.lines import Line
from ingest.readers.labelled.speech import speaks
from ingest.readers.labels.heads import is_heading as is_marked
from ingest.readers.labels.openers import is_stamp
from ingest.transcript import STAGE_NOTE

# Longest heading, in words; letters of one in capitals: fewer are a shout.
HEADING, LETTERS = 10, 3
# Characters of a line that is a rule with words in it, and of the rule at either side.
LONGEST, RULE = 120, 3
# Share of the pieces of a line each that may have a second one: a chapter begins there.
FEW_LONGER = 0.25
# By its words alone no line tells a title from a name or a shout that goes on with the talk.
_CHAPTER = re.compile(
    r"\s*(?:chapter|kapitel|chapitre|cap[ií]tulo|capitolo|hoofdstuk) \d{1,3} ?[:.–—-] \S",
    re.IGNORECASE,
)
_SAID = re.compile(r"[.?!…。？！—–,;:-][\"'”’»)\]*_\s]*$")
# "--oOo--" ends what reporters print.
_RULE = re.compile(r"\s*(?:(?:[-*_=~#•][ \t]*){3,}|-{1,4} ?[o0][O0o][o0] ?-{1,4}[ \t]*)$")
# "**[NOTES]:** [She smiles]"
_NOTED = re.compile(r"[\s*_]*\[[^\]\n]{2,60}\][*_]*:")
# Signs that records and programs set before a line that is no talk, and the time behind it.
_MARKS = frozenset("<>•§¶■□▪▸►▶")
_TIMED = re.compile(r"(?<!\s)\s+[\[(]\d{1,2}[:.]\d\d[^\[\]()]{0,20}[\])]$")
_BREAKS = frozenset("-*_=~#•")
# What the foot of a page says of its rights, on a line of its own.
_RIGHTS = re.compile(
    r"[\s*_>\[(]*(?:©|copyright\s*(?:©|\(c\)|(?:19|20)\d\d\b)|\(c\)\s*\d{4}"
    r"|all\srights\sreserved[.)\]*_\s]*$)",
    re.IGNORECASE,
)


def paragraphs(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines in paragraphs, blank ones left out."""
    found: list[list[Line]] = []
    for line in lines:
        if line.blank:
            continue
        if line.opens or not found:
            found.append([])
        found[-1].append(line)
    return found


def spoken(
    lines: Sequence[Line], dense: bool = False, boxed: bool = True, ended: bool = False
) -> list[list[Line]]:
    """The paragraphs of a turn that are talk (stage notes too): without headings, times, rules.

    `dense`: the file labels every paragraph that is talk; what stands under a heading is none.
    Not `boxed`: "[OBSERVATION]: [She smiles]" is what somebody notes. `ended`: all that is said
    ends as sentences do; a short last line that does not is a heading in small letters too.
    """
    if dense:
        lines = list(takewhile(lambda line: line is lines[0] or not is_marked(line.text), lines))
    said = [p for p in paragraphs([line for line in lines if not _is_furniture(line)]) if p]
    if not boxed:
        said = said[:1] + [p for p in said[1:] if not _NOTED.match(p[0].text)]
    keep = len(said)
    notes: list[list[Line]] = []
    while keep > 1 and (
        is_note(said[keep - 1])
        or is_heading(said[keep - 1])
        or (ended and ends_said(said[keep - 2]) and is_heading(said[keep - 1], small=True))
    ):
        keep -= 1
        if is_note(said[keep]):
            notes.insert(0, said[keep])
    if keep < len(said) and not ends_said(said[keep - 1]) and not is_note(said[keep - 1]):
        return said  # talk without full stops: what looks like a heading may be talk
    return said[:keep] + notes


def ends_said(block: Sequence[Line]) -> bool:
    """The paragraph ends as speech does: a full stop, a question mark, a dash, a stage note."""
    text = block[-1].text[-200:]
    return bool(_SAID.search(text)) or is_note(block)


def is_note(block: Sequence[Line]) -> bool:
    """The paragraph is a remark in brackets, nothing else."""
    text = " ".join(line.text.strip() for line in block)
    return len(text) < 400 and (
        STAGE_NOTE.fullmatch(text) is not None
        or (text[:1] in "[(" and text[-1:] in "])" and not re.search(r"[\])].", text[:-1]))
    )


def is_heading(block: Sequence[Line], small: bool = False) -> bool:
    """One short line in title case or capitals (or `small`) that does not end as a sentence."""
    text = _unmarked(block[0].text.strip())
    found = text.split()
    if len(block) > 1 or len(found) > HEADING or _SAID.search(text) or not text[0].isalnum():
        return False
    long = [w for w in found if len(w) > 3] or found
    return not text[0].islower() and (
        small or sum(not w[0].islower() for w in long) >= 0.6 * len(long)
    )


def _unmarked(text: str) -> str:
    """A line in capitals without what is beside it: "<ANN LEE, SWORN [10.03 a.m.]"."""
    plain = _TIMED.sub("", text) if text[-1:] in ("]", ")") else text
    if not plain.isupper():
        return text
    return plain[1:].lstrip() if plain[0] in _MARKS else plain


def of_rights(text: str) -> bool:
    """The line tells whose the rights are, as the foot of a page does."""
    return _RIGHTS.match(text[:100]) is not None


def is_title(block: Sequence[Line]) -> bool:
    """Headings in capitals, line for line."""
    return all(
        x.text.isupper() and sum(map(str.isalpha, x.text)) > LETTERS and is_heading([x])
        for x in block
    )


def _is_furniture(line: Line) -> bool:
    rule = is_break(line) or ruled(line.text)
    return is_stamp(line) or bool(rule) or (line.opens and of_rights(line.text))


def ruled(text: str) -> str:
    """The words that stand in a rule, which nobody says: "*** END OF THE BOOK ***"."""
    found = text.split() if len(text) < LONGEST and text.strip()[:1] in _BREAKS else []
    if len(found) < 3 or {*found[0]} != {*found[-1]} or min(len(found[0]), len(found[-1])) < RULE:
        return ""
    said = " ".join(found[1:-1])
    return "" if len({*found[0]}) > 1 or speaks(said) or said.endswith("?") else said


def is_break(line: Line) -> bool:
    """A rule, or a Markdown heading."""
    text = line.text[:200].lstrip()
    return is_marked(text) or (text[:1] in _BREAKS and bool(_RULE.match(text)))


def without_chapters(bodies: Sequence[list[Line]]) -> list[list[Line]]:
    """Pieces of a line each, under its time, without the titles of chapters that stand below some.

    Only what names itself a chapter is one; where more than a few pieces have several lines, any
    may be talk.
    """
    full = [[x for x in body if not x.blank and not is_stamp(x)] for body in bodies]
    longer = [len(lines) > 1 for lines in full]
    if not any(longer) or sum(longer) > FEW_LONGER * len(bodies):
        return list(bodies)
    gone = {
        line.start
        for lines in full
        for line in lines[1:]
        if _CHAPTER.match(line.text) and is_heading([line])
    }
    return [[line for line in body if line.start not in gone] for body in bodies]


def trimmed(lines: Sequence[Line], column: int) -> list[Line]:
    """The lines, the first of them from a column on."""
    if not lines or not column:
        return list(lines)
    first = lines[0]
    cut = first._replace(start=first.start + column, text=first.text[column:], opens=True)
    return [cut, *lines[1:]]
