"""A library in one file, and out of it again."""

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from chats import collections, conversations
from chats.exchange import Exchange
from ingest import pipeline
from ingest.__main__ import main
from ingest.errors import BackupError, EmbeddingError, LibraryError
from ingest.index import embedding
from ingest.restore import restore
from ingest.store import corrections
from ingest.store.care.backup import opened, others
from ingest.store.correct import correct
from ingest.store.corrections import Corrections
from ingest.store.library import Library
from rag.answer import ask
from rag.check.citations import Answer
from rag.find.retrieve import Index, open_index
from settings import ROOT, Settings
from tests.support.tiny import embedder, hearing, nearest, open_library, put

ASKED = ("What will the dredging cost?", "Who is against the wall?", "Who went to Mars?")
QUAY = hearing("quay", "What does the quay cost?", "The quay costs *four* million.")
BRIDGE = hearing("bridge", "The bridge is painted green.")
SHED = hearing("shed", "The shed leaks.", "Since *May*.")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    made = open_library(tmp_path / "library")
    put(made, QUAY)
    put(made, BRIDGE)
    put(made, SHED)
    made.remove("shed")
    correct(made, "quay", lambda _, __: Corrections(title="The quay", names={"Tom Reed": "T. R."}))
    (made.folder / "talks").mkdir()
    (made.folder / "talks" / "kept.json").write_text("[1]")
    return made


@pytest.fixture
def file(library: Library, tmp_path: Path) -> Path:
    library.back_up(tmp_path / "kept.backup")
    return tmp_path / "kept.backup"


def test_what_is_restored_is_what_was_backed_up(
    library: Library, file: Path, tmp_path: Path
) -> None:
    other = open_library(tmp_path / "other")
    assert restore(other, file) == 2
    assert other.records() == library.records()
    assert [other.transcript(n) for n in other.records()] == [
        library.transcript(n) for n in library.records()
    ]
    assert other.vectors("quay").tolist() == library.vectors("quay").tolist()
    assert (other.folder / "talks" / "kept.json").read_text() == "[1]"
    assert other.problems() == []
    assert other.kept() == library.kept()
    assert pipeline.undo(other) == ("shed", True)
    assert other.transcript("shed") == SHED
    assert correct(other, "quay", lambda made, _: corrections.retitle(made, ""))
    assert other.record("quay").title == QUAY.title


def test_the_log_of_changes_goes_along(library: Library, file: Path, tmp_path: Path) -> None:
    other = open_library(tmp_path / "other")
    put(other, hearing("pier", "The pier is closed."))
    other.forget("pier")
    own = other.changes()
    restore(other, file)
    assert len(library.changes()) == 5
    assert other.changes() == library.changes() + own


def test_another_embedding_model_makes_its_own_vectors(file: Path, tmp_path: Path) -> None:
    other = open_library(tmp_path / "other", model=embedder("other", dimensions=8))
    restore(other, file)
    other.check_model()
    assert other.vectors("quay").shape == (2, 8)
    assert nearest(other, "the bridge is painted green")[0] == ("bridge", 1)
    assert other.record("quay").title == "The quay"


def test_a_library_that_holds_something_is_left_alone(
    library: Library, file: Path, tmp_path: Path
) -> None:
    other = open_library(tmp_path / "other")
    put(other, BRIDGE)
    with pytest.raises(LibraryError, match=r"the library is not empty; name an empty folder"):
        restore(other, file)
    assert list(other.records()) == ["bridge"]


def test_what_was_removed_before_a_restore_can_come_back(file: Path, tmp_path: Path) -> None:
    other = open_library(tmp_path / "other")
    put(other, hearing("pier", "The pier is closed."))
    other.remove("pier")
    restore(other, file)
    assert list(other.kept()) == ["pier", "shed"]
    assert pipeline.undo(other, "pier") == ("pier", True)


def test_a_restore_that_fails_leaves_the_library_empty(file: Path, tmp_path: Path) -> None:
    def fail(_: object) -> None:
        raise EmbeddingError("no model answers")

    other = open_library(
        tmp_path / "other",
        model=replace(embedder("other"), documents=fail),  # type: ignore[arg-type]
    )
    with pytest.raises(EmbeddingError):
        restore(other, file)
    again = open_library(tmp_path / "other")
    assert (again.records(), again.kept()) == ({}, {})
    assert list(others(again.folder)) == []
    assert restore(again, file) == 2


@pytest.mark.parametrize("member", range(8))
def test_a_damaged_backup_is_refused(file: Path, tmp_path: Path, member: int) -> None:
    data = bytearray(file.read_bytes())
    with ZipFile(file) as whole:
        info = whole.infolist()[member]
    # In the middle of its content: what is wrong in a date before it does no harm.
    place = info.header_offset + 30 + len(info.filename) + info.compress_size // 2
    data[place] ^= 0xFF
    file.write_bytes(data)
    other = open_library(tmp_path / "other")
    with pytest.raises(BackupError, match=r"^[^\n]*this is no whole backup[^\n]*$"):
        restore(other, file)
    assert other.records() == {}


