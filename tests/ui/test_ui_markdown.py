"""Untrusted text in Markdown: checked with the parser of markdown-it (CommonMark with GFM)."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from ingest.transcript import Transcript, Turn
from rag.check.citations import Answer, Citation, Sentence
from tests.support.tiny import hearing
from ui.ask.quoted import answer_text as with_titles
from ui.ask.quoted import written
from ui.markdown import plain, turn_link

PLACE = "Tom Reed · Harbour hearing · turn 2: ✓ word for word in the record “see [1]”"
COMMONMARK = MarkdownIt("commonmark").enable(["table", "strikethrough"])
# What Streamlit does to text nodes after Markdown has been read (1.67).
REWRITES = [
    r"(?<!\S)(<->|->|<-|--|>=|<=|~=)(?!\S)",
    r":([\w+-]*[a-z+-][\w+-]*|100):",
    r"https?://",
    r"www\.",
    r"\w@\w",
]


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs"]) | st.just(" ")))
@settings(max_examples=300)
def test_plain_text_is_one_text_without_markup(text: str) -> None:
    inline = [t for t in COMMONMARK.parse(plain(text)) if t.type == "inline"]
    tokens = [c for t in inline for c in t.children or []]
    assert {t.type for t in tokens} <= {"text", "text_special"}
    shown = "".join(t.content for t in tokens)
    assert "".join(shown.replace("\u2060", "").split()) == "".join(
        text.replace("\u2060", "").split()
    )


@pytest.mark.parametrize(
    "text",
    ["a -- b", "-> x", "a <-", "a <-> b", "1 >= 0", "1 <= 3", "~= 4", ":smile:", ":+1:", ":100:",
     ":material_home:", "see http://x.y", "HTTPS://x.y", "www.x.y", "me@x.org"],
)  # fmt: skip
def test_nothing_is_rewritten_after_markdown_is_read(text: str) -> None:
    assert any(re.search(p, text, re.IGNORECASE) for p in REWRITES)
    shown = re.sub(r"\\(.)", r"\1", plain(text))
    assert not any(re.search(p, shown, re.IGNORECASE) for p in REWRITES)
    assert shown.replace("\u2060", "") == text


def test_times_of_day_stay_as_they_can_be_copied() -> None:
    assert plain("10:30:20") == r"10\:30\:20"


def test_a_turn_link_carries_turn_and_words() -> None:
    assert (
        turn_link("1", "council (2)#12", (10, 42))
        == "[1](#turn=council%20%282%29%2312&words=10-42)"
    )


def answer_text(shown: Answer) -> str:
    return with_titles(shown, lambda name: hearing(name, "Yes?", "No."))


def answer(*sentences: Sentence) -> Answer:
    text = " ".join(" ".join([s.text, *(f"[{c.label}]" for c in s.citations)]) for s in sentences)
    return Answer("q", "q", text, sentences, refused=False, model="openai:fake")


def test_only_citations_become_links() -> None:
    said = Citation(1, "hearing#2", "Ms. Vance", "see [1]", 0, 7, "verbatim")
    shown = answer_text(answer(Sentence("Ms. Vance: see [1]", (said,))))
    assert (
        shown == r"Ms\. Vance\: see \[1\] [1](#turn=hearing%232&words=0-7 "
        rf'"{plain(PLACE)}")'
    )


def test_an_unsupported_sentence_says_so_and_why() -> None:
    shown = answer_text(answer(Sentence("It costs 5.", problem="no turn says 5")))
    assert shown == r"It costs 5\. :orange[(\? not verified\: no turn says 5)]"


def test_prose_keeps_its_paragraphs_and_quotes_stand_apart() -> None:
    both = tuple(Sentence(text, problem="x") for text in ("One.", "Two.", "Three."))
    prose = answer_text(Answer("q", "q", "One. Two.\n\nThree.", both, False, model="openai:fake"))
    assert [p.count("not verified") for p in prose.split("\n\n")] == [2, 1]
    quotes = answer_text(Answer("q", "q", "One. Two. Three.", both, False))
    assert [p.count("not verified") for p in quotes.split("\n\n")] == [1, 1, 1]


def test_a_quotation_that_answers_as_a_whole_is_calm() -> None:
    said = "Ducks, all day."
    talk = Transcript("chat", "Chat", None, "txt", (Turn(1, "Hugh", "Hugh", said),))
    cited = Citation(1, "chat#1", "Hugh", said, 0, 15, "verbatim", answer_start=0, answer_end=15)
    shown = written(Sentence(f"“{said}”", (cited,)), lambda name: talk)
    assert "**" not in shown
    assert r"Ducks\, all day" in shown


def test_the_word_after_the_answering_words_stays_a_word_of_its_own() -> None:
    said = "I gave it to Ines on Sunday"
    talk = Transcript("chat", "Chat", None, "txt", (Turn(1, "Hugh", "Hugh", said),))
    cited = Citation(1, "chat#1", "Hugh", said, 0, 27, "verbatim", answer_start=13, answer_end=17)
    shown = written(Sentence(f"“{said}”", (cited,)), lambda name: talk)
    assert "to **Ines** on Sunday" in shown
