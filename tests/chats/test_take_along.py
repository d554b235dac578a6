"""What a person takes along: Markdown, Word and JSON with their citations, and test cases."""

import io
import json
from pathlib import Path

import pytest
import yaml
from docx import Document
from markdown_it import MarkdownIt

from chats import data, markdown, word
from chats.blocks import blocks
from chats.exchange import Exchange
from chats.references import day, reference, who
from evals.errors import SetError
from evals.sets import case, questions
from ingest.errors import UnknownName
from ingest.transcript import Transcript, Turn
from rag.check.citations import Answer, Citation, Sentence
from settings import Settings

SIGNS = r"""*Six* _metres_ [1](x) <b> # `a` ~~b~~ | $x$ & \ !"""
TALK = Transcript(
    "harbour_council-2", "Harbour Council", "2024-03-12", "vtt",
    (
        Turn(1, None, "QUESTION", "How high?", 1_000),
        Turn(2, "Captain Pellworth", "CAPT", SIGNS, 751_000),
    ),
)  # fmt: skip
CITED = Citation(1, "harbour_council-2#2", "Captain Pellworth", SIGNS, 0, len(SIGNS), "verbatim")
ASKED = Citation(2, "harbour_council-2#1", None, "How high?", 0, 9, "verbatim")
QUOTED = Answer(
    "How high?", "How high?", "", (
        Sentence(f"Captain Pellworth, harbour_council-2, turn 2: “{SIGNS}”", (CITED,)),
        Sentence(f"QUESTION (not named), {ASKED.turn[:-2]}, turn 1: “How high?”", (ASKED,)),
    ), False,
)  # fmt: skip


def open_(name: str) -> Transcript:
    if name != TALK.name:
        raise UnknownName("transcript", name, [])
    return TALK


def test_a_reference_is_for_people_and_has_no_slug() -> None:
    heads = [r.heading for r in (reference(CITED, open_), reference(ASKED, open_))]
    assert heads == [
        "Captain Pellworth · Harbour Council, 12 Mar 2024 · 12:31",
        "a reporter (not named) · Harbour Council, 12 Mar 2024 · 0:01",
    ]
    gone = reference(Citation(1, "old#3", "Ada", "x", 0, 1, "verbatim"), open_)
    assert gone.heading == "Ada · old (removed) · turn 3"


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("REPORTER:", "a reporter (not named)"),
        ("Unknown Speaker", "a speaker (not named)"),
        ("MAN'S VOICE", "Man's Voice (not named)"),
        ("Speaker 2", "Speaker 2 (not named)"),
        (None, "a speaker (not named)"),
    ],
)
def test_a_voice_that_the_record_does_not_name_is_said_to_be_so(
    label: str | None, words: str
) -> None:
    assert who(Turn(1, None, label, "How high?")) == words


def test_dates_are_written_as_far_as_they_are_known() -> None:
    assert [day(d) for d in ("2024-03-02", "2024-03", "2024", None)] == [
        "2 Mar 2024", "Mar 2024", "2024", "",
    ]  # fmt: skip


def test_markdown_shows_every_sign_as_it_was_said_and_links_to_the_words() -> None:
    text = markdown.answer(Exchange("1. How *high*?", answer=QUOTED), open_, "http://here/")
    tokens = [
        t
        for block in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
        for t in block.children or []
    ]
    shown = "".join(t.content for t in tokens if t.type == "text")
    assert f"“{SIGNS}”" in shown
    assert "1. How *high*?" in shown
    assert {t.type for t in tokens} <= {"text", "text_special", "strong_open", "strong_close",
                                        "link_open", "link_close", "softbreak"}  # fmt: skip
    links = [t.attrs["href"] for t in tokens if t.type == "link_open"]
    assert links[0] == f"http://here/?turn=harbour_council-2%232&words=0-{len(SIGNS)}"
    assert "1. Captain Pellworth · Harbour Council, 12 Mar 2024 · 12:31, turn 2: “" in text


