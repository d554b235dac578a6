"""Deaths in the middle of a write: before each change of the store in turn, and by kill -9."""

import json
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from chromadb.api.client import Client
from chromadb.api.models.Collection import Collection

from ingest import pipeline
from ingest.index.embedding import builtin
from ingest.restore import restore
from ingest.store.care import health
from ingest.store.library import Library
from ingest.transcript import Transcript
from tests.support.tiny import embedder, hearing, made, nearest, open_library, put

OLD = hearing("quay", "The quay costs four million.", "That is too much.")
NEW = hearing("quay", "The quay costs five million.", "I agree.", "Then we vote.")
# Talks in a folder that is added, killed, and added to the end.
FILES = 14


class Killed(BaseException):
    """Nothing catches it, as nothing outlives a kill."""


@contextmanager
def death_before(change: int, patch: pytest.MonkeyPatch) -> Iterator[None]:
    """Die before the store's change of this number, counted from 0."""
    left = [change]

    def mortal(method: Any) -> Any:
        def run(*args: Any, **kwargs: Any) -> Any:
            left[0] -= 1
            if left[0] < 0:
                raise Killed
            return method(*args, **kwargs)

        return run

    with patch.context() as patched:
        for name in ("upsert", "delete", "modify"):
            patched.setattr(Collection, name, mortal(getattr(Collection, name)))
        patched.setattr(Client, "delete_collection", mortal(Client.delete_collection))
        yield


def survivors(
    tmp_path: Path,
    patch: pytest.MonkeyPatch,
    write: Callable[[Library], object],
    first: Callable[[Library], None] = lambda _: None,
) -> Iterator[Library]:
    """The library as the next process finds it, after a death before each change in turn."""
    before = tmp_path / "before"
    put(open_library(before), OLD)
    first(open_library(before))
    open_library(before)  # as it was left: no process need look through its copies
    for change in range(100):
        folder = tmp_path / str(change)
        shutil.copytree(before, folder)
        try:
            with death_before(change, patch):
                write(open_library(folder))
        except Killed:
            yield open_library(folder)
        else:
            assert change > 3
            return
    raise AssertionError("it never ended")


def test_a_write_cut_short_anywhere_leaves_the_old_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for library in survivors(tmp_path, monkeypatch, lambda written: put(written, NEW)):
        assert library.problems() == []
        found.append(library.transcript("quay"))
        assert nearest(library, "the quay")[0] == ("quay", 1)
        put(library, NEW)
        assert library.transcript("quay") == NEW
        assert library._passages.count() == 3
        assert library._notes.count() == 0
    assert OLD in found
    assert NEW in found
    assert all(t in (OLD, NEW) for t in found)


def test_a_removal_cut_short_anywhere_is_whole_or_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for library in survivors(tmp_path, monkeypatch, lambda written: written.remove("quay")):
        assert library.problems() == []
        assert list(library.records()) in (["quay"], [])
        put(library, NEW)
        assert library._passages.count() == 3


@pytest.mark.usefixtures("looked_at_here")
def test_a_rebuild_cut_short_anywhere_leaves_the_old_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    models = []
    for library in survivors(tmp_path, monkeypatch, _rebuild_with_another_model):
        assert library.problems() == []
        assert library.transcript("quay") == OLD
        models.append((library._passages.metadata or {})["model"])
        _rebuild_with_another_model(library)
        assert open_library(library.settings.library).transcript("quay") == OLD
    assert set(models) == {"tiny", "other"}
    assert models == sorted(models, reverse=True)


OLDER = hearing("quay", "The quay costs three million.", "That is cheap.")


def keep(library: Library, transcript: Transcript) -> None:
    library.put(*made(library, transcript), keep=True)


def replaced_once(written: Library) -> None:
    put(written, OLDER)
    keep(written, OLD)


def is_whole(library: Library, now: Transcript, before: Transcript) -> None:
    """It holds these two versions and nothing else, and undo and redo exchange them."""
    assert library.problems() == []
    for shown in (now, before, now):
        assert library.transcript("quay") == shown
        pipeline.undo(library)
    assert library.transcript("quay") == before
    counts = [c.count() for c in (library._notes, library._kept, library._passages)]
    assert counts == [0, 1, len(before.turns)]


