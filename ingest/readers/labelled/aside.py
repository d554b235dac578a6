"""What is told beside the talk and nobody says, by how it is set: sounds, notes, portraits.

Sounds under a label of their own, notes between two times or in the type of the labels, who
somebody is, and what a program notes at the margin.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from itertools import pairwise

from ingest.readers.common.lines import Line
from ingest.readers.labelled import talk
from ingest.readers.labelled.speech import speaks
from ingest.readers.labels.openers import Opener, is_stamp
from ingest.text import words

# Lines from the time at which talk stops to that at which it goes on, at most.
AWAY = 4
# Turns that show where talk is set in, at least.
SET_IN = 4
# "(CALLING)": a direction in capitals amid the talk; the words that others may call somebody by.
_DIRECTION = re.compile(r"[(\[][^\Wa-z\d_]{2}[^()\[\]a-z]{0,80}[)\]]")
# "**[JINGLE]**": a line of its own, set in the type of the labels.
_SET = re.compile(r"\s*(\*\*|__)(?P<words>[^*\n]{1,120})\1\s*")
_AGED = re.compile(r"(?:, ?| ?\()\d\d[,)]")
_NUMBER = re.compile(r"(?<![\d.:])\d{2,4}(?![\d.:]\d)")
_WORDS = re.compile(r"\w+")


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
