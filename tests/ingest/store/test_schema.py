"""Libraries of other programs than this one: older ones are brought up, newer ones refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.errors import LibraryError
from ingest.pipeline import undo
from ingest.restore import restore
from ingest.store import chroma
from ingest.store.library import Library
from settings import Settings
from tests.support.tiny import hearing, open_library, put

QUAY = hearing("quay", "What does the quay cost?", "The quay costs four million.")
SHED = hearing("shed", "The shed leaks.")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made = open_library(tmp_path / "library")
    put(made, QUAY)
    yield made


def as_of_schema_1(library: Library) -> None:
    """Give the collections the names that they had, and take their marks away."""
    for name in ("passages", "transcripts", "unfinished", "kept"):
        found = chroma.get(library._client, f"on-record.{name}")
        kept = {k: v for k, v in (found.metadata or {}).items() if k not in chroma.MARK}
        found.modify(name=name, metadata=kept or {"none": True})


def test_an_older_library_is_brought_up_and_a_copy_of_it_kept(
    library: Library, tmp_path: Path
) -> None:
    put(library, SHED)
    library.remove("shed")
    as_of_schema_1(library)
    again = open_library(library.folder)
    assert again.transcript("quay") == QUAY
    assert [it.name for it in again.kept().values()] == ["shed"]
    assert again.problems() == []
    assert chroma.collections(again._client) == {
        "on-record.kept",
        "on-record.log",
        "on-record.passages",
        "on-record.transcripts",
        "on-record.unfinished",
    }
    other = open_library(tmp_path / "other")
    assert restore(other, library.folder / "before-schema-2.backup") == 1
    assert other.transcript("quay") == QUAY
    assert undo(other) == ("shed", True)
    assert other.transcript("shed") == SHED


@pytest.mark.usefixtures("looked_at_here")
def test_a_library_of_before_undo_is_brought_up(library: Library) -> None:
    as_of_schema_1(library)
    library._client.delete_collection("kept")
    again = open_library(library.folder)
    assert (list(again.records()), again.kept(), again.problems()) == (["quay"], {}, [])


@pytest.mark.usefixtures("looked_at_here")
def test_bringing_up_can_be_cut_short_and_done_again(library: Library) -> None:
    as_of_schema_1(library)
    chroma.rename(library._client, "transcripts", "on-record.transcripts")
    assert open_library(library.folder).transcript("quay") == QUAY


@pytest.mark.usefixtures("looked_at_here")
def test_a_newer_library_is_refused_in_a_line(library: Library) -> None:
    passages = library._passages
    passages.modify(metadata={**(passages.metadata or {}), "schema": 3})
    with pytest.raises(
        LibraryError, match=r"a newer On Record made this library \(schema 3; this one knows 2\)"
    ):
        open_library(library.folder)


def test_a_folder_holds_its_library_whatever_name_is_set(library: Library) -> None:
    named = Library(Settings(library=library.folder, name="other"), library.embedder)
    assert list(named.records()) == ["quay"]
