from typing import Any

import pytest

from evals.measure.scoring import answer_scores, describe, metric_names, retrieval_scores
from evals.measure.verdict import failures
from evals.sets.gold import Scope
from evals.sets.questions import Question
from ingest.transcript import Speaker, Transcript, Turn

TALK = Transcript(
    "hearing", "Hearing", None, "text",
    (
        Turn(1, "Ada Byron", "SECRETARY BYRON", "We sent six million\ndoses."),
        Turn(2, None, "QUESTION", "Why so few?"),
    ),
    speakers=(Speaker("Ada Byron", ("SECRETARY BYRON",), ("the Secretary",)),),
)  # fmt: skip
WITHIN = Scope(("hearing",), lambda _: TALK)
RIGHT = Question(
    "q", "factoid", "How many?", turns=(1,), facts=("six million", "doses|shots"),
    quote="six million doses", speaker="secretary byron", answers=("six million doses",),
)  # fmt: skip
NONE = Question("n", "unanswerable", "Why?", answerable=False)


def cite(turn: str, quote: str, start: int | None = None, end: int | None = None) -> dict[str, Any]:
    return {"label": 1, "turn": turn, "quote": quote, "start": start, "end": end}


def scores(
    question: Question, text: str, refused: bool | None, *citations: dict[str, Any]
) -> dict[str, float]:
    gold = ["hearing#1"] if question.answerable else []
    return answer_scores(question, gold, text, refused, citations, WITHIN)


def test_a_right_answer() -> None:
    found = scores(RIGHT, "six million doses [1]", False, cite("hearing#1", "six million doses"))
    assert set(found.values()) == {1.0}
    assert len(found) == 10


def test_a_refusal_of_the_answerable_is_wrong_and_undefined_stays_absent() -> None:
    assert scores(RIGHT, "No six million doses here.", True) == {
        "refusal_right": 0, "facts": 0, "citation_recall": 0, "citation_f1": 0,
        "quote_cited": 0, "speaker_right": 0, "exact_match": 0, "f1": 0,
    }  # fmt: skip


def test_an_error_is_wrong_whether_answerable_or_not() -> None:
    assert scores(RIGHT, "", None)["refusal_right"] == 0
    assert scores(NONE, "", None) == {"refusal_right": 0}


def test_a_refusal_of_the_unanswerable_is_right_and_all_there_is() -> None:
    assert scores(NONE, "The record does not answer this.", True) == {"refusal_right": 1}
    wrong = scores(NONE, "Because.", False, cite("hearing#2", "Why so few?"))
    assert wrong == {"refusal_right": 0, "quote_in_source": 1}


@pytest.mark.parametrize(
    ("citation", "stands"),
    [
        (cite("hearing#1", "six  million doses"), 1),
        (cite("hearing#1", "six million\ndoses", 8, 25), 1),
        (cite("hearing#1", "six million doses", 0, 5), 0),
        (cite("hearing#1", "Six million doses"), 0),
        (cite("hearing#2", "six million doses"), 0),
        (cite("hearing#9", "six million doses"), 0),
        (cite("hearing#0", "Why so few?"), 0),
        (cite("nowhere#1", "six million doses"), 0),
        (cite("hearing#1", ""), 0),
    ],
)
def test_quotes_are_checked_against_the_transcript(citation: dict[str, Any], stands: int) -> None:
    assert scores(NONE, "x", False, citation)["quote_in_source"] == stands


@pytest.mark.parametrize(
    ("speaker", "turn", "right"),
    [
        ("Secretary Byron", "hearing#1", 1),
        ("ADA BYRON", "hearing#1", 1),
        ("The Secretary", "hearing#1", 1),
        ("QUESTION", "hearing#2", 1),
        ("QUESTION", "hearing#1", 0),
        ("Ada", "hearing#1", 0),
    ],
)
def test_the_speaker_by_any_of_his_names(speaker: str, turn: str, right: int) -> None:
    asked = Question("q", "who", "Who?", speaker=speaker)
    assert scores(asked, "x", False, cite(turn, "w"))["speaker_right"] == right


def test_every_fact_is_needed() -> None:
    assert scores(RIGHT, "six million", False)["facts"] == 0
    assert scores(RIGHT, "six million shots", False)["facts"] == 1


def test_no_gold_no_retrieval_score() -> None:
    assert retrieval_scores(["a"], [], 5) == {}
    found = retrieval_scores(["b", "a"], ["a"], 2)
    assert found["mrr"] == 0.5
    assert set(found) <= set(metric_names(2))


def test_every_metric_is_described() -> None:
    assert all(describe(name) for name in metric_names(7))
    assert describe("recall@7") == "share of the gold turns among the first 7"


def test_the_verdict_says_what_is_wrong_in_plain_words() -> None:
    def said(question: Question, text: str, refused: bool, *citations: dict[str, Any]) -> list[str]:
        found = scores(question, text, refused, *citations) | {"mrr": 1.0}
        row = {"error": None, "gold": ["hearing#1"], "retrieved": [], "refused": refused}
        return failures({**row, "answer": text, "citations": citations, "scores": found}, question)

    assert said(RIGHT, "six million doses", False, cite("hearing#1", "six million doses")) == []
    assert said(RIGHT, "no", True) == ["refused, though the record answers"]
    assert said(NONE, "yes", False) == ["answered, though the record does not"]
    assert said(RIGHT, "some", False, cite("hearing#2", "so much")) == [
        "does not say “six million”, nor “doses” or “shots”",
        "cites no turn that answers it",
        "cites nothing said by secretary byron",
        "quotes words that do not stand in the turn",
    ]
