"""What the tests of readers share: a document from text, its reading, and turns to render."""

from __future__ import annotations

from types import ModuleType
from typing import Any

from hypothesis import strategies as st

from ingest.open.containers import Document, decode
from ingest.transcript import Reading, clean

# Words that would be structure elsewhere: colons, clock times, quotes, brackets, separators.
_WORDS = (
    'well yes, no. note: 12:30 [sic] (laughs) <b> &amp; & a,b;c |x| "quoted" it\'s été 你好 🙂 '
    "Mr. President, 1/2 -- - * @you #1 {x} \\n https://x.org/?a=b&c"
).split()
NAMES = st.sampled_from(["Ann", "Bob Lee", "José Ürün", "Dr. van Berg", "O'Neil"])
TALK = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=12).map(" ".join)
TURNS = st.lists(st.tuples(NAMES, TALK), min_size=2, max_size=8)

Turns = list[tuple[str, str]]


def document(content: str | bytes, path: str = "a") -> Document:
    data = content if isinstance(content, bytes) else content.encode()
    return Document(path, data, decode(data))


def readings(reader: ModuleType | Any, content: str | bytes) -> list[Reading]:
    """All readings; the reader must recognise the content."""
    opened = document(content)
    assert reader.sniff(opened)
    found: list[Reading] = reader.read(opened)
    return found


def one(reader: ModuleType, content: str | bytes) -> Reading:
    """The one reading. Character ranges, where given, must tile the file and hold the talk."""
    (reading,) = readings(reader, content)
    text = document(content).text
    spans = [(t.source.start, t.source.end) for t in reading.turns]
    if any(start is not None for start, _ in spans):
        middle = "".join(text[start:end] for start, end in spans)
        assert reading.front + middle + reading.back == text
    for turn in reading.turns:
        if turn.source.text_start is not None:
            assert clean(text[turn.source.text_start : turn.source.text_end]) == turn.text
    return reading


def said(reading: Reading) -> list[tuple[str | None, str]]:
    return [(t.label, t.text) for t in reading.turns]


def times(reading: Reading) -> list[int | None]:
    return [t.start_ms for t in reading.turns]
