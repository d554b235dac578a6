"""Where a talk is about a matter, and how likely a decision there is on it."""

from __future__ import annotations

from ingest.transcript import Turn
from rag.outline.matter import Matter, told_of
from rag.question import analyse
from tests.support.talk import talk


def turns_of(*texts: str) -> tuple[Turn, ...]:
    return talk(*(("Ann", text) for text in texts)).turns


def about(turns: tuple[Turn, ...], matter: str, odds: dict[int, float] | None = None) -> Matter:
    terms = [t for t in analyse(f"What about the {matter}?").terms if t.word in matter.split()]
    return told_of(turns, terms, odds or {}, "en")


def test_a_decision_far_behind_its_matter_is_less_likely_on_it() -> None:
    turns = turns_of("The quay.", *["Well, so be it."] * 40)
    matter = about(turns, "quay")
    chances = [matter.chance(at, 0.9) for at in range(len(turns))]
    assert chances == sorted(chances, reverse=True)
    assert chances[0] > 0.3 > 0.2 > chances[-1]


def test_before_its_matter_is_spoken_of_nothing_is_decided_on_it() -> None:
    matter = about(turns_of("The motion is carried.", "Now the quay.", "Carried too."), "quay")
    assert matter.chance(0, 0.9) < 0.1 < matter.chance(2, 0.9)


def test_a_rare_word_of_a_matter_tells_more_than_one_said_all_the_time() -> None:
    turns = turns_of("The harbour.", "The harbour.", "The harbour.", "The crane.", "The harbour.")
    matter = about(turns, "harbour crane")
    assert matter.said[3] > 1.5 * matter.said[0]


def test_what_the_reading_model_finds_need_not_hold_its_words() -> None:
    turns = turns_of("We spoke of boats.", "Agreed then.")
    found = about(turns, "ferry timetable", {1: 4.0})
    assert found.chance(1, 0.9) > about(turns, "ferry timetable").chance(1, 0.9)


def test_what_hardly_decides_is_no_decision_however_near() -> None:
    matter = about(turns_of("The quay.", "It is sinking."), "quay")
    assert matter.chance(1, 0.05) < 0.05 < matter.chance(1, 0.6)


def test_a_talk_without_a_turn_is_about_nothing() -> None:
    assert about((), "quay").said.size == 0
