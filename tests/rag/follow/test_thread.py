"""Follow-ups that ask how the record goes on from the turn quoted last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ingest import pipeline
from rag.answer import Event, ask, understand
from rag.check.citations import Answer
from rag.find.retrieve import Filters, Hit, Index, open_index
from rag.follow.earlier import REMEMBERED, Earlier, of_answer
from rag.follow.near import nearer
from rag.follow.reply import asks_who_said, reply
from rag.follow.thread import Place, Thread
from rag.follow.together import together
from rag.question import analyse
from rag.read.evidence import gather
from rag.read.judge import is_about
from rag.read.reading import Passage
from settings import Settings
from tests.support.talk import candidates, talk

TALK = talk(
    ("Councillor Ahn", "I should like to ask Director Lind what the new crane will cost us."),
    ("Chair Voss", "I should like to bring in Engineer Tamm on that."),
    ("Engineer Tamm", "The crane comes to four million, and the rails are in it as well."),
    ("Director Lind", "I have nothing to add to this, I am afraid, but we shall write to you."),
    ("Councillor Ahn", "I still object to the crane, because nobody has asked the neighbours."),
)


def replied(core: str, before: str, place: int = 1) -> int | None:
    thread = Thread(core, (before,), (Place("crane", place),))
    turn = reply(thread, TALK.turns[place - 1 :], TALK.speakers)
    return turn.number if turn else None


@pytest.mark.parametrize(
    ("core", "before", "place", "number"),
    [
        ("What was the answer?", "What did Ahn ask?", 1, 3),
        ("What was Ahn told?", "What did Ahn ask about the crane?", 1, 3),
        ("What did Lind say to that?", "What did Ahn ask about the crane?", 1, 4),
        ("Could Lind answer it?", "What did Ahn ask Lind?", 1, 4),
        ("How did Lind respond?", "What did Ahn ask Lind?", 4, 4),
        ("Does Ahn still?", "What did Ahn ask?", 1, 5),
        ("Did Lind agree with Ahn?", "What did Ahn say about the crane?", 1, 4),
        ("How did Lind do it?", "What did Ahn ask?", 1, None),
        ("Why did Lind say that?", "What did Ahn ask?", 1, None),
        ("What did Lind say in Brune?", "What did Ahn ask?", 1, None),
        ("What did Brune say to that?", "What did Ahn ask?", 1, None),
        ("Did Lind get it?", "What did Lind ask for?", 1, None),
        ("Is that true?", "What did Ahn say about the crane?", 1, None),
        ("What did Lind agree to do?", "What did Ahn ask?", 1, None),
    ],
)
def test_the_turn_that_replies(core: str, before: str, place: int, number: int | None) -> None:
    assert replied(core, before, place) == number


@pytest.mark.parametrize(
    ("core", "who"),
    [("Who said that?", True), ("Who says so?", True), ("Who built it?", False), ("Who?", False)],
)
def test_who_said_that(core: str, who: bool) -> None:
    assert asks_who_said(Thread(core, ("Why?",), (Place("crane", 1),))) is who


@pytest.fixture
def index(tmp_path: Path) -> Index:
    path = tmp_path / "crane.txt"
    path.write_text("\n\n".join(f"{t.label}: {t.text}" for t in TALK.turns), encoding="utf-8")
    index = open_index(Settings(library=tmp_path / "library"))
    list(pipeline.add_files(index.library, [path]))
    index.refresh()
    return index


def made(index: Index, question: str, *history: str) -> Answer:
    return last(ask(index, question, history=history))


def last(events: Iterator[Event]) -> Answer:
    *_, answer = events
    assert isinstance(answer, Answer)
    return answer


ASKED, THEN = "What did Councillor Ahn ask about the crane?", "What did Director Lind say to that?"


def test_the_reply_to_the_turn_quoted_last_is_quoted(index: Index) -> None:
    answer = made(index, THEN, ASKED)
    assert [c.turn for c in answer.citations] == ["crane#4"]
    assert answer.sentences[0].citations[0].quote.startswith("I have nothing to add")


def test_a_follow_up_goes_on_from_the_answer_that_was_given(index: Index) -> None:
    given = made(index, ASKED)
    ((key, kept),) = index.answers.items()
    assert kept == given
    other = made(index, "What does Councillor Ahn object to?")
    index.answers[key] = other  # as if that had been quoted: nobody replies to the last turn
    assert [c.turn for c in other.citations] == ["crane#5"]
    assert [c.turn for c in made(index, THEN, ASKED).citations] != ["crane#4"]


def test_without_history_nothing_is_changed(index: Index) -> None:
    assert understand(index, "And why is that?", [], Filters()) == ("And why is that?", None)


def test_a_chain_of_follow_ups_goes_on_from_each_answer(index: Index) -> None:
    understood, thread = understand(index, "Why?", [ASKED, THEN], Filters())
    assert understood == f"{ASKED} {THEN} Why?"
    assert thread and (thread.asked, thread.places[0].number) == ("Why?", 4)


def test_a_long_conversation_is_gone_back_through_no_further_than_need_be(index: Index) -> None:
    understood, _ = understand(index, "Why?", [ASKED, *["Why?"] * 2_000], Filters())
    assert understood.count("?") <= REMEMBERED


def test_the_answer_that_is_handed_over_is_gone_on_from(index: Index) -> None:
    given = made(index, "What does Councillor Ahn object to?")
    index.answers.clear()
    answer = last(ask(index, "Who said that?", history=[of_answer(given)]))
    assert [c.turn for c in answer.citations] == ["crane#5"]
    assert answer.citations[0].quote == given.citations[0].quote
    assert answer.goes_on and answer.goes_on.about == (given.question,)
    assert (given.question, None) not in [key[:2] for key in index.answers]  # not asked again


def test_what_was_quoted_from_a_transcript_that_is_gone_is_left(index: Index) -> None:
    gone = Earlier("Who pays?", places=(Place("ferry", 1), Place("crane", 99)))
    assert understand(index, "Why?", [gone], Filters()) == ("Why?", None)
    before = Earlier("Who sails?", places=(Place("crane", 2),))
    _, thread = understand(index, "Why?", [before, gone], Filters())
    assert thread and thread.about == ("Who sails?",)


def test_answers_are_forgotten_when_the_library_changes(index: Index, tmp_path: Path) -> None:
    made(index, ASKED)
    path = tmp_path / "other.txt"
    path.write_text("Ms. Roe: The bridge is shut.\n\nMr. Poe: Since Monday.", encoding="utf-8")
    list(pipeline.add_files(index.library, [path]))
    index.refresh()
    assert not index.answers


CRANE = talk(
    ("Director Lind", "The old crane was built in Brune. The yard there shut long ago."),
    ("Engineer Tamm", "The new crane lifts nine tonnes. Four men work on it."),
    ("Director Lind", "That is all."),
)


def answered(own: str, before: str | None, place: int | None) -> bool:
    thread = Thread(own, (before,), (Place("crane", place or 9),)) if before else None
    question = together(thread, CRANE.speakers) if thread else analyse(own, CRANE.speakers)
    found = gather(question, candidates(CRANE))
    placed = [replace(e, beside=e.hit.turn.number == place) for e in found]
    return is_about(question, next(e for e in placed if e.hit.turn.number == 2))


def test_what_a_follow_up_itself_asks_for_has_to_be_in_the_record() -> None:
    before = "How many tonnes does the new crane of Engineer Tamm lift?"
    assert answered("Who works on it?", before, 2)
    assert not answered("Who insured it?", before, 2)
    assert answered("Who insured the new crane of Engineer Tamm?", None, None)


def test_beside_the_last_answer_a_follow_up_need_not_repeat_its_words() -> None:
    before = "How many ladders are there?"
    assert not answered("How many?", before, None)
    assert answered("How many?", before, 2)


def test_beside_is_a_turn_quoted_last_or_right_behind_it() -> None:
    thread = Thread("Why?", ("Who?",), (Place("crane", 4), Place("crane", 12)))
    near = [n for n in range(1, 16) if thread.is_beside("crane", n)]
    assert near == [4, 5, 6, 12, 13, 14]
    assert not thread.is_beside("ferry", 4)
    assert thread.nearness("crane", 5) > thread.nearness("crane", 8) > 0
    assert thread.nearness("crane", 3) == thread.nearness("ferry", 4) == 0


def test_what_is_near_comes_first_and_what_was_quoted_is_no_other(index: Index) -> None:
    def passage(number: int, score: float) -> Passage:
        turn = index.turns([("crane", number)])["crane", number]
        return Passage(Hit("crane", turn, 0.0), 0, 9, 0, 9, 0.0, score, True)

    found = [passage(5, 0.5), passage(1, 0.0), passage(2, 0.0)]
    thread = Thread("Why?", ("Who?",), (Place("crane", 1, 0, 5),))
    assert [p.hit.turn.number for p in nearer(thread, found)] == [2, 1, 5]
    thread = replace(thread, asked="Who else?")
    assert [p.hit.turn.number for p in nearer(thread, found)] == [2, 5]
