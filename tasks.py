"""`make run` and `make test` where there is no make, as on Windows: `py tasks.py run`.

Needs Python alone; builds `.venv` in this folder, as make does, and nothing else.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path, PurePath

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
Command = list[str | PurePath]
# Which tests: those that a few minutes allow, or those that take ten seconds and more each.
MARKED = {"test": "not long and not slow", "test-long": "long and not slow"}
# A lock is installed as it stands: each file is compared with its hash.
CHECKED = ("--require-hashes", "-r")


def main(words: list[str]) -> int:
    """Carry out a task, its further words handed on; the exit code of what failed first, or 0."""
    task, *rest = words or ["run"]
    if task not in ("setup", "run", "test", "test-long"):
        print("usage: python tasks.py setup|run|test|test-long [OPTION]...", file=sys.stderr)
        return 2
    if sys.version_info < (3, 11):  # noqa: UP036, older ones get as far as here
        print("error: Python 3.11 or newer is needed", file=sys.stderr)
        return 1
    lock = "requirements-dev.txt" if task.startswith("test") else "requirements.txt"
    commands = setup(lock) + then(task, rest)
    for command in commands:
        if code := subprocess.call([str(word) for word in command], cwd=ROOT):
            return code
    return 0


def setup(lock: str) -> list[Command]:
    """What builds `.venv` with the packages of a lock; next to nothing where they are there."""
    python, uv = program("python"), program("uv")
    pip: Command = [python, "-m", "pip", "install"]
    first: list[Command] = [
        [sys.executable, "-m", "venv", VENV],
        [*pip, "--quiet", "--disable-pip-version-check", *CHECKED, "requirements-uv.txt"],
    ]
    install: Command = [uv, "pip", "install", "--quiet", "--python", python]
    made: list[Command] = [
        [*install, *CHECKED, lock],
        [*install, "--no-deps", "--editable", "."],
    ]
    return made if Path(uv).exists() else first + made


def then(task: str, rest: list[str]) -> list[Command]:
    """What a task does once `.venv` is there."""
    if task == "run":
        return [[program("on-record"), *rest]]
    if task in ("test", "test-long"):
        python = program("python")
        spread = ["-n", "logical", "--maxprocesses", "4", "--dist", "loadgroup"]
        spread += ["--no-loadscope-reorder"]
        return [
            [python, "-m", "tests.support.browser"],
            [python, "-m", "pytest", *spread, "-m", MARKED[task], *rest],
        ]
    return []


def program(name: str, windows: bool = sys.platform == "win32") -> PurePath:
    """Where a program of `.venv` lies."""
    return VENV / "Scripts" / f"{name}.exe" if windows else VENV / "bin" / name


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
