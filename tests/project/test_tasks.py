"""The two commands without make, and the program without what only Unix has."""

import subprocess
import sys
from pathlib import Path

import pytest

import tasks
from settings import ROOT

MAKEFILE = (ROOT / "Makefile").read_text()


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[list[str]]:
    """The commands that a task would run, in an empty checkout."""
    commands: list[list[str]] = []

    def call(command: list[str], cwd: Path) -> int:
        commands.append(command)
        return 0

    monkeypatch.setattr(tasks, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(subprocess, "call", call)
    return commands


@pytest.mark.parametrize(("task", "lock"), [("run", "requirements.txt"),
                                            ("test", "requirements-dev.txt")])  # fmt: skip
def test_a_task_builds_the_environment_first(ran: list[list[str]], task: str, lock: str) -> None:
    assert tasks.main([task]) == 0
    assert ran[0][1:3] == ["-m", "venv"]
    assert ["-r", lock] in [c[-2:] for c in ran]
    assert f"-r {lock}" in MAKEFILE


def test_the_tests_are_run_as_make_runs_them(ran: list[list[str]]) -> None:
    tasks.main(["test"])
    line = " ".join(ran[-1][1:-2])
    assert line in MAKEFILE
    assert ran[-1][-2:] == ["-m", "not long and not slow"]


def test_options_are_handed_on(ran: list[list[str]]) -> None:
    tasks.main(["run", "--port", "8600"])
    assert ran[-1][-2:] == ["--port", "8600"]


def test_it_stops_where_something_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "call", lambda command, cwd: 3)
    assert tasks.main(["run"]) == 3
    assert tasks.main(["fly"]) == 2


def test_programs_lie_elsewhere_on_windows() -> None:
    assert tasks.program("uv", windows=True).parts[-2:] == ("Scripts", "uv.exe")
    assert tasks.program("uv", windows=False).parts[-2:] == ("bin", "uv")


def test_it_all_loads_where_there_is_no_unix() -> None:
    code = (
        "import sys, chromadb, filelock, numpy, streamlit, tqdm\n"  # what others do is theirs
        "for name in ('fcntl', 'resource', 'termios', 'pwd', 'grp'): sys.modules[name] = None\n"
        "sys.platform = 'win32'\n"
        "import ingest.open.worker, ingest.open.pool, ingest.commands, rag.answer, ui.__main__\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
