"""Text as lines with their places: what the line-based readers work on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

_LINE = re.compile(r"[^\r\n\u2028\u2029\x85\v\f]*(\r\n|[\r\n\u2028\u2029\x85\v\f]|\Z)")

# A blank line, or a rule drawn with these, ends a paragraph.
_RULED = " \t\u00a0\ufeff-*_=~"
_QUOTE = re.compile(r">[ \t]?")
# Share of the lines that begin with ">", from which on a file is one quotation; and, of those from
# the first such line to the last, that with a label in half of the quotations makes them talk.
QUOTED, AMONG = 0.9, 0.6
_LABEL = re.compile(r"(?:>[ \t]?)?[^\s:>][^:\n]{0,80}:")


class Line(NamedTuple):
    """One line. `text` is document.text[start:end], or the part of it that is no page furniture.

    `opens` says that the line begins a paragraph. `number` counts from 1; `page` and `page_line`
    are as printed, where the layout prints them.
    """

    start: int
    end: int
    text: str
    number: int
    opens: bool
    page: int | None = None
    page_line: int | None = None

    @property
    def blank(self) -> bool:
        """Nothing but white space."""
        return not self.text.strip()


def unquoted(lines: Sequence[Line]) -> list[Line]:
    """The lines without the ">" of Markdown quotations, where nearly all stand in one.

    Or where the talk does, a quotation for each turn, with headings and notes between.
    """
    full = [line for line in lines if not line.blank]
    quoted = [n for n, line in enumerate(full) if _is_quoted(line)]
    if len(quoted) < QUOTED * len(full) and not _are_turns(full, quoted):
        return list(lines)
    found: list[Line] = []
    for line in lines:
        mark = _QUOTE.match(line.text)
        at = mark.end() if mark else 0
        opens = not found or not found[-1].text.strip(_RULED)
        found.append(
            line._replace(start=line.start + at, text=line.text[at:], opens=opens or line.opens)
        )
    return found


def _is_quoted(line: Line) -> bool:
    return line.text.startswith(("> ", ">\t")) or line.text.strip() == ">"


def _are_turns(full: Sequence[Line], quoted: Sequence[int]) -> bool:
    """Labels open the quotations, and little stands between: a letter quotes what it answers."""
    if len(quoted) < 2 or len(quoted) < AMONG * (quoted[-1] + 1 - quoted[0]):
        return False
    opening = [full[n].text for n in quoted if full[n].opens]
    between = [line.text for line in full[quoted[0] : quoted[-1]] if not _is_quoted(line)]
    labels, others = (sum(map(bool, map(_LABEL.match, texts))) for texts in (opening, between))
    return 2 * labels >= len(opening) > 1 and 2 * others < labels


def split(text: str) -> list[Line]:
    """The lines of a text, line ends of every kind left out; only CR and LF count as lines."""
    return list(_split(text))


@lru_cache(maxsize=2)
def _split(text: str) -> tuple[Line, ...]:
    """Kept for the last texts: every reader that sniffs asks for the same lines."""
    lines = []
    number, opens, end = 1, True, 0
    for m in _LINE.finditer(text):
        start, end = m.start(), m.start(1)
        body = text[start:end]
        lines.append(Line(start, end, body, number, opens))
        opens = not body.strip(_RULED)
        number += m[1] in ("\n", "\r", "\r\n")
        if m.end() == len(text):
            break
    return tuple(lines)
