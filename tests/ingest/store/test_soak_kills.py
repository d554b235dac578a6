"""SIGKILL at any moment of every kind of write: what was acknowledged is there, all is whole."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from time import perf_counter

import pytest

from ingest import pipeline
from ingest.index.keywords import Keywords
from ingest.restore import restore
from ingest.store import corrections
from ingest.store.care import health, probe
from ingest.store.care.backup import opened
from ingest.store.correct import correct
from ingest.store.library import Library
from settings import Settings
from tests.support.tiny import hearing, made, open_library, put

KILLS = 50
LONGEST = 600.0
TALKS = [f"talk-{n:02}" for n in range(12)]
Said = Callable[[str], None]
Held = dict[str, tuple[str, str]]
"""Title and last words, by name."""


def talk(name: str, version: int) -> tuple[str, ...]:
    return *(f"Item {n} of {name} is the harbour wall." for n in range(40)), f"Version {version}."


def _put(library: Library, name: str, version: int) -> None:
    library.put(*made(library, hearing(name, *talk(name, version))), keep=True)


def add(library: Library, said: Said, at: int) -> None:
    for n in range(5):
        _put(library, f"new-{at}-{n}", at)
        said(f"new-{at}-{n}")


def replace(library: Library, said: Said, at: int) -> None:
    for name in sorted(library.records())[at % 4 : at % 4 + 4]:
        _put(library, name, at)
        said(name)


def remove(library: Library, said: Said, at: int) -> None:
    for name in sorted(library.records())[-5:]:
        library.remove(name)
        said(name)


def correcting(library: Library, said: Said, at: int) -> None:
    for name in sorted(library.records())[at % 3 : at % 3 + 5]:
        correct(library, name, lambda now, _: corrections.retitle(now, f"Title {at}"))
        said(name)


def rebuild(library: Library, said: Said, at: int) -> None:
    pipeline.rebuild(library)


def backup(library: Library, said: Said, at: int) -> None:
    library.back_up(library.folder.parent / "kept.backup")


def restoring(library: Library, said: Said, at: int) -> None:
    restore(library, library.folder.parent / "kept.backup")


WRITES = {w.__name__: w for w in (add, replace, remove, correcting, rebuild, backup, restoring)}


def looking(settings: Settings, depth: str) -> list[str]:
    """What `health.probe` says, in a process that need not load Chroma first: 3 s less each."""
    assert depth == "quick"
    fork = get_context("fork")
    here, there = fork.Pipe(duplex=False)
    child = fork.Process(target=lambda: there.send(list(probe._quickly(settings))))
    child.start()
    there.close()
    try:
        found: list[str] = here.recv()
    except EOFError:
        found = ["it crashed"]
    child.join()
    return found


def write(kind: str, folder: Path, at: int, to: Connection) -> None:
    """In a process of its own: open, say so, write, and say each step that is done."""
    health.probe = looking
    library = open_library(folder)
    to.send("open")
    WRITES[kind](library, to.send, at)
    to.send("done")


def look(folder: Path, to: Connection) -> None:
    """In a process of its own, as a kill leaves no other: what is held, and what is wrong."""
    health.probe = looking
    library = open_library(folder)
    held = {
        name: (library.record(name).title, library.transcript(name).turns[-1].text)
        for name in library.records()
    }
    to.send((held, library.problems() + Keywords(library).problems()))


class Processes:
    """Processes that start in a moment, from one that has all imported and nothing open."""

    def __init__(self) -> None:
        self._context = get_context("forkserver")
        # By its place under the folder of the project: Python 3.11 looks for it nowhere else, says
        # nothing where it is not there, and each process loads Chroma again.
        self._context.set_forkserver_preload(["tests.ingest.store.test_soak_kills"])

    def killed(self, kind: str, folder: Path, at: int, after: float) -> tuple[list[str], float]:
        """What a write had acknowledged when it was killed, and how long it had been at it."""
        here, there = self._context.Pipe(duplex=False)
        process = self._context.Process(target=write, args=(kind, folder, at, there))
        process.start()
        there.close()
        said = []
        with suppress(EOFError):
            assert here.recv() == "open"
            began = perf_counter()
            while "done" not in said and here.poll(max(0.0, began + after - perf_counter())):
                said.append(here.recv())
        took = perf_counter() - began
        process.kill()
        process.join()
        with suppress(EOFError):
            while True:
                said.append(here.recv())
        return said, took

    def seen(self, folder: Path) -> tuple[Held, list[str]]:
        here, there = self._context.Pipe(duplex=False)
        process = self._context.Process(target=look, args=(folder, there))
        process.start()
        there.close()
        held, wrong = here.recv()
        process.join()
        return held, wrong


def after(kind: str, held: Mapping[str, tuple[str, str]], name: str, at: int) -> Held:
    """What is held once one step is done."""
    if kind == "remove":
        return {n: it for n, it in held.items() if n != name}
    if kind == "correcting":
        return {**held, name: (f"Title {at}", held[name][1])}
    return {**held, name: ("Harbour hearing", f"Version {at}.")}


def steps(kind: str, held: Held, at: int) -> list[str]:
    """The names that a write goes through, in order."""
    names = sorted(held)
    cut = {"replace": names[at % 4 : at % 4 + 4], "correcting": names[at % 3 : at % 3 + 5]}
    others = {"add": [f"new-{at}-{n}" for n in range(5)], "remove": names[-5:]}
    return (cut | others).get(kind, [])


def states(kind: str, held: Held, said: list[str], at: int) -> list[Held]:
    """What may be held after a kill: what was acknowledged, and perhaps one step more."""
    left = steps(kind, held, at)[len(said) :]
    for name in said:
        held = after(kind, held, name, at)
    return [held, *(after(kind, held, name, at) for name in left[:1])]


@pytest.mark.slow
def test_fifty_kills_over_every_kind_of_write(tmp_path: Path) -> None:
    folder, kept, rng = tmp_path / "library", tmp_path / "kept.backup", Random(7)
    library = open_library(folder)
    for name in TALKS:
        put(library, hearing(name, *talk(name, 0)))
    (folder / "conversations.sqlite").write_bytes(b"what was asked")
    library.back_up(kept)
    processes = Processes()
    held, wrong = processes.seen(folder)
    in_backup, takes = held, dict.fromkeys(WRITES, 2.0)
    killed, kinds, at = 0, dict.fromkeys(WRITES, 0), 0
    while killed < KILLS:
        kind = list(WRITES)[at % len(WRITES)]
        at += 1
        to = tmp_path / "restored" if kind == "restoring" else folder
        said, took = processes.killed(kind, to, at, rng.uniform(0, takes[kind]))
        if "done" in said:
            takes[kind] = 0.8 * took
            said.remove("done")
        else:
            takes[kind] *= 1.1
            killed += 1
            kinds[kind] += 1
        now, wrong = processes.seen(to)
        assert wrong == [], (kind, at)
        if kind == "restoring":
            assert now in ({}, in_backup), at
            if not now:
                assert processes.killed(kind, to, at, LONGEST)[0] == ["done"]
            assert processes.seen(to) == (in_backup, [])
            assert (to / "conversations.sqlite").read_bytes() == b"what was asked"
            shutil.rmtree(to)
        else:
            assert now in states(kind, held, said, at), (kind, at, said)
            held = now
        if kind == "backup":
            with opened(kept) as whole:
                assert sorted(i.record.name for i in whole.items()) in (
                    sorted(in_backup),
                    sorted(held),
                )
            assert processes.killed(kind, folder, at, LONGEST)[0] == ["done"]
            in_backup = held
        print(f"{killed} of {KILLS}: {kind}", flush=True)
    print(f"{killed} kills ({', '.join(f'{n} {k}' for k, n in kinds.items())}): nothing lost")
