"""Which collections are a library's, and by which rules they are laid out.

Schema 1 had the bare names `passages`, `transcripts`, `unfinished` and, later, `kept` without a
mark; schema 2 has the library's name before them and an owner mark on each.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ingest.errors import LibraryError
from ingest.store.chroma import SCHEMA
from settings import Settings

PASSAGES, RECORDS, NOTES, KEPT = "passages", "transcripts", "unfinished", "kept"
# A rebuild fills the first three; that the draft takes the fourth's name is what makes it count.
NEW_PASSAGES, NEW_KEPT = "passages-new", "kept-new"
DRAFT, NEW_RECORDS = "transcripts-draft", "transcripts-new"
# Who changed what (see `audit`).
LOG = "log"
# A collection that is there while a library on a server is written to.
WRITING = "writing"


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
