"""Found turns read with the question: which windows, in which order, by whom, and what without."""

import hashlib
import json
import logging
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from shutil import copytree
from threading import Barrier

import numpy as np
import pytest
from numpy.typing import NDArray

from ingest.index import embedding
from ingest.index.passages import passages
from ingest.store.library import Library
from ingest.transcript import Transcript
from rag.find import find as finding
from rag.find.find import search
from rag.find.retrieve import Filters, open_index
from rag.follow.thread import Thread
from rag.follow.together import together
from rag.question import analyse
from rag.read import choice, reader
from rag.read.evidence import Candidate, gather
from rag.read.quotes import pick
from rag.read.reader import FOLDER, Piece, Reader, ReaderUnusable, Reading, load
from rag.read.reading import LEAST, LIGHT, MEANT, MOST, SENTENCE, Passage, read
from rag.read.windows import WORDS
from settings import Settings
from tests.support.talk import HEARING, candidates, talk

QUESTION = "What will the dredging cost?"


class Told(Reader):
    """Reads without a model: the odds are how often a word stands in the window.

    Near the question is a window with the word `meant`.
    """

    def __init__(self, word: str, meant: str = "\n") -> None:
        self.word, self.meant = word, meant
        self.asked = ""
        self.pieces: list[Piece] = []

    def read(self, question: str, pieces: Sequence[Piece]) -> list[Reading]:
        self.asked, self.pieces = question, list(pieces)
        return [Reading(float(p.text.count(self.word)), 4, 9) for p in pieces]

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array([[not n or self.meant in t] for n, t in enumerate(texts)], dtype=np.float32)


def _read(
    question: str, said: Transcript, reader: Reader, turns: list[Candidate] | None = None
) -> list[Passage]:
    asked, turns = analyse(question, said.speakers), turns or candidates(said)
    return read(asked, turns, reader, gather(asked, turns))


def test_what_is_meant_counts_too() -> None:
    found = read(analyse(QUESTION), candidates(HEARING), Told("nowhere", meant="drive"), ())
    assert found[0].hit.id == "harbour#5"
    assert found[0].score == found[1].score + MEANT


def test_the_window_that_answers_comes_first() -> None:
    found = read(analyse(QUESTION, HEARING.speakers), candidates(HEARING), Told("herons"), ())
    assert found[0].hit.id == "harbour#5"
    assert [p.score for p in found] == sorted((p.score for p in found), reverse=True)
    assert (found[0].first, found[0].last) == (4, 9)


def test_what_the_light_order_says_counts_too() -> None:
    turns = candidates(HEARING)
    turns[3] = replace(turns[3], hit=replace(turns[3].hit, score=10.0))
    found = read(analyse(QUESTION, HEARING.speakers), turns, Told("herons"), ())
    assert found[0].hit.id == "harbour#4"
    assert found[0].score == LIGHT * 10.0 + SENTENCE * LEAST


def test_equal_windows_stay_in_the_order_of_the_turns() -> None:
    found = read(analyse(QUESTION, HEARING.speakers), candidates(HEARING), Told("nowhere"), ())
    assert [p.hit.turn.number for p in found] == [1, 2, 3, 4, 5, 6, 7]


def test_of_a_long_turn_the_windows_with_the_words_of_the_question_are_read() -> None:
    idle = "The gulls were loud that year and nobody slept. " * 60
    speech = talk(("Mr Orr", idle + "The dredging will cost nine crowns. " + idle))
    told = Told("nine")
    found = _read(QUESTION, speech, told)
    assert len(told.pieces) <= MOST
    assert "nine crowns" in told.pieces[0].text
    assert found[0].hit.turn.text[found[0].start : found[0].end] == told.pieces[0].text
    assert told.pieces[0].who == "Mr Orr"
    assert told.pieces[0].before.endswith("nobody slept.")
    assert all(len(p.text.split()) <= WORDS for p in told.pieces)


def test_more_is_read_of_the_turns_that_search_puts_first() -> None:
    said = "The quay was cold and the boats were late again. " * 80
    told = Told("quay")
    long = talk(*[("Mr Orr", said)] * 30)
    turns = [replace(t, hit=replace(t.hit, score=-1.0 * n)) for n, t in enumerate(candidates(long))]
    found = _read("Why was the quay cold?", long, told, turns)
    assert len(told.pieces) == MOST
    counts = Counter(p.hit.turn.number for p in found)
    assert [counts[n] for n in range(1, 31)] == sorted(counts.values(), reverse=True) + [0] * (
        30 - len(counts)
    )
    assert counts[1] > 0


