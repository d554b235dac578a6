"""Labelled plain text: `NAME: what they said`, paragraphs that go on, text before and after."""

from __future__ import annotations

import re
from collections import Counter

from ingest.containers import Document
from ingest.transcript import RawTurn, Reading, Source, clean

# A paragraph that opens with a short label, a colon and white space.
LABEL = re.compile(r"^(?P<label>[^\W\d_][^:\n]{0,70}?)\s*:[ \t\u00a0]+(?=\S)", re.MULTILINE)


def sniff(document: Document) -> str | None:
    """A reason when labels recur or are in capitals."""
    labels = _labels(document.text)
    return f"{len(labels)} labels such as '{labels[0]}:'" if labels else None


def read(document: Document) -> list[Reading]:
    """One reading; the last turn ends at the last paragraph that reads as talk."""
    text = document.text
    known = set(_labels(text))
    marks = [m for m in LABEL.finditer(text) if m["label"] in known]
    if not marks:
        return []
    back = _end_of_talk(text, marks[-1].end())
    ends = [m.start() for m in marks[1:]] + [back]
    turns = tuple(
        RawTurn(
            label=clean(m["label"]),
            text=clean(text[m.end() : end]),
            source=Source(
                start=m.start(),
                end=end,
                text_start=m.end(),
                text_end=end,
                line=text.count("\n", 0, m.start()) + 1,
            ),
        )
        for m, end in zip(marks, ends, strict=True)
    )
    return [Reading("text:labelled", turns, front=text[: marks[0].start()], back=text[back:])]


def _labels(text: str) -> list[str]:
    counts = Counter(m["label"] for m in LABEL.finditer(text))
    return [n for n, c in counts.items() if (n.isupper() or c > 1) and len(n.split()) < 8]


def _end_of_talk(text: str, start: int) -> int:
    end = len(text)
    for m in reversed(list(re.finditer(r"\n\s*\n", text[start:]))):
        tail = text[start + m.end() : end].strip()
        if tail and tail[-1] in '.!?\u2014"\u201d)':
            break
        end = start + m.end()
    return end
