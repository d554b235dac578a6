"""Which collections are a library's, by which rules they are laid out, and older ones brought up.

Schema 1 had the bare names `passages`, `transcripts` and `unfinished` without a mark; schema 2 has
the library's name before them and an owner mark on each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any

from ingest.errors import LibraryError
from ingest.store import chroma
from ingest.store.chroma import SCHEMA, Client, Collection
from settings import Settings

PASSAGES, RECORDS, NOTES = "passages", "transcripts", "unfinished"
# A rebuild fills the first two; that the draft takes the third's name is what makes it count.
NEW_PASSAGES, DRAFT, NEW_RECORDS = "passages-new", "transcripts-draft", "transcripts-new"
# A collection that is there while a library on a server is rebuilt.
REBUILDING = "rebuilding"
# What the passages of a library of schema 1 say of themselves, and no other application's do.
_STAMP = {"model", "digest", "revision"}


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
    keep: Callable[[Collection, Collection], None],
) -> None:
    """Give a library of schema 1 today's names and marks, after `keep` has taken a copy of it.

    May be cut short and done again: that the passages have their new name says that it is done.
    """
    if not _is_older(client, settings):
        return
    with alone():
        names = chroma.collections(client)
        held = {name: name for name in (RECORDS, NOTES, PASSAGES) if name in names}
        if NEW_RECORDS in names:  # a rebuild was cut short at its very end
            fresh = {RECORDS: NEW_RECORDS, PASSAGES: NEW_PASSAGES}
            held |= {name: new for name, new in fresh.items() if new in names}
        if RECORDS in held:
            keep(chroma.get(client, held[PASSAGES]), chroma.get(client, held[RECORDS]))
        for name, now in held.items():
            chroma.rename(client, now, prefix(settings) + name)


def _is_older(client: Client, settings: Settings) -> bool:
    names = chroma.collections(client)
    ours = {prefix(settings) + name for name in (PASSAGES, NEW_RECORDS)}
    found = names & {PASSAGES, NEW_PASSAGES}
    return not names & ours and any(
        (chroma.get(client, name).metadata or {}).keys() >= _STAMP for name in found
    )
