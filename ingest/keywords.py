"""The keyword index: BM25 over turns. A cache of the library, rebuilt at will."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import tantivy

from ingest.library import Library
from ingest.transcript import Transcript, turn_id

VERSION = 1


@dataclass(frozen=True, slots=True)
class Match:
    """A turn that holds words of the question, and its BM25 score."""

    name: str
    number: int
    score: float


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    builder.add_text_field("transcript", stored=False, tokenizer_name="raw")
    builder.add_text_field("text", stored=False, tokenizer_name="en_stem")
    builder.add_text_field("around", stored=False, tokenizer_name="en_stem")
    return builder.build()


class Keywords:
    """An open keyword index, kept equal to its library by `sync`."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._folder: Path = library.settings.library / "keywords"
        self._state = self._folder / "state.json"
        if self._read_state().get("version") != VERSION:
            shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True, exist_ok=True)
        self._index = tantivy.Index(_schema(), path=str(self._folder))
        self.sync()

    def _read_state(self) -> dict[str, object]:
        try:
            state: dict[str, object] = json.loads(self._state.read_text())
        except (OSError, ValueError):
            return {}
        return state

    def sync(self) -> bool:
        """Bring the index to the library's state: only what differs is indexed again.

        True where something differed.
        """
        want = {r.name: r.sha256 for r in self._library.records().values()}
        held = self._read_state().get("transcripts") or {}
        have: dict[str, str] = dict(held) if isinstance(held, dict) else {}
        stale = [n for n in have if have[n] != want.get(n)]
        fresh = [n for n in want if have.get(n) != want[n]]
        if not stale and not fresh:
            return False
        writer = self._index.writer(64_000_000, 1)
        for name in stale + fresh:
            writer.delete_documents_by_term("transcript", name)
        for name in fresh:
            for document in _documents(self._library.transcript(name)):
                writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._state.write_text(json.dumps({"version": VERSION, "transcripts": want}))
        return True

    def search(self, words: Sequence[str], count: int, names: Iterable[str] = ()) -> list[Match]:
        """Turns that hold the words, best first; within the named transcripts, if any."""
        terms = [
            (tantivy.Occur.Should, tantivy.Query.term_query(self._index.schema, field, token))
            for field in ("text", "around")
            for word in words
            for token in _tokens(word)
        ]
        if not terms:
            return []
        query = tantivy.Query.boolean_query(terms)
        if names := list(names):
            scope = tantivy.Query.term_set_query(self._index.schema, "transcript", names)
            query = tantivy.Query.boolean_query(
                [
                    (tantivy.Occur.Must, query),
                    (tantivy.Occur.Must, tantivy.Query.const_score_query(scope, 0.0)),
                ]
            )
        searcher = self._index.searcher()
        found = []
        for score, address in searcher.search(query, count).hits:
            name, _, number = str(searcher.doc(address)["id"][0]).rpartition("#")
            found.append(Match(name, int(number), float(score)))
        return sorted(found, key=lambda m: (-m.score, m.name, m.number))


def _documents(transcript: Transcript) -> Iterable[tantivy.Document]:
    turns = transcript.turns
    for at, turn in enumerate(turns):
        around = " ".join(t.text for t in turns[max(0, at - 1) : at + 2])
        yield tantivy.Document(
            id=turn_id(transcript.name, turn.number),
            transcript=transcript.name,
            text=f"{turn.who} {turn.text}",
            around=around,
        )


_ANALYZER = (
    tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    .filter(tantivy.Filter.remove_long(40))
    .filter(tantivy.Filter.lowercase())
    .filter(tantivy.Filter.stemmer("english"))
    .build()
)


def _tokens(word: str) -> list[str]:
    return list(_ANALYZER.analyze(word))
