"""Answers on the line of their question, behind dashes."""

from __future__ import annotations

import pytest

from ingest.open.containers import Document
from ingest.readers.labelled import labelled

HEAD = "FERRY INQUIRY\n\nMS KERN:   Good morning. I call Tom Poe.\n\n"


def turns(text: str) -> list[tuple[str | None, str]]:
    (reading,) = labelled.read(Document("a.txt", text.encode(), text))
    blocks = [text[t.source.start : t.source.end] for t in reading.turns]
    assert reading.front + "".join(blocks) + reading.back == text
    for t in reading.turns:
        assert text[t.source.text_start : t.source.text_end].split() == t.text.split()
    return [(t.label, t.text) for t in reading.turns]


@pytest.mark.parametrize("dashes", ["---", " --- ", "----"])
def test_who_answers_is_not_who_asks(dashes: str) -> None:
    said = (
        f"MS KERN:   You were the mate, Mr Poe?{dashes}I was.\n\nAnd you kept the\nlog?{dashes}"
        f"Until May.\nNot after.\n\nIt was wet.\n\n"
        f"THE CHAIR:   Who kept it then?{dashes}Nobody.\n\n"
        "MS KERN:   Nothing further.\n"
    )
    assert turns(HEAD + said) == [
        ("MS KERN", "Good morning. I call Tom Poe."),
        ("MS KERN", "You were the mate, Mr Poe?"),
        (None, "I was."),
        ("MS KERN", "And you kept the log?"),
        (None, "Until May. Not after.\n\nIt was wet."),
        ("THE CHAIR", "Who kept it then?"),
        (None, "Nobody."),
        ("MS KERN", "Nothing further."),
    ]


@pytest.mark.parametrize("pause", ["?--", "---", "?---"])
def test_a_pause_of_one_voice_is_no_answer(pause: str) -> None:
    count = 1 if pause == "?---" else 3
    said = [f"{who}: So it rained{pause}Or so I heard.\n\n" for who in ("ANN", "BO", "ANN")[:count]]
    said += [f"{who}: It did not.\n\n" for who in ("BO", "ANN", "BO", "ANN")]
    assert None not in {label for label, _ in turns("".join(said))}
