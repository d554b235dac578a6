"""The figures of the benchmark of answers, worked out by hand."""

from __future__ import annotations

from benchmarks import apart
from benchmarks.answers import Quoted, quoted, row
from benchmarks.latency import Took, line
from benchmarks.sets import Asked
from rag.check.citations import Answer, Citation, Sentence
from tests.support.talk import HEARING

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


def test_the_questions_set_apart_are_counted_by_hand() -> None:
    asked = [
        apart.Row("a/b", "fact", "Who?", frozenset({2}), (("a boat", "boats"),), True),
        apart.Row("a/b", "fact", "When?", frozenset({4}), (("noon",),), False),
        apart.Row("a/b", "fact", "Why?", frozenset(), (), False),
    ]
    told = [apart.Told((2, 3), "It was a boat."), apart.Told((), ""), apart.Told((1,), "Gulls.")]
    made = apart.line("ours", asked, told)
    assert made == "| ours | 3 | 0.500 | 0.500 | 0.500 | 0.500 | 1.000 | 4 |"


def test_the_best_turn_and_the_nearest_chunk_say_which_turns_they_are() -> None:
    assert apart.by_turn(HEARING)("the eel migration in February").turns == (2,)
    chunk = apart.chunked(HEARING)("herons")
    assert chunk.turns == tuple(range(chunk.turns[0], chunk.turns[-1] + 1))
    assert HEARING.turns[chunk.turns[-1] - 1].text in chunk.quoted


def test_times_are_percentiles_in_milliseconds() -> None:
    took = [Took(n / 1000, n / 100) for n in range(101)]
    assert line("ours", took) == "| ours | 50 | 95 | 500 | 950 |"
