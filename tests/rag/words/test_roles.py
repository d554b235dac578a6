"""Who is meant by a role that no label tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.sets import open_set
from ingest.transcript import Transcript
from rag.answer import ask
from rag.check.citations import Answer
from rag.words.roles import roles_in, with_roles
from tests.support.talk import talk

ANSWERS = (
    "I built the clock in 1998 and it took me three winters to finish the wheels.",
    "The bell came from a church that was pulled down by the river long ago.",
    "Brass, because steel rusts so near the sea, and I had brass from the old ship.",
    "My daughter winds it on Sundays, and she is better at it than I ever was.",
)
INTERVIEW = talk(
    *(
        pair
        for question, answer in zip(
            ("When did you build the clock?", "Where is the bell from?", "Which metal did you use?",
             "Who winds it now?"),
            ANSWERS, strict=True,
        )
        for pair in (("Ann Lee", question), ("Bob Ray", answer))
    )
)  # fmt: skip
TESTIMONY = talk(("Q", "Did you see the boxes?"), ("A", "I did."), ("Mr. Horton", "Objection."))


def meant(role: str, said: Transcript) -> set[str]:
    return {s.name for s in with_roles([role], said) if f"The {role.title()}" in s.aliases}


@pytest.mark.parametrize(
    ("question", "roles"),
    [
        ("Which questions did the moderator ask?", ("moderator",)),
        ("What did the guest say about clocks?", ("guest",)),
        ("Who talks more, the interviewer or the interviewee?", ("interviewer", "interviewee")),
        ("Who hosts the party?", ()),
        ("What does the host country pay?", ()),
        ("Who is on the guest list?", ()),
        ("What did Ann ask?", ()),
    ],
)
def test_the_roles_that_a_question_names(question: str, roles: tuple[str, ...]) -> None:
    assert roles_in(question) == roles


@pytest.mark.parametrize("role", ["host", "interviewer", "moderator"])
def test_who_puts_the_questions_is_the_host(role: str) -> None:
    assert meant(role, INTERVIEW) == {"Ann Lee"}


@pytest.mark.parametrize("role", ["guest", "interviewee"])
def test_who_answers_them_alone_is_the_guest(role: str) -> None:
    assert meant(role, INTERVIEW) == {"Bob Ray"}


def test_who_replies_to_all_is_the_witness_whoever_asks() -> None:
    others = ("Mr Poe", "Ms Orr", "Ann Lee", "Ms Orr")
    asked = [t.text for t in INTERVIEW.turns[::2]]
    hearing = talk(
        *(
            pair
            for who, question, answer in zip(others, asked, ANSWERS, strict=True)
            for pair in ((who, question), ("Bob Ray", answer))
        )
    )
    assert meant("witness", hearing) == {"Bob Ray"}
    panel = talk(
        *(("Cy Orr" if n in (3, 5) else t.who, t.text) for n, t in enumerate(hearing.turns))
    )
    assert meant("witness", panel) == set()


def test_of_two_who_answer_neither_is_the_guest() -> None:
    third = talk(*((t.who, t.text) for t in INTERVIEW.turns), ("Cy Orr", ANSWERS[0]))
    assert meant("guest", third) == set()
    assert meant("host", third) == {"Ann Lee"}


def test_where_two_share_the_questions_nobody_is_the_host() -> None:
    asked = [("Cy Orr", "And what does it weigh?"), ("Bob Ray", "Two tons.")] * 2
    both = talk(*((t.who, t.text) for t in INTERVIEW.turns), *asked)
    assert meant("host", both) == set()
    assert meant("guest", both) == set()


def test_who_is_introduced_is_meant_whoever_asks() -> None:
    show = talk(
        ("Ann Lee", "I'm Ann Lee, your host. Our guest today is Bob Ray, who builds clocks."),
        ("Cy Orr", "Welcome, Bob."),
        ("Bob Ray", "Thank you both."),
    )
    assert meant("host", show) == {"Ann Lee"}
    assert meant("guest", show) == {"Bob Ray"}


def test_a_label_that_bears_the_role_is_left_alone() -> None:
    labelled = talk(*((t.who, t.text) for t in INTERVIEW.turns), ("The Host", "Time is up."))
    assert meant("host", labelled) == set()


def test_a_label_for_all_who_ask_is_no_host() -> None:
    pressed = talk(*(("Q" if t.who == "Ann Lee" else t.who, t.text) for t in INTERVIEW.turns))
    assert meant("host", pressed) == set()


def test_the_answers_of_a_testimony_are_those_of_the_witness() -> None:
    assert meant("witness", TESTIMONY) == {"A"}
    assert meant("witness", INTERVIEW) == set()


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("Which questions did the interviewer ask?", "Ann Lee"),
        ("What did the guest say about the bell?", "Bob Ray"),
    ],
)
def test_only_they_are_heard(tmp_path: Path, question: str, who: str) -> None:
    *_, made = ask(open_set((INTERVIEW,), tmp_path), question)
    assert isinstance(made, Answer)
    assert {c.speaker for c in made.citations} == {who}


def test_all_the_labels_of_a_witness_are_heard(tmp_path: Path) -> None:
    said = talk(
        ("Q", "Where were the boxes sent?"),
        ("A", "The boxes were sent to the police by a van."),
        ("The Court", "You may go on."),
        ("The Witness", "The van was mine."),
    )
    *_, made = ask(open_set((said,), tmp_path), "What did the witness say about the boxes?")
    assert isinstance(made, Answer)
    assert "A" in {c.speaker for c in made.citations}
