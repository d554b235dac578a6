"""Decisions, votes and tasks, told by what a sentence does."""

from __future__ import annotations

import json

import pytest

from rag.check.citations import render
from rag.count import decisions
from rag.outline.moves import MOVES, WEIGHTS, model_sum, moves
from rag.question import analyse
from rag.read.reader import load
from tests.talk import talk

COUNCIL = talk(
    ("Chair Voss", "Good evening, everybody. The quay was built in 1911 and it is sinking."),
    ("Mr. Orr", "I move that we approve the repair of the quay."),
    ("Ms. Lind", "Second."),
    ("Chair Voss", "All in favour? The motion passes six to one."),
    ("Ms. Lind", "My grandfather fished here for forty years and he loved the herons."),
    ("Mr. Orr", "I will send you the drawings by Friday."),
)
STORY = talk(
    ("Ann", "My mother taught at the village school for thirty years."),
    ("Bob", "The tower burned down twice, and the bell was never found."),
)


def told(question: str) -> list[str]:
    return [render(s) for s in decisions.answer(analyse(question), [COUNCIL], load())]


def test_a_vote_with_who_moved_and_how_it_went() -> None:
    lines = told("How was the vote?")
    assert any("I move that we approve" in line for line in lines)
    assert any("Chair Voss, turn 4" in line and "six to one" in line for line in lines)
    assert not any("grandfather" in line or "1911" in line for line in lines)


def test_a_task_with_who_will_do_it() -> None:
    (line,) = told("What are the action items?")
    assert line.startswith("To do: Mr. Orr, turn 6")
    assert "drawings by Friday" in line


def test_where_nothing_is_decided_nothing_is_said_to_be() -> None:
    assert decisions.answer(analyse("What was decided?"), [STORY], load()) == []
    assert decisions.answer(analyse("Who will do what by when?"), [STORY], load()) == []


def test_a_decision_on_a_matter_that_nobody_spoke_of_is_not_another_one() -> None:
    assert told("What was decided about the quay?")
    found = decisions.answer(analyse("What was decided about the herons?"), [STORY], load())
    assert found == []


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What are the next steps?", ("action",)),
        ("How was the vote?", ("vote", "decision")),
        ("What was decided?", ("decision", "vote")),
        ("minutes please", ("decision", "action", "vote")),
    ],
)
def test_what_is_asked_for(question: str, asked: tuple[str, ...]) -> None:
    assert decisions.wanted(question) == asked


def test_the_weights_go_with_the_reading_model() -> None:
    made = json.loads(WEIGHTS.read_text(encoding="utf-8"))["model"]
    assert made == model_sum(), "the reading model is another: run `python -m training.moves`"


def test_what_runs_a_talk_tells_nothing_of_it() -> None:
    said = ["Good morning, everybody, and welcome to the meeting.", "The tower was built in 1911."]
    first, second = moves(load().vectors(said))[:, MOVES.index("procedure")]
    assert first > second
