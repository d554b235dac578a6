from dataclasses import replace
from pathlib import Path

import pytest

from ingest import apart, intake, pipeline
from ingest.errors import NoTranscripts, ReadError, TooLarge
from ingest.store.library import Library
from tests.support.tiny import open_library

TALK = "ANNA BELL:  The quay costs four million.\n\nTOM REED:  That is too much.\n"
EDITED = TALK.replace("four", "five")
OTHER = "ANNA BELL:  The bridge is green.\n\nTOM REED:  It was blue.\n"
CAPTIONS = "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Anna Bell>The quay costs four million.\n"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return open_library(tmp_path / "library")


def write(folder: Path, **files: str) -> None:
    """Files by name, `_` for the dot."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text)


def add(library: Library, *paths: Path) -> list[tuple[str, str | None]]:
    """Status and name of each transcript in these files and folders."""
    files = [f for path in paths for f in intake.find_files(path)]
    return [(o.status, o.name) for o in pipeline.add_files(library, files)]


def test_added_then_unchanged_then_replaced(library: Library, tmp_path: Path) -> None:
    write(tmp_path / "a", talk_txt=TALK)
    assert add(library, tmp_path / "a") == [("added", "talk")]
    assert add(library, tmp_path / "a") == [("unchanged", "talk")]
    write(tmp_path / "a", talk_txt=EDITED)
    assert add(library, tmp_path / "a") == [("replaced", "talk")]
    assert library.transcript("talk").turns[0].text == "The quay costs five million."
    assert list(library.records()) == ["talk"]


def test_the_same_bytes_are_read_again_where_they_read_otherwise_now(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "a", talk_txt=TALK)
    with monkeypatch.context() as older:  # a reader that did not know when a label is a name
        older.setattr(
            apart,
            "read_all",
            lambda path, data, *_: [replace(t, speakers=()) for t in intake.parse(path, data)],
        )
        assert add(library, tmp_path / "a") == [("added", "talk")]
    assert add(library, tmp_path / "a") == [("replaced", "talk")]
    assert [s.name for s in library.record("talk").speakers] == ["Anna Bell", "Tom Reed"]
    assert add(library, tmp_path / "a") == [("unchanged", "talk")]
    assert library.problems() == []


def test_the_same_content_under_another_name_is_a_duplicate(
    library: Library, tmp_path: Path
) -> None:
    write(tmp_path, talk_txt=TALK, copy_txt=TALK)
    assert add(library, tmp_path / "talk.txt", tmp_path / "copy.txt") == [
        ("added", "talk"),
        ("duplicate", "talk"),
    ]
    assert list(library.records()) == ["talk"]


def test_two_formats_of_one_talk_do_not_replace_each_other(
    library: Library, tmp_path: Path
) -> None:
    more = CAPTIONS + "\n00:04.000 --> 00:06.000\n<v Tom Reed>That is too much.\n"
    write(tmp_path / "a", talk_txt=TALK, talk_vtt=more)
    assert add(library, tmp_path / "a") == [("added", "talk"), ("added", "talk-2")]
    assert add(library, tmp_path / "a") == [("unchanged", "talk"), ("unchanged", "talk-2")]
    write(tmp_path / "a", talk_vtt=more.replace("four", "five"))
    assert add(library, tmp_path / "a") == [("unchanged", "talk"), ("replaced", "talk-2")]
    library.forget("talk")
    write(tmp_path / "a", talk_vtt=more.replace("four", "six"))
    assert add(library, tmp_path / "a" / "talk.vtt") == [("replaced", "talk-2")]


def test_one_bad_file_does_not_stop_the_rest(library: Library, tmp_path: Path) -> None:
    write(tmp_path / "a", a_txt=TALK, b_txt="", c_txt=OTHER)
    assert add(library, tmp_path / "a") == [("added", "a"), ("failed", None), ("added", "c")]


def test_the_name_is_fit_for_a_turn_id(tmp_path: Path) -> None:
    assert [intake.parse(p, TALK.encode())[0].name for p in ("a#1.txt", "a\tb.txt", " .txt")] == [
        "a-1",
        "a-b",
        "transcript",
    ]


def test_a_file_name_that_is_no_utf8(library: Library) -> None:
    (outcome,) = pipeline.add_bytes(library, "caf\udce9.txt", TALK.encode())
    assert (outcome.status, outcome.name) == ("added", "caf?")
    assert library.transcript("caf?").file == "caf?.txt"


def test_a_folder_gives_its_files_but_not_what_only_lies_beside(tmp_path: Path) -> None:
    write(tmp_path, b_txt=TALK, a_vtt=CAPTIONS, questions_yaml="name: a", photo_JPG="x")
    write(tmp_path / ".hidden", c_txt=TALK)
    write(tmp_path / "deeper", d_txt=TALK)
    found = [str(p.relative_to(tmp_path)) for p in intake.find_files(tmp_path)]
    assert found == ["a.vtt", "b.txt", "deeper/d.txt"]


def test_a_folder_without_transcripts_and_a_path_without_anything(tmp_path: Path) -> None:
    write(tmp_path, photo_jpg="x")
    with pytest.raises(NoTranscripts, match="no transcript files in this folder"):
        intake.find_files(tmp_path)
    with pytest.raises(ReadError, match="no such file or folder"):
        intake.find_files(tmp_path / "nothing")
    with pytest.raises(ReadError, match="cannot be read: File name too long"):
        intake.find_files(tmp_path / ("x" * 5000))


def test_a_file_over_the_limit_is_not_even_read(tmp_path: Path) -> None:
    with (tmp_path / "big.txt").open("wb") as file:
        file.truncate(2_500_000)
    with pytest.raises(TooLarge, match=r"2\.5 MB is over the limit of 2 MB"):
        intake.read_file(tmp_path / "big.txt", 2)


def test_bytes_over_the_limit_are_not_read_either(library: Library) -> None:
    big = TALK.encode() * 1_000_000
    with pytest.raises(TooLarge):
        list(pipeline.add_bytes(library, "big.txt", big))
    assert library.records() == {}


def test_rebuilding_keeps_every_word(library: Library, tmp_path: Path) -> None:
    write(tmp_path / "a", talk_txt=TALK, other_txt=OTHER)
    add(library, tmp_path / "a")
    before = {name: library.transcript(name) for name in library.records()}
    assert pipeline.rebuild(library) == 2
    assert {name: library.transcript(name) for name in library.records()} == before
