import json
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any

import numpy as np
import pytest

from ingest import pipeline
from ingest.errors import EmbeddingMismatch, LibraryError, UnknownName
from ingest.index.passages import passages
from ingest.store.care import audit
from ingest.store.correct import correct
from ingest.store.corrections import retitle
from ingest.store.library import Library
from ingest.store.records import make_record
from ingest.store.stored import from_rows, to_rows
from ingest.transcript import Source, Transcript, Turn
from settings import Settings
from tests.support.tiny import embedder, hearing, nearest, open_library, put

OLD = hearing("quay", "The quay costs four million.", "That is too much.")
NEW = hearing("quay", "The quay costs five million.", "I agree.", "Then we vote.")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return open_library(tmp_path)


def test_a_transcript_comes_back_as_it_went_in(library: Library) -> None:
    turn = Turn(
        1,
        "Anna Bell",
        "BELL",
        "Good morning. (Laughter.) " + "We go on. " * 200,
        start_ms=1500,
        end_ms=90_000,
        notes=("(Laughter.)",),
        source=Source(start=10, end=40, line=3),
    )
    silent = Turn(2, None, None, "")
    whole = Transcript(
        "long",
        "A long talk",
        "2024-03-12",
        "text",
        (turn, silent),
        front="Front.\n",
        back="\nBack.",
        sha256="ab" * 32,
        file="long.txt",
    )
    put(library, whole)
    assert library.transcript("long") == whole
    assert library.record("long").turns == 2


def test_a_record_longer_than_a_row_comes_back(library: Library) -> None:
    long, short = replace(OLD, front="é" * 30_000), replace(NEW, front="short")
    put(library, long)
    assert library.transcript("quay").front == long.front
    put(library, short)
    assert open_library(library.settings.library).transcript("quay") == short


def test_a_record_of_before_there_were_versions_is_read() -> None:
    record = replace(make_record(OLD, passages(OLD.turns)), version=OLD.sha256)
    older = json.loads("".join(to_rows(record)))
    del older["version"], older["corrections"]
    assert from_rows([("quay/0", json.dumps(older), {"rows": 1})]) == [record]
    assert record.ids()[0] == f"quay#1.0@{OLD.sha256[:12]}"


def test_the_nearest_turn_is_found(library: Library) -> None:
    put(library, OLD)
    put(
        library,
        hearing(
            "bridge",
            "The bridge is painted green.",
            "We have a budget for the old road to the mill.",
        ),
    )
    assert nearest(library, "the bridge was painted green")[0] == ("bridge", 1)


def test_an_empty_library_finds_nothing(library: Library) -> None:
    assert nearest(library, "anything") == []
    assert library.records() == {}
    assert library.problems() == []


def test_a_library_is_new_until_something_is_written(library: Library) -> None:
    assert open_library(library.settings.library).is_new
    put(library, OLD)
    library.remove("quay")
    assert not library.is_new
    assert not open_library(library.settings.library).is_new


def test_replacing_leaves_nothing_of_the_old(library: Library) -> None:
    put(library, OLD)
    put(library, NEW)
    assert library.transcript("quay") == NEW
    assert library._passages.count() == 3
    assert library._notes.count() == 0
    assert library.problems() == []


def test_removing_leaves_nothing(library: Library) -> None:
    put(library, OLD)
    library.remove("quay")
    counts = [c.count() for c in (library._passages, library._records, library._notes)]
    assert counts == [0, 0, 0]
    with pytest.raises(UnknownName):
        library.transcript("quay")


def test_an_unknown_name_is_told_the_nearest(library: Library) -> None:
    put(library, OLD)
    with pytest.raises(UnknownName, match=r"no transcript named 'Quai'.*did you mean 'quay'"):
        library.remove("Quai")


def test_reopened_it_finds_the_same(library: Library) -> None:
    put(library, OLD)
    put(library, hearing("bridge", "The bridge is painted green."))
    again = open_library(library.settings.library)
    assert nearest(again, "the green quay") == nearest(library, "the green quay")
    assert again.records() == library.records()


def test_a_reader_sees_what_another_wrote_after_a_refresh(library: Library) -> None:
    reader = open_library(library.settings.library)
    assert not reader.refresh()
    put(library, OLD)
    assert reader.refresh()
    assert reader.transcript("quay") == OLD
    assert not reader.refresh()


