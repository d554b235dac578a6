"""Who changed what in a library, and when: kept with it, added to and never changed."""

from __future__ import annotations

import getpass
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

import numpy as np

from ingest.store.chroma import Collection


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `at`: UTC, ISO 8601; `action`: added, replaced, corrected, removed, ..."""

    at: str
    who: str
    action: str
    name: str


def user() -> str:
    """Who this process runs as, as far as the system knows a name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user may have none
        return "unknown"


def write(log: Collection, who: str, action: str, name: str) -> None:
    """Add a change to the log."""
    change = Change(datetime.now(UTC).isoformat(timespec="seconds"), who, action, name)
    put(log, [(f"{time.time_ns():020d}", asdict(change))])


def read(log: Collection) -> list[Change]:
    """All changes, the oldest first."""
    return [Change(**row) for _, row in rows(log)]


def rows(log: Collection) -> list[tuple[str, dict[str, str]]]:
    """All changes as a backup holds them, the oldest first: each with its id."""
    got = log.get(include=["metadatas"])
    held = zip(got["ids"], got["metadatas"] or [], strict=True)
    return sorted((at, {key: str(it) for key, it in row.items()}) for at, row in held)


def put(log: Collection, kept: Iterable[tuple[str, dict[str, str]]]) -> None:
    """Add the changes that a backup holds, in their places by time."""
    for at, row in kept:
        change = Change(**row)
        log.upsert(
            ids=[at],
            documents=[f"{change.who} {change.action} {change.name}"],
            embeddings=np.ones((1, 1), dtype=np.float32),
            metadatas=[asdict(change)],
        )
