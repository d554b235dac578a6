"""What tells that a transcript's passages are still what was stored: a digest and a sum."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from ingest.index.embedding import Vectors

# Chroma gives vectors back to the last bit or so (1.5e-8 of a component): a sum of a million
# components is right to far less than this, and one vector changed moves it by more.
TOLERANCE = 1e-2
# How far from 1 a stored vector's length may be. Garbage is never so near.
LENGTH = 1e-3


def digest(rows: Iterable[tuple[str, str, Mapping[str, Any]]]) -> str:
    """A digest of passages, `(id, text, metadata)` in order."""
    total = hashlib.sha256()
    for row in rows:
        total.update(json.dumps(row, ensure_ascii=True, sort_keys=True).encode() + b"\n")
    return total.hexdigest()


def weighed(vectors: Vectors | Sequence[Vectors]) -> float:
    """The sum of all components, each with a weight of its own place: it tells an exchange too."""
    held = np.asarray(vectors, dtype=np.float64)
    if not held.size:
        return 0.0
    rows, columns = (np.sin(np.arange(1.0, size + 1)) + 2 for size in held.shape)
    return round(float(rows @ held @ columns), 6)


def are_whole(vectors: Vectors, sum_: float | None) -> bool:
    """Whether vectors have the length 1, and their sum where it is known."""
    lengths = np.linalg.norm(vectors, axis=-1)
    if not np.isfinite(lengths).all() or (abs(lengths - 1) > LENGTH).any():
        return False
    return sum_ is None or abs(weighed(vectors) - sum_) <= TOLERANCE
