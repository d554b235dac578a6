"""What a speaker said on a topic, by date, with what differs side by side."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.transcript import Transcript
from rag.count import timeline
from rag.count.positions import differ
from rag.question import analyse
from tests.rag.ferry import ferry
from tests.support.talk import candidates, talk

SPRING = replace(
    talk(
        ("Minister Quill", "Good evening. The ferry will cost 3.8 million crowns a year. Welcome."),
        ("Mr. Orr", "The ferry will cost nine million crowns a year."),
        ("Minister Quill", "I support the bridge. We will run the night boat in winter."),
        name="spring",
    ),
    date="2024-03-02",
)
AUTUMN = replace(
    talk(
        ("Minister Quill", "I am back. The ferry will cost 6.5 million crowns a year."),
        ("Minister Quill", "I oppose the bridge. We will not run the night boat in winter."),
        name="autumn",
    ),
    date="2024-09-12",
)
LETTER = talk(("Minister Quill", "The ferry is safe."), name="a-letter")


def said(question: str, *transcripts: Transcript) -> list[str]:
    talks = transcripts or (LETTER, AUTUMN, SPRING)
    asked = analyse(question, [s for t in talks for s in t.speakers])
    turns = [c for t in talks for c in candidates(t)]
    return [s.text for s in timeline.answer(asked, talks, turns)]


@pytest.mark.parametrize(
    "question",
    [
        "Everything Quill said about the ferry",
        "Show me everything that Minister Quill has said about the ferry.",
        "What has Quill said about the ferry over time?",
        "What did Quill say about the ferry across the meetings?",
        "How has Quill\u2019s position on the ferry changed?",
        "How did Quill's view on the ferry evolve over time?",
        "Has Quill changed her mind about the ferry?",
        "Did Quill's stance on the ferry shift?",
        "Did the position of Quill on the ferry change?",
    ],
)
def test_asking_for_everything_on_a_topic(question: str) -> None:
    assert timeline.is_timeline(analyse(question))
    assert said(question)[0].startswith("3 sentences in 3 turns by Minister Quill on the ferry")


@pytest.mark.parametrize(
    "question",
    [
        "What did Quill say about the ferry?",
        "What changed in the harbour?",
        "How has the price of the ferry changed?",
        "Who said everything is lost?",
    ],
)
def test_other_questions(question: str) -> None:
    assert not timeline.is_timeline(analyse(question))


def test_statements_stand_by_date_and_undated_ones_last() -> None:
    lead, *rest = said("Everything Quill said about the ferry")
    assert "in 3 transcripts, in order of date (1 without a date, last)." in lead
    assert [r.split(",")[0] for r in rest[:3]] == ["On 2024-03-02", "On 2024-09-12", "Undated"]
    assert "turn 1, Minister Quill: \u201cThe ferry will cost 3.8 million" in rest[0]


def test_nobody_else_is_quoted() -> None:
    assert "nine million" not in " ".join(said("Everything Quill said about the ferry"))


def test_what_is_left_out_between_two_quotes_of_a_turn_is_marked() -> None:
    words = "The ferry is late. The bus is not. The ferry is cold. The ferry is loud."
    assert said("Everything Quill said about the ferry", talk(("Quill", words)))[1].endswith(
        "\u201cThe ferry is late. \u2026 The ferry is cold. The ferry is loud.\u201d"
    )


def test_different_figures_stand_side_by_side() -> None:
    assert said("How has Quill's position on the ferry changed?")[-1] == (
        "Side by side, with different figures: On 2024-03-02, in turn 1: \u201cThe ferry will cost "
        "3.8 million crowns a year.\u201d; on 2024-09-12, in turn 1: \u201cThe ferry will cost 6.5 "
        "million crowns a year.\u201d"
    )


@pytest.mark.parametrize(
    ("topic", "how"),
    [
        ("the bridge", "one says the opposite of the other"),
        ("the night boat", "one denies what the other says"),
    ],
)
def test_contrary_statements_stand_side_by_side(topic: str, how: str) -> None:
    last = said(f"How has Quill's position on {topic} changed?")[-1]
    assert last.startswith(f"Side by side, {how}: On 2024-03-02, in turn 3")


def test_where_nothing_differs_that_is_said_only_when_asked() -> None:
    assert said("Has Quill changed her view on the ferry?", SPRING)[-1].startswith(
        "This is the only sentence"
    )
    assert len(said("Everything Quill said about the ferry", SPRING)) == 2


@pytest.mark.parametrize(
    "question", ["Everything Quill said about horses", "Everything Smith said about the ferry"]
)
def test_nothing_said_has_no_answer(question: str) -> None:
    assert said(question) == []


def test_a_long_list_is_cut_and_counted() -> None:
    long = talk(*[("Quill", f"The ferry is late, day {n}.") for n in range(20)])
    sentences = said("Everything Quill said about the ferry", long)
    assert "20 sentences in 20 turns" in sentences[0]
    assert sentences[0].endswith("the first 12 sentences are quoted.")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We carry 240 passengers.", "We carry 38 cars."),
        ("The ferry costs 3 million.", "The school costs 5 million."),
        ("We support the plan.", "We support the plan."),
        ("He will not come.", "The boat will sail."),
    ],
)
def test_statements_of_different_things_do_not_differ(one: str, other: str) -> None:
    assert differ(one, other) is None


def test_it_is_worked_out_by_code_also_where_there_is_a_chat_model(tmp_path: Path) -> None:
    with ferry(tmp_path) as library:
        _, answer = library.ask("Everything Minister Hall said about fares")
        assert "\u201cFares will rise by 12 percent in May." in answer.text
        assert (answer.model, library.fake.requests) == ("quoting", [])


def test_words_of_the_topic_alone_make_no_conflict() -> None:
    one, other = "We will never forget illegal fishing.", "Illegal fishing takes half of the catch."
    assert differ(one, other, {"illeg", "fish"}) is None
    assert differ("We run a boat in winter.", "We do not run the boat in winter.", {"boat"})
