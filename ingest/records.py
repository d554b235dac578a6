"""How a transcript is laid out in the store: a record in rows, turns as passages with metadata."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from ingest.chroma import Client, Collection, Metadata, batches
from ingest.corrections import (
    NO_CORRECTIONS,
    Corrections,
    Renamed,
    corrected_speakers,
    read_corrections,
    renamed,
)
from ingest.embedding import Vectors
from ingest.passages import Passage
from ingest.transcript import Source, Speaker, Transcript, Turn

# A record is stored in rows of this many characters: Chroma's cloud takes 16 kB a document.
ROW = 12_000


@dataclass(frozen=True, slots=True)
class Record:
    """What the library knows of a transcript without reading its turns.

    `parts` holds the number of passages of each turn, so that every passage id is known.
    `version` tells what was read and corrected from any other; `sha256` is the file's.
    """

    name: str
    title: str
    date: str | None
    format: str
    sha256: str
    parts: tuple[int, ...]
    speakers: tuple[Speaker, ...]
    front: str
    back: str
    file: str = ""
    version: str = ""
    corrections: Corrections = NO_CORRECTIONS

    @property
    def turns(self) -> int:
        """How many turns it has."""
        return len(self.parts)

    def ids(self) -> list[str]:
        """The ids of all its passages, in order."""
        return [i for number in range(1, self.turns + 1) for i in self.ids_of(number)]

    def ids_of(self, number: int) -> list[str]:
        """The ids of the passages of one turn, in order."""
        parts = range(self.parts[number - 1])
        return [passage_id(self.name, number, part, self.version) for part in parts]

    def renamed(self) -> Renamed:
        """Who gets another name than the one read, for the turns of a record as read."""
        return renamed(self.corrections, self.speakers)

    def corrected(self) -> Record:
        """The record as it is shown."""
        made = self.corrections
        return replace(
            self,
            title=made.title or self.title,
            date=made.date or self.date,
            speakers=corrected_speakers(self.speakers, made),
        )


def version_of(transcript: Transcript, corrections: Corrections = NO_CORRECTIONS) -> str:
    """A hash of all that was read and corrected: other readers of the same file give another."""
    held = [transcript.as_json(transcript.file), asdict(corrections)]
    return hashlib.sha256(json.dumps(held, ensure_ascii=True).encode()).hexdigest()


def passage_id(name: str, number: int, part: int, version: str) -> str:
    """The id of a passage: turn id, part, and the first letters of the version."""
    return f"{name}#{number}.{part}@{version[:12]}"


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


def key(record: Record) -> str:
    """Name and version of a record in one word."""
    return f"{record.name}@{record.version[:12]}"


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
    version: str,
    passages: Iterable[Passage],
    vectors: Vectors,
) -> None:
    """Store a transcript's passages with their vectors, in as few batches as Chroma takes."""
    turns = {t.number: t for t in transcript.turns}
    rows = zip(passages, np.asarray(vectors, dtype=np.float32), strict=True)
    for batch in batches(rows, client):
        to.upsert(
            ids=[passage_id(transcript.name, p.number, p.part, version) for p, _ in batch],
            embeddings=[v for _, v in batch],
            documents=[p.text for p, _ in batch],
            metadatas=[passage_metadata(transcript, turns[p.number], p.part) for p, _ in batch],
        )


def make_record(
    transcript: Transcript,
    passages: Iterable[Passage],
    corrections: Corrections = NO_CORRECTIONS,
) -> Record:
    """The record of a transcript, as read, that is cut into these passages."""
    parts = dict.fromkeys((t.number for t in transcript.turns), 0)
    for passage in passages:
        parts[passage.number] += 1
    return Record(
        transcript.name,
        transcript.title,
        transcript.date,
        transcript.format,
        transcript.sha256,
        tuple(parts.values()),
        transcript.speakers,
        transcript.front,
        transcript.back,
        transcript.file,
        version_of(transcript, corrections),
        corrections,
    )


def join(record: Record, rows: Mapping[str, tuple[str, Mapping[str, Any]]]) -> Transcript:
    """The transcript of a record as read, from all its passages: `(text, metadata)` by id."""
    turns = [
        join_turn(number, [rows[i] for i in record.ids_of(number)])
        for number in range(1, record.turns + 1)
    ]
    return Transcript(
        record.name,
        record.title,
        record.date,
        record.format,
        tuple(turns),
        record.front,
        record.back,
        record.sha256,
        record.speakers,
        record.file,
    )


def join_turn(number: int, rows: Sequence[tuple[str, Mapping[str, Any]]]) -> Turn:
    """A turn of its passages, `(text, metadata)` in order."""
    return _turn(number, "".join(text for text, _ in rows), rows[0][1])


def _from_json(data: dict[str, Any]) -> Record:
    speakers = tuple(
        Speaker(s["name"], tuple(s["labels"]), tuple(s["aliases"]), s["named_in"], s["role"])
        for s in data["speakers"]
    )
    read = {
        "parts": tuple(data["parts"]),
        "speakers": speakers,
        "version": data.get("version") or data["sha256"],  # before there were versions
        "corrections": read_corrections(data.get("corrections", {})),
    }
    return Record(**data | read)


def passage_metadata(transcript: Transcript, turn: Turn, part: int) -> dict[str, Any]:
    """Few keys: each is a row in Chroma's store. Turn data goes with the first part alone."""
    shown = turn.as_json()
    shown.pop("text")
    meta: dict[str, Any] = {"transcript": transcript.name, "speaker": turn.speaker or ""}
    return meta | ({"turn": json.dumps(shown, ensure_ascii=False)} if part == 0 else {})


def _turn(number: int, text: str, metadata: Mapping[str, Any]) -> Turn:
    data = json.loads(metadata["turn"])
    return Turn(
        number,
        data["speaker"],
        data["label"],
        text,
        data["start_ms"],
        data["end_ms"],
        tuple(data["notes"]),
        Source(**data["source"]),
    )


def position(row: str) -> tuple[int, int]:
    """Turn number and part of a passage id."""
    number, part = row[row.rindex("#") + 1 : row.rindex("@")].split(".")
    return int(number), int(part)