def test_a_reader_that_finds_what_it_wants_gone_looks_for_changes(library: Library) -> None:
    put(library, OLD)
    reader = open_library(library.settings.library)
    assert reader.transcript("quay") == OLD
    put(library, NEW)
    assert reader.transcript("quay") == NEW


def test_threads_write_in_turn(library: Library) -> None:
    made = [hearing(f"talk-{n}", f"This is talk {n}.") for n in range(6)]
    threads = [Thread(target=put, args=(library, t)) for t in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(library.records()) == [t.name for t in made]
    assert library.problems() == []


def test_another_model_is_refused_until_a_rebuild(library: Library) -> None:
    put(library, OLD)
    other = open_library(library.settings.library, model=embedder("other", dimensions=8))
    with pytest.raises(EmbeddingMismatch, match=r"'tiny'.*'other'.*EMBEDDING_MODEL=tiny"):
        put(other, NEW)
    assert pipeline.rebuild(other) == 1
    other.check_model()
    assert nearest(other, "the quay costs four million")[0] == ("quay", 1)
    with pytest.raises(EmbeddingMismatch):
        open_library(library.settings.library).check_model()


def test_another_version_of_the_model_is_refused_too(library: Library) -> None:
    put(library, OLD)
    other = open_library(library.settings.library, model=replace(embedder(), digest="new"))
    with pytest.raises(EmbeddingMismatch, match="another version of the embedding model 'tiny'; "):
        other.check_model()


def test_removing_under_another_model_does_not_change_the_stamp(library: Library) -> None:
    put(library, OLD)
    other = open_library(library.settings.library, model=embedder("other", dimensions=8))
    other.remove("quay")
    with pytest.raises(EmbeddingMismatch):
        other.check_model()


def test_a_file_as_the_library_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryError, match="cannot hold the library: it is a file"):
        open_library(tmp_path / "file")
    with pytest.raises(LibraryError, match="cannot hold the library"):
        open_library(tmp_path / "file" / "below")


def test_a_damaged_database_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "chroma").mkdir()
    (tmp_path / "chroma" / "chroma.sqlite3").write_text("this is no database" * 100)
    with pytest.raises(LibraryError, match="its database cannot be read"):
        open_library(tmp_path)


def test_a_failing_embedder_leaves_the_library_as_it_was(library: Library) -> None:
    put(library, OLD)
    put(library, hearing("bridge", "The bridge is painted green."))
    calls = iter([embedder().documents])

    def once(texts: Any) -> Any:
        return next(calls)(texts)  # the second transcript finds no embedder

    failing = replace(embedder("other"), documents=once)
    broken = open_library(library.settings.library, model=failing)
    with pytest.raises((StopIteration, RuntimeError)):
        pipeline.rebuild(broken)
    again = open_library(library.settings.library)
    again.check_model()
    assert nearest(again, "the bridge is painted green")[0] == ("bridge", 1)
    assert again.problems() == []


def test_missing_and_left_over_passages_are_problems(library: Library) -> None:
    put(library, OLD)
    library._passages.delete(ids=[library.record("quay").ids()[0]])
    library._passages.upsert(
        ids=["stray#1.0@0"], embeddings=np.ones((1, 32), dtype=np.float32), documents=["x"]
    )
    assert library.problems() == [
        "quay: 1 passages are missing",
        "1 passages belong to no transcript",
    ]
    with pytest.raises(LibraryError, match="quay: passages are missing"):
        library.transcript("quay")


def test_a_library_of_its_full_size_takes_no_more(tmp_path: Path) -> None:
    put(open_library(tmp_path), OLD)
    full = Library(Settings(library=tmp_path, library_mb=0), embedder())
    with pytest.raises(LibraryError, match=r"may take 0 MB; remove transcripts for good, or raise"):
        put(full, hearing("more", "Is there room?"))
    assert list(full.records()) == ["quay"]


def test_the_log_says_who_changed_what(library: Library) -> None:
    put(library, OLD)
    library.who = lambda: "ann@example.org"
    put(library, NEW)
    correct(library, "quay", lambda made, _: retitle(made, "The quay"))
    library.remove("quay")
    library.forget("quay")
    assert [(c.who, c.action, c.name) for c in library.changes()] == [
        (audit.user(), "added", "quay"),
        ("ann@example.org", "replaced", "quay"),
        ("ann@example.org", "corrected", "quay"),
        ("ann@example.org", "removed", "quay"),
        ("ann@example.org", "removed for good", "quay"),
    ]
    assert library.problems() == []
