"""The forms of the answer without a chat model, through the real path."""

from __future__ import annotations

import pytest

from ingest import pipeline
from rag.answer import Found, Piece, ask, understand
from rag.check.citations import CANNOT_ANSWER, Answer
from rag.find.retrieve import Filters, Index, open_index
from rag.quoting import GIBBERISH, TALK
from settings import Settings

HEARING = """\
Chair Voss: Good evening. We hear the plan for a tram line along the quay.

Engineer Tamm: The tram would cost nine million crowns. It needs a new bridge at the mill, because \
the old one cannot carry the weight.

Mr. Orr: I am against the tram. It would take away our parking, and the bus does the same work.

Ms. Lund: I am for the tram, since it would bring people to the shops on the quay.

Engineer Tamm: The tram would run every ten minutes, and the last one would leave at midnight.

Chair Voss: The archive moves to the town hall in June.

Mr. Orr: Did you ever ask the miller by what right he closed the towpath?

Engineer Tamm: No, sir, I did not.
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("tram")
    (folder / "tram.txt").write_text(HEARING, encoding="utf-8")
    index = open_index(Settings(library=folder / "library"))
    list(pipeline.add_files(index.library, [folder / "tram.txt"]))
    index.refresh()
    return index


def asked(index: Index, question: str) -> Answer:
    *_, answer = ask(index, question)
    assert isinstance(answer, Answer)
    return answer


@pytest.mark.parametrize(
    ("text", "line"), [("hello", TALK), ("thank you!", TALK), ("sdkjf hskdjf", GIBBERISH)]
)
def test_small_talk_gets_a_line_and_no_citation(index: Index, text: str, line: str) -> None:
    found, piece, answer = ask(index, text)
    assert isinstance(found, Found)
    assert isinstance(piece, Piece)
    assert isinstance(answer, Answer)
    assert (found.hits, piece.text, answer.text) == ((), line, line)
    assert (answer.refused, answer.citations) == (False, ())


@pytest.mark.parametrize("text", ["Summarise the hearing", "main topics please", "action items"])
def test_what_asks_of_the_whole_record_goes_on_from_nothing(index: Index, text: str) -> None:
    assert understand(index, text, ["What would the tram cost?"], Filters()) == (text, None)


def test_a_word_of_the_record_is_no_gibberish(index: Index) -> None:
    assert asked(index, "tram").text != GIBBERISH


def test_one_quotation_with_the_answering_words_answers_a_fact(index: Index) -> None:
    (cited,) = asked(index, "How much would the tram cost?").citations
    assert cited.answer_start is not None
    assert cited.start is not None
    words = cited.quote[cited.answer_start - cited.start : (cited.answer_end or 0) - cited.start]
    assert "nine million" in words
    assert cited.as_json()["answer_start"] == cited.answer_start
    assert len(cited.quote.split()) <= 45


def test_a_reply_that_says_nothing_alone_stands_behind_its_question(index: Index) -> None:
    cited = asked(index, "Did Tamm ask the miller by what right he closed the towpath?").citations
    assert [c.turn for c in cited] == ["tram#7", "tram#8"]
    assert "by what right" in cited[0].quote


def test_what_somebody_said_is_of_them_alone_and_in_order(index: Index) -> None:
    cited = asked(index, "What did Tamm say about the tram?").citations
    assert [c.turn for c in cited] == ["tram#2", "tram#5"]
    assert {c.speaker for c in cited} == {"Engineer Tamm"}


def test_a_comparison_quotes_each_side(index: Index) -> None:
    cited = asked(index, "How do Orr and Lund differ about the tram?").citations
    assert [c.turn for c in cited] == ["tram#3", "tram#4"]


def test_not_answering_is_one_sentence_that_names_who_was_to_be_heard(index: Index) -> None:
    assert asked(index, "Who is the president of Peru?").text == CANNOT_ANSWER
    refused = asked(index, "What did Lund say about nuclear waste?")
    assert refused.text == f"{CANNOT_ANSWER[:-1]}: nothing by Ms. Lund was found that does."
    assert refused.nearest


def test_thanks_go_on_from_nothing(index: Index) -> None:
    *_, answer = ask(index, "thanks!", history=["How much would the tram cost?"])
    assert isinstance(answer, Answer)
    assert (answer.understood, answer.text) == ("thanks!", TALK)
