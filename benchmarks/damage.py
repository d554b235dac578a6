"""What is said of a library that was hurt, and the way back: `python -m benchmarks.damage`.

Each hurt is done to a copy of one library of its own. `verify`, `rebuild` and the app are the real
ones; what a full disk and one that can only be read do is tried on a small disk in memory, which
only root may make.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from streamlit.testing.v1 import AppTest

from chats import collections
from chats.database import FILE
from ingest.__main__ import main as ingest
from settings import ROOT

PATH = Path(__file__).with_name("DAMAGE.md")
HEAD = """\
# A hurt library: what is said, and the way back

Made by `python -m benchmarks.damage`, each line on a copy of one library of 1,100 turns and more.
**Back** is what was done then, and whether every transcript and the collections were there again,
word for word. Garbage: bytes by chance, as many as there were.

| What was done | `verify` | The app | Back |
|---|---|---|---|
"""
# Chroma writes vectors to files of their own from the thousandth on.
LONG = "\n\n".join(f"ANNA BELL:  Item {n} is the wall.\n\nTOM REED:  No." for n in range(560))
Hurt = tuple[str, Callable[[Path], object]]
"""What was done, in words, and how."""


def main() -> None:
    """Hurt, look and write the page."""
    with TemporaryDirectory(prefix="damage-") as place:
        whole, kept = _made(Path(place))
        lines = []
        for hurt in hurts(whole):
            lines.append(_line(hurt, whole, kept, Path(place)))
            print(lines[-1], flush=True)
        if os.geteuid() == 0:
            lines += [_full(whole, Path(place)), _read_only(whole, Path(place))]
            print(*lines[-2:], sep="\n")
    PATH.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


def _made(place: Path) -> tuple[Path, Path]:
    """A library that is whole, and a backup of it."""
    (place / "long.txt").write_text(LONG)
    folder, kept = place / "whole", place / "kept.backup"
    say("add", place / "long.txt", ROOT / "examples", "--library", folder)
    say("correct", "long", "--title", "The wall", "--library", folder)
    collections.make(folder, "Harbour")
    say("verify", "--library", folder)
    say("backup", kept, "--library", folder)
    return folder, kept


def hurts(whole: Path) -> Iterator[Hurt]:
    """Each hurt; garbage in a file of each kind that the folder holds."""
    text = "chroma/chroma.sqlite3"
    yield "the database emptied", lambda folder: (folder / text).write_bytes(b"")
    yield "the database removed", lambda folder: (folder / text).unlink()
    yield "a segment (folder of vectors) removed", _without_segments
    yield "the conversations emptied", lambda folder: (folder / FILE).write_bytes(b"")
    yield "the search index removed", lambda folder: shutil.rmtree(folder / "keywords")
    for kind in sorted({_kind(path.relative_to(whole)) for path in _files(whole)}):
        yield f"garbage in `{kind}`", partial(_garble, kind)


def _files(folder: Path) -> Iterator[Path]:
    return (p for p in folder.rglob("*") if p.is_file() and p.stat().st_size)


def _kind(path: Path) -> str:
    """A file's place, without what differs from library to library."""
    differs = r"[0-9a-f]{12,}|[0-9a-f]{8}(-[0-9a-f]{4,12}){4}|(?<=columns/)\d+|(?<=\.)\d+(?=\.del)"
    return re.sub(differs, "…", path.as_posix())


def _garble(kind: str, folder: Path) -> None:
    for path in _files(folder):
        if _kind(path.relative_to(folder)) == kind:
            path.write_bytes(Random(7).randbytes(path.stat().st_size))


def _without_segments(folder: Path) -> None:
    for path in (folder / "chroma").iterdir():
        if path.is_dir():
            shutil.rmtree(path)


def _line(hurt: Hurt, whole: Path, kept: Path, place: Path) -> str:
    name, do = hurt
    # Places of its own: Chroma remembers in a process what it opened where.
    with TemporaryDirectory(dir=place) as own:
        seen, folder = Path(own) / "seen", Path(own) / "hurt"
        for copy in (seen, folder):
            shutil.copytree(whole, copy)
            do(copy)
        verify = say("verify", "--library", folder)
        back = _back(whole, folder, kept)
        return f"| {name} | {_short(verify, folder)} | {_short(app(seen), seen)} | {back} |"


