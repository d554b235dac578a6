"""The library as it is read: transcripts, turns, vectors and records, from Chroma.

What is stored is what the file says, with the person's corrections in the record; what is read from
here is the transcript put right.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.errors import UnknownName
from ingest.index.embedding import Vectors
from ingest.store import chroma, kept
from ingest.store.care import audit, packing
from ingest.store.care.problems import problems as find_problems
from ingest.store.corrections import Corrections, corrected
from ingest.store.kept import Kept
from ingest.store.opened import Opened
from ingest.store.records import Record
from ingest.store.schema import LOG
from ingest.store.stored import (
    join,
    missing,
    position,
    read_passages,
    read_records,
    read_vectors,
)
from ingest.transcript import Transcript


@dataclass(frozen=True, slots=True)
class Near:
    """A passage near a vector: its transcript, turn number and part, and the cosine."""

    name: str
    number: int
    part: int
    cosine: float


class Store(Opened):
    """An open library, for any number of readers.

    Every method raises LibraryError where the database fails or its server does not answer.
    """

    @chroma.clear_errors
    def _stored(self) -> dict[str, Record]:
        """Every record as it is stored, by name, in order of name. Never changed in place."""
        with self._looking:
            if self._cache is None:
                self._cache = {r.name: r for r in read_records(self._records)}
            return self._cache

    def records(self) -> dict[str, Record]:
        """Every transcript's record by name, in order of name. Never changed in place."""
        with self._looking:
            stored = self._stored()
            if self._shown[0] is not stored:
                self._shown = stored, {name: r.corrected() for name, r in stored.items()}
            return self._shown[1]

    def listed(self) -> list[dict[str, Any]]:
        """What a list of the transcripts says of each."""
        return [record.summary() for record in self.records().values()]

    @chroma.clear_errors
    def changes(self) -> list[audit.Change]:
        """Who changed what, the oldest first."""
        return audit.read(self._log())

    def record(self, name: str) -> Record:
        """One record. Raises UnknownName, with the nearest names."""
        records = self.records()
        if name not in records:
            raise UnknownName("transcript", name, records)
        return records[name]

    def as_read(self, name: str) -> Record:
        """One record without its corrections applied. Raises UnknownName."""
        self.record(name)
        return self._stored()[name]

    def transcript(self, name: str) -> Transcript:
        """A whole transcript, joined again from its passages. Raises UnknownName."""
        return corrected(self.transcript_as_read(name), self.record(name).corrections)

    @chroma.follow_changes
    @chroma.clear_errors
    def transcript_as_read(self, name: str) -> Transcript:
        """A whole transcript without its corrections. Raises UnknownName."""
        record = self.as_read(name)
        rows = self._held(record.ids())
        if len(rows) < len(record.ids()):
            raise missing(name)
        return join(record, rows)

    @chroma.follow_changes
    @chroma.clear_errors
    def texts(self, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
        """What some turns say, by transcript and number, without reading the rest.

        Raises UnknownName.
        """
        ids = {(name, n): self.record(name).ids_of(n) for name, n in wanted}
        rows = self._held(i for several in ids.values() for i in several)
        for (name, _), several in ids.items():
            if not rows.keys() >= set(several):
                raise missing(name)
        return {key: "".join(rows[i][0] for i in several) for key, several in ids.items()}

    @chroma.follow_changes
    @chroma.clear_errors
    def vectors(self, name: str) -> Vectors:
        """The vectors of a transcript's passages, in order. Raises UnknownName."""
        vectors = read_vectors(self._client, self._passages, self.record(name).ids())
        if vectors is None:
            raise missing(name)
        return vectors

    def _held(self, ids: Iterable[str]) -> dict[str, tuple[str, Any]]:
        return read_passages(self._client, self._passages, ids)

    @chroma.follow_changes
    @chroma.clear_errors
    def kept(self) -> dict[str, Kept]:
        """The version before, by name, of those that were replaced or removed; the last first."""
        return kept.counting(self._kept, self._versions())

    @chroma.clear_errors
    def version_kept(self, it: Kept) -> tuple[Transcript, Corrections]:
        """A version that is kept, as read, with what was put right in it. Raises LibraryError."""
        return kept.read(self._kept, it)

    def _versions(self) -> dict[str, str]:
        return {r.name: r.version for r in self._stored().values()}

    @chroma.follow_changes
    @chroma.clear_errors
    def near(
        self, vector: Vectors, count: int, records: Mapping[str, Record] | None = None
    ) -> list[Near]:
        """The `count` passages nearest to a unit vector, best first, as far as records have them.

        `records`: those of another moment than this.
        """
        records = self._stored() if records is None else records
        got = self._passages.query(
            query_embeddings=[vector.tolist()], n_results=count, include=["distances"]
        )
        found = []
        for row, distance in zip(got["ids"][0], (got["distances"] or [[]])[0], strict=True):
            name = row[: row.rindex("#")]
            if name in records and row.endswith("@" + records[name].version[:12]):
                number, part = position(row)
                found.append(Near(name, number, part, 1.0 - float(distance)))
        return found

    @chroma.clear_errors
    def problems(self) -> list[str]:
        """What is wrong with the store, one line each: what is missing, left over, or changed.

        What an unfinished write left is no problem: it is noted, and the next write deletes it.
        """
        return find_problems(
            self._client, self._stored().values(), self._passages, self._notes, self._kept
        )

    @chroma.clear_errors
    def back_up(self, path: Path) -> int:
        """Write all that is held to a file; how many transcripts. Raises BackupError."""
        has_log = self._name(LOG) in chroma.collections(self._client)
        return packing.pack(
            path,
            self.settings.library,
            self._client,
            self._stored().values(),
            self._passages,
            self._kept,
            self._log() if has_log else None,
        )