def test_an_answer_behind_its_question_is_read_with_it() -> None:
    idle = "The gulls were loud that year and nobody slept. " * 70
    asked = "So people ask me in every street and shop of this town what did dredging cost? "
    told_then = "That is simple, and I have never made a secret of it: nine crowns it was. "
    speech = talk(("Mr Orr", f"{idle}{asked * 2}{told_then * 2}{idle}"))
    told = Told("nine crowns")
    _read("What did dredging cost?", speech, told)
    assert any("nine crowns" in piece.text for piece in told.pieces[:3])


def test_what_a_window_says_by_its_words_counts_too() -> None:
    asked = analyse(QUESTION, HEARING.speakers)
    turns = candidates(HEARING)
    found = read(asked, turns, Told("nowhere"), gather(asked, turns))
    assert "$3.2 million" in found[0].hit.turn.text


def test_a_follow_up_that_says_nothing_alone_is_read_behind_the_last_question() -> None:
    told = Told("harbour")
    thread = Thread("And why?", ("Who pays?", "When does the harbour open?"), ())
    read(together(thread, HEARING.speakers), candidates(HEARING), told, ())
    assert told.asked == "When does the harbour open? And why?"


def test_nothing_found_is_nothing_read() -> None:
    assert read(analyse(QUESTION), [], load(), ()) == []
    assert read(analyse(QUESTION), candidates(talk(("Mr Orr", ""))), load(), ()) == []


def test_many_who_ask_at_once_get_one_model(tmp_path: Path) -> None:
    other = tmp_path / "reader"  # a folder that nobody has loaded yet
    other.symlink_to(FOLDER)
    ready = Barrier(40)

    def asked(_: int) -> Reader:
        ready.wait()
        return load(other)

    with ThreadPoolExecutor(40) as threads:
        assert len({id(r) for r in threads.map(asked, range(40))}) == 1


def test_a_file_that_is_no_model_is_said_in_one_line(tmp_path: Path) -> None:
    other = copytree(FOLDER, tmp_path / "reader")
    (other / "reader.onnx").write_bytes(b"no\nmodel")
    sums = {n: hashlib.sha256((other / n).read_bytes()).hexdigest() for n in ("reader.onnx",)}
    (other / "reader.json").write_text(json.dumps({"sha256": sums}))
    with pytest.raises(ReaderUnusable, match="cannot be loaded") as error:
        load(other)
    assert "\n" not in str(error.value)


def test_without_the_model_search_goes_on_by_words_and_says_so_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    settings = Settings(library=tmp_path / "library")
    library = Library(settings, embedding.load(settings))
    made = passages(HEARING.turns)
    with library.writing():
        library.put(
            replace(HEARING, sha256="1"), made, library.embedder.documents([p.embed for p in made])
        )
    monkeypatch.setattr(finding, "load", lambda: reader.load(tmp_path / "gone"))
    index = open_index(settings)
    with caplog.at_level(logging.WARNING, logger=finding.__name__):
        hits = search(index, QUESTION, 3)
        search(index, QUESTION, 3)
    assert "$3.2 million" in hits[0].turn.text
    assert finding.find(index, QUESTION, 3, Filters()).passages == ()
    assert [r.getMessage() for r in caplog.records] == [
        f"{tmp_path / 'gone'}: the reading model is missing or damaged; restore the folder, "
        "or set RERANKER_MODEL=none; searching by words alone"
    ]


def test_figures_that_differ_stand_side_by_side_where_the_model_read_too() -> None:
    heard = talk(
        ("Ms Orr", "The dredging of the harbour will cost $4.2 million."),
        ("Mr Lee", "The dredging of the harbour will cost $5.1 million."),
    )
    asked = analyse("How much will the dredging of the harbour cost?", heard.speakers)
    turns = candidates(heard)
    weighed = gather(asked, turns)
    found = pick(asked, weighed, read(asked, turns, load(), weighed))
    assert found[0].text == "The record gives more than one figure."
    assert {c.turn for s in found for c in s.citations} == {"harbour#1", "harbour#2"}
    assert [s.citations[0].answer_start for s in found[1:]] == [0, 0]


@pytest.mark.parametrize(
    ("answers", "right", "note"),
    [(0.9, 0.9, ""), (0.9, 0.4, "Perhaps"), (0.4, 0.9, None)],
)
def test_what_is_not_sure_to_be_right_says_perhaps_and_has_no_words_in_bold(
    monkeypatch: pytest.MonkeyPatch, answers: float, right: float, note: str | None
) -> None:
    chances = {"read": answers, "right": right, "chance": 0.5}
    monkeypatch.setattr(choice, "chance", lambda signs, of="chance": chances[of])
    asked = analyse(QUESTION, HEARING.speakers)
    turns = candidates(HEARING)
    weighed = gather(asked, turns)
    made = pick(asked, weighed, read(asked, turns, Told("dredging"), weighed))
    if note is None:
        assert made == []
        return
    assert {s.note for s in made} == {note}
    bold = [c.answer_start is not None for s in made for c in s.citations]
    assert all(bold) if note == "" else not any(bold)
