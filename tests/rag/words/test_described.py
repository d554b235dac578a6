"""Who is meant by what they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.sets import open_set
from rag.answer import ask
from rag.check.citations import Answer
from rag.follow.earlier import of_answer
from rag.words.described import descriptions_in, with_described
from tests.support.talk import talk

HEARING = talk(
    ("Ann Lee", "Beside me is Bob Ray, the harbour engineer. Our new treasurer, Ms. Cox, is here."),
    ("Bob Ray", "The wall leaks at low tide, and a pump costs four thousand a year."),
    ("Eve Cox", "Thank you. The reserve stands at ninety thousand. I would not touch it."),
    ("Ann Lee", "At the door is Dan Orr. He's night watchman, and he found the leak."),
    ("Dan Orr", "I heard it before I saw it. Like a kettle. I rang the office at four."),
    ("Fay Moss", "Hi, I'm Fay and I'm a school cook on the quay. I think the engineer is right."),
    ("Ann Lee", "Bob, the sluice is next. Well, Professor Hale will tell us."),
    ("Gus Hale", "The tide has risen by a hand since I was born, and it will by another."),
    ("Ann Lee", "Thank you, Gus. The plumber, I hear, was late. I asked Fay. He's a joiner, too."),
)


def meant(called: str) -> set[str]:
    found = with_described([tuple(called.split())], HEARING)
    return {s.name for s in found if f"The {called.title()}" in s.aliases}


@pytest.mark.parametrize(
    ("called", "name"),
    [
        ("harbour engineer", "Bob Ray"),
        ("engineer", "Bob Ray"),
        ("treasurer", "Eve Cox"),
        ("night watchman", "Dan Orr"),
        ("school cook", "Fay Moss"),
        ("professor", "Gus Hale"),
    ],
)
def test_the_talk_says_what_somebody_is(called: str, name: str) -> None:
    assert meant(called) == {name}


@pytest.mark.parametrize(
    "called", ["sluice", "school engineer", "office", "cox", "plumber", "joiner"]
)
def test_what_the_talk_says_of_nobody_is_nobody(called: str) -> None:
    assert meant(called) == set()


def test_of_two_of_whom_it_is_said_neither_is_meant() -> None:
    both = talk(("Ann Lee", "This is Bob Ray, engineer. This is Eve Cox, engineer."),
                ("Bob Ray", "Yes."), ("Eve Cox", "Yes."))  # fmt: skip
    assert with_described([("engineer",)], both) == list(both.speakers)


@pytest.mark.parametrize(
    ("question", "called"),
    [
        ("What did the ward clerk from Plover say?", [("ward", "clerk")]),
        ("What does the deputy minister want?", [("deputy", "minister")]),
        ("list what our chief exec promised", [("chief", "executive")]),
        ("What did the river do to the road?", []),
        ("What did Ann say?", []),
    ],
)
def test_what_a_question_may_call_somebody(question: str, called: list[tuple[str, ...]]) -> None:
    assert descriptions_in(question) == called


def test_a_follow_up_goes_on_with_who_was_described(tmp_path: Path) -> None:
    index = open_set((HEARING,), tmp_path)
    *_, first = ask(index, "What did the night watchman say?")
    assert isinstance(first, Answer)
    *_, then = ask(index, "And what did he hear?", history=[of_answer(first)])
    assert isinstance(then, Answer)
    assert {c.turn.rpartition("#")[2] for s in then.sentences for c in s.citations} == {"5"}
    assert "Dan Orr" in then.understood


def test_who_is_described_is_heard_and_nobody_else(tmp_path: Path) -> None:
    index = open_set((HEARING,), tmp_path)
    for question in ("What did the night watchman say?", "Summarise the watchman's account."):
        *_, made = ask(index, question)
        assert isinstance(made, Answer)
        turns = {c.turn.rpartition("#")[2] for s in made.sentences for c in s.citations}
        assert turns == {"5"}
