"""Decisions, votes and tasks, told by what a sentence does."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.sets import open_set
from rag.answer import ask
from rag.check.citations import Answer, render
from rag.count import decisions
from rag.outline.moves import MOVES, WEIGHTS, moves
from rag.question import analyse
from rag.read.reader import load
from tests.support.talk import talk
from training.moves import EXAMPLES, SCENES

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
    assert decisions.answer(analyse("What was decided?"), [STORY]) == []
    assert decisions.answer(analyse("Who will do what by when?"), [STORY]) == []


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What was decided?", "no decision or vote was found"),
        ("What are the action items?", "no task was found"),
        ("What was decided today?", "no decision or vote was found"),
        (
            "What was decided about the toll road?",
            "no decision or vote on \u201ctoll road\u201d was found",
        ),
        ("Which toll did they agree to?", "no decision or vote on \u201ctoll\u201d was found"),
        (
            "Was a ruling given at the end of the day, who won?",
            "no decision or vote on that was found",
        ),
        ("Did they vote on anything?", "no decision or vote was found"),
    ],
)
def test_only_what_was_asked_for_is_said_not_to_be_there(question: str, words: str) -> None:
    assert decisions.none_found(analyse(question)) == words


def test_what_was_decided_is_not_made_up_from_what_else_is_found(tmp_path: Path) -> None:
    index = open_set((STORY,), tmp_path)
    *_, made = ask(index, "What was decided?")
    assert isinstance(made, Answer)
    assert made.refused
    assert "no decision or vote was found" in made.text


@pytest.mark.parametrize("matter", ["car park", "herons"])
def test_a_decision_on_a_matter_of_which_none_was_made_is_not_another_one(
    tmp_path: Path, matter: str
) -> None:
    index = open_set((COUNCIL,), tmp_path)
    *_, made = ask(index, f"What was decided about the {matter}?")
    assert isinstance(made, Answer)
    assert made.refused
    assert f"no decision or vote on \u201c{matter}\u201d was found" in made.text


@pytest.mark.parametrize(
    ("question", "matter"),
    [
        ("What was decided about the house?", "house"),
        ("What were the decisions of the council on the toll?", "toll"),
        ("How did they vote on mending the pier?", "mending the pier"),
        ("What did the council decide?", ""),
        ("What did they settle on, and who has to do what next?", ""),
        ("What was agreed for the rest of the year and the medium term?", ""),
    ],
)
def test_what_a_decision_is_asked_on(question: str, matter: str) -> None:
    on = f" on \u201c{matter}\u201d" if matter else ""
    assert decisions.none_found(replace(analyse(question), intent="decision")).endswith(
        f"{on} was found"
    )
    assert bool(decisions.terms_of(analyse(question))) is bool(matter)


@pytest.mark.parametrize("matter", ["the quay", "mending the pier"])
def test_the_vote_on_a_matter_need_not_name_it(matter: str) -> None:
    lines = told(f"How did they vote on {matter}?")
    assert any("turn 4" in line and "six to one" in line for line in lines)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What are the next steps?", ("action",)),
        ("How was the vote?", ("vote", "decision")),
        ("What was decided?", ("decision", "vote")),
        ("Which contract was approved?", ("decision", "vote")),
        ("minutes please", ("decision", "action", "vote")),
    ],
)
def test_what_is_asked_for(question: str, asked: tuple[str, ...]) -> None:
    assert decisions.wanted(question) == asked


def test_the_weights_are_those_of_the_examples() -> None:
    made = json.loads(WEIGHTS.read_text(encoding="utf-8"))["data"]
    told = [hashlib.sha256(path.read_bytes()).hexdigest() for path in (EXAMPLES, SCENES)]
    assert made == told, "the examples are others: run `python -m training.moves`"


def test_what_runs_a_talk_tells_nothing_of_it() -> None:
    said = ["Good morning, everybody, and welcome to the meeting.", "The tower was built in 1911."]
    first, second = moves(said)[:, MOVES.index("procedure")]
    assert first > second


@pytest.mark.parametrize(
    ("text", "of_one"),
    [
        ("what was decided", False),
        ("action items", False),
        ("who will do what by when", False),
        ("so how many batteries did they settle on", True),
        ("What did they decide about the playground?", True),
        ("What did the council decide?", False),
    ],
)
def test_a_question_may_tell_of_which_decision_it_asks(text: str, of_one: bool) -> None:
    assert decisions.is_of_one(replace(analyse(text, []), intent="decision")) is of_one


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("What was decided about the toll?", True),
        ("Any decisions?", True),
        ("What came of it?", True),
        ("The deadline that the harbour master has in mind", False),
    ],
)
def test_what_only_sounds_like_a_decision_may_be_answered_by_something_else(
    text: str, whole: bool
) -> None:
    assert decisions.is_whole(replace(analyse(text), intent="decision")) is whole


def test_of_more_words_than_a_matter_has_something_else_may_be_an_answer() -> None:
    asked = analyse("What wins came out of the 2020 island vote in spring?")
    assert not decisions.is_whole(replace(asked, intent="decision"))


def test_of_one_decision_what_surely_answers_is_quoted_and_nothing_else(tmp_path: Path) -> None:
    said = talk(
        *((turn.speaker or "", turn.text) for turn in COUNCIL.turns),
        ("Ms. Lind", "We agreed to use two batteries in the lamp, not four."),
        ("Mr. Orr", "I move that we approve the new flag."),
        ("Chair Voss", "The motion passes five to two."),
        name="council",
    )
    index = open_set((said,), tmp_path)
    *_, answer = ask(index, "What was decided on the batteries of the lamp?")
    assert isinstance(answer, Answer)
    assert [c.turn for c in answer.citations] == ["council#7"]


def test_a_decision_in_no_word_for_one_is_told_by_its_meaning() -> None:
    club = talk(
        ("Ida", "They decided in March to close the pool, and people were furious about it."),
        ("Tom", "My uncle promised he would send me the map."),
        ("Ida", "Settled, no fee for the under-twelves."),
        ("Tom", "Leave the florist to me, I'll ring her tonight."),
    )
    done = decisions.done_in(club.turns, ("decision", "action"), reader=load())
    assert [(d.place.turn.number, d.move) for d in done] == [(3, "decision"), (4, "action")]


def test_without_a_reading_model_words_tell_it() -> None:
    votes = [render(s) for s in decisions.answer(analyse("How was the vote?"), [COUNCIL])]
    assert any("six to one" in line for line in votes)
    assert not any("grandfather" in line for line in votes)
