"""Which collections are a library's, by which rules they are laid out, and older ones brought up.

Schema 1 had the bare names `passages`, `transcripts`, `unfinished` and, later, `kept` without a
mark; schema 2 has the library's name before them and an owner mark on each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any

from ingest.errors import LibraryError
from ingest.store import chroma
from ingest.store.chroma import SCHEMA, Client, Collection
from settings import Settings

PASSAGES, RECORDS, NOTES, KEPT = "passages", "transcripts", "unfinished", "kept"
# A rebuild fills the first three; that the draft takes the fourth's name is what makes it count.
NEW_PASSAGES, NEW_KEPT = "passages-new", "kept-new"
DRAFT, NEW_RECORDS = "transcripts-draft", "transcripts-new"
# Who changed what (see `audit`).
LOG = "log"
# A collection that is there while a library on a server is written to.
WRITING = "writing"
# What the passages of a library of schema 1 say of themselves, and no other application's do.
_STAMP = {"model", "digest", "revision"}
# And what each row of its kept versions says.
_KEPT_ROW = {"key", "order", "digest", "part"}


def prefix(settings: Settings) -> str:
    """What stands before the names of a library's collections. A folder holds one library."""
    return f"{settings.name if settings.chroma_url else Settings().name}."


def check(metadata: Mapping[str, Any] | None, where: object) -> None:
    """Raise LibraryError where a newer program than this made the library."""
    made = int((metadata or {}).get("schema") or SCHEMA)
    if made > SCHEMA:
        raise LibraryError(
            f"{where}: a newer On Record made this library (schema {made}; this one knows "
            f"{SCHEMA}); update On Record"
        )


def bring_up(
    client: Client,
    settings: Settings,
    alone: Callable[[], AbstractContextManager[Any]],
    keep: Callable[[Collection, Collection, Collection | None], None],
) -> None:
    """Give a library of schema 1 today's names and marks, after `keep` has taken a copy of it.

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
            versions = chroma.get(client, KEPT) if kept else None
            keep(chroma.get(client, held[PASSAGES]), chroma.get(client, held[RECORDS]), versions)
        for name, now in held.items():
            chroma.rename(client, now, prefix(settings) + name)


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
