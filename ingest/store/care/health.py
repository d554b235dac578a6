"""Whether a library's folder is as it was left, what is wrong where it is not, and the way back.

Chroma makes an empty database of an emptied one, and can crash on a damaged vector index. So the
library remembers its files' sizes and times; where they differ, another process looks first.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from ingest import children
from ingest.errors import LibraryHurt
from ingest.started import command
from settings import ROOT, Settings

# What is kept beside the transcripts (conversations, collections): SQLite's files.
STORE = ".sqlite"
RESTORE = (
    f"move it aside, then restore a backup (`{command('ingest restore FILE')}`) "
    "or add the files again"
)
REBUILD = f"`{command('ingest rebuild')}` makes them anew from the text"
# Seconds that a quick look may take: half a million vectors are opened in 4 on an idle machine, and
# one of a damaged index may never end.
LONGEST = 300
Files = dict[str, list[int]]
"""Size and time of change of each file of a library's database."""
EMPTY = "the database holds nothing of what was in it"


def look(settings: Settings) -> None:
    """Raise LibraryHurt where the folder is not as it was left and cannot be read.

    Files that another process is writing are not looked at.
    """
    left = _left(settings)
    if left is None or left["files"] == _files(settings):
        return
    try:
        with FileLock(settings.library / ".writer.lock").acquire(timeout=0):
            _look_closely(settings, left["written"])
    except (Timeout, PermissionError):
        return


def glance(settings: Settings, seen: Files) -> Files:
    """Look without shutting writers out; how the files are that can be read.

    `seen` is what this gave before: those are not read again. Raises LibraryHurt, but for files
    that somebody changed meanwhile: they are looked at the next time.
    """
    try:
        left, files = _left(settings), _files(settings)
        if left is None or files in (left["files"], seen):
            return files
        try:
            _look_closely(settings, left["written"])
        except LibraryHurt:
            if files == _files(settings):
                raise
            return seen
    except FileNotFoundError:  # a journal of the database, which is gone by now
        return seen
    return files


def _look_closely(settings: Settings, written: bool) -> None:
    _check_text(settings, written)
    if probe(settings, "quick") != []:
        raise LibraryHurt(settings.library, "the vectors cannot be read", REBUILD)


def remember(settings: Settings, written: bool, listed: list[dict[str, Any]] | None = None) -> None:
    """Note how the files are now; `written`: whether anything was ever stored in them.

    `listed`: the transcripts in them, for `list`, where they are at hand.
    """
    if settings.chroma_url:
        return
    made = {"files": _files(settings), "written": written, "listed": listed}
    left = _left(settings) or {}
    if listed is None and left | {"listed": None} == made:
        return  # what was listed holds
    if made != left:
        path = _path(settings)
        beside = path.with_suffix(".new")
        with suppress(OSError):  # then the next one looks closer
            beside.write_text(json.dumps(made))
            beside.replace(path)


def size(settings: Settings) -> int:
    """Bytes of the library's database."""
    return sum(held for held, _ in _files(settings).values())


def listed(settings: Settings) -> list[dict[str, Any]] | None:
    """The transcripts of a folder that is as it was left, where they were noted."""
    left = _left(settings)
    return left["listed"] if left and left["files"] == _files(settings) else None


def mend(settings: Settings) -> None:
    """Take away vectors that cannot be read, so that the text can be: a rebuild makes them anew.

    Raises LibraryHurt where the text cannot be read either.
    """
    left = _left(settings)
    if settings.chroma_url or left is None:
        return
    _check_text(settings, left["written"])
    if probe(settings, "quick") != []:
        for path in (settings.library / "chroma").iterdir():
            if path.is_dir():
                shutil.rmtree(path)
        remember(settings, left["written"])


def probe(settings: Settings, depth: str) -> list[str]:
    """What another process finds wrong; a crash of it is a problem in a line, too."""
    place = {
        "library": str(settings.library.resolve()),
        "chroma_url": settings.chroma_url,
        "chroma_timeout": settings.chroma_timeout,
        "name": settings.name,
    }
    command = [sys.executable, "-m", "ingest.store.care.probe", depth]
    child = children.start(command, ROOT, subprocess.PIPE, subprocess.DEVNULL)
    told = json.dumps(place).encode()
    try:
        said = child.communicate(told, LONGEST if depth == "quick" else None)[0]
    except subprocess.TimeoutExpired:
        child.kill()
        said = child.communicate()[0]
    lines: list[str] = [json.loads(line) for line in said.splitlines()]
    if lines[-1:] == ["whole"]:
        return lines[:-1]
    return [*lines, f"{settings.library}: the vectors cannot be read"]


def beside(folder: Path) -> list[str]:
    """What is wrong with the files beside the transcripts that are SQLite's, a line each."""
    return [
        f"{path}: this file is damaged; move it aside, or take it from a backup"
        for path in sorted(folder.glob(f"*{STORE}"))
        if not (path.stat().st_size and _is_sqlite(path))
    ]


def _is_sqlite(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as store:
            found: str = store.execute("PRAGMA quick_check(1)").fetchone()[0]
            return found == "ok"
    except sqlite3.OperationalError:  # another program holds it
        return True
    except sqlite3.DatabaseError:
        return False


def _check_text(settings: Settings, written: bool) -> None:
    """Raise LibraryHurt where the database that holds the text is empty or broken."""
    path = settings.library / "chroma" / "chroma.sqlite3"
    if written and (not path.exists() or not path.stat().st_size):
        raise LibraryHurt(settings.library, EMPTY, RESTORE)
    if not path.exists():
        return
    try:
        with closing(sqlite3.connect(path)) as database:
            (found,) = database.execute("PRAGMA quick_check(1)").fetchone()
            held = database.execute("SELECT count(*) FROM collections").fetchone()[0]
    except sqlite3.Error as error:
        found, held = str(error), 0
    if found != "ok":
        problem = f"its database cannot be read ({' '.join(found.split())})"
        raise LibraryHurt(settings.library, problem, RESTORE)
    if written and not held:
        raise LibraryHurt(settings.library, EMPTY, RESTORE)


def _files(settings: Settings) -> Files:
    folder = settings.library / "chroma"
    held = ((path, path.stat()) for path in sorted(folder.rglob("*")) if path.is_file())
    return {
        path.relative_to(folder).as_posix(): [stat.st_size, stat.st_mtime_ns] for path, stat in held
    }


def _left(settings: Settings) -> dict[str, Any] | None:
    """What was remembered; of a library of before that, whether it holds a cache of something."""
    if settings.chroma_url:
        return None
    try:
        found: dict[str, Any] = json.loads(_path(settings).read_text())
        listed = found.get("listed")
        return {
            "files": dict(found["files"]),
            "written": bool(found["written"]),
            "listed": listed if isinstance(listed, list) else None,
        }
    except (OSError, ValueError, KeyError, TypeError):
        cached = settings.library / "keywords" / "state.json"
        left = {"files": {}, "written": cached.exists(), "listed": None}
        return left if settings.library.is_dir() else None


def _path(settings: Settings) -> Path:
    return settings.library / ".as-left.json"
