"""Every slice of the library in flat arrays: what the features of a question are read from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from ingest.index.columns import Columns
from ingest.index.embedding import word_vectors
from ingest.text.terms import stem

Ints = NDArray[np.int32]
Number = TypeVar("Number", bound=np.generic)
Floats = NDArray[np.float32]
# The texts of a slice that are scored: how many slices before and after it are read with it.
WINDOWS: dict[str, tuple[int, int]] = {
    "near": (1, 1),
    "stretch": (20, 20),
}


@dataclass(frozen=True)
class Vocabulary:
    """The terms seen so far, numbered, each with its stem's number and its unit vector.

    Numbers stay when it grows, so that a transcript is numbered once.
    """

    words: Mapping[str, int] = field(default_factory=dict)
    stems: Mapping[str, int] = field(default_factory=dict)
    stem_of: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int32))
    vectors: Floats = field(default_factory=lambda: np.zeros((0, 256), dtype=np.float32))

    def grown(self, words: Iterable[str]) -> Vocabulary:
        """One with the words that are new, too."""
        fresh = [w for w in dict.fromkeys(words) if w not in self.words]
        if not fresh:
            return self
        stems = dict(self.stems)
        numbers = [stems.setdefault(stem(w), len(stems)) for w in fresh]
        return Vocabulary(
            {**self.words, **{w: len(self.words) + at for at, w in enumerate(fresh)}},
            stems,
            np.append(self.stem_of, np.array(numbers, dtype=np.int32)),
            np.vstack([self.vectors, directions(fresh)]),
        )

    @cached_property
    def _by_form(self) -> Mapping[tuple[str, int], list[str]]:
        found: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in self.words:
            found[word[:1], len(word)].append(word)
        return found

    def spelt_like(self, word: str) -> Iterator[tuple[str, int]]:
        """The words with its first letter and about its length, with their numbers."""
        for length in (len(word) - 1, len(word), len(word) + 1):
            for other in self._by_form.get((word[:1], length), ()):
                yield other, self.words[other]

    def numbers(self, words: Iterable[str]) -> Ints:
        """The numbers of words that were added."""
        return np.array([self.words[w] for w in words], dtype=np.int32)


def directions(words: Sequence[str]) -> Floats:
    """Unit vectors of words; zeros for a word without one."""
    vectors = word_vectors(words)
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.where(norms > 0, norms, 1)).astype(np.float32)


@dataclass(frozen=True, slots=True)
class _Part:
    """One transcript's columns, numbered by the vocabulary."""

    columns: Columns
    vectors: Floats
    ids: Ints
    voices: tuple[Ints, ...]
    stems: Ints
    spread: Ints
    """In how many slices each of `stems` stands."""


def _part(columns: Columns, vectors: Floats, vocabulary: Vocabulary) -> _Part:
    ids = vocabulary.numbers(columns.words)[columns.ids]
    voices = tuple(vocabulary.stem_of[vocabulary.numbers(words)] for _, words in columns.voices)
    rows = np.repeat(np.arange(len(columns.turn)), np.diff(columns.starts))
    size = max(len(vocabulary.stems), 1)
    pairs = np.unique(rows * size + vocabulary.stem_of[ids])
    stems, spread = np.unique(pairs % size, return_counts=True)
    return _Part(columns, vectors, ids, voices, stems.astype(np.int32), spread.astype(np.int32))


@dataclass(frozen=True, slots=True)
class Arrays:
    """All slices, transcript after transcript in order of name.

    Slice i of n has the terms `ids[starts[i]:starts[i + 1]]`, stands in transcript
    `transcript[i]`, whose slices are `first[t]` to `first[t + 1]`, and is spoken by `voice[i]`.
    `asks` is 1 where it asks. `vectors` are the slices' own, by transcript.
    `spread` counts, for a stem, the slices that hold it; `bearers` are the voices in whose name it
    stands.
    `mean` is the mean length in terms of each text in WINDOWS.
    """

    names: tuple[str, ...]
    first: Ints
    transcript: Ints
    ids: Ints
    starts: NDArray[np.int64]
    turn: Ints
    part: Ints
    voice: Ints
    bearers: Mapping[int, Ints]
    who: tuple[str, ...]
    asks: NDArray[np.uint8]
    vectors: tuple[Floats, ...]
    spread: Ints
    mean: Mapping[str, float]

    @property
    def size(self) -> int:
        """How many slices there are."""
        return len(self.turn)


