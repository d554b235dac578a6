import json
import os
import pickle
import select
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ingest import apart, errors, intake
from ingest.__main__ import main
from ingest.errors import ReadError
from ingest.open import pool
from ingest.open.worker import Job, Limits
from ingest.transcript import Transcript
from settings import ROOT, Settings
from tests.support.packed import packed
from tests.support.whole_files import WRITERS

TALK = "ANNA BELL:  The quay costs four million.\n\nTOM REED:  That is too much.\n"
REPORT = "; please report this line and, if you may, the file (CONTRIBUTING.md says how)"
SHORT = Settings(file_seconds=1, file_memory_mb=500)


@pytest.fixture(autouse=True)
def harmful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "FUNCTION", "tests.ingest.harmful:steps")


def read(data: bytes | str, settings: Settings = SHORT) -> list[Transcript | ReadError]:
    data = data.encode() if isinstance(data, str) else data
    return list(apart.read_all("talk.txt", data, settings))


def said(data: bytes | str, settings: Settings = SHORT) -> list[str]:
    """What was read, in short: the errors, and names with the number of turns."""
    return [
        str(each) if isinstance(each, ReadError) else f"{each.name}: {len(each.turns)}"
        for each in read(data, settings)
    ]


@pytest.mark.parametrize("name", WRITERS)
def test_a_file_reads_as_it_does_in_this_process(name: str) -> None:
    data = WRITERS[name](8)
    assert list(apart.read_all(name, data, Settings())) == list(intake.read_all(name, data))


def test_what_a_reader_raises_is_one_line() -> None:
    (line,) = said("HARM raise")
    assert line.startswith(
        "talk.txt: could not be read: internal error "
        "(IndexError: list index out of range at tests/ingest/harmful.py:"
    )
    assert line.endswith(f"){REPORT}")


@pytest.mark.parametrize(
    ("harm", "line"),
    [
        ("refuse", "line 1: no harm in it"),
        (
            "hang",
            "could not be read: takes longer than 1 s; split the file, "
            "or raise ON_RECORD_FILE_SECONDS",
        ),
        (
            "sleep",
            "could not be read: takes longer than 1 s; split the file, "
            "or raise ON_RECORD_FILE_SECONDS",
        ),
        (
            "memory",
            "could not be read: needs more than 500 MB of memory; split the file, "
            "or raise ON_RECORD_FILE_MEMORY_MB",
        ),
        ("die", f"could not be read: internal error (its process ended with SIGSEGV){REPORT}"),
    ],
)
def test_harm_is_one_line_and_the_next_file_is_read(harm: str, line: str) -> None:
    assert said(f"HARM {harm}") == [f"talk.txt: {line}"]
    assert said(TALK) == ["talk: 2"]


def test_a_worker_stays_however_much_memory_the_process_that_started_it_holds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held = b"x" * 500_000_000
    idle: list[pool.Worker] = []
    monkeypatch.setattr(pool, "_idle", idle)
    assert said(TALK) == ["talk: 2"]
    (worker,) = idle
    assert said(TALK) == ["talk: 2"]
    assert idle == [worker]
    assert len(held) > 0.25 * SHORT.file_memory_mb * 1_000_000
    pool._end(worker)


def test_what_a_library_prints_is_no_answer() -> None:
    assert said("HARM print") == ["talk: 1"]


def test_each_file_of_an_archive_stands_for_itself() -> None:
    files = {"a.txt": TALK, "b.txt": "HARM die", "c.txt": TALK, "d.txt": "HARM hang", "e.txt": TALK}
    first, died, third, hung, last = said(packed(files))
    assert (first, third, last) == ("a: 2", "c: 2", "e: 2")
    assert died.startswith("talk.txt/b.txt: could not be read: internal error")
    assert hung.startswith("talk.txt/d.txt: could not be read: takes longer")


def test_an_archive_made_to_hurt_is_left_after_five() -> None:
    found = said(packed({f"{n}.txt": "HARM die" for n in range(9)}))
    assert len(found) == 6
    assert found[-1] == (
        "talk.txt: could not be read: so did 5 files in it, and the rest was left; unpack it"
    )


