"""How a transcript is laid out in the store: a record in rows, turns as passages with metadata."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ingest.passages import Passage
from ingest.transcript import Source, Speaker, Transcript, Turn

# A record is stored in rows of this many characters: Chroma's cloud takes 16 kB a document.
ROW = 12_000


@dataclass(frozen=True, slots=True)
class Record:
    """What the library knows of a transcript without reading its turns.

    `parts` holds the number of passages of each turn, so that every passage id is known.
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

    @property
    def turns(self) -> int:
        """How many turns it has."""
        return len(self.parts)

    def ids(self) -> list[str]:
        """The ids of all its passages, in order."""
        return [
            passage_id(self.name, number, part, self.sha256)
            for number, parts in enumerate(self.parts, 1)
            for part in range(parts)
        ]


def passage_id(name: str, number: int, part: int, sha256: str) -> str:
    """The id of a passage: turn id, part, and the first letters of the file's hash."""
    return f"{name}#{number}.{part}@{sha256[:12]}"


def to_rows(record: Record) -> list[str]:
    """The record as JSON, cut into rows that join to it again."""
    text = json.dumps(asdict(record), ensure_ascii=False)
    return [text[i : i + ROW] for i in range(0, len(text), ROW)]


def from_rows(rows: Iterable[tuple[str, str, Mapping[str, Any]]]) -> dict[str, Record]:
    """Records by name, in order of name, from rows `(id, text, metadata)` in any order.

    Rows past the count that the metadata gives are left over from a longer, older record.
    """
    texts: dict[str, dict[int, str]] = {}
    for row, text, metadata in rows:
        name, _, part = row.rpartition("/")
        if int(part) < int(metadata["rows"]):
            texts.setdefault(name, {})[int(part)] = text
    return {
        name: _from_json(json.loads("".join(parts[i] for i in sorted(parts))))
        for name, parts in sorted(texts.items())
    }


def make_record(transcript: Transcript, passages: Iterable[Passage]) -> Record:
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
    )


def _from_json(data: dict[str, Any]) -> Record:
    speakers = tuple(
        Speaker(s["name"], tuple(s["labels"]), tuple(s["aliases"]), s["named_in"], s["role"])
        for s in data["speakers"]
    )
    return Record(**{**data, "parts": tuple(data["parts"]), "speakers": speakers})


def passage_metadata(transcript: Transcript, turn: Turn, part: int) -> dict[str, Any]:
    """Few keys: each is a row in Chroma's store. Turn data goes with the first part alone."""
    shown = turn.as_json()
    shown.pop("text")
    meta: dict[str, Any] = {"transcript": transcript.name, "speaker": turn.speaker or ""}
    return meta | ({"turn": json.dumps(shown, ensure_ascii=False)} if part == 0 else {})


def turn_from(number: int, text: str, metadata: dict[str, Any]) -> Turn:
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
    number, part = row[row.rindex("#") + 1 : row.rindex("@")].split(".")
    return int(number), int(part)
