"""Questions put in the room that the replies do not take up."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from rag.count import unanswered
from rag.count.deflection import WEIGHTS, is_open, put
from rag.question import analyse
from tests.rag.ferry import ferry
from tests.support.talk import HEARING, talk
from training.deflection import EXAMPLES

ASKED = "Which questions were not answered?"
SCHOOLS = talk(
    ("Minister Orr", "Good morning. The new school opens in May."),
    ("QUESTION", "Thank you. Minister, what did the roof of the gymnasium cost?"),
    ("Minister Orr", "We are proud of what the builders have done. Parents tell us so every day."),
    ("QUESTION", "Which company supplied the asbestos panels? And how many pupils will there be?"),
    ("Minister Orr", "There will be 412 pupils. On the panels I am not going to comment today."),
    ("QUESTION", "Will the swimming pool open as well?"),
    ("Minister Orr", "It will, on the same day."),
    ("QUESTION", "And has the headmaster resigned?"),
    name="schools",
)


def asked(question: str = ASKED) -> list[str]:
    return [
        s.text for s in unanswered.answer(analyse(question, SCHOOLS.speakers), [SCHOOLS], False)
    ]


@pytest.mark.parametrize(
    "question",
    [
        ASKED,
        "Which reporter questions were deflected?",
        "What questions did Ms. Calder dodge?",
        "Were there any unanswered questions?",
        "Unanswered questions",
        "List the questions that weren\u2019t answered.",
        "Which of the reporters' questions did the Minister avoid?",
        "Did the Minister refuse to answer any questions?",
    ],
)
def test_asking_for_unanswered_questions(question: str) -> None:
    assert unanswered.is_unanswered(analyse(question))


@pytest.mark.parametrize(
    "question",
    [
        "What did the reporters ask about?",
        "How many questions were asked?",
        "Who answered the question about the berth?",
        "Why did the town avoid a strike?",
        "What did she answer?",
    ],
)
def test_other_questions(question: str) -> None:
    assert not unanswered.is_unanswered(analyse(question))


def test_what_is_left_out_put_off_or_followed_by_nobody_is_listed() -> None:
    lead, roof, panels, headmaster = asked()
    assert lead.startswith("Of 5 questions, 3 may be left out or put off")
    assert "turn 2, asked: \u201cMinister, what did the roof of the gymnasium cost?\u201d" in roof
    assert "Minister Orr, turn 3, replied: \u201cWe are proud of what the builders" in roof
    assert "replied: \u201cOn the panels I am not going to comment today.\u201d" in panels
    assert headmaster.endswith("no turn by another speaker follows.")


def test_an_answered_question_is_not_listed() -> None:
    text = " ".join(asked())
    assert "how many pupils" not in text
    assert "swimming pool" not in text


def test_only_those_on_a_topic_are_listed() -> None:
    lead, only = asked("Which questions about the panels were not answered?")
    assert lead.startswith("Of 1 question, 1 may be")
    assert "asbestos panels?" in only


def test_where_all_are_answered_that_is_said() -> None:
    (only,) = unanswered.answer(analyse(ASKED), [HEARING])
    assert only.text.startswith("Of 3 questions, none looks left out or put off")
    assert [c.turn for c in only.citations] == ["harbour#3", "harbour#3", "harbour#6"]


def test_a_talk_without_questions_has_no_answer() -> None:
    assert unanswered.answer(analyse(ASKED), [talk(("A", "Good day."), ("B", "Good day."))]) == []


def test_a_short_question_is_read_with_what_stands_before_it() -> None:
    room = talk(
        ("QUESTION", "They say the quay was sold to a bank. I want a yes or a no. Was it sold?"),
        ("Calloway", "I have nothing to say about that today. We value all our partners."),
    )
    _, listed = unanswered.answer(analyse(ASKED), [room])
    assert "They say the quay was sold to a bank." in listed.text


def test_every_citation_is_a_quote_and_labels_run_on() -> None:
    sentences = unanswered.answer(analyse(ASKED), [SCHOOLS])[1:]
    citations = [c for s in sentences for c in s.citations]
    assert [c.label for c in citations] == list(range(1, len(citations) + 1))
    for citation in citations:
        turn = SCHOOLS.turns[int(citation.turn.rpartition("#")[2]) - 1]
        assert turn.text[citation.start : citation.end] == citation.quote


@pytest.mark.parametrize(
    ("question", "reply", "left_open"),
    [
        ("Has the minister seen the report on the dam?", "No comment.", True),
        ("When will the talks on the strait go on?", "I don't have anything to announce.", True),
        ("Will you name the firm that built the dam?", "I'm not going to get into that.", True),
        ("Was the dam inspected in the spring?", "Yes, it was, twice.", False),
        ("That is the email on the dam, right?", "Yes.", False),
        ("Did the dam hold in the flood?", "No, sir.", False),
        ("What did the dam cost?", "Four million, and it was worth every cent.", False),
        ("How long did you work on the dam?", "About eleven years, with my brother.", False),
    ],
)
def test_how_a_reply_begins_tells_whether_a_question_is_left_open(
    question: str, reply: str, left_open: bool
) -> None:
    room = talk(("QUESTION", question), ("Calder", reply))
    (one,) = put(room.turns[0])
    assert is_open(one, room.turns[1:]) is left_open


def test_the_weights_are_those_of_the_exchanges() -> None:
    told = json.loads(WEIGHTS.read_text())
    assert told["data"] == hashlib.sha256(EXAMPLES.read_bytes()).hexdigest()
    assert {"SHARE", "REPLY", "QUESTION", "MORE", ""} <= set(told["weights"])


def test_it_is_worked_out_by_code_also_where_there_is_a_chat_model(tmp_path: Path) -> None:
    with ferry(tmp_path) as library:
        _, answer = library.ask(ASKED)
        assert answer.text.startswith("Of 1 question, none looks left out")
        assert (answer.model, library.fake.requests) == ("quoting", [])
