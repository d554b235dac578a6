"""Lists of terms in pages: who speaks is told by the place, and what stands beside is nobody's."""

from __future__ import annotations

import pytest

from ingest.errors import NotATranscript
from ingest.open.containers import open_file
from ingest.readers import read
from ingest.transcript import Reading

TALK = [("Ann", "Who is it?"), ("Bob", "Me."), ("Ann", "Come in."), ("Bob", "Thank you.")]
TERMS = [("kin and kind", "Those of the house."), ("lee shore", "A shore to leeward.")]
GLOSSARY = "Words", "kin and kind:", "Those of the house.", "lee shore:", "A shore to leeward."


def listed(pairs: list[tuple[str, str]]) -> str:
    return "<dl>" + "".join(f"<dt>{a}</dt><dd>{b}</dd>" for a, b in pairs) + "</dl>"


def one(body: str) -> Reading:
    (reading,) = read(open_file("a.html", f"<html><body>{body}</body></html>".encode()))
    return reading


@pytest.mark.parametrize(
    "voice", ["a voice from afar", "Une voix au loin", "Jemand hinter der Tür"]
)
def test_who_is_heard_once_and_what_stands_below(voice: str) -> None:
    reading = one(f"<p>Night.</p>{listed([*TALK, (voice, 'And me?')])}<p>Curtain.</p>")
    assert [(t.label, t.text) for t in reading.turns] == [*TALK, (voice, "And me?")]
    assert (reading.front, reading.back) == ("Night.\n\n", "Curtain.")


def test_what_stands_between_two_lists_is_nobody_s() -> None:
    between = "<p>The door closes.</p><p>The wind blows.</p><h2>Two</h2>"
    more = "<dl><dt>Ann<dd><p>Cold?</p><p>I am.</p><dt>one from below<dd>So am I.</dl>"
    turns = one(listed(TALK) + between + more).turns
    assert [(t.label, t.text) for t in turns[4:]] == [
        (None, "The door closes.\n\nThe wind blows."),
        ("Ann", "Cold?\n\nI am."),
        ("one from below", "So am I."),
    ]


def test_a_glossary_below_is_no_talk() -> None:
    reading = one(f"{listed(TALK)}<h2>Words</h2>{listed(TERMS)}")
    assert [(t.label, t.text) for t in reading.turns] == TALK
    assert all(word in reading.back for word in GLOSSARY)


def test_a_glossary_above_other_talk_stays_as_it_is() -> None:
    reading = one(listed(TERMS) + "".join(f"<p>{a}: {b}</p>" for a, b in TALK))
    assert [(t.label, t.text) for t in reading.turns] == TALK
    with pytest.raises(NotATranscript):
        one(listed([*TERMS, ("Returns", "The value."), ("Raises", "An error.")] * 2))
