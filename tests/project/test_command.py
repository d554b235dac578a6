"""`on-record`: one command for the app and all that the packages do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from settings import ROOT
from ui.__main__ import main

HEARING = ROOT / "examples" / "harbour-council-hearing.txt"


def test_it_adds_lists_and_asks(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", str(HEARING)]) == 0
    assert main(["list"]) == 0
    assert main(["ask", "What will the dredging cost?"]) == 0
    assert "harbour-council-hearing#" in capsys.readouterr().out


def test_what_fails_has_the_exit_code_of_its_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "nothing"]) == 1
    assert main(["evals", "check", "no-such-set.yaml"]) == 1
    with pytest.raises(SystemExit) as ended:
        main(["sing"])
    assert ended.value.code == 2
    assert "usage: on-record" in capsys.readouterr().err


def test_the_shell_completes_commands_and_options(tmp_path: Path) -> None:
    line = "on-record evals run --retr"
    told = tmp_path / "told"
    asked = {"_ARGCOMPLETE": "1", "COMP_LINE": line, "COMP_POINT": str(len(line)),
             "_ARGCOMPLETE_STDOUT_FILENAME": str(told)}  # fmt: skip
    subprocess.run([sys.executable, "-m", "ui"], env={**os.environ, **asked}, cwd=ROOT, check=True)
    assert told.read_text().split() == ["--retrieval-only"]
