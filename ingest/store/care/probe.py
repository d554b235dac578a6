"""`python -m ingest.store.care.probe`: open a library where a crash hurts nobody; look through it.

A damaged vector index can end the process that reads it. So this one is started by `health`. It
reads the settings as JSON (all see a command line, and an address may hold a password), and prints
what is wrong as JSON, a line a problem; nothing and "whole" at its end where all is well.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

import settings as configuration
from ingest.errors import OnRecordError
from ingest.index.embedding import Embedder, Vectors
from ingest.store import chroma
from ingest.store.store import Store
from settings import Settings

# Passages from each end of a collection that a quick look reads, and neighbours it asks for.
FEW = 100


def main(words: list[str]) -> None:
    """Look through the library of these settings: all of it, or a little of each collection."""
    (depth,) = words
    asked: dict[str, Any] = json.load(sys.stdin)
    asked["library"] = Path(asked["library"])
    settings = replace(configuration.load(), **asked)  # keys come from where they are kept
    for problem in _quickly(settings) if depth == "quick" else _wholly(settings):
        print(json.dumps(problem), flush=True)
    print(json.dumps("whole"))


def _quickly(settings: Settings) -> Iterator[str]:
    """Nothing where each collection gives vectors and neighbours. Raises or crashes otherwise."""
    client = chroma.connect(settings)
    for found in client.list_collections():
        count = found.count()
        for offset in (0, max(count - FEW, 0)):
            got = found.get(limit=FEW, offset=offset, include=["embeddings"])["embeddings"]
            for vector in () if got is None else got[:: FEW // 5]:
                found.query(query_embeddings=[np.asarray(vector)], n_results=min(FEW, count))
    yield from ()


def _wholly(settings: Settings) -> Iterator[str]:
    try:
        store = Store(settings, Embedder("", "", _none, lambda _: _none([])))
        yield from store.problems()
    except OnRecordError as error:
        yield str(error)


def _none(_: object) -> Vectors:
    return np.zeros((0, 1), dtype=np.float32)


if __name__ == "__main__":
    main(sys.argv[1:])
