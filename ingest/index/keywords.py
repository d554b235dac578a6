"""What questions read of a library: its words, numbers and turns, in files beside it.

A cache, kept equal to the library by `sync`, and thrown away where it is not as it was left. What
`held` gives is as it was at one moment for as long as it is used, whatever is written meanwhile.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import numpy as np
from filelock import FileLock

from ingest import timing
from ingest.errors import LibraryError, OnRecordError, UnknownName
from ingest.index import bm25, prepared
from ingest.index.bm25 import Match, Scope, Words
from ingest.index.columns import VERSION, Columns, load, save
from ingest.index.embedding import Vectors
from ingest.index.seal import Mark, is_as_left, seal
from ingest.index.talk import Talk
from ingest.store.library import Library
from ingest.store.records import Record
from ingest.transcript import Transcript

Stamps = dict[str, tuple[str, int]]
"""By transcript: what was indexed (version and model), and the number that its files have."""


@dataclass(frozen=True)
class Held:
    """A library at one moment, by transcript, in order of name; nothing in it ever changes.

    `columns` are the slices as arrays, `vectors` those of the same slices, left on disk.
    """

    records: Mapping[str, Record]
    columns: Mapping[str, Columns]
    vectors: Mapping[str, Vectors]
    talk: Mapping[str, Talk]
    words: Words

    def record(self, name: str) -> Record:
        """One record. Raises UnknownName, with the nearest names."""
        if name not in self.records:
            raise UnknownName("transcript", name, self.records)
        return self.records[name]

    def transcript(self, name: str) -> Transcript:
        """A whole transcript, as it is shown. Raises UnknownName."""
        return self.record(name).transcript(self.talk[name].turns())


class Keywords:
    """The cache of a library, opened and brought to the library's state."""

    def __init__(self, library: Library) -> None:
        """Raises LibraryError where it cannot be written, or the library cannot be read."""
        self._library = library
        self._folder: Path = library.settings.library / "keywords"
        self._state = self._folder / "state.json"
        self._stamps: Stamps = {}
        self._marks: dict[str, Mark] = {}
        self._index: bm25.Index | None = None
        self.held: Held | None = None
        self.sync()

    def search(
        self,
        words: Mapping[str, float],
        texts: Collection[str],
        limit: int,
        scope: Scope | None = None,
    ) -> list[Match]:
        """Search what is held now; see `bm25.Words`."""
        return self.now.words.search(words, texts, limit, scope)

    @property
    def now(self) -> Held:
        """What the library held at the last `sync`."""
        assert self.held is not None  # `__init__` syncs
        return self.held

    def sync(self) -> bool:
        """Bring the cache to the library's state: only what differs is indexed again.

        True where something differed, on disk or in memory. Raises LibraryError.
        """
        if self.held is not None and _versions(self._stamps) == self._wanted(self._records()):
            return False
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with timing.step("index"), FileLock(self._folder.with_name(".keywords.lock")):
                try:
                    self._bring()
                except prepared.UNREADABLE:  # thrown away, and made anew
                    self._index = None
                    _clear(self._folder)
                    self._bring()
        except prepared.UNREADABLE as error:
            raise LibraryError(
                f"{self._folder}: the search index cannot be written: {error}"
            ) from error
        return True

    def problems(self) -> list[str]:
        """What differs from the library, one line for each transcript."""
        differ = []
        for name, record in self.now.records.items():
            shown, vectors = self._library.transcript(name), self._library.vectors(name)
            made, columns = prepared.prepare(shown).columns, self.now.columns[name]
            same = self.now.transcript(name) == shown and made.words == columns.words
            near = np.allclose(self.now.vectors[name], vectors, atol=1e-6)
            if not (same and near and np.array_equal(made.ids, columns.ids)):
                differ.append(f"{record.name}: the search index differs from what is stored")
        if not is_as_left(self._folder, self._marks, closely=True):
            differ.append("the search index is not as it was left")
        return differ

    def _records(self) -> Mapping[str, Record]:
        return self._library.records()

    def _wanted(self, records: Mapping[str, Record]) -> dict[str, str]:
        model = self._library.embedder.digest
        return {r.name: f"{r.version} {model}" for r in records.values()}

    def _bring(self) -> None:
        """Index what is new until the library stays the same meanwhile, then hold that."""
        stamps, records = self._opened(), self._records()
        while (want := self._wanted(records)) != _versions(stamps):
            stamps, records = self._write(stamps, want), self._records()
        self._hold(stamps, records)

    def _opened(self) -> Stamps:
        """What the files hold; nothing, where one is not as it was left."""
        version, stamps, marks = self._read_state()
        if self._index is None or version != VERSION:
            if version != VERSION or not is_as_left(self._folder, marks):
                _clear(self._folder)
                stamps, marks = {}, {}
            (self._folder / "columns").mkdir(exist_ok=True)
            self._index = bm25.open_index(self._folder / "index")
        self._marks = marks
        return stamps

    def _read_state(self) -> tuple[int, Stamps, dict[str, Mark]]:
        try:
            state = json.loads(self._state.read_text())
            stamps = {name: (str(stamp), int(key)) for name, (stamp, key) in state["held"].items()}
            marks = {name: (int(a), int(b), int(c)) for name, (a, b, c) in state["files"].items()}
            return int(state["version"]), stamps, marks
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return 0, {}, {}

    def _write(self, stamps: Stamps, want: Mapping[str, str]) -> Stamps:
        """The stamps after what differs from `want` was taken out or in."""
        assert self._index is not None
        stale = [n for n in stamps if stamps[n][0] != want.get(n)]
        kept = {n: held for n, held in stamps.items() if n not in stale}
        keys = count(max((key for _, key in stamps.values()), default=-1) + 1)
        fresh = []
        for name in (n for n in want if n not in kept):
            made = self._made(name, want[name])
            if made is not None:
                columns, key = made[0].columns, next(keys)
                save(columns, self._file(key, "npz"))
                np.save(self._file(key, "npy"), made[1])
                self._file(key, "jsonl").write_bytes(made[0].talk)
                fresh.append((name, key, columns))
        bm25.write(self._index, {*stale, *(n for n, _, _ in fresh)}, fresh)
        after = kept | {name: (want[name], key) for name, key, _ in fresh}
        past = [self._file(stamps[n][1], s) for n in stale for s in ("npz", "npy", "jsonl")]
        gone = {path.relative_to(self._folder).as_posix() for path in past} | {self._state.name}
        marks = {n: m for n, m in seal(self._folder, self._marks).items() if n not in gone}
        beside = self._state.with_suffix(".new")
        beside.write_text(json.dumps({"version": VERSION, "held": after, "files": marks}))
        beside.replace(self._state)
        self._marks = marks
        for path in past:
            path.unlink(missing_ok=True)
        prepared.clear(self._library.settings.library)
        return after

    def _made(self, name: str, stamp: str) -> tuple[prepared.Prepared, Vectors] | None:
        """What is indexed of a transcript; None where it is meanwhile gone or another version."""
        library = self._library
        try:
            made = prepared.kept(library.settings.library, stamp.split(maxsplit=1)[0])
            made = made or prepared.prepare(library.transcript(name))
            vectors = library.vectors(name)
        except OnRecordError:
            if self._wanted(self._records()).get(name) == stamp:
                raise
            return None
        return (made, vectors) if self._wanted(self._records()).get(name) == stamp else None

    def _file(self, key: int, suffix: str) -> Path:
        return self._folder / "columns" / f"{key}.{suffix}"

    def _hold(self, stamps: Stamps, records: Mapping[str, Record]) -> None:
        assert self._index is not None
        before, same = self.held, {n for n, s in stamps.items() if self._stamps.get(n) == s}
        columns, vectors, talk = {}, {}, {}
        for name, (_, key) in sorted(stamps.items()):
            if before is not None and name in same:
                columns[name], vectors[name] = before.columns[name], before.vectors[name]
                talk[name] = before.talk[name]
            else:
                columns[name] = load(self._file(key, "npz"))
                vectors[name] = np.load(self._file(key, "npy"), mmap_mode="r")
                talk[name] = Talk(self._file(key, "jsonl"))
        self._index.reload()
        words = Words(self._index, {key: name for name, (_, key) in stamps.items()})
        self.held = Held(records, columns, vectors, talk, words)
        self._stamps = stamps


def _versions(stamps: Stamps) -> dict[str, str]:
    return {name: stamp for name, (stamp, _) in stamps.items()}


def throw_away(library: Library) -> None:
    """Remove the cache of a library; the next who opens it makes it anew."""
    shutil.rmtree(library.settings.library / "keywords", ignore_errors=True)


def _clear(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
