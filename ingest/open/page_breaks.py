"""Pages of a printed record set as HTML: the foot and the head of each are left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.open.document import Block

_BREAK = re.compile(r"(?:page|seite|página|pagina)\s+(\d{1,5})(?:\s+(?:of|/|von|de)\s+\d+)?", re.I)
_NUMBER = re.compile(r"[-–—\s]*\d{1,5}[-–—\s]*")
_ENDED = re.compile(r"[.?!:…][\"'”’)\]]*$").search
# Lines of a page's head, and words of each.
MOST_LINES, MOST_WORDS = 5, 8


def without_page_breaks(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without "Page 40" and the short lines with figures, or that recur, under it.

    A paragraph that a page broke goes on after it.
    """
    breaks = [i for i, b in enumerate(blocks) if _BREAK.fullmatch(b.text)]
    if not breaks:
        return list(blocks)
    under = Counter(_shape(b.text) for i in breaks for b in blocks[i + 1 : i + 1 + MOST_LINES])
    gone, after = set(breaks), set[int]()
    for i in breaks:
        if i and _NUMBER.fullmatch(blocks[i - 1].text):
            gone.add(i - 1)
        at = i + 1
        while at <= i + MOST_LINES and at < len(blocks) and _heads(blocks[at].text, under):
            gone.add(at)
            at += 1
        after.add(at)
    kept: list[Block] = []
    for i, block in enumerate(blocks):
        if i in gone:
            continue
        broken = i in after and kept and not _ENDED(kept[-1].text) and block.text[:1].islower()
        kept.append(replace(block, goes_on=True) if broken else block)
    return kept


def _heads(text: str, under: Counter[str]) -> bool:
    """A line of a page's head: short, no sentence, with a figure or the same over other pages."""
    short = len(text.split()) <= MOST_WORDS and not _ENDED(text) and "\n" not in text
    return short and (any(map(str.isdigit, text)) or under[_shape(text)] > 1)


def _shape(text: str) -> str:
    return re.sub(r"\d+", "0", text)
