"""A library of schema 1 brought up to today's, after a copy of it was kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from ingest.store import chroma
from ingest.store.care import packing
from ingest.store.chroma import Client
from ingest.store.schema import (
    KEPT,
    NEW_PASSAGES,
    NEW_RECORDS,
    NOTES,
    PASSAGES,
    RECORDS,
    prefix,
)
from ingest.store.stored import read_records
from settings import Settings

# What the passages of a library of schema 1 say of themselves, and no other application's do.
_STAMP = {"model", "digest", "revision"}
# And what each row of its kept versions says.
_KEPT_ROW = {"key", "order", "digest", "part"}


def bring_up(
    client: Client,
    settings: Settings,
    alone: Callable[[], AbstractContextManager[Any]],
) -> None:
    """Give a library of schema 1 today's names and marks, after a backup of it was made.

    May be cut short and done again: that the passages have their new name says that it is done.
    """
    if not _is_older(client, settings):
        return
    with alone():
        names = chroma.collections(client)
        kept = [KEPT] if KEPT in names and _are_kept(client, settings) else []
        held = {name: name for name in (RECORDS, NOTES, *kept, PASSAGES) if name in names}
        if NEW_RECORDS in names:  # a rebuild was cut short at its very end
            fresh = {RECORDS: NEW_RECORDS, PASSAGES: NEW_PASSAGES}
            held |= {name: new for name, new in fresh.items() if new in names}
        if RECORDS in held:
            _keep_copy(client, settings.library, held)
        for name, now in held.items():
            chroma.rename(client, now, prefix(settings) + name)


def _keep_copy(client: Client, folder: Path, held: Mapping[str, str]) -> None:
    """A backup of a library whose collections have these names."""
    path = folder / "before-schema-2.backup"
    if not path.exists():
        records = read_records(chroma.get(client, held[RECORDS]))
        versions = chroma.get(client, KEPT) if KEPT in held else None
        packing.pack(path, folder, client, records, chroma.get(client, held[PASSAGES]), versions)


def _is_older(client: Client, settings: Settings) -> bool:
    names = chroma.collections(client)
    ours = {prefix(settings) + name for name in (PASSAGES, NEW_RECORDS)}
    found = names & {PASSAGES, NEW_PASSAGES}
    return not names & ours and any(
        (chroma.get(client, name).metadata or {}).keys() >= _STAMP for name in found
    )


def _are_kept(client: Client, settings: Settings) -> bool:
    """Whether the bare `kept` is ours: libraries of before it had none, and the name is common."""
    rows = chroma.get(client, KEPT).get(limit=1, include=["metadatas"])["metadatas"] or []
    return not settings.chroma_url or any(row.keys() >= _KEPT_ROW for row in rows)
