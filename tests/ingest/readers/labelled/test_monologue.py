"""Talk without labels or times."""

from __future__ import annotations

import pytest

from ingest import readers
from ingest.errors import NotATranscript
from ingest.open.containers import Document
from ingest.readers.labelled import labelled
from ingest.transcript import Reading, clean

SPEECH = """Opening of the Harbor

March 3, 2021

Good morning. Thank you all for being here, and I am proud to stand before you.

Forty years ago there was mud. My father said that it was patient. We were not. (Laughter.)

Thank you, and good luck to all of you.

Transcribed by Harbor Scribes
"""


def read(text: str) -> Reading:
    document = Document("a.txt", text.encode(), text)
    assert readers.sniff(document)[0].name == "labelled"
    (reading,) = readers.read(document)
    blocks = [text[t.source.start : t.source.end] for t in reading.turns]
    assert reading.front + "".join(blocks) + reading.back == text
    for t in reading.turns:
        assert clean(text[t.source.text_start : t.source.text_end]) == t.text
    return reading


def test_a_speech_is_read_by_paragraphs() -> None:
    reading = read(SPEECH)
    assert [t.text.split(".")[0] for t in reading.turns] == [
        "Good morning",
        "Forty years ago there was mud",
        "Thank you, and good luck to all of you",
    ]
    assert {t.label for t in reading.turns} == {None}
    assert [t.source.line for t in reading.turns] == [5, 7, 9]
    assert (reading.title, reading.date) == ("Opening of the Harbor", "2021-03-03")


def test_a_long_paragraph_is_cut_at_sentences() -> None:
    turns = read("You know how we build our boats here. " * 100).turns
    assert all(100 <= len(t.text.split()) <= 120 for t in turns[:-1])
    assert all(t.text.endswith("here.") for t in turns)


def test_words_without_full_stops_are_cut_between_words() -> None:
    turns = read("you know how we build our boats here and\n" * 100).turns
    assert all(len(t.text.split()) <= 120 for t in turns)
    assert " ".join(t.text for t in turns) == " ".join(
        ["you know how we build our boats here and"] * 100
    )


@pytest.mark.parametrize(
    "text",
    [
        "The harbor was built in 1901. It holds forty boats and has two cranes. " * 3,
        "Dear Ann,\n\nI hope you are well. We have your ropes here. " * 6,
        '"I know you," she said. "We met at your house."\n\n' * 8,
        "1,I think you are right about our boat\n2,You and I know my boat\n" * 8,
        '{"a": "I think you and I know our boat, my friend. You know me."' * 4,
    ],
)
def test_other_prose_is_none(text: str) -> None:
    with pytest.raises(NotATranscript):
        readers.sniff(Document("a.txt", text.encode(), text))


def test_the_sniff_gives_its_reason() -> None:
    reason = labelled.sniff(Document("a.txt", b"", SPEECH))
    assert reason and reason.startswith("3 pieces without names (")