@dataclass(frozen=True, slots=True)
class Corpus:
    """The arrays of a library at one moment, with the words that they number."""

    vocabulary: Vocabulary
    arrays: Arrays
    parts: Mapping[str, _Part]

    def updated(self, columns: Mapping[str, Columns], vectors: Mapping[str, Floats]) -> Corpus:
        """The corpus of these transcripts; only what is new or changed is numbered."""
        same = {n: p for n, p in self.parts.items() if p.columns is columns.get(n)}
        fresh = [c for n, c in columns.items() if n not in same]
        said = (word for c in fresh for word in c.words)
        named = (word for c in fresh for _, words in c.voices for word in words)
        vocabulary = self.vocabulary.grown(chain(said, named))
        parts = {
            name: same.get(name) or _part(columns[name], vectors[name], vocabulary)
            for name in sorted(columns)
        }
        return Corpus(vocabulary, _join(parts, vocabulary), parts)


def corpus(columns: Mapping[str, Columns], vectors: Mapping[str, Floats]) -> Corpus:
    """The corpus of transcripts: their columns and vectors by name."""
    nothing = Vocabulary()
    return Corpus(nothing, _join({}, nothing), {}).updated(columns, vectors)


def _join(by_name: Mapping[str, _Part], vocabulary: Vocabulary) -> Arrays:
    parts = list(by_name.values())
    sizes = [len(p.columns.turn) for p in parts]
    first = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
    lengths = _cat([np.diff(p.columns.starts) for p in parts], np.int64)
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    voices = np.cumsum([0] + [len(p.voices) for p in parts])
    spread = np.zeros(len(vocabulary.stems), dtype=np.int32)
    for p in parts:
        spread[p.stems] += p.spread
    transcript = np.repeat(np.arange(len(parts), dtype=np.int32), sizes)
    return Arrays(
        names=tuple(by_name),
        first=first,
        transcript=transcript,
        ids=_cat([p.ids for p in parts], np.int32),
        starts=starts,
        turn=_cat([p.columns.turn for p in parts], np.int32),
        part=_cat([p.columns.part for p in parts], np.int32),
        voice=_cat([p.columns.voice + v for p, v in zip(parts, voices, strict=False)], np.int32),
        bearers=_bearers([v for p in parts for v in p.voices]),
        who=tuple(who for p in parts for who, _ in p.columns.voices),
        asks=_cat([p.columns.asks for p in parts], np.uint8),
        vectors=tuple(p.vectors for p in parts),
        spread=spread,
        mean=_mean_lengths(starts, first, transcript),
    )


def _bearers(voices: Sequence[Ints]) -> dict[int, Ints]:
    """The voices, by the stems of their names."""
    found: dict[int, list[int]] = defaultdict(list)
    for voice, stems in enumerate(voices):
        for number in stems.tolist():
            found[number].append(voice)
    return {number: np.array(some, dtype=np.int32) for number, some in found.items()}


def _cat(arrays: Sequence[NDArray[Any]], kind: type[Number]) -> NDArray[Number]:
    return np.concatenate(arrays).astype(kind) if arrays else np.zeros(0, dtype=kind)


def _mean_lengths(starts: NDArray[np.int64], first: Ints, transcript: Ints) -> dict[str, float]:
    at = np.arange(len(transcript))
    low, high = first[transcript], first[transcript + 1] if len(transcript) else first[:0]
    mean = {}
    for text, (before, after) in WINDOWS.items():
        a, b = np.maximum(at - before, low), np.minimum(at + after + 1, high)
        mean[text] = float((starts[b] - starts[a]).mean()) if len(at) else 1.0
    return mean
