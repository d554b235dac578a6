"""Nothing of a file is lost: front, blocks and back are its text, and places give the talk back."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from ingest import readers
from ingest.open.containers import decode, open_document
from ingest.readers.common.escapes import escaped, without
from ingest.transcript import Reading, clean

SAMPLES = Path(__file__).resolve().parents[4] / "shared/data/formats"
FILES = sorted(p for p in SAMPLES.rglob("*") if p.is_file() and p.name != "expect.json")
pytestmark = pytest.mark.skipif(
    not FILES, reason="the sample transcripts (../shared/data/formats) are not here"
)


@cache
def opened(path: Path) -> tuple[str, list[Reading]]:
    """The text that the places are in, the reading text or the page's source; the readings."""
    (document,) = open_document(path.name, path.read_bytes())
    found = readers.read(document)
    source = decode(document.data)
    raw = found[0].front and not document.text.startswith(found[0].front)
    return source if raw else document.text, found


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_the_parts_of_a_sample_are_its_text(path: Path) -> None:
    text, found = opened(path)
    spans = sorted(
        (turn.source.start, turn.source.end)
        for reading in found
        for turn in reading.turns
        if turn.source.start is not None and turn.source.end is not None
    )
    if not spans:
        assert all(t.source.path or t.source.cue or t.source.line for r in found for t in r.turns)
        return
    blocks = "".join(text[start:end] for start, end in spans)
    assert found[0].front + blocks + found[-1].back == text


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_the_place_of_a_turn_gives_its_text(path: Path) -> None:
    """Word for word, but for Markdown's escapes; headings may stand between the lines of talk."""
    text, found = opened(path)
    escapes = escaped(text) if found[0].format == "text:labelled" else []
    for turn in (t for reading in found for t in reading.turns):
        if turn.source.text_start is None:
            continue
        start, end = turn.source.text_start, turn.source.text_end
        within = [at - start for at in escapes if start <= at < (end or len(text))]
        there = clean(without(text[start:end], within))
        words, among = turn.text.split(), there.split()
        rest = iter(among)
        assert all(word in rest for word in words)
        assert (words[:1], words[-1:]) == (among[:1], among[-1:])
