"""Questions about the record itself, and over all its turns."""

from __future__ import annotations

import pytest

from rag import record, survey
from rag.question import analyse
from tests.talk import HEARING, candidates, talk


def about_record(text: str) -> str:
    (sentence,) = record.answer(analyse(text, HEARING.speakers), [HEARING])
    return sentence.text


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who speaks?", "3 speakers: Chair Voss, Director Lind, Councillor Ahn; besides them"),
        ("How many people speak in this hearing?", "3 speakers"),
        ("Who are the speakers?", "3 speakers"),
        ("Who speaks first?", "Chair Voss speaks first, in turn 1."),
        ("Who speaks last?", "Chair Voss speaks last, in turn 7."),
        ("Who speaks the most?", "Director Lind speaks most: 51 words in 2 turns."),
        ("In which order do they speak?", "In order of their first turn: Chair Voss, Director"),
        ("How often does Lind speak?", "Turns taken: Director Lind twice."),
        ("How often is the word herons mentioned?", "\u201cherons\u201d is said 3 times, in 3"),
        (
            "How many times does Ahn mention the herons?",
            "\u201cherons\u201d is said once, in 1 turn.",
        ),
        ("How many questions were asked?", "2 turns put questions, with 3 sentences"),
    ],
)
def test_counts_are_those_of_the_record(question: str, answer: str) -> None:
    assert about_record(question).startswith(answer)


@pytest.mark.parametrize(
    "question", ["Who speaks Danish?", "How many people fish there?", "Who pays?", "What is silt?"]
)
def test_other_questions_are_not_about_the_record(question: str) -> None:
    assert not record.is_about(analyse(question))
    assert record.answer(analyse(question), [HEARING]) == []


def test_every_citation_is_a_quote_of_its_turn() -> None:
    for question in ("Who speaks?", "How often is the word herons mentioned?"):
        (sentence,) = record.answer(analyse(question), [HEARING])
        for citation in sentence.citations:
            turn = HEARING.turns[int(citation.turn.rpartition("#")[2]) - 1]
            assert turn.text[citation.start : citation.end] == citation.quote


def test_two_transcripts_are_answered_one_by_one() -> None:
    other = talk(("Ms Orr", "Good day."), name="call")
    sentences = record.answer(analyse("Who speaks?"), [HEARING, other])
    assert [s.text.split(":")[0] for s in sentences] == ["harbour", "call"]
    labels = [c.label for s in sentences for c in s.citations]
    assert labels == list(range(1, len(labels) + 1))


def test_what_the_reporters_asked_is_every_question_turn() -> None:
    question = analyse("What did the reporters ask about?", HEARING.speakers)
    assert survey.is_survey(question)
    sentences = survey.answer(question, candidates(HEARING))
    assert [s.citations[0].turn for s in sentences] == ["harbour#3", "harbour#6"]
    assert "QUESTION (not named in the record), turn 3" in sentences[0].text
    assert "fish market stay open?" in sentences[0].text


def test_who_mentions_a_thing_is_everyone_in_order_with_the_count() -> None:
    question = analyse("Who mentions the herons?", HEARING.speakers)
    lead, *quotes = survey.answer(question, candidates(HEARING))
    assert lead.text.startswith("3 turns by 3 speakers: Councillor Ahn, ")
    assert [q.citations[0].turn for q in quotes] == ["harbour#5", "harbour#6", "harbour#7"]


def test_nobody_mentions_what_is_not_there() -> None:
    question = analyse("Who mentions the lighthouse?", HEARING.speakers)
    assert survey.is_survey(question)
    assert survey.answer(question, candidates(HEARING)) == []
