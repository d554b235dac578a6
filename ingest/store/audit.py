"""Who changed what in a library, and when: kept with it, added to and never changed."""

from __future__ import annotations

import getpass
import time
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
    log.add(
        ids=[f"{time.time_ns():020d}"],
        documents=[f"{who} {action} {name}"],
        embeddings=np.ones((1, 1), dtype=np.float32),
        metadatas=[asdict(change)],
    )


def read(log: Collection) -> list[Change]:
    """All changes, the oldest first."""
    got = log.get(include=["metadatas"])
    rows = dict(zip(got["ids"], got["metadatas"] or [], strict=True))
    return [Change(**{key: str(it) for key, it in rows[at].items()}) for at in sorted(rows)]
