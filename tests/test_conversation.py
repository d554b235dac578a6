"""Follow-ups to standalone questions."""

from __future__ import annotations

import pytest

from rag.conversation import standalone

SPEAKERS = ("Councillor Amara Voss", "Harbour Master Teo Lind")


def rewrite(before: str, question: str, answered_by: str | None = None) -> str:
    return standalone(question, [before], SPEAKERS, lambda _: answered_by)


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        (
            "What temporary status does the island grant newcomers?",
            "And how many newcomers have registered for it?",
            "How many newcomers have registered for the temporary status?",
        ),
        (
            "What did Voss answer on dredging?",
            "What did she say about the budget?",
            "What did Voss say about the budget?",
        ),
        ("What did Voss say about dredging?", "And Lind?", "What did Lind say about dredging?"),
        (
            "What did Voss say about dredging?",
            "What about the ferry?",
            "What did Voss say about the ferry?",
        ),
        (
            "What did Voss say about dredging?",
            "Why?",
            "Why? (about: What did Voss say about dredging?)",
        ),
        (
            "How many land titles were issued?",
            "And how many of them were contested?",
            "How many of the land titles were contested?",
        ),
    ],
)
def test_the_follow_up_reads_as_a_question_of_its_own(
    before: str, question: str, expected: str
) -> None:
    assert rewrite(before, question) == expected


def test_he_is_whoever_answered_when_nobody_was_named() -> None:
    asked = rewrite(
        "Who visited the lighthouse?", "When did he go there?", "Harbour Master Teo Lind"
    )
    assert asked.startswith("When did Harbour Master Teo Lind go")


@pytest.mark.parametrize(
    "question", ["What did Lind say about the tide?", "How many ferries run on Sundays?"]
)
def test_a_question_of_its_own_stays_as_it_is(question: str) -> None:
    assert rewrite("What did Voss say about dredging?", question) == question


def test_without_history_nothing_is_changed() -> None:
    assert standalone("And why is that?", []) == "And why is that?"


def test_a_chain_of_follow_ups_is_followed() -> None:
    history = ["What did Voss say about dredging?", "What did she say about that?"]
    assert standalone("Why?", history, SPEAKERS).endswith("What did Voss say about dredging?)")