def test_word_holds_questions_quotations_and_the_list() -> None:
    bad = Exchange("What \x00 broke?", error="the library is empty")
    made = word.conversation("Waves \x07", [Exchange("How high?", answer=QUOTED), bad], open_)
    lines = [p.text for p in Document(io.BytesIO(made)).paragraphs]
    assert lines[:3] == [
        "Waves \ufffd",
        "How high?",
        "Captain Pellworth · Harbour Council, 12 Mar 2024 · 12:31",
    ]
    assert f"“{SIGNS}” [1]" in lines
    assert lines[-2:] == ["What \ufffd broke?", "the library is empty"]
    assert any(line.startswith("[2] a reporter (not named) · Harbour Council") for line in lines)


def test_one_question_is_not_said_twice() -> None:
    one = [Exchange("How high?", answer=QUOTED)]
    text = markdown.conversation("How high?", one, open_, "http://here/")
    lines = [
        p.text for p in Document(io.BytesIO(word.conversation("How high?", one, open_))).paragraphs
    ]
    assert text.count("How high?\n") == lines.count("How high?") == 1


def test_what_is_taken_says_how_it_was_asked_and_where_a_refusal_looked() -> None:
    answer = Answer("Why?", "Why did it break?", "The record does not answer this.", (), True)
    one = [Exchange("Why?", answer=answer, looked_in="Bridge · what Ada said")]
    how = "Understood as: Why did it break? · Looked in: Bridge · what Ada said"
    refusal = "The record does not answer this. Looked only in: Bridge · what Ada said."
    text = markdown.conversation("Waves", one, open_, "http://here/")
    assert f"{how}\n\n{refusal}" in text
    made = Document(io.BytesIO(word.conversation("Waves", one, open_)))
    assert [p.text for p in made.paragraphs][-2:] == [how, refusal]
    (row,) = json.loads(data.conversation("Waves", one, open_))["exchanges"]
    assert row["looked_in"] == "Bridge · what Ada said"


def test_json_holds_the_answer_and_what_it_cites() -> None:
    made = json.loads(data.conversation("Waves", [Exchange("How high?", answer=QUOTED)], open_))
    (row,) = made["exchanges"]
    assert row["answer"]["citations"][0]["quote"] == SIGNS
    assert row["references"][0]["time"] == "12:31"
    assert row["references"][0]["title"] == "Harbour Council"


def test_one_quotation_is_taken_with_its_reference() -> None:
    made = markdown.single(ASKED, open_, "http://here/")
    assert made == (
        "> “How high?”\n>\n> [a reporter (not named) · Harbour Council, 12 Mar 2024 · 0:01]"
        "(http://here/?turn=harbour_council-2%231&words=0-9)\n"
    )


def test_a_models_sentence_says_in_words_that_it_is_not_verified() -> None:
    bad = Sentence("Nine metres.", (), "no turn says 9")
    made = Answer("q", "q", "Nine metres.", (bad,), False, model="openai:fake")
    assert [b.doubt for b in blocks(made, open_)] == ["? not verified: no turn says 9"]


def test_an_answer_becomes_a_case_that_the_evaluation_reads(tmp_path: Path) -> None:
    path = tmp_path / "sets" / "mine.yaml"
    refused = Answer("Who painted it?", "Who painted it?", "No.", (), True)
    assert case.append(path, QUOTED, ["Who?"], ["Captain Pellworth"]) == "mine-01"
    assert case.append(path, refused) == "mine-02"
    ((made,), problems) = questions.load([path], Settings())
    assert problems == []
    first, second = made.questions
    assert first.turns == ("harbour_council-2#2", "harbour_council-2#1")
    assert (first.history, first.speakers) == (("Who?",), ("Captain Pellworth",))
    assert not second.answerable


def test_a_file_that_is_no_question_set_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(yaml.safe_dump({"milk": 2}))
    with pytest.raises(SetError, match="is no question set; choose another name"):
        case.append(path, QUOTED)
    assert path.read_text() == "milk: 2\n"
