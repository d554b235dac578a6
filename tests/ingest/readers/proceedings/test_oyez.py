"""Oyez's oral arguments."""

import json

import pytest
from hypothesis import given, settings

from ingest.errors import BrokenFile
from ingest.readers.proceedings import oyez
from tests.ingest.readers.one_reading import TURNS, Turns, document, one, said


def argument(*turns: tuple[str | None, list[str]]) -> str:
    """A transcript; each turn takes two seconds."""
    listed = [
        {
            "start": 2 * n,
            "stop": 2 * n + 1.5,
            "speaker": {"name": name, "ID": 1} if name else None,
            "text_blocks": [{"text": text, "start": 0} for text in blocks],
        }
        for n, (name, blocks) in enumerate(turns)
    ]
    sections = [{"start": 0, "turns": listed[:1]}, {"start": 2, "turns": listed[1:]}]
    title = "Oral Argument - March 10, 1958"
    return json.dumps({"title": title, "transcript": {"sections": sections}}, indent=1)


def test_turns() -> None:
    reading = one(oyez, argument(("Ann Lee", ["One.", "Two."]), (None, ["(Inaudible)"])))
    assert said(reading) == [("Ann Lee", "One.\n\nTwo."), (None, "(Inaudible)")]
    assert [(t.start_ms, t.end_ms) for t in reading.turns] == [(0, 1500), (2000, 3500)]
    assert reading.turns[1].source.path == "transcript.sections[1].turns[0]"
    assert (reading.title, reading.date) == ("Oral Argument - March 10, 1958", "1958-03-10")


def test_broken_files_say_where() -> None:
    whole = argument(("Ann", ["One."]), ("Bob", ["Two."]))
    with pytest.raises(BrokenFile, match=r"line \d+, column \d+: the JSON breaks off"):
        oyez.read(document(whole[:-40]))
    bad = json.loads(whole)
    bad["transcript"]["sections"][1]["turns"] = None
    with pytest.raises(BrokenFile, match=r"transcript\.sections\[1\]\.turns: a list is expected"):
        oyez.read(document(json.dumps(bad)))


@settings(max_examples=30)
@given(TURNS)
def test_round_trip(turns: Turns) -> None:
    assert said(one(oyez, argument(*((name, [text]) for name, text in turns)))) == turns
