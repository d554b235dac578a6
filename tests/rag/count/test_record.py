"""Questions about the record itself, and over all its turns."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.count import listing, record, survey
from rag.question import analyse
from tests.support.talk import HEARING, candidates, talk


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
        ("Who speaks the most?", "Director Lind speaks most: 51 words in 2 turns; Chair Voss 25"),
        ("Who takes the most turns questioning Lind?", "Chair Voss speaks most often: 25"),
        ("Who talks more in this hearing, Ahn or the chair?", "Chair Voss speaks most: 25 words"),
        ("Who does less of the talking, Voss or Ahn?", "Councillor Ahn speaks least: 13 words"),
        ("Who talks more, Ahn or the diver?", "Director Lind speaks most: 51 words in 2 turns;"),
        ("Who talks more, Voss, Ahn or Lind?", "Director Lind speaks most: 51 words in 2 turns;"),
        ("Which of the three witnesses spoke least?", "Councillor Ahn speaks least: 13 words"),
        ("Who spoke least often?", "Councillor Ahn speaks least often: 13 words in 1 turn;"),
        ("Who spoke most often, Voss or Lind?", "Chair Voss and Director Lind speak most often: 2"),
        ("In which order do they speak?", "In order of their first turn: Chair Voss, Director"),
        ("How often does Lind speak?", "2 turns: Director Lind twice."),
        ("How often is the word herons mentioned?", "\u201cherons\u201d is said 3 times, in 3"),
        (
            "How many times does Ahn mention the herons?",
            "\u201cherons\u201d is said once, in 1 turn",
        ),
        ("How many mentions of the heron are there?", "\u201cheron\u201d is said 3 times"),
        ("How many questions were asked?", "2 turns put questions, in 3 sentences"),
        ("How many questions did the reporters ask?", "2 turns put questions, in 3 sentences"),
        ("Who asks the questions?", "2 turns put questions, in 3 sentences"),
        ("List everyone who speaks.", "3 speakers"),
        ("Who is the last person to speak?", "Chair Voss speaks last, in turn 7."),
        ("Who had the last word?", "Chair Voss speaks last"),
        ("Who said the least?", "Councillor Ahn speaks least: 13 words in 1 turn;"),
        ("Who spoke more, Ahn or Voss?", "Chair Voss speaks most: 25 words in 2 turns; Councillor"),
        ("How many words does Ahn say?", "Words: Councillor Ahn 13."),
        ("How many turns are there?", "7 turns: Chair Voss twice, Director Lind twice"),
        ("Does Lind speak?", "2 turns: Director Lind twice."),
        ("Who chairs the hearing?", "By the names that the record gives: Chair Voss."),
        ("How many councillors speak?", "1 speaker: Councillor Ahn."),
        ("How many senators spoke?", "3 speakers: Chair Voss, Director Lind, Councillor Ahn; be"),
        ("Who speaks after Director Lind?", "QUESTION (not named in the record) speaks after"),
        ("What is the title of the record?", "The record is called \u201cHarbour hearing\u201d."),
        ("Who mentions the herons first?", "Councillor Ahn is the first to say \u201cherons\u201d"),
        ("Who mentions dredging most often?", "Chair Voss and Director Lind and QUESTION (not"),
        (
            "Which transcripts mention herons?",
            "\u201cherons\u201d is said in 1 transcript: harbour",
        ),
        ("How many transcripts are there?", "1 transcript: harbour (7 turns)."),
    ],
)
def test_counts_are_those_of_the_record(question: str, answer: str) -> None:
    assert about_record(question).startswith(answer)


@pytest.mark.parametrize(
    "question",
    [
        "Who speaks Danish?",
        "How many people fish there?",
        "Who pays?",
        "What is silt?",
        "What did Lind say?",
        "Who speaks about it?",
        "Who did not speak?",
        "What do the participants say?",
        "Who are the two guests?",
        "Which three witnesses spoke?",
        "How often is there a break?",
        "How often did Lind laugh?",
        "When was the last hearing held?",
        "How long did the survey take?",
    ],
)
def test_other_questions_are_not_about_the_record(question: str) -> None:
    assert record.scope(analyse(question), [HEARING]) == []
    assert record.answer(analyse(question), [HEARING]) == []


@pytest.mark.parametrize(
    "question",
    ["How often was there laughter in the room?", "How many times did the audience laugh?",
     "How many laughs were there?"],
)  # fmt: skip
def test_what_is_noted_is_counted_where_it_is_noted(question: str) -> None:
    said = talk(
        ("Ann", "I sat quietly. (Laughter.) Now I do not."), ("Bob", "They laugh at me."),
        ("Ann", "So they do. (Laughter.)"),
    )  # fmt: skip
    turns = tuple(replace(t, notes=("(Laughter.)",) * ("(" in t.text)) for t in said.turns)
    (sentence,) = record.answer(analyse(question), [replace(said, turns=turns)])
    assert sentence.text == "\u201c(Laughter.)\u201d is noted twice: turns 1, 3."
    assert [c.quote for c in sentence.citations] == ["(Laughter.)"] * 2
    assert record.answer(analyse(question), [replace(said, turns=said.turns[1:2])]) == []


def test_who_has_a_role_that_no_name_tells_is_said_to_be_unknown() -> None:
    assert about_record("How many senators spoke?").endswith(
        "; its names do not tell who is meant by \u201csenators\u201d."
    )


def test_date_and_length_are_those_of_the_record_or_nothing() -> None:
    when, long = analyse("When was the hearing held?"), analyse("How long is the hearing?")
    assert record.scope(when, [HEARING])
    assert record.answer(when, [HEARING]) == record.answer(long, [HEARING]) == []
    turns = (
        replace(HEARING.turns[0], start_ms=5_000),
        replace(HEARING.turns[1], start_ms=9_000, end_ms=3_725_000),
    )
    timed = replace(HEARING, date="2024-03-12", turns=turns)
    assert record.answer(when, [timed])[0].text == "The record is dated 2024-03-12."
    assert record.answer(long, [timed])[0].text.endswith("to 1:02:05, 1 hour 2 minutes.")


def test_a_question_that_calls_a_transcript_by_its_title_is_asked_of_that_one() -> None:
    other = talk(("Ms Orr", "Good day."), name="call")
    asked = analyse("How many people speak in the harbour hearing?")
    other = replace(other, title="A call")
    assert record.scope(asked, [HEARING, other]) == ["harbour"]


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


def test_who_is_held_against_whom_is_asked_of_the_talk_they_are_in() -> None:
    other = talk(("Ms Orr", "Good day."), name="call")
    (sentence,) = record.answer(analyse("Who talks more, Ahn or the chair?"), [other, HEARING])
    assert sentence.text.startswith("harbour: Chair Voss speaks most")


def test_what_somebody_was_asked_is_not_what_they_ask() -> None:
    assert not survey.is_survey(analyse("Everything Lind was asked about", HEARING.speakers))


def test_what_the_reporters_asked_is_every_question_turn() -> None:
    question = analyse("What did the reporters ask about?", HEARING.speakers)
    assert survey.is_survey(question)
    sentences = survey.answer(question, candidates(HEARING))
    assert [s.citations[0].turn for s in sentences] == ["harbour#3", "harbour#6"]
    assert "QUESTION (not named in the record), turn 3" in sentences[0].text
    assert "fish market stay open?" in sentences[0].text


def test_who_mentions_a_thing_is_everyone_in_order_with_the_count() -> None:
    question = analyse("Who mentions the herons?", HEARING.speakers)
    assert survey.is_survey(question)
    lead, *quotes = listing.answer(question, [HEARING], None)
    assert lead.text == "3 speakers found."
    assert [q.citations[0].turn for q in quotes] == ["harbour#5", "harbour#6", "harbour#7"]


def test_nobody_mentions_what_is_not_there() -> None:
    question = analyse("Who mentions the lighthouse?", HEARING.speakers)
    assert survey.is_survey(question)
    assert listing.answer(question, [HEARING], None) == []


def test_the_sentence_quoted_is_the_one_that_mentions_it() -> None:
    question = analyse("Who mentions the eel migration?", HEARING.speakers)
    _, quote = listing.answer(question, [HEARING], None)
    assert quote.citations[0].quote.startswith("We would start in March")


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        ("List all questions asked by reporters.", [3, 6]),
        ("What questions were asked?", [3, 6]),
        ("What did the press ask about the herons?", [6]),
        ("Which questions did Lind ask?", []),
        ("Everything Ahn asked about", []),
    ],
)
def test_questions_are_listed_whoever_is_asked_for(text: str, turns: list[int]) -> None:
    question = analyse(text, HEARING.speakers)
    assert survey.is_survey(question)
    listed = survey.answer(question, candidates(HEARING))
    assert [s.citations[0].turn for s in listed] == [f"harbour#{n}" for n in turns]
