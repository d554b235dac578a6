"""Words to slices: BM25 over several texts of each slice, by tantivy, the only import of it.

A slice is a passage's text. It is found by its own words and its speaker's names, and by those of
the slices around it: talk says "it" for what the turn before has named.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import tantivy

from ingest.index.columns import Columns
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

Index = tantivy.Index
Scope = Mapping[str, frozenset[str] | None]
"""Transcripts by name, each with the voices (`Turn.who`) that are meant, or None for all."""


@dataclass(frozen=True, slots=True)
class Match:
    """A slice that holds words of the question: its transcript, its place in it, its BM25."""

    name: str
    slice: int
    score: float


def open_index(folder: Path) -> Index:
    """The index in a folder, made where there is none. Raises ValueError where it is broken."""
    folder.mkdir(parents=True, exist_ok=True)
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


def write(index: Index, gone: Iterable[str], fresh: Iterable[tuple[str, int, Columns]]) -> None:
    """Take transcripts out by name, and others in: name, number and columns of each."""
    writer = index.writer(128_000_000, 1)
    for name in gone:
        writer.delete_documents_by_term("transcript", name)
    for name, key, columns in fresh:
        for document in _documents(name, key, columns):
            writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()


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


class Words:
    """The index at one moment; what is written later does not show in it."""

    def __init__(self, index: Index, names: Mapping[int, str]) -> None:
        """`names`: the transcripts by number."""
        self._names, self._schema, self._searcher = names, index.schema, index.searcher()

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
        parts = [
            (tantivy.Occur.Should, self._term(text, word, weight))
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
        hits = self._searcher.search(query, limit, count=False).hits
        keys = self._searcher.fast_field_values("key", [address for _, address in hits])
        found = []
        for (score, _), key in zip(hits, keys, strict=True):
            name = self._names.get(int(key or 0) >> _SLICE_BITS)
            if name is not None:
                found.append(Match(name, int(key or 0) & _SLICE_MASK, float(score)))
        return sorted(found, key=lambda m: (-m.score, m.name, m.slice))

    def _term(self, text: str, word: str, weight: float) -> tantivy.Query:
        size, spread = self._searcher.num_docs, self._searcher.doc_freq(text, word)
        rarity = math.log(1 + (size - spread + 0.5) / (spread + 0.5)) if size >= spread else 1.0
        query = tantivy.Query.term_query(self._schema, text, word)
        return tantivy.Query.boost_query(query, weight / max(rarity, 1e-6))

    def _within(self, scope: Scope) -> tantivy.Query:
        whole = [name for name, who in scope.items() if who is None]
        voices = [_voice(name, w) for name, who in scope.items() for w in sorted(who or ())]
        parts = [
            (tantivy.Occur.Should, tantivy.Query.term_set_query(self._schema, field, values))
            for field, values in (("transcript", whole), ("voice", voices))
            if values
        ]
        return tantivy.Query.boolean_query(parts)


def _voice(name: str, who: str) -> str:
    return f"{name}\n{who}"
