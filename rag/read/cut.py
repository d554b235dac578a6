"""How much of a turn is quoted: the answering words, in whole sentences where they are short.

Pure functions over text.
"""

from __future__ import annotations

import re

from ingest.text.sentences import sentence_spans
from rag.read.windows import Span

# Words of a quotation at the most: what a reader takes in at a glance.
WORDS = 45
# How far (words) a cut may move to fall at the end of a clause.
CLAUSE = 12
_WORD = re.compile(r"\S+")
_CLAUSE_END = re.compile(r"[,;:\u2013\u2014)]$|^-{1,2}$")


def quotation(text: str, window: Span, answer: Span, filled: int = WORDS) -> Span:
    """The span of `text` to quote: the sentences that hold the answer, and those beside them.

    Within the window, and at most about WORDS words, with what stands beside them at most `filled`;
    a longer sentence is cut around the answer, at the ends of clauses where there are any near.
    Where that ends in a question, who asks it goes on: what follows in the turn is quoted too.
    """
    start, end = _in_window(text, window, answer, filled)
    if text[start:end].rstrip().endswith("?"):
        end = _gone_on(text, start, end)
    return start, end


def _gone_on(text: str, start: int, end: int) -> int:
    """The end of the sentence after a question, and of those that go with it into WORDS words."""
    following = [b for a, b in sentence_spans(text) if a >= end and text[a:b].strip()]
    for at, last in enumerate(following):
        if _words(text, start, last) > WORDS and (at or _words(text, end, last) > WORDS):
            break
        end = last
    return end


def _in_window(text: str, window: Span, answer: Span, filled: int) -> Span:
    spans = [
        (max(a, window[0]), min(b, window[1]))
        for a, b in sentence_spans(text)
        if a < window[1] and b > window[0]
    ]
    inside = [i for i, (a, b) in enumerate(spans) if a < answer[1] and b > answer[0]] or [0]
    first, last = inside[0], inside[-1]
    if _words(text, spans[first][0], spans[last][1]) > WORDS:
        return _around(text, (spans[first][0], spans[last][1]), answer)
    grown = True
    while grown:
        grown = False
        if last + 1 < len(spans) and _words(text, spans[first][0], spans[last + 1][1]) <= filled:
            last, grown = last + 1, True
        if first and _words(text, spans[first - 1][0], spans[last][1]) <= filled:
            first, grown = first - 1, True
    return spans[first][0], spans[last][1]


def is_cut(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether a quotation begins, and whether it ends, in the midst of a sentence."""
    inner = text[start:end]
    opens = {a for a, _ in sentence_spans(text)}
    ends = {len(text[:b].rstrip()) for _, b in sentence_spans(text)}
    begins = start + len(inner) - len(inner.lstrip())
    return begins not in opens, start + len(inner.rstrip()) not in ends


def _words(text: str, start: int, end: int) -> int:
    return len(text[start:end].split())


def _around(text: str, whole: Span, answer: Span) -> Span:
    """About WORDS words of a long sentence, the answer in their midst."""
    words = [m.span() for m in _WORD.finditer(text, *whole)]
    held = [i for i, (a, b) in enumerate(words) if a < answer[1] and b > answer[0]] or [0]
    room = max(0, WORDS - len(held))
    first = max(0, held[0] - room // 2)
    last = min(len(words) - 1, first + WORDS - 1)
    first = max(0, last - WORDS + 1)
    for at in range(first, min(first + CLAUSE, held[0])):
        if at and _CLAUSE_END.search(text[slice(*words[at - 1])]):
            first = at
            break
    for at in range(last, max(last - CLAUSE, held[-1]), -1):
        if _CLAUSE_END.search(text[slice(*words[at])]):
            last = at
            break
    return words[first][0], words[last][1]
