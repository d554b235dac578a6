"""The figures of the benchmark of answers, worked out by hand."""

from __future__ import annotations

from benchmarks.answers import Quoted, quoted, row
from benchmarks.latency import Took, line
from benchmarks.sets import Asked
from rag.check.citations import Answer, Citation, Sentence

ASKED = [Asked("call", f"Question {n}?", frozenset({"call#2"})) for n in range(4)]
ANSWERS = [["a boat"], ["500", "five hundred"], ["the quay"], ["Vera"]]


def test_a_row_counts_refusals_as_wrong_and_apart() -> None:
    given = [
        Quoted("It was a boat.", ("call#2",)),
        Quoted("We paid 1,500.", ("call#1", "call#2")),
        Quoted("On the quay, then.", ("call#7",)),
        Quoted("", ()),
    ]
    made = row("ours", given, ASKED, ANSWERS)
    assert made == "| ours | 0.500 | 0.500 | 0.250 | 0.667 | 0.667 | 3.7 |"


def test_what_an_answer_hands_on_is_its_quotes_and_each_turn_once() -> None:
    cited = tuple(
        Citation(n, "call#2", "Vera", text, 0, len(text), "verbatim")
        for n, text in enumerate(("A boat.", "It sank."), 1)
    )
    answer = Answer("?", "?", "", (Sentence("Vera: ...", cited),), False)
    assert quoted(answer) == Quoted("A boat. It sank.", ("call#2",))


def test_times_are_percentiles_in_milliseconds() -> None:
    took = [Took(n / 1000, n / 100) for n in range(101)]
    assert line("ours", took) == "| ours | 50 | 95 | 500 | 950 |"
