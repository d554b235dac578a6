"""A turn to windows: the pieces that the reading model reads, with what stands before them.

Pure functions. Training and reading cut alike: a model reads what it has learned on.
"""

from __future__ import annotations

import re
from itertools import pairwise

from ingest.text.sentences import sentence_spans

# Words of a window: what a quotation may hold, with room around the answer.
WORDS = 50
# Words of what stands before a window that are read with it, of the turn itself or the one before.
BEFORE = 20
_WORD = re.compile(r"\S+")

Span = tuple[int, int]


def windows(text: str) -> list[Span]:
    """Spans of `text`, side by side, of whole sentences and at most WORDS words each.

    A sentence that is longer is cut into pieces of equal length. Empty text has no window.
    """
    spans: list[Span] = []
    room = 0
    for start, end in sentence_spans(text):
        for a, b in _pieces(text, start, end):
            size = len(text[a:b].split())
            if spans and size <= room:
                spans[-1] = (spans[-1][0], b)
                room -= size
            elif size:
                spans.append((a, b))
                room = WORDS - size
            elif spans:
                spans[-1] = (spans[-1][0], b)
    return spans


def context(text: str, start: int, before: str) -> str:
    """The last words before a window that begins at `start` of a turn: the turn's, then `before`'s.

    `before` is the text of the turn before, or "".
    """
    own = text[:start].split()[-BEFORE:]
    heard = before.split()[-(BEFORE - len(own)) :] if len(own) < BEFORE else []
    return " ".join([*heard, *own])


def _pieces(text: str, start: int, end: int) -> list[Span]:
    """A sentence whole, or in pieces of at most WORDS words where it is longer."""
    words = [m.start() for m in _WORD.finditer(text, start, end)]
    if len(words) <= WORDS:
        return [(start, end)]
    count = -(-len(words) // WORDS)
    size = -(-len(words) // count)
    cuts = [start, *(words[at] for at in range(size, len(words), size)), end]
    return list(pairwise(cuts))
