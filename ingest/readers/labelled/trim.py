"""What stands beside the talk of nearly every turn and is none of it: a dash, a time, links.

"M. PETIT. – Bonsoir.", "Ann: Hello. [0:04]", "Share | Reply" below: one turn alone does not show
it, the file does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.readers.common import stamps
from ingest.readers.common.lines import Line
from ingest.readers.labelled.talk import ends_said
from ingest.readers.labels.openers import Opener

# Share of the turns that have it.
NEARLY_ALL = 0.8
FEWEST = 3
_SIGN = re.compile(r"(?P<sign>--?|[–—|>=/~:•]|>>)[ \t\u00a0]+(?=\S)")
# A time amid the words, as players put one every half minute: in brackets, with its hours.
_AMONG = re.compile(r"(?<=\S)[ \t]+[\[({<]\d{1,2}:\d{2}:\d{2}(?:[.,:]\d{1,3})?[\])}>](?=[ \t])")
_CLOCK = re.compile(r"[\[({<]\d{1,2}:\d\d:\d\d")
# Words of a turn in which such a time may be looked for.
LONG_TURN = 8
# Characters of a line in which the time stands that it opens with.
LEAD = 80
# "**here**": set in bold.
_BOLD = re.compile(r"\*\*(?![\s*])([^*\n]{1,300})(?<!\s)\*\*(?!\*)")
_DIGITS = re.compile(r"\d+")
_ENDED = re.compile(rf"[ \t]*(?P<stamp>{stamps.BRACKETED})[ \t]*$")


def without_signs(lines: Sequence[Line], openers: Sequence[Opener]) -> list[Opener]:
    """The openers with their talk behind the sign that follows nearly every label."""
    found = [_SIGN.match(lines[o.talk].text, o.column) for o in openers]
    signs = Counter(m["sign"] for m in found if m)
    sign, count = max(signs.items(), key=lambda each: each[1], default=("", 0))
    if count < max(FEWEST, NEARLY_ALL * len(openers)):
        return list(openers)
    return [
        replace(o, column=m.end()) if m and m["sign"] == sign else o
        for o, m in zip(openers, found, strict=True)
    ]


def below(lines: Sequence[Line], openers: Sequence[Opener]) -> list[Opener]:
    """The openers with their talk below the line that stands alike under nearly every label.

    "Link to this | In context": what a site sets there is no sentence, and more is said below it.
    """
    full = [said if o.alone else [] for o, said in zip(openers, _said(lines, openers), strict=True)]
    gone = _alike(lines, full, 0)
    return [
        replace(o, talk=said[1], column=0) if said and said[0] in gone else o
        for o, said in zip(openers, full, strict=True)
    ]


def again(lines: Sequence[Line], openers: Sequence[Opener]) -> frozenset[int]:
    """The indexes of lines that stand alike under the words of nearly every turn: "Reply"."""
    return frozenset(_alike(lines, _said(lines, openers), -1))


def _said(lines: Sequence[Line], openers: Sequence[Opener]) -> list[list[int]]:
    """The indexes of the lines of each turn, but for that of its label."""
    ends = [*(o.first for o in openers[1:]), *([len(lines)] if openers else [])]
    return [
        [i for i in range(o.talk, end) if i > o.line and lines[i].text.strip()]
        for o, end in zip(openers, ends, strict=True)
    ]


def _alike(lines: Sequence[Line], full: Sequence[list[int]], at: int) -> set[int]:
    """The lines, each a paragraph by itself, that come at one end of nearly all turns."""
    found = [said[at] for said in full if len(said) > 1 and _is_apart(lines, said[at])]
    shapes = {i: _DIGITS.sub("0", lines[i].text.strip()) for i in found}
    shape, count = max(Counter(shapes.values()).items(), key=lambda x: x[1], default=("", 0))
    if count < max(FEWEST, NEARLY_ALL * len(full)):
        return set()
    return {i for i in found if shapes[i] == shape}


def _is_apart(lines: Sequence[Line], at: int) -> bool:
    """A line by itself, with letters, that is neither a sentence nor a note."""
    below = at + 1 == len(lines) or lines[at + 1].blank or lines[at + 1].opens
    text = lines[at].text.strip()
    return below and any(map(str.isalpha, text)) and not ends_said([lines[at]])


def closing(text: str, close: bool) -> re.Match[str] | None:
    """The time that ends a turn, as programs of interviews print it, or where all turns `close`."""
    return stamps.CLOSING.search(text[-40:]) or (_ENDED.search(text[-60:]) if close else None)


def all_close(lines: Sequence[Line], openers: Sequence[Opener]) -> bool:
    """Nearly every turn ends with a time in brackets."""
    ends = [o.first for o in openers[1:]]
    count = 0
    for o, end in zip(openers, [*ends, len(lines)], strict=True):
        last = next((x for x in reversed(lines[o.talk : end]) if not x.blank), None)
        count += last is not None and _ENDED.search(last.text[-60:]) is not None
    return count >= max(FEWEST, NEARLY_ALL * len(openers))


def are_among(lines: Sequence[Line], openers: Sequence[Opener]) -> bool:
    """Times that rise stand amid the words of most turns that are no mere word or two."""
    if sum(_CLOCK.search(line.text) is not None for line in lines) < FEWEST:
        return False
    ends = [*(o.first for o in openers[1:]), len(lines)]
    said = [
        " ".join([lines[o.talk].text[o.column :], *(x.text for x in lines[o.talk + 1 : end])])
        for o, end in zip(openers, ends, strict=True)
    ]
    long = [text for text in said if len(text.split()) >= LONG_TURN]
    found = [m[0] for text in long for m in _AMONG.finditer(text)]
    held = sum(_AMONG.search(text) is not None for text in long)
    times = [stamps.milliseconds(stamp.strip())[0] or 0 for stamp in found]
    return held >= max(FEWEST, len(long) / 2) and times == sorted(times)


def led(bodies: Sequence[list[Line]], openers: Sequence[Opener]) -> list[list[Line]]:
    """The lines of each turn, without the times that later ones open with, if most labels have one.

    A program tells the time anew where somebody goes on: in brackets, or bare as before most
    labels, between the times of the turn and of the next.
    """
    timed = [o for o in openers if o.timed and o.head.label]
    if len(timed) < max(FEWEST, len(openers) / 2):
        return list(bodies)
    until = [*(o.start_ms for o in openers[1:]), None]
    bare = 2 * sum(o.head.stamp[:1].isdigit() for o in timed) > len(timed)
    return [
        [*body[:1], *(_unled(line, o.start_ms, end, bare) for line in body[1:])]
        for body, o, end in zip(bodies, openers, until, strict=True)
    ]


def _unled(line: Line, start: int | None, end: int | None, bare: bool) -> Line:
    """The line without the time that it opens with and goes on behind."""
    m = stamps.leading(line.text[:LEAD])
    if m is None or (m["stamp"][0].isdigit() and not bare) or m.end() >= len(line.text.rstrip()):
        return line
    ms = stamps.milliseconds(m["stamp"])[0]
    if ms is None or start is None or not start <= ms <= (ms if end is None else end):
        return line
    return line._replace(start=line.start + m.end(), text=line.text[m.end() :])


def without_times(text: str) -> str:
    """The words without the times amid them."""
    return _AMONG.sub("", text)


def without_bold(text: str) -> str:
    """The words without the marks of Markdown around those that are set in bold."""
    return _BOLD.sub(r"\1", text)