def test_a_replacement_cut_short_anywhere_keeps_the_version_that_is_before_what_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for library in survivors(tmp_path, monkeypatch, lambda w: keep(w, NEW), replaced_once):
        now = library.transcript("quay")
        found.append(now)
        is_whole(library, now, OLDER if now == OLD else OLD)
    assert OLD in found
    assert NEW in found


def test_an_undo_cut_short_anywhere_loses_neither_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for library in survivors(tmp_path, monkeypatch, lambda w: pipeline.undo(w), replaced_once):
        now = library.transcript("quay")
        found.append(now)
        is_whole(library, now, OLD if now == OLDER else OLDER)
    assert OLD in found
    assert OLDER in found


def test_a_removal_and_its_undo_cut_short_anywhere_can_be_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for library in survivors(tmp_path / "a", monkeypatch, lambda w: w.remove("quay")):
        if not library.records():
            assert pipeline.undo(library) == ("quay", True)
        assert library.transcript("quay") == OLD
        assert library.problems() == []
    back = survivors(
        tmp_path / "b", monkeypatch, lambda w: pipeline.undo(w), lambda w: w.remove("quay")
    )
    for library in back:
        there = bool(library.records())
        assert pipeline.undo(library) == ("quay", not there)
        assert pipeline.undo(library) == ("quay", there)
        assert library.problems() == []


def test_a_restore_cut_short_anywhere_is_whole_or_done_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, file = open_library(tmp_path / "from"), tmp_path / "file"
    put(library, OLD)
    (library.folder / "conversations.sqlite").write_bytes(b"what was asked")
    library.back_up(file)
    found = []
    for change in range(100):
        folder = tmp_path / str(change)
        try:
            with death_before(change, monkeypatch):
                restore(open_library(folder), file)
        except Killed:
            (folder / "conversations.sqlite").write_bytes(b"what was asked")  # as a kill leaves it
        else:
            break
        again = open_library(folder)
        found.append(list(again.records()))
        if not again.records():
            restore(again, file)
        assert again.transcript("quay") == OLD
        assert again.changes() == library.changes()
        assert (folder / "conversations.sqlite").read_bytes() == b"what was asked"
        assert again.problems() == []
    assert sorted(found) == found
    assert {len(names) for names in found} == {0, 1}


def _rebuild_with_another_model(library: Library) -> None:
    pipeline.rebuild(open_library(library.settings.library, model=embedder("other", dimensions=8)))


def add(folder: Path, library: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "ingest", "add", str(folder), "--library", str(library)]
    # No more than six lines ahead of who reads them: it is killed before it has added them all.
    return subprocess.Popen([*command, "--json"], stdout=subprocess.PIPE, text=True, pipesize=4096)


@pytest.mark.long
def test_killed_while_adding_the_library_is_whole_and_adding_again_completes_it(
    tmp_path: Path,
) -> None:
    folder, library = tmp_path / "talks", tmp_path / "library"
    folder.mkdir()
    for n in range(FILES):
        turns = (f"ANNA BELL:  Item {i} of meeting {n} is the bridge." for i in range(20))
        # A name of the greatest length that files have: its line is a sixth of what a pipe holds.
        (folder / f"{n:02}-{'meeting' * 34}.txt").write_text("\n\n".join(turns))
    lines = 3
    process = add(folder, library)
    assert process.stdout
    said = [json.loads(process.stdout.readline()) for _ in range(lines)]
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert [s["status"] for s in said] == ["added"] * lines
    found = open_library(library, model=builtin())
    # As `verify` does: Chroma in this process keeps vectors as it first saw them.
    assert health.probe(found.settings, "whole") == []
    acknowledged = len(found.records())
    assert lines <= acknowledged < FILES
    said = [json.loads(line) for line in add(folder, library).communicate()[0].splitlines()]
    assert [s["status"] for s in said] == ["unchanged"] * acknowledged + ["added"] * (
        FILES - acknowledged
    )
    verify = [sys.executable, "-m", "ingest", "verify", "--library", str(library)]
    assert subprocess.run(verify, capture_output=True, text=True).stdout == "the library is whole\n"
    whole = open_library(library, model=builtin())
    assert whole._passages.count() == sum(len(r.ids()) for r in whole.records().values())
