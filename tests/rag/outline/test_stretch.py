"""A request for a part of a talk: the stretch that it means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.transcript import Transcript
from rag.outline.segments import Place
from rag.outline.stretch import matter, stretch
from rag.question import analyse
from tests.support.talk import talk

FERRY = "The ferry leaves at six and waits for the post from the mainland each morning."
BEES = "The bees swarmed in May, and we moved two hives behind the old chapel wall."
ROOF = "The roof of the hall lets in rain, and the slater asks nine hundred for it."
SAID = [("Ann", FERRY)] * 12 + [("Bob", BEES), ("Cid", "Did the queen go too?")] * 6
TALK = talk(*SAID, *[("Ann", ROOF)] * 12, name="island")


def told(question: str, transcript: Transcript = TALK) -> list[Place]:
    asked = analyse(question, transcript.speakers)
    return stretch(asked, transcript.turns, matter(asked))


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("Summarise the part about the bees", 13, 24),
        ("What was said on the hall roof?", 25, 36),
        ("The end of the talk, please", 25, 36),
        ("How does it begin? Sum up the beginning", 1, 12),
        ("The exchange with Bob", 13, 24),
    ],
)
def test_the_stretch_lies_where_the_matter_the_place_or_the_person_is(
    question: str, first: int, last: int
) -> None:
    numbers = [p.turn.number for p in told(question)]
    inside = [n for n in numbers if first <= n <= last]
    assert numbers == sorted(numbers)
    assert len(inside) >= 0.8 * len(numbers)
    assert len(inside) >= 4


def test_what_is_not_said_has_no_stretch() -> None:
    assert told("Summarise the part about lighthouses") == []


def test_words_of_requests_and_of_those_who_speak_are_no_matter() -> None:
    asked = analyse("Sum up the last part of the debate, the exchange with Bob", TALK.speakers)
    assert matter(asked) == []


@given(st.lists(st.sampled_from([FERRY, BEES, "Yes.", ""]), max_size=30))
def test_a_stretch_is_a_run_of_the_talk(texts: list[str]) -> None:
    turns = [(f"S{n % 2}", text) for n, text in enumerate(texts)]
    found = told("Sum up the discussion of bees", talk(*turns)) if turns else []
    numbers = [p.turn.number for p in found]
    said = [n for n, text in enumerate(texts, 1) if text]
    assert [n for n in said if numbers and numbers[0] <= n <= numbers[-1]] == sorted({*numbers})