@pytest.mark.parametrize("sound", [9, pytest.param(37, marks=pytest.mark.slow)])
def test_a_folder_with_three_that_harm(
    sound: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ON_RECORD_FILE_SECONDS", "1")
    folder = tmp_path / "talks"
    folder.mkdir()
    for n in range(sound):
        (folder / f"talk-{n}.txt").write_text(TALK.replace("four", f"{n}"))
    (folder / "talk-1-crash.txt").write_text("HARM raise")
    (folder / "talk-2-hang.txt").write_text("HARM hang")
    with (folder / "talk-3-large.txt").open("wb") as large:
        large.truncate(60_000_000)
    assert main(["add", str(folder), "--json", "--library", str(tmp_path / "library")]) == 1
    out, err = capsys.readouterr()
    rows = [json.loads(line) for line in out.splitlines()]
    assert [r["status"] for r in rows].count("added") == sound
    assert {Path(r["path"]).name for r in rows if r["status"] == "failed"} == {
        "talk-1-crash.txt",
        "talk-2-hang.txt",
        "talk-3-large.txt",
    }
    crash, hang, large_line = err.splitlines()
    assert "talk-1-crash.txt: could not be read: internal error (IndexError" in crash
    assert "talk-2-hang.txt: could not be read: takes longer than 1 s" in hang
    assert "talk-3-large.txt: 60.0 MB is over the limit of 50 MB" in large_line


def test_other_threads_read_while_one_file_holds_its_interpreter(tmp_path: Path) -> None:
    go = tmp_path / "go"
    with ThreadPoolExecutor() as threads:
        held = threads.submit(said, f"HARM wait {go}", Settings())
        others = [threads.submit(said, TALK, Settings()) for _ in range(3)]
        assert [o.result() for o in others] == [["talk: 2"]] * 3
        assert not held.done()
        go.touch()
        assert held.result() == ["talk: 1"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the limits end it")
def test_a_worker_ends_with_the_process_that_started_it(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    os.mkfifo(note)
    code = (
        "from ingest import apart; from settings import Settings; apart.FUNCTION = "
        f"'tests.ingest.harmful:steps'; list(apart.read_all('a', b'HARM pid {note}', Settings()))"
    )
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT) as parent:
        worker = os.pidfd_open(int(note.read_text()))
        parent.kill()
    ended = select.poll()
    ended.register(worker, select.POLLIN)
    assert ended.poll(30_000)
    os.close(worker)


def test_a_worker_does_not_end_by_a_write_that_is_told_of_late(tmp_path: Path) -> None:
    go, most, worker = tmp_path / "go", Limits(60, 4000), pool._started("tests.ingest.harmful")
    held, free = (
        Job("tests.ingest.harmful:steps", ("a.txt", data.encode(), 0, False), most)
        for data in (f"HARM wait {go}", TALK)
    )
    assert pool._message(worker, 60, held) == ("begun", None)
    # The system may tell the reader of a pipe of a write only after it has read what was written:
    # then the sign comes while the job is done, as that of this second write does.
    assert pool._message(worker, 60, free) == ("item", "a.txt")
    go.touch()
    rest = [pool._message(worker, 60)[0] for _ in range(6)]
    assert rest == ["item", "done", "begun", "item", "item", "done"]
    pool._end(worker)


def test_an_error_comes_whole_from_another_process() -> None:
    for error in (
        errors.TooLarge("a.txt", 60.0, 50),
        errors.BrokenFile("a.txt", "it breaks off", "line 3"),
        errors.UnknownName("speaker", "Ann", ["Anna"]),
    ):
        came = pickle.loads(pickle.dumps(error))
        assert type(came) is type(error)
        assert (str(came), vars(came)) == (str(error), vars(error))


def test_no_more_files_are_read_at_once_than_may_be() -> None:
    order: list[str] = []

    def read() -> None:
        with pool.place(1):
            order.append("second")

    with ThreadPoolExecutor() as threads:
        with pool.place(1):
            waiting = threads.submit(read)
            order.append("first")
        waiting.result()
    assert order == ["first", "second"]