@pytest.mark.parametrize("content", [b"", b"not a backup", b"PK\x05\x06" + bytes(18)])
def test_another_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(BackupError, match="this is no whole backup"), opened(tmp_path / "x"):
        pass
    with pytest.raises(BackupError, match="cannot be read: No such file"), opened(tmp_path / "y"):
        pass


def test_a_part_of_a_backup_is_refused(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-100])
    with pytest.raises(BackupError), opened(file):
        pass


def test_the_commands(
    library: Library,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(embedding, "load", lambda _: embedder())
    file, other = str(tmp_path / "b"), str(tmp_path / "other")
    assert main(["backup", file, "--library", str(library.folder)]) == 0
    assert main(["restore", file, "--library", other, "--json"]) == 0
    assert main(["export", "quay", "nobody", "--library", other]) == 1
    out, err = capsys.readouterr()
    first, second, exported = out.splitlines()
    assert first == f"backed up  2 transcripts, {file}"
    assert json.loads(second) == {"status": "restored", "path": file, "transcripts": 2}
    shown = library.transcript("quay").as_json("quay.txt")
    assert json.loads(exported) == json.loads(json.dumps(shown))
    assert json.loads(exported)["title"] == "The quay"
    assert err.startswith("error: no transcript named 'nobody'")
    assert main(["backup", "/proc/none/b", "--library", other]) == 1
    assert capsys.readouterr().err == (
        "error: /proc/none/b: cannot be written: No such file or directory\n"
    )
    assert main(["export", "quay", "--markdown", "--library", other]) == 0
    assert capsys.readouterr().out == (
        "# The quay\n\n**Anna Bell** (1)\n\nWhat does the quay cost?\n\n"
        "**T. R.** (2)\n\nThe quay costs \\*four\\* million.\n\n"
    )


def test_a_hurt_library_comes_back_from_its_backup(
    library: Library, file: Path, tmp_path: Path
) -> None:
    held = library.records()
    (library.folder / "chroma" / "chroma.sqlite3").write_bytes(b"")
    with pytest.raises(LibraryError, match="the library is damaged"):
        open_library(library.folder)
    again = open_library(tmp_path / "new")
    restore(again, file)
    assert again.records() == held


def test_what_is_kept_beside_the_transcripts_goes_along_and_is_never_written_over(
    library: Library, tmp_path: Path
) -> None:
    kept = library.folder / "conversations.sqlite"
    writer = sqlite3.connect(kept, isolation_level=None)
    writer.execute("CREATE TABLE chats (title)")
    writer.execute("INSERT INTO chats VALUES ('The quay')")
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("INSERT INTO chats VALUES ('not yet')")
    library.back_up(tmp_path / "whole.backup")
    writer.close()
    other = open_library(tmp_path / "other")
    restore(other, tmp_path / "whole.backup")
    with closing(sqlite3.connect(other.folder / "conversations.sqlite")) as store:
        assert store.execute("SELECT title FROM chats").fetchall() == [("The quay",)]
    third = open_library(tmp_path / "third")
    (third.folder / "conversations.sqlite").write_bytes(b"mine")
    with pytest.raises(LibraryError, match="conversations are kept here already"):
        restore(third, tmp_path / "whole.backup")
    assert (third.folder / "conversations.sqlite").read_bytes() == b"mine"


@pytest.mark.slow
def test_answers_corrections_conversations_and_collections_come_back_as_they_were(
    tmp_path: Path,
) -> None:
    """With the built-in model, as a person has it: one library, and an empty folder."""

    def answered(index: Index, question: str) -> Answer:
        *_, last = ask(index, question)
        assert isinstance(last, Answer)
        return replace(last, seconds=0.0, first_text_seconds=None)

    def shown(index: Index) -> tuple[object, ...]:
        folder = index.library.folder
        chats = [conversations.read(folder, c.id) for c in conversations.listed(folder, 9)]
        answers = [answered(index, question) for question in ASKED]
        return answers, chats, collections.all_of(folder), index.library.changes()

    first = open_index(Settings(library=tmp_path / "first"))
    list(pipeline.add_files(first.library, sorted((ROOT / "examples").glob("*.txt"))))
    name = next(iter(first.library.records()))
    correct(first.library, name, lambda _, __: Corrections(title="Another title"))
    first.refresh()
    said = Exchange(ASKED[0], answer=answered(first, ASKED[0]))
    conversations.start(first.library.folder, said)
    group = collections.make(first.library.folder, "Harbour")
    collections.fill(first.library.folder, group, [name])
    first.library.back_up(tmp_path / "kept.backup")
    second = open_index(Settings(library=tmp_path / "second"))
    restore(second.library, tmp_path / "kept.backup")
    second.refresh()
    assert second.library.record(name).title == "Another title"
    assert shown(second) == shown(first)
