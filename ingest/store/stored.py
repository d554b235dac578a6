"""How a transcript is laid out in the store: a record in rows, turns as passages with metadata."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

import numpy as np

from ingest.errors import LibraryError
from ingest.index.embedding import Vectors
from ingest.index.passages import Passage
from ingest.store import sums
from ingest.store.chroma import Client, Collection, Metadata, batches
from ingest.store.corrections import read_corrections
from ingest.store.records import Record, key, passage_id
from ingest.transcript import Joined, Speaker, Transcript, Turn, read_turn

# A record is stored in rows of this many characters: Chroma's cloud takes 16 kB a document.
ROW = 12_000


def to_rows(record: Record) -> list[str]:
    """The record as JSON, cut into rows that join to it again."""
    text = json.dumps(asdict(record), ensure_ascii=False)
    return [text[i : i + ROW] for i in range(0, len(text), ROW)]


def from_rows(rows: Iterable[tuple[str, str, Mapping[str, Any]]]) -> list[Record]:
    """Records, in order of name, from rows `(id, text, metadata)` in any order.

    The metadata of a record's first row says how many it has; more are left from an older one.
    """
    held: dict[str, dict[int, tuple[str, int]]] = {}
    for row, text, metadata in rows:
        record, _, part = row.rpartition("/")
        held.setdefault(record, {})[int(part)] = text, int(metadata["rows"])
    records = (
        _from_json(json.loads("".join(parts[i][0] for i in range(parts[0][1]))))
        for parts in held.values()
    )
    return sorted(records, key=lambda r: (r.name, r.version))


def write_records(to: Collection, records: Iterable[Record], noted: int = 0) -> None:
    """Store records by name or, as a note taken at a time in Unix seconds, by name and version."""
    for record in records:
        rows = to_rows(record)
        first = key(record) if noted else record.name
        metadata: Metadata = {
            "name": record.name,
            "key": key(record),
            "rows": len(rows),
            "noted": noted,
        }
        to.upsert(
            ids=[f"{first}/{i}" for i in range(len(rows))],
            documents=rows,
            embeddings=np.ones((len(rows), 1), dtype=np.float32),
            metadatas=[metadata] * len(rows),
        )


def read_records(rows: Collection, where: dict[str, Any] | None = None) -> list[Record]:
    """The records of a collection, in order of name. `where` is Chroma's filter."""
    got = rows.get(where=where, include=["documents", "metadatas"])
    return from_rows(zip(got["ids"], got["documents"] or [], got["metadatas"] or [], strict=True))


def write_passages(
    client: Client,
    to: Collection,
    transcript: Transcript,
    record: Record,
    passages: Iterable[Passage],
    vectors: Vectors,
) -> Record:
    """Store a transcript's passages with their vectors, in as few batches as Chroma takes.

    The record comes back with the sums of what was stored.
    """
    turns = {t.number: t for t in transcript.turns}
    rows = [
        (
            passage_id(transcript.name, p.number, p.part, record.version),
            p.text,
            passage_metadata(transcript, turns[p.number], p.part),
        )
        for p in passages
    ]
    vectors = np.asarray(vectors, dtype=np.float32)
    for batch in batches(zip(rows, vectors, strict=True), client):
        to.upsert(
            ids=[row for (row, _, _), _ in batch],
            documents=[text for (_, text, _), _ in batch],
            metadatas=[metadata for (_, _, metadata), _ in batch],
            embeddings=[vector for _, vector in batch],
        )
    return replace(record, digest=sums.digest(rows), weight=sums.weighed(vectors))


def read_passages(
    client: Client, held: Collection, ids: Iterable[str]
) -> dict[str, tuple[str, Any]]:
    """The text and metadata of passages, by id; those that are not there are left out."""
    rows: dict[str, tuple[str, Any]] = {}
    for batch in batches(ids, client):
        got = held.get(ids=batch, include=["documents", "metadatas"])
        found = zip(got["documents"] or [], got["metadatas"] or [], strict=True)
        rows |= zip(got["ids"], found, strict=True)
    return rows


def read_vectors(client: Client, held: Collection, ids: Sequence[str]) -> Vectors | None:
    """The vectors of these passages, None where one is not there."""
    rows: dict[str, Any] = {}
    for batch in batches(ids, client):
        got = held.get(ids=batch, include=["embeddings"])
        found = got["embeddings"]
        rows |= zip(got["ids"], () if found is None else found, strict=True)
    if len(rows) < len(ids):
        return None
    return np.array([rows[i] for i in ids], dtype=np.float32)


def missing(name: str) -> LibraryError:
    """What is raised where a transcript's passages are not all there."""
    return LibraryError(f"{name}: passages are missing from the library; add the file again")


def join(record: Record, rows: Mapping[str, tuple[str, Mapping[str, Any]]]) -> Transcript:
    """The transcript of a record as read, from all its passages: `(text, metadata)` by id."""
    return record.transcript(
        tuple(
            _turn(number, [rows[i] for i in record.ids_of(number)])
            for number in range(1, record.turns + 1)
        )
    )


def _from_json(data: dict[str, Any]) -> Record:
    read = {
        "parts": tuple(data["parts"]),
        "speakers": read_speakers(data["speakers"]),
        "version": data.get("version") or data["sha256"],  # before there were versions
        "corrections": read_corrections(data.get("corrections", {})),
    }
    return Record(**data | read)


def read_speakers(data: Iterable[Mapping[str, Any]]) -> tuple[Speaker, ...]:
    """Speakers as they are stored in JSON."""
    return tuple(
        Speaker(
            s["name"],
            tuple(s["labels"]),
            tuple(s["aliases"]),
            s["named_in"],
            s["role"],
            tuple(Joined(**j) for j in s.get("joined", ())),
        )
        for s in data
    )


def passage_metadata(transcript: Transcript, turn: Turn, part: int) -> dict[str, Any]:
    """Few keys: each is a row in Chroma's store. Turn data goes with the first part alone."""
    shown = turn.as_json()
    shown.pop("text")
    meta: dict[str, Any] = {"transcript": transcript.name, "speaker": turn.speaker or ""}
    return meta | ({"turn": json.dumps(shown, ensure_ascii=False)} if part == 0 else {})


def _turn(number: int, rows: Sequence[tuple[str, Mapping[str, Any]]]) -> Turn:
    """A turn of its passages, `(text, metadata)` in order."""
    data = json.loads(rows[0][1]["turn"])
    return read_turn({**data, "number": number}, "".join(text for text, _ in rows))


def position(row: str) -> tuple[int, int]:
    """Turn number and part of a passage id."""
    number, part = row[row.rindex("#") + 1 : row.rindex("@")].split(".")
    return int(number), int(part)
