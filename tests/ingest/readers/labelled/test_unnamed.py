"""Text that names nobody, cut at its times or where the voice changes."""

from __future__ import annotations

import pytest

from ingest import readers
from ingest.open.containers import Document
from ingest.readers.labelled import labelled
from ingest.transcript import Reading


def read(text: str) -> Reading:
    document = Document("a.txt", text.encode(), text)
    (reading,) = readers.read(document)
    blocks = [text[t.source.start : t.source.end] for t in reading.turns]
    assert reading.front + "".join(blocks) + reading.back == text
    return reading


@pytest.mark.parametrize(
    "text",
    [
        "[00:01] We sail boats here.\n\n[00:12] That is all: we go.\n\n[01:15] Two things: rope.\n",
        "0:01 We sail boats here.\n\n0:12 That is all: we go.\n\n1:15 Two things: rope.\n",
        "0:01  \nWe sail boats here.\n\n0:12  \nThat is all: we go.\n\n1:15\nTwo things: rope.\n\n"
        "Transcribed by https://scribe.example\n",
    ],
)
def test_paragraphs_with_times(text: str) -> None:
    assert [(t.label, t.start_ms, t.text) for t in read(text).turns] == [
        (None, 1000, "We sail boats here."),
        (None, 12_000, "That is all: we go."),
        (None, 75_000, "Two things: rope."),
    ]


def test_lines_cut_from_sentences_are_joined() -> None:
    text = "0:00\nwelcome back to the talk\n0:03\non boats and how they\n0:07\nfloat on the sea\n"
    (turn,) = read(text).turns
    assert turn.text == "welcome back to the talk on boats and how they float on the sea"
    assert (turn.start_ms, turn.end_ms) == (0, None)


def test_marks_where_the_voice_changes() -> None:
    reading = read(">> We begin.\n\nAnd go on.\n\n>> Yes.\n\n>>: No.\n")
    assert [(t.label, t.text) for t in reading.turns] == [
        (None, "We begin.\n\nAnd go on."),
        (None, "Yes."),
        (None, "No."),
    ]


def test_marks_between_labelled_voices() -> None:
    reading = read(">>ANN: We begin.\n\n>> Aye.\n\n>>BO: Carried.\n\n>>ANN: So.\n")
    assert [(t.label, t.text) for t in reading.turns] == [
        ("ANN", "We begin."),
        (None, "Aye."),
        ("BO", "Carried."),
        ("ANN", "So."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "0:00 Introduction\n3:12 Boats\n5:55 Cars\n",
        "Opening hours\n\n9:00 Boats are let out to people.\n\nWe like boats.\n\nThey float.\n",
        ">> x = 1\n>> y = 2\n",
        "9:00 Welcome by the chair of boats\n10:00 Coffee and a look at the boats\n",
    ],
)
def test_lists_of_times_are_refused(text: str) -> None:
    assert labelled.sniff(Document("a.txt", text.encode(), text)) is None


def test_dialogue_behind_dashes() -> None:
    reading = read("Entretien\n\n— Où ?\n\n— Ici, au port.\n\n— Pourquoi ?\n")
    assert [t.text for t in reading.turns] == ["Où ?", "Ici, au port.", "Pourquoi ?"]


def test_questions_in_bold_and_their_answers() -> None:
    asked = "**Where?**\n\nHere.\n\nAnd there.\n\n"
    reading = read("# A talk\n\n" + asked * 3)
    assert [t.text for t in reading.turns] == ["Where?", "Here.\n\nAnd there."] * 3


@pytest.mark.parametrize("mark", ["**", "*", "_"])
def test_who_asks_in_a_type_says_other_things_in_it_too(mark: str) -> None:
    said = ["Where?", "Here.", "And who?", "Two of us.", "I like that.", "So do we.", "Why?", "Ah."]
    said = said * 2
    text = "".join(f"{mark * (n % 2 == 0)}{t}{mark * (n % 2 == 0)}\n\n" for n, t in enumerate(said))
    note = "This interview was edited and condensed.\n"
    reading = read(f"# A talk\n\nBo has a boat in Ulm.\n\n{mark}Welcome.{mark}\n\n{text}{note}")
    assert [t.text for t in reading.turns] == ["Welcome.", *said]
    assert reading.front.endswith("Ulm.\n\n")
    assert reading.back == note


def test_times_in_seconds() -> None:
    reading = read("[0.00s -> 4.20s] We sail here.\n[4.20s -> 9.80s] That is all.\n")
    assert [(t.start_ms, t.end_ms) for t in reading.turns] == [(0, 4200), (4200, 9800)]


@pytest.mark.parametrize(
    ("lead", "heads"),
    [
        ("The boatbuilder talks about winters and wood.", True),
        ("I build boats, and you asked me why.", False),
    ],
)
def test_what_tells_of_the_talk_before_the_first_question_heads_it(lead: str, heads: bool) -> None:
    asked = ["Where did you learn it?", "We learned it from my father.", "And who taught him?"]
    asked += [
        "I never asked him, and you would not have.",
        "Do you sail?",
        "I do when we have wind.",
    ]
    text = "\n\n".join(["Ada Obi on boats", lead, *asked])
    (reading,) = labelled.read(Document("a.txt", text.encode(), text))
    assert " ".join(t.text for t in reading.turns).startswith(asked[0] if heads else lead)
