"""The keyword index: BM25 over several texts of each slice. A cache, rebuilt at will.

A slice is a passage's text. It is found by its own words and its speaker's names, and by those of
the slices around it: talk says "it" for what the turn before has named.
"""

from __future__ import annotations

import json
import math
import shutil
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import numpy as np
import tantivy
from filelock import FileLock

from ingest.index import prepared
from ingest.index.columns import VERSION, Columns, encode, load, save
from ingest.index.embedding import Vectors
from ingest.store.library import Library
from ingest.text.terms import stem

# The texts of a slice: how many slices before and after it are read with it. No one of them wins on
# all kinds of talk; the sum of their scores holds 4 to 9 of 100 more gold turns at 100 than any.
TEXTS: dict[str, tuple[int, int]] = {
    "text": (0, 0),
    "around": (3, 3),
    "wide": (8, 8),
    "stretch": (20, 20),
}
# A document's key: the transcript's number, then its slice's place in it.
_SLICE_BITS = 32
_SLICE_MASK = (1 << _SLICE_BITS) - 1


@dataclass(frozen=True, slots=True)
class Match:
    """A slice that holds words of the question: its transcript, its place in it, its BM25."""

    name: str
    slice: int
    score: float


class Keywords:
    """An open keyword index, kept equal to its library by `sync`.

    `columns` holds every transcript's slices as arrays, by name, in order of name; `vectors` those
    of the same slices, left on disk.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._folder: Path = library.settings.library / "keywords"
        self._state = self._folder / "state.json"
        self.columns: dict[str, Columns] = {}
        self.vectors: dict[str, Vectors] = {}
        self._held: dict[str, tuple[str, int]] = {}
        self._names: dict[int, str] = {}
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._locked():
            if self._read_state()[0] != VERSION:
                _clear(self._folder)
            (self._folder / "columns").mkdir(exist_ok=True)
            (self._folder / "index").mkdir(exist_ok=True)
            self._index = _open(self._folder / "index")
        self.sync()

    def _locked(self) -> FileLock:
        return FileLock(self._folder.with_name(".keywords.lock"))

    def _read_state(self) -> tuple[int, dict[str, tuple[str, int]]]:
        try:
            state = json.loads(self._state.read_text())
            held = {name: (str(stamp), int(key)) for name, (stamp, key) in state["held"].items()}
            return int(state["version"]), held
        except (OSError, ValueError, KeyError, TypeError):
            return 0, {}

    def sync(self) -> bool:
        """Bring the index to the library's state: only what differs is indexed again.

        True where something differed, on disk or in memory.
        """
        model = self._library.embedder.digest
        want = {r.name: f"{r.version} {model}" for r in self._library.records().values()}
        if {n: stamp for n, (stamp, _) in self._held.items()} == want:
            return False
        with self._locked():
            _, held = self._read_state()
            held = {n: (stamp, key) for n, (stamp, key) in held.items() if self._file(key).exists()}
            stale = [n for n in held if held[n][0] != want.get(n)]
            fresh = [n for n in want if n in stale or n not in held]
            if stale or fresh:
                held = self._write(held, stale, {n: want[n] for n in fresh})
            self._load(held)
        return True

    def _write(
        self, held: dict[str, tuple[str, int]], stale: list[str], fresh: Mapping[str, str]
    ) -> dict[str, tuple[str, int]]:
        writer = self._index.writer(128_000_000, 1)
        for name in {*stale, *fresh}:
            writer.delete_documents_by_term("transcript", name)
        for name in stale:
            key = held.pop(name)[1]
            self._file(key).unlink(missing_ok=True)
            self._vectors(key).unlink(missing_ok=True)
        keys = count(max((key for _, key in held.values()), default=-1) + 1)
        for name, key in zip(fresh, keys, strict=False):
            version = self._library.record(name).version
            columns = prepared.kept(self._library.settings.library, version)
            columns = columns or encode(self._library.transcript(name))
            np.save(self._vectors(key), self._library.vectors(name))
            save(columns, self._file(key))
            for document in _documents(name, key, columns):
                writer.add_document(document)
            held[name] = (fresh[name], key)
        writer.commit()
        writer.wait_merging_threads()
        beside = self._state.with_suffix(".new")
        beside.write_text(json.dumps({"version": VERSION, "held": held}))
        beside.replace(self._state)
        prepared.clear(self._library.settings.library)
        return held

    def _file(self, key: int) -> Path:
        return self._folder / "columns" / f"{key}.npz"

    def _vectors(self, key: int) -> Path:
        return self._folder / "columns" / f"{key}.npy"

    def _load(self, held: dict[str, tuple[str, int]]) -> None:
        kept = {n for n in self.columns if self._held.get(n) == held.get(n)}
        files = {n: key for n, (_, key) in sorted(held.items())}
        self.columns = {
            n: self.columns[n] if n in kept else load(self._file(key)) for n, key in files.items()
        }
        self.vectors = {
            n: self.vectors[n] if n in kept else np.load(self._vectors(key), mmap_mode="r")
            for n, key in files.items()
        }
        self._held = held
        self._names = {key: name for name, key in files.items()}
        self._index.reload()

    def search(
        self,
        words: Mapping[str, float],
        texts: Collection[str],
        limit: int,
        scope: Scope | None = None,
    ) -> list[Match]:
        """The slices whose `texts` (keys of TEXTS) hold the stems, best first.

        `words` maps stems to weights, above 0, that take the place of the inverse document
        frequency, so that the scores of short and long texts add up. Equal scores stand in order
        of name and place.
        """
        searcher = self._index.searcher()
        parts = [
            (tantivy.Occur.Should, self._term(searcher, text, word, weight))
            for text in texts
            for word, weight in words.items()
        ]
        if not parts:
            return []
        query = tantivy.Query.boolean_query(parts)
        if scope is not None:
            within = tantivy.Query.const_score_query(self._within(scope), 0.0)
            query = tantivy.Query.boolean_query(
                [(tantivy.Occur.Must, query), (tantivy.Occur.Must, within)]
            )
        hits = searcher.search(query, limit, count=False).hits
        keys = searcher.fast_field_values("key", [address for _, address in hits])
        found = []
        for (score, _), key in zip(hits, keys, strict=True):
            name = self._names.get(int(key or 0) >> _SLICE_BITS)
            if name is not None:
                found.append(Match(name, int(key or 0) & _SLICE_MASK, float(score)))
        return sorted(found, key=lambda m: (-m.score, m.name, m.slice))

    def _term(
        self, searcher: tantivy.Searcher, text: str, word: str, weight: float
    ) -> tantivy.Query:
        size, spread = searcher.num_docs, searcher.doc_freq(text, word)
        rarity = math.log(1 + (size - spread + 0.5) / (spread + 0.5)) if size >= spread else 1.0
        query = tantivy.Query.term_query(self._index.schema, text, word)
        return tantivy.Query.boost_query(query, weight / max(rarity, 1e-6))

    def _within(self, scope: Scope) -> tantivy.Query:
        whole = [name for name, who in scope.items() if who is None]
        voices = [_voice(name, w) for name, who in scope.items() for w in sorted(who or ())]
        schema = self._index.schema
        parts = [
            (tantivy.Occur.Should, tantivy.Query.term_set_query(schema, field, values))
            for field, values in (("transcript", whole), ("voice", voices))
            if values
        ]
        return tantivy.Query.boolean_query(parts)


Scope = Mapping[str, frozenset[str] | None]
"""Transcripts by name, each with the voices (`Turn.who`) that are meant, or None for all."""


def _open(folder: Path) -> tantivy.Index:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("key", fast=True)
    builder.add_text_field("transcript", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("voice", tokenizer_name="raw", index_option="basic")
    for text in TEXTS:
        builder.add_text_field(text, tokenizer_name="stems", index_option="freq")
    index = tantivy.Index(builder.build(), path=str(folder))
    # The texts are stems already: nothing is left to do but to part them.
    stems = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("stems", stems)
    return index


def _documents(name: str, key: int, columns: Columns) -> Iterator[tantivy.Document]:
    stems = [stem(word) for word in columns.words]
    voices = [" ".join(map(stem, words)) for _, words in columns.voices]
    said = [
        " ".join([*(stems[i] for i in columns.ids[a:b]), voices[voice]])
        for a, b, voice in zip(columns.starts, columns.starts[1:], columns.voice, strict=False)
    ]
    for at in range(len(said)):
        yield tantivy.Document(
            key=key << _SLICE_BITS | at,
            transcript=name,
            voice=_voice(name, columns.voices[columns.voice[at]][0]),
            **{t: " ".join(said[max(0, at - a) : at + b + 1]) for t, (a, b) in TEXTS.items()},
        )


def _voice(name: str, who: str) -> str:
    return f"{name}\n{who}"


def _clear(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
