"""What is wrong with what a library holds: missing, left over, or not what was stored."""

from __future__ import annotations

from collections.abc import Collection as Some
from collections.abc import Iterator

from ingest.store import kept, sums
from ingest.store.chroma import Client, Collection, Failure
from ingest.store.records import Record
from ingest.store.stored import read_passages, read_records, read_vectors


def problems(
    client: Client,
    records: Some[Record],
    passages: Collection,
    notes: Collection,
    versions: Collection,
) -> list[str]:
    """One line each. What an unfinished write left is none: it is noted, and the next one's."""
    wanted = {i for r in records for i in r.ids()}
    noted = {i for r in read_records(notes) for i in r.ids()}
    left = len(set(passages.get(include=[])["ids"]) - wanted - noted)
    return [
        *(f"{r.name}: {problem}" for r in records for problem in wrong(client, passages, r)),
        *([f"{left} passages belong to no transcript"] if left else []),
        *kept.problems(versions),
    ]


def wrong(client: Client, passages: Collection, record: Record) -> Iterator[str]:
    """What is wrong with the passages of one record."""
    ids = record.ids()
    rows = read_passages(client, passages, ids)
    missing = sum(i not in rows for i in ids)
    if missing:
        yield f"{missing} passages are missing"
        return
    if record.digest and sums.digest((i, *rows[i]) for i in ids) != record.digest:
        yield "its text is not what was stored"
    try:
        vectors = read_vectors(client, passages, ids)
    except Failure:
        vectors = None
    if vectors is None:
        yield "its vectors cannot be read"
    elif not sums.are_whole(vectors, record.weight):
        yield "its vectors are not what was stored"
