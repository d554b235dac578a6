"""Follow-ups that ask how the record goes on from the turn quoted last."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest import pipeline
from rag.answer import ask
from rag.citations import Answer
from rag.retrieve import open_index
from rag.thread import going_on, parts, reply
from settings import Settings
from tests.talk import talk

TALK = talk(
    ("Councillor Ahn", "I should like to ask Director Lind what the new crane will cost us."),
    ("Chair Voss", "I should like to bring in Engineer Tamm on that."),
    ("Engineer Tamm", "The crane comes to four million, and the rails are in it as well."),
    ("Director Lind", "I have nothing to add to this, I am afraid, but we shall write to you."),
    ("Councillor Ahn", "I still object to the crane, because nobody has asked the neighbours."),
)


def replied(core: str, before: str, place: int = 1) -> int | None:
    turn = reply(going_on(core, before), TALK.turns[place - 1 :], TALK.speakers)
    return turn.number if turn else None


@pytest.mark.parametrize(
    ("core", "before", "place", "number"),
    [
        ("What was the answer?", "What did Ahn ask?", 1, 3),
        ("What was Ahn told?", "What did Ahn ask about the crane?", 1, 3),
        ("What did Lind say to that?", "What did Ahn ask about the crane?", 1, 4),
        ("Could Lind answer it?", "What did Ahn ask Lind?", 1, 4),
        ("How did Lind respond?", "What did Ahn ask Lind?", 4, 4),
        ("Does Ahn still?", "What did Ahn ask?", 1, 5),
        ("Did Lind agree with Ahn?", "What did Ahn say about the crane?", 1, 4),
        ("How did Lind do it?", "What did Ahn ask?", 1, None),
        ("Why did Lind say that?", "What did Ahn ask?", 1, None),
        ("What did Lind say in Brune?", "What did Ahn ask?", 1, None),
        ("What did Brune say to that?", "What did Ahn ask?", 1, None),
        ("Did Lind get it?", "What did Lind ask for?", 1, None),
        ("Is that true?", "What did Ahn say about the crane?", 1, None),
    ],
)
def test_the_turn_that_replies(core: str, before: str, place: int, number: int | None) -> None:
    assert replied(core, before, place) == number


def test_a_question_of_its_own_asks_for_no_reply() -> None:
    assert reply("What did Lind answer?", TALK.turns, TALK.speakers) is None


def test_the_parts_of_a_follow_up_of_a_follow_up() -> None:
    before = going_on("Why?", "What did Ahn ask?")
    assert parts(going_on("And?", before)) == ("And?", before)
    assert parts("Who pays?") == ("Who pays?", "")


def test_the_reply_to_the_turn_quoted_last_is_quoted(tmp_path: Path) -> None:
    said = "\n\n".join(f"{t.label}: {t.text}" for t in TALK.turns)
    path = tmp_path / "crane.txt"
    path.write_text(said, encoding="utf-8")
    index = open_index(Settings(library=tmp_path / "library"))
    list(pipeline.add_files(index.library, [path]))
    index.refresh()
    history = ["What did Councillor Ahn ask about the crane?"]
    made = list(ask(index, "What did Director Lind say to that?", history=history))[-1]
    assert isinstance(made, Answer)
    assert [c.turn for c in made.citations] == ["crane#4"]
    assert made.sentences[0].citations[0].quote.startswith("I have nothing to add")
