"""An overview: a talk divided into its topics, each with a heading and what tells most of it."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from ingest.transcript import Transcript
from rag.asked.intent import Intent
from rag.count import everywhere, overview
from rag.outline.best import best
from rag.outline.headings import heading, phrases
from rag.outline.segments import MOST_UNITS, Place, divide, number_of_topics, units
from rag.outline.telling import WEIGHTS, by_words, told
from rag.outline.topics import topics
from rag.question import analyse
from rag.read.reader import FOLDER
from tests.rag.readers import word_reader
from tests.support.talk import talk
from training.telling import EXAMPLES

HARBOUR = (
    "The dredging of the north channel begins in March with two barges.",
    "Silt from the north channel goes to the old quarry by barge.",
    "The dredging costs four million because the silt is deep in the north channel.",
    "Barges can work in the north channel only at high tide, so dredging is slow.",
)
SCHOOL = (
    "The school kitchen serves soup and bread to ninety pupils every day.",
    "Parents cook in the school kitchen on Fridays with vegetables from the garden.",
    "Hot lunches from the school kitchen cost two crowns for each pupil.",
    "Pupils wash the dishes in the school kitchen after lunch.",
)


def long_talk() -> Transcript:
    said = [("Ms Orr", s) for s in HARBOUR * 12] + [("Mr Lind", s) for s in SCHOOL * 12]
    return talk(*said, name="council")


def shown(question: str, *transcripts: Transcript, intent: Intent = "overview") -> list[str]:
    speakers = [s for t in transcripts for s in t.speakers]
    asked = replace(analyse(question, speakers), intent=intent)
    found = overview.answer(asked, transcripts, word_reader(), len(transcripts) > 1)
    return [s.text for s in found]


def test_a_talk_is_cut_where_its_matter_changes() -> None:
    told = units(long_talk().turns)
    vectors = word_reader().vectors([" ".join(p.text for p in unit) for unit in told])
    begins = divide(vectors, 2)
    assert begins[0] == 0
    assert told[begins[1]][-1].turn.who == "Mr Lind"
    assert told[begins[1] - 1][0].turn.who == "Ms Orr"


@pytest.mark.parametrize("rows", [1, 2, 5])
def test_no_more_stretches_than_there_are_rows(rows: int) -> None:
    begins = divide(np.eye(rows, dtype=np.float32), 12)
    assert begins[0] == 0
    assert all(a < b for a, b in pairwise([*begins, rows]))


def test_the_number_of_topics_follows_the_length() -> None:
    found = [number_of_topics(told) for told in (3, 300, 2_000, 9_000, 60_000)]
    assert found == [1, 1, 4, 8, 12]


def test_units_are_bounded_and_hold_every_word() -> None:
    turns = talk(*[("Ann", "Well, yes."), ("Bob", "Oh, no.")] * 2_500).turns
    told = units(turns)
    assert len(told) <= MOST_UNITS
    assert sum(len(p.text.split()) for unit in told for p in unit) == 10_000


def test_a_heading_is_a_phrase_of_the_stretch_that_the_rest_lacks() -> None:
    one, other = phrases([" ".join(HARBOUR), " ".join(SCHOOL)], frozenset())
    assert "north channel" in heading(one).casefold()
    assert "school kitchen" in heading(other).casefold()
    assert heading([]) == ""


def test_names_of_speakers_head_nothing() -> None:
    (found,) = phrases(["Ask Lind. Lind knows the Lind report."], frozenset({"lind"}))
    assert all("lind" not in phrase.stems for phrase in found)


def test_notes_of_the_room_head_nothing() -> None:
    said = "The ferry sank [unintelligible 00:12:03] there. [Applause] The ferry [unintelligible]."
    one, _ = phrases([said, " ".join(SCHOOL)], frozenset())
    told = " ".join(p.text.casefold() for p in one)
    assert "ferry" in told and not re.search("unintelligible|applause", told)


def test_an_overview_has_a_line_a_topic_in_order_each_cited() -> None:
    asked = analyse("Summarise the meeting")
    found = overview.answer(asked, [long_talk()], word_reader())
    heads = [s.heading for s in found]
    assert any("orth channel" in h for h in heads[: len(heads) // 2])
    assert any("chool kitchen" in h for h in heads[len(heads) // 2 :])
    cited = [c for s in found for c in s.citations]
    numbers = [int(c.turn.split("#")[1]) for c in cited]
    assert numbers == sorted(numbers)
    turns = long_talk().turns
    assert all(
        turns[n - 1].text[c.start : c.end] == c.quote for n, c in zip(numbers, cited, strict=True)
    )
    assert [c.label for c in cited] == list(range(1, len(cited) + 1))


def test_the_weights_are_of_the_examples_and_of_both_models() -> None:
    made = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    sums = json.loads((FOLDER / "reader.json").read_text(encoding="utf-8"))["sha256"]
    known = (made["reader_sha256"], made["grader_sha256"], made["data"])
    data = hashlib.sha256(EXAMPLES.read_bytes()).hexdigest()
    held = (sums["reader.onnx"], sums["grader.onnx"], data)
    assert known == held, "run `python -m training.telling`"


def test_a_sentence_that_stands_alone_tells_more_than_one_that_leans() -> None:
    turns = talk(
        ("Ms Orr", "The north channel will be dredged in March with two barges."),
        ("Ms Orr", "And that is what they said about it when it came up."),
        ("Ms Orr", "Why would the north channel be dredged in March with barges?"),
    ).turns
    places = [Place(turn, 0, len(turn.text)) for turn in turns]
    (found,) = phrases([" ".join(turn.text for turn in turns)], frozenset())
    whole, leaning, asking = told(by_words(places, found))
    assert whole > max(leaning, asking)


def test_the_last_third_alone() -> None:
    found = shown("Key points of the last third", long_talk())
    assert found
    assert all("Mr Lind" in line for line in found)


def test_what_one_speaker_said() -> None:
    found = shown("Summarise what Orr said", long_talk())
    assert found
    assert all("Ms Orr" in line for line in found)


def test_one_matter() -> None:
    found = shown("Summarise the discussion of the school kitchen", long_talk(), intent="part")
    assert 1 <= len(found) <= 8
    assert all("Mr Lind" in line for line in found)
    assert shown("Summarise the discussion of lighthouses", long_talk(), intent="part") == []


def test_a_request_that_sounds_like_a_whole_may_be_for_a_matter() -> None:
    kitchen = shown("Give me an overview of what they said on the school kitchen", long_talk())
    assert kitchen
    assert all("Mr Lind" in line for line in kitchen)
    part = shown("Recap the school kitchen part for me", long_talk())
    assert part
    assert all("Mr Lind" in line for line in part)
    whole = shown("Brief me on this meeting in a few sentences", long_talk())
    assert any("Ms Orr" in line for line in whole)
    assert any("Mr Lind" in line for line in whole)


def test_of_two_sentences_alike_in_words_the_one_of_more_worth_is_quoted() -> None:
    plain, point = (f"The north channel silts up {how} every year." for how in ("badly", "fast"))
    for first, second in ((plain, point), (point, plain)):
        turns = talk(("Ms Orr", first), ("Ms Orr", second)).turns
        stretch = [Place(turn, 0, len(turn.text)) for turn in turns]
        (found,) = phrases([f"{first} {second}"], frozenset())
        (told,) = best(stretch, found, word_reader(point), 1)
        assert told.text == point


def test_several_talks_have_a_part_each() -> None:
    other = talk(*[("Ann", s) for s in SCHOOL * 3], name="school")
    found = shown("Give me an overview", long_talk(), other)
    assert any("council, turn" in line for line in found)
    assert any("school, turn" in line for line in found)


@pytest.mark.parametrize(
    "turns",
    [
        [("Ann", "Yes.")],
        [("Ann", "so we dredge the north channel and the silt goes to the quarry " * 40)],
        [("Ann", "Well, yes."), ("Bob", "Oh, no.")] * 50,
        [("Ann", "XXXX XX XXX.")],
    ],
)
def test_odd_talks_break_nothing(turns: list[tuple[str, str]]) -> None:
    odd = talk(*turns)
    for topic in topics(odd.turns, word_reader()):
        assert topic.heading
        assert all(p.text in p.turn.text for p in topic.sentences)


def test_nothing_said_has_no_overview() -> None:
    assert topics([], word_reader()) == []
    assert shown("Summarise the meeting", replace(talk(("A", "Hm.")), turns=())) == []


def test_an_overview_comes_through_the_one_door() -> None:
    asked = replace(analyse("Summarise the meeting"), intent="overview")
    assert everywhere.answer(asked, [long_talk()], False, word_reader())
    assert everywhere.answer(asked, [long_talk()], False, None) == []


def test_a_part_is_told_of_the_talk_that_says_most_of_its_matter() -> None:
    other = talk(*[("Ann Lee", "The school bus was late and the driver sorry.")] * 9, name="bus")
    asked = replace(analyse("Recap the school kitchen part"), intent="part")
    found = overview.answer(asked, [other, long_talk()], word_reader(), several=True)
    assert found
    assert not any("bus" in c.turn for s in found for c in s.citations)
