"""What stands amid the talk and nobody says: headings, and what was done under them.

"MOTION", and below it who moved it and how it was carried; "Sitting suspended at 1.12 p.m."
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from ingest.readers.common.lines import Line
from ingest.readers.labelled import foot, talk
from ingest.readers.labelled.speech import speaks
from ingest.readers.labels.openers import Opener, is_stamp, unnamed
from ingest.text import words

# Share of the turns that may go on in a second paragraph, where what else stands below a turn is
# nobody's; words of that, and of a line that closes a debate, at most.
FEW, MOST, CLOSE = 0.05, 120, 3
# Lines from the time at which talk stops to that at which it goes on, at most.
AWAY = 4
# Words of a line of names without a comma, at most.
FEW_NAMES = 4
# Turns that show where talk is set in, at least.
SET_IN = 4
# "(1418)", with or without "[English]" below, be it behind a bullet.
_CLOCK = re.compile(r"[ \t]*(?:[^\w\s(]{1,2}[ \t]{1,3})?\((?:[01]\d|2[0-3]):?[0-5]\d\)[ \t]*$")
# "(CALLING)": a direction in capitals amid the talk; the words that others may call somebody by.
_DIRECTION = re.compile(r"[(\[][^\Wa-z\d_]{2}[^()\[\]a-z]{0,80}[)\]]")
# "**[JINGLE]**": a line of its own, set in the type of the labels.
_SET = re.compile(r"\s*(\*\*|__)(?P<words>[^*\n]{1,120})\1\s*")
_AGED = re.compile(r"(?:, ?| ?\()\d\d[,)]")
_NUMBER = re.compile(r"(?<![\d.:])\d{2,4}(?![\d.:]\d)")
_WORDS = re.compile(r"\w+")


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


def sounds(lines: Sequence[Line], turns: Sequence[Opener]) -> list[range]:
    """The lines of what is heard and nobody says, amid talk in small letters: "FX: A BELL.".

    All under its label is in capitals, as the directions in brackets are; it speaks of nobody and
    to nobody, and nobody speaks of it.
    """
    if not any(lines[o.talk].text[o.column :].isupper() for o in turns):
        return []
    ends = [*(o.first for o in turns[1:]), len(lines)]
    said = [_said(lines, o, end) for o, end in zip(turns, ends, strict=True)]
    heard = {o.name for o in turns if o.name.isalpha()} - {
        o.name for o, text in zip(turns, said, strict=True) if not _is_heard(text)
    }
    rest = [text for o, text in zip(turns, said, strict=True) if o.name not in heard]
    if 2 * sum(map(str.isupper, rest)) >= len(rest):
        return []
    counts = Counter(o.name for o in turns)
    if sum(bool(_DIRECTION.search(text)) for text in rest) < 2:
        return []
    called = {w for text in rest for w in _WORDS.findall(text.casefold())} if heard else set()
    heard = {k for k in heard - called if counts[k] > 1}
    return [range(o.first, end) for o, end in zip(turns, ends, strict=True) if o.name in heard]


def interruptions(lines: Sequence[Line], turns: Sequence[Opener]) -> frozenset[int]:
    """The lines of notes between the time at which talk stops and that at which it goes on."""
    labels = {o.line for o in turns}
    full = [i for i in range(turns[0].line + 1, len(lines)) if not lines[i].blank]
    times = [at for at, i in enumerate(full) if is_stamp(lines[i]) and i not in labels]
    between = [full[a + 1 : b] for a, b in pairwise(times) if b - a <= AWAY]
    notes = (held for held in between if all(talk.is_note([lines[i]]) for i in held))
    return frozenset(i for held in notes for i in held if i not in labels)


def set_off(lines: Sequence[Line], turns: Sequence[Opener]) -> frozenset[int]:
    """The notes in brackets that stand as the labels do, in bold and by themselves.

    Other words in bold are what somebody stressed.
    """
    last = len(lines) - 1
    labels = {i for o in turns for i in range(o.first, o.line + 1)}
    found = (
        (i, m["words"].strip())
        for i in range(turns[0].line + 1, len(lines))
        if lines[i].opens and i not in labels and (m := _SET.fullmatch(lines[i].text[:200]))
        if i == last or lines[i + 1].blank
    )
    plain = ((i, [lines[i]._replace(text=words)]) for i, words in found if words)
    return frozenset(i for i, block in plain if talk.is_note(block))


def portrait(lines: Sequence[Line], turns: Sequence[Opener]) -> Opener | None:
    """What is told of somebody who speaks, under a heading over all talk or below it.

    "In brief: Ann Lee, 61, born in Ulm": a label that never comes again, the whole name of one
    whose label does, a number, and nobody speaks of himself or to another.
    """
    counts = Counter(o.name for o in turns)
    names = {o.name.split()[-1] for o in turns if counts[o.name] > 1 and o.name}
    ends = {turns[0]: turns[1].first, turns[-1]: len(lines)} if len(names) > 1 else {}
    found = (o for o, end in ends.items() if counts[o.name] == 1 and _tells(lines, o, end, names))
    return next(found, None)


def _tells(lines: Sequence[Line], o: Opener, end: int, names: Set[str]) -> bool:
    text = _said(lines, o, end)
    name = " ".join(text.split()[:2]).rstrip(",")
    known = words.is_full_name(name) and name.casefold().split()[-1] in names
    if not known or not _NUMBER.search(text) or speaks(text):
        return False
    # A host may say it of her guest; below all talk "Zur Person" is none.
    over = end == len(lines) and " " in o.name and _AGED.match(text, len(name))
    speaker = words.is_role(o.head.label) or words.is_full_name(o.head.label)
    return bool(over) or not speaker


def outside(lines: Sequence[Line], turns: Sequence[Opener]) -> frozenset[int]:
    """The lines at the margin of the labels, where all talk is set in: nobody says them.

    A program notes there what was shared or is to be done. Where they are many, only the first line
    of what is said is set in.
    """
    if len(turns) < SET_IN or not all(o.talk > o.line for o in turns):
        return frozenset()
    margin = max(_depth(lines[o.line]) for o in turns)
    if min(_depth(lines[o.talk]) for o in turns) <= margin:
        return frozenset()
    ends = [*(o.first for o in turns[1:]), len(lines)]
    below = [
        [i for i in range(o.talk, end) if not lines[i].blank]
        for o, end in zip(turns, ends, strict=True)
    ]
    found = [[i for i in own if _depth(lines[i]) <= margin] for own in below]
    apart = frozenset(i for own in found for i in own)
    said = any(talk.ends_said([lines[i]]) for i in apart)
    opening = all(lines[i].opens or i - 1 in apart for i in apart)
    few = 2 * sum(map(bool, found)) <= len(turns)
    return apart if opening and few and not said else frozenset()


def _depth(line: Line) -> int:
    return len(line.text) - len(line.text.lstrip())


def _said(lines: Sequence[Line], o: Opener, end: int) -> str:
    return " ".join([lines[o.talk].text[o.column :], *(x.text for x in lines[o.talk + 1 : end])])


def _is_heard(text: str) -> bool:
    return text.isupper() and not speaks(text) and not {"?", "!"} & {*text}


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
