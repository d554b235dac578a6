"""The version before: what was replaced or removed, kept so that it can be brought back.

One is kept of each transcript, and the last MOST_REMOVED that were removed. A version is one text
in rows, in a collection of its own: no search sees it, and a rebuild for another model copies it as
it is, for its vectors are made when it comes back. It is written before anything else changes, its
first row last, and what it pushes out is deleted after all else; so a write that is cut short
leaves both, and `surplus` says which one counts.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

import numpy as np

from ingest.errors import LibraryError
from ingest.store.chroma import Client, Collection, batches
from ingest.store.corrections import Corrections, read_corrections
from ingest.store.records import Record
from ingest.store.stored import ROW, read_speakers
from ingest.transcript import Source, Transcript, Turn

# Removed transcripts that can be brought back, the last ones.
MOST_REMOVED = 100

Row = tuple[str, str, Any]
"""Id, text and metadata."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of a version that is kept, without its text.

    `version` is empty where there was no transcript of this name: undo then takes one away.
    `order` grows with time; `digest` is of the text in its `rows`.
    """

    name: str
    version: str
    order: int
    title: str
    file: str
    path: str
    sha256: str
    turns: int
    rows: int
    digest: str

    @property
    def key(self) -> str:
        """Name and place in time in one word: its rows' ids begin with it."""
        return f"{self.name}@{self.order}"


def write(
    client: Client,
    to: Collection,
    name: str,
    order: int,
    record: Record | None,
    transcript: Transcript | None,
) -> None:
    """Keep a transcript as read with its record, or that there was none of this name."""
    text = json.dumps(
        [asdict(transcript), asdict(record.corrections)] if record and transcript else None,
        ensure_ascii=False,
    )
    rows = [text[i : i + ROW] for i in range(0, len(text), ROW)]
    it = Kept(
        name,
        record.version if record else "",
        order,
        record.corrected().title if record else "",
        record.file if record else "",
        record.path if record else "",
        record.sha256 if record else "",
        record.turns if record else 0,
        len(rows),
        _digest(text),
    )
    said = {**asdict(it), "key": it.key}
    put(
        client,
        to,
        [(f"{it.key}/{part}", row, {**said, "part": part}) for part, row in enumerate(rows)],
    )


def put(client: Client, to: Collection, rows: Sequence[Row]) -> None:
    """Store the rows of a version, the first one last."""
    for batch in batches(reversed(rows), client):
        to.upsert(
            ids=[row for row, _, _ in batch],
            documents=[text for _, text, _ in batch],
            embeddings=np.ones((len(batch), 1), dtype=np.float32),
            metadatas=[metadata for _, _, metadata in batch],
        )


def rows_of(held: Collection, it: Kept) -> list[Row]:
    """The rows of a version as they are stored, in order; those that are not there are left out."""
    ids = [f"{it.key}/{part}" for part in range(it.rows)]
    got = held.get(ids=ids, include=["documents", "metadatas"])
    found = zip(got["ids"], got["documents"] or [], got["metadatas"] or [], strict=True)
    return sorted(found, key=lambda row: int(str(row[2]["part"])))


def find(rows: Collection, name: str | None = None) -> list[Kept]:
    """The versions that are kept, all or those of one name, the last first."""
    first: dict[str, Any] = {"part": 0}
    got = rows.get(
        where={"$and": [first, {"name": name}]} if name else first, include=["metadatas"]
    )
    held: Any = got["metadatas"] or []
    found = [Kept(**{f.name: m[f.name] for f in fields(Kept)}) for m in held]
    return sorted(found, key=lambda k: k.order, reverse=True)


def counting(rows: Collection, current: Mapping[str, str]) -> dict[str, Kept]:
    """The version before, by name, the last first; `current` gives versions by name."""
    found = find(rows)
    extra = {it.key for it in surplus(found, current)}
    return {it.name: it for it in found if it.key not in extra}


def surplus(found: Iterable[Kept], current: Mapping[str, str]) -> list[Kept]:
    """Those of them, the last first, that do not count; `current` gives versions by name.

    A copy of what still stands was kept for a write that was cut short. Of the others one a name
    counts, and of those that were removed the last.
    """
    counted: set[str] = set()
    removed, out = 0, []
    for it in found:
        gone = it.name not in current
        stands = it.version == current.get(it.name, "")
        if stands or it.name in counted or (gone and removed == MOST_REMOVED):
            out.append(it)
        else:
            counted.add(it.name)
            removed += gone
    return out


def read(rows: Collection, it: Kept) -> tuple[Transcript, Corrections]:
    """The transcript as read, and what was put right in it. Raises LibraryError."""
    text = _text(rows, it)
    if _digest(text) != it.digest:
        raise LibraryError(f"{it.name}: {DAMAGED} and cannot come back")
    transcript, corrections = json.loads(text)
    turns = (
        Turn(**{**t, "notes": tuple(t["notes"]), "source": Source(**t["source"])})
        for t in transcript["turns"]
    )
    whole = {"turns": tuple(turns), "speakers": read_speakers(transcript["speakers"])}
    return Transcript(**{**transcript, **whole}), read_corrections(corrections)


def problems(rows: Collection) -> list[str]:
    """One line for each version that is kept and is not whole."""
    return [f"{it.name}: {DAMAGED}" for it in find(rows) if _digest(_text(rows, it)) != it.digest]


DAMAGED = "the version kept for undo is damaged"


def _text(rows: Collection, it: Kept) -> str:
    return "".join(text for _, text, _ in rows_of(rows, it))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
