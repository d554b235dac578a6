"""The quoting answerer: verbatim sentences where the record answers, none where it does not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.check.citations import Sentence
from rag.question import Question, analyse
from rag.read.evidence import Candidate, gather
from rag.read.quotes import pick
from tests.support.talk import HEARING, candidates, talk


def picked_from(question: Question, candidates: list[Candidate]) -> list[Sentence]:
    return pick(question, gather(question, candidates))


def ask(text: str) -> list[tuple[str, str]]:
    picked = picked_from(analyse(text, HEARING.speakers), candidates(HEARING))
    return [(c.turn, c.quote) for s in picked for c in s.citations]


@pytest.mark.parametrize(
    ("question", "turn", "words"),
    [
        ("How much will the dredging cost?", "harbour#2", "$3.2 million"),
        ("How many cubic metres of silt are in the harbour?", "harbour#2", "42,000"),
        ("When would the dredging start?", "harbour#2", "March"),
        ("Why would the dredging start in March?", "harbour#2", "because the eel migration"),
        ("Who pays for the dredging?", "harbour#4", "port authority"),
        ("What did Ahn say about the plan?", "harbour#5", "do not support"),
        ("Will the fish market stay open?", "harbour#4", "stays open"),
    ],
)
def test_the_sentence_that_answers_is_quoted(question: str, turn: str, words: str) -> None:
    found = ask(question)
    assert found[0][0] == turn
    assert words in " ".join(quote for _, quote in found)


@pytest.mark.parametrize(
    "question",
    [
        "How much will the lighthouse cost?",
        "What did Ahn say about the budget?",
        "Why did Voss resign?",
        "Who is the mayor of the city?",
        "How many herons live in the harbour?",
        "What did Lind say about nuclear waste?",
    ],
)
def test_what_the_record_does_not_say_is_not_answered(question: str) -> None:
    assert ask(question) == []


def test_a_short_quote_is_filled_up_within_its_paragraph_and_not_by_stage_notes() -> None:
    said = talk(
        ("Lind", "The pier leaks.\n\nThe crane was sold in May. It was old. (Laughter.)\n\nWell.")
    )
    picked = picked_from(analyse("When was the crane sold?", said.speakers), candidates(said))
    (sentence,) = picked
    assert sentence.citations[0].quote == "The crane was sold in May. It was old."


def test_two_figures_are_set_side_by_side_only_where_both_are_of_what_is_asked() -> None:
    def answer(other: str) -> list[str]:
        said = talk(("Lind", "The crane cost $40,000."), ("Voss", other))
        asked = analyse("How much did the crane cost?", said.speakers)
        return [s.text for s in picked_from(asked, candidates(said))]

    assert answer("The crane cost $70,000.")[0].startswith("The record gives more than one")
    assert not answer("The lamp cost $70,000.")[0].startswith("The record gives")


def test_a_speaker_the_record_does_not_name_is_said_to_be_so() -> None:
    picked = picked_from(analyse("Who asked about the fish market?"), candidates(HEARING))
    assert picked[0].text.startswith("QUESTION (not named in the record), turn 3: ")


@settings(max_examples=40)
@given(
    st.lists(st.text(max_size=120), min_size=1, max_size=6),
    st.text(min_size=1, max_size=60),
)
def test_whatever_is_asked_quotes_stand_where_they_say(texts: list[str], question: str) -> None:
    transcript = talk(*(("Ada", text) for text in texts))
    for sentence in picked_from(analyse(question, transcript.speakers), candidates(transcript)):
        for citation in sentence.citations:
            turn = transcript.turns[int(citation.turn.rpartition("#")[2]) - 1]
            assert citation.status == "verbatim"
            assert turn.text[citation.start : citation.end] == citation.quote