def _back(whole: Path, folder: Path, kept: Path) -> str:
    """The way back that is said, taken: a rebuild, else the backup in a folder of its own."""
    if say("rebuild", "--library", folder).startswith("rebuilt"):
        after, way = folder, "`rebuild`"
    else:
        after, way = folder.with_name("restored"), "`restore`"
        say("restore", kept, "--library", after)
    if not _talks(after):
        same = _same(whole, after, talks=False)
        return f"{way}: transcripts {same}; collections from the backup, after the file is moved"
    return f"{way}: {_same(whole, after)}"


def _talks(folder: Path) -> bool:
    try:
        return [c.name for c in collections.all_of(folder).values()] == ["Harbour"]
    except Exception:  # noqa: BLE001 - whatever is wrong with it, it is not there
        return False


def _same(whole: Path, after: Path, talks: bool = True) -> str:
    names = ["long", *(p.stem for p in (ROOT / "examples").glob("*.txt"))]
    same = exported(after, *names) == exported(whole, *names)
    is_whole = say("verify", "--library", after) == "the library is whole"
    return "all there" if same and (is_whole or not talks) else "**not all there**"


def exported(folder: Path, *names: str) -> str:
    """Transcripts word for word, with their corrections."""
    return say("export", *names, "--library", folder)


def app(folder: Path) -> str:
    """What the first page says of a library; what it only warns of, too."""
    os.environ["ON_RECORD_LIBRARY"] = str(folder)
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=600)
    page.run()
    said = (*page.error, *page.warning, *page.exception)
    wrong = [str(each.value) for each in said]
    return "; ".join(wrong).replace("\\", "") or "opens"


def say(*words: str | Path) -> str:
    """What a command prints, errors too."""
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        ingest([str(word) for word in words])
    return out.getvalue().strip()


def _short(said: str, folder: Path) -> str:
    text = said.replace(f"{folder}/", "").replace(f"{folder}: ", "").removeprefix("error: ")
    return text.replace("|", "\\|").replace("\n", "<br>")


@contextmanager
def disk(place: Path, megabytes: float) -> Iterator[Path]:
    """A small disk in memory."""
    place.mkdir(exist_ok=True)
    size = f"size={int(megabytes * 1000)}k"
    subprocess.run(["mount", "-t", "tmpfs", "-o", size, "none", str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def _size(folder: Path) -> float:
    return sum(p.stat().st_size for p in _files(folder)) / 1e6


def _full(whole: Path, place: Path) -> str:
    """A disk that is full in the middle of an `add`."""
    with disk(place / "full", 1.1 * _size(whole) + 1) as small:
        folder = small / "library"
        shutil.copytree(whole, folder)
        talk = place / "more.txt"
        talk.write_text(LONG.replace("the wall", "the quay " * 200))
        added = _short(say("add", talk, "--library", folder), folder)
        verify, page = say("verify", "--library", folder), app(folder)
        subprocess.run(["mount", "-o", "remount,size=900m", str(small)], check=True)
        again = say("add", talk, "--library", folder).startswith("added")
        back = f"room made, `add` again: {'added' if again else '**not added**'}; "
        back += _same(whole, folder)
    return f"| the disk full; `add`: {added} | {_short(verify, folder)} | {page} | {back} |"


def _read_only(whole: Path, place: Path) -> str:
    """A disk that can only be read."""
    with disk(place / "fixed", 2 * _size(whole) + 9) as small:
        folder = small / "library"
        shutil.copytree(whole, folder)
        subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
        verify, page = say("verify", "--library", folder), app(folder)
        rebuilt = _short(say("rebuild", "--library", folder), folder)
        back = f"`rebuild`: {rebuilt}; {_same(whole, folder)}"
    return f"| the disk can only be read | {_short(verify, folder)} | {page} | {back} |"


if __name__ == "__main__":
    main()
