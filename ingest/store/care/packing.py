"""An open library into a backup: its transcripts, the versions kept for undo, who changed what."""

from __future__ import annotations

from collections.abc import Collection as Some
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest.store import kept
from ingest.store.care import audit, backup
from ingest.store.care.problems import wrong
from ingest.store.chroma import SCHEMA, Client, Collection
from ingest.store.records import Record
from ingest.store.stored import missing, read_passages, read_vectors


def pack(
    path: Path,
    folder: Path,
    client: Client,
    records: Some[Record],
    passages: Collection,
    versions: Collection | None,
    log: Collection | None = None,
) -> int:
    """Write all that is held to a file; how many transcripts. Raises BackupError, LibraryError.

    `folder`: the library's, for its other files.
    """
    held = passages.metadata or {}
    about: dict[str, Any] = {
        "schema": SCHEMA,
        "model": held.get("model"),
        "digest": held.get("digest"),
    }
    if log is not None:
        about |= {"log": audit.rows(log)}
    items = (_item(client, passages, record) for record in records)
    return backup.write(path, about, items, _before(records, versions), folder)


def _before(records: Some[Record], versions: Collection | None) -> Iterator[list[kept.Row]]:
    """The rows of each version that counts, as they are stored."""
    if versions is not None:
        for it in kept.counting(versions, {r.name: r.version for r in records}).values():
            yield kept.rows_of(versions, it)


def _item(client: Client, passages: Collection, record: Record) -> backup.Item:
    ids = record.ids()
    rows = read_passages(client, passages, ids)
    if len(rows) < len(ids):
        raise missing(record.name)
    hurt = any("vectors" in problem for problem in wrong(client, passages, record))
    return backup.Item(record, rows, None if hurt else read_vectors(client, passages, ids))
