import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ingest.__main__ import main
from settings import ROOT

TALK = "ANNA BELL:  The quay costs four million.\n\nTOM REED:  That is too much.\n"
OTHER = "ANNA BELL:  The bridge is green.\n\nTOM REED:  It was blue.\n"


class Commands:
    """`python -m ingest` on a library of the test's own; what it printed."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys

    def __call__(self, *words: str | Path) -> tuple[int, str, str]:
        code = main([*map(str, words), *self.where(words[0])])
        out, err = self.capsys.readouterr()
        return code, out, err

    def where(self, command: str | Path) -> list[str]:
        return [] if command == "parse" else ["--library", str(self.folder)]

    def rows(self, *words: str | Path) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self(*words, "--json")[1].splitlines()]


@pytest.fixture
def ingest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(tmp_path / "library", capsys)


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    path = tmp_path / "talk.txt"
    path.write_text(TALK)
    return path


def test_add_says_what_became_of_each_file(ingest: Commands, talk: Path) -> None:
    (row,) = ingest.rows("add", talk)
    assert row.pop("seconds") > 0
    assert row == {
        "path": str(talk),
        "name": "talk",
        "status": "added",
        "format": "text:labelled",
        "turns": 2,
        "speakers": 2,
        "error": None,
        "instead_of": None,
        "note": None,
    }
    assert [r["status"] for r in ingest.rows("add", talk)] == ["unchanged"]
    talk.write_text(TALK.replace("four", "five"))
    assert ingest("add", talk)[1] == (
        "replaced   talk  (2 turns, 2 speakers, text:labelled); "
        "the version before is kept: undo brings it back\n"
    )
    code, out, err = ingest("add", talk)
    assert (code, err) == (0, "")
    assert out == "unchanged  talk  (2 turns, 2 speakers, text:labelled)\n"


def test_parse_prints_every_turn_and_touches_no_library(ingest: Commands, talk: Path) -> None:
    (row,) = ingest.rows("parse", talk)
    assert set(row) >= {"path", "name", "title", "date", "format", "front", "back", "speakers"}
    first, second = row["turns"]
    assert (first["number"], first["label"], first["text"]) == (
        1,
        "ANNA BELL",
        "The quay costs four million.",
    )
    assert set(second) == set("number speaker label text start_ms end_ms notes source".split())
    assert not ingest.folder.exists()


def test_list_show_and_remove(ingest: Commands, talk: Path) -> None:
    ingest("add", talk)
    (row,) = ingest.rows("list")
    assert (row["name"], row["turns"], row["speakers"]) == ("talk", 2, ["Anna Bell", "Tom Reed"])
    assert "1. Anna Bell\nThe quay costs four million." in ingest("show", "talk")[1]
    (shown,) = ingest.rows("show", "talk")
    (parsed,) = ingest.rows("parse", talk)
    assert shown["turns"] == parsed["turns"]
    assert ingest.rows("remove", "talk") == [{"name": "talk", "status": "removed"}]
    assert ingest("list") == (0, "", "")


def test_a_clash_a_replacement_and_undo(ingest: Commands, talk: Path, tmp_path: Path) -> None:
    ingest("add", talk)
    other = tmp_path / "b" / "talk.txt"
    other.parent.mkdir()
    other.write_text(OTHER)
    assert ingest("add", other)[1] == (
        "added      talk-2  (2 turns, 2 speakers, text:labelled); 'talk' is another talk; "
        "if this is a new version of it, add it with --replace talk\n"
    )
    (row,) = ingest.rows("add", "--replace", "talk", other)
    assert (row["status"], row["name"]) == ("replaced", "talk")
    assert [r["name"] for r in ingest.rows("list")] == ["talk"]
    assert ingest("undo", "talk")[1] == "restored   talk  (2 turns); undo again takes that back\n"
    assert "four million" in ingest("show", "talk")[1]
    assert ingest.rows("undo")[0]["status"] == "restored"
    assert "The bridge is green." in ingest("show", "talk")[1]
    assert ingest("remove", "talk")[1] == "removed    talk\n"
    assert ingest.rows("undo")[0]["name"] == "talk"
    assert ingest.rows("undo") == [{"name": "talk", "status": "removed"}]
    assert ingest("remove", "--for-good", "talk")[1] == "removed    talk\n"
    assert only_line(ingest("undo")) == "nothing to undo: no transcript was replaced or removed"
    assert (
        only_line(ingest("add", "--replace", "talk", talk))
        == "no transcript named 'talk' in the library"
    )
    assert only_line(ingest("add", "--replace", "x", talk, other)) == (
        "--replace x: 2 files; a new version is one file"
    )


def test_correct_and_undo(ingest: Commands, talk: Path) -> None:
    ingest("add", talk)
    words = ("--title", "The quay", "--date", "2024-03", "--rename", "Tom Reed", "Thomas Reed")
    (row,) = ingest.rows("correct", "talk", *words, "--tags", "harbour, budget")
    assert (row["status"], row["title"], row["date"]) == ("corrected", "The quay", "2024-03")
    assert ingest.rows("list")[0]["speakers"] == row["speakers"] == ["Anna Bell", "Thomas Reed"]
    assert ingest.rows("list")[0]["tags"] == ["harbour", "budget"]
    assert ingest("correct", "talk", "--rename", "Thomas Reed", "Anna Bell")[1] == (
        "corrected  talk: The quay, 2024-03, Anna Bell\n"
    )
    assert ingest("correct", "talk", "--undo")[1] == (
        "corrected  talk: Talk, no date, Anna Bell, Tom Reed\n"
    )
    assert ingest.rows("correct", "talk", "--undo")[0]["status"] == "unchanged"


def test_a_correction_that_cannot_be_made_is_one_line(ingest: Commands, talk: Path) -> None:
    ingest("add", talk)
    assert only_line(ingest("correct", "talk", "--rename", "Tom Read", "X")) == (
        "no speaker named 'Tom Read' in the library; did you mean 'Tom Reed'?"
    )
    assert only_line(ingest("correct", "talk", "--date", "May")) == (
        "'May' is no date; write it like 2024-03-12"
    )
    assert only_line(ingest("correct", "tolk", "--date", "2024")).startswith(
        "no transcript named 'tolk'"
    )


@pytest.mark.long
def test_verify_and_rebuild(ingest: Commands, talk: Path) -> None:
    ingest("add", talk)
    assert ingest("verify") == (0, "the library is whole\n", "")
    assert ingest.rows("rebuild") == [{"status": "rebuilt", "transcripts": 1}]
    assert ingest.rows("verify") == [{"ok": True, "problems": []}]


def only_line(result: tuple[int, str, str]) -> str:
    """The one line of stderr of a command that failed and said nothing on stdout."""
    code, out, err = result
    assert (code, out) == (1, "")
    assert err.startswith("error: ")
    assert err.count("\n") == 1
    return err.removeprefix("error: ").rstrip("\n")


@pytest.mark.usefixtures("looked_at_here")
@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", "the file is empty; nothing was added"),
        (b" \n\t\n", "the file is empty; nothing was added"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(200), "the file is "),
        (b"Only a note about the weather, and nobody speaks.\n", "no "),
    ],
    ids=["empty", "white space", "binary", "no turn"],
)
def test_a_bad_file_is_one_line_and_changes_nothing(
    ingest: Commands, talk: Path, tmp_path: Path, content: bytes, line: str
) -> None:
    ingest("add", talk)
    bad = tmp_path / "bad.txt"
    bad.write_bytes(content)
    assert only_line(ingest("add", bad)).startswith(f"{bad}: {line}")
    assert only_line(ingest("parse", bad)).startswith(f"{bad}: {line}")
    assert [r["name"] for r in ingest.rows("list")] == ["talk"]
    assert ingest("verify")[0] == 0


def test_a_file_over_the_limit(
    ingest: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ON_RECORD_MAX_FILE_MB", "1")
    big = tmp_path / "big.txt"
    big.write_text(TALK * 20_000)
    assert only_line(ingest("add", big)) == (
        f"{big}: 1.4 MB is over the limit of 1 MB; split the file, or raise ON_RECORD_MAX_FILE_MB"
    )


def test_a_folder_without_transcripts_and_a_path_without_anything(
    ingest: Commands, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    assert only_line(ingest("add", tmp_path / "empty")) == (
        f"{tmp_path}/empty: no transcript files in this folder"
    )
    assert only_line(ingest("add", tmp_path / "none.txt")) == (
        f"{tmp_path}/none.txt: no such file or folder"
    )
    assert not ingest.folder.exists()


def test_one_bad_file_among_good_ones(ingest: Commands, talk: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"")
    code, out, err = ingest("add", tmp_path / "bad.txt", talk, "--json")
    rows = [json.loads(line) for line in out.splitlines()]
    assert (code, err.count("\n")) == (1, 1)
    assert [(r["status"], bool(r["error"])) for r in rows] == [("failed", True), ("added", False)]


def test_an_unknown_name_is_told_the_nearest(ingest: Commands, talk: Path) -> None:
    ingest("add", talk)
    line = "no transcript named 'tolk' in the library; did you mean 'talk'?"
    assert only_line(ingest("show", "tolk")) == line
    assert only_line(ingest("remove", "tolk")) == line
    code, out, err = ingest("remove", "tolk", "talk")
    assert (code, out, err) == (1, "removed    talk\n", f"error: {line}\n")


def test_a_library_that_is_a_file(ingest: Commands, talk: Path) -> None:
    ingest.folder.write_text("x")
    assert only_line(ingest("list")) == (
        f"{ingest.folder}: this folder cannot hold the library: it is a file"
    )
    assert only_line(ingest("add", talk)).endswith("it is a file")


def test_a_library_that_cannot_be_written(talk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # /proc takes no folder, not even from root, whom permissions do not stop.
    assert main(["add", str(talk), "--library", "/proc/on-record"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err == (
        "error: /proc/on-record: this folder cannot hold the library: No such file or directory\n"
    )


def test_another_embedding_model(
    ingest: Commands, talk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ingest.index import embedding
    from tests.support.tiny import embedder

    ingest("add", talk)
    monkeypatch.setattr(embedding, "load", lambda settings: embedder("other", 8))
    assert only_line(ingest("add", talk)) == (
        "this library was made with the embedding model 'builtin', and 'other' is configured; "
        "set EMBEDDING_MODEL=builtin, or run `python -m ingest rebuild`"
    )
    assert ingest("rebuild")[0] == 0
    assert ingest("add", talk)[0] == 0


def test_a_wrong_setting_is_one_line(
    ingest: Commands, talk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ON_RECORD_MAX_FILE_MB", "lots")
    assert only_line(ingest("add", talk)) == (
        "ON_RECORD_MAX_FILE_MB is 'lots'; use a number above 0"
    )


@pytest.mark.parametrize("words", [[], ["fetch"], ["add"], ["show"], ["add", "x", "--fast"]])
def test_wrong_usage_is_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert capsys.readouterr().out == ""


def test_as_a_program_from_any_folder(tmp_path: Path) -> None:
    name = "caf\udce9.txt"  # a file name that is no UTF-8
    (tmp_path / name).write_text(TALK)
    done = subprocess.run(
        [sys.executable, "-m", "ingest", "add", name, "empty.txt", "--library", "here", "--json"],
        cwd=tmp_path,
        capture_output=True,
        env={"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"},
    )
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [(r["path"], r["status"]) for r in rows] == [("empty.txt", "failed"), (name, "added")]
    assert done.stderr == b"error: empty.txt: no such file or folder\n"
