"""The reading model, its windows and its quotations."""

import itertools
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.find.find import reader_of
from rag.read.cut import WORDS as MOST
from rag.read.cut import is_cut, quotation
from rag.read.grades import COLUMNS, WORTH
from rag.read.pairs import BEFORE, TOLD, assemble, window_at
from rag.read.reader import FOLDER, Piece, Reader, ReaderUnusable, load
from rag.read.windows import WORDS, context, windows
from settings import Settings

COST = Piece("MS. LEE", "How much will it be?", "We put it at four million, over three years.")
TIDE = Piece("MR. ROE", "", "The tide turns at six and the ferry waits for nobody.")
LONG = " ".join(f"word{n}" for n in range(130))

_texts = st.lists(st.sampled_from(["The sea. ", "Is it so? ", "and on ", LONG + ". "]), max_size=9)


@given(_texts.map("".join))
def test_windows_lie_side_by_side_and_hold_few_words(text: str) -> None:
    found = windows(text)
    assert all(a[1] == b[0] for a, b in itertools.pairwise(found))
    assert "".join(text[a:b] for a, b in found).split() == text.split()
    assert all(len(text[a:b].split()) <= WORDS for a, b in found)


def test_what_stands_before_is_of_the_turn_and_then_of_the_one_before() -> None:
    assert context("One two. Three.", 9, "Is it so?") == "Is it so? One two."
    assert context("One.", 0, "") == ""


@given(_texts.map("".join), st.integers(0, 400), st.integers(1, 60))
def test_a_quotation_is_short_and_lies_in_its_window(text: str, at: int, size: int) -> None:
    for window in windows(text):
        answer = (min(window[0] + at, window[1] - 1), min(window[0] + at + size, window[1]))
        start, end = quotation(text, window, answer)
        assert window[0] <= start < end
        asks = "?" in text[slice(*window)]  # then what follows is quoted too
        assert asks or end <= window[1]
        most = max(MOST, len(text[slice(*answer)].split()))
        assert len(text[start:end].split()) <= most + MOST * asks


def test_a_quotation_is_whole_sentences_around_the_answer() -> None:
    text = "It rained. The quay cost four million, they say. We paid."
    at = text.index("four million")
    assert quotation(text, (0, len(text)), (at, at + 12)) == (0, len(text))
    assert is_cut(text, 0, len(text)) == (False, False)
    assert is_cut(text, 15, at) == (True, True)


def test_who_asks_themselves_is_quoted_with_what_they_answer() -> None:
    text = "We met. What did it cost? Nine crowns. " + "So we paid it all and went home. " * 9
    at = text.index("What")
    start, end = quotation(text, (at, at + 17), (at, at + 16))
    assert text[start:end].startswith("What did it cost? Nine crowns.")
    assert len(text[start:end].split()) <= MOST
    assert quotation("Who pays?", (0, 9), (0, 9)) == (0, 9)


def test_a_pair_has_its_parts_in_order() -> None:
    tokens, kinds = assemble([7, 8], [9], [10, 11])
    assert tokens == [101, 7, 8, 102, 9, 102, 10, 11, 102]
    assert kinds == [0, 0, 0, 0, BEFORE, BEFORE, TOLD, TOLD, BEFORE]
    assert tokens[window_at([7, 8], [9])] == 10


def test_an_answer_is_told_from_other_talk_and_found_in_it() -> None:
    cost, tide = load().read("What will the wall cost?", [COST, TIDE])
    assert cost.odds > tide.odds
    assert "four million" in COST.text[cost.start : cost.end]


@pytest.mark.parametrize("question", ["why " * 10_000, "\u4f55\u304c\u8d77\u304d\u305f", "?", ""])
def test_any_question_and_any_text_are_read(question: str) -> None:
    found = load().read(question, [COST, Piece("", "", ""), Piece("A", LONG, LONG * 4)])
    assert len(found) == 3
    assert load().read(question, []) == []


def test_many_threads_read_what_one_reads() -> None:
    alone = load().read("What will the wall cost?", [COST, TIDE])
    with ThreadPoolExecutor(40) as threads:
        found = threads.map(
            lambda _: load().read("What will the wall cost?", [COST, TIDE]), range(40)
        )
    assert all(each == alone for each in found)


def test_what_makes_a_point_is_worth_more_than_what_runs_the_talk() -> None:
    said = [
        "The committee found that nitrate in the river doubled between 2010 and 2020.",
        "Thank you all for coming, and let me hand over to Tom.",
        "So I want to say something about this.",
    ]
    point, *others = load().grades([Piece("MS. LEE", "", text) for text in said])[:, WORTH]
    assert point > max(others) + 1


def test_many_threads_grade_what_one_grades() -> None:
    alone = load().grades([COST, TIDE])
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: load().grades([COST, TIDE]), range(8)))
    assert all((each == alone).all() for each in found)
    assert load().grades([]).shape == (0, COLUMNS)


@pytest.mark.parametrize("name", ["reader.onnx", "grader.onnx"])
def test_a_model_that_is_missing_or_another_is_said_in_one_line(tmp_path: Path, name: str) -> None:
    with pytest.raises(ReaderUnusable, match="missing or damaged"):
        Reader(tmp_path)
    other = copytree(FOLDER, tmp_path / "reader")
    (other / name).write_bytes(b"no model")
    with pytest.raises(ReaderUnusable, match="not the reading model that belongs here") as error:
        Reader(other)
    assert "\n" not in str(error.value)


def test_a_model_that_cannot_be_used_is_tried_once(tmp_path: Path) -> None:
    with pytest.raises(ReaderUnusable) as first:
        load(tmp_path)
    with pytest.raises(ReaderUnusable) as again:
        load(tmp_path)
    assert again.value is first.value


def test_without_the_model_words_alone_are_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> Reader:
        raise ReaderUnusable("models/reader: gone")

    monkeypatch.setattr("rag.find.find.load", missing)
    assert reader_of(Settings()) is None
    assert reader_of(Settings(reranker_model="none")) is None
