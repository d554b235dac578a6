"""Collections: transcripts under a name (a case, a client, a study), with standing instructions.

Kept in the store beside the library; each change is one transaction and raises StoreError.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from secrets import token_urlsafe

from chats.database import reading, writing
from chats.errors import EmptyCollection, NameTaken, NothingTagged
from chats.exchange import Scope
from rag.find.retrieve import Filters


@dataclass(frozen=True, slots=True)
class Collection:
    """Transcripts by name. `instructions` go to the model that answers from them."""

    id: str
    name: str
    transcripts: tuple[str, ...] = ()
    instructions: str = ""


def all_of(folder: Path) -> dict[str, Collection]:
    """Every collection by its id, in order of their names."""
    with reading(folder) as store:
        rows = store.execute("SELECT id, name, instructions FROM collections").fetchall()
        held: dict[str, list[str]] = {}
        members = store.execute("SELECT collection, transcript FROM members ORDER BY transcript")
        for collection, transcript in members:
            held.setdefault(collection, []).append(transcript)
    made = (Collection(i, name, tuple(held.get(i, ())), told) for i, name, told in rows)
    return {c.id: c for c in sorted(made, key=lambda c: c.name.casefold())}


def make(folder: Path, name: str) -> str:
    """A new, empty collection; its id. Raises NameTaken."""
    made = token_urlsafe(9)
    with writing(folder) as store:
        _check(store, name, made)
        store.execute("INSERT INTO collections (id, name) VALUES (?, ?)", (made, name.strip()))
    return made


def rename(folder: Path, collection: str, name: str) -> None:
    """Give a collection another name. Raises NameTaken."""
    with writing(folder) as store:
        _check(store, name, collection)
        store.execute("UPDATE collections SET name = ? WHERE id = ?", (name.strip(), collection))


def instruct(folder: Path, collection: str, instructions: str) -> None:
    """Set the standing instructions of a collection; none where they are empty."""
    with writing(folder) as store:
        store.execute(
            "UPDATE collections SET instructions = ? WHERE id = ?",
            (instructions.strip(), collection),
        )


def fill(folder: Path, collection: str, transcripts: Iterable[str]) -> None:
    """Let a collection hold these transcripts and no others."""
    with writing(folder) as store:
        store.execute("DELETE FROM members WHERE collection = ?", (collection,))
        store.executemany(
            "INSERT INTO members VALUES (?, ?)",
            [(collection, t) for t in dict.fromkeys(transcripts)],
        )


def put_back(folder: Path, collection: Collection) -> None:
    """Undo `drop`."""
    with writing(folder) as store:
        _check(store, collection.name, collection.id)
        store.execute(
            "INSERT OR REPLACE INTO collections VALUES (?, ?, ?)",
            (collection.id, collection.name, collection.instructions),
        )
    fill(folder, collection.id, collection.transcripts)


def drop(folder: Path, collection: str) -> None:
    """Remove a collection; its transcripts stay in the library."""
    with writing(folder) as store:
        store.execute("DELETE FROM members WHERE collection = ?", (collection,))
        store.execute("DELETE FROM collections WHERE id = ?", (collection,))


def filters(
    scope: Scope, held: Mapping[str, Collection], tags: Mapping[str, Sequence[str]]
) -> Filters:
    """What a scope comes to now: the transcripts of its collections, and those it names itself.

    With tags in it, those of them (or of all) that have one of the tags. `tags`: those of every
    transcript that there is. Raises EmptyCollection and NothingTagged, as an empty choice would
    mean everything.
    """
    names = list(scope.transcripts)
    for chosen in scope.collections:
        collection = held.get(chosen)
        left = [t for t in collection.transcripts if t in tags] if collection else []
        if not left:
            raise EmptyCollection(collection.name if collection else None)
        names += left
    if scope.tags:
        wanted = set(scope.tags)
        names = [t for t in names or tags if wanted & set(tags.get(t, ()))]
        if not names:
            raise NothingTagged(scope.tags)
    return Filters(tuple(dict.fromkeys(names)), scope.speakers, scope.since, scope.until)


def instructions(scope: Scope, held: Mapping[str, Collection]) -> str:
    """The standing instructions of a scope's collections, one paragraph each."""
    told = (held[c].instructions for c in scope.collections if c in held)
    return "\n\n".join(filter(None, told))


def _check(store: sqlite3.Connection, name: str, own: str) -> None:
    taken = store.execute(
        "SELECT 1 FROM collections WHERE fold(name) = fold(?) AND id <> ?", (name.strip(), own)
    ).fetchone()
    if taken or not name.strip():
        raise NameTaken(name.strip())
