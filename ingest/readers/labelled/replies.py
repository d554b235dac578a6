"""Answers that stand on the line of their question, behind dashes: "Were you there?---Yes."

So courts and commissions of Australia print evidence: the label of who asks stands once, and the
witness answers without one. A paragraph that asks again is who asks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.readers.common.lines import Line
from ingest.readers.labels.openers import Opener, unnamed

# Answers by which a file is known to print them so.
ENOUGH = 3
# Two dashes are a pause of the same voice.
_ANSWERED = re.compile(r"(?<=\?)[ \t]?-{3,4}[ \t]?(?=[^\Wa-z_]|[\"'“‘(\[])")


def parted(lines: Sequence[Line], turns: Sequence[Opener], end: int) -> list[Opener]:
    """The turns with those of who answers, unnamed, and of who asks again."""
    found = [i for i in range(turns[0].talk, end) if "?" in lines[i].text]
    if sum(_ANSWERED.search(lines[i].text) is not None for i in found) < ENOUGH:
        return list(turns)
    ends = [*(o.first for o in turns[1:]), end]
    return [
        each
        for o, until in zip(turns, ends, strict=True)
        for each in (o, *_exchange(lines, o, until))
    ]


def _exchange(lines: Sequence[Line], o: Opener, end: int) -> list[Opener]:
    """The answers and the further questions within one turn."""
    made: list[Opener] = []
    for i in range(o.talk, end):
        answered = bool(made) and not made[-1].head.label
        if answered and lines[i].opens and _asks(lines, i, end):
            made.append(_again(o, i))
        if m := _ANSWERED.search(lines[i].text, o.column if i == o.talk else 0):
            made.append(replace(unnamed(i, m.end()), start=m.start()))
    return made


def _again(o: Opener, at: int) -> Opener:
    """Who asked before, from a line on."""
    return replace(
        o, line=at, first=at, start=0, talk=at, column=0, start_ms=None, end_ms=None, stamped=False
    )


def _asks(lines: Sequence[Line], at: int, end: int) -> bool:
    """The paragraph holds a question that is answered so."""
    while at < end and not lines[at].blank:
        if _ANSWERED.search(lines[at].text):
            return True
        at += 1
    return False
