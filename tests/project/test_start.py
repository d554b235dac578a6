"""What a command costs before it does anything, and what the lock holds."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.costs import installed
from ingest.started import command
from settings import ROOT
from tests.support.tiny import hearing, open_library, put

HEAVY = {"chromadb", "numpy", "streamlit", "tantivy", "openai", "langchain_core"}
LOADED = (
    "import sys, runpy\n"
    "sys.argv = sys.argv[1:]\n"
    "try: runpy.run_module(sys.argv[0], run_name='__main__', alter_sys=True)\n"
    "except SystemExit: pass\n"
    "print(*sorted(name for name in sys.modules if '.' not in name))\n"
)


def loaded(*words: str | Path) -> tuple[list[str], set[str]]:
    """What a command prints, and the packages that it loads."""
    command = [sys.executable, "-c", LOADED, *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    *lines, modules = done.stdout.splitlines()
    return lines, set(modules.split())


@pytest.mark.parametrize("words", [["ingest"], ["rag"], ["evals"], ["ui"], ["ui", "evals"]])
def test_help_loads_nothing_heavy(words: list[str]) -> None:
    lines, modules = loaded(*words, "--help")
    program = " ".join(["on-record" if words[0] == "ui" else f"python -m {words[0]}", *words[1:]])
    assert lines[0].startswith(f"usage: {program} ")
    assert not modules & HEAVY


@pytest.mark.parametrize(
    ("program", "words", "typed"),
    [
        ("/x/ingest/__main__.py", "ingest add FILE", "python -m ingest add FILE"),
        ("/x/bin/streamlit", "evals run", "python -m evals run"),
        ("/x/bin/on-record", "ingest add FILE", "on-record add FILE"),
        ("/x/bin/on-record", "rag ask", "on-record ask"),
        ("on-record.exe", "evals run FILE", "on-record evals run FILE"),
        ("/x/ui/__main__.py", "evals", "on-record evals"),
        ("on-record", "ingest", "on-record"),
    ],
)
def test_a_message_names_a_command_as_this_one_was_typed(
    program: str, words: str, typed: str
) -> None:
    assert command(words, program) == typed


def test_a_list_of_what_nobody_touched_loads_nothing_heavy(tmp_path: Path) -> None:
    library = open_library(tmp_path)
    put(library, hearing("quay", "The quay is new."))
    listed = ["quay: Harbour hearing, 1 turns"]
    lines, modules = loaded("ingest", "list", "--library", tmp_path)
    assert (lines, modules & HEAVY) == (listed, set())
    (tmp_path / "chroma" / "chroma.sqlite3").touch()
    lines, modules = loaded("ingest", "list", "--library", tmp_path)
    assert lines == listed
    assert "chromadb" in modules


def test_what_runs_the_reading_model_is_told_to_report_to_nobody() -> None:
    code = "import os, rag.read.reader; print(os.environ['ORT_DISABLE_TELEMETRY'])"
    env = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=env, check=True)
    assert done.stdout == "1\n"


@pytest.mark.parametrize(
    "lock", ["requirements.txt", "requirements-dev.txt", "requirements-uv.txt"]
)
def test_each_package_is_locked_with_hashes(lock: str) -> None:
    text = (ROOT / lock).read_text()
    packages = [p for p in text.replace("\\\n", " ").splitlines() if not p.lstrip().startswith("#")]
    assert packages
    assert [p for p in packages if "==" not in p or "--hash=sha256:" not in p] == []


def test_each_large_package_has_its_reason() -> None:
    section = (ROOT / "CONTRIBUTING.md").read_text().partition("## What the install weighs")[2]
    rows = re.findall(r"^\| ([a-z-]+) \| (\d+) \|", section.partition("\n## ")[0], re.MULTILINE)
    large = {name for name, size in installed().items() if size > 50}
    assert {name for name, _ in rows} == large
