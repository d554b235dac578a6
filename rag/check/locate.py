"""Where quoted words stand in a text, whatever its quotes, dashes and white space look like."""

from __future__ import annotations

import re
from functools import lru_cache

from rag.write.sources import RATIO, SWAPS

_FOLD = {
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"'),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4`", "'"),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **SWAPS,
    RATIO: ":",
    "\u2026": "...",
}
# Marks at the ends of a quote that belong to the sentence around it ("him," he said).
_EDGES = " .,;:!?-'\"()\u2026"
_QUOTED = re.compile(
    r"\u201c(?P<curly>[^\u201c\u201d]*)(?:\u201d|$)"
    r"|\u00ab(?P<guillemets>[^\u00ab\u00bb]*)(?:\u00bb|$)"
    r"|\u201e(?P<low>[^\u201e\u201c\u201d]*)(?:[\u201c\u201d]|$)"
    r"|\"(?P<straight>[^\"]*)(?:\"|$)"
    r"|(?<![^\s(\[])\u2018(?P<single>[^\u2018\n]{2,}?)\u2019(?!\w)"
    r"|(?<![^\s(\[])'(?P<plain>[^\W\d][^'\n]*(?:\w'\w[^'\n]*)*)'(?!\w)",
)


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Spans of the words in quotation marks, the marks not included.

    A mark that is never closed opens a quote up to the end. Apostrophes are no quotation marks.
    """
    spans = []
    for match in _QUOTED.finditer(text):
        start, end = match.span(match.lastgroup or 0)
        if text[start:end].strip(_EDGES):
            spans.append((start, end))
    return spans


def find_quote(quote: str, text: str) -> tuple[int, int] | None:
    """Start and end in `text` of the words of `quote`, or None where they do not stand there.

    The same letters in the same case (but for the first letter's), whole words, in one piece; marks
    at the ends of the quote need not match. A shortened quote ("a ... b") is never found: what was
    left out could turn its meaning.
    """
    wanted, _ = _folded(quote.strip())
    wanted = wanted.strip(_EDGES)
    if not wanted:
        return None
    folded, places = _folded(text)
    for first in dict.fromkeys((wanted[0], wanted[0].upper(), wanted[0].lower())):
        at = folded.find(first + wanted[1:])
        while at >= 0:
            end = at + len(wanted)
            if not (_inside_word(folded, at) or _inside_word(folded, end)):
                return places[at], places[end - 1] + 1
            at = folded.find(first + wanted[1:], at + 1)
    return None


def _inside_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


@lru_cache(maxsize=512)
def _folded(text: str) -> tuple[str, tuple[int, ...]]:
    """`text` with one form for each kind of mark, and the place each character came from."""
    out: list[str] = []
    places: list[int] = []
    for at, char in enumerate(text):
        fold = " " if char.isspace() else _FOLD.get(char, char)
        if fold == " " and (not out or out[-1] == " "):
            continue
        out.extend(fold)
        places.extend([at] * len(fold))
    return "".join(out), tuple(places)
