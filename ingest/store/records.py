"""What the library knows of a transcript without its turns: its record."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from ingest.index.passages import Passage
from ingest.store.corrections import (
    NO_CORRECTIONS,
    Corrections,
    Renamed,
    corrected_speakers,
    renamed,
)
from ingest.transcript import Speaker, Transcript, Turn


@dataclass(frozen=True, slots=True)
class Record:
    """What the library knows of a transcript without reading its turns.

    `parts` holds the number of passages of each turn, so that every passage id is known.
    `version` tells what was read and corrected from any other; `sha256` is the file's. `digest` and
    `weight` are the sums of what was stored (see `sums`), empty in a record of schema 1.
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
    path: str = ""
    digest: str = ""
    weight: float | None = field(default=None, compare=False)  # right to the last bit or so

    @property
    def turns(self) -> int:
        """How many turns it has."""
        return len(self.parts)

    def summary(self) -> dict[str, Any]:
        """What a list of transcripts says of it."""
        return {
            "name": self.name,
            "title": self.title,
            "date": self.date,
            "format": self.format,
            "turns": self.turns,
            "speakers": [s.name for s in self.speakers],
            "tags": list(self.corrections.tags),
        }

    def ids(self) -> list[str]:
        """The ids of all its passages, in order."""
        return [i for number in range(1, self.turns + 1) for i in self.ids_of(number)]

    def ids_of(self, number: int) -> list[str]:
        """The ids of the passages of one turn, in order."""
        parts = range(self.parts[number - 1])
        return [passage_id(self.name, number, part, self.version) for part in parts]

    def transcript(self, turns: tuple[Turn, ...]) -> Transcript:
        """The transcript of this record and its turns."""
        return Transcript(
            self.name,
            self.title,
            self.date,
            self.format,
            turns,
            self.front,
            self.back,
            self.sha256,
            self.speakers,
            self.file,
            self.path,
        )

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
    made = asdict(corrections)
    if not corrections.tags:  # so it was before there were tags
        del made["tags"]
    held = [transcript.as_json(transcript.file), made]
    return hashlib.sha256(json.dumps(held, ensure_ascii=True).encode()).hexdigest()


def passage_id(name: str, number: int, part: int, version: str) -> str:
    """The id of a passage: turn id, part, and the first letters of the version."""
    return f"{name}#{number}.{part}@{version[:12]}"


def key(record: Record) -> str:
    """Name and version of a record in one word."""
    return f"{record.name}@{record.version[:12]}"


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
        transcript.path,
    )
