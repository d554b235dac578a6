"""A list: one line an item, counted; a list of people by speaker."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from rag.check.citations import Sentence
from rag.count import listing
from rag.question import analyse
from tests.rag.readers import word_reader
from tests.support.talk import talk

HEARING = talk(
    ("Ms Orr", "The herons nest in the old mill."),
    ("Mr Lind", "The quay is sinking."),
    ("Justice Ames", "I saw the herons in May."),
    ("Ms Orr", "The herons nest in the old mill."),
    ("Justice Bell", "The law says nothing of quays."),
    ("Ms Orr", "Storks are rarer than herons here."),
)


def listed(question: str, *pairs: tuple[str, str]) -> Sequence[Sentence]:
    transcript = talk(*pairs) if pairs else HEARING
    asked = analyse(question, transcript.speakers)
    return listing.answer(asked, [transcript], word_reader())


def test_what_is_said_twice_counts_once() -> None:
    lead, *lines = listed("List everything about herons")
    assert lead.text == "3 passages may belong here."
    assert [s.citations[0].turn for s in lines] == ["harbour#1", "harbour#3", "harbour#6"]
    assert lines[0].text.endswith("(also turn 4)")


def test_the_count_cites_what_the_lines_cite() -> None:
    lead, *lines = listed("List everything about herons")
    assert lead.citations == tuple(c for line in lines for c in line.citations)
    assert [c.label for c in lead.citations] == [1, 2, 3]


def test_people_have_a_line_each() -> None:
    lead, *lines = listed("Who all speaks of herons?")
    assert lead.text == "2 speakers found."
    assert [line.text.split(",")[0] for line in lines] == ["Ms Orr", "Justice Ames"]
    assert "(also turns 4, 6)" in lines[0].text


def test_a_role_is_only_those_who_have_it() -> None:
    lead, line = listed("Which justices brought up herons?")
    assert lead.text == "1 speaker found."
    assert "Justice Ames, turn 3" in line.text


def test_people_of_whom_one_speaks_are_no_speakers() -> None:
    (line,) = listed("Who does Ms Orr say nests with herons?")
    assert line.text.startswith("Ms Orr, turn 1: ")
    lead, *_ = listed("Which people did the herons see?")
    assert lead.text == "3 passages may belong here."


def test_what_somebody_is_made_to_say_stands_in_the_replies() -> None:
    (line,) = listed(
        "Ms Orr on herons",
        ("Ms Orr", "And then?"), ("Mr Lind", "I never saw herons there."),
        ("Mr Poe", "I saw storks."),
    )  # fmt: skip
    assert "I never saw herons there." in line.text


def test_a_reply_that_says_nothing_alone_stands_behind_its_question() -> None:
    lead, question, reply, _ = listed(
        "List what herons did",
        ("Ms Orr", "Were the herons there?"), ("Mr Lind", "Herons? Yes."),
        ("Mr Poe", "The herons ate all the trout in the basin."),
    )  # fmt: skip
    assert question.text == "Ms Orr, turn 1: \u201cWere the herons there?\u201d"
    assert reply.text == "Mr Lind, turn 2: \u201cHerons? Yes.\u201d"
    assert lead.text == "2 passages may belong here."


def test_nothing_found_is_no_list() -> None:
    assert listed("List everything about lighthouses") == []


def test_a_long_list_is_folded_and_counted() -> None:
    said = [(f"Ann {n}", f"Herons again, number {n}.") for n in range(300)]
    lead, *lines = listed("Who all speaks of herons?", *said)
    assert lead.text == "300 speakers found."
    assert len(lines) == listing.SHOWN + 1
    assert " more, in turns " in lines[-1].text
    assert len(lines[-1].text) < 120


@pytest.mark.parametrize(
    ("turns", "shown"),
    [([5], "5"), ([1, 2, 3, 7], "1\u20133, 7"), (list(range(1, 99, 2)), "23\u2026")],
)
def test_turn_numbers_in_runs(turns: list[int], shown: str) -> None:
    assert listing.numbers(turns).endswith(shown)


def test_of_a_long_talk_the_nearest_windows_are_read() -> None:
    said = [("Ann", f"The ferry left at {n}.") for n in range(400)]
    said[377] = ("Ann", "The herons came back.")
    transcript = talk(*said)
    asked = analyse("List everything about herons")
    near = listing.nearest(asked, listing.all_windows(asked, [transcript]), 10)
    assert len(near) == 10
    assert 378 in [w.hit.turn.number for w in near]
