"""What stands amid the talk and nobody says: headings, and what was done under them.

"MOTION", and below it who moved it and how it was carried; "Sitting suspended at 1.12 p.m."
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ingest.readers.common.lines import Line
from ingest.readers.labelled import foot, talk
from ingest.readers.labelled.speech import speaks
from ingest.readers.labels.openers import Opener, unnamed

# Share of the turns that may go on in a second paragraph, where what else stands below a turn is
# nobody's; words of that, and of a line that closes a debate, at most.
FEW, MOST, CLOSE = 0.05, 120, 3
# Words of a line of names without a comma, at most.
FEW_NAMES = 4
# "(1418)", with or without "[English]" below, be it behind a bullet.
_CLOCK = re.compile(r"[ \t]*(?:[^\w\s(]{1,2}[ \t]{1,3})?\((?:[01]\d|2[0-3]):?[0-5]\d\)[ \t]*$")


class Amid(NamedTuple):
    """The openers of what nobody says, and the indexes of lines that are only headings."""

    openers: list[Opener]
    headings: frozenset[int]


class _Below(NamedTuple):
    """What stands below the first paragraph of a turn: its paragraphs, and where each begins.

    `said`: that first one, whose talk starts at a column. `last`: the turn is the last one.
    """

    blocks: list[list[Line]]
    starts: list[int]
    said: list[Line]
    column: int
    last: bool

    def ends(self, at: int) -> bool:
        """What stands above the paragraph ends as speech does."""
        return talk.ends_said(self.blocks[at - 1] if at else self.said)


def amid(
    lines: Sequence[Line],
    turns: Sequence[Opener],
    titles: Sequence[Opener],
    others: Sequence[Opener] = (),
) -> Amid:
    """What nobody says from a heading, one of `titles` or of `others`, up to the next label.

    Under a heading somebody may go on as well: only where nearly every turn is one paragraph, and
    what stands there speaks of nobody, is it nobody's. What one of `titles` opens always is: it is
    not the words of who spoke before.
    """
    sure = frozenset(o.line for o in titles)
    marked = sure | {o.line for o in others}
    below = [_below(lines, o, until) for o, until in pairwise([*turns, None]) if o]
    first = [_first(b, marked) for b in below]
    more = sum(
        any(not talk.is_note(p) for p in b.blocks[:at]) for b, at in zip(below, first, strict=True)
    )
    single = more <= FEW * len(turns)
    openers: list[Opener] = []
    headings: set[int] = set()
    for b in below:
        headings |= _clocks(b)
        for at in _heads(b, marked):
            known = b.starts[at] in sure
            if not (known or b.ends(at)):
                continue
            rest = b.blocks[at:]
            if all(map(_is_bare, rest)):
                headings |= set() if b.last else _indexes(b, at)
                break
            if known or (single and _is_nobodys(rest)):
                openers.append(unnamed(b.starts[at], 0))
                break
    return Amid(openers, frozenset(headings))


def _below(lines: Sequence[Line], o: Opener, until: Opener | None) -> _Below:
    blocks: list[list[Line]] = []
    starts: list[int] = []
    said = [lines[o.talk]]
    for i in range(o.talk + 1, until.first if until else len(lines)):
        if lines[i].blank or talk.is_break(lines[i]) or talk.ruled(lines[i].text):
            continue
        if lines[i].opens:
            blocks.append([])
            starts.append(i)
        (blocks[-1] if blocks else said).append(lines[i])
    return _Below(blocks, starts, said, o.column, until is None)


def _indexes(b: _Below, at: int) -> set[int]:
    return {
        start + i
        for block, start in zip(b.blocks[at:], b.starts[at:], strict=True)
        for i in range(len(block))
    }


def _clocks(b: _Below) -> set[int]:
    """The lines that only tell the time: somebody may go on below them."""
    timed = (at for at, block in enumerate(b.blocks) if _CLOCK.match(block[0].text))
    return {b.starts[at] for at in timed}


def _first(b: _Below, marked: frozenset[int]) -> int:
    return next(_heads(b, marked), len(b.blocks))


def _heads(b: _Below, marked: frozenset[int]) -> Iterator[int]:
    """The paragraphs that may open a stretch of nobody's, by their indexes."""
    for at, block in enumerate(b.blocks):
        titled = _is_titled(block) and not b.said[0].text[b.column :].isupper()
        # "[Ann Lee came in at 7.41 pm]" is a note on the talk.
        closes = foot.is_closing(block) and not talk.is_note(block)
        closes = closes or _is_close(block, b.blocks[at + 1 : at + 2])
        if b.starts[at] in marked or titled or closes or _CLOCK.match(block[0].text):
            yield at


def _is_close(block: Sequence[Line], below: Sequence[Sequence[Line]]) -> bool:
    """Two words or three over a heading, or over a time: "Debate adjourned."."""
    text = block[0].text.strip()
    short = len(block) == 1 and len(text.split()) <= CLOSE and text.endswith(".")
    return short and any(talk.is_title(b) or foot.is_closing(b) for b in below) and not speaks(text)


def _is_titled(block: Sequence[Line]) -> bool:
    """A title in capitals, and what goes with it: "SCENE TWO", and below it "TOM, EVE."."""
    return talk.is_title(block[:1]) and all(
        talk.is_title([x]) or (x.text.isupper() and _is_cast(x.text.strip())) for x in block[1:]
    )


def _is_cast(text: str) -> bool:
    """Names, no sentence: "THAT THE BOARD APPROVE THE ROOF." is one."""
    few = len(text.split()) <= (talk.HEADING if "," in text else FEW_NAMES)
    return few and text[-1] not in "?!"


def _is_bare(block: Sequence[Line]) -> bool:
    """Headings, times and notes, and nothing that tells what was done."""
    return (
        _is_titled(block)
        or talk.is_heading(block)
        or all(
            _CLOCK.match(x.text)
            or talk.is_note([x])
            or talk.is_title([x])
            or x.text.rstrip()[-1] == ":"
            for x in block
        )
    )


def _is_nobodys(blocks: Sequence[Sequence[Line]]) -> bool:
    """Not long, and nobody speaks of himself or to others."""
    texts = [line.text for block in blocks for line in block]
    return sum(len(t.split()) for t in texts) <= MOST and not any(map(speaks, texts))
